"""Python's garbage is swept in the window's thread alone."""

import gc
import threading
import weakref

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gkdesk.ui.sweeper import Sweeper


class Knot:
    """Holds itself, so that only a sweep can free it; notes in which thread that was."""

    def __init__(self, freed_in: list[threading.Thread]) -> None:
        self.myself = self
        weakref.finalize(self, lambda: freed_in.append(threading.current_thread()))


def test_a_thread_that_allocates_sweeps_nothing(qapp: QApplication, qtbot: QtBot) -> None:
    """The window's thread does, soon after."""
    sweeper = Sweeper(qapp)
    freed_in: list[threading.Thread] = []
    Knot(freed_in)
    kept: list[list[int]] = []
    thread = threading.Thread(target=lambda: kept.extend([number] for number in range(200_000)))
    thread.start()
    thread.join()
    assert freed_in == []

    qtbot.waitUntil(lambda: bool(freed_in))
    assert freed_in == [threading.main_thread()]
    assert not gc.isenabled()
    sweeper.deleteLater()
