"""What the checks of one run look at, worked out once, and the sums that they share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from gkdesk.core.checks.finding import Compared, Finding, name_of
from gkdesk.core.form import Cell, Check, Section
from gkdesk.core.numbers import Answer, Number, half_width, show
from gkdesk.core.report import Report
from gkdesk.core.topic import Speech

_KEPT = 64  # texts whose findings a check of prose keeps


class Prose(NamedTuple):
    """One prose section's text, and what else a check of its words must know."""

    section: Section
    text: str
    year: int
    speech: Speech


@dataclass(frozen=True, slots=True)
class Facts:
    """A report and last year's, if there is one, with their figures.

    `proses` are all prose sections, `texts` theirs in that order, `without_number` typed cells
    that hold none; `notes` gathers what was compared, by the check's id, where that is asked for.
    """

    report: Report
    figures: Mapping[str, Number]
    proses: Mapping[str, Prose]
    texts: tuple[str, ...]
    without_number: tuple[Cell, ...]
    last_year: Report | None = None
    last_figures: Mapping[str, Number] = field(default_factory=dict)
    notes: dict[str, list[Compared]] | None = None

    @classmethod
    def of(cls, report: Report, last_year: Report | None = None, *, keep: bool = False) -> "Facts":
        """The facts of a report as it stands."""
        numbers = report.numbers
        typed = report.form.typed if len(numbers) < len(report.form.typed) else ()
        missing = tuple(cell for cell in typed if cell.address not in numbers)
        last_figures = last_year.figures() if last_year else {}
        notes: dict[str, list[Compared]] | None = {} if keep else None
        year, speech = report.year, report.form.speech
        proses = {
            one.id: Prose(one, report.text(one.id), year, speech) for one in report.form.prose
        }
        texts = tuple(one.text for one in proses.values())
        figures = report.figures()
        return cls(report, figures, proses, texts, missing, last_year, last_figures, notes)

    def scope(self, check: Check) -> tuple[Cell, ...]:
        """The cells that a check looks at."""
        return self.report.form.scopes[check.id]

    def prose(self, check: Check) -> Prose:
        """The prose section that a check looks at."""
        return self.proses[check.section]

    def looked_at(self, check: Check) -> Iterable[Prose]:
        """The prose sections that a check looks at: its own, or all."""
        return (self.proses[check.section],) if check.section else self.proses.values()

    def note(self, check: Check, place: Cell | str, left: Answer, right: Answer) -> None:
        """Keep both sides of a comparison at a cell or a place, where that is asked for."""
        if self.notes is not None:
            where = name_of(place) if isinstance(place, Cell) else place
            self.notes.setdefault(check.id, []).append(Compared(where, show(left), show(right)))


# What a kind's function gives: its findings, and whether all it needs is filled in.
Result: TypeAlias = tuple[list[Finding], bool]


def by_text(find: Callable[[Check, Prose], Iterable[Finding]]) -> Callable[[Check, Facts], Result]:
    """A kind of check that looks at each text by itself, and anew only when the text changes."""

    @lru_cache(maxsize=_KEPT)
    def found(check: Check, prose: Prose) -> tuple[Finding, ...]:
        return tuple(find(check, prose))

    def kind(check: Check, facts: Facts) -> Result:
        findings: list[Finding] = []
        for prose in facts.looked_at(check):
            findings += found(check, prose)
        return findings, True

    kind.__doc__ = find.__doc__
    return kind


@lru_cache(maxsize=_KEPT)
def half(text: str) -> str:
    """A text in half-width signs, made once for all checks that read it."""
    return half_width(text)


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
