"""Small work beside the window, which stays alive meanwhile, and is told how each piece ended."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from gkdesk.errors import UserError

Found = TypeVar("Found")
Refused = Callable[[str], None]


class SideWork(QObject):
    """Threads for what may be slow: many files, or a stick.

    The threads know nothing of Qt but the one signal that is brought to this object's thread. It
    has no parent on purpose: what is under way when nobody waits any more ends in peace.
    """

    _ended = Signal(int, object)
    """A Future is done; in whatever thread it was."""

    def __init__(self, threads: int = 2) -> None:
        super().__init__()
        self._threads = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="beside")
        # Only numbers go to the threads: what listens may be a widget, and must not die in one.
        self._waiting: dict[int, tuple[Future[Any], Callable[[Any], None], Refused]] = {}
        self._numbers = count()
        # Queued also where a piece was done before anybody asked: never told inside of `do`.
        self._ended.connect(self.tell, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether something is not done yet."""
        return bool(self._waiting)

    def do(self, work: Callable[[], Found], then: Callable[[Found], None], no: Refused) -> None:
        """Do some work, and call `then` with what came of it, or `no` with the sentence why not.

        Both are called in the window's thread; so is raised there a mistake of the program.
        """
        number = next(self._numbers)
        future = self._threads.submit(work)
        self._waiting[number] = (future, then, no)
        future.add_done_callback(lambda done: self._ended.emit(number, done))

    def drop(self) -> None:
        """Begin nothing more of what waits."""
        for number, (future, _, _) in tuple(self._waiting.items()):
            if future.cancel():
                del self._waiting[number]

    def end(self) -> None:
        """Begin nothing more, and tell nothing any more: nobody is there to hear it."""
        self._waiting.clear()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def tell(self, number: int, future: "Future[Any]") -> None:
        """Say how a piece of work ended, if anybody still waits for it."""
        if number not in self._waiting:
            return
        _, then, no = self._waiting.pop(number)
        try:
            found = future.result()
        except UserError as error:
            no(str(error))
        else:
            then(found)
