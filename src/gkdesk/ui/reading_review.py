"""One report that was read: its source, what was read and may be corrected, and the remarks."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from gkdesk.core.progress import BASICS, REVIEW, step_of, steps
from gkdesk.core.report import Remark, Report, addresses
from gkdesk.files.imports import set_aside
from gkdesk.files.open_remarks import OpenRemarks, ToCheck, first_place, under
from gkdesk.files.reading import Reading
from gkdesk.ui import look, paper
from gkdesk.ui.prose_editor import ProseEditor
from gkdesk.ui.remark_list import RemarkList
from gkdesk.ui.review_parts import Part, go_to, make_part, wrong_figures
from gkdesk.ui.session import Session
from gkdesk.ui.source_view import SourceView
from gkdesk.ui.step_list import step_title
from gkdesk.ui.table_view import TableView

_RESULT_WIDTH = 600  # logical pixels in which all columns of table three are seen
_TITLE = ("organ", "year")
_LINES, _LINES_LOW, _LOW = 4, 2, 640  # lines of remarks, and those in a window lower than that
_NO_DOCUMENT = "这是数据文件，没有原文可以对照。它读入的内容如下，可以直接改："


class ReadingReview(QWidget):
    """Shows a Reading side by side with its source; corrections stay in memory until agreed to."""

    left = Signal()
    """The clerk wants to go back, and nothing to be stored."""
    keep_wanted = Signal()
    """The clerk agrees: the report may be stored."""
    next_wanted = Signal()
    """The clerk agrees, and wants to begin the report of the year after."""
    counted = Signal()
    """The number of remarks to look into, or what the report says, may have changed."""

    def __init__(self, reading: Reading, name: str, points: int) -> None:
        super().__init__()
        self._reading = reading
        self._points = points
        self._store, report_id = set_aside(reading.report)
        self.session = Session(self._store, report_id, self, check=wrong_figures)
        self._first = dict(self.report.texts)
        self._remarks = OpenRemarks(reading.report)
        self._to_check: list[ToCheck] = []
        self._changed: frozenset[str] = frozenset()
        self._steps = [one for one in steps(self.session.form) if one != REVIEW]
        self._parts: dict[str, Part] = {}
        self._tabs = QTabBar()
        self._stack = QStackedWidget()
        self._source = SourceView(reading.document) if reading.document else None
        self._list = RemarkList()
        self._count = look.label("", "strong")
        self._told = look.label("", "quiet")
        self._following = look.button("下一处")
        self._keep = look.button("存入")
        self._next = look.button("", "primary")
        self._lay_out(name)
        self._connect()
        self.recount()
        self.show_step(self._steps[0])
        self.set_text_size(points)

    @property
    def report(self) -> Report:
        """The report as it stands, corrections included."""
        return self.session.report

    @property
    def from_paper(self) -> bool:
        """Whether it was read from a document, and not from a data file that holds everything."""
        return self._reading.document is not None

    @property
    def part(self) -> Part:
        """The part of the report that is shown."""
        return self._parts[self.step]

    @property
    def step(self) -> str:
        """The step that is shown."""
        return self._steps[self._tabs.currentIndex()]

    @property
    def left_to_check(self) -> list[Remark]:
        """The remarks that are not settled."""
        return [one.remark for one in self._to_check if not one.settled]

    def is_corrected(self) -> bool:
        """Whether the clerk has changed anything, so that leaving would lose it."""
        self.commit()
        return self.report.texts != self._first

    def commit(self) -> None:
        """Hand over what is being typed."""
        if self.step in self._parts:
            self.part.commit()

    def begin(self) -> None:
        """Take the keyboard where the first doubt is, else at the beginning."""
        if self.left_to_check:
            self.go_to_remark(self.left_to_check[0])
        else:
            self.part.setFocus()

    def end(self) -> None:
        """Let go of the report: what is not stored is gone."""
        self.session.end()
        self._store.close()

    def offer_next(self, year: int, *, possible: bool) -> None:
        """Name the report that can be begun from this one."""
        self._next.setText(f"存入并新建 {year} 年年报")
        self._next.setVisible(possible)
        self._keep.setProperty("role", "" if possible else "primary")
        self._keep.style().polish(self._keep)

    def show_step(self, step: str) -> None:
        """Turn to a part of the report."""
        self._tabs.setCurrentIndex(self._steps.index(step))
        self._turn()

    def go_to(self, address: str) -> None:
        """Turn to a place of the report, in the source as well, and give it the keyboard."""
        self.show_step(step_of(self.session.form, address))
        go_to(self.part, address)
        self.show_source(address)

    def go_to_remark(self, remark: Remark) -> None:
        """Turn to what a remark is about."""
        self.commit()
        self.go_to(first_place(self.report, remark))
        self._list.show_remark(remark)

    def go_on(self) -> None:
        """Turn to the next remark that is not settled, from the top again after the last."""
        self.commit()
        every = [one.remark for one in self._to_check]
        here = self._list.current
        start = every.index(here) + 1 if here in every else 0
        ahead = [one for one in every[start:] + every[:start] if one in self.left_to_check]
        if ahead:
            self.go_to_remark(ahead[0])

    def show_source(self, address: str) -> None:
        """Show where an address stands in the source, and the remark about it, if there is one."""
        place = self._reading.place(address)
        if self._source is not None and place is None and address in _TITLE:
            self._source.show_beginning()
        elif self._source is not None:
            self._source.show_place(place)
        remarks = [one.remark for one in self._to_check]
        about = [one for one in remarks if address in under(self.session.form, one.address)]
        if about and self._list.current not in about:
            self._list.show_remark(about[0])

    def recount(self) -> None:
        """Work out anew what there is to look into."""
        self._to_check = self._remarks.against(self.report)
        self._list.show_remarks(self._to_check)
        count = len(self.left_to_check)
        none = "没有疑问，请看看两边是否一致" if self.from_paper else "没有疑问"
        if self._to_check:
            none = "都核对过了"
        self._count.setText(f"还有 {count} 处要核对" if count else none)
        self._following.setVisible(bool(self._to_check))
        self._following.setEnabled(count > 0)
        self._list.setVisible(bool(self._to_check))
        self._name_tabs()
        for part in self._parts.values():
            self._mark(part)
        self.counted.emit()

    def take_tick(self, remark: Remark, ticked: bool) -> None:
        """Take the clerk's word for a remark."""
        self._remarks.tick(remark, ticked=ticked)
        self.recount()

    def ask_for(self, address: str, sentence: str) -> None:
        """Go to what must be filled in first, and say so."""
        self.go_to(address)
        self.say(sentence, "warning")

    def say(self, sentence: str, role: str = "quiet") -> None:
        """Say what was done, or what is lacking."""
        self._told.setText(sentence)
        self._told.setToolTip(look.tip(sentence))
        self._told.setProperty("role", role)
        self._told.style().polish(self._told)

    def undo(self) -> None:
        """Take the last correction back, and go where it was."""
        self._walk(self.session.undo, "撤销")

    def redo(self) -> None:
        """Do the last correction again that was taken back, and go where it was."""
        self._walk(self.session.redo, "重做")

    def set_text_size(self, points: int) -> None:
        """Set everything anew that measures text."""
        self._points = points
        for part in self._parts.values():
            part.set_text_size(points)
        if self._source is not None:
            self._source.set_text_size(points)
        self._fit()

    def _walk(self, step: Callable[[], str | None], verb: str) -> None:
        self.commit()
        label = step()
        if label is None:
            self.say(f"没有可{verb}的了")
            return
        place = next((one for one in addresses(self.session.form) if one in self._changed), None)
        if place is not None:
            self.go_to(place)
        self.say(f"已{verb}：{label}")

    def _follow(self, changed: frozenset[str]) -> None:
        self._changed = changed
        self.say("")
        self.recount()

    def _turn(self) -> None:
        """Show the part whose tab is the current one."""
        if self.step not in self._parts:
            self._make(self.step)
        self._stack.setCurrentWidget(self.part)

    def _choose(self) -> None:
        """Show a part that the clerk chose, and where it begins in the source."""
        self._turn()
        if self._source is not None and self.step != BASICS:
            first = next((one for one in self._reading.places if self._is_here(one)), "")
            self._source.show_part(self._reading.place(first))

    def _is_here(self, address: str) -> bool:
        return address.split(".")[0] == self.step

    def _make(self, step: str) -> None:
        part = make_part(self.session, step)
        part.set_text_size(self._points)
        changed = part.focused if isinstance(part, ProseEditor) else part.focus_changed
        changed.connect(self.show_source)
        if isinstance(part, TableView):
            part.said.connect(self.say)
        self._parts[step] = part
        self._stack.addWidget(part)
        self._mark(part)

    def _mark(self, part: Part) -> None:
        """Mark the cells of a table that are still to be looked at."""
        if isinstance(part, TableView):
            form = self.session.form
            part.show_doubtful(
                frozenset(cell for one in self.left_to_check for cell in under(form, one.address))
            )

    def _name_tabs(self) -> None:
        form = self.session.form
        where = [step_of(form, one.address) for one in self.left_to_check]
        for index, step in enumerate(self._steps):
            count = where.count(step)
            self._tabs.setTabText(index, step_title(form, step) + (f"（{count}）" if count else ""))

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(self._choose)
        self._list.chosen.connect(self.go_to_remark)
        self._list.ticked.connect(self.take_tick)
        self._list.left.connect(lambda: self.part.setFocus())
        self._following.clicked.connect(self.go_on)
        self._keep.clicked.connect(self.keep_wanted)
        self._next.clicked.connect(self.next_wanted)
        self.session.answers_changed.connect(self._follow)
        for keys, slot in (
            (QKeySequence.StandardKey.Undo, self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Shift+Z", self.redo),
            ("F8", self.go_on),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _lay_out(self, name: str) -> None:
        for step in self._steps:
            self._tabs.addTab(step)
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName("报告的各部分")
        back = look.button("← 返回", "flat")
        back.clicked.connect(self.left)
        top = QHBoxLayout()
        top.setContentsMargins(look.STEP // 2, look.STEP // 2, look.STEP, 0)
        top.setSpacing(look.STEP)
        top.addWidget(back)
        top.addWidget(self._tabs, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(top)
        rows.addWidget(self._lay_out_sides(name), 1)
        rows.addWidget(self._lay_out_bar())
        rows.addWidget(self._list)

    def _lay_out_sides(self, name: str) -> QSplitter:
        """The source and the result, each under its name."""
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        self._sides.setChildrenCollapsible(False)
        self._sides.setHandleWidth(look.STEP)
        if self._source is not None:
            self._sides.addWidget(_side(f"原文：{name}", self._source))
            self._sides.addWidget(_side("读入的内容，可以直接改：", self._stack))
        else:
            self._sides.addWidget(_side(_NO_DOCUMENT, self._stack))
        return self._sides

    def _lay_out_bar(self) -> QFrame:
        bar = QFrame()
        paper.make_white(bar)
        self._told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._following.setToolTip("到下一处要核对的地方（F8）")
        line = QHBoxLayout(bar)
        line.setContentsMargins(look.STEP, look.STEP, look.STEP, look.STEP)
        line.setSpacing(look.STEP)
        for widget in (self._count, self._following):
            line.addWidget(widget)
        line.addWidget(self._told, 1)
        for widget in (self._keep, self._next):
            line.addWidget(widget)
        return bar

    def _fit(self) -> None:
        """Give the remarks a few lines."""
        low = self.height() < _LOW * self._points / look.POINTS
        lines = min(len(self._to_check), _LINES_LOW if low else _LINES)
        height = self._list.sizeHintForRow(0)
        self._list.setFixedHeight(lines * height + 2 * self._list.frameWidth())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the parts to the new size; the clerk may shift the middle until then."""
        super().resizeEvent(event)
        width = event.size().width()
        wanted = _RESULT_WIDTH * self._points // look.POINTS
        result = max(width // 2, min(wanted, width * 2 // 3))
        self._sides.setSizes([width - result, result][-self._sides.count() :])
        self._fit()


def _side(heading: str, content: QWidget) -> QFrame:
    """A white half of the page: what it is, and the thing itself."""
    side = QFrame()
    paper.make_white(side)
    name = look.label(heading, "quiet")
    name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    name.setToolTip(look.tip(heading))
    rows = QVBoxLayout(side)
    rows.setContentsMargins(look.STEP, look.STEP, look.STEP, 0)
    rows.setSpacing(look.STEP // 2)
    rows.addWidget(name)
    rows.addWidget(content, 1)
    return side
