"""The machine shuts down, or the user logs off: all is put on disk, and nothing is asked."""

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from gkdesk.errors import UserError
from gkdesk.ui.ending import set_ending
from gkdesk.ui.main_window import MainWindow

Note = Callable[[str], None]


class Farewell(QObject):
    """Answers the system when it is about to end the program."""

    def __init__(
        self, app: QApplication, window: MainWindow, note: Note, all_well: Callable[[], None]
    ) -> None:
        """`note` takes what went wrong for the log; `all_well` is called when nothing did."""
        super().__init__(window)
        self._app = app
        self._window = window
        self._note = note
        self._all_well = all_well
        app.commitDataRequest.connect(self.answer)
        app.aboutToQuit.connect(self.end)

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Take the word of a Linux desktop that ends as well; Python hears it within a second."""
        signals = [signal.SIGTERM] if sys.platform == "win32" else [signal.SIGTERM, signal.SIGHUP]
        before = {one: signal.signal(one, lambda *_: self.end_now()) for one in signals}
        try:
            yield
        finally:
            set_ending(False)
            for one, handler in before.items():
                signal.signal(one, handler)

    def answer(self) -> None:
        """Put everything on disk before the system goes on; it may yet change its mind.

        Qt's session manager is left where it is: nothing is asked of it.
        """
        set_ending(True)
        try:
            self.put_on_disk()
        finally:
            set_ending(False)

    def end_now(self) -> None:
        """End the program as the system wishes, whatever is open."""
        self.end()
        self._app.exit(0)

    def end(self) -> None:
        """Put everything on disk for the last time: on Windows the process is ended after this."""
        set_ending(True)
        if self.put_on_disk():
            self._all_well()

    def put_on_disk(self) -> bool:
        """Store what is typed; where that cannot be, put a data file among the clerk's papers."""
        bench = self._window.bench
        if bench is None or bench.is_left or bench.put_on_disk():
            return True
        try:
            bench.rescue()
        except UserError:
            self._note("关机前没有存成，数据文件也没有写成")
        else:
            self._note("关机前没有存成，已另写数据文件")
        return False
