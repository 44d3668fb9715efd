"""Ruled strokes → the tables they belong to: which touch, and where the lines of each stand."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from gkdesk.files.pdf_page import Glyph, Page, Shares, Stroke

# In ems of the page's small print: pieces this close along a line are one line; lines this close
# beside each other are one as well (double lines, cells with gaps), if nothing is written between.
_JOIN = 0.36
_BESIDE = 0.7
_LEAST = 0.3
_SAME = 0.6


@dataclass(frozen=True, slots=True)
class Band:
    """Where a line of a table stands: from the first to the last of its strokes."""

    first: float
    last: float

    @property
    def middle(self) -> float:
        """What parts the cells on both sides."""
        return (self.first + self.last) / 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """The strokes of one table, and its lines from the left and from the top."""

    strokes: tuple[Stroke, ...]
    across: tuple[Band, ...]
    down: tuple[Band, ...]
    open_sides: bool
    em: float


def rulings(page: Page, shares: Shares) -> list[Ruling]:
    """Every group of strokes that touch or nearly touch and has two lines either way."""
    strokes = _joined(page.strokes, page.em)
    shares.take("rules", len(strokes))
    found = (_ruling(group, page) for group in _groups(strokes, _BESIDE * page.em))
    return [ruling for ruling in found if len(ruling.across) > 1 and len(ruling.down) > 1]


def _joined(strokes: Iterable[Stroke], em: float) -> list[Stroke]:
    """The pieces that go on in each other as one stroke; specks that stay alone are left out."""
    joined: list[Stroke] = []
    order = sorted(strokes, key=lambda stroke: (stroke.level, stroke.at))
    for _, group in groupby(order, key=lambda stroke: stroke.level):
        for row in _rows(list(group)):
            joined += _in_one_row(row, _JOIN * em)
    return [stroke for stroke in joined if stroke.high - stroke.low >= _LEAST * em]


def _rows(strokes: list[Stroke]) -> list[list[Stroke]]:
    rows = [[strokes[0]]]
    for stroke in strokes[1:]:
        if stroke.at - rows[-1][0].at <= _SAME:
            rows[-1].append(stroke)
        else:
            rows.append([stroke])
    return rows


def _in_one_row(row: list[Stroke], gap: float) -> list[Stroke]:
    row.sort(key=lambda stroke: stroke.low)
    joined = [row[0]]
    for stroke in row[1:]:
        last = joined[-1]
        if stroke.low - last.high <= gap:
            joined[-1] = Stroke(last.level, last.at, last.low, max(last.high, stroke.high))
        else:
            joined.append(stroke)
    return joined


def _groups(strokes: list[Stroke], reach: float) -> list[list[Stroke]]:
    """The strokes in groups that hang together."""
    boxes = sorted((_box(stroke, reach / 2), index) for index, stroke in enumerate(strokes))
    parents = list(range(len(strokes)))
    active: list[tuple[tuple[float, float, float, float], int]] = []
    for box, index in boxes:
        active = [entry for entry in active if entry[0][2] >= box[0]]
        for other, number in active:
            if other[1] <= box[3] and box[1] <= other[3]:
                parents[root(parents, number)] = root(parents, index)
        active.append((box, index))
    groups: dict[int, list[Stroke]] = {}
    for index, stroke in enumerate(strokes):
        groups.setdefault(root(parents, index), []).append(stroke)
    return list(groups.values())


def _box(stroke: Stroke, more: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a stroke, made larger on all sides."""
    low, high = stroke.low - more, stroke.high + more
    before, after = stroke.at - more, stroke.at + more
    return (low, before, high, after) if stroke.level else (before, low, after, high)


def root(parents: list[int], index: int) -> int:
    """What stands for the set that an element is in (union-find with path halving)."""
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index


def _ruling(group: list[Stroke], page: Page) -> Ruling:
    beside = _BESIDE * page.em
    inside = _inside(page.glyphs, group)
    across = _bands([stroke for stroke in group if not stroke.level], inside, beside)
    down = _bands([stroke for stroke in group if stroke.level], inside, beside)
    drawn = tuple(group)
    upright = _missing_sides(drawn, across, down, beside, level=False)
    level = _missing_sides(drawn, down, across, beside, level=True)
    sides = [*_up_to(level, upright), *_up_to(upright, level)]
    sides = [side for side in sides if side.high - side.low > beside]
    across += [Band(side.at, side.at) for side in sides if not side.level]
    down += [Band(side.at, side.at) for side in sides if side.level]
    across.sort(key=lambda band: band.first)
    down.sort(key=lambda band: band.first)
    return Ruling((*drawn, *sides), tuple(across), tuple(down), bool(sides), page.em)


def _inside(glyphs: Sequence[Glyph], group: list[Stroke]) -> list[Glyph]:
    boxes = [_box(stroke, 0.0) for stroke in group]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return [g for g in glyphs if left <= g.x <= right and top <= g.y <= bottom]


def _bands(strokes: list[Stroke], glyphs: list[Glyph], beside: float) -> list[Band]:
    """The lines that strokes make; those close together are one, if nothing is written between."""
    level = bool(strokes) and strokes[0].level
    written = sorted((glyph.y, glyph.x) if level else (glyph.x, glyph.y) for glyph in glyphs)
    rows: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda stroke: stroke.at):
        if (
            rows
            and stroke.at - rows[-1][0].at <= beside
            and not any(_parted(other, stroke, written) for other in rows[-1])
        ):
            rows[-1].append(stroke)
        else:
            rows.append([stroke])
    return [Band(row[0].at, row[-1].at) for row in rows]


def _parted(one: Stroke, other: Stroke, written: list[tuple[float, float]]) -> bool:
    """Whether something is written between two strokes, alongside either."""
    first = bisect_left(written, (one.at, -math.inf))
    last = bisect_right(written, (other.at, math.inf))
    return any(
        one.low <= along <= one.high or other.low <= along <= other.high
        for _, along in written[first:last]
    )


def _missing_sides(
    strokes: tuple[Stroke, ...],
    bands: list[Band],
    others: list[Band],
    beside: float,
    *,
    level: bool,
) -> list[Stroke]:
    """The two outer lines of a table that is open there, if most of its lines end where they miss.

    Tables without outer lines are common print; at a page's end some programs leave the line out.
    """
    ends = [stroke for stroke in strokes if stroke.level != level]
    if not others or not bands or not ends:
        return []
    low, high = min(s.low for s in ends), max(s.high for s in ends)
    sides = []
    for edge, gap in ((low, bands[0].first - low), (high, high - bands[-1].last)):
        reaching = [s.at for s in ends if min(abs(s.low - edge), abs(s.high - edge)) <= beside]
        if gap > beside and 2 * len(reaching) > len(others):
            sides.append(Stroke(level, edge, min(reaching), max(reaching)))
    return sides


def _up_to(sides: list[Stroke], others: list[Stroke]) -> list[Stroke]:
    """The missing sides made as long as the missing sides across them ask for."""
    ends = [other.at for other in others]
    return [
        Stroke(side.level, side.at, min(side.low, *ends), max(side.high, *ends)) if ends else side
        for side in sides
    ]


def drawn_pieces(ruling: Ruling, *, level: bool) -> list[list[bool]]:
    """For each line either way: which of its pieces, between the lines that cross it, are drawn."""
    lines, crossing = (ruling.down, ruling.across) if level else (ruling.across, ruling.down)
    firsts = [line.first for line in lines]
    strokes: list[list[Stroke]] = [[] for _ in lines]
    for stroke in ruling.strokes:
        index = bisect_right(firsts, stroke.at) - 1
        if stroke.level == level and index >= 0 and stroke.at <= lines[index].last:
            strokes[index].append(stroke)
    pieces = [(one.last, other.first) for one, other in pairwise(crossing)]
    return [_drawn(pieces, along, ruling.em) for along in strokes]


def _drawn(pieces: list[tuple[float, float]], strokes: list[Stroke], em: float) -> list[bool]:
    """Which pieces of a line its strokes cover, apart from an open corner.

    In a wide cell an underline may be nearly as long as the cell.
    """
    return [
        high - low - part <= min(0.3 * (high - low), em)
        for (low, high), part in zip(pieces, _covered(pieces, strokes), strict=True)
    ]


def _covered(pieces: list[tuple[float, float]], strokes: list[Stroke]) -> list[float]:
    """How much of each piece is drawn; strokes may lie over each other."""
    ends = [high for _, high in pieces]
    parts = [0.0] * len(pieces)
    reached = -math.inf
    for stroke in sorted(strokes, key=lambda stroke: stroke.low):
        start = max(stroke.low, reached)
        for index in range(bisect_left(ends, start), len(pieces)):
            low, high = pieces[index]
            if low >= stroke.high:
                break
            parts[index] += max(0.0, min(stroke.high, high) - max(start, low))
        reached = max(reached, stroke.high)
    return parts
