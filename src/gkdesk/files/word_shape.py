"""A Word table -> its cells with their places, put together again whatever program wrote it.

A cell stands where the columns before it in its row end; the widths of the grid are believed only
where that leaves the rows of a table unequal, since many programs write them wrong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from gkdesk.errors import UserError
from gkdesk.files.word_names import TC, TR, W, child, content, is_on, value, whole
from gkdesk.files.word_parts import SAVE_AS, Node

MOST_PLACES = 50_000
"""Places of all grids of a document; the three tables of a report have some 300."""
TOO_MANY_CELLS = f"文件里的表格太大，不像一份年度报告，没有读。{SAVE_AS}"

_SLIVER = 57  # a millimetre, in twips: a column that nobody meant, left by a line that was dragged
_GONE = tuple(f"{W}{name}" for name in ("del", "moveFrom"))

Merge = Literal["", "restart", "continue"]


@dataclass(slots=True, eq=False)
class Cell:
    """A cell and the rows and columns that it covers, with its element in each of its rows."""

    row: int
    column: int
    columns: int
    parts: list[Node]
    merge: Merge = ""
    rows: int = 1
    beside: Merge = ""
    widths: tuple[Node, ...] = ()


@dataclass(slots=True)
class _Row:
    """A row: its cells from left to right, and what is left free before and after them."""

    element: Node
    cells: list[Cell] = field(default_factory=list)
    before: int = 0
    after: int = 0
    width_before: int = 0

    @property
    def end(self) -> int:
        """The column where the row ends."""
        last = self.cells[-1] if self.cells else None
        return (last.column + last.columns if last else self.before) + self.after


@dataclass(slots=True)
class Shape:
    """A table as drawn: its rows, and its cells in reading order."""

    elements: list[Node]
    columns: int
    cells: list[Cell]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.elements)


def shape_of(table: Node, room: int) -> Shape:
    """The shape of a table; UserError if it has more places than there is room for."""
    rows = list(_rows(table))
    columns = max((row.end for row in rows), default=0)
    if len({row.end for row in rows if row.cells}) > 1:
        columns = _by_widths(rows) or columns
    else:
        columns = _without_slivers(rows, columns, _grid_widths(table))
    if columns * len(rows) > room:
        raise UserError(TOO_MANY_CELLS)
    return Shape([row.element for row in rows], columns, _merged(rows))


def _rows(table: Node) -> Iterator[_Row]:
    """The rows that are neither deleted nor hidden."""
    count = 0
    for element in content(table):
        if element.tag == TR and (row := _row(element, count)) is not None:
            count += 1
            yield row


def _row(element: Node, number: int) -> _Row | None:
    """A row with its cells at their columns; None if it is not there to be read."""
    row = _Row(element)
    properties = child(element, "trPr")
    for one in () if properties is None else properties:
        name = one.tag
        if name in _GONE or (name == f"{W}hidden" and is_on(one)):
            return None
        if name == f"{W}gridBefore":
            row.before = max(whole(value(one)), 0)
        elif name == f"{W}gridAfter":
            row.after = max(whole(value(one)), 0)
        elif name == f"{W}wBefore":
            row.width_before = whole(one.get(f"{W}w", ""))
    column = row.before
    for one in content(element):
        if one.tag == TC and (cell := _cell(one, number, column)) is not None:
            column += cell.columns
            _put(cell, row.cells)
    return row


def _put(cell: Cell, cells: list[Cell]) -> None:
    """Put a cell at the end of its row, or lengthen the one before that it is merged with.

    Word 97's way to merge over columns (w:hMerge) is still written by converters.
    """
    before = cells[-1] if cells else None
    if before is not None and cell.beside == "continue" and before.beside:
        before.columns += cell.columns
        before.widths += cell.widths
    else:
        cells.append(cell)


def _cell(element: Node, row: int, column: int) -> Cell | None:
    """A cell as its properties tell; None if its deletion waits to be accepted."""
    cell = Cell(row, column, 1, [element])
    properties = child(element, "tcPr")
    for one in () if properties is None else properties:
        match one.tag.removeprefix(W):
            case "gridSpan":
                cell.columns = max(whole(value(one), 1), 1)
            case "vMerge":
                cell.merge = _merge(value(one))
            case "cellMerge":
                cell.merge = cell.merge or _merge(one.get(f"{W}vMerge", ""))
            case "hMerge":
                cell.beside = _merge(value(one))
            case "tcW":
                cell.widths = (one,)
            case "cellDel":
                return None
    return cell


def _merge(text: str) -> Merge:
    """Without a value, a cell goes on with the one before it; a tracked merge says `rest`."""
    return "restart" if text in ("restart", "rest") else "continue"


def _by_widths(rows: Sequence[_Row]) -> int:
    """Place the cells of unequal rows by their widths; how many columns that gives, 0 if it fails.

    Pages and programs that know no grid write one wide cell over four narrow ones and say so by
    its width alone. The widths are believed if they all are given and all rows end together.
    """
    full = [row for row in rows if row.cells]
    cells = [cell for row in full for cell in row.cells]
    units = {one.get(f"{W}type", "") for cell in cells for one in cell.widths}
    if units not in ({"dxa"}, {"pct"}) or any(_width(cell) <= 0 for cell in cells):
        return 0
    ends = [_cuts(row)[-1] for row in full]
    near = max(ends) // 100 + 1
    if max(ends) - min(ends) > near or any(row.after for row in full):
        return 0
    edges = _edges(full, near)
    places = [[_nearest(edges, at) for at in _cuts(row)] for row in full]
    if any(left >= right for cuts in places for left, right in pairwise(cuts)):
        return 0
    for row, cuts in zip(full, places, strict=True):
        row.before = cuts[0]
        for cell, (left, right) in zip(row.cells, pairwise(cuts), strict=True):
            cell.column, cell.columns = left, right - left
    return len(edges) - 1


def _cuts(row: _Row) -> list[int]:
    """Where the cells of a row begin, and where the last one ends."""
    cuts = [row.width_before]
    for cell in row.cells:
        cuts.append(cuts[-1] + _width(cell))
    return cuts


def _width(cell: Cell) -> int:
    """How wide a cell says that it is; 0 if it does not."""
    return sum(whole(one.get(f"{W}w", "")) for one in cell.widths)


def _edges(rows: Sequence[_Row], near: int) -> list[int]:
    """The places where cells of any row begin or end; those that are near each other are one."""
    edges: list[int] = []
    for at in sorted({cut for row in rows for cut in _cuts(row)}):
        if not edges or at - edges[-1] > near:
            edges.append(at)
    return edges


def _nearest(edges: Sequence[int], at: int) -> int:
    """The index of the last edge that is not behind a place."""
    low, high = 0, len(edges)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if edges[middle] <= at else (low, middle)
    return low


def _grid_widths(table: Node) -> list[int]:
    """The widths of the columns as the table's grid gives them."""
    grid = child(table, "tblGrid")
    return [] if grid is None else [whole(one.get(f"{W}w", "")) for one in grid]


def _without_slivers(rows: Sequence[_Row], columns: int, widths: Sequence[int]) -> int:
    """Take columns of no width out of the grid; how many are left.

    Dragging one line of a table a little beside the others leaves them; no cell stands in them
    alone, and with them a figure would not stand exactly under its label.
    """
    kept = [width > _SLIVER or width <= 0 for width in widths]
    if len(widths) != columns or all(kept):
        return columns
    index = [0]
    for keep in kept:
        index.append(index[-1] + keep)
    cells = [cell for row in rows for cell in row.cells]
    if any(index[cell.column] == index[cell.column + cell.columns] for cell in cells):
        return columns
    for cell in cells:
        end = index[cell.column + cell.columns]
        cell.column = index[cell.column]
        cell.columns = end - cell.column
    return index[-1]


def _merged(rows: Sequence[_Row]) -> list[Cell]:
    """The cells in reading order, each lengthened by those below that go on with it.

    Who goes on with no cell above of the same columns begins a cell of its own, as in Word.
    """
    cells: list[Cell] = []
    open_cells: dict[int, Cell] = {}
    for number, row in enumerate(rows):
        for cell in row.cells:
            above = open_cells.get(cell.column) if cell.merge == "continue" else None
            if (
                above is not None
                and above.columns == cell.columns
                and above.row + above.rows == number
            ):
                above.rows += 1
                above.parts += cell.parts
                continue
            cells.append(cell)
            if cell.merge:
                open_cells[cell.column] = cell
    return cells
