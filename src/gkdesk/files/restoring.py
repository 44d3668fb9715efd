"""A store is put in the place of another: whole or not at all, and what was there is kept."""

import os
import re
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gkdesk.errors import UserError
from gkdesk.files.backups import outlived
from gkdesk.files.examine import Holding, examine, look_into
from gkdesk.files.lock_file import is_held_by_another
from gkdesk.files.os_faults import reason
from gkdesk.files.private_copy import (
    copy_whole,
    free_name,
    hot_journal,
    keep_aside,
    part_of,
    publish,
)
from gkdesk.files.put_in_place import clear_parts, sync_folder
from gkdesk.files.store import Store
from gkdesk.files.store_file import StoreDamagedError, copy_store, fault_reason

BEFORE = "恢复前"
COPIES_KEPT = 10
_SQLITE = b"SQLite format 3\0"
_COPY = re.compile(rf".+-{BEFORE}-(\d{{8}}-\d{{6}})(?:-(\d+))?\.sqlite3")
_TIME = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and where the safety copy lies of what was there before (if anything)."""

    holding: Holding
    safety_copy: Path | None


def restore(store: Path, backup: Path, now: datetime) -> Restored:
    """Put a backup in the place of a store; the backup stays as it is.

    First comes a safety copy of the present store beside it; at the end those copies go that
    nobody will miss. Raises UserError, and leaves the store as it was, for a backup that is
    damaged, another program's or a newer gkdesk's, and for a store in use.
    """
    holding = refuse_unusable(backup)
    if store.exists() and store.samefile(backup):
        raise UserError(f"“{backup}”就是正在使用的数据文件，不需要恢复。请选择一个备份。")
    refuse_in_use(store)
    clear_parts(store.parent)
    safety_copy = _copy_before(store, now)
    place(backup, store)
    Store.open(store).close()  # an older schema is brought up to date, after a copy of its own
    if safety_copy:
        _thin_out(store, safety_copy, backup)
    return Restored(holding, safety_copy)


def safety_copies(store: Path) -> list[tuple[datetime, Path]]:
    """The copies beside a store that were made before a restoring, each with its time.

    The newest first, as far as their names can tell.
    """
    found = []
    for path in store.parent.glob(f"{store.stem}-{BEFORE}-*.sqlite3"):
        match = _COPY.fullmatch(path.name)
        if match:
            with suppress(ValueError):  # a time that no calendar has
                at = datetime.strptime(match[1], _TIME).astimezone()
                found.append((at, int(match[2] or 1), path))
    return [(at, path) for at, _, path in sorted(found, reverse=True)]


def refuse_unusable(backup: Path) -> Holding:
    """What a backup holds. Raises UserError if it cannot take the place of a store."""
    holding = look_into(backup)
    if holding.refusal:
        raise UserError(holding.refusal)
    if holding.faults and not _is_database(backup):
        raise UserError(
            f"“{backup}”不是本程序的备份或数据文件（或者已经损坏得认不出来），没有恢复。请另选一个文件。"
        )
    if holding.faults:
        raise UserError(
            f"这个备份已经损坏（{holding.faults[0]}），没有恢复，请换一个备份。备份文件：{backup}"
        )
    return holding


def _is_database(path: Path) -> bool:
    """Whether a file says that it is one of SQLite's: a Word file is no damaged backup."""
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def is_in_use(store: Path) -> bool:
    """Whether another process has the data folder, or is just now reading or writing the store.

    A window that only stands open holds no lock of SQLite between two cells, but the folder's.
    """
    if is_held_by_another(store.with_suffix(".lock")):
        return True
    if not store.is_file() or not store.stat().st_size:
        return False
    with closing(sqlite3.connect(store, timeout=0.2, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
        except sqlite3.Error as fault:
            return bool(
                getattr(fault, "sqlite_errorcode", 0) & 0xFF
                in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            )
    return False


def refuse_in_use(store: Path) -> None:
    """Raise UserError if another program has the store."""
    if is_in_use(store):
        raise UserError(
            f"数据文件正在使用，没有改动。请先关闭本程序的窗口，再试一次。数据文件：{store}"
        )


def place(source: Path, store: Path) -> None:
    """Put a whole store file in the place of a store, by one renaming; `source` stays.

    Raises UserError, and leaves the store as it was.
    """
    try:
        remove_journal(store)
        if hot_journal(source):
            _place_played_back(source, store)
        else:
            copy_whole(source, store)
    except OSError as fault:
        raise UserError(
            f"数据文件没有换成（{reason(fault)}），原来的数据没有改动。数据文件：{store}"
        ) from fault


def _place_played_back(source: Path, store: Path) -> None:
    """The same for a file that a power cut left with its journal: SQLite makes a copy whole."""
    with part_of(store.parent) as part:
        for end in ("-journal", ""):
            copy_whole(Path(f"{source}{end}"), Path(f"{part}{end}"))
        if examine(part):
            raise StoreDamagedError(f"这个备份已经损坏，没有恢复，请换一个备份。备份文件：{source}")
        publish(part, store)


def _copy_before(store: Path, now: datetime) -> Path | None:
    """The safety copy: by SQLite if the store is whole, byte for byte if it is not."""
    if not store.is_file() or not store.stat().st_size:
        return None
    try:
        is_whole = not examine(store)
    except UserError:
        is_whole = False  # also another program's file: kept, whatever it is
    if not is_whole:
        return keep_aside(store, BEFORE, now)
    stem = f"{store.stem}-{BEFORE}-{now.astimezone():{_TIME}}"
    copy = free_name(store.parent, stem, ".sqlite3")
    try:
        with part_of(store.parent) as part, closing(sqlite3.connect(store)) as connection:
            copy_store(connection, part)
            publish(part, copy)
    except (OSError, sqlite3.Error) as fault:
        why = reason(fault) if isinstance(fault, OSError) else fault_reason(fault)
        if why is None:
            raise
        raise UserError(
            f"恢复前的备份写不下去（{why}），没有恢复，数据没有改动。数据文件：{store}"
        ) from fault
    return copy


def _thin_out(store: Path, newest: Path, backup: Path) -> None:
    """Remove old safety copies as backups are thinned out; never the newest, nor what came back.

    What is not whole stays: perhaps somebody can read it still.
    """
    others = [path for _, path in safety_copies(store) if path != newest]
    for path in outlived([newest, *others], COPIES_KEPT):
        with suppress(OSError):  # then it goes the next time
            if not path.samefile(backup):
                path.unlink()
                Path(f"{path}-journal").unlink(missing_ok=True)


def remove_journal(store: Path) -> None:
    """A journal of the old file, which was kept, would be played back into the new one."""
    journal = Path(f"{store}-journal")
    if os.path.exists(journal):
        journal.unlink()
        sync_folder(store.parent)
