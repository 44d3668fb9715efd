"""Backups of the store: made whole, numbered, and thinned out so that none is missed later.

A backup is a store file of its own. The running number in its name orders it, never its time: a
clerk's clock may jump back.
"""

import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from gkdesk.errors import UserError
from gkdesk.files.examine import Holding, fingerprint, look_into, reading
from gkdesk.files.os_faults import reason
from gkdesk.files.private_copy import part_of, publish
from gkdesk.files.put_in_place import FRESH, clear_parts, sync_folder
from gkdesk.files.store import Store
from gkdesk.files.store_file import StoreDamagedError, fault_reason

NEWEST_KEPT = 30
INTERVAL = timedelta(minutes=30)

_NAME = re.compile(r"备份-(\d{6,})-(\d{8}-\d{6})\.sqlite3")
_TIME = "%Y%m%d-%H%M%S"
# With the moment of its beginning: on a stick that two PCs share, each has a report of its own.
_WORKED_ON = "SELECT organ, year, created_at FROM reports ORDER BY change_order DESC LIMIT 1"
_LATEST = "SELECT organ, max(year), created_at FROM reports GROUP BY organ"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup in a folder: its place, its running number, and when it says it was made."""

    path: Path
    number: int
    made_at: datetime


def list_backups(folder: Path) -> list[Backup]:
    """The backups in a folder, the newest first; none where there is no folder.

    Raises UserError where the folder is there and cannot be read.
    """
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as fault:
        raise UserError(f"备份文件夹“{folder}”读不出来：{reason(fault)}。") from fault
    found = [backup for name in names if (backup := _as_backup(folder, name))]
    return sorted(found, key=lambda backup: (backup.number, backup.made_at), reverse=True)


def newest_good(backups: list[Backup]) -> Holding | None:
    """What the first whole one among `backups` holds; None where none of them is whole."""
    for backup in backups:
        try:
            holding = look_into(backup.path)
        except UserError:
            continue
        if holding.is_good:
            return holding
    return None


def is_due(last: datetime | None, now: datetime) -> bool:
    """Whether it is time for a backup; also after the clock jumped back behind the last one."""
    return last is None or not timedelta(0) <= now - last < INTERVAL


def make_backup(store: Store, folder: Path, now: datetime) -> Backup | None:
    """Back the store up into `folder`; None if nothing changed since the newest whole backup.

    A damaged store is never backed up over good ones: StoreDamagedError. Raises UserError where
    the backup cannot be written.
    """
    if not store.reports():
        return None
    backups = list_backups(folder)
    if backups and _is_copy(backups[0], store.fingerprint()):
        return None
    with _told(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)
        clear_parts(folder, left_alone=FRESH)
        place = folder / name_of(backups[0].number + 1 if backups else 1, now)
        with part_of(folder) as part:
            store.copy_to(part)
            _refuse_damaged(part, store.path)
            publish(part, place)
    return _as_backup(folder, place.name)


def prune(folder: Path) -> list[Path]:
    """Remove the backups that nobody will miss, and give their places.

    Kept are the newest 30, and two of each report year for ever: the last one made before a later
    year's report was begun, and the last one made while that year's report was the one worked on.
    So last year's report can be had as it was handed in, whatever is done to it later. (Each
    organ counts for itself.) What is not whole is neither removed nor counted: no good backup
    goes because of a bad one.
    """
    removed: list[Path] = []
    for path in outlived([backup.path for backup in list_backups(folder)], NEWEST_KEPT):
        # Windows removes no file that somebody looks into: then it goes the next time.
        with suppress(OSError):
            path.unlink(missing_ok=True)
            removed.append(path)
    return removed


def outlived(newest_first: Sequence[Path], count: int) -> list[Path]:
    """Those of some copies of a store that nobody will miss: see `prune`, with another count."""
    if len(newest_first) <= count:
        return []
    kept_for: set[object] = set()
    found: list[Path] = []
    whole = 0
    for path in newest_first:
        stands_for = _stands_for(path)
        if stands_for is None:
            continue
        whole += 1
        if whole > count and stands_for <= kept_for:
            found.append(path)
        kept_for |= stands_for
    return found


def name_of(number: int, now: datetime) -> str:
    """A backup's file name: the number sorts, the time is for the clerk."""
    return f"备份-{number:06}-{now.astimezone():{_TIME}}.sqlite3"


def _as_backup(folder: Path, name: str) -> Backup | None:
    """A file name taken apart; None for any other file."""
    match = _NAME.fullmatch(name)
    try:
        made_at = datetime.strptime(match[2], _TIME).astimezone() if match else None
    except (ValueError, OverflowError, OSError):  # a time that no calendar has
        return None
    return Backup(folder / name, int(match[1]), made_at) if match and made_at else None


def _is_copy(backup: Backup, wanted: str) -> bool:
    """Whether a backup is whole and holds what the store holds."""
    try:
        with reading(backup.path) as connection:
            same = fingerprint(connection) == wanted
        return same and look_into(backup.path).is_good
    except (sqlite3.Error, ValueError, UserError):
        return False  # then one more backup is made, which harms nobody


def _stands_for(path: Path) -> set[object] | None:
    """The report years of which a backup may be the last one; None if it is not whole."""
    try:
        if not look_into(path).is_good:
            return None
        with reading(path) as connection:
            worked_on = {("worked on", *row) for row in connection.execute(_WORKED_ON)}
            latest = {("latest", *row) for row in connection.execute(_LATEST)}
            return worked_on | latest
    except (sqlite3.Error, ValueError, UserError):
        return None


def _refuse_damaged(part: Path, store: Path) -> None:
    """Publish no copy that is not whole: the store is damaged, or the copy went wrong."""
    faults = look_into(part).faults
    if faults:
        raise StoreDamagedError(
            f"备份前检查发现数据文件已损坏（{faults[0]}），没有备份，原有的备份都还在。"
            f"请关闭本程序再打开，程序会自动修复。数据文件：{store}"
        )


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Turn what a folder for backups did into a sentence."""
    try:
        yield
    except OSError as fault:
        raise UserError(f"没有备份成：{reason(fault)}。备份文件夹：{folder}") from fault
    except sqlite3.Error as fault:
        why = fault_reason(fault)
        if why is None:
            raise
        raise UserError(f"没有备份成：{why}。备份文件夹：{folder}") from fault
