"""The window that is open hears a second start, and comes to the front."""

import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from gkdesk.files.summons import take_requests

# The system's word that the folder changed may be late or missing, above all on a network drive.
_EACH = 1_000
_SHARE = 50


class Summoned(QObject):
    """Watches the data folder for the requests of further starts."""

    called = Signal(object)
    """Somebody started the program once more, with these files: a tuple of Paths."""

    def __init__(self, request: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._request = request
        self._watcher = QFileSystemWatcher([str(request.parent)], self)
        self._watcher.directoryChanged.connect(self.look)
        self._timer = QTimer(self, interval=_EACH)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        QTimer.singleShot(0, self, self.look)

    def look(self) -> None:
        """Take away the requests that there are.

        A network drive that is gone makes each look wait: then it looks less often.
        """
        began = time.monotonic()
        files = take_requests(self._request)
        if files is not None:
            self.called.emit(files)
        took = int((time.monotonic() - began) * 1_000)
        self._timer.setInterval(max(_EACH, _SHARE * took))


def come_forward(window: QWidget) -> None:
    """Show a window in front of all others, also a minimised one; what asks in it stays on top."""
    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    front = QApplication.activeModalWidget() or window
    front.raise_()
    front.activateWindow()
    # Where the system does not let it come forward, its button in the task bar blinks.
    QApplication.alert(window)
