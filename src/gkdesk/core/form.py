"""The national form as frozen records: sections, tables, rows, columns, checks, page measures.

Only `form_file` builds them and nobody changes them. An answer's address is
`section.row.column`; the ids of headings never occur in an address.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Literal

from gkdesk.core.numbers import Kind, Number
from gkdesk.core.topic import Speech, Topic

Severity = Literal["error", "warning", "hint"]
Arrangement = Literal["blocks", "grid", "across"]
Adder = Callable[[Mapping[str, Number]], tuple[Number, ...]]
CheckKind = Literal[
    "printed_total",
    "balance",
    "must_be_zero",
    "blank",
    "count",
    "amount",
    "no_top_heading",
    "count_of_parts",
    "parts",
    "present",
    "mention",
    "mention_when",
    "longer_than",
    "carry",
    "stock",
    "unit_suspect",
    "likeness",
    "said",
    "said_none",
    "said_elsewhere",
    "published",
    "fee_within",
    "other_year",
    "year_digits",
    "period",
    "cites",
    "year_bracket",
    "nested_quote",
    "bracket_width",
    "remarked",
]


@dataclass(frozen=True)
class Heading:
    """A label that several rows or columns stand under; `under` names the next one outward.

    `was_one_row`: an older form has one row of that label and none under it.
    """

    id: str
    label: str
    under: str | None = None
    aliases: tuple[str, ...] = ()
    was_one_row: bool = False


@dataclass(frozen=True)
class Row:
    """One line of figures; `sum` lists the rows that a worked-out line adds up.

    `dropped`, as of columns: no newer form asks for it, so what an old one holds there is shown
    to the clerk and not kept.
    """

    id: str
    label: str
    brief: str
    help: str
    under: str | None = None
    articles: str = ""
    aliases: tuple[str, ...] = ()
    sum: tuple[str, ...] = ()
    dropped: bool = False


@dataclass(frozen=True)
class Column:
    """One column of figures; `sum` lists the columns that a worked-out column adds up."""

    id: str
    label: str
    kind: Kind = "count"
    unit: str = "件"
    help: str = ""
    under: str | None = None
    aliases: tuple[str, ...] = ()
    sum: tuple[str, ...] = ()
    dropped: bool = False


@dataclass(frozen=True)
class Block:
    """Rows that share their columns; a table has one or several, each with its own caption."""

    id: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    corner: str = ""


@dataclass(frozen=True)
class Table:
    """One official table: how it is arranged on paper, and its blocks.

    `blocks`: blocks one below the other, each with caption and header row.
    `grid`: one block under merged heads, `label_columns` columns of labels.
    `across`: one block whose rows stand side by side, each with all its columns.
    Widths are twips per grid column; sizes are points; `row_height` is twips at least.
    """

    arrangement: Arrangement
    blocks: tuple[Block, ...]
    headings: Mapping[str, Heading]
    widths: tuple[int, ...]
    label_columns: int
    font_points: float
    line_points: float
    row_height: int


@dataclass(frozen=True)
class Part:
    """One official part of a prose section; present when a heading contains one of `words`."""

    id: str
    label: str
    words: tuple[str, ...]
    help: str


@dataclass(frozen=True, eq=False)
class Section:
    """One step of the form; prose sections have guidance and parts, table sections a table.

    `outlook` tells that a prose section speaks of what is to come.
    The opening paragraph is a prose section without a printed label.
    """

    id: str
    label: str
    name: str
    help: str
    articles: str = ""
    aliases: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    example: str = ""
    outlook: bool = False
    table: Table | None = None

    @property
    def is_prose(self) -> bool:
        """Whether the section is filled with text."""
        return self.table is None


@dataclass(frozen=True)
class Cell:
    """One figure of the form; `addends` are the typed cells that a worked-out one adds up."""

    address: str
    section: Section
    row: Row
    column: Column
    addends: tuple[str, ...] = ()

    @property
    def worked_out(self) -> bool:
        """Whether the figure is worked out, never typed and never stored."""
        return bool(self.addends)


@dataclass(frozen=True, eq=False)
class Check:
    """A rule: its kind names the function, the lists are what that kind needs.

    `fills` names the row whose figure a balance may propose; `plus` and `minus` are the columns
    that a stock grows and shrinks by; `limit` is a second number, for organs of `limit_for` only
    where that is given; `cells` are addresses; `remarks` kinds of a reader's remarks;
    `sentence` is what the clerk is offered to write where something is missing.
    """

    id: str
    kind: CheckKind
    severity: Severity
    rule: str
    advice: str
    source: str
    example: str
    section: str = ""
    applies_to: str = ""
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    placeholders: tuple[str, ...] = ()
    number: int | None = None
    fills: str = ""
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    limit: int | None = None
    limit_for: str = ""
    cells: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    sentence: str = ""


@dataclass(frozen=True)
class Page:
    """Measures of the printed page: twips, points and counts (GB/T 9704-2012)."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    line_pitch: int
    lines: int
    characters: int
    character_spacing: int
    footer: int
    fonts: Mapping[str, str]
    points: Mapping[str, float]
    substitutes: Mapping[str, str]

    @property
    def text_width(self) -> int:
        """Width of the text area in twips."""
        return self.width - self.left - self.right


@dataclass(frozen=True)
class OrganKind:
    """A group of organs told by the end of their names: any or one of `units`, then of `ends`."""

    id: str
    ends: tuple[str, ...]
    units: tuple[str, ...] = ()

    def fits(self, organ: str) -> bool:
        """Whether an organ's name belongs to this group."""
        return any(organ.endswith(unit + end) for unit in self.units or ("",) for end in self.ends)


@dataclass(frozen=True, eq=False)
class Form:
    """One edition of the national form, whole."""

    edition: str
    document_number: str
    first_year: int
    title: tuple[str, ...]
    preface: Section
    sections: tuple[Section, ...]
    checks: tuple[Check, ...]
    topics: tuple[Topic, ...]
    speech: Speech
    page: Page
    organ_kinds: Mapping[str, OrganKind]
    basics: Mapping[str, str]
    cells: Mapping[str, Cell] = field(init=False)
    typed: tuple[Cell, ...] = field(init=False)
    totals: tuple[Cell, ...] = field(init=False)
    adders: Mapping[str, Adder] = field(init=False)
    scopes: Mapping[str, tuple[Cell, ...]] = field(init=False)
    dependents: Mapping[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Derive the cells in the form's order, what each check looks at, and who depends on whom.

        `scopes` gives for each check's id the cells of its section, narrowed to its rows and
        columns; `adders` for each total what takes its addends out of the numbers at once
        (KeyError if one is missing); `dependents` for each typed cell the totals it is part of.
        """
        cells = {cell.address: cell for section in self.sections for cell in _cells(section)}
        totals = tuple(cell for cell in cells.values() if cell.worked_out)
        dependents: dict[str, list[str]] = {address: [] for address in cells}
        for total in totals:
            for addend in total.addends:
                dependents[addend].append(total.address)
        object.__setattr__(self, "cells", cells)
        object.__setattr__(self, "typed", tuple(c for c in cells.values() if not c.worked_out))
        object.__setattr__(self, "totals", totals)
        object.__setattr__(self, "adders", {t.address: itemgetter(*t.addends) for t in totals})
        object.__setattr__(self, "scopes", {c.id: _scope(c, cells) for c in self.checks})
        object.__setattr__(self, "dependents", {a: tuple(d) for a, d in dependents.items()})

    @property
    def prose(self) -> tuple[Section, ...]:
        """The opening paragraph and the prose sections, in print order."""
        return (self.preface, *(section for section in self.sections if section.is_prose))

    def section(self, section_id: str) -> Section:
        """The section with this id; KeyError if there is none."""
        for section in (self.preface, *self.sections):
            if section.id == section_id:
                return section
        raise KeyError(section_id)

    def title_lines(self, organ: str, year: int) -> list[str]:
        """The printed title, one entry per line of the pattern."""
        return [line.format(organ=organ, year=year) for line in self.title]


def _scope(check: Check, cells: Mapping[str, Cell]) -> tuple[Cell, ...]:
    """The cells that a check looks at, in the form's order; a balance at one for each column."""
    rows = check.rows or check.left[:1]
    return tuple(
        cell
        for cell in cells.values()
        if (not check.section or cell.section.id == check.section)
        and (not rows or cell.row.id in rows)
        and (not check.columns or cell.column.id in check.columns)
    )


def _cells(section: Section) -> Iterator[Cell]:
    """All cells of a table section in the form's order: by block, row, column."""
    for block in section.table.blocks if section.table else ():
        for row in block.rows:
            for column in block.columns:
                if row.dropped or column.dropped:
                    continue
                addends = tuple(_addends(section.id, block, row, column))
                yield Cell(f"{section.id}.{row.id}.{column.id}", section, row, column, addends)


def _addends(section_id: str, block: Block, row: Row, column: Column) -> Iterator[str]:
    """The typed cells that a figure adds up, sums of sums resolved; none for a typed figure."""
    if not row.sum and not column.sum:
        return
    rows, columns = {r.id: r for r in block.rows}, {c.id: c for c in block.columns}
    for row_id in row.sum or (row.id,):
        for column_id in column.sum or (column.id,):
            inner = tuple(_addends(section_id, block, rows[row_id], columns[column_id]))
            yield from inner or (f"{section_id}.{row_id}.{column_id}",)
