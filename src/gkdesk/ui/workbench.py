"""One open report: the steps on the left, the page in the middle, help and findings around it."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gkdesk.core.checks.finding import Finding, Mend, Outcome
from gkdesk.core.progress import BASICS, REVIEW, step_of, steps
from gkdesk.core.report import Report, addresses
from gkdesk.errors import UserError
from gkdesk.ui import data_file, dialogs, look, mend_flow, paper
from gkdesk.ui.findings_panel import FindingsPanel
from gkdesk.ui.help_panel import HelpPanel
from gkdesk.ui.pages import Page, make_page
from gkdesk.ui.review_page import ReviewPage
from gkdesk.ui.save_state import FailureBar, SavedLabel
from gkdesk.ui.session import Session
from gkdesk.ui.step_list import StepList, step_title

# Below this width in logical pixels, at the usual text size, the help folds to a strip.
NARROW = 1100
_HELP_WIDTH = 248
_STRIP_WIDTH = 32


class Workbench(QWidget):
    """Shows a session's report step by step, in whatever order the clerk likes."""

    left = Signal()
    """The clerk wants to go back to the list of all reports."""

    def __init__(self, session: Session, points: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._points = points
        self._step = ""
        self._changed: frozenset[str] = frozenset()
        self._made: dict[str, Page] = {}
        self._narrow = False
        self._steps = StepList(session)
        self._steps.chosen.connect(self.show_step)
        self._steps.entered.connect(lambda: self.page.setFocus())
        self._heading = look.label("", "strong", wrap=True)
        self._year = look.label("", "quiet")
        self._stack = QStackedWidget()
        self._failure = FailureBar(session)
        self._failure.file_wanted.connect(self.save_as_data_file)
        self._findings = FindingsPanel(session)
        self._help = HelpPanel(session)
        self._help_strip = look.button("帮\n助", "flat")
        self._help_strip.setToolTip("打开、收起帮助（F1）")
        self._help_strip.clicked.connect(self.toggle_help)
        self._back = look.button("")
        self._back.clicked.connect(self.back)
        self._next = look.button("", "primary")
        self._next.clicked.connect(self.forward)
        self._undo = look.button("撤销", "flat")
        self._undo.clicked.connect(self.undo)
        self._redo = look.button("重做", "flat")
        self._redo.clicked.connect(self.redo)
        self._told = look.label("", "quiet")
        self._bar = QFrame()
        self._lay_out()
        self._add_shortcuts()
        self._listen_to_findings()
        session.answers_changed.connect(self._note_changed)
        session.outcome_changed.connect(self.show_outcome)
        session.acted.connect(lambda label: self._say(f"已完成：{label}"))
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
        self._step = step
        # Before the page comes to the front and asks for the help of its cell.
        self._help.show_help(step)
        self._stack.setCurrentWidget(self.page)
        self._steps.show_step(step)
        self._findings.setVisible(step != REVIEW)
        self._say("")
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

    def leave(self) -> bool:
        """Put everything on disk before this report is left; False if the clerk stays."""
        self.commit()
        if self._session.unsaved:
            self._session.retry()
        if self._session.unsaved and not dialogs.ask_leave_unsaved(self):
            return False
        self._session.end()
        return True

    def show_outcome(self, outcome: Outcome) -> None:
        """Show the findings, and whose report this is, as they stand now."""
        at_work = self._findings.has_keyboard
        self._findings.show_outcome(outcome)
        if at_work and not self._findings.findings:
            self.page.setFocus()
        report = self._session.report
        self._heading.setText(report.organ)
        self._year.setText(f"{report.year} 年度")

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
            self._say(f"没有可{verb}的了")
            return
        place = next((one for one in addresses(self._session.form) if one in self._changed), None)
        if place is not None:
            self.go_to(place)
        self._say(f"已{verb}：{label}")

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
        if isinstance(page, ReviewPage):
            page.activated.connect(self.go_to)
        page.set_text_size(self._points)
        self._made[step] = page
        self._stack.addWidget(page)

    def _say(self, sentence: str) -> None:
        """Say what was done; the buttons beside it give way."""
        self._told.setText(sentence)
        self._told.setToolTip(sentence)
        self._name_neighbours()

    def _name_neighbours(self) -> None:
        """Put the names of the neighbours into the two buttons, as far as there is room."""
        order = steps(self._session.form)
        place = order.index(self._step)
        neighbours = ((self._back, "上一步", place - 1), (self._next, "下一步", place + 1))
        for button, word, other in neighbours:
            button.setVisible(0 <= other < len(order))
            if 0 <= other < len(order):
                title = step_title(self._session.form, order[other])
                button.setText(f"{word}：{title}")
                button.setToolTip(title)
        # The sentence takes what is left, so that Qt's hint does not count it.
        wanted = self._bar.sizeHint().width() + self._told.sizeHint().width()
        if wanted > self._bar.width() > 0:
            for button, word, _ in neighbours:
                button.setText(word)

    def _add_shortcuts(self) -> None:
        for keys, slot in (
            (QKeySequence.StandardKey.Undo, self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Shift+Z", self.redo),
            ("Ctrl+PgUp", self.back),
            ("Alt+Left", self.back),
            ("Ctrl+PgDown", self.forward),
            ("Alt+Right", self.forward),
            ("F1", self.toggle_help),
            ("F8", self._findings.take_keyboard),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _listen_to_findings(self) -> None:
        self._findings.activated.connect(self.go_to)
        self._findings.mend_wanted.connect(self.mend)
        self._findings.all_wanted.connect(self.mend_all)
        self._findings.explain_wanted.connect(self.explain)
        self._findings.left.connect(lambda: self.page.setFocus())

    def _lay_out(self) -> None:
        self._outer = QHBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._side = self._lay_out_side()
        self._outer.addWidget(self._side)
        self._outer.addWidget(_line(vertical=True))
        self._outer.addLayout(self._lay_out_middle(), 1)
        self._outer.addWidget(_line(vertical=True))
        self._outer.addWidget(self._help_strip, 0, Qt.AlignmentFlag.AlignTop)
        self._outer.addWidget(self._help)
        self._help_strip.hide()

    def _lay_out_side(self) -> QFrame:
        """Whose report this is, its steps, and the way back to the others."""
        side = QFrame()
        side.setProperty("role", "side")
        everything = look.button("← 全部报告", "flat")
        everything.clicked.connect(self.left)
        keys = look.button("快捷键", "flat")
        keys.clicked.connect(lambda: dialogs.show_shortcuts(self))
        foot = QHBoxLayout()
        foot.addWidget(everything)
        foot.addStretch()
        foot.addWidget(keys)
        self._year.setContentsMargins(look.STEP, 0, look.STEP, look.STEP)
        self._heading.setContentsMargins(look.STEP, look.STEP, look.STEP, 0)
        rows = QVBoxLayout(side)
        rows.setContentsMargins(look.STEP // 2, look.STEP // 2, look.STEP // 2, look.STEP // 2)
        rows.setSpacing(0)
        rows.addWidget(self._heading)
        rows.addWidget(self._year)
        rows.addWidget(self._steps, 1)
        rows.addLayout(foot)
        return side

    def _lay_out_middle(self) -> QVBoxLayout:
        """The page under the red bar, and below it the neighbours and the findings."""
        bar = self._bar
        paper.make_white(bar)
        bar.setMinimumWidth(1)  # so that it can be too narrow, and its buttons say less
        self._told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout(bar)
        line.setContentsMargins(3 * look.STEP, look.STEP, 3 * look.STEP, look.STEP)
        line.setSpacing(look.STEP)
        for widget in (self._back, self._undo, self._redo):
            line.addWidget(widget)
        line.addWidget(self._told, 1)
        line.addWidget(SavedLabel(self._session))
        line.addWidget(self._next)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        for part in (self._failure, self._stack, bar, _line(vertical=False), self._findings):
            middle.addWidget(part, 1 if part is self._stack else 0)
        return middle

    def _fit(self) -> None:
        """Fold help and findings where the window is narrow for its text, and unfold them again."""
        narrow = self.width() < NARROW * self._points / look.POINTS
        self._steps.set_dense(narrow)
        self._side.setFixedWidth(self._steps.sizeHint().width() + look.STEP)
        if narrow != self._narrow:
            self._narrow = narrow
            self._findings.fold(narrow)
            self._help_strip.setVisible(narrow)
            self._help.setVisible(not narrow)
            self._help.setProperty("role", "overlay" if narrow else "side")
            self._help.style().polish(self._help)
        self._place_help()
        if self._step:
            self._name_neighbours()

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


def _line(*, vertical: bool) -> QFrame:
    """A thin line between two parts of the window."""
    line = QFrame()
    line.setProperty("role", "line")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
