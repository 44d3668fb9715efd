"""The tables of a page: ruled lines → cells, glyphs → the cell that holds their centre."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from gkdesk.files.document import Grid, GridCell
from gkdesk.files.pdf_page import Glyph, Page, Shares, in_one_number
from gkdesk.files.pdf_rules import Band, Ruling, drawn_pieces, root, rulings
from gkdesk.files.pdf_text import text_of

_TOUCHING = 0.12
_OVER = -0.4


@dataclass(frozen=True, slots=True)
class Drawn:
    """A grid and where it begins on the page."""

    top: float
    grid: Grid


@dataclass(frozen=True, slots=True)
class _Area:
    """A cell without text: rows and columns from the first to behind the last."""

    top: int
    left: int
    bottom: int
    right: int


class _Lattice:
    """The lines of one table and the areas they close."""

    def __init__(self, ruling: Ruling) -> None:
        self.ruling = ruling
        self.areas = sorted(_areas(ruling), key=lambda area: (area.top, area.left))
        self._of = {
            (row, column): number
            for number, area in enumerate(self.areas)
            for row in range(area.top, area.bottom)
            for column in range(area.left, area.right)
        }
        self._across = [band.middle for band in ruling.across]
        self._down = [band.middle for band in ruling.down]
        self.glyphs: list[list[Glyph]] = [[] for _ in self.areas]

    @property
    def size(self) -> float:
        """The paper that the table takes: a table within another one is smaller."""
        return (self._across[-1] - self._across[0]) * (self._down[-1] - self._down[0])

    def area_at(self, glyph: Glyph) -> int | None:
        """The area that holds a glyph's centre."""
        row = bisect_right(self._down, glyph.y) - 1
        column = bisect_right(self._across, glyph.x) - 1
        return self._of.get((row, column))


def draw_grids(page: Page, shares: Shares) -> tuple[list[Drawn], list[Glyph]]:
    """The grids of a page from the top, and the glyphs that stand in none of them."""
    lattices = [
        lattice for ruling in rulings(page, shares) if (lattice := _lattice(ruling, shares))
    ]
    lattices.sort(key=lambda lattice: lattice.size)
    outside: list[Glyph] = []
    places = [_place(glyph, lattices) for glyph in page.glyphs]
    for (lattice, area), glyph in zip(places, _doubted(page, places), strict=True):
        if lattice is None:
            outside.append(glyph)
        else:
            lattice.glyphs[area].append(glyph)
    grids = [_drawn(lattice) for lattice in lattices if any(lattice.glyphs)]
    return sorted(grids, key=lambda drawn: drawn.top), outside


def _lattice(ruling: Ruling, shares: Shares) -> _Lattice | None:
    """The areas of a ruling; a single box around something is no table."""
    shares.take("cells", len(ruling.across) * len(ruling.down))
    lattice = _Lattice(_without_idle_lines(ruling))
    return lattice if len(lattice.areas) > 1 else None


def _place(glyph: Glyph, lattices: list[_Lattice]) -> tuple[_Lattice | None, int]:
    for lattice in lattices:
        if (area := lattice.area_at(glyph)) is not None:
            return lattice, area
    return None, 0


def _doubted(page: Page, places: list[tuple[_Lattice | None, int]]) -> list[Glyph]:
    """The glyphs, with U+FFFD where a number runs over a line: neither cell has it whole."""
    glyphs = list(page.glyphs)
    for index, (one, other) in enumerate(pairwise(page.glyphs)):
        if places[index] != places[index + 1] and _one_number(one, other):
            glyphs[index] = replace(glyphs[index], text=glyphs[index].text + "\ufffd")
            glyphs[index + 1] = replace(other, text="\ufffd" + other.text)
    return glyphs


def _one_number(one: Glyph, other: Glyph) -> bool:
    return (
        in_one_number(one.text, other.text)
        and one.turn == other.turn
        and abs(one.base - other.base) < _TOUCHING * one.size
        and _OVER * one.size < other.start - one.end < _TOUCHING * one.size
    )


def _drawn(lattice: _Lattice) -> Drawn:
    cells = tuple(
        GridCell(
            area.top, area.left, text_of(glyphs), area.bottom - area.top, area.right - area.left
        )
        for area, glyphs in zip(lattice.areas, lattice.glyphs, strict=True)
    )
    ruling = lattice.ruling
    rows, columns = len(ruling.down) - 1, len(ruling.across) - 1
    return Drawn(ruling.down[0].middle, Grid(rows, columns, cells, not ruling.open_sides))


def _without_idle_lines(ruling: Ruling) -> Ruling:
    """The ruling without lines that close no cell anywhere: underlines, overhanging ends."""
    while True:
        down = _used(ruling.down, drawn_pieces(ruling, level=True))
        across = _used(ruling.across, drawn_pieces(ruling, level=False))
        if min(len(down), len(across)) < 2 or (down, across) == (ruling.down, ruling.across):
            return ruling
        ruling = replace(ruling, down=down, across=across)


def _used(lines: tuple[Band, ...], drawn: list[list[bool]]) -> tuple[Band, ...]:
    return tuple(line for line, pieces in zip(lines, drawn, strict=True) if any(pieces))


def _areas(ruling: Ruling) -> Iterator[_Area]:
    """The areas closed by drawn lines, as rectangles of the lattice's fields."""
    rows, columns = len(ruling.down) - 1, len(ruling.across) - 1
    parents = _open_fields(ruling, rows, columns)
    outside = root(parents, rows * columns)
    fields: dict[int, list[tuple[int, int]]] = {}
    for row in range(rows):
        for column in range(columns):
            closed = root(parents, row * columns + column)
            if closed != outside:
                fields.setdefault(closed, []).append((row, column))
    for closed_fields in fields.values():
        yield from _rectangles(closed_fields)


def _open_fields(ruling: Ruling, rows: int, columns: int) -> list[int]:
    """The lattice's fields, joined where no line parts them; the last one is all around."""
    around = rows * columns
    parents = list(range(around + 1))

    def join(row: int, column: int, other_row: int, other_column: int) -> None:
        one, other = (
            y * columns + x if 0 <= y < rows and 0 <= x < columns else around
            for y, x in ((row, column), (other_row, other_column))
        )
        parents[root(parents, one)] = root(parents, other)

    for row, pieces in enumerate(drawn_pieces(ruling, level=True)):
        for column, drawn in enumerate(pieces):
            if not drawn:
                join(row - 1, column, row, column)
    for column, pieces in enumerate(drawn_pieces(ruling, level=False)):
        for row, drawn in enumerate(pieces):
            if not drawn:
                join(row, column - 1, row, column)
    return parents


def _rectangles(fields: list[tuple[int, int]]) -> Iterator[_Area]:
    """A closed area as it is, or cut into level bands where it is no rectangle."""
    rows, columns = [row for row, _ in fields], [column for _, column in fields]
    whole = _Area(min(rows), min(columns), max(rows) + 1, max(columns) + 1)
    if len(fields) == (whole.bottom - whole.top) * (whole.right - whole.left):
        yield whole
        return
    open_bands: dict[tuple[int, int], _Area] = {}
    for row, left, right in _bands(fields):
        band = open_bands.get((left, right))
        if band is not None and band.bottom == row:
            open_bands[left, right] = replace(band, bottom=row + 1)
            continue
        if band is not None:
            yield band
        open_bands[left, right] = _Area(row, left, row + 1, right)
    yield from open_bands.values()


def _bands(fields: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Neighbouring fields of one row: the row, the first column, the one behind the last."""
    bands: list[tuple[int, int, int]] = []
    for row, column in sorted(fields):
        if bands and bands[-1][0] == row and bands[-1][2] == column:
            bands[-1] = (row, bands[-1][1], column + 1)
        else:
            bands.append((row, column, column + 1))
    return bands
