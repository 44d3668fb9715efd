"""The rounds of backups while the program runs: is one due, was one made, what went wrong."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from gkdesk.errors import UserError
from gkdesk.files.backups import Backup, is_due, make_backup, prune
from gkdesk.files.second_place import bring_up_to_date, second_place
from gkdesk.files.store import Store

_GONE = (
    "数据文件不见了（可能被移动或删除），没有备份。请先不要关闭窗口，"
    "把正在填写的报告存为数据文件，再把原来的文件放回去。"
)

# One for the process: two rounds at a time would clear each other's half-written copies away.
_ROUND = Lock()
_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Kept:
    """What a round came to: the new backup if one was needed, and a sentence if not all is well."""

    made: Backup | None
    trouble: str | None


class Rounds:
    """Backs one store up when that is due; it opens the store for itself, in whatever thread."""

    def __init__(self, store: Path, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._last: datetime | None = None

    def backup_if_due(self, now: datetime) -> Kept | None:
        """Back up if half an hour of work has gone by and something changed; None if not due."""
        if not is_due(self._last, now):
            return None
        return self.backup(now)

    def backup(self, now: datetime) -> Kept:
        """Back up if something changed."""
        first, self._last = self._last is None, now
        if not os.path.isfile(self._store):
            # Opening it would make an empty one.
            return Kept(None, f"{_GONE}数据文件：{self._store}")
        try:
            with no_other_round(), Store.open(self._store) as store:
                # Only at first the file is made smaller as well: that takes long, and nobody types
                # yet. What stands in the way now does so no longer next time.
                _told(lambda: store.thin(now, compact=first))
                return keep_backups(store, self._folder, now)
        except UserError as error:
            return Kept(None, str(error))


@contextmanager
def no_other_round() -> Iterator[None]:
    """Let no round of this process touch the store meanwhile; UserError if one does not end."""
    if not _ROUND.acquire(timeout=_PATIENCE):
        raise UserError("正在备份，还没有做完（U盘可能很慢），这次没有动。请稍等一会儿再试。")
    try:
        yield
    finally:
        _ROUND.release()


def keep_backups(store: Store, folder: Path, now: datetime) -> Kept:
    """Make a backup if something changed, thin the old ones out, and see to the second place."""
    made: list[Backup | None] = []
    second = second_place(store)
    here = _told(lambda: made.append(make_backup(store, folder, now)))
    there = _see_to_second(folder, second) if second else None
    if there and not here:
        there += "本机的备份已经做好。"
    # Last: when the program ends, a slow stick must have had its copy by then.
    tidied = _told(lambda: prune(folder)) if made and made[0] else None
    troubles = "\n".join(filter(None, (here, there, tidied)))
    return Kept(made[0] if made else None, troubles or None)


def _see_to_second(folder: Path, second: Path) -> str | None:
    """Bring the second place up to date; a sentence if that failed."""
    try:
        return bring_up_to_date(folder, second)
    except UserError:  # the first place cannot be read, which has been said
        return None


def _told(do: Callable[[], object]) -> str | None:
    """Do something; a sentence if that failed."""
    try:
        do()
    except UserError as error:
        return str(error)
    return None
