"""Files that were opened with the program from outside: taken in as soon as the window is free."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from gkdesk.ui.main_window import MainWindow

if TYPE_CHECKING:
    from gkdesk.ui.foot_note import FootNote

_EACH = 200


class Brought(QObject):
    """Hands files to the window's import, never over a question that is open, nor unasked over a
    report.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[Path] = []
        self._note: FootNote | None = None
        self._timer = QTimer(self, interval=_EACH)
        self._timer.timeout.connect(self.look)

    def bring(self, files: Sequence[Path]) -> None:
        """Take these files in now, or when the window is free, and say so meanwhile."""
        if not files:
            return
        self._waiting += files
        self._unsay()
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Take in what waits, if the window can show it now."""
        if self._window.start is None or QApplication.activePopupWidget() is not None:
            return
        if QApplication.activeModalWidget() is not None:
            self._say(self._waiting, "请先完成打开的对话框，随后自动开始导入。")
            return
        self._timer.stop()
        self._unsay()
        files, self._waiting = self._waiting, []
        if files and self._is_free(files):
            self._take_in(files)

    def _is_free(self, files: Sequence[Path]) -> bool:
        """Whether the import can be shown now; an open report is left if the clerk wants to."""
        if self._window.backups is not None:
            self._window.end_backups()
        if self._window.bench is None:
            return True
        from gkdesk.ui import dialogs

        return dialogs.ask_import_now(self._window, _named(files)) and self._window.close_report()

    def _take_in(self, files: list[Path]) -> None:
        from gkdesk.ui import incoming

        imports = self._window.imports
        was_reviewing = imports is not None and imports.review is not None
        self._window.take_in(incoming.of_files(files))
        if was_reviewing:
            self._say(files, "已加入导入列表，刚才核对的那一份还在列表里。")

    def _say(self, files: Sequence[Path], sentence: str) -> None:
        """Say quietly, at the foot of the window, how it is with these files."""
        if self._note is not None:
            return
        from gkdesk.ui import foot_note

        note = self._note = foot_note.FootNote(f"{_named(files)}：{sentence}")
        note.details.hide()
        note.read.clicked.connect(self._forget)
        foot_note.put_at_foot(self._window, note)

    def _unsay(self) -> None:
        if self._note is not None:
            self._note.read.click()

    def _forget(self) -> None:
        self._note = None


def _named(files: Sequence[Path]) -> str:
    """The files in words."""
    more = f"等 {len(files)} 个文件" if len(files) > 1 else ""
    return f"“{files[0].name}”{more}"
