"""The one way in which the program opens its store at start: as it is, mended, or from a backup."""

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gkdesk.errors import UserError
from gkdesk.files.examine import examine
from gkdesk.files.os_faults import reason
from gkdesk.files.put_in_place import clear_parts
from gkdesk.files.store import Clock, Store


@dataclass(frozen=True, slots=True)
class Opened:
    """The open store, and what the clerk must be told of how it came about (None: nothing)."""

    store: Store
    told: str | None


def open_at_start(
    path: Path, backups: Path, *, now: Callable[[], datetime], clock: Clock | None = None
) -> Opened:
    """Open the store at `path`; a damaged or missing one is first made good as far as can be.

    Raises UserError for one that is locked, out of reach, another program's or a newer gkdesk's.
    """
    told = make_good(path, backups, now())
    return Opened(Store.open(path, clock=clock), told)


def make_good(path: Path, backups: Path, now: datetime) -> str | None:
    """See to it that there is a whole store at `path`, or none where there never was one.

    Gives what the clerk must be told; None where all was well. Raises UserError as above.
    """
    clear_parts(path.parent)
    # A power cut in the very first transaction leaves a journal that gives back an empty file.
    damaged = not _is_missing(path) and bool(find_damage(path))
    if _is_missing(path):
        if not os.path.isdir(backups):
            return None
        # Not at the top, here and below: most starts need none of it.
        from gkdesk.files.repairing import bring_back

        return bring_back(path, backups, now)
    if not damaged:
        return None
    from gkdesk.files.repairing import repair

    return repair(path, backups, now)


def find_damage(path: Path) -> list[str]:
    """What is wrong with the file at `path`, a bad sector of the disk among it.

    Raises UserError as `examine` does, and where a folder has the file's name.
    """
    if os.path.isdir(path):
        raise UserError(
            f"数据文件的位置上是一个同名的文件夹，打不开。请把它移走或改名后再试。位置：{path}"
        )
    try:
        return examine(path)
    except UserError:
        if _has_bad_sector(path):
            return ["文件所在的磁盘有坏道"]
        raise


def _is_missing(path: Path) -> bool:
    """Whether there is no file, or one of no bytes as a power cut leaves it."""
    try:
        return not path.exists() or (path.is_file() and not path.stat().st_size)
    except OSError as fault:
        raise UserError(f"数据文件打不开：{reason(fault)}。数据文件：{path}") from fault


def _has_bad_sector(path: Path) -> bool:
    try:
        path.read_bytes()
    except OSError as fault:
        return fault.errno == errno.EIO
    return False
