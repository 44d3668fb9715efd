"""The help beside the page: what the cell or section in focus counts, its articles, its history."""

from datetime import datetime
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gkdesk.core.form import Cell, Section
from gkdesk.core.progress import REVIEW
from gkdesk.files.history import PastText
from gkdesk.ui import look, moments, paper
from gkdesk.ui.last_year import past_text
from gkdesk.ui.session import Session

_SHOWN = 12
_GENERAL = "把光标放到某一格，这里说明它计入什么、依据哪一条。"
_REVIEW = (
    "这里列出全部核对结果：错误是县里会退回的，提醒是请再看一眼的。点一条就到那一格。",
    "有错误、没填完也可以导出，只问一次，文件名后面会加“（草稿）”，正文不变。",
    "导出后还可以继续修改、再次导出；每次导出都记在这里。",
)


class HelpPanel(QFrame):
    """Shows the help for one address of a session."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._address = ""
        self.setProperty("role", "side")
        self._text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setMargin(2 * look.STEP)
        self._text.setAccessibleName("帮助")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(paper.scrolled(self._text))
        session.answers_changed.connect(self.refresh)
        self.show_help("")

    @property
    def text(self) -> str:
        """The help as it stands, with its marks."""
        return self._text.text()

    def show_help(self, address: str) -> None:
        """Show the help for another address; a step's id does as well."""
        self._address = address
        self.refresh()

    def refresh(self) -> None:
        """Show the help anew, for its history may have grown."""
        form = self._session.form
        cell = form.cells.get(self._address)
        if cell is not None:
            self._text.setText(_cell(cell) + self._past() + self._history())
        elif self._address in {section.id for section in (form.preface, *form.sections)}:
            self._text.setText(_section(form.section(self._address)))
        elif self._address == REVIEW:
            self._text.setText("".join(map(_paragraph, _REVIEW)))
        else:
            self._text.setText(self._field())

    def _field(self) -> str:
        """Help for a field of the first step."""
        basics = self._session.form.basics
        help_text = basics.get(self._address) or basics.get(self._address.split(".")[0])
        if not help_text:
            return _paragraph(_GENERAL)
        # Organ and year are the same by what makes a report last year's.
        past = "" if self._address in ("organ", "year") else self._past()
        heading = _heading(self._session.name_of(self._address))
        return heading + _paragraph(help_text) + past + self._history()

    def _past(self) -> str:
        """What stood at the address in focus a year ago."""
        past = past_text(self._session, self._address)
        return _paragraph(f"<b>上年：{escape(past)}</b>", raw=True) if past else ""

    def _history(self) -> str:
        """The last changes of the address in focus."""
        past = self._session.history(self._address)
        if not past:
            return ""
        now = datetime.now().astimezone()
        return _paragraph(
            "<b>本格历史</b><br>" + "<br>".join(_change(one, now) for one in past), raw=True
        )


def _cell(cell: Cell) -> str:
    parts = [
        _heading(f"{cell.row.label} · {cell.column.label}"),
        _paragraph(cell.row.help),
        _paragraph(cell.column.help),
        _articles(cell.row.articles or cell.section.articles),
    ]
    return "".join(parts)


def _section(section: Section) -> str:
    parts = [_heading(section.label or section.name), _paragraph(section.help)]
    for part in section.parts:
        parts.append(_paragraph(f"<b>{escape(part.label)}</b><br>{escape(part.help)}", raw=True))
    return "".join([*parts, _articles(section.articles)])


def _heading(text: str) -> str:
    return f'<p style="font-weight: bold; margin: 0 0 8px 0">{escape(text)}</p>'


def _articles(text: str) -> str:
    return f'<p style="color: {look.TEXT_QUIET}">依据：{escape(text)}</p>' if text else ""


def _paragraph(text: str, *, raw: bool = False) -> str:
    return f'<p style="margin: 0 0 8px 0">{text if raw else escape(text)}</p>' if text else ""


def _change(past: PastText, now: datetime) -> str:
    """One change: 「0 → 1（今天 09:30）」."""
    old, new = (escape(_short(text)) for text in (past.old, past.new))
    return f"{old} → {new}（{moments.words(past.at.astimezone(), now)}）"


def _short(text: str | None) -> str:
    if not text:
        return "空"
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
