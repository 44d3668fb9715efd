"""The papers that went out of a report: when, where to, and what was changed since the last."""

from datetime import datetime
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from gkdesk.core.change import Change
from gkdesk.errors import UserError
from gkdesk.files.lookback import Then
from gkdesk.ui import look, moments
from gkdesk.ui.session import Session

_SHOWN = 5
_NAMED = 8


class PastExports(QLabel):
    """Lists the last exports of a session; each leads to what it held."""

    chosen = Signal(object)
    """The clerk wants to look at what this export held, a Then."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self._session = session
        self._exports: list[Then] = []
        by_hand = Qt.TextInteractionFlag
        self.setTextInteractionFlags(
            by_hand.LinksAccessibleByMouse | by_hand.LinksAccessibleByKeyboard
        )
        self.setAccessibleName("导出记录")
        self.linkActivated.connect(self.choose)

    def refresh(self) -> None:
        """Show all anew; while the store is out of reach what was known of it stays."""
        if not self._session.unsaved:
            self.setText(self._words())
        self.setVisible(bool(self.text()))

    def choose(self, link: str) -> None:
        """Ask to look at an export."""
        self.chosen.emit(self._exports[int(link)])

    def _words(self) -> str:
        back = self._session.lookback
        try:
            self._exports = back.exports()[:_SHOWN]
        except UserError:
            return self.text()
        if not self._exports:
            return ""
        try:
            head = self._changed(back.since_export() or ())
        except UserError as error:
            head = escape(str(error))
        now = datetime.now().astimezone()
        lines = [_line(place, one, now) for place, one in enumerate(self._exports)]
        return f'<div style="color: {look.TEXT_QUIET}">{"<br>".join([head, *lines])}</div>'

    def _changed(self, changes: tuple[Change, ...]) -> str:
        """How many cells and fields changed since the last export, and which."""
        if not changes:
            return "上次导出后没有改动"
        names = [escape(self._session.name_of(one.address)) for one in changes[:_NAMED]]
        more = "等" if len(changes) > _NAMED else ""
        return f"上次导出后{_link(0, f'改动 {len(changes)} 格')}：{'、'.join(names)}{more}"


def _line(place: int, one: Then, now: datetime) -> str:
    when = moments.words(one.at.astimezone(), now)
    path = one.export.path if one.export else ""
    return f"{_link(place, when)}　{escape(path)}"


def _link(place: int, words: str) -> str:
    return f'<a href="{place}" style="color: {look.ACCENT}">{words}</a>'
