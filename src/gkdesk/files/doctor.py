"""Looks the clerk's data over by hand, as the start does, and makes good what is damaged."""

import os
import shutil
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from gkdesk.errors import UserError
from gkdesk.files.backups import Backup, list_backups
from gkdesk.files.examine import Holding, look_into, reading
from gkdesk.files.opening import find_damage, make_good
from gkdesk.files.os_faults import reason
from gkdesk.files.private_copy import hot_journal, part_of, write_private
from gkdesk.files.restoring import refuse_in_use
from gkdesk.files.second_place import named_in
from gkdesk.files.store_file import SCHEMA, number

_LEAST_SPACE = 100 * 1024 * 1024
_TEST = b"gkdesk" * 1024


@dataclass(slots=True)
class Diagnosis:
    """What was found, a line each, and whether all is well now."""

    lines: list[str] = field(default_factory=list)
    is_well: bool = True


def examine_all(path: Path, backups: Path, now: datetime) -> Diagnosis:
    """Look the store, its backups and its disk over; a damaged or lost store is made good.

    What cannot be made good is a line of the diagnosis too.
    """
    diagnosis = Diagnosis()
    try:
        _examine_store(diagnosis, path, backups, now)
    except UserError as error:
        diagnosis.lines.append(str(error))
        diagnosis.is_well = False
    diagnosis.lines += _on_backups("备份", backups)
    second = named_in(path)
    if second:
        diagnosis.lines += _on_second_place(second)
    _test_folder(diagnosis, path.parent)
    return diagnosis


def _examine_store(diagnosis: Diagnosis, path: Path, backups: Path, now: datetime) -> None:
    """Say how the store is, made good if need be."""
    journal = hot_journal(path)
    if os.path.isfile(path) and os.path.getsize(path):
        faults = find_damage(path)
        if journal and not faults:
            diagnosis.lines.append(
                "上次有一步没有写完（例如突然断电），数据库已自动退回到那一步之前。"
            )
        if faults:
            diagnosis.lines.append(f"数据文件已损坏：{'；'.join(faults)}。")
            refuse_in_use(path)
    told = make_good(path, backups, now)
    if told:
        diagnosis.lines.append(told)
    if not os.path.exists(path):
        diagnosis.lines.append(f"还没有数据文件，打开窗口填写时会自动建立。位置：{path}")
        return
    diagnosis.lines.append(_on_store(path))


def _on_store(path: Path) -> str:
    holding = look_into(path)
    with reading(path) as connection:
        version = number(connection, "user_version")
    newest = "" if version == SCHEMA else "，下次打开时会先备份再升级"
    return f"数据文件完整：{in_words(holding)}。结构版本 {version}{newest}。数据文件：{path}"


def in_words(holding: Holding) -> str:
    """How much a store file holds, and from when it is."""
    if holding.as_of is None:
        return "还没有报告"
    return (
        f"{len(holding.reports)} 份报告，{holding.answers} 项内容，"
        f"数据截至 {holding.as_of.astimezone():%Y-%m-%d %H:%M}"
    )


def _on_backups(name: str, folder: Path) -> list[str]:
    """How many backups there are, and which of them are damaged."""
    try:
        backups = list_backups(folder)
    except UserError as error:
        return [str(error)]
    looked = [(backup, _look(backup)) for backup in backups]
    good = [holding for _, holding in looked if holding is not None]
    lines = [f"{name}：{len(backups)} 份，其中完好的 {len(good)} 份。文件夹：{folder}"]
    if good:
        lines.append(f"最新的完好备份：{in_words(good[0])}。文件：{good[0].path.name}")
    lines += [f"已损坏：{backup.path.name}" for backup, holding in looked if holding is None]
    return lines


def _look(backup: Backup) -> Holding | None:
    """What a good backup holds; None for a damaged one."""
    try:
        holding = look_into(backup.path)
    except UserError:
        return None
    return holding if holding.is_good else None


def _on_second_place(second: Path) -> list[str]:
    if not os.path.isdir(second):  # whatever the system says of a drive that is out of reach
        return [f"第二备份位置“{second}”现在找不到，U盘可能没有插上。"]
    return _on_backups("第二备份位置", second)


def _test_folder(diagnosis: Diagnosis, folder: Path) -> None:
    """Whether there is room, and whether what is written can be read again."""
    try:
        free = shutil.disk_usage(folder).free
        with part_of(folder) as part:
            write_private(_TEST, part)
    except OSError as fault:
        diagnosis.lines.append(f"写入测试没有通过：{reason(fault)}。文件夹：{folder}")
        diagnosis.is_well = False
        return
    space = f"磁盘剩余 {free // 1024**2:,} MB"
    scarce = "，太少了，请腾出空间" if free < _LEAST_SPACE else ""
    diagnosis.lines.append(f"写入测试通过，{space}{scarce}。")
