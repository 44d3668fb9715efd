"""The bar below the page: neighbouring steps, undo, redo, history, and what was done last."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from gkdesk.core.progress import steps
from gkdesk.ui import look, paper
from gkdesk.ui.save_state import SavedLabel
from gkdesk.ui.session import Session
from gkdesk.ui.step_list import step_title


class StepBar(QFrame):
    """Offers what can be done on every step of a session; in a narrow window it says less."""

    back_wanted = Signal()
    """The clerk wants to turn to the step before."""
    next_wanted = Signal()
    """The clerk wants to turn to the next step."""
    undo_wanted = Signal()
    """The clerk wants to take the last action back."""
    redo_wanted = Signal()
    """The clerk wants to do again what was taken back."""
    history_wanted = Signal()
    """The clerk wants to see what was changed before."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = steps(session.form)
        self._titles = {step: step_title(session.form, step) for step in self._steps}
        self._step = self._steps[0]
        self._back = look.button("")
        self._next = look.button("", "primary")
        self._undo = look.button("撤销", "flat")
        self._redo = look.button("重做", "flat")
        self._history = look.button("留痕", "flat")
        self._history.setToolTip("看每一格、每一节以前是什么，可以恢复（Ctrl+H）")
        self._told = look.label("", "quiet")
        self._told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._lay_out(SavedLabel(session))
        for button, wanted in (
            (self._back, self.back_wanted),
            (self._next, self.next_wanted),
            (self._undo, self.undo_wanted),
            (self._redo, self.redo_wanted),
            (self._history, self.history_wanted),
        ):
            button.clicked.connect(wanted)

    def show_step(self, step: str) -> None:
        """Name the neighbours of a step."""
        self._step = step
        self.say("")

    def say(self, sentence: str) -> None:
        """Say what was done; the buttons beside it give way."""
        self._told.setText(sentence)
        self._told.setToolTip(look.tip(sentence))
        self.fit()

    def fit(self) -> None:
        """Put the names of the neighbours into the two buttons, as far as there is room."""
        place = self._steps.index(self._step)
        neighbours = ((self._back, "上一步", place - 1), (self._next, "下一步", place + 1))
        for button, word, other in neighbours:
            button.setVisible(0 <= other < len(self._steps))
            if 0 <= other < len(self._steps):
                title = self._titles[self._steps[other]]
                button.setText(f"{word}：{title}")
                button.setToolTip(look.tip(title))
        # The sentence takes what is left, so that Qt's hint does not count it.
        wanted = self.sizeHint().width() + self._told.sizeHint().width()
        if wanted > self.width() > 0:
            for button, word, _ in neighbours:
                button.setText(word)

    def _lay_out(self, saved: QWidget) -> None:
        paper.make_white(self)
        self.setMinimumWidth(1)  # so that it can be too narrow, and its buttons say less
        line = QHBoxLayout(self)
        line.setContentsMargins(3 * look.STEP, look.STEP, 3 * look.STEP, look.STEP)
        line.setSpacing(0)  # flat buttons bring their own
        for button in (self._back, self._undo, self._redo, self._history):
            line.addWidget(button)
        line.addWidget(self._told, 1)
        for last in (saved, self._next):
            line.addSpacing(look.STEP)
            line.addWidget(last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say more where there is room for it."""
        super().resizeEvent(event)
        self.fit()
