"""留痕: what was changed when, the report as it was at any moment, and that moment brought back."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSplitter, QTabBar, QVBoxLayout, QWidget

from gkdesk.core.change import Change
from gkdesk.core.progress import REVIEW, on_step, step_of, steps
from gkdesk.errors import UserError
from gkdesk.files.lookback import Then
from gkdesk.ui import dialogs, look, moments, paper
from gkdesk.ui.history_list import MomentList, amount
from gkdesk.ui.history_view import HistoryView
from gkdesk.ui.history_words import changes_in_words, name
from gkdesk.ui.session import Session
from gkdesk.ui.step_list import step_title

_LIST_WIDTH = 264
_CELL, _SECTION, _ALL = "本格", "本节", "全部"
_NOTHING = {_CELL: "这一格没有改动过。", _SECTION: "这一节没有改动过。", _ALL: "还没有改动。"}


class HistoryPage(QWidget):
    """Shows the history of a session's report; looking at it changes nothing."""

    left = Signal()
    """The clerk wants to go back to the report."""
    brought_back = Signal(str, str)
    """Earlier texts are back: an address of what changed by that, and the action's label."""

    def __init__(
        self, session: Session, points: int, focus: str, wanted: Then | None = None
    ) -> None:
        """The history, first of the address or step in focus, or at an export that is wanted."""
        super().__init__()
        self._session = session
        self._focus = focus
        self._wanted = wanted
        self._back = session.lookback
        self._since: tuple[Change, ...] = ()
        self._steps = [one for one in steps(session.form) if one != REVIEW]
        self._scopes = self._scopes_of(focus, wanted)
        self._filter = QTabBar()
        self._named = look.label("", "quiet")
        self._list = MomentList()
        self._heading = look.label("", "heading")
        self._words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self._tabs = QTabBar()
        self._view = HistoryView(session.form, points, self)
        self._compared = look.label("", "quiet", wrap=True)
        self._part = look.button("")
        self._whole = look.button("恢复到这一刻…", "primary")
        self._lay_out()
        self._connect()
        self.set_text_size(points)
        step = step_of(session.form, focus)
        self._tabs.setCurrentIndex(self._steps.index(step) if step in self._steps else 0)
        self.show_scope()

    @property
    def scope(self) -> str:
        """Which moments are listed."""
        return list(self._scopes)[self._filter.currentIndex()]

    @property
    def step(self) -> str:
        """The step that is shown as it was."""
        return self._steps[self._tabs.currentIndex()]

    def show_scope(self) -> None:
        """List the moments that the clerk asks for."""
        scope = self._scopes[self.scope]
        names = {_CELL: name(self._session.form, self._focus), _ALL: "整份报告"}
        self._named.setText(names.get(self.scope) or step_title(self._session.form, self._origin))
        self._list.show_moments(self._back.moments(scope), self._wanted)
        self._wanted = None

    def show_moment(self, then: Then) -> None:
        """Show what a moment changed, and the report as it was."""
        now = datetime.now().astimezone()
        self._heading.setText(
            "　".join(
                filter(None, [moments.lasting(then.at.astimezone(), now), then.label, amount(then)])
            )
        )
        self._heading.setToolTip(look.tip(then.label))
        try:
            changes = self._back.changes(then)
            texts = self._back.texts(then)
            self._since = self._back.since(then)
        except UserError as error:
            self.show_failure(str(error))
            return
        self._words.setText(self._said(then, changes))
        self._fit_words()
        self._view.show_texts(texts, self._since)
        self._view.show()
        self._turn_to(changes)

    def show_failure(self, sentence: str) -> None:
        """Say why there is nothing to be seen; what cannot be read cannot be brought back."""
        self._since = ()
        self._words.setText("")
        self._view.hide()
        self._show_buttons()
        self._compared.setText(sentence)

    def show_step(self) -> None:
        """Show the step of the chosen tab as it was."""
        self._view.show_step(self.step)
        self._show_buttons()

    def bring_all_back(self) -> None:
        """Ask, and make the whole report what it was."""
        then = self._list.current
        if then is not None and self._since:
            when = moments.lasting(then.at.astimezone(), datetime.now().astimezone())
            if dialogs.ask_bring_back(self, when, len(self._since)):
                self._bring_back(self._since, f"恢复到 {when}")

    def bring_part_back(self) -> None:
        """Make the cell or the section what it was, and leave the rest as it is."""
        then, part = self._list.current, self._part_since()
        if then is not None and part:
            when = moments.lasting(then.at.astimezone(), datetime.now().astimezone())
            what = (
                name(self._session.form, self._focus)
                if self.scope == _CELL
                else step_title(self._session.form, self.step)
            )
            self._bring_back(part, f"恢复到 {when}（{what}）")

    def set_text_size(self, points: int) -> None:
        """Set everything anew that measures text."""
        self._list.setFont(look.base_font(points))
        self._view.set_text_size(points)
        self._points = points
        self._fit()

    def begin(self) -> None:
        """Take the keyboard."""
        self._list.setFocus()

    def end(self) -> None:
        """Let go of what was looked at."""
        self._view.end()

    @property
    def _origin(self) -> str:
        """The step that the clerk came from."""
        return step_of(self._session.form, self._focus)

    def _scopes_of(self, focus: str, wanted: Then | None) -> dict[str, tuple[str, ...] | None]:
        """The moments that can be listed by their names: the narrowest first, if it has a focus."""
        form = self._session.form
        step = step_of(form, focus)
        scopes: dict[str, tuple[str, ...] | None] = {}
        here = on_step(form, step) if step != REVIEW and wanted is None else ()
        if focus in here and len(here) > 1:
            scopes[_CELL] = (focus,)
        if here:
            scopes[_SECTION] = here
        return {**scopes, _ALL: None}

    def _said(self, then: Then, changes: Sequence[Change]) -> str:
        """What a step changed; of an export, and of the beginning, what is another now."""
        if changes:
            return changes_in_words(self._session.form, changes)
        if not then.export:
            return _NOTHING[self.scope] if self._list.lines.rowCount() == 2 else ""
        if not self._since:
            return "此后没有改动。"
        return "<p>此后的改动：</p>" + changes_in_words(self._session.form, self._since)

    def _turn_to(self, changes: Sequence[Change]) -> None:
        """Show what was changed, unless that is in sight already."""
        inside = self._scopes[self.scope]
        touched = [one for one in changes if inside is None or one.address in inside]
        where = [step_of(self._session.form, one.address) for one in touched]
        if where and self.step not in where:
            self._tabs.setCurrentIndex(self._steps.index(where[0]))
        self.show_step()
        here = [one for one, step in zip(touched, where, strict=True) if step == self.step]
        if here:
            self._view.go_to(here[0])

    def _part_since(self) -> tuple[Change, ...]:
        """What became another text in the cell or section that can be brought back alone."""
        inside = (
            {self._focus} if self.scope == _CELL else set(on_step(self._session.form, self.step))
        )
        return tuple(one for one in self._since if one.address in inside)

    def _show_buttons(self) -> None:
        count = len(self._since)
        self._compared.setText(f"与现在相比有 {count} 处不同（加底色）" if count else "与现在相同")
        self._part.setText("只恢复这一格" if self.scope == _CELL else "只恢复这一节")
        self._part.setEnabled(bool(self._part_since()))
        self._whole.setEnabled(bool(count))

    def _bring_back(self, since: Sequence[Change], label: str) -> None:
        changes = [Change(one.address, one.new, one.old) for one in since]
        try:
            self._session.bring_back(changes, label)
        except UserError as error:
            dialogs.tell(self, str(error))
        else:
            self.brought_back.emit(changes[0].address, label)

    def _connect(self) -> None:
        self._filter.currentChanged.connect(self.show_scope)
        self._list.chosen.connect(self.show_moment)
        self._list.entered.connect(self.bring_all_back)
        self._list.lines.failed.connect(self.show_failure)
        self._tabs.currentChanged.connect(self.show_step)
        self._part.clicked.connect(self.bring_part_back)
        self._whole.clicked.connect(self.bring_all_back)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.left.emit)

    def _lay_out(self) -> None:
        for scope in self._scopes:
            self._filter.addTab(scope)
        for step in self._steps:
            self._tabs.addTab(step_title(self._session.form, step))
        for tabs, said in ((self._filter, "列出哪些改动"), (self._tabs, "报告的各部分")):
            tabs.setDrawBase(False)
            tabs.setExpanding(False)
            tabs.setAccessibleName(said)
        leave = look.button("← 返回", "flat")
        leave.clicked.connect(self.left)
        top = QHBoxLayout()
        top.setContentsMargins(look.STEP // 2, look.STEP // 2, look.STEP, look.STEP // 2)
        top.setSpacing(look.STEP)
        for widget in (leave, look.label("留痕", "heading"), self._filter):
            top.addWidget(widget)
        top.addWidget(self._named, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(top)
        rows.addWidget(self._lay_out_sides(), 1)
        order = (leave, self._filter, self._list, self._tabs, self._view, self._part, self._whole)
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _lay_out_sides(self) -> QSplitter:
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        self._sides.setChildrenCollapsible(False)
        self._sides.setHandleWidth(1)
        self._sides.addWidget(self._list)
        self._sides.addWidget(self._lay_out_right())
        self._sides.setStretchFactor(1, 1)
        return self._sides

    def _lay_out_right(self) -> QFrame:
        """What a moment changed, above the report as it was, above the ways to bring it back."""
        side = QFrame()
        paper.make_white(side)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setAccessibleName("这一步的改动")
        self._said_area = paper.scrolled(self._words)
        bar = QHBoxLayout()
        bar.setSpacing(look.STEP)
        bar.addWidget(self._compared, 1)
        bar.addWidget(self._part)
        bar.addWidget(self._whole)
        rows = QVBoxLayout(side)
        rows.setContentsMargins(2 * look.STEP, look.STEP, 2 * look.STEP, look.STEP)
        rows.setSpacing(look.STEP)
        for widget in (self._heading, self._said_area, self._tabs):
            rows.addWidget(widget)
        rows.addWidget(self._view, 1)
        rows.addLayout(bar)
        return side

    def _fit(self) -> None:
        """Give the list its width, and the rest to the report."""
        width = _LIST_WIDTH * self._points // look.POINTS
        self._sides.setSizes([width, max(self.width() - width, 1)])
        self._fit_words()

    def _fit_words(self) -> None:
        """Give the changes as much room as they need, up to a quarter of the window."""
        wanted = self._words.heightForWidth(self._said_area.viewport().width())
        self._said_area.setFixedHeight(max(min(wanted, self.height() // 4), 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the parts to the new size."""
        super().resizeEvent(event)
        self._fit()
