"""What a check gives back: findings, how they can be mended, and a verdict for each check."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from gkdesk.core.explanations import Explanation
from gkdesk.core.form import Cell, Check, Severity

Verdict = Literal["holds", "broken", "waits", "explained", "not applicable"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Edit:
    """A new text for an address, or with `span` for a place in its prose."""

    address: str
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Mend:
    """A proposal that mends a finding: what its button says, why it may be right, what it edits."""

    label: str
    edits: tuple[Edit, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule broken here: which, where, both sides, and a sentence that says what to do.

    `span` is a place in the prose of the first address; `unfilled` tells that nothing wrong was
    written, something is merely not there yet. `raised` replaces the check's own severity.
    """

    check: Check
    addresses: tuple[str, ...]
    left: str | None
    right: str | None
    message: str
    span: Span | None = None
    unfilled: bool = False
    mends: tuple[Mend, ...] = ()
    raised: Severity | None = None

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return self.raised or self.check.severity

    @property
    def explainable(self) -> bool:
        """Whether the clerk may say that it is right as it stands; errors must be mended."""
        return self.severity != "error" and not self.unfilled

    def fits(self, explanation: Explanation) -> bool:
        """Whether an explanation was given for this very finding, with these very numbers."""
        return (self.check.id, self.addresses, self.left, self.right) == (
            explanation.check,
            explanation.addresses,
            explanation.left,
            explanation.right,
        )


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding that is silent, and the clerk's reason why."""

    finding: Finding
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Compared:
    """Both sides of one comparison that a check made, whether they agree or not."""

    place: str
    left: str
    right: str


@dataclass(frozen=True)
class Outcome:
    """All findings in the order of the form's checks, and each check's verdict by its id.

    `compared` is filled where `run` was asked to keep it, by the check's id.
    """

    findings: tuple[Finding, ...]
    verdicts: Mapping[str, Verdict]
    explained: tuple[Explained, ...] = ()
    compared: Mapping[str, tuple[Compared, ...]] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that a county would send a report back for."""
        return tuple(finding for finding in self.findings if finding.severity == "error")


def name_of(cell: Cell) -> str:
    """A short name of a cell for messages: row, then column."""
    return f"{cell.row.brief}·{cell.column.label}"
