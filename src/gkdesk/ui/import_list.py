"""The files of an import: how far each of them is, how far all are, and why one was refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gkdesk.files.reading import Reading
from gkdesk.ui import look, paper
from gkdesk.ui.line_list import NOWHERE, Index, LineList, LineModel
from gkdesk.ui.reading_review import ReadingReview

State = Literal["waiting", "reading", "ready", "refused", "cancelled", "stored"]

_HEADS = ("文件", "状态")
_MARGIN = 5 * look.STEP
_WORDS: dict[State, str] = {
    "waiting": "等待",
    "reading": "正在读取…",
    "ready": "可以存入",
    "cancelled": "已取消，没有读取",
}
_COLOURS: dict[State, str] = {
    "ready": look.TEXT,
    "refused": look.ERROR,
    "stored": look.GOOD,
}
_HINT = "可以一次选择多个文件，也可以把文件拖到这里。读入以后先核对，点“存入”才会存下来。"


@dataclass
class ImportedFile:
    """One file of an import: how far it is, what was read, and what there is to say of it."""

    name: str
    state: State = "waiting"
    sentence: str = ""
    to_check: int = 0
    reading: Reading | None = None
    review: ReadingReview | None = None

    @property
    def words(self) -> str:
        """How far the file is, in words."""
        if self.state == "ready" and self.to_check:
            return f"{self.to_check} 处要核对"
        return self.sentence or _WORDS[self.state]


class FileLines(LineModel[ImportedFile]):
    """The files of an import as lines; the files themselves are the import's."""

    def __init__(self, files: list[ImportedFile], parent: QWidget | None = None) -> None:
        super().__init__(_HEADS, files, parent)
        self._files = files

    def add(self, files: Sequence[ImportedFile]) -> None:
        """Add files to those of the import."""
        first = len(self._files)
        self.beginInsertRows(NOWHERE, first, first + len(files) - 1)
        self._files.extend(files)
        self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of one place, and their colour."""
        if not index.isValid():
            return None
        file = self._files[index.row()]
        words = (file.name, file.words)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return look.tip(words)
        if role == Qt.ItemDataRole.ForegroundRole and index.column():
            warned = file.state == "ready" and file.to_check
            colour = look.WARNING if warned else _COLOURS.get(file.state, look.TEXT_QUIET)
            return QColor(colour)
        return None


class ImportList(QWidget):
    """Lists the files of an import, and begins what can be done with them."""

    left = Signal()
    """The clerk wants to go back to the list of reports."""
    files_wanted = Signal()
    """The clerk wants to choose more files."""
    paste_wanted = Signal()
    """The clerk wants to take over what is on the clipboard."""
    review_wanted = Signal(int)
    """The clerk wants to look at the file in this line."""
    cancel_wanted = Signal()
    """The clerk wants no other file to be read."""

    def __init__(self, files: list[ImportedFile], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = files
        paper.make_white(self)
        self._model = FileLines(files, self)
        self.view = LineList(self._model, "导入的文件", wide=1)
        self.view.entered_line.connect(self.review_current)
        self.view.selectionModel().currentChanged.connect(self.show_current)
        self._sentence = look.label("", "error", wrap=True)
        by_hand = Qt.TextInteractionFlag
        self._sentence.setTextInteractionFlags(
            by_hand.TextSelectableByMouse | by_hand.TextSelectableByKeyboard
        )
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._count = look.label("", "quiet")
        self._cancel = look.button("取消")
        self._cancel.clicked.connect(self.cancel_wanted)
        self._review = look.button("核对并存入", "primary")
        self._review.clicked.connect(self.review_current)
        self._lay_out()
        QShortcut(QKeySequence.StandardKey.Paste, self, self.paste_wanted.emit)

    def add(self, files: Sequence[ImportedFile]) -> None:
        """Add files to those of the import, the first as the current one if there was none."""
        self._model.add(files)
        if not self.view.currentIndex().isValid():
            self.view.selectRow(0)
        self._show_progress()

    def show_file(self, row: int) -> None:
        """Show how far a file is now."""
        self._model.show_line(row)
        self._show_progress()
        self.show_current()

    def select(self, row: int) -> None:
        """Make a line the current one."""
        self.view.selectRow(row)

    def show_current(self) -> None:
        """Show the whole sentence of the file in focus, and whether it can be looked at."""
        file = self._current
        refused = file is not None and file.state == "refused"
        self._sentence.setText(f"“{file.name}”：{file.sentence}" if file and refused else "")
        self._sentence.setVisible(refused)
        self._review.setEnabled(file is not None and file.state == "ready")

    def review_current(self) -> None:
        """Ask to look at the file in focus, if it was read and is not stored yet."""
        if self._review.isEnabled():
            self.review_wanted.emit(self.view.currentIndex().row())

    @property
    def _current(self) -> ImportedFile | None:
        index = self.view.currentIndex()
        return self._files[index.row()] if index.isValid() else None

    def _show_progress(self) -> None:
        """Say how many files were read; nothing once all are."""
        under_way = [one for one in self._files if one.state in ("waiting", "reading")]
        done = len(self._files) - len(under_way)
        self._count.setText(f"正在读取 {done + 1}/{len(self._files)}")
        self._progress.setMaximum(len(self._files))
        self._progress.setValue(done)
        for widget in (self._count, self._progress, self._cancel):
            widget.setVisible(bool(under_way))

    def _lay_out(self) -> None:
        choose, paste = look.button("选择文件…"), look.button("粘贴")
        choose.clicked.connect(self.files_wanted)
        paste.clicked.connect(self.paste_wanted)
        top, foot = QHBoxLayout(), QHBoxLayout()
        for widget in (choose, paste):
            top.addWidget(widget)
        top.addStretch()
        top.addWidget(self._count)
        top.addWidget(self._progress)
        top.addWidget(self._cancel)
        back = look.button("← 返回", "flat")
        back.clicked.connect(self.left)
        foot.addWidget(back)
        foot.addStretch()
        foot.addWidget(self._review)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 4 * look.STEP, _MARGIN, 2 * look.STEP)
        layout.setSpacing(2 * look.STEP)
        layout.addWidget(look.label("导入往年报告", "title"))
        layout.addLayout(top)
        layout.addWidget(look.label(_HINT, "quiet", wrap=True))
        layout.addWidget(self.view, 1)
        layout.addWidget(self._sentence)
        layout.addLayout(foot)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard to the list; a focus proxy would make Tab skip what stands above it."""
        self.view.setFocus()
