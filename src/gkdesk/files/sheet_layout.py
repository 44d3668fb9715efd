"""The texts of a sheet, its merged areas and what is hidden -> the grid that a reader sees."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from gkdesk.files.document import Grid, GridCell
from gkdesk.files.drawn_grid import MOST_CELLS, drawn, too_big

LAST_COLUMN = 16_384

Place: TypeAlias = tuple[int, int]
"""A row and a column of a sheet, both from one."""


@dataclass(frozen=True, slots=True)
class _Area:
    """The visible rows and columns that a cell or a merged area covers; the ends are not in it."""

    top: int
    left: int
    bottom: int
    right: int
    text: str

    @property
    def size(self) -> int:
        return max(0, self.bottom - self.top) * max(0, self.right - self.left)

    def places(self) -> Iterator[Place]:
        return product(range(self.top, self.bottom), range(self.left, self.right))


def laid_out(
    texts: Mapping[Place, str],
    merged: Iterable[tuple[Place, Place]],
    hidden_rows: Iterable[int],
    hidden_columns: Iterable[tuple[int, int]],
) -> Grid | None:
    """The part of a sheet that holds texts, without hidden rows and columns; None if nothing does.

    Its empty cells are cells too, as a sheet has them. A merged area shows the text of its first
    cell, also where that is hidden; what the others hold is never seen. UserError if the part is
    larger than any report.
    """
    rows, columns = sorted(hidden_rows), sorted(_each(hidden_columns))
    areas = [
        _Area(
            _seen(rows, first[0]),
            _seen(columns, first[1]),
            _seen(rows, last[0] + 1),
            _seen(columns, last[1] + 1),
            text,
        )
        for first, last, text in _areas(texts, merged)
    ]
    filled = [area for area in areas if area.text and area.size]
    if not filled:
        return None
    top, left = min(area.top for area in filled), min(area.left for area in filled)
    bottom, right = 1 + max(area.top for area in filled), 1 + max(area.left for area in filled)
    if (bottom - top) * (right - left) > MOST_CELLS:
        raise too_big()
    return drawn(_cells(areas, _Area(top, left, bottom, right, "")), bottom - top)


def _areas(
    texts: Mapping[Place, str], merged: Iterable[tuple[Place, Place]]
) -> Iterator[tuple[Place, Place, str]]:
    """Each merged area and each other cell: its first place, its last, and its text."""
    firsts = set()
    for first, last in merged:
        firsts.add(first)
        yield first, last, texts.get(first, "")
    for place, text in texts.items():
        if place not in firsts:
            yield place, place, text


def _seen(hidden: list[int], number: int) -> int:
    """How many rows (or columns) stand before one of a number, without the hidden ones."""
    return number - 1 - bisect_left(hidden, number)


def _each(ranges: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Each number in some ranges, once."""
    done = 0
    for first, last in sorted(ranges):
        yield from range(max(first, done + 1), min(last, LAST_COLUMN) + 1)
        done = max(done, last)


def _cells(areas: Iterable[_Area], box: _Area) -> Iterator[GridCell]:
    """The cells within a box; of areas that overlap, which no program writes, the first counts."""
    taken: set[Place] = set()
    steps = 0
    for area in areas:
        top, left = max(area.top, box.top), max(area.left, box.left)
        bottom, right = min(area.bottom, box.bottom), min(area.right, box.right)
        seen = _Area(top, left, bottom, right, area.text)
        steps += seen.size
        if steps > 4 * MOST_CELLS:
            raise too_big()
        if not seen.size or any(place in taken for place in seen.places()):
            continue
        taken.update(seen.places())
        yield _cell(seen, box)
    for row, column in box.places():
        if (row, column) not in taken:
            yield _cell(_Area(row, column, row + 1, column + 1, ""), box)


def _cell(area: _Area, box: _Area) -> GridCell:
    return GridCell(
        area.top - box.top,
        area.left - box.left,
        area.text,
        area.bottom - area.top,
        area.right - area.left,
    )
