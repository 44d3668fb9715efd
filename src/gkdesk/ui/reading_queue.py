"""Reads reports one by one beside the window, which stays alive meanwhile."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Qt, Signal

from gkdesk.errors import UserError
from gkdesk.files.reading import Reading

Read = Callable[[], Reading]
_MISTAKE = "读取这个文件时程序出错，没有读入。请在 WPS 或 Word 中另存为 .docx 再试，或对照着录入。"


class ReadingQueue(QObject):
    """One thread that reads what it is given, in that order; it can be cancelled at any time.

    A mistake of the program in a reader is raised in the window's thread, as any other one. It
    has no parent on purpose: a file that is being read when nobody waits any more ends in peace.
    """

    began = Signal(int)
    """The reading with this number has begun."""
    succeeded = Signal(int, object)
    """The reading with this number gave this Reading."""
    refused = Signal(int, str)
    """The reading with this number gave no report; the sentence says why."""
    cancelled = Signal(int)
    """The reading with this number will give nothing any more."""
    _started = Signal(int)
    """A reading has begun; in the worker's thread, whence Qt brings it to this object's."""
    _ended = Signal(int, object)
    """A Future is done; in whatever thread it was."""

    def __init__(self) -> None:
        super().__init__()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading")
        self._futures: list[Future[Reading]] = []
        self._given_up: set[int] = set()
        self._started.connect(self.tell_began)
        # A reading that is done at once ends in this thread, and would be told before its begin.
        self._ended.connect(self.tell, Qt.ConnectionType.QueuedConnection)

    def add(self, read: Read) -> int:
        """Let something be read after all that waits; its number."""
        number = len(self._futures)
        future = self._thread.submit(self._begin, number, read)
        self._futures.append(future)
        future.add_done_callback(lambda done: self._ended.emit(number, done))
        return number

    def cancel(self) -> None:
        """Begin no other reading; the one that is under way comes to its end, but tells nothing.

        No thread can be stopped from outside, and nobody should wait for what is not wanted.
        """
        for number, future in enumerate(self._futures):
            if not future.cancel() and future.running() and number not in self._given_up:
                self._given_up.add(number)
                self.cancelled.emit(number)

    def tell_began(self, number: int) -> None:
        """Say that a reading has begun, if it was not given up meanwhile."""
        if number not in self._given_up:
            self.began.emit(number)

    def tell(self, number: int, future: "Future[Reading]") -> None:
        """Say how a reading ended."""
        if number in self._given_up:
            return
        if future.cancelled():
            self.cancelled.emit(number)
            return
        try:
            reading = future.result()
        except UserError as error:
            self.refused.emit(number, str(error))
        except BaseException:
            # Raised for the net below everything; here the file must not wait for ever.
            self.refused.emit(number, _MISTAKE)
            raise
        else:
            self.succeeded.emit(number, reading)

    def _begin(self, number: int, read: Read) -> Reading:
        self._started.emit(number)
        return read()
