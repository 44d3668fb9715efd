"""What the checks of one run look at, worked out once, and the sums that they share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from gkdesk.core.checks.finding import Compared, Finding
from gkdesk.core.form import Cell, Check, Section
from gkdesk.core.numbers import Number, show
from gkdesk.core.report import Report


@dataclass(frozen=True, slots=True)
class Facts:
    """A report and last year's, if there is one, with their figures.

    `without_number` are typed cells that hold none; `notes` gathers what was compared, by the
    check's id, where that is asked for.
    """

    report: Report
    figures: Mapping[str, Number]
    without_number: tuple[Cell, ...]
    last_year: Report | None = None
    last_figures: Mapping[str, Number] = field(default_factory=dict)
    notes: dict[str, list[Compared]] | None = None

    @classmethod
    def of(cls, report: Report, last_year: Report | None = None, *, keep: bool = False) -> "Facts":
        """The facts of a report as it stands."""
        numbers = report.numbers
        missing = tuple(cell for cell in report.form.typed if cell.address not in numbers)
        last_figures = last_year.figures() if last_year else {}
        notes: dict[str, list[Compared]] | None = {} if keep else None
        return cls(report, report.figures(), missing, last_year, last_figures, notes)

    def scope(self, check: Check) -> tuple[Cell, ...]:
        """The cells that a check looks at."""
        return self.report.form.scopes[check.id]

    def prose(self, check: Check) -> tuple[Section, str]:
        """The prose section that a check looks at, and its text."""
        return self.report.form.section(check.section), self.report.text(check.section)

    def proses(self, check: Check) -> list[tuple[Section, str]]:
        """The prose sections that a check looks at: its own, or all that are written."""
        if check.section:
            return [self.prose(check)]
        form = self.report.form
        return [(one, self.report.text(one.id)) for one in form.prose if self.report.text(one.id)]

    def note(self, check: Check, place: str, left: str, right: str) -> None:
        """Keep both sides of a comparison, where that is asked for."""
        if self.notes is not None:
            self.notes.setdefault(check.id, []).append(Compared(place, left, right))


# What a kind's function gives: its findings, and whether all it needs is filled in.
Result: TypeAlias = tuple[list[Finding], bool]


@lru_cache(maxsize=256)
def column(section: str, rows: tuple[str, ...], column_id: str) -> tuple[str, ...]:
    """The addresses of some rows in one column of a section."""
    return tuple(f"{section}.{row}.{column_id}" for row in rows)


def sum_of(figures: Mapping[str, Number], addresses: Sequence[str]) -> Number | None:
    """The sum of some figures; None while one is not complete."""
    try:
        return sum(map(figures.__getitem__, addresses))
    except KeyError:
        return None


def spelt(facts: Facts, addresses: Sequence[str]) -> str:
    """A sum with its figures put in: 「一(3)＋二(0)」."""
    briefs = [facts.report.form.cells[address].row.brief for address in addresses]
    return "＋".join(
        f"{brief}({show(facts.figures[address])})"
        for brief, address in zip(briefs, addresses, strict=True)
    )


def apart(left: Number, right: Number) -> str:
    """How far two figures are apart: 「相差 1」."""
    return f"相差 {show(abs(Decimal(left) - right))}"


def title(section: Section) -> str:
    """What a message calls a section; the opening paragraph has no printed label."""
    return section.label or section.name
