"""A list of whole lines in columns, opened by Enter or a double click."""

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView


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
