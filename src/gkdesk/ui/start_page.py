"""The start page: all reports, and the ways to begin one."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gkdesk.errors import UserError
from gkdesk.files import beginnings
from gkdesk.files.store import Store, StoredReport
from gkdesk.paths import Places, is_portable
from gkdesk.ui import dialogs, look, moments, paper
from gkdesk.ui.folder_link import FolderLink
from gkdesk.ui.line_list import Index, LineList, LineModel
from gkdesk.ui.new_report import NewReport

_HEADS = ("机关名称", "年度", "上次改动", "上次导出")
_MARGIN = 5 * look.STEP
_WELCOME = (
    "点“新建年报”，填上机关名称，就可以逐步填写。想先看看填好的样子，点“打开样例”。",
    "有去年的报告（Word、PDF、网页等），先点“导入往年报告…”，上年结转和上年的数就会自动带过来。",
    "填写时不用保存：每填一格，都会立即存到这台电脑上。没填完、有错误也可以先关掉，下次接着填。",
    "填完以后在“核对与导出”里导出 Word 文件，打印、盖章、上报。",
)
_WHAT_LIES_THERE = (
    "gkdesk.sqlite3：全部报告和修改历史\n"
    "备份：程序自动做的备份\n"
    "gkdesk.log：程序出错的记录，没有报告的内容\n"
    "程序开着的时候，不要移动、改名或用别的程序打开这些文件"
)


class ReportList(LineModel[StoredReport]):
    """The stored reports as lines; it holds what the store said last and nothing else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_HEADS, parent=parent)

    @property
    def latest_organ(self) -> str:
        """Whose report was changed last; nothing where there is no report."""
        return self._lines[0].organ if self._lines else ""

    def row_of(self, report_id: int) -> int | None:
        """The line of a report; None where it is not in the list."""
        ids = [one.id for one in self._lines]
        return ids.index(report_id) if report_id in ids else None

    def has(self, organ: str, year: int) -> bool:
        """Whether there is a report of an organ and year in the list."""
        return any((one.organ, one.year) == (organ, year) for one in self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of one place in the list."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        report = self._lines[index.row()]
        now = datetime.now().astimezone()
        exported = report.exported_at
        return (
            report.organ,
            str(report.year),
            moments.words(report.changed_at.astimezone(), now),
            moments.words(exported.astimezone(), now) if exported else "未导出",
        )[index.column()]


class StartPage(QWidget):
    """Lists the reports of a store and begins new ones."""

    opened = Signal(int)
    """The clerk wants to work on the report with this id."""
    files_wanted = Signal()
    """The clerk wants to take over reports from files."""
    paste_wanted = Signal()
    """The clerk wants to take over what is on the clipboard."""
    backups_wanted = Signal()
    """The clerk wants to see the backups."""

    def __init__(self, store: Store, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._places = places
        paper.make_white(self)
        self._welcome = _welcome()
        self._model = ReportList(self)
        self._view = LineList(self._model, "全部报告", wide=0)
        self._view.entered_line.connect(self.open_current)
        self._told = look.label("", "good", wrap=True)
        self._new = look.button("新建年报", "primary")
        self._new.clicked.connect(self.begin)
        self._next = look.button("")
        self._next.clicked.connect(self.begin_next)
        self._view.selectionModel().currentChanged.connect(self.offer_next)
        self._lay_out()
        self.refresh()

    @property
    def view(self) -> QTableView:
        """The list of reports."""
        return self._view

    def refresh(self) -> None:
        """Show what the store holds now; a store out of reach is told, and nothing changes."""
        self._told.hide()
        try:
            reports = self._store.reports()
        except UserError as error:
            # Not the words for the first time: the reports are there, only out of reach.
            self._welcome.hide()
            dialogs.tell(self, str(error))
            return
        self._model.show_lines(reports)
        self._welcome.setVisible(not reports)
        self._view.setVisible(bool(reports))
        self._filler.setVisible(not reports)
        if reports:
            self._view.selectRow(0)
        self.offer_next()

    def open_current(self) -> None:
        """Open the report of the line in focus."""
        index = self._view.currentIndex()
        if index.isValid():
            self.opened.emit(self._model.line(index.row()).id)

    def begin(self) -> None:
        """Ask whose report of which year, and open it; one that is there already is offered."""
        today = date.today()
        years = range(beginnings.first_year(), today.year + 2)
        answer = dialogs.ask_new_report(
            self, self._model.latest_organ, today.year - 1, years, self._model.has
        )
        if answer is not None:
            self._open_begun(lambda: self._begin_or_find(answer))

    def offer_next(self) -> None:
        """Name the year after that of the line in focus on its button, if it can be begun."""
        index = self._view.currentIndex()
        self._next.setVisible(index.isValid())
        if index.isValid():
            last = self._model.line(index.row())
            self._next.setText(f"新建 {last.year + 1} 年年报")
            whose = f"{last.organ}{last.year}年度报告"
            self._next.setToolTip(look.tip(f"沿用{whose}：联系方式、上年结转会自动填好"))
            self._next.setEnabled(self._can_go_on(last))

    def begin_next(self) -> None:
        """Make the report of the year after that of the line in focus, and open it."""
        last = self._model.line(self._view.currentIndex().row())
        self._open_begun(lambda: beginnings.begin_next(self._store, last.id))

    def _can_go_on(self, last: StoredReport) -> bool:
        """Whether the year after a report's can be reported on and its report is not there yet."""
        there = self._model.has(last.organ, last.year + 1)
        return beginnings.can_report_on(last.year + 1, date.today()) and not there

    def begin_sample(self) -> None:
        """Open the report that comes with the program, filled in from beginning to end."""
        self._open_begun(lambda: beginnings.begin_sample(self._store, date.today()))

    def tell_kept(self, report_id: int, sentence: str) -> None:
        """Choose the line of a report that was just taken over, and say what was done."""
        row = self._model.row_of(report_id)
        if row is not None:
            self._view.selectRow(row)
        self._told.setText(sentence)
        self._told.show()

    def _begin_or_find(self, wanted: NewReport) -> int | None:
        """The id of a new report, or of the one that is there if the clerk wants to open it."""
        there = self._store.find(wanted.organ, wanted.year)
        if there is None:
            return beginnings.begin_year(self._store, wanted.organ, wanted.year)
        return there if dialogs.ask_open_existing(self, wanted.organ, wanted.year) else None

    def _open_begun(self, begin: Callable[[], int | None]) -> None:
        try:
            report_id = begin()
        except UserError as error:
            dialogs.tell(self, str(error))
            return
        if report_id is not None:
            self.opened.emit(report_id)

    def _lay_out(self) -> None:
        sample, files = look.button("打开样例"), look.button("导入往年报告…")
        sample.clicked.connect(self.begin_sample)
        files.setToolTip("Word、网页、文本、Excel、PDF 或数据文件；也可以把文件拖到这个窗口里")
        files.clicked.connect(self.files_wanted)
        paste = look.button("粘贴")
        paste.setToolTip("在别处复制了报告的全文或文件，在这里粘贴（Ctrl+V）")
        paste.clicked.connect(self.paste_wanted)
        QShortcut(QKeySequence.StandardKey.Paste, self, self.paste_wanted.emit)
        buttons = QHBoxLayout()
        for button in (self._new, self._next, sample, files, paste):
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 4 * look.STEP, _MARGIN, 2 * look.STEP)
        layout.setSpacing(2 * look.STEP)
        layout.addWidget(look.label(look.PROGRAM, "title"))
        layout.addLayout(buttons)
        layout.addWidget(self._told)
        layout.addWidget(self._welcome)
        layout.addWidget(self._view, 1)
        self._filler = QWidget()
        layout.addWidget(self._filler, 1)
        layout.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        """Where everything is kept, as a link that opens the folder; and the way to the backups."""
        data = FolderLink("数据保存在", self._places.data, _beside(self._places))
        data.setToolTip(_WHAT_LIES_THERE)
        backups = look.button("备份…", "flat")
        backups.setToolTip("看看有哪些备份，恢复以前的数据，再备一份到U盘")
        backups.clicked.connect(self.backups_wanted)
        foot = QHBoxLayout()
        foot.addWidget(data, 1)
        foot.addWidget(backups)
        return foot

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard to the list; a focus proxy would make Tab skip what stands above it."""
        (self._new if self._view.isHidden() else self._view).setFocus()


def _beside(places: Places) -> str:
    """What is to be known of the data folder besides its place."""
    portable = "（便携模式：数据和程序放在一起）" if is_portable(places) else ""
    return f"{portable}。关闭本程序以后，可以把整个文件夹复制到U盘留底。"


def _welcome() -> QFrame:
    """What to do, for somebody who sees the program for the first time."""
    card = QFrame()
    card.setProperty("role", "card")
    rows = QVBoxLayout(card)
    rows.setContentsMargins(2 * look.STEP, 2 * look.STEP, 2 * look.STEP, 2 * look.STEP)
    rows.setSpacing(look.STEP)
    rows.addWidget(look.label("第一次使用", "heading"))
    for sentence in _WELCOME:
        rows.addWidget(look.label(sentence, wrap=True))
    return card
