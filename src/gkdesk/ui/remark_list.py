"""The remarks of a reading as a list to go through: each leads to its place and can be ticked."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from gkdesk.core.report import Remark
from gkdesk.files.open_remarks import ToCheck
from gkdesk.ui import look, marks
from gkdesk.ui.line_list import Index

_REMARK = Qt.ItemDataRole.UserRole


class RemarkList(QListWidget):
    """Lists remarks; one that is settled is ticked and grey."""

    chosen = Signal(object)
    """The clerk wants to go to what this Remark is about: a click or Enter."""
    ticked = Signal(object, bool)
    """The clerk says that this Remark was looked into, or takes that back."""
    left = Signal()
    """The clerk wants to go back to the page, by Esc."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("要核对的地方")
        self.setToolTip("点一条就到那一处；核对过没有错的，在前面打勾（空格键）")
        self.setItemDelegate(_BoxDelegate(self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.itemClicked.connect(self.choose)
        self.itemActivated.connect(self.choose)
        self.itemChanged.connect(self.take_tick)

    def show_remarks(self, remarks: Sequence[ToCheck]) -> None:
        """List these; the current one stays current while it is there."""
        before = self._remark(self.currentItem())
        with QSignalBlocker(self):
            while self.count() > len(remarks):
                self.takeItem(self.count() - 1)
            while self.count() < len(remarks):
                self.addItem(QListWidgetItem())
            for row, one in enumerate(remarks):
                _fill(self.item(row), one)
                if one.remark == before:
                    self.setCurrentRow(row)

    def show_remark(self, remark: Remark) -> None:
        """Make a remark the current one, and bring it into sight."""
        for row in range(self.count()):
            if self._remark(self.item(row)) == remark:
                self.setCurrentRow(row)
                self.scrollToItem(self.item(row))

    @property
    def current(self) -> Remark | None:
        """The remark that is selected."""
        return self._remark(self.currentItem())

    def choose(self, item: QListWidgetItem) -> None:
        """Ask to go to what a remark is about."""
        self.chosen.emit(self._remark(item))

    def take_tick(self, item: QListWidgetItem) -> None:
        """Tell that a remark was ticked or no longer is."""
        self.ticked.emit(self._remark(item), item.checkState() == Qt.CheckState.Checked)

    def _remark(self, item: QListWidgetItem | None) -> Remark | None:
        found: Remark | None = item.data(_REMARK) if item is not None else None
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make Enter go to the place, on every platform, and Esc back to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.choose(self.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _BoxDelegate(QStyledItemDelegate):
    """Paints the box of a line itself: Qt's own is black under a style sheet.

    Options are Any because PySide6's stubs leave the members of QStyleOptionViewItem out.
    """

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Paint one line."""
        super().paint(painter, option, index)
        self.initStyleOption(option, index)
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        box = QRectF(option.widget.style().subElementRect(part, option, option.widget))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.LINE_DARK), 1))
        painter.setBrush(QColor(look.PAGE))
        painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), 3, 3)
        painter.restore()
        if index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value:
            marks.paint(painter, box, "done")


def _fill(item: QListWidgetItem, one: ToCheck) -> None:
    """Let a line say a remark; what a correction settles cannot be ticked."""
    item.setText(one.remark.message)
    item.setData(_REMARK, one.remark)
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    if one.by_word:
        flags |= Qt.ItemFlag.ItemIsUserCheckable
    item.setFlags(flags)
    item.setCheckState(Qt.CheckState.Checked if one.settled else Qt.CheckState.Unchecked)
    item.setForeground(QColor(look.TEXT_PAST if one.settled else look.WARNING))
    state = "已核对" if one.settled else "要核对"
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{state}：{one.remark.message}")
