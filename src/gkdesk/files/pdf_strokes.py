"""The outline of a drawn path → straight ruled pieces, however the line was drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from gkdesk.files.pdf_page import Stroke, upright

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Box = tuple[float, float, float, float]

# In points. A thicker stroke or filled shape is a background, not a line.
_THICK = 5.0
_LEVEL = 0.75


@dataclass(frozen=True, slots=True)
class Outline:
    """A path on the page ("m", "l", "c" and "z" with points), and how wide it is stroked."""

    points: tuple[tuple[str, float, float], ...]
    stroked: float | None


def strokes_of(outline: Outline, quarter: int) -> Iterator[Stroke]:
    """The level and upright pieces of a path, on a page turned by some quarters."""
    parts = _parts(outline, quarter)
    if outline.stroked is None:
        yield from _filled([part for part in parts if not any(curved for curved, _ in part)])
        return
    if outline.stroked > _THICK:
        return
    for part in parts:
        for (_, first), (curved, last) in pairwise(part):
            if not curved:
                yield from _piece(first, last)


def _parts(outline: Outline, quarter: int) -> list[list[tuple[bool, Point]]]:
    """The path cut where the pen was lifted; each point with "a curve leads to it"."""
    parts: list[list[tuple[bool, Point]]] = []
    for kind, x, y in outline.points:
        if kind == "m" or not parts:
            parts.append([(False, upright(x, y, quarter))])
        elif kind == "z":
            parts[-1].append((False, parts[-1][0][1]))
        else:
            parts[-1].append((kind == "c", upright(x, y, quarter)))
    return parts


def _piece(first: Point, last: Point) -> Iterator[Stroke]:
    """The stroke between two points, if it is level or upright."""
    (left, top), (right, bottom) = first, last
    wide, high = abs(right - left), abs(bottom - top)
    if high <= _LEVEL and wide > high:
        yield Stroke(True, (top + bottom) / 2, min(left, right), max(left, right))
    elif wide <= _LEVEL and high > wide:
        yield Stroke(False, (left + right) / 2, min(top, bottom), max(top, bottom))


def _filled(parts: list[list[tuple[bool, Point]]]) -> Iterator[Stroke]:
    """Thin filled shapes are lines; so is what lies between a filled box and the hole in it."""
    around: Box | None = None
    for part in parts:
        box = _box([point for _, point in part])
        thin = list(_thin(box))
        yield from thin
        if thin:
            continue
        if around and (frame := _frame(around, box)):
            yield from frame
        around = box


def _box(points: list[Point]) -> Box:
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


def _thin(box: Box) -> Iterator[Stroke]:
    """A thin box as a line along it; a dot, of which dotted lines are made, as both."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    if high <= _THICK and (wide > high or wide >= high / 2):
        yield Stroke(True, (top + bottom) / 2, left, right)
    if wide <= _THICK and (high > wide or high >= wide / 2):
        yield Stroke(False, (left + right) / 2, top, bottom)


def _frame(one: Box, other: Box) -> list[Stroke]:
    """The four lines between two boxes of which one lies closely within the other."""
    gaps = [abs(a - b) for a, b in zip(one, other, strict=True)]
    if max(gaps) > _THICK or (one[0] - other[0]) * (one[2] - other[2]) > 0:
        return []
    left, top, right, bottom = ((a + b) / 2 for a, b in zip(one, other, strict=True))
    levels = [Stroke(True, at, left, right) for at in (top, bottom)]
    return [*levels, *(Stroke(False, at, top, bottom) for at in (left, right))]
