"""Starts the window: Qt, the look, the store, and the net below everything."""

import sys
from datetime import datetime
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from gkdesk import paths
from gkdesk.errors import UserError
from gkdesk.files.store import Store
from gkdesk.paths import Places
from gkdesk.ui import look
from gkdesk.ui.main_window import MainWindow


def main(places: Places) -> int:
    """Run the window until it is closed; 2 where the store cannot be opened.

    What only trouble needs is imported in its place: each import is part of the start.
    """
    app = make_application()
    try:
        paths.make_data_folder(places)
        with Store.open(places.store) as store:
            window = MainWindow(store, places)
            SafetyNet(places, window).hang()
            window.show()
            return app.exec()
    except UserError as error:
        from gkdesk.ui import dialogs

        dialogs.tell(None, str(error))
        return 2


def make_application() -> QApplication:
    """Qt's application with our look, in Chinese as far as Qt has it."""
    # One style for Windows 10 and 11, the one that was looked at; before Qt makes another one.
    QApplication.setStyle("Fusion")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("gkdesk")
    app.setApplicationDisplayName("")
    app.setPalette(look.palette())
    app.setFont(look.base_font())
    speak_chinese(app)
    return app


def speak_chinese(app: QApplication) -> None:
    """Let Qt's own dialogs and menus be Chinese, as far as its wheels carry translations."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)


class SafetyNet:
    """Catches what no one else caught: told once, written to the log, nothing typed is lost."""

    def __init__(self, places: Places, window: MainWindow) -> None:
        self._places = places
        self._window = window
        self._telling = False

    def hang(self) -> None:
        """Take over from Python's own last resort."""
        sys.excepthook = self.catch
        sys.unraisablehook = self.catch_unraisable

    def catch(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        """Tell of a fault, and close the window if the clerk wishes."""
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        from gkdesk.ui import dialogs, fault_report

        details = fault_report.describe(kind, fault, trace)
        self._log(details)
        if self._telling:
            return
        self._telling = True
        go_on = dialogs.ask_go_on_after_fault(self._window, details)
        self._telling = False
        if not go_on:
            self._window.close()

    def catch_unraisable(self, fault: "sys.UnraisableHookArgs") -> None:
        """Tell of a fault where Python could not raise it."""
        if fault.exc_value is not None:
            self.catch(fault.exc_type, fault.exc_value, fault.exc_traceback)

    def _log(self, details: str) -> None:
        """Add the fault to the log; a log that cannot be written must not hide the fault."""
        try:
            with self._places.log.open("a", encoding="utf-8") as log:
                log.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}\n{details}\n\n")
        except OSError:
            return
