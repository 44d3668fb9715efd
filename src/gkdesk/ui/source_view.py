"""The source of a report that was read: to be compared with, never to be changed."""

from PySide6.QtCore import QMimeData, QRectF
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from gkdesk.files.document import Document, Place
from gkdesk.ui import look
from gkdesk.ui.copy_menu import copy_menu, selected_text
from gkdesk.ui.source_drawing import Drawing

# The source is set as small as the tables beside it.
_SCALE = 0.9
_FRAME = 2
_TINT = 40


class SourceView(QTextEdit):
    """Shows a document, with a frame around the place that is being compared."""

    def __init__(self, source: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = Drawing(source)
        self._place: Place | None = None
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName("原文")
        self._drawing.paper.setParent(self)
        self._drawing.paper.setDocumentMargin(look.STEP)
        self.setDocument(self._drawing.paper)
        # Never within a figure: 「3001」 in a narrow column would become four lines.
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.set_text_size(look.POINTS)

    @property
    def framed(self) -> str:
        """The text of the place that is shown; empty where none is."""
        found = self._drawing.cursors(self._place) if self._place else None
        if found is None:
            return ""
        start, end = found
        start.setPosition(end.position(), start.MoveMode.KeepAnchor)
        return start.selectedText().replace("\u2029", "\n")

    def show_place(self, place: Place | None) -> None:
        """Frame a place and bring it into sight; None takes the frame away."""
        self._place = place
        self._bring_into_sight()
        self.viewport().update()

    def show_part(self, place: Place | None) -> None:
        """Frame a place with which a part begins, and show what follows it."""
        self.show_place(place)
        box = self._box()
        if box is not None:
            self.verticalScrollBar().setValue(round(box.top() - self.viewport().height() / 6))

    def show_beginning(self) -> None:
        """Frame nothing, and show where the title is."""
        self.show_place(None)
        self.verticalScrollBar().setValue(0)

    def set_text_size(self, points: int) -> None:
        """Set the text anew."""
        font = look.base_font()
        font.setPointSizeF(points * _SCALE)
        self.setFont(font)
        self._drawing.paper.setDefaultFont(font)
        self._bring_into_sight()

    def _box(self) -> QRectF | None:
        """Where on the paper the place is that is shown."""
        found = self._drawing.cursors(self._place) if self._place else None
        if found is None:
            return None
        layout = self._drawing.paper.documentLayout()
        start, end = found
        box = layout.blockBoundingRect(start.block())
        return box.united(layout.blockBoundingRect(end.block()))

    def _bring_into_sight(self) -> None:
        box = self._box()
        if box is None:
            return
        across, down, room = self.horizontalScrollBar(), self.verticalScrollBar(), self.viewport()
        if box.top() < down.value() or box.bottom() > down.value() + room.height():
            # With what stands above it, which tells what it belongs to.
            down.setValue(round(box.top() - room.height() / 3))
        if box.left() < across.value() or box.right() > across.value() + room.width():
            across.setValue(round(box.right() - room.width() / 2))

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text only."""
        return selected_text(self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with it, in Chinese."""
        copy_menu(self).popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame over the text."""
        super().paintEvent(event)
        box = self._box()
        if box is None:
            return
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        painter = QPainter(self.viewport())
        tint = QColor(look.ACCENT)
        tint.setAlpha(_TINT)
        painter.setBrush(tint)
        painter.setPen(QPen(QColor(look.ACCENT), _FRAME))
        painter.drawRect(box.translated(-left, -top).adjusted(-2, -1, 1, 1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep in sight what is being compared, however the text is broken anew."""
        super().resizeEvent(event)
        self._bring_into_sight()
