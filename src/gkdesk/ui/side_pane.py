"""The left side of an open report: whose it is, its steps, and the way back to the others."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from gkdesk.core.report import Report
from gkdesk.ui import look
from gkdesk.ui.session import Session
from gkdesk.ui.step_list import StepList


class SidePane(QFrame):
    """Stands beside the page, as wide as its steps."""

    left = Signal()
    """The clerk wants to go back to the list of all reports."""
    keys_wanted = Signal()
    """The clerk wants to know the keys."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self._heading = look.label("", "strong", wrap=True)
        self._year = look.label("", "quiet")
        self.steps = StepList(session)
        self._year.setContentsMargins(look.STEP, 0, look.STEP, look.STEP)
        self._heading.setContentsMargins(look.STEP, look.STEP, look.STEP, 0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.STEP // 2, look.STEP // 2, look.STEP // 2, look.STEP // 2)
        rows.setSpacing(0)
        rows.addWidget(self._heading)
        rows.addWidget(self._year)
        rows.addWidget(self.steps, 1)
        rows.addLayout(self._foot())

    def show_report(self, report: Report) -> None:
        """Say whose report of which year this is."""
        self._heading.setText(report.organ)
        self._year.setText(f"{report.year} 年度")

    def fit(self, *, dense: bool) -> None:
        """Be as wide as the steps need at this text size; `dense` puts them closer together."""
        self.steps.set_dense(dense)
        self.setFixedWidth(self.steps.sizeHint().width() + look.STEP)

    def _foot(self) -> QHBoxLayout:
        everything = look.button("← 全部报告", "flat")
        everything.clicked.connect(self.left)
        keys = look.button("快捷键", "flat")
        keys.clicked.connect(self.keys_wanted)
        foot = QHBoxLayout()
        foot.addWidget(everything)
        foot.addStretch()
        foot.addWidget(keys)
        return foot
