"""The heads in a grid: over which of its columns those of a block stand, and where labels end."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gkdesk.core.form import Block, Column
from gkdesk.core.likeness import common
from gkdesk.files.document import Grid, GridCell
from gkdesk.files.recognise.labels import key
from gkdesk.files.recognise.strips import Field

_OWN_HEADS = 3  # a block of more columns is a table by itself, its heads above all figures
_HIGHEST = 8  # rows that heads take
_LEAST_ALIKE = 3  # one sign in so many is in a head as it should be
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Heads:
    """What the heads of a block say about a grid.

    `drawn`: its columns are known, as they are not in rows of a text. `over`: the column whose
    head covers just one column of the grid, by that column. `ordered`: no row of heads is in
    another order than the form's. `worded`: columns with words elsewhere than in heads.
    """

    drawn: bool
    over: Mapping[int, Column]
    ordered: bool
    worded: frozenset[int]

    def is_reordered(self, block: Block) -> bool:
        """Whether the heads that are known stand in another order than the form's."""
        known = [block.columns.index(self.over[at]) for at in sorted(self.over)]
        return not self.ordered or (self.drawn and known != sorted(known))


class GridHeads:
    """The heads of all grids of a document; each grid is gone through once for a block."""

    def __init__(self) -> None:
        """Begin without any."""
        self._known: dict[tuple[int, str], tuple[Grid, Heads]] = {}
        self._words: dict[int, tuple[Grid, dict[int, list[GridCell]]]] = {}

    def of(self, block: Block, grid: Grid) -> Heads:
        """What the heads of a block say about a grid."""
        name = (id(grid), block.id)
        if name not in self._known:
            self._known[name] = (grid, _heads(block, grid))  # a grid that is kept keeps its id
        return self._known[name][1]

    def are_others(self, placed: Sequence[tuple[Column, Field]], grid: Grid) -> bool:
        """Whether a figure stands below words that are nothing like its column's head: 备注."""
        if id(grid) not in self._words:
            self._words[id(grid)] = (grid, _words(grid))
        if len({read.place for _, read in placed}) < len(placed):
            return False  # cells that are merged to one stand below all heads
        words, first = self._words[id(grid)][1], min(read.column for _, read in placed)
        for column, read in placed:
            row, over = read.place.row or 0, words.get(read.column, [])
            above = over[: bisect_left(over, row, key=lambda cell: cell.row)]
            nearest = next((one for one in reversed(above) if one.column >= first), None)
            if nearest is not None and not _is_like(key(nearest.text), key(column.label)):
                return True
        return False

    def are_over(self, block: Block, values: Sequence[Field], grid: Grid | None) -> bool:
        """Whether figures side by side stand below their heads, where one is over each alone."""
        return grid is None or not self.of(block, grid).drawn or _stand_below(block, values, grid)


def _words(grid: Grid) -> dict[int, list[GridCell]]:
    """The cells with words and without digits that cover each column, from above."""
    found: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        if cell.text and not Field(cell.text).is_value and not _DIGIT.search(cell.text):
            for column in range(cell.column, cell.column + cell.column_span):
                found.setdefault(column, []).append(cell)
    return found


def _is_like(one: str, head: str) -> bool:
    """Whether a text may be a head, though damaged or joined with others."""
    return _LEAST_ALIKE * common(one, head) >= len(head)


def _stand_below(block: Block, values: Sequence[Field], grid: Grid) -> bool:
    row = values[0].place.row or 0
    columns = [key(column.label) for column in block.columns]
    first, last = (bisect_left(grid.cells, at, key=lambda c: c.row) for at in (row - _HIGHEST, row))
    above = [cell for cell in grid.cells[first:last] if cell.column_span == 1]
    over = {cell.column: name for cell in above if (name := key(cell.text)) in columns}
    pairs = zip(values, columns * len(block.rows), strict=True)
    return all(over.get(value.column, head) == head for value, head in pairs)


def _heads(block: Block, grid: Grid) -> Heads:
    above = _above_figures(block, grid)
    places = {(cell.row, cell.column) for cell in above}
    worded = frozenset(
        cell.column
        for cell in grid.cells
        if (cell.row, cell.column) not in places and cell.text and not Field(cell.text).is_value
    )
    named = [(key(cell.text), cell) for cell in above if cell.text]
    over: dict[int, Column] = {}
    for column in block.columns:
        label = key(column.label)
        at = {cell.column for name, cell in named if name == label and cell.column_span == 1}
        if len(at) == 1:
            over[at.pop()] = column
    drawn = grid.bordered is not None or any(cell.column_span > 1 for cell in grid.cells)
    return Heads(drawn, over, _is_ordered(block, named), worded)


def _is_ordered(block: Block, named: Sequence[tuple[str, GridCell]]) -> bool:
    """Whether heads in one row are in the form's order; a small block's may stand anywhere."""
    if len(block.columns) <= _OWN_HEADS:
        return True
    keys = [key(column.label) for column in block.columns]
    rows: dict[int, list[int]] = {}
    for name, cell in named:
        if name in keys:
            rows.setdefault(cell.row, []).append(keys.index(name))
    return all(row == sorted(row) for row in rows.values())


def _above_figures(block: Block, grid: Grid) -> Sequence[GridCell]:
    """The cells in which the heads of a block may stand; other tables may be above them."""
    if len(block.columns) <= _OWN_HEADS:
        return grid.cells
    heads = _head_rows(block, grid)
    top = min(heads, default=-1)
    # A stroke or a word beside heads, as under a head for remarks, is no figure.
    below = (c for c in grid.cells if c.row > top and c.row not in heads)
    first = min((c.row for c in below if Field(c.text).is_value), default=grid.rows)
    return [cell for cell in grid.cells if cell.row < first]


def _head_rows(block: Block, grid: Grid) -> set[int]:
    """The rows of a grid in which several heads of a block stand."""
    keys = {key(column.label) for column in block.columns}
    rows: dict[int, set[str]] = {}
    for cell in grid.cells:
        if cell.text and (name := key(cell.text)) in keys:
            rows.setdefault(cell.row, set()).add(name)
    return {row for row, found in rows.items() if len(found) > 1}
