"""The net below everything: what no one else caught is told once, logged, and nothing is lost."""

import contextlib
import faulthandler
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from types import TracebackType

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QWidget

from gkdesk.files import run_log
from gkdesk.files.store_file import create_private
from gkdesk.paths import Places

_LOGGED = {
    QtMsgType.QtWarningMsg: "Qt 警告",
    QtMsgType.QtCriticalMsg: "Qt 错误",
    QtMsgType.QtFatalMsg: "Qt 中止",
}

_LONGEST_CRASH = 16_000
_BREATH = 2.0
# More of the same would push everything else out of the log.
_NOTED = 10


class SafetyNet(QObject):
    """Catches faults of the program, in whatever thread, and what Qt and the system say of them.

    `last_crash` is where the program stood when the system ended the run before; else empty.
    """

    _fell = Signal(str)
    """A fault, in words; from a thread, whence Qt brings it to the window's."""

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._places = places
        self.last_crash = ""
        self._window: QWidget | None = None
        self._telling = False
        self._fell_again = False
        self._told, self._told_at = "", 0.0
        self._seen: Counter[str] = Counter()
        self._qt_said: set[str] = set()
        self._fell.connect(self.tell)

    def guard(self, window: QWidget) -> None:
        """Tell over this window, and close it if the clerk wishes."""
        self._window = window

    @contextlib.contextmanager
    def hung(self) -> Iterator[None]:
        """Take over from Python's and Qt's own last resorts, and give them back at the end."""
        before = sys.excepthook, sys.unraisablehook, threading.excepthook
        sys.excepthook = self.catch
        sys.unraisablehook = self.catch_unraisable
        threading.excepthook = self.catch_in_thread
        qt_before = qInstallMessageHandler(self.note_qt)
        try:
            with self._hard_crashes():
                yield
        finally:
            sys.excepthook, sys.unraisablehook, threading.excepthook = before
            qInstallMessageHandler(qt_before)

    def catch(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        """Log a fault and tell of it in the window's thread."""
        if issubclass(kind, KeyboardInterrupt):
            if self._window is not None:
                self._window.close()
            return
        from gkdesk.ui import fault_report

        details = fault_report.describe(kind, fault, trace)
        self._seen[details] += 1
        if self._seen[details] <= _NOTED:
            self.note(details)
        if threading.current_thread() is threading.main_thread():
            self.tell(details)
        else:
            self._fell.emit(details)

    def catch_at_start(self, fault: Exception) -> None:
        """Log a fault that kept the window from opening, and tell of it."""
        from gkdesk.ui import dialogs, fault_report

        details = fault_report.describe(type(fault), fault, fault.__traceback__)
        self.note(details)
        said = (
            "程序遇到意外问题，没有打开。已经保存的内容没有改动。\n"
            "请再打开一次；如果还是不行，请把下面的内容复制给技术支持（其中没有报告的内容）。"
        )
        dialogs.tell_details(None, said, details)

    def catch_unraisable(self, fault: "sys.UnraisableHookArgs") -> None:
        """The same where Python could not raise it."""
        if fault.exc_value is not None:
            self.catch(fault.exc_type, fault.exc_value, fault.exc_traceback)

    def catch_in_thread(self, fault: "threading.ExceptHookArgs") -> None:
        """The same for a thread; one that ends itself is no fault."""
        if fault.exc_value is not None and fault.exc_type is not SystemExit:
            self.catch(fault.exc_type, fault.exc_value, fault.exc_traceback)

    def note_qt(self, kind: QtMsgType, where: QMessageLogContext, message: str) -> None:
        """Log what Qt warns of, each thing once; it may quote what is on the screen."""
        said = run_log.scrub(message)
        if kind in _LOGGED and said not in self._qt_said:
            self._qt_said.add(said)
            self.note(f"{_LOGGED[kind]}：{said}")

    def note(self, text: str) -> None:
        """Put something into the log."""
        run_log.note(self._places.log, text, datetime.now(UTC))

    def tell(self, details: str) -> None:
        """Tell of a fault, one at a time, and close the window if the clerk wishes.

        The same one right after it was told, as a window that cannot be painted brings, is not
        told again: the clerk could never get out of it.
        """
        if self._telling:
            self._fell_again = True
            return
        if details == self._told and time.monotonic() - self._told_at < _BREATH:
            self._told_at = time.monotonic()
            return
        from gkdesk.ui import dialogs, fault_report

        self._telling = True
        try:
            if not dialogs.ask_go_on_after_fault(self._window, details):
                self._close()
        except BaseException as fault:
            self.note(fault_report.describe(type(fault), fault, fault.__traceback__))
            raise
        finally:
            # Also where telling itself falls: else nothing would ever be told again.
            self._telling = False
            self._told, self._told_at = details, time.monotonic()

    def _close(self) -> None:
        """Close the window as always; where that falls as well, end without it."""
        self._fell_again = False
        if self._window is not None:
            self._window.close()
        if self._fell_again:
            QCoreApplication.exit(1)

    @contextlib.contextmanager
    def _hard_crashes(self) -> Iterator[None]:
        """Let Python write down where in the code it stood when the system ends it."""
        crash = self._places.crash
        with contextlib.ExitStack() as opened:
            try:
                if not crash.exists():
                    create_private(crash)
                file = opened.enter_context(crash.open("r+b"))
                self.last_crash = file.read(_LONGEST_CRASH).decode("utf-8", "replace").strip()
                file.seek(0)
                file.truncate()
            except OSError:
                yield  # there is no place for it
                return
            was_on = faulthandler.is_enabled()
            faulthandler.enable(file)
            try:
                yield
            finally:
                faulthandler.disable()
                if was_on and sys.__stderr__ is not None:
                    faulthandler.enable(sys.__stderr__)
        with contextlib.suppress(OSError):
            crash.unlink()
