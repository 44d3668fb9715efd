"""The merged heads above a table and the merged labels beside it, which stay put as it scrolls."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from gkdesk.core.grid import Grid, GridCell
from gkdesk.ui import look
from gkdesk.ui.table_measure import Measures, Ruler

# Of head, label and corner only the labels next to the figures are read line by line.
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def draw_lines(painter: QPainter, rect: QRect, cell: GridCell) -> None:
    """The lines of a cell: right and below, and the outer ones of the whole table."""
    colour = QColor(look.LINE_DARK)
    painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), colour)
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour)
    if cell.row == 0:
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), colour)
    if cell.column == 0:
        painter.fillRect(QRect(rect.left(), rect.top(), 1, rect.height()), colour)


def draw_text(
    painter: QPainter, rect: QRect, lines: list[str], ruler: Ruler, alignment: Qt.AlignmentFlag
) -> None:
    """The lines of a label, as far as the cell has room; the rest gives way to 「…」."""
    room = max((rect.height() - ruler.gap // 2) // ruler.line, 1)
    if len(lines) > room:
        lines = [*lines[: room - 1], lines[room - 1][:-1] + "…"]
    top = rect.top() + (rect.height() - len(lines) * ruler.line) // 2
    for number, line in enumerate(lines):
        strip = QRect(rect.left(), top + number * ruler.line, rect.width(), ruler.line)
        strip.adjust(ruler.pad, 0, -ruler.pad, 0)
        painter.drawText(strip, int(alignment | Qt.TextFlag.TextDontClip), line)


class TableHead(QHeaderView):
    """The head rows of a grid (horizontal) or its label columns (vertical), merged as on paper."""

    def __init__(self, grid: Grid, orientation: Qt.Orientation, parent: QWidget) -> None:
        """A head without measures yet; `fit` gives them."""
        super().__init__(orientation, parent)
        self._across = orientation == Qt.Orientation.Horizontal
        self._grid = grid
        self._cells = [cell for cell in grid.cells if self._is_here(cell)]
        self._ruler = Ruler(self.font())
        self._measures = Measures((0,) * grid.columns, (0,) * grid.rows)
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)

    def fit(self, measures: Measures, ruler: Ruler) -> None:
        """Take new measures for sections and labels."""
        self._measures, self._ruler = measures, ruler
        skipped = self._grid.label_columns if self._across else self._grid.head_rows
        sizes = (measures.columns if self._across else measures.rows)[skipped:]
        for section, size in enumerate(sizes):
            self.resizeSection(section, size)
        self.viewport().update()

    def cell_at(self, at: QPoint) -> GridCell | None:
        """The head or label under a point of the viewport."""
        return next((cell for cell in self._cells if self.rect_of(cell).contains(at)), None)

    def rect_of(self, cell: GridCell) -> QRect:
        """Where a head or label stands on the viewport now, scrolled away or not."""
        if self._across:
            left, width = self._along(cell.column - self._grid.label_columns, cell.column_span)
            top, height = _extent(self._measures.rows, cell.row, cell.row_span)
        else:
            left, width = _extent(self._measures.columns, cell.column, cell.column_span)
            top, height = self._along(cell.row - self._grid.head_rows, cell.row_span)
        return QRect(left, top, width, height)

    def redraw(self) -> None:
        """Paint all anew: merged labels keep their text in sight as the table scrolls."""
        self.viewport().update()

    def _is_here(self, cell: GridCell) -> bool:
        if self._across:
            return cell.row < self._grid.head_rows and cell.column >= self._grid.label_columns
        return cell.column < self._grid.label_columns and cell.row >= self._grid.head_rows

    def _along(self, first: int, count: int) -> tuple[int, int]:
        """Start and length of some sections on the viewport."""
        size = sum(self.sectionSize(section) for section in range(first, first + count))
        return self.sectionViewportPosition(first), size

    def _thickness(self) -> int:
        if self._across:
            return sum(self._measures.rows[: self._grid.head_rows])
        return sum(self._measures.columns[: self._grid.label_columns])

    def _is_innermost(self, cell: GridCell) -> bool:
        """Whether a head or label touches the figures."""
        if self._across:
            return cell.row + cell.row_span == self._grid.head_rows
        return cell.column + cell.column_span == self._grid.label_columns

    def _is_current(self, cell: GridCell) -> bool:
        """Whether the cursor stands right under or beside a head or label."""
        current = self.selectionModel().currentIndex()
        if not current.isValid() or not self._is_innermost(cell):
            return False
        if self._across:
            place, first, count = current.column(), cell.column, cell.column_span
            return 0 <= place + self._grid.label_columns - first < count
        return 0 <= current.row() + self._grid.head_rows - cell.row < cell.row_span

    def _paint_cell(self, painter: QPainter, cell: GridCell) -> None:
        rect = self.rect_of(cell)
        if not rect.intersects(self.viewport().rect()):
            return
        here = self._is_current(cell)
        painter.fillRect(rect, QColor(look.ACCENT_LIGHT if here else look.HEAD))
        draw_lines(painter, rect, cell)
        painter.setPen(QColor(look.TEXT))
        lines = self._ruler.lines(cell, rect.width())
        left = not self._across and self._is_innermost(cell)
        place = self._room(rect, lines)
        draw_text(painter, place, lines, self._ruler, _LEFT if left else _CENTRE)

    def _room(self, rect: QRect, lines: list[str]) -> QRect:
        """Where a text goes: in the middle of what is in sight, each way it finds room there."""
        room = rect.intersected(self.viewport().rect())
        if room.width() < max(map(self._ruler.width, lines), default=0):
            room.setLeft(rect.left())
            room.setRight(rect.right())
        if room.height() < self._ruler.height(len(lines)):
            room.setTop(rect.top())
            room.setBottom(rect.bottom())
        return room

    def sizeHint(self) -> QSize:
        """As thick as all head rows, or label columns, together."""
        size = super().sizeHint()
        if self._across:
            size.setHeight(self._thickness())
        else:
            size.setWidth(self._thickness())
        return size

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the merged cells; Qt's own heads know only one level."""
        painter = QPainter(self.viewport())
        painter.setFont(self._ruler.font)
        painter.fillRect(self.viewport().rect(), QColor(look.PAGE))
        for cell in self._cells:
            self._paint_cell(painter, cell)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show a label whole where the cell cannot hold it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self.cell_at(event.pos())
            text = cell.text if cell and self._is_cut(cell) else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().viewportEvent(event)

    def _is_cut(self, cell: GridCell) -> bool:
        rect = self.rect_of(cell)
        lines = len(self._ruler.lines(cell, rect.width()))
        return lines * self._ruler.line > rect.intersected(self.viewport().rect()).height()


class TableCorner(QWidget):
    """The cell where heads and labels meet; clicks go through it to Qt's own corner button."""

    def __init__(self, cell: GridCell, parent: QWidget) -> None:
        """The corner of a grid, from its one cell."""
        super().__init__(parent)
        self._cell = cell
        self._ruler = Ruler(self.font())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(cell.text)

    def fit(self, ruler: Ruler) -> None:
        """Take a new font."""
        self._ruler = ruler
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the one cell."""
        painter = QPainter(self)
        painter.setFont(self._ruler.font)
        painter.fillRect(self.rect(), QColor(look.HEAD))
        draw_lines(painter, self.rect(), self._cell)
        painter.setPen(QColor(look.TEXT))
        lines = self._ruler.lines(self._cell, self.width())
        draw_text(painter, self.rect(), lines, self._ruler, _CENTRE)


def _extent(sizes: Iterable[int], first: int, count: int) -> tuple[int, int]:
    """Start and length of some of a row of sizes."""
    sizes = tuple(sizes)
    return sum(sizes[:first]), sum(sizes[first : first + count])
