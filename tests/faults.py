"""Consistent tables of applications, and one fault put into them, as slips of a clerk go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from gkdesk.core.numbers import show
from gkdesk.core.report import Report
from gkdesk.files import shipped
from reports import sound_report

FORM = shipped.form("2021")
TABLE = "applications"
ROWS = list(dict.fromkeys(c.row.id for c in FORM.typed if c.section.id == TABLE))
COLUMNS = list(dict.fromkeys(c.column.id for c in FORM.typed if c.section.id == TABLE))
RESULTS = [r for r in ROWS if r not in ("new_received", "carried_over", "carried_forward")]
SCALES = (200, 40, 5, 5, 20, 5)  # natural persons apply most often

Texts = Mapping[str, str]
Fault = Callable[[Texts, Random], dict[str, str]]


@dataclass(frozen=True)
class Known:
    """What else is known of a report when a fault is looked for."""

    printed: bool = False
    last_year: bool = False

    def report(self, texts: Texts, true: Texts) -> Report:
        """A report with these texts, and the totals that the true ones were printed with."""
        report = sound_report(**texts)
        if not self.printed:
            return report
        sound = sound_report(**true)
        printed = {cell.address: show(sound.figure(cell.address)) for cell in FORM.totals}
        return Report(FORM, report.texts, printed_totals=printed)

    def before(self, true: Texts) -> Report | None:
        """Last year's report, which carried forward what the true texts carried over."""
        if not self.last_year:
            return None
        carried = {at("carried_forward", c): true[at("carried_over", c)] for c in COLUMNS}
        # Other sentences than this year's: likeness is not the matter here.
        prose = {section.id: "" for section in FORM.prose}
        return sound_report(year="2023", **prose, **carried)


def at(row: str, column: str) -> str:
    """The address of a cell of the table."""
    return f"{TABLE}.{row}.{column}"


def consistent(random: Random) -> dict[str, str]:
    """A table whose columns all add up, filled like those of a busy office."""
    texts: dict[str, str] = {}
    for column, scale in zip(COLUMNS, SCALES, strict=True):
        figures = {r: random.randrange(scale) if random.random() < 0.5 else 0 for r in RESULTS}
        forward = random.randrange(max(1, scale // 4))
        total = sum(figures.values()) + forward
        over = random.randrange(min(total, scale // 4) + 1)
        figures |= {"carried_forward": forward, "carried_over": over, "new_received": total - over}
        texts |= {at(row, column): str(figure) for row, figure in figures.items()}
    return texts


def cell_changed(texts: Texts, random: Random) -> dict[str, str]:
    """One figure is another: anything, a little off, or with a digit too many."""
    while True:
        place = at(random.choice(ROWS), random.choice(COLUMNS))
        old = int(texts[place])
        anything = random.randrange(2 * old + 10)
        near = old + random.choice((-2, -1, 1, 2, 10))
        longer = old * 10 + random.randrange(10)
        new = random.choice((anything, near, longer))
        if new != old and new >= 0:
            return {place: str(new)}


def digits_swapped(texts: Texts, random: Random) -> dict[str, str]:
    """The first two digits of a figure changed places."""
    long = [
        place for place, text in texts.items() if len(text) > 1 and text[1] not in (text[0], "0")
    ]
    if not long:
        return cell_changed(texts, random)
    place = random.choice(long)
    first, second, *rest = texts[place]
    return {place: "".join((second, first, *rest))}


def rows_shifted(texts: Texts, random: Random) -> dict[str, str]:
    """A run of rows, in one column or in all, stands a row too low; zeros are left above."""
    while True:
        columns = COLUMNS if random.random() < 0.5 else [random.choice(COLUMNS)]
        first = random.randrange(len(ROWS) - 1)
        last = random.randrange(first + 1, len(ROWS))
        if any(texts[at(ROWS[last], column)] != "0" for column in columns):
            continue  # a figure would fall out, and nobody could bring it back
        shifted = {at(ROWS[first], column): "0" for column in columns}
        for column in columns:
            for row in range(first + 1, last + 1):
                shifted[at(ROWS[row], column)] = texts[at(ROWS[row - 1], column)]
        changed = {place: text for place, text in shifted.items() if text != texts[place]}
        if changed:
            return changed


def columns_swapped(texts: Texts, random: Random) -> dict[str, str]:
    """Two columns changed places, from top to bottom or in one row."""
    while True:
        one, other = random.sample(COLUMNS, 2)
        sums = [sum(int(texts[at(row, column)]) for row in RESULTS) for column in (one, other)]
        # Whole columns with equal sums could change places and every sum would still come out.
        whole = random.random() < 0.5 and sums[0] != sums[1]
        rows = ROWS if whole else [random.choice(ROWS)]
        changed: dict[str, str] = {}
        for row in rows:
            left, right = at(row, one), at(row, other)
            if texts[left] != texts[right]:
                changed |= {left: texts[right], right: texts[left]}
        if changed:
            return changed


FAULTS: Mapping[str, Fault] = {
    "cell changed": cell_changed,
    "digits swapped": digits_swapped,
    "rows shifted": rows_shifted,
    "columns swapped": columns_swapped,
}
