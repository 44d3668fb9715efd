"""A list of whole lines in columns, opened by Enter or a double click, and its model."""

from collections.abc import Sequence
from typing import Generic, TypeAlias, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

Index: TypeAlias = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
"""The parent of all lines: Qt's own default."""
_Line = TypeVar("_Line")


class LineModel(QAbstractTableModel, Generic[_Line]):
    """Lines under heads, one object each; what a line says in each column is a subclass's `data`.

    The lines are not copied: they remain those of whoever shows them.
    """

    def __init__(
        self, heads: Sequence[str], lines: Sequence[_Line] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._heads = heads
        self._lines = lines

    def show_lines(self, lines: Sequence[_Line]) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def show_line(self, row: int) -> None:
        """Show a line anew."""
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._heads) - 1))

    def line(self, row: int) -> _Line:
        """What stands in a line."""
        return self._lines[row]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """As many as there are lines; a line has none below it."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """As many as there are heads."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The heads above the columns; lines have none."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section]
        return None


class LineList(QTableView):
    """Shows the lines of a model; one column takes the room that the others leave."""

    entered_line = Signal()
    """Enter was pressed on a line, or it was clicked twice."""

    def __init__(self, model: QAbstractTableModel, name: str, *, wide: int) -> None:
        """A list with an accessible name, whose column `wide` is stretched."""
        super().__init__()
        self.setModel(model)
        self.setProperty("role", "list")
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heads.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda _: self.entered_line.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the line in focus by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_line.emit()
            return
        super().keyPressEvent(event)
