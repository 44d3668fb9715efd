"""A drawing printed as a .pdf: ruled in many ways, pages that end anywhere, signs one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from gkdesk.files.document import Document, Grid
from layouts_drawn import whole
from pdf_writer import Sheet, write

LEFT, RIGHT, TOP, BOTTOM = 50.0, 545.0, 790.0, 60.0
SIZE, LEADING, PADDING = 8.0, 10.5, 3.0
RULES = ("lines", "lines", "bars", "boxes", "no vertical lines", "none")


def as_pdf(document: Document, random: Random) -> bytes:
    """A drawing as the bytes of a PDF file."""
    paper = _Paper(random)
    for block in document.blocks:
        if isinstance(block, Grid):
            paper.table(whole(block))
        else:
            paper.paragraph(block)
    return write(paper.sheets)


FIGURES = "0123456789.,０１２３４５６７８９．，"


class _Paper:
    """The pages while they fill up."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._rules = random.choice(RULES)
        self._place = random.choice(("left", "centre", "centre", "right"))
        self._apart = random.random() < 0.2  # each sign is put by itself
        self._number = random.choice(("- {} -", "{}", "第 {} 页", ""))
        self.sheets: list[Sheet] = []
        self._y = 0.0
        self._size = SIZE
        self._page()

    def _page(self) -> None:
        """A new page begins, with its number at its foot."""
        self.sheets.append(Sheet())
        self._y = TOP
        number = self._number.format(len(self.sheets))
        if number:
            self._text(280, 40, number, SIZE)

    def paragraph(self, text: str) -> None:
        """A paragraph in lines of the page's width."""
        for line in _wrapped(text.replace("\n", ""), RIGHT - LEFT, 12):
            if self._y - 20 < BOTTOM:
                self._page()
            self._y -= 20
            self._text(LEFT, self._y, line, 12)

    def table(self, grid: Grid) -> None:
        """A table; where the page ends, it goes on, on the next one."""
        if not grid.cells:
            return
        needs = _needs(grid)
        room = RIGHT - LEFT - 2 * PADDING * grid.columns
        # Where lines part the columns, figures may be too wide for them.
        ruled = self._rules not in ("none", "no vertical lines")
        self._size = SIZE if ruled else min(SIZE, room / sum(needs))
        edges = _edges(needs)
        heights = _heights(grid, edges, self._size)
        first = 0
        while first < grid.rows:
            end, y = first, self._y - 6
            while end < grid.rows and y - heights[end] > BOTTOM:
                y -= heights[end]
                end += 1
            if end > first:
                self._part(_between(grid, first, end), edges, heights[first:end])
            if end < grid.rows:
                self._page()
            first = end

    def _part(self, grid: Grid, edges: list[float], heights: list[float]) -> None:
        """The rows of a table that stand on one page."""
        ends = [self._y - 6]
        for height in heights:
            ends.append(ends[-1] - height)
        self._y = ends[-1] - 10
        for cell in grid.cells:
            left, right = edges[cell.column], edges[cell.column + cell.column_span]
            top, bottom = ends[cell.row], ends[cell.row + cell.row_span]
            self._frame(left, right, top, bottom)
            self._words(cell.text, left, right, top, bottom)

    def _frame(self, left: float, right: float, top: float, bottom: float) -> None:
        """The lines around a cell."""
        sheet = self.sheets[-1]
        if self._rules == "boxes":
            box = f"{left:.2f} {bottom:.2f} {right - left:.2f} {top - bottom:.2f}"
            sheet.marks.append(f"0.5 w {box} re S")
            return
        draw = sheet.bar if self._rules == "bars" else sheet.line
        if self._rules != "none":
            draw(left, top, right, top)
            draw(left, bottom, right, bottom)
        if self._rules in ("lines", "bars"):
            draw(left, bottom, left, top)
            draw(right, bottom, right, top)

    def _words(self, text: str, left: float, right: float, top: float, bottom: float) -> None:
        """The text of a cell, in the middle of its height."""
        lines = list(_wrapped(text, right - left - 2 * PADDING, self._size))
        y = (top + bottom) / 2 + len(lines) * LEADING / 2
        for line in lines:
            y -= LEADING
            spare = right - left - 2 * PADDING - _width(line, self._size)
            share = {"left": 0.0, "centre": 0.5, "right": 1.0}[self._place]
            self._text(left + PADDING + share * spare, y + 2.5, line, self._size)

    def _text(self, x: float, y: float, text: str, size: float) -> None:
        for piece in text if self._apart else [text]:
            self.sheets[-1].han(x, y, piece, size)
            x += _width(piece, size)


def _between(grid: Grid, first: int, end: int) -> Grid:
    """Some rows of a table; a merged cell has its text where it begins."""
    cells = []
    for cell in grid.cells:
        top, bottom = max(cell.row, first), min(cell.row + cell.row_span, end)
        if top < bottom:
            text = cell.text if cell.row >= first else ""
            part = replace(cell, row=top - first, row_span=bottom - top, text=text)
            cells.append(part)
    return Grid(end - first, grid.columns, tuple(cells))


def _needs(grid: Grid) -> list[float]:
    """How wide the columns should be, in signs: wide where long texts stand."""
    longest = [3.0] * grid.columns
    for cell in grid.cells:
        lines = cell.text.split("\n")
        if cell.column_span == 1 and lines:
            length = max(_width(line, 1) for line in lines) + 1
            most = length if cell.text.strip()[:1] in FIGURES else min(length, 14)
            longest[cell.column] = max(longest[cell.column], most)
        elif cell.column_span < 4:  # the label of a row: its last column takes what it needs
            last = cell.column + cell.column_span - 1
            longest[last] = max(longest[last], min(14.0, _width(cell.text, 1)) / cell.column_span)
    return longest


def _edges(needs: list[float]) -> list[float]:
    """The lines between columns."""
    scale = (RIGHT - LEFT) / sum(needs)
    edges = [LEFT]
    for one in needs:
        edges.append(edges[-1] + one * scale)
    return edges


def _heights(grid: Grid, edges: list[float], size: float) -> list[float]:
    """How high the rows are, for the texts that stand in one of them; merged cells need more."""
    heights = [LEADING + 2 * PADDING] * grid.rows
    for cell in sorted(grid.cells, key=lambda cell: cell.row_span):
        width = edges[cell.column + cell.column_span] - edges[cell.column] - 2 * PADDING
        lines = len(list(_wrapped(cell.text, width, size)))
        wanted = lines * LEADING + 2 * PADDING
        rows = range(cell.row, cell.row + cell.row_span)
        heights[rows[0]] += max(0.0, wanted - sum(heights[row] for row in rows))
    return heights


def _wrapped(text: str, width: float, size: float) -> Iterator[str]:
    """The lines of a text as they fit; a number is never broken."""
    for line in text.split("\n"):
        begun = ""
        for sign in line.strip():
            number = begun[-1:] in FIGURES and sign in FIGURES and begun != ""
            if begun and not number and _width(begun + sign, size) > width:
                yield begun
                begun = ""
            begun += sign
        if begun:
            yield begun


def _width(text: str, size: float) -> float:
    return sum(size / 2 if sign.isascii() else size for sign in text)
