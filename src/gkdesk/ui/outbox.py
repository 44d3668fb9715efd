"""The actions of one report on their way to the store; what it does not take now is kept here."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from gkdesk.core.change import Change
from gkdesk.errors import UserError
from gkdesk.files.store import Store
from gkdesk.files.store_file import StoreWriteError

RETRY_MS = 3000


@dataclass(frozen=True)
class ToWrite:
    """One action; it goes on with the step before if that is at most `merge_within` seconds old."""

    changes: tuple[Change, ...]
    label: str
    merge_within: float = 0


class Outbox(QObject):
    """Writes actions in their order: while one is kept, those behind it wait."""

    failed = Signal(str)
    """The store still does not take what is kept; the sentence says why. It is tried again."""
    refused = Signal(tuple, str)
    """What was kept can never be written: its changes, and why. It is no longer kept."""
    emptied = Signal(frozenset)
    """Nothing is kept any more; the addresses of what was."""

    def __init__(self, store: Store, report_id: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._id = report_id
        self._kept: list[ToWrite] = []
        self._timer = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._timer.timeout.connect(self.retry)

    @property
    def is_empty(self) -> bool:
        """Whether all that was written here is on disk."""
        return not self._kept

    def write(self, action: ToWrite) -> str:
        """Write an action, or keep it; the sentence of a failure that is new, else nothing.

        Raises UserError, and keeps nothing, where the store refuses the action itself.
        """
        if self._kept:
            self._kept.append(action)
            return ""
        try:
            self._record(action)
        except StoreWriteError as error:
            self._kept.append(action)
            self._timer.start()
            return str(error)
        return ""

    def retry(self) -> None:
        """Try again to write what is kept."""
        kept = {change.address for action in self._kept for change in action.changes}
        while self._kept:
            action = self._kept[0]
            try:
                self._record(action)
            except StoreWriteError as error:
                self._timer.start()
                self.failed.emit(str(error))
                return
            except UserError as error:
                # Refused itself, as organ and year of another report are: nothing waits behind it.
                self._kept.pop(0)
                self.refused.emit(action.changes, str(error))
            else:
                self._kept.pop(0)
        self.emptied.emit(frozenset(kept))

    def stop(self) -> None:
        """Try nothing again by itself."""
        self._timer.stop()

    def _record(self, action: ToWrite) -> None:
        self._store.record(self._id, action.changes, action.label, merge_within=action.merge_within)
