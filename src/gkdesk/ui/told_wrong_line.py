"""The line above a prose section that tells how many figures in it differ from the tables."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gkdesk.core.checks.finding import Outcome
from gkdesk.core.mending import told_wrong
from gkdesk.ui import look, mend_flow
from gkdesk.ui.session import Session


class ToldWrongLine(QFrame):
    """In sight only while there are such figures; its button brings all of them up to date."""

    def __init__(self, session: Session, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._address = address
        self._words = look.label("", "warning")
        self._all = look.button(mend_flow.ALL, "flat")
        self._all.clicked.connect(self.mend_all)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._words)
        line.addWidget(self._all)
        line.addStretch()
        self.hide()
        session.outcome_changed.connect(self.show_outcome)
        self.show_outcome(session.outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """Count anew."""
        count = len(told_wrong(outcome.findings, self._address))
        self._words.setText(f"{count} 处数字与表格不一致")
        self._all.setToolTip(mend_flow.all_tip(count))
        self.setVisible(count > 0)

    def mend_all(self) -> None:
        """Bring the figures of this section up to date, as one undo step."""
        mend_flow.mend_all(self._session, self._address)
