"""A report -> its Word file on disk: written in memory, re-opened and compared, put in place."""

from collections.abc import Mapping
from pathlib import Path

from gkdesk.core.report import Report
from gkdesk.files.put_in_place import put_in_place
from gkdesk.files.word_check import differences
from gkdesk.files.word_writer import write_word


class WrongWordFileError(Exception):
    """The finished file does not say what the report says: a bug, and nothing was written."""


def export_word(report: Report, path: Path, *, fonts: Mapping[str, str] | None = None) -> None:
    """Write the Word file of a report; an existing file stays whole until the new one is whole.

    Raises UserError if the place cannot be written, WrongWordFileError for a bug of ours.
    """
    data = write_word(report, fonts=fonts)
    found = differences(report, data)
    if found:
        raise WrongWordFileError("\n".join(found))
    put_in_place(data, path)
