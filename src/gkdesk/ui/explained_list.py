"""On the last step: what the clerk has explained, and the way to take it back."""

from datetime import datetime
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gkdesk.core.checks.finding import Explained, Outcome
from gkdesk.ui import look, moments
from gkdesk.ui.session import Session

_NAME = "已核实的地方"


class ExplainedList(QWidget):
    """Lists the findings that are silent with the reasons; in sight only where there are some."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._explained: tuple[Explained, ...] = ()
        self._body = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self._body.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._body.setAccessibleName(_NAME)
        self._body.linkActivated.connect(self.retract)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, look.STEP, 0, 0)
        rows.setSpacing(look.STEP)
        rows.addWidget(look.label(_NAME, "heading"))
        rows.addWidget(self._body)
        self.hide()
        session.outcome_changed.connect(self.show_outcome)
        self.show_outcome(session.outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """List what is explained now."""
        self._explained = outcome.explained
        self._body.setText("".join(_entry(place, one) for place, one in enumerate(self._explained)))
        self.setVisible(bool(self._explained))

    def retract(self, link: str) -> None:
        """Take an explanation back."""
        self._session.retract(self._explained[int(link)].explanation)


def _entry(place: int, one: Explained) -> str:
    """A finding, and below it who gave which reason when."""
    given = one.explanation
    signed = "，".join(part for part in (given.who, _when(given.when)) if part)
    return (
        f'<p style="margin: 4px 0 0 8px">✓ {escape(one.finding.message)}</p>'
        f'<p style="margin: 0 0 4px 24px; color: {look.TEXT_QUIET}">'
        f"{escape(given.reason)}{f'（{escape(signed)}）' if signed else ''}　"
        f'<a href="{place}" style="color: {look.ACCENT}; text-decoration: none">取消已核实</a></p>'
    )


def _when(text: str) -> str:
    """When an explanation was given; a data file may hold any text."""
    try:
        return moments.words(datetime.fromisoformat(text), datetime.now().astimezone())
    except ValueError:
        return text
