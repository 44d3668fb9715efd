"""The official table laid out on screen: merged cells, heads that stay, sizes from the font."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStyle, QTableView, QWidget

from gkdesk.ui import look
from gkdesk.ui.table_delegate import TableDelegate
from gkdesk.ui.table_head import TableCorner, TableHead
from gkdesk.ui.table_measure import Ruler, measure
from gkdesk.ui.table_model import TableModel

# Tables are set a little smaller than the text around them, as on paper.
TEXT_SCALE = 0.9


class TableSheet(QTableView):
    """Shows a table as it is printed, and fits it to the room and the text size."""

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        """A view of a model, which it keeps alive."""
        super().__init__(parent)
        model.setParent(self)
        self._model = model
        self._delegate = TableDelegate(model, self)
        self._heads = [
            TableHead(model.grid, orientation, self)
            for orientation in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical)
        ]
        cells = model.grid.cells
        self._corners = [TableCorner(cell, self) for cell in cells if cell.role == "corner"]
        self._set_up()
        self.set_text_size(look.POINTS)

    def set_text_size(self, points: float) -> None:
        """Follow the window's text size."""
        # Whole, not only the size: under a style sheet Qt would forget the inherited family.
        font = look.base_font()
        font.setPointSizeF(points * TEXT_SCALE)
        self.setFont(font)

    def recall(self, wanted: bool) -> None:
        """Show last year's figures in the cells, or no longer."""
        self._delegate.recall(wanted)
        self.viewport().update()

    def _set_up(self) -> None:
        across, down = self._heads
        self.setHorizontalHeader(across)
        self.setVerticalHeader(down)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        across.setVisible(self._model.grid.head_rows > 0)
        down.setVisible(self._model.grid.label_columns > 0)
        for place, cell in self._model.cells():
            if (cell.row_span, cell.column_span) != (1, 1):
                self.setSpan(place.row, place.column, cell.row_span, cell.column_span)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(
            False
        )  # the delegate draws the lines, so that they meet those of the heads
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self._model.section.label)
        self.verticalScrollBar().valueChanged.connect(down.redraw)
        self.horizontalScrollBar().valueChanged.connect(across.redraw)

    def _fit(self) -> None:
        """Fit widths and heights to the font and to the room."""
        ruler = Ruler(self.font())
        grid, table = self._model.grid, self._model.table
        measures = measure(grid, table, ruler, self.width(), self.height())
        if sum(measures.rows) > self.height():
            bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
            measures = measure(grid, table, ruler, self.width() - bar, self.height())
        for head in self._heads:
            head.fit(measures, ruler)
        for corner in self._corners:
            corner.fit(ruler)
        self._delegate.fit(ruler)
        self.updateGeometries()
        self.viewport().update()
        # The findings below a table grow and shrink: the cursor is not to slip behind them.
        self.scrollTo(self.currentIndex())

    def updateGeometries(self) -> None:
        """Put the corner where heads and labels meet, over Qt's own button."""
        super().updateGeometries()
        across, down = self._heads
        for corner in self._corners:
            corner.setGeometry(down.x(), across.y(), down.width(), across.height())
            corner.raise_()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew in another room."""
        super().resizeEvent(event)
        self._fit()
