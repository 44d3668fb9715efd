"""What came out of a file: the report, and the document it was read from with the places."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gkdesk.core.report import Report
from gkdesk.files.document import Document, Place


@dataclass(frozen=True)
class Reading:
    """A report that was read, its remarks with it, and where everything stands in its source.

    `places` has entries for addresses of cells and fields, for prose sections, and for
    `section.row` where figures of that row were met, taken over or not. A data file has no
    document and no places.
    """

    report: Report
    document: Document | None = None
    places: Mapping[str, Place] = field(default_factory=dict)

    def place(self, address: str) -> Place | None:
        """Where an address stands, or the row that it belongs to; None where nothing was met."""
        return self.places.get(address) or self.places.get(address.rpartition(".")[0])
