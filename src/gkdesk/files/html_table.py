"""A table of a web page while it is read, and its cells put where browsers put them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gkdesk.files.document import Grid, GridCell
from gkdesk.files.drawn_grid import MOST_CELLS, drawn, too_big

_MOST_COLUMNS, _MOST_ROWS = 1_000, 65_534  # what browsers take a colspan and a rowspan for
_NUMBER = re.compile(r"[ \t\n\f\r]*\+?([0-9]{1,18})")
_STEPS = 2 * MOST_CELLS
_ORDER = {"thead": 0, "tbody": 1, "tfoot": 2}


@dataclass(slots=True)
class HtmlCell:
    """A cell as the page gives it: its spans (no rows: to the end of the group) and contents."""

    columns: int
    rows: int
    blocks: list[str | Grid]

    @property
    def text(self) -> str:
        """Its lines, if it holds no table."""
        return "\n".join(block for block in self.blocks if isinstance(block, str))


@dataclass(slots=True)
class _Row:
    cells: list[HtmlCell]
    dropped: bool
    is_flat: bool


@dataclass(slots=True)
class _Group:
    kind: str
    rows: list[list[HtmlCell]] = field(default_factory=list)
    dropped: bool = False


class HtmlTable:
    """The rows of one table in their groups; what is hidden is taken in, and left out."""

    def __init__(self, *, dropped: bool) -> None:
        """Begin an empty table; one that is `dropped` stands in something hidden."""
        self.dropped = dropped
        self.holds_table = False
        self.captions: list[str | Grid] = []
        self._groups: list[_Group] = []
        self._row: _Row | None = None

    def start_group(self, kind: str, *, dropped: bool) -> None:
        """A thead, tbody or tfoot begins; only the first of each kind but tbody is special."""
        self.end_row()
        if any(group.kind == kind for group in self._groups):
            kind = "tbody"
        self._groups.append(_Group(kind, dropped=dropped))

    def start_row(self, *, dropped: bool = False, is_flat: bool = False) -> None:
        """A row begins; a flat one has no height, and is left out if it is empty."""
        self.end_row()
        if not self._groups:
            self._groups.append(_Group("tbody"))
        self._row = _Row([], dropped, is_flat)

    @property
    def drops_cells(self) -> bool:
        """Whether what comes now is hidden with its row or group; a cell needs a row to ask."""
        if self._row is None:
            self.start_row()
        assert self._row is not None  # it was just begun
        return self.dropped or self._row.dropped or self._groups[-1].dropped

    def add(self, cell: HtmlCell) -> None:
        """A cell of the open row is complete."""
        assert self._row is not None  # `drops_cells` was asked when the cell began
        self._row.cells.append(cell)

    def end_row(self) -> None:
        """The open row, if there is one, is complete."""
        row, self._row = self._row, None
        if row is None or row.dropped:
            return
        if row.is_flat and not any(cell.blocks for cell in row.cells):
            return
        self._groups[-1].rows.append(row.cells)

    def end_group(self) -> None:
        """Rows that follow without a group of their own are in a new one."""
        self.end_row()
        self._groups.append(_Group("tbody"))

    def blocks(self) -> Iterator[str | Grid]:
        """What the table is in reading order: one grid, or its contents if it is only layout."""
        self.end_row()
        yield from self.captions
        groups = [group.rows for group in self._shown() if not group.dropped]
        if self.holds_table:
            for rows in groups:
                for row in rows:
                    for cell in row:
                        yield from cell.blocks
            return
        grid = drawn(_placed(groups), sum(map(len, groups)))
        if grid is not None:
            yield grid

    def _shown(self) -> list[_Group]:
        """The groups as they are shown: heads first, feet last."""
        return sorted(self._groups, key=lambda group: _ORDER[group.kind])


def spans(attributes: Mapping[str, str]) -> tuple[int, int]:
    """The columns and rows of a cell, as browsers understand its attributes."""
    columns = _number(attributes.get("colspan", ""))
    rows = _number(attributes.get("rowspan", ""))
    return min(columns or 1, _MOST_COLUMNS), min(rows, _MOST_ROWS)


def _number(text: str) -> int:
    """A whole number as browsers read it, from its first signs; 1 if there is none."""
    match = _NUMBER.match(text)
    return int(match[1]) if match else 1


def _placed(groups: list[list[list[HtmlCell]]]) -> Iterator[GridCell]:
    """The cells where they stand: each in the first free place, none reaching into another group.

    Where a cell reaches to the right into one from above, browsers draw both on one another;
    here it ends before it. UserError if it takes more steps than any real table.
    """
    top, steps = 0, 0
    for rows in groups:
        free_from: dict[int, int] = {}  # column -> the first row that nothing from above covers
        for row, cells in enumerate(rows):
            column = 0
            for cell in cells:
                begin = column
                while free_from.get(column, 0) > row:
                    column += 1
                wide = 1
                while wide < cell.columns and free_from.get(column + wide, 0) <= row:
                    wide += 1
                steps += column - begin + wide
                if steps > _STEPS:
                    raise too_big()
                high = min(cell.rows or len(rows), len(rows) - row)
                free_from.update(dict.fromkeys(range(column, column + wide), row + high))
                yield GridCell(top + row, column, cell.text, high, wide)
                column += cell.columns
        top += len(rows)
