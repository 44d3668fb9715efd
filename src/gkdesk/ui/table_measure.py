"""How wide and how high the parts of a table are on screen: from the font and the room there is."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

from gkdesk.core.form import Table
from gkdesk.core.grid import Grid, GridCell

# No line begins with a closing sign or ends with an opening one; figures stay in one piece.
_UNIT = re.compile(r"[（《“]*(?:[0-9A-Za-z.]+|.)[、，。；：！？）》”]*", re.DOTALL)
# Narrower on paper than this many characters: the label is set from top to bottom.
_UPRIGHT = 3.5
_UPRIGHT_WIDTH = 2
# A column of figures grows to this many times its width on paper, and no further.
_MOST = 3


@dataclass(frozen=True)
class Measures:
    """Widths of all columns and heights of all rows of a grid, in logical pixels."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]


class Ruler:
    """Measures and breaks text in one font; characters are counted in ems."""

    def __init__(self, font: QFont) -> None:
        """A ruler for a font."""
        self.font = font
        self._metrics = QFontMetricsF(font)
        self._widths: dict[str, float] = {}
        self.em = self.width("国")
        self.line = math.ceil(self._metrics.height())
        self.pad = round(self.em * 0.4)
        self.gap = round(self.em / 3)

    def width(self, text: str) -> float:
        """The width of a piece of text on one line."""
        if text not in self._widths:
            self._widths[text] = self._metrics.horizontalAdvance(text)
        return self._widths[text]

    def column(self, ems: float) -> int:
        """The width of a column for so many characters, with the space beside them."""
        return math.ceil(ems * self.em) + 2 * self.pad

    def height(self, lines: int) -> int:
        """The height of a row for so many lines, with the space above and below."""
        return lines * self.line + self.gap

    def lines(self, cell: GridCell, width: int) -> list[str]:
        """The lines of a cell's text in a column of this width."""
        if cell.role == "label" and cell.row_span > 1 and width < self.column(_UPRIGHT_WIDTH + 1):
            # A closing sign hangs beside its character, which stays in the middle.
            return ["　" * (len(unit) - 1) + unit for unit in _UNIT.findall(cell.text)]
        room = width - 2 * self.pad
        lines = self.wrap(cell.text, room)
        if cell.role == "label" and cell.row_span == 1:
            return lines
        ragged = self.width(lines[-1]) * 2 < self.width(lines[0])
        return self._even(cell.text, lines, room) if ragged else lines

    def _even(self, text: str, lines: list[str], room: float) -> list[str]:
        """As many lines, as equal in length as can be: 「结果」「维持」, not 「结果维」「持」."""
        width = self.width(text) / len(lines)
        while width < room:
            even = self.wrap(text, width)
            if len(even) <= len(lines):
                return even
            width += self.em / 2
        return lines

    def wrap(self, text: str, width: float) -> list[str]:
        """A text broken into lines of at most this width, where one unit fits at all."""
        units = _UNIT.findall(text)
        sizes = [self.width(unit) for unit in units]
        if _is_numbered(units) and sizes[0] * 2 >= sum(sizes[1:]) and sum(sizes) > width:
            # 「（三）」 above 「不予公开」, as the official table has it.
            return [units[0], *self.wrap("".join(units[1:]), width)]
        lines, used = [""], 0.0
        for unit, size in zip(units, sizes, strict=True):
            # A hair's breadth, for sums of fractions.
            if lines[-1] and used + size > width + 0.01:
                lines.append("")
                used = 0.0
            lines[-1] += unit
            used += size
        return lines


def measure(grid: Grid, table: Table, ruler: Ruler, width: int, height: int) -> Measures:
    """The measures with which a table fits into a room, as far as it stays legible.

    Where there is height to spare, the rows take some of it: figures are easier to follow then.
    """
    columns = _columns(grid, table, ruler, width)
    rows = _rows(grid, columns, ruler)
    spare = max(height - sum(rows), 0) // grid.rows
    air = min(spare, ruler.line // 2)
    return Measures(columns, tuple(row + air for row in rows))


def _is_numbered(units: Sequence[str]) -> bool:
    return len(units) > 1 and units[0].startswith("（") and units[0].endswith("）")


def _columns(grid: Grid, table: Table, ruler: Ruler, room: int) -> tuple[int, ...]:
    """Labels as narrow as saves no line by more; the figures share what is left."""
    ems = [twips / 20 / table.font_points for twips in table.widths]
    figures = ems[grid.label_columns :]
    least = [ruler.column(math.floor(em)) for em in figures]
    labels = _labels(grid, ems[: grid.label_columns], ruler, room - sum(least), len(figures))
    share, rest = divmod(room - sum(labels), len(figures))
    most = [ruler.column(_MOST * math.floor(em)) for em in figures]
    shares = [share + (place < rest) for place in range(len(figures))]
    widths = [min(max(one, low), high) for one, low, high in zip(shares, least, most, strict=True)]
    return (*labels, *widths)


def _labels(grid: Grid, ems: Sequence[float], ruler: Ruler, room: int, figures: int) -> list[int]:
    """The widths of the label columns; `room` is what the narrowest figures leave."""
    if not ems:
        return []
    outer = [ruler.column(_UPRIGHT_WIDTH if em < _UPRIGHT else round(em)) for em in ems[:-1]]
    least = ruler.column(math.floor(ems[-1]))
    # One character of air for each column of figures comes before longer lines of labels.
    most = room - sum(outer) - math.ceil(figures * ruler.em)
    fewest = _count_lines(grid, [*outer, max(least, most)], ruler)
    width = least
    while width < most and _count_lines(grid, [*outer, width], ruler) > fewest:
        width += math.ceil(ruler.em)
    return [*outer, width]


def _count_lines(grid: Grid, widths: Sequence[int], ruler: Ruler) -> int:
    """How many lines all labels beside the rows take."""
    return sum(
        len(ruler.lines(cell, sum(widths[cell.column : cell.column + cell.column_span])))
        for cell in grid.cells
        if cell.role == "label" and cell.row_span == 1
    )


def _rows(grid: Grid, columns: Sequence[int], ruler: Ruler) -> tuple[int, ...]:
    """Each row as high as its texts ask; what a merged cell lacks, its last row is given."""
    heights = [ruler.height(1)] * grid.rows
    for cell in sorted(grid.cells, key=lambda cell: cell.row_span):
        if not cell.text:
            continue
        width = sum(columns[cell.column : cell.column + cell.column_span])
        last = cell.row + cell.row_span
        lack = ruler.height(len(ruler.lines(cell, width))) - sum(heights[cell.row : last])
        heights[last - 1] += max(lack, 0)
    return tuple(heights)
