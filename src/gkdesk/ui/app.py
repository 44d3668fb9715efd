"""Starts the window: Qt, the look, the store, and the net below everything."""

import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QLockFile, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from gkdesk import paths
from gkdesk.errors import UserError
from gkdesk.files.opening import open_at_start
from gkdesk.files.run_marker import Run, be_alive, begin_run, end_run
from gkdesk.files.summons import call_the_first
from gkdesk.paths import Places
from gkdesk.ui import icon, look, one_writer
from gkdesk.ui.brought import Brought
from gkdesk.ui.farewell import Farewell
from gkdesk.ui.main_window import MainWindow
from gkdesk.ui.safety_net import SafetyNet
from gkdesk.ui.summoned import Summoned, come_forward
from gkdesk.ui.sweeper import Sweeper

if TYPE_CHECKING:
    from gkdesk.ui.keeper import Keeper


_KEEPING_AFTER = 2_000
_ALIVE_EACH = 60_000
_QUICKER_BY = 1.0
_AGAIN = 0.05


def main(places: Places, files: Sequence[Path] = ()) -> int:
    """Run the window until it is closed, and take `files` in; 2 where the store cannot be opened.

    What only trouble needs is imported in its place: each import is part of the start.
    """
    app = make_application()
    try:
        paths.make_data_folder(places)
        lock = enter(places, files)
        if lock is None:
            return 0
        try:
            return _run_alone(app, places, files)
        finally:
            one_writer.release(lock, places)
    except UserError as error:
        from gkdesk.ui import dialogs

        dialogs.tell(None, str(error))
        return 2


def enter(places: Places, files: Sequence[Path] = ()) -> QLockFile | None:
    """Take the data folder; None where a window that is open came forward, or the clerk gives up.

    Raises UserError where another has it.
    """
    until = time.monotonic() + _QUICKER_BY
    while True:
        try:
            return one_writer.claim(places)
        except one_writer.InUseError as error:
            # A start at the same moment: the other was quicker, and its window is on its way.
            if call_the_first(places.lock, places.request, places.marker, _QUICKER_BY, files):
                return None
            if error.may_be_left_behind:
                return _ask_and_take_over(places, str(error))
            if time.monotonic() > until:
                raise
        time.sleep(_AGAIN)


def _ask_and_take_over(places: Places, sentence: str) -> QLockFile | None:
    """Open what another machine left locked, if the clerk is sure that it is off."""
    from gkdesk.ui import dialogs

    return one_writer.take_over(places) if dialogs.ask_take_over(None, sentence) else None


def _run_alone(app: QApplication, places: Places, files: Sequence[Path]) -> int:
    """Open the window with the net below it; a fault on the way there is told and logged."""
    net = SafetyNet(places)
    with net.hung():
        try:
            opened = open_at_start(places.store, places.backups, now=lambda: datetime.now(UTC))
            with opened.store as store:
                window = MainWindow(store, places)
                net.guard(window)
                window.show()
                tell_of_the_past(window, opened.told, net)
                return run(app, window, places, net, files)
        except UserError:
            raise
        except Exception as fault:
            net.catch_at_start(fault)
            return 2


def tell_of_the_past(window: MainWindow, told: str | None, net: SafetyNet) -> None:
    """Say what became of a damaged store, or else that the run before did not end well."""
    before = begin_run(window.places.marker, datetime.now(UTC))
    if before:
        net.note(f"上次没有正常结束\n{net.last_crash}")
    if told:
        QTimer.singleShot(0, window, lambda: tell_of_opening(window, told))
    elif before:
        QTimer.singleShot(0, window, lambda: tell_of_last_run(window, before, net))


def run(
    app: QApplication, window: MainWindow, places: Places, net: SafetyNet, files: Sequence[Path]
) -> int:
    """Let the clerk work, and see to the backups meanwhile and at the end; the exit code."""
    brought = Brought(window)
    brought.bring(files)
    summoned = Summoned(places.request, window)
    summoned.called.connect(lambda _: come_forward(window))
    summoned.called.connect(brought.bring)
    alive = QTimer(window, interval=_ALIVE_EACH)
    alive.timeout.connect(lambda: look_after_the_folder(window, alive))
    alive.start()
    keepers: list[Keeper] = []
    # When the list of reports is on the screen: its import and its work are no part of the start.
    begin = QTimer(window, singleShot=True, interval=_KEEPING_AFTER)
    begin.timeout.connect(lambda: keepers.append(begin_keeping(window, places)))
    begin.start()
    farewell = Farewell(app, window, net.note, lambda: end_run(places.marker))
    with farewell.listening():
        code = app.exec()
    keeper = keepers[0] if keepers else begin_keeping(window, places)
    keeper.end()
    return code


def look_after_the_folder(window: MainWindow, timer: QTimer) -> None:
    """Note that the run goes on; where another machine has taken the folder over, say so once."""
    be_alive(window.places.marker)
    sentence = one_writer.who_took_over(window.places)
    if sentence:
        from gkdesk.ui import dialogs

        timer.stop()
        dialogs.tell(window, sentence)


def begin_keeping(window: MainWindow, places: Places) -> "Keeper":
    """Begin the rounds of backups; trouble is told in a line at the foot of the window."""
    from gkdesk.ui.keeper import Keeper

    keeper = Keeper(places)
    keeper.troubled.connect(lambda sentence: tell_quietly(window, sentence))
    keeper.looked.connect(lambda: show_backups_again(window))
    keeper.begin()
    return keeper


def show_backups_again(window: MainWindow) -> None:
    """Let the page of backups show what a round has made, if it is shown."""
    if window.backups is not None:
        window.backups.look_again()


def tell_quietly(window: MainWindow, sentence: str) -> None:
    """Show a sentence at the foot of the window as long as it holds."""
    from gkdesk.ui import foot_note

    foot_note.keep_at_foot(window, sentence)


def tell_of_opening(window: MainWindow, sentence: str) -> None:
    """Tell what became of a damaged store, over the window."""
    from gkdesk.ui import dialogs

    dialogs.tell(window, sentence)


def tell_of_last_run(window: MainWindow, run: Run, net: SafetyNet) -> None:
    """Say quietly, at the foot of the window, that the run before did not end as it should."""
    from gkdesk.ui import foot_note, last_run

    foot_note.put_at_foot(window, last_run.make_note(window, run, net.last_crash))


def make_application() -> QApplication:
    """Qt's application with our look, in Chinese as far as Qt has it."""
    # One style for Windows 10 and 11, the one that was looked at; before Qt makes another one.
    QApplication.setStyle("Fusion")
    app = QApplication(sys.argv[:1])
    Sweeper(app)
    app.setApplicationName("gkdesk")
    app.setApplicationDisplayName("")
    icon.wear(app)
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
