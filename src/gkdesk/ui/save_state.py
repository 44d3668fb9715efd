"""Whether what was typed is on disk: the saved time, and the red bar that stays while it is not."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gkdesk.ui import look, moments
from gkdesk.ui.session import Session


class SavedLabel(QLabel):
    """The time at which everything was on disk last."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "good")
        session.saved.connect(self.show_saved)
        session.save_failed.connect(self.show_failed)
        self.show_saved(session.saved_at)

    def show_saved(self, moment: datetime) -> None:
        """Show the time."""
        self._show(f"已保存 {moments.clock(moment, datetime.now().astimezone())}", "good")

    def show_failed(self, sentence: str) -> None:
        """Say that there is something not on disk."""
        self._show("未能保存", "error")
        self.setToolTip(look.tip(sentence))

    def _show(self, text: str, role: str) -> None:
        self.setText(text)
        self.setToolTip("")
        self.setProperty("role", role)
        self.style().polish(self)


class FailureBar(QFrame):
    """A red bar that says why something is not on disk, until it is."""

    file_wanted = Signal()
    """The clerk wants the report in a data file at some other place."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "failure")
        self._sentence = look.label("", "error", wrap=True)
        retry = look.button("立即重试", "onred")
        retry.clicked.connect(session.retry)
        keep = look.button("另存为数据文件…", "onred")
        keep.clicked.connect(self.file_wanted)
        buttons = QHBoxLayout()
        buttons.addWidget(retry)
        buttons.addWidget(keep)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.STEP, look.STEP, look.STEP, look.STEP)
        layout.addWidget(self._sentence)
        layout.addLayout(buttons)
        self.hide()
        session.save_failed.connect(self.show_failed)
        session.saved.connect(self.hide)

    def show_failed(self, sentence: str) -> None:
        """Say why, and that nothing is lost yet."""
        self._sentence.setText(
            f"未能保存：{sentence}\n刚才的内容还在窗口里，程序会继续重试，请先不要关闭。"
        )
        self.show()
