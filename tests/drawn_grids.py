"""Random grids with merged cells, random damage, and a watch: what tests of readers share."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

from gkdesk.errors import UserError
from gkdesk.files.document import Document, Grid, GridCell

DOCUMENTS = Path(__file__).parent / "data" / "documents"
MUTATIONS = 10_000 if os.environ.get("GKDESK_FULL") == "1" else 200
_LINE = st.text("0123456789一二三总计（）()<>&\"'|.,-/ ", max_size=8)
_SNIPPETS = [b"<", b">", b"\0", b"\xff", b"&#", b"<td rowspan=0>", b"</table>", b"<table>", b"\t"]


@st.composite
def texts(draw: st.DrawFn, *, least: int = 0) -> str:
    """The text of a cell: lines without spaces around them."""
    lines = draw(st.lists(_LINE.map(lambda line: " ".join(line.split())), max_size=3))
    text = "\n".join(line for line in lines if line)
    return text or "x" * least


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A grid without gaps whose first and last cells hold a text, the last being a single one."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            high, wide = draw(st.integers(1, rows - row)), draw(st.integers(1, columns - column))
            places = {(row + r, column + c) for r in range(high) for c in range(wide)}
            if places & taken or (rows - 1, columns - 1) in places:
                high, wide, places = 1, 1, {(row, column)}
            taken |= places
            at_end = (row, column) in ((0, 0), (rows - 1, columns - 1))
            text = draw(texts(least=1 if at_end else 0))
            cells.append(GridCell(row, column, text, high, wide))
    return Grid(rows, columns, tuple(cells))


def rows_of(grid: Grid) -> list[list[str]]:
    """The texts of a grid's cells, row by row."""
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.rows)]


def damaged(data: bytes, seed: int) -> bytes:
    """Some bytes changed, cut out, doubled or put in, the same for the same seed."""
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed) + 1)
        length = chance.choice((1, 2, 30, 400))
        match chance.randrange(5):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length]
            case 3:
                changed[at:at] = chance.choice(_SNIPPETS)
            case 4:
                del changed[chance.randrange(len(changed) + 1) if length == 400 else at + 9000 :]
    return bytes(changed)


def survives(read: Callable[[bytes], Document], data: bytes) -> bool:
    """Whether a reader gives a document; it may refuse in words, and takes no more than a while."""
    begin = time.process_time()
    try:
        document = read(data)
    except UserError:
        return False
    assert time.process_time() - begin < 5
    for grid in document.grids:
        places = [
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert len(places) == len(set(places))
        assert all(row < grid.rows and column < grid.columns for row, column in places)
    return True
