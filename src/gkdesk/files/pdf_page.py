"""What is seen on a page of a PDF: glyphs and ruled strokes, upright, y growing downwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from gkdesk.errors import UserError

PAGE_OF_PICTURE = "（第 {number} 页是图片，没有文字，未能读入）"
TOO_MUCH = "这份 PDF 里的文字或图形太多，不像一份年度报告：请只留下报告的页面，再导入。"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One sign: its ink's centre on the page, its place in its line, and its size.

    `turn` counts the quarters to the left by which it is turned against the page's text; `start`,
    `end` and `base` are measured along and across its own line. `run` is the piece of text that it
    was written in, `order` its place in the file.
    """

    text: str
    x: float
    y: float
    start: float
    base: float
    end: float
    size: float
    turn: int
    run: int
    order: int


_WITHIN_NUMBERS = frozenset(",.，．")


def in_one_number(one: str, other: str) -> bool:
    """Whether two signs that touch are of one number: digits, or a digit and what parts groups."""
    digits = one.isdigit() + other.isdigit()
    return digits == 2 or (digits == 1 and bool({one, other} & _WITHIN_NUMBERS))


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight ruled piece: `at` on the one axis, from `low` to `high` on the other."""

    level: bool
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is seen, upright; `picture` tells that an image covers most of it."""

    glyphs: Sequence[Glyph]
    strokes: Sequence[Stroke]
    top: float
    bottom: float
    picture: bool

    @property
    def em(self) -> float:
        """How big the small print of the page is; rows and columns are never much narrower."""
        sizes = sorted(glyph.size for glyph in self.glyphs)
        return max(3.0, sizes[len(sizes) // 5]) if sizes else 9.0


@dataclass(slots=True)
class Shares:
    """What one file may still use up; a real report uses a hundredth of it."""

    glyphs: int = 120_000
    objects: int = 200_000
    paths: int = 40_000
    points: int = 200_000
    strokes: int = 60_000
    rules: int = 12_000
    cells: int = 120_000

    def take(self, kind: str, count: int = 1) -> None:
        """Use up some of a share; too much is refused in words."""
        left = getattr(self, kind) - count
        if left < 0:
            raise UserError(TOO_MUCH)
        setattr(self, kind, left)


def upright(x: float, y: float, quarters: int) -> tuple[float, float]:
    """A point of PDF space (y upwards) on a page turned so that its text is level, y downwards.

    `quarters` tells how far the text runs turned to the left.
    """
    return ((x, -y), (y, x), (-x, y), (-y, -x))[quarters]
