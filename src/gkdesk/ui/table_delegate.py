"""How one cell of a table is painted, and the line in which it is edited."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QShowEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gkdesk.ui import look
from gkdesk.ui.line_list import Index
from gkdesk.ui.table_head import draw_lines, draw_text
from gkdesk.ui.table_measure import Ruler
from gkdesk.ui.table_model import LAST_YEAR_ROLE, TableModel
from gkdesk.ui.table_steps import Step

FRAME_WIDTH = 2
# Last year's figure stands in the corner of a cell, as small as can be read.
_PAST_SCALE = 0.75
_PAST_LEAST = 6.0
# A window's style sheet gives every line of text a border and a least height.
_BARE = f"border: none; padding: 0; min-height: 0; background: {look.PAGE}; color: {look.TEXT};"
_ANY_KEYPAD = ~Qt.KeyboardModifier.KeypadModifier


class _Option(Protocol):
    """What PySide6's type stubs leave out of QStyleOptionViewItem."""

    rect: QRect
    state: QStyle.StateFlag


class CellEditor(QLineEdit):
    """The line in which a cell is edited; anything may be typed, core says what it means."""

    def __init__(self, parent: QWidget, *, typed: bool) -> None:
        """An editor that was opened by typing, or by F2 or a double click."""
        super().__init__(parent)
        self.typed = typed
        self.setStyleSheet(f"QLineEdit, QLineEdit:focus {{ {_BARE} }}")
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # Qt's own menu is in English.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def step_for(self, event: QKeyEvent) -> Step | None:
        """Where a key leads out of the editor; None for a key that belongs to the text."""
        key, modifiers = event.key(), event.modifiers() & _ANY_KEYPAD
        shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return Step.BACK if shift else Step.ENTER
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return Step.PREVIOUS if shift or key == Qt.Key.Key_Backtab else Step.NEXT
        if modifiers != Qt.KeyboardModifier.NoModifier:
            return None
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return Step.UP if key == Qt.Key.Key_Up else Step.DOWN
        # Who pressed F2 wants to walk through the text and would be startled to leave the cell.
        if key == Qt.Key.Key_Left and self.typed and self.cursorPosition() == 0:
            return Step.LEFT
        if key == Qt.Key.Key_Right and self.typed and self.cursorPosition() == len(self.text()):
            return Step.RIGHT
        return None

    def showEvent(self, event: QShowEvent) -> None:
        """Begin behind the text; the view has selected all of it."""
        super().showEvent(event)
        self.end(False)


class TableDelegate(QStyledItemDelegate):
    """Paints the cells of a table and makes their editors."""

    stepped = Signal(object)
    """A key has closed the editor; the Step that it asks for."""

    def __init__(self, model: TableModel, parent: QTableView) -> None:
        """A delegate for one view of the model."""
        super().__init__(parent)
        self._model = model
        self._view = parent
        self._ruler = Ruler(parent.font())
        self._opening: str | None = None
        self._recalling = False

    def fit(self, ruler: Ruler) -> None:
        """Take a new font."""
        self._ruler = ruler

    def recall(self, wanted: bool) -> None:
        """Show last year's figures in the cells, or no longer."""
        self._recalling = wanted

    @contextmanager
    def opening(self, text: str) -> Iterator[None]:
        """An editor that opens meanwhile holds this text instead of the cell's own."""
        self._opening = text
        try:
            yield
        finally:
            self._opening = None

    def _paint_figure(self, painter: QPainter, option: _Option, index: Index, font: QFont) -> None:
        current = index == self._view.currentIndex()
        if not current and option.state & QStyle.StateFlag.State_Selected:
            tint = QColor(look.ACCENT)
            tint.setAlpha(40)
            painter.fillRect(option.rect, tint)
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(colour.color() if colour else QColor(look.TEXT))
        pad = self._ruler.pad // 2
        rect = option.rect.adjusted(pad, 0, -pad, 0)
        elide = Qt.TextElideMode.ElideRight
        text = QFontMetrics(font).elidedText(index.data(), elide, rect.width())
        painter.drawText(rect, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), text)
        if self._recalling:
            self._paint_past(
                painter, option.rect, index, QFontMetrics(font).horizontalAdvance(text)
            )
        if current:
            self._paint_frame(painter, option.rect)

    def _paint_past(self, painter: QPainter, rect: QRect, index: Index, width: int) -> None:
        """Last year's figure, small and grey in the corner, where the figure leaves it room."""
        past = index.data(LAST_YEAR_ROLE)
        font = QFont(self._ruler.font)
        font.setPointSizeF(max(font.pointSizeF() * _PAST_SCALE, _PAST_LEAST))
        room = (rect.width() - width) // 2 - FRAME_WIDTH - 2
        if not past or QFontMetrics(font).horizontalAdvance(past) > room:
            return
        painter.setFont(font)
        # Most figures of most offices are 0: the others are to stand out.
        painter.setPen(QColor(look.LINE_DARK if past == "0" else look.TEXT_PAST))
        inset = FRAME_WIDTH + 1
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        painter.drawText(rect.adjusted(0, 0, -inset - 1, -inset + 1), int(corner), past)

    def _paint_frame(self, painter: QPainter, rect: QRect) -> None:
        """The frame of the cell under the cursor; quieter while the keys go elsewhere."""
        focus = self._view.hasFocus() or self._view.isAncestorOf(_focus_of(self._view))
        pen = QPen(QColor(look.ACCENT if focus else look.LINE_DARK), FRAME_WIDTH)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell: ground, lines, text, and the frame where the cursor stands."""
        cell, place = self._model.cell(index), cast(_Option, option)
        if cell is None:
            return
        font = QFont(self._ruler.font)
        font.setBold(bool(index.data(Qt.ItemDataRole.FontRole)))
        painter.save()
        painter.setFont(font)
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        painter.fillRect(place.rect, ground or QColor(look.PAGE))
        draw_lines(painter, place.rect, cell)
        if cell.address:
            self._paint_figure(painter, place, index, font)
        else:
            painter.setPen(QColor(look.TEXT))
            lines = self._ruler.lines(cell, place.rect.width())
            alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
            draw_text(painter, place.rect, lines, self._ruler, alignment)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A bare line of text that tells the input method what it is for."""
        editor = CellEditor(parent, typed=self._opening is not None)
        editor.setFont(self._ruler.font)
        hint = Qt.InputMethodHint.ImhPreferNumbers | Qt.InputMethodHint.ImhPreferLatin
        editor.setInputMethodHints(hint | Qt.InputMethodHint.ImhNoPredictiveText)
        editor.setAccessibleName("，".join(self._model.names(self._model.address(index))))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what was typed so far, or what the editor was opened with."""
        assert isinstance(editor, CellEditor)
        typed = index.data(Qt.ItemDataRole.EditRole)
        editor.setText(typed if self._opening is None else self._opening)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Type the text into the cell, as it stands."""
        assert isinstance(editor, CellEditor)
        self._model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Leave the frame of the cell in sight around the editor."""
        inset = FRAME_WIDTH
        editor.setGeometry(cast(_Option, option).rect.adjusted(inset, inset, -inset, -inset))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Let the keys that lead out of a cell store it, close it, and move the cursor."""
        if (
            isinstance(editor, CellEditor)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            step = editor.step_for(event)
            if step is not None:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                self.stepped.emit(step)
                return True
        return super().eventFilter(editor, event)


def _focus_of(view: QTableView) -> QWidget:
    """The widget that has the keys in the window of a view; the window itself if none has."""
    return view.window().focusWidget() or view.window()
