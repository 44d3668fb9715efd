"""「备份」: which backups there are, what each holds, how one is put back, and where they lie."""

from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from gkdesk.errors import UserError
from gkdesk.files import second_place
from gkdesk.files.contents import Contents, copy_at, list_copies, read_contents
from gkdesk.files.keeping import Kept, Rounds
from gkdesk.files.putting_back import StoreLostError
from gkdesk.files.second_place import SecondPlace
from gkdesk.files.store import Store
from gkdesk.paths import Places
from gkdesk.ui import dialogs, look, paper, restore_flow
from gkdesk.ui.backup_lines import BackupLine, BackupLines
from gkdesk.ui.backup_view import BackupView
from gkdesk.ui.folder_link import FolderLink
from gkdesk.ui.line_list import LineList
from gkdesk.ui.second_place_card import SecondPlaceCard
from gkdesk.ui.side_work import SideWork

_MARGIN = 3 * look.STEP
_LEAST_HEIGHT = 28 * look.STEP
# How many signs of Chinese the window's width must hold for two columns.
_WIDE = 56
_WHEN = "有改动时，每半小时和关闭时自动备份；最近 30 份和每个年度的最后一份一直留着。备份都在"
_WHAT_LIES_THERE = (
    "gkdesk.sqlite3 是全部报告和修改历史；文件名带“恢复前”“升级前”“损坏”的，是程序换下来的旧数据，"
    "“恢复前”的留最近 10 份和每个年度的最后一份，别的确认不再需要时可以删除；"
    "gkdesk.log 是出错记录，没有报告的内容。\n"
    "程序开着的时候，只可以复制“备份”文件夹里的文件；关闭以后，可以把整个数据文件夹复制到U盘留底。"
    "不要移动、改名或用别的程序打开这些文件。"
)


class BackupPage(QWidget):
    """Lists the backups, and puts one back while no report is open."""

    left = Signal()
    """The clerk goes back to the list of reports."""
    restored = Signal()
    """The store holds what a backup held; habits of the window are those of that time too."""
    lost = Signal(str)
    """The store cannot be opened any more; the sentence says why."""

    def __init__(self, store: Store, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._places = places
        self._chosen: list[BackupLine] = []
        self._lines: list[BackupLine] = []
        self._looks = SideWork()
        self._work = SideWork()
        self._model = BackupLines(self)
        self.backups = LineList(self._model, "全部备份", wide=1)
        self.backups.selectionModel().currentChanged.connect(self.show_current)
        self.backups.entered_line.connect(self.enter_current)
        self.view = BackupView(store)
        self.second = SecondPlaceCard()
        self._now = look.button("立即备份", "primary")
        self._elsewhere = look.button("打开别处的备份…")
        self._elsewhere.setToolTip("U盘上的备份，或从别的电脑复制来的备份、数据文件")
        self._back = look.button("← 返回", "flat")
        self._where = FolderLink(_WHEN, places.backups, "。")
        self._data = FolderLink("数据文件夹：", places.data)
        self._told = look.label("", "good", wrap=True)
        self._told.hide()
        paper.make_white(self)
        self._lay_out()
        self._connect()
        self.refresh()
        self.look_at_second()

    @property
    def is_busy(self) -> bool:
        """Whether something is still being looked at, or backed up."""
        return self._looks.is_busy or self._work.is_busy

    def look_again(self) -> None:
        """List what there is after a round of backups; what the clerk looks at stays in focus."""
        line, report = self.view.line, self.view.reports.currentIndex().row()
        self.refresh()
        if line is not None and self.view.line is line:
            self.view.reports.selectRow(report)
        self.look_at_second()

    def refresh(self) -> None:
        """List what there is now, the line in focus staying in focus; look into each beside."""
        current = self.view.line
        self._looks.drop()
        try:
            copies = list_copies(self._places.store, self._places.backups)
        except UserError as error:
            self.say(str(error), "error")
            copies = []
        known = {one.copy.path: one for one in self._lines}
        listed = [known.get(copy.path) or BackupLine(copy) for copy in copies]
        self._lines = [*self._chosen, *listed]
        self._model.show_lines(self._lines)
        for line in self._lines:
            if not line.is_good:
                self._look_into(line)
        row = next((i for i, one in enumerate(self._lines) if one is current), 0)
        if self._lines:
            self.backups.selectRow(row)
        else:
            self.show_current()

    def show_current(self) -> None:
        """Show what the backup in focus holds."""
        index = self.backups.currentIndex()
        self.view.show_line(self._lines[index.row()] if index.isValid() else None)

    def enter_current(self) -> None:
        """Go on to the reports of the backup in focus."""
        if self.view.reports.isVisible():
            self.view.reports.setFocus()

    def back_up(self) -> None:
        """Back up now, to both places."""
        self._now.setEnabled(False)
        self.say("正在备份…", "quiet")
        rounds = Rounds(self._places.store, self._places.backups)
        self._work.do(lambda: rounds.backup(datetime.now(UTC)), self.note_kept, self.note_failed)

    def note_kept(self, kept: Kept) -> None:
        """Say what came of backing up."""
        self._now.setEnabled(True)
        self.look_again()
        if kept.trouble:
            self.say(kept.trouble, "warning" if kept.made else "error")
        elif kept.made:
            self.backups.selectRow(self._row_of(kept.made.path))
            self.say(f"已备份，检查完好：{kept.made.path.name}", "good")
        elif self._lines:
            self.say("上次备份以后没有改动，不用再备份。", "good")
        else:
            self.say("还没有报告，不用备份。", "good")

    def note_failed(self, sentence: str) -> None:
        """Say why it was not backed up."""
        self._now.setEnabled(True)
        self.say(sentence, "error")

    def open_elsewhere(self) -> None:
        """Add a file from some other place to the list, in front."""
        path = dialogs.ask_backup(self, self._second_place() or self._places.backups)
        if path is None:
            return
        if all(one.copy.path != path for one in self._lines):
            self._chosen.insert(0, BackupLine(copy_at(path)))
            self.refresh()
        self.backups.selectRow(self._row_of(path))
        self.backups.setFocus()

    def look_at_second(self) -> None:
        """Show how the second place is; a stick may take its time."""
        named = self._second_place()
        if named is None:
            self.second.show_none()
            return
        self.second.show_named(named)
        look_at = partial(second_place.look_at, named, self._places.data)
        self._work.do(look_at, self.note_second, self.say_error)

    def note_second(self, second: SecondPlace) -> None:
        """Show how the second place is, unless it is another one by now."""
        if self._second_place() == second.folder:
            self.second.show_state(second)

    def choose_second(self) -> None:
        """Name a second place, and back up to it at once."""
        chosen = dialogs.ask_second_place(self, Path.home())
        if chosen is not None and self._name_second(chosen):
            self.back_up()

    def give_up_second(self) -> None:
        """Back up to no second place any more; what is there stays."""
        if self._name_second(None):
            self.say("不再备份到第二备份位置；那里已有的备份都还在。", "good")
        self.second.choose.setFocus()

    def restore(self) -> None:
        """Put the backup in focus in the place of the present data, if the clerk agrees."""
        line, found = self.view.line, self.view.comparison
        if line is None or found is None:
            return
        try:
            said = restore_flow.restore(self, self._store, self._places.backups, line, found)
        except StoreLostError as error:
            self.lost.emit(str(error))
            return
        if said is not None:
            self.restored.emit()
            self.look_again()
            self.say(said, "good")

    def take_one(self) -> None:
        """Put the report in focus, out of the backup in focus, in its place alone."""
        line, one = self.view.line, self.view.current
        if line is None or one is None:
            return
        done = restore_flow.take_one(self, self._store, line, one)
        if done is not None:
            self.view.show_line(line)
            self.say(done, "good")

    def arrange(self) -> None:
        """Two columns where they are wide enough for the text size, else one below the other."""
        is_wide = self.width() >= _WIDE * self.backups.fontMetrics().horizontalAdvance("国")
        way = QBoxLayout.Direction
        self._beside.setDirection(way.LeftToRight if is_wide else way.TopToBottom)

    def say(self, sentence: str, role: str) -> None:
        """Say something above the list."""
        self._told.setText(sentence)
        self._told.setProperty("role", role)
        self._told.style().polish(self._told)
        self._told.show()

    def say_error(self, sentence: str) -> None:
        """Say what went wrong."""
        self.say(sentence, "error")

    def end(self) -> None:
        """Look at nothing any more."""
        self._looks.end()
        self._work.end()

    def note_contents(self, line: BackupLine, contents: Contents) -> None:
        """Show what was found in a backup."""
        line.contents = contents
        self._show_line(line)

    def note_refused(self, line: BackupLine, sentence: str) -> None:
        """Show why a backup cannot be read at all."""
        line.refusal = sentence
        self._show_line(line)

    def _look_into(self, line: BackupLine) -> None:
        self._looks.do(
            partial(read_contents, line.copy.path),
            partial(self.note_contents, line),
            partial(self.note_refused, line),
        )

    def _show_line(self, line: BackupLine) -> None:
        row = next((i for i, one in enumerate(self._lines) if one is line), None)
        if row is None:
            return
        self._model.show_line(row)
        if self.view.line is line:
            self.view.show_line(line)

    def _row_of(self, path: Path) -> int:
        """The line of a file; the first one where it is in none."""
        return next((i for i, one in enumerate(self._lines) if one.copy.path == path), 0)

    def _second_place(self) -> Path | None:
        """The second place, if one is named; none where that cannot be read, which is said."""
        try:
            return second_place.second_place(self._store)
        except UserError as error:
            self.say_error(str(error))
            return None

    def _name_second(self, chosen: Path | None) -> bool:
        """Keep a folder as the second place, or none; whether that could be done."""
        try:
            folder = chosen and second_place.prepare(chosen, self._places.data)
            second_place.name_second_place(self._store, folder)
        except UserError as error:
            dialogs.tell(self, str(error))
            return False
        self.look_at_second()
        return True

    def _connect(self) -> None:
        self._now.clicked.connect(self.back_up)
        self._elsewhere.clicked.connect(self.open_elsewhere)
        self._back.clicked.connect(self.left)
        self.view.restore_wanted.connect(self.restore)
        self.view.report_wanted.connect(self.take_one)
        self.second.choose_wanted.connect(self.choose_second)
        self.second.give_up_wanted.connect(self.give_up_second)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * look.STEP, 0, look.STEP)
        layout.setSpacing(look.STEP)
        layout.addLayout(self._head())
        layout.addWidget(paper.scrolled(self._content()), 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        foot.addWidget(self._back)
        foot.addStretch()
        layout.addLayout(foot)
        self._order_tabs()

    def _head(self) -> QVBoxLayout:
        """The title, what can be done with all, and what was done."""
        row = QHBoxLayout()
        row.addWidget(look.label("备份", "title"))
        row.addStretch()
        row.addWidget(self._now)
        row.addWidget(self._elsewhere)
        head = QVBoxLayout()
        head.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        head.addLayout(row)
        head.addWidget(self._told)
        return head

    def _content(self) -> QWidget:
        """The backups beside what the one in focus holds; below, where all that lies."""
        beside = self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        beside.setSpacing(2 * look.STEP)
        beside.addWidget(self.backups, 5)
        beside.addWidget(self.view, 7)
        self.backups.setMinimumHeight(_LEAST_HEIGHT)
        self.view.setMinimumHeight(_LEAST_HEIGHT)
        content = QWidget()
        rows = QVBoxLayout(content)
        rows.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        rows.setSpacing(look.STEP)
        rows.addWidget(self._where)
        rows.addLayout(beside, 1)
        rows.addWidget(self.second)
        rows.addWidget(self._data)
        rows.addWidget(look.label(_WHAT_LIES_THERE, "quiet", wrap=True))
        return content

    def _order_tabs(self) -> None:
        """From above to below, as the eye goes."""
        view, second = self.view, self.second
        stops = [self._now, self._elsewhere, self._where, self.backups, view.reports]
        stops += [view.take, view.restore, second.choose, second.give_up, self._data, self._back]
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the best of the width."""
        super().resizeEvent(event)
        self.arrange()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard to the list; a focus proxy would make Tab skip what stands above it."""
        self.backups.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
