"""Sees to the backups while the window is open, in a thread beside it."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from gkdesk.files.keeping import Kept, Rounds
from gkdesk.paths import Places

_EACH = 60_000
_GLANCE = 200
# A stick that hangs must not keep the program from ending; what is half-written is cleared later.
_PATIENCE = 5.0

Clock = Callable[[], datetime]
Round = Callable[[datetime], Kept | None]


class Keeper(QObject):
    """Backs the store up soon after the start, then each half hour if something changed.

    The thread has a connection of its own, so that the window waits for no copy and no stick. It
    knows nothing of Qt: whether it is done is asked for, so that nothing reaches a window that is
    gone.
    """

    troubled = Signal(str)
    """Not all is well with the backups; the sentence says what. Empty: all is well again."""
    looked = Signal()
    """A round is over: there may be another backup now, old ones may be gone."""

    def __init__(self, places: Places, clock: Clock = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self._rounds = Rounds(places.store, places.backups)
        self._clock = clock
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="backup")
        self._running: Future[Kept | None] | None = None
        self._timer = QTimer(self, interval=_EACH)
        self._timer.timeout.connect(self.look)
        self._watch = QTimer(self, interval=_GLANCE)
        self._watch.timeout.connect(self.glance)

    def begin(self) -> None:
        """Look now, and then each minute."""
        self.look()
        self._timer.start()

    def look(self) -> None:
        """Make a backup if one is due, unless one is being made."""
        if self._running is None or self._running.done():
            self._start(self._rounds.backup_if_due)
            self._watch.start()

    def end(self) -> None:
        """Back up what changed since, when the window is gone; wait a little for slow disks."""
        self._timer.stop()
        self._watch.stop()
        last = self._start(self._rounds.backup)
        wait_for([last], timeout=_PATIENCE)
        self._thread.shutdown(wait=False, cancel_futures=True)

    def glance(self) -> None:
        """Say how a round ended, once it did; a mistake of the program is raised here."""
        if self._running is None or not self._running.done():
            return
        self._watch.stop()
        kept = self._running.result()
        if kept is not None:
            self.troubled.emit(kept.trouble or "")
            self.looked.emit()

    def _start(self, do: Round) -> "Future[Kept | None]":
        self._running = self._thread.submit(do, self._clock())
        return self._running
