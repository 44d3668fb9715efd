"""The official tables as WordprocessingML: explicit grid, merged cells, borders, repeated heads.

Widths stand in the grid and in every cell: Word reads the cells, WPS and LibreOffice the grid.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from gkdesk.core.form import Section, Table
from gkdesk.core.grid import Grid, GridCell, lay_out
from gkdesk.core.report import Report
from gkdesk.files.printed import figure
from gkdesk.files.word_lines import ems
from gkdesk.files.word_styles import CELL_MARGIN, cell_style
from gkdesk.files.word_xml import TWIPS, half_points, line_break, quoted, runs

BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = "".join(f'<w:{side} w:w="{CELL_MARGIN}" w:type="dxa"/>' for side in ("left", "right"))
_NUMBERED = re.compile("（.）")
_HEADS = ("caption", "corner", "head")
_SMALLEST_POINTS = 5.0
_NARROW = 3  # a column of fewer characters cannot hold a label line by line
_CENTRED_HEAD = 6  # a head of more characters in a line needs no help with its line ends


def table_xml(report: Report, section: Section, table: Table, fonts: str) -> str:
    """A table section as one `w:tbl`; `fonts` is the font element of its cells."""
    writer = _TableWriter(report, section, table, lay_out(report.form, section), fonts)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in table.widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(table.widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar>'
        f'<w:tblCaption w:val="{quoted(section.label)}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{writer.rows()}</w:tbl>"
    )


@dataclass(frozen=True)
class _TableWriter:
    """Writes the rows of one table."""

    report: Report
    section: Section
    table: Table
    grid: Grid
    fonts: str

    @property
    def character(self) -> float:
        """The width of one character in twips."""
        return self.table.font_points * TWIPS

    @cached_property
    def whole(self) -> bool:
        """Whether the table fits on one page under its heading, and so is kept together.

        Tied together all the same, a longer one would leave its heading alone on a page.
        """
        heights = [float(self.table.row_height)] * self.grid.rows
        for cell in self.grid.cells:
            text = figure(self.report, cell.address) if cell.address else cell.text
            room = sum(self.table.widths[cell.column : cell.column + cell.column_span])
            width = room - 2 * CELL_MARGIN
            lines = sum(ceil(len(one) * self.character / width) for one in text.split("\n"))
            if lines > 1 and cell.row_span == 1 and not text.isdecimal():
                height = lines * self.table.line_points * TWIPS
                heights[cell.row] = max(heights[cell.row], height)
        page = self.report.form.page
        return sum(heights) <= (page.lines - 1) * page.line_pitch

    def rows(self) -> str:
        """All rows; each cell of the grid stands in every row that it covers."""
        lines: list[list[GridCell]] = [[] for _ in range(self.grid.rows)]
        for cell in self.grid.cells:
            for line in lines[cell.row : cell.row + cell.row_span]:
                line.append(cell)
        return "".join(self._row(index, line) for index, line in enumerate(lines))

    def _row(self, index: int, cells: list[GridCell]) -> str:
        """One row, never split over two pages; the head rows repeat on a new page.

        Blocks have no head rows: each has its own head, in the middle of the table, and the
        first block's head repeated above another block's figures would tell the reader, or who
        listens to a screen reader, the wrong thing. The table is kept whole on a page instead.
        """
        head = "<w:tblHeader/>" if index < self.grid.head_rows else ""
        cells.sort(key=lambda cell: cell.column)
        kept = index < self.grid.rows - 1 and (self.whole or cells[-1].role in _HEADS)
        return (
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{self.table.row_height}"'
            f' w:hRule="atLeast"/>{head}</w:trPr>'
            f"{''.join([self._cell(cell, index, kept=kept) for cell in cells])}</w:tr>"
        )

    def _cell(self, cell: GridCell, row: int, *, kept: bool) -> str:
        width = sum(self.table.widths[cell.column : cell.column + cell.column_span])
        span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
        merge = ""
        if cell.row_span > 1:
            merge = '<w:vMerge w:val="restart"/>' if row == cell.row else "<w:vMerge/>"
        room = width - 2 * CELL_MARGIN
        upright = self._stands_upright(cell, room)
        direction = '<w:textDirection w:val="tbRlV"/>' if upright else ""
        keep = "" if kept else '<w:keepNext w:val="0"/>'
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{direction}'
            f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
            f"{self._place(cell, room, keep, upright=upright)}</w:pPr>"
            f"{self._content(cell, room) if row == cell.row else ''}</w:p></w:tc>"
        )

    def _content(self, cell: GridCell, room: int) -> str:
        if cell.role != "figure":
            return runs(cell.text, self.fonts)
        text = figure(self.report, cell.address)
        size = self._size(text, room)
        return line_break().join(runs(one, self.fonts, size) for one in text.split("\n") if one)

    def _size(self, text: str, room: int) -> str:
        """A smaller size for a number that would break over two lines in its column."""
        width = len(text) * self.character / 2  # a digit is half a character
        room -= TWIPS  # a point to spare, since programs differ in what borders take
        if width <= room or not text.isascii() or len(text.split()) > 1:
            return ""
        points = max(self.table.font_points * room / width, _SMALLEST_POINTS)
        size = half_points(points - 0.25)  # down to the half point below
        return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'

    def _place(self, cell: GridCell, room: int, keep: str, *, upright: bool) -> str:
        """The paragraph properties of a cell: style, and indents that end lines at words."""
        style = cell_style(self.section.id)
        if cell.role == "label" and self.table.arrangement == "grid" and not upright:
            indent = self._number_above(cell.text, room)
            style = cell_style(self.section.id, left=True)
        else:
            indent = self._even_lines(cell.text, room) if cell.role == "head" else ""
        return f'<w:pStyle w:val="{style}"/>{keep}{indent}'

    def _stands_upright(self, cell: GridCell, room: int) -> bool:
        """Whether a label runs from top to bottom: its column is narrow, and it is high enough."""
        height = cell.row_span * self.table.row_height
        return (
            cell.role == "label"
            and cell.row_span > 1
            and room < _NARROW * self.character
            and ems(cell.text) * self.character < height
        )

    def _number_above(self, text: str, room: int) -> str:
        """Indents that put a label's number above its words: （三）/不予公开, not （三）不/予公开.

        The first line is indented so that it holds the number only, centred over the words.
        """
        number = _NUMBERED.match(text)
        if number is None:
            return ""
        words = ems(text[number.end() :]) * self.character
        over = ems(number.group()) * self.character
        if not over < words <= room < over + words:
            return ""
        left, first = round((room - words) / 2), round((words - over) / 2)
        return f'<w:ind w:left="{left}" w:firstLine="{first}"/>'

    def _even_lines(self, text: str, room: int) -> str:
        """Indents that divide a narrow head evenly, by words of two: 商业/企业, not 商业企/业."""
        size, fits = ems(text), int(room / self.character)
        if size <= fits or fits > _CENTRED_HEAD:
            return ""
        lines = -int(-size // fits)
        length = -int(-size // lines)
        if size % 2 == 0 and length % 2 == 1 and length > 1:
            length -= 1
        if length == fits:
            return ""
        side = int((room - (length + 0.5) * self.character) / 2)
        return f'<w:ind w:left="{side}" w:right="{side}"/>' if side > 0 else ""
