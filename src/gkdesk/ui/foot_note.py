"""A quiet line at the foot of the window, which the clerk puts away, with details to look at."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QSizePolicy, QToolBar, QWidget

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
    foot = _foot(window, note.sentence.text(), note)

    def put_away() -> None:
        window.removeToolBar(foot)
        foot.deleteLater()

    note.read.clicked.connect(put_away)


def keep_at_foot(window: QMainWindow, sentence: str) -> None:
    """Show a sentence at the foot of a window as long as it holds; an empty one takes it away.

    In as many lines as it takes: a status bar would cut off what is to be done.
    """
    label = window.findChild(_StandingNote)
    if label is None:
        if not sentence:
            return
        label = _StandingNote()
        _foot(window, "备份", label)
    label.setText(sentence)
    foot = label.parentWidget()
    assert isinstance(foot, QToolBar)
    foot.setVisible(bool(sentence))


class _StandingNote(QLabel):
    """A sentence across the whole window, no higher than its lines."""

    def __init__(self) -> None:
        super().__init__(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.setProperty("role", "warning")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setContentsMargins(look.STEP, look.STEP // 2, look.STEP, look.STEP // 2)

    def sizeHint(self) -> QSize:
        """As high as it is at the present width: Qt would guess a narrower one."""
        return QSize(super().sizeHint().width(), self.heightForWidth(max(self.width(), 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may take more lines."""
        super().resizeEvent(event)
        self.updateGeometry()


def _foot(window: QMainWindow, name: str, content: QWidget) -> QToolBar:
    """A bar at the foot of a window with one thing in it."""
    foot = QToolBar(name, movable=False)
    foot.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    foot.addWidget(content)
    window.addToolBar(Qt.ToolBarArea.BottomToolBarArea, foot)
    return foot
