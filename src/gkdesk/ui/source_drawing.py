"""A document that was read, drawn as paper: paragraphs and tables, by Qt's calls and no markup.

Nothing of the file is interpreted here, so nothing in it can run or be fetched.
"""

from PySide6.QtGui import (
    QColor,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from gkdesk.core.prose import clean
from gkdesk.files.document import Document, Grid, GridCell, Place
from gkdesk.ui import look

# A report has some hundred paragraphs, and tables of some six hundred cells. What goes far beyond
# would keep the window waiting, and is no report.
MOST_BLOCKS = 4000
MOST_CELLS = 4000
MOST_COLUMNS = 60
MOST_SIGNS = 200_000
MOST_IN_CELL = 5000
CUT = "……原文太长，这里只显示到此。后面的请打开原来的文件对照。"

# Widths of columns in Chinese signs: words may be broken, figures may not.
_NARROWEST, _WIDEST, _OVER_FIGURES = 2.0, 14.0, 3.0
_DIGIT, _AIR = 0.6, 1.0
# A text beside so many rows or more is set from top to bottom.
_UPRIGHT_ROWS, _UPRIGHT = 4, 3.0
_PAPER = 98  # percent of the width, for Qt adds the borders


class Drawing:
    """A document on Qt's paper, and where on it each of its places stands."""

    def __init__(self, source: Document) -> None:
        self.paper = QTextDocument()
        self.paper.setUndoRedoEnabled(False)
        self._blocks: list[int | QTextTable] = []
        self._cells, self._signs = MOST_CELLS, MOST_SIGNS
        cursor = QTextCursor(self.paper)
        cursor.beginEditBlock()
        for block in source.blocks:
            if not self._draw(cursor, block):
                cursor.insertText(CUT)
                break
        cursor.endEditBlock()

    def cursors(self, place: Place) -> tuple[QTextCursor, QTextCursor] | None:
        """The beginning and the end of a place; None where it was cut off."""
        if place.block >= len(self._blocks):
            return None
        block = self._blocks[place.block]
        if isinstance(block, QTextTable):
            return self._cell_cursors(block, place)
        start = QTextCursor(self.paper)
        start.setPosition(block)
        end = QTextCursor(start)
        end.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        return start, end

    def _cell_cursors(
        self, table: QTextTable, place: Place
    ) -> tuple[QTextCursor, QTextCursor] | None:
        row, column = place.row or 0, place.column or 0
        if row >= table.rows() or column >= table.columns():
            return None
        cell = table.cellAt(row, column)
        return cell.firstCursorPosition(), cell.lastCursorPosition()

    def _draw(self, cursor: QTextCursor, block: str | Grid) -> bool:
        """Draw one block; False where there is no room for it, or for all of it."""
        if len(self._blocks) >= MOST_BLOCKS or self._signs <= 0:
            return False
        if isinstance(block, Grid):
            return self._draw_grid(cursor, block)
        self._blocks.append(cursor.position())
        whole = self._write(cursor, block)
        cursor.insertBlock()
        return whole

    def _draw_grid(self, cursor: QTextCursor, grid: Grid) -> bool:
        """Draw the rows of a table for which there is room."""
        columns = min(grid.columns, MOST_COLUMNS)
        rows = min(grid.rows, self._cells // max(columns, 1))
        if rows < 1 or columns < 1:
            return grid.rows * grid.columns == 0 and self._skip()
        cells = [one for one in grid.cells if one.row < rows and one.column < columns]
        table = cursor.insertTable(rows, columns, _table_format(cells, columns))
        self._blocks.append(table)
        self._cells -= rows * columns
        whole = (rows, columns) == (grid.rows, grid.columns)
        for cell in cells:
            down, across = min(cell.row_span, rows - cell.row), min(cell.column_span, columns)
            across = min(across, columns - cell.column)
            if (down, across) != (1, 1):
                table.mergeCells(cell.row, cell.column, down, across)
            inside = table.cellAt(cell.row, cell.column).firstCursorPosition()
            whole = self._write(inside, cell.text[:MOST_IN_CELL]) and whole
            whole = whole and len(cell.text) <= MOST_IN_CELL
        cursor.movePosition(QTextCursor.MoveOperation.End)
        return whole

    def _skip(self) -> bool:
        """Keep count of a table without any cell, which cannot be drawn."""
        self._blocks.append(0)
        return True

    def _write(self, cursor: QTextCursor, text: str) -> bool:
        """Write a text, or as much of it as there is room for; whether it was all."""
        shown = clean(text)[: max(self._signs, 0)]
        self._signs -= len(text)
        cursor.insertText(shown)
        return self._signs >= 0


def _table_format(cells: list[GridCell], columns: int) -> QTextTableFormat:
    """Thin lines, over the whole width, each column as wide as what is in it asks."""
    made = QTextTableFormat()
    made.setBorder(1)
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setBorderBrush(QColor(look.LINE_DARK))
    made.setBorderCollapse(True)
    made.setCellPadding(3)
    made.setCellSpacing(0)
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, _PAPER))
    wanted = [_wanted([one for one in cells if one.column == index]) for index in range(columns)]
    made.setColumnWidthConstraints(
        [
            QTextLength(QTextLength.Type.PercentageLength, _PAPER * one / sum(wanted))
            for one in wanted
        ]
    )
    return made


def _wanted(cells: list[GridCell]) -> float:
    """The width that a column asks for: its figures whole, its words as far as they need it."""
    figures, words = [0.0], [_NARROWEST]
    for cell in cells:
        if cell.column_span == 1 and cell.text:
            width = max(map(_width, cell.text.split("\n")))
            if cell.text.isascii():
                figures.append(width + _AIR)
            else:
                words.append(min(width, _UPRIGHT if cell.row_span >= _UPRIGHT_ROWS else _WIDEST))
    most = max(words) if figures == [0.0] else min(max(words), _OVER_FIGURES)
    return min(max(most, *figures), _WIDEST)


def _width(line: str) -> float:
    return sum(_DIGIT if sign.isascii() else 1 for sign in line)
