"""A quiet line at the foot of the window, which the clerk puts away, with details to look at."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QToolBar, QWidget

from gkdesk.ui import look


class FootNote(QWidget):
    """Says one thing until it has been read."""

    details_wanted = Signal()
    """The clerk wants to know more."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = look.label(sentence, "quiet", wrap=True)
        self.details = look.button("详情…", "flat")
        self.details.clicked.connect(self.details_wanted)
        self.read = look.button("知道了", "flat")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.STEP, 0, look.STEP, 0)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.details)
        row.addWidget(self.read)


def put_at_foot(window: QMainWindow, note: FootNote) -> None:
    """Show a note at the foot of a window, above what else is said there."""
    foot = QToolBar(note.sentence.text(), movable=False)
    foot.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    foot.addWidget(note)
    window.addToolBar(Qt.ToolBarArea.BottomToolBarArea, foot)

    def put_away() -> None:
        window.removeToolBar(foot)
        foot.deleteLater()

    note.read.clicked.connect(put_away)
