"""Damage done to documents: what careless hands and converters do to lines and to tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random

from gkdesk.files.document import Document, Grid, GridCell
from layouts import is_figure

Block = str | Grid


def damaged_text(text: str, random: Random) -> str:
    """A text with one line deleted, doubled, joined, swapped, misspelt, cut off or broken."""
    lines = text.split("\n")
    at = random.randrange(len(lines) - 1)
    way = random.randrange(7)
    if way == 0:
        del lines[at]
    elif way == 1:
        lines.insert(at, lines[at])
    elif way == 2:
        lines[at : at + 2] = [lines[at] + lines[at + 1]]
    elif way == 3 and not (is_figure(lines[at]) and is_figure(lines[at + 1])):
        # Two figures that change places make another report, not a damaged one.
        lines[at], lines[at + 1] = lines[at + 1], lines[at]
    elif way == 4:
        del lines[at : at + random.randrange(2, 12)]
    elif way == 5:
        lines = _broken_number(lines, random)
    else:
        lines[at] = misspelt(lines[at], random)
    return "\n".join(lines)


def _broken_number(lines: list[str], random: Random) -> list[str]:
    """The last digits of a number at the end of a line stand in the next line."""
    ends = [at for at, line in enumerate(lines) if line[-2:].isdecimal() and len(line[-2:]) == 2]
    if not ends:
        return lines
    at = random.choice(ends)
    return [*lines[:at], lines[at][:-1], lines[at][-1:], *lines[at + 1 :]]


def misspelt(text: str, random: Random) -> str:
    """A text in which one or two signs that are no digits are gone or are another sign."""
    signs = list(text)
    places = [at for at, sign in enumerate(signs) if not sign.isdecimal() and sign not in "\t |."]
    for at in random.sample(places, min(len(places), random.choice((1, 2)))):
        signs[at] = random.choice(("", "口"))
    return "".join(signs)


def damaged_grid(document: Document, random: Random) -> Document:
    """A document with one of its grids damaged in one of the ways below."""
    grids = [at for at, block in enumerate(document.blocks) if isinstance(block, Grid)]
    if not grids:
        return document
    at = random.choice(grids)
    grid = document.blocks[at]
    assert isinstance(grid, Grid)
    if random.random() < 0.15:
        damaged = _cut_off(grid, random)
    else:
        damaged = [replace(grid, cells=tuple(random.choice(WAYS)(grid, random)))]
    return replace(document, blocks=(*document.blocks[:at], *damaged, *document.blocks[at + 1 :]))


def _without_row(grid: Grid, random: Random) -> list[GridCell]:
    return _without_rows(grid, random.randrange(grid.rows), 1)


def _without_head(grid: Grid, random: Random) -> list[GridCell]:
    """The first rows are gone, as many as heads take."""
    return _without_rows(grid, 0, random.randrange(1, min(4, grid.rows + 1)))


def _without_rows(grid: Grid, first: int, count: int) -> list[GridCell]:
    last = first + count
    cells = [cell for cell in grid.cells if not first <= cell.row < last]
    return [replace(cell, row=cell.row - count) if cell.row >= last else cell for cell in cells]


def _without_column(grid: Grid, random: Random) -> list[GridCell]:
    column = random.randrange(grid.columns)
    cells = [cell for cell in grid.cells if cell.column != column]
    return [
        replace(cell, column=cell.column - 1) if cell.column > column else cell for cell in cells
    ]


def _without_cell(grid: Grid, random: Random) -> list[GridCell]:
    """One cell is gone; what stands behind it in its row moves up, or leaves a hole."""
    gone = random.choice(grid.cells)
    cells = [cell for cell in grid.cells if cell is not gone]
    beside = [cell for cell in cells if cell.row == gone.row and is_figure(cell.text)]
    # Of so few figures no sum tells that they moved: a blank behind them makes another report.
    if random.random() < 0.5 or (is_figure(gone.text) and len(beside) < 3):
        return cells
    return [
        replace(cell, column=cell.column - gone.column_span)
        if cell.row == gone.row and cell.column > gone.column
        else cell
        for cell in cells
    ]


def _misspelt_cell(grid: Grid, random: Random) -> list[GridCell]:
    worded = [cell for cell in grid.cells if not cell.text[:1].isdecimal() and cell.text]
    one = random.choice(worded or list(grid.cells))
    return [replace(c, text=misspelt(c.text, random)) if c is one else c for c in grid.cells]


def _emptied_cell(grid: Grid, random: Random) -> list[GridCell]:
    one = random.choice(grid.cells)
    return [replace(cell, text="") if cell is one else cell for cell in grid.cells]


def _columns_swapped(grid: Grid, random: Random) -> list[GridCell]:
    """Two columns change places with their heads, where no merged cell is in the way."""
    wide = {
        column
        for cell in grid.cells
        if cell.column_span > 1
        for column in range(cell.column, cell.column + cell.column_span)
    }
    headed = [column for column in range(grid.columns) if _is_headed(grid, column, wide)]
    # Rows of a text differ in length: what has the same number in two of them is no column.
    if len(headed) < 2 or (grid.bordered is None and not wide):
        return list(grid.cells)
    one, other = random.sample(headed, 2)
    places = {one: other, other: one}
    # What covers more columns keeps its place: a head over both is over both still.
    single = {id(cell) for cell in grid.cells if cell.column_span == 1}
    cells = [
        replace(cell, column=places.get(cell.column, cell.column)) if id(cell) in single else cell
        for cell in grid.cells
    ]
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _is_headed(grid: Grid, column: int, wide: set[int]) -> bool:
    """Whether a column of figures has a head of its own above all of them."""
    mine = [cell for cell in grid.cells if cell.column == column and cell.column_span == 1]
    own = [cell for cell in mine if cell.text and not is_figure(cell.text)]
    figures = [cell for cell in mine if is_figure(cell.text)]
    return column not in wide and len(own) == 1 and len(figures) > 1 and own[0].row < figures[0].row


def _joined_rows(grid: Grid, random: Random) -> list[GridCell]:
    """A row goes up into the one above it, cell by cell: the line between them is lost."""
    row = random.randrange(grid.rows)
    below = {cell.column: cell for cell in grid.cells if cell.row == row + 1}
    cells = [
        replace(cell, text=_joined((cell, below.pop(cell.column)), "\n"))
        if cell.row == row and cell.column in below
        else cell
        for cell in grid.cells
    ]
    left = [cell for cell in cells if cell.row != row + 1 or cell.column in below]
    return [replace(cell, row=cell.row - 1) if cell.row > row else cell for cell in left]


def _joined_cells(grid: Grid, random: Random) -> list[GridCell]:
    """A text stands behind its neighbour's in one cell; its own cell is empty, or gone."""
    at = random.randrange(len(grid.cells))
    pair = grid.cells[at : at + 2]
    if len(pair) < 2 or pair[0].row != pair[1].row:
        return list(grid.cells)
    parted = random.choice((" ", "\n", "  "))
    both = replace(pair[0], text=_joined(pair, parted))
    if random.random() < 0.5:
        wide = replace(both, column_span=both.column_span + pair[1].column_span)
        return [*grid.cells[:at], wide, *grid.cells[at + 2 :]]
    return [*grid.cells[:at], both, replace(pair[1], text=""), *grid.cells[at + 2 :]]


def _broken_figure(grid: Grid, random: Random) -> list[GridCell]:
    """A number that is too wide for its cell goes on in the next line."""
    wide = [cell for cell in grid.cells if is_figure(cell.text) and len(cell.text) > 1]
    if not wide:
        return list(grid.cells)
    one = random.choice(wide)
    at = random.randrange(1, len(one.text))
    text = f"{one.text[:at]}\n{one.text[at:]}"
    return [replace(cell, text=text) if cell is one else cell for cell in grid.cells]


def _shifted_row(grid: Grid, random: Random) -> list[GridCell]:
    """The figures of a row stand one cell further to the right; where sums tell, one falls out."""
    row = random.randrange(grid.rows)
    figures = [cell for cell in grid.cells if cell.row == row and is_figure(cell.text)]
    if not figures:
        return list(grid.cells)
    first = figures[0].column
    moved = [
        replace(cell, column=cell.column + 1) if cell.row == row and cell.column >= first else cell
        for cell in grid.cells
    ]
    if len(figures) > 3 and random.random() < 0.5:
        moved = [cell for cell in moved if cell.column + cell.column_span <= grid.columns]
    return [*moved, GridCell(row, first, "")]


def _joined(cells: Iterable[GridCell], parted: str) -> str:
    return parted.join(cell.text for cell in cells if cell.text)


def _cut_off(grid: Grid, random: Random) -> list[Block]:
    """A table in two, or only one of its parts; a merged cell stays in the upper one."""
    at = random.randrange(1, grid.rows) if grid.rows > 1 else 0
    upper = [cell for cell in grid.cells if cell.row < at]
    upper = [replace(cell, row_span=min(cell.row_span, at - cell.row)) for cell in upper]
    lower = [replace(cell, row=cell.row - at) for cell in grid.cells if cell.row >= at]
    parts: list[Block] = [
        replace(grid, rows=rows, cells=tuple(cells))
        for rows, cells in ((at, upper), (grid.rows - at, lower))
        if cells
    ]
    way = random.randrange(4)
    if way < 2 and len(parts) == 2:
        return parts[way : way + 1]
    return [parts[0], "- 5 -", *parts[1:]] if way == 2 else parts


Way = Callable[[Grid, Random], list[GridCell]]
WAYS: tuple[Way, ...] = (
    _without_row,
    _without_head,
    _without_column,
    _without_cell,
    _misspelt_cell,
    _emptied_cell,
    _columns_swapped,
    _joined_rows,
    _joined_cells,
    _broken_figure,
    _shifted_row,
)
