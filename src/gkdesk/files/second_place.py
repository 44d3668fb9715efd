"""A second place for backups, on a stick or another disk, if the clerk named one."""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gkdesk.errors import UserError
from gkdesk.files.backups import Backup, list_backups, name_of, newest_good, prune
from gkdesk.files.examine import reading
from gkdesk.files.os_faults import reason
from gkdesk.files.private_copy import copy_whole
from gkdesk.files.put_in_place import FRESH, clear_parts
from gkdesk.files.store import Store

SETTING = "backup.second_place"
FOLDER = "年报备份"


def second_place(store: Store) -> Path | None:
    """The folder that the clerk named, if any."""
    named = store.setting(SETTING)
    return Path(named) if named else None


def name_second_place(store: Store, folder: Path | None) -> None:
    """Keep a folder as the second place; None for none."""
    store.set_setting(SETTING, str(folder) if folder else "")


def named_in(store: Path) -> Path | None:
    """The folder that a store names which is not open; None where that cannot be read."""
    if not store.is_file():
        return None
    with suppress(sqlite3.Error, ValueError), reading(store) as connection:
        row = connection.execute(
            "SELECT value FROM settings WHERE key = ? AND value <> ''", (SETTING,)
        ).fetchone()
        return Path(row[0]) if row else None
    return None


def prepare(chosen: Path, data: Path) -> Path:
    """The folder for backups in the one that the clerk chose; made now, and never again.

    Another stick under the same letter has no such folder, and so gets nobody's reports. A folder
    that has backups already is taken as it is. Raises UserError where none can be made, and for
    one in the data folder itself.
    """
    try:
        is_among_data = chosen.resolve().is_relative_to(data.resolve())
    except (OSError, RuntimeError) as fault:  # a drive out of reach, or links in a circle
        raise UserError(f"“{chosen}”打不开，请换一个位置，例如U盘。") from fault
    if is_among_data:
        raise UserError(f"“{chosen}”就在本机的数据文件夹里，请换一个位置，例如U盘。")
    if chosen.name == FOLDER or list_backups(chosen):
        return chosen
    folder = chosen / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as fault:
        raise UserError(f"第二备份位置“{folder}”建不成：{reason(fault)}。") from fault
    return folder


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """How the second place is now: there or not, its newest backup, on the data's disk or not."""

    folder: Path
    is_there: bool
    newest: datetime | None = None
    shares_disk: bool = False


def look_at(second: Path, data: Path) -> SecondPlace:
    """How the second place is now; one that cannot be read is not there."""
    try:
        if not second.is_dir():
            return SecondPlace(second, False)
        newest = next(iter(list_backups(second)), None)
        shares_disk = second.stat().st_dev == data.stat().st_dev
    except (OSError, UserError):
        return SecondPlace(second, False)
    return SecondPlace(second, True, newest.made_at if newest else None, shares_disk)


def bring_up_to_date(backups: Path, second: Path) -> str | None:
    """Copy the newest whole backup to the second place unless it is there; a sentence if not.

    The folder is never made here: where it is missing, another stick may be plugged in.
    """
    listed = list_backups(backups)
    good = newest_good(listed)
    if good is None:
        return None
    newest = next(backup for backup in listed if backup.path == good.path)
    try:
        if not second.is_dir():
            return f"第二备份位置“{second}”现在找不到（U盘可能没有插上），插上以后会自动补上。"
        if second.samefile(backups):
            return f"第二备份位置“{second}”就是本机的备份文件夹，请换一个位置，例如U盘。"
        clear_parts(second, left_alone=FRESH)
        if not _is_there(newest, second):
            copy_whole(newest.path, _place(newest, second))
            prune(second)
    except OSError as fault:
        return f"第二备份位置“{second}”没有备份成：{reason(fault)}。"
    except UserError as error:
        return f"第二备份位置“{second}”没有备份成。{error}"
    return None


def _is_there(newest: Backup, second: Path) -> bool:
    """Whether the second place has these very bytes, under whatever number."""
    data = newest.path.read_bytes()
    return any(
        found.made_at == newest.made_at and found.path.read_bytes() == data
        for found in list_backups(second)
    )


def _place(newest: Backup, second: Path) -> Path:
    """The same name if it is free and in order; else, where another PC also copies to, the next."""
    there = list_backups(second)
    number = max(newest.number, there[0].number + 1) if there else newest.number
    return second / name_of(number, newest.made_at)
