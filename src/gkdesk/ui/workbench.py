"""One open report: the steps on the left, the page in the middle, help and findings around it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gkdesk.core.checks.finding import Finding, Mend, Outcome
from gkdesk.core.progress import BASICS, REVIEW, step_of, steps
from gkdesk.core.report import Report, addresses
from gkdesk.errors import UserError
from gkdesk.files.lookback import Then
from gkdesk.ui import data_file, dialogs, look, mend_flow
from gkdesk.ui.findings_panel import FindingsPanel
from gkdesk.ui.help_panel import HelpPanel
from gkdesk.ui.history_page import HistoryPage
from gkdesk.ui.pages import Page, make_page
from gkdesk.ui.review_page import ReviewPage
from gkdesk.ui.save_state import FailureBar
from gkdesk.ui.session import Session
from gkdesk.ui.side_pane import SidePane
from gkdesk.ui.step_bar import StepBar

# Below this width in logical pixels, at the usual text size, the help folds to a strip.
NARROW = 1100
_HELP_WIDTH = 248
_STRIP_WIDTH = 32
_NOT_ON_DISK = "前面的内容还没有写到磁盘上，写好以后才能看留痕。"


class Workbench(QWidget):
    """Shows a session's report step by step, in whatever order the clerk likes."""

    left = Signal()
    """The clerk wants to go back to the list of all reports."""

    def __init__(self, session: Session, points: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._points = points
        self._step = ""
        self._focus = ""
        self._history: HistoryPage | None = None
        self._changed: frozenset[str] = frozenset()
        self._made: dict[str, Page] = {}
        self._narrow = False
        self.is_left = False
        self._side = SidePane(session)
        self._steps = self._side.steps
        self._stack = QStackedWidget()
        self._failure = FailureBar(session)
        self._failure.file_wanted.connect(self.save_as_data_file)
        self._findings = FindingsPanel(session)
        self._help = HelpPanel(session)
        self._help_strip = look.button("帮\n助", "flat")
        self._help_strip.setToolTip("打开、收起帮助（F1）")
        self._help_strip.clicked.connect(self.toggle_help)
        self._bar = StepBar(session)
        # All but the history, which takes its place; hidden, its keys do nothing.
        self._desk = QWidget()
        self._lay_out()
        self._add_shortcuts()
        self._listen_to_side()
        self._listen_to_bar()
        self._listen_to_findings()
        session.answers_changed.connect(self._note_changed)
        session.outcome_changed.connect(self.show_outcome)
        session.acted.connect(lambda label: self._bar.say(f"已完成：{label}"))
        session.refused.connect(lambda sentence: dialogs.tell(self, sentence))
        self.show_outcome(session.outcome)
        self.show_step(BASICS)

    @property
    def step(self) -> str:
        """The id of the step that is shown."""
        return self._step

    @property
    def report(self) -> Report:
        """The report that is open."""
        return self._session.report

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._made[self._step]

    def show_step(self, step: str) -> None:
        """Turn to a step; what was being typed is handed over first."""
        if step == self._step:
            return
        # Asked first: Qt moves the keyboard on when the old page is hidden.
        browsing = self._steps.hasFocus()
        self.commit()
        if step not in self._made:
            self._make(step)
        self._step = self._focus = step
        # Before the page comes to the front and asks for the help of its cell.
        self._help.show_help(step)
        self._stack.setCurrentWidget(self.page)
        self._steps.show_step(step)
        self._findings.setVisible(step != REVIEW)
        self._bar.show_step(step)
        (self._steps if browsing else self.page).setFocus()

    def go_to(self, address: str, span: tuple[int, int] | None = None) -> None:
        """Turn to the step of an address and give its place the keyboard."""
        self._steps.clearFocus()
        self.show_step(step_of(self._session.form, address))
        self.page.go_to(address, span)

    def forward(self) -> None:
        """Turn to the next step."""
        self._turn(1)

    def back(self) -> None:
        """Turn to the step before."""
        self._turn(-1)

    def commit(self) -> None:
        """Hand over what is being typed, and put it on disk."""
        if self._step:
            self.page.commit()
        self._session.flush()

    def undo(self) -> None:
        """Take the last action back, say which it was, and go where it was."""
        self._walk(self._session.undo, "撤销")

    def redo(self) -> None:
        """Do the last undone action again, say which it was, and go where it was."""
        self._walk(self._session.redo, "重做")

    def show_history(self, then: Then | None = None) -> None:
        """Show what was changed before, beginning with what is in focus, or what an export held."""
        if self._history is not None:
            return
        if not self.put_on_disk():
            dialogs.tell(self, _NOT_ON_DISK)
            return
        self._history = HistoryPage(self._session, self._points, self._focus, then)
        self._history.left.connect(self.close_history)
        self._history.brought_back.connect(self.show_brought_back)
        self._desk.hide()
        self._whole.addWidget(self._history)
        self._history.show()
        self._history.begin()

    def close_history(self) -> None:
        """Go back to the page."""
        gone, self._history = self._history, None
        if gone is not None:
            gone.hide()
            gone.end()
            gone.deleteLater()
            self._desk.show()
            self.page.setFocus()

    def show_brought_back(self, address: str, label: str) -> None:
        """Go to what was brought back, and say that undo takes that back."""
        self.close_history()
        self.go_to(address)
        self._bar.say(f"已{label}，可以按 Ctrl+Z 撤销")

    def leave(self) -> bool:
        """Put everything on disk before this report is left; False if the clerk stays."""
        if not self.put_on_disk() and not dialogs.ask_leave_unsaved(self):
            return False
        self._session.end()
        self.is_left = True
        return True

    def put_on_disk(self) -> bool:
        """Hand over what is being typed, and store all of it; False if something cannot be."""
        self.commit()
        if self._session.unsaved:
            self._session.retry()
        return not self._session.unsaved

    def rescue(self) -> Path:
        """Put what cannot be stored into a data file unasked: the machine shuts down."""
        return data_file.rescue(self.report)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show the findings, and whose report this is, as they stand now."""
        at_work = self._findings.has_keyboard
        self._findings.show_outcome(outcome)
        if at_work and not self._findings.findings:
            self.page.setFocus()
        self._side.show_report(self.report)

    def mend(self, finding: Finding, chosen: Mend) -> None:
        """Mend a finding, and stay where the clerk is."""
        self.commit()
        mend_flow.mend(self, self._session, finding, chosen)

    def mend_all(self) -> None:
        """Bring all figures in the text up to date with the tables."""
        self.commit()
        mend_flow.mend_all(self._session)

    def explain(self, finding: Finding) -> None:
        """Have a finding explained."""
        self.commit()
        mend_flow.explain(self, self._session, finding)

    def save_as_data_file(self) -> None:
        """Put the report into a data file while the store cannot be written."""
        self.page.commit()
        data_file.save(self, self._session)

    def toggle_help(self) -> None:
        """Open or close the help."""
        self._help.setVisible(self._help.isHidden())
        self._place_help()

    def set_text_size(self, points: int) -> None:
        """Let everything that measures text measure anew."""
        self._points = points
        for page in self._made.values():
            page.set_text_size(points)
        if self._history is not None:
            self._history.set_text_size(points)
        self._fit()

    def _walk(self, step: Callable[[], str | None], verb: str) -> None:
        """Take one step through the history; what is being typed is a step of its own."""
        self.commit()
        try:
            label = step()
        except UserError as error:
            dialogs.tell(self, str(error))
            return
        if label is None:
            self._bar.say(f"没有可{verb}的了")
            return
        place = next((one for one in addresses(self._session.form) if one in self._changed), None)
        if place is not None:
            self.go_to(place)
        self._bar.say(f"已{verb}：{label}")

    def _note_focus(self, address: str) -> None:
        self._focus = address

    def _note_changed(self, changed: frozenset[str]) -> None:
        self._changed = changed

    def _turn(self, by: int) -> None:
        order = steps(self._session.form)
        place = order.index(self._step) + by
        if 0 <= place < len(order):
            self._steps.clearFocus()
            self.show_step(order[place])

    def _make(self, step: str) -> None:
        page = make_page(self._session, step)
        page.focus_changed.connect(self._help.show_help)
        page.focus_changed.connect(self._findings.show_place)
        page.focus_changed.connect(self._note_focus)
        if isinstance(page, ReviewPage):
            page.activated.connect(self.go_to)
            page.history_wanted.connect(self.show_history)
        page.set_text_size(self._points)
        self._made[step] = page
        self._stack.addWidget(page)

    def _add_shortcuts(self) -> None:
        for keys, slot in (
            (QKeySequence.StandardKey.Undo, self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Shift+Z", self.redo),
            ("Ctrl+PgUp", self.back),
            ("Alt+Left", self.back),
            ("Ctrl+PgDown", self.forward),
            ("Alt+Right", self.forward),
            ("Ctrl+H", self.show_history),
            ("F1", self.toggle_help),
            ("F8", self._findings.take_keyboard),
        ):
            QShortcut(QKeySequence(keys), self._desk, slot)

    def _listen_to_side(self) -> None:
        self._side.left.connect(self.left)
        self._side.keys_wanted.connect(lambda: dialogs.show_shortcuts(self))
        self._steps.chosen.connect(self.show_step)
        self._steps.entered.connect(lambda: self.page.setFocus())

    def _listen_to_bar(self) -> None:
        self._bar.back_wanted.connect(self.back)
        self._bar.next_wanted.connect(self.forward)
        self._bar.undo_wanted.connect(self.undo)
        self._bar.redo_wanted.connect(self.redo)
        self._bar.history_wanted.connect(self.show_history)

    def _listen_to_findings(self) -> None:
        self._findings.activated.connect(self.go_to)
        self._findings.mend_wanted.connect(self.mend)
        self._findings.all_wanted.connect(self.mend_all)
        self._findings.explain_wanted.connect(self.explain)
        self._findings.left.connect(lambda: self.page.setFocus())

    def _lay_out(self) -> None:
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(self._desk)
        self._outer = QHBoxLayout(self._desk)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(self._side)
        self._outer.addWidget(look.line(vertical=True))
        self._outer.addLayout(self._lay_out_middle(), 1)
        self._outer.addWidget(look.line(vertical=True))
        self._outer.addWidget(self._help_strip, 0, Qt.AlignmentFlag.AlignTop)
        self._outer.addWidget(self._help)
        self._help_strip.hide()

    def _lay_out_middle(self) -> QVBoxLayout:
        """The page under the red bar, and below it the neighbours and the findings."""
        middle = QVBoxLayout()
        middle.setSpacing(0)
        line = look.line(vertical=False)
        for part in (self._failure, self._stack, self._bar, line, self._findings):
            middle.addWidget(part, 1 if part is self._stack else 0)
        return middle

    def _fit(self) -> None:
        """Fold help and findings where the window is narrow for its text, and unfold them again."""
        narrow = self.width() < NARROW * self._points / look.POINTS
        self._side.fit(dense=narrow)
        if narrow != self._narrow:
            self._narrow = narrow
            self._findings.fold(narrow)
            self._help_strip.setVisible(narrow)
            self._help.setVisible(not narrow)
            self._help.setProperty("role", "overlay" if narrow else "side")
            self._help.style().polish(self._help)
        self._place_help()

    def _place_help(self) -> None:
        """Put the help beside the page, or over it where there is no room beside."""
        width, strip = (size * self._points // look.POINTS for size in (_HELP_WIDTH, _STRIP_WIDTH))
        self._help.setFixedWidth(width)
        self._help_strip.setFixedWidth(strip)
        if not self._narrow:
            self._outer.addWidget(self._help)
            return
        self._outer.removeWidget(self._help)
        # No lower than the page: the saved time and the way on stay in sight.
        right, bottom = self.width() - strip - 1, self._stack.geometry().bottom()
        self._help.setGeometry(QRect(right - width, 0, width, bottom))
        self._help.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the parts to the new width."""
        super().resizeEvent(event)
        self._fit()
