"""A damaged or lost store is kept aside, salvaged, merged with the newest backup, and told of."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gkdesk.errors import UserError
from gkdesk.files.backups import Backup, list_backups, newest_good
from gkdesk.files.examine import Holding, examine
from gkdesk.files.merging import Fate, Merged, Outcome, merge
from gkdesk.files.os_faults import reason
from gkdesk.files.private_copy import keep_aside, part_of, publish
from gkdesk.files.rebuilding import build_store
from gkdesk.files.restoring import place, remove_journal
from gkdesk.files.rows import Rows
from gkdesk.files.salvage import Salvaged, salvage
from gkdesk.files.second_place import SETTING

DAMAGED = "损坏"

_SHOWN = 8
_NOTHING = Salvaged(Rows(), frozenset(), 0)
_KEPT = "损坏的文件原样保存在“{}”，请不要删除。"
_EMPTY = "现在打开的是一个新的空文件，可以照常填写；以前的报告可以从 Word 文件读入。"


@dataclass(frozen=True, slots=True)
class _Sources:
    """What a store can be made good from: the newest good backup, and how many are damaged."""

    good: Holding | None
    damaged: tuple[Backup, ...]


def repair(path: Path, backups: Path, now: datetime) -> str:
    """Make a damaged store good, keep the damaged file, and give the sentence for the clerk.

    Raises UserError, and changes nothing, where the damaged file cannot be kept first.
    """
    try:
        kept = keep_aside(path, DAMAGED, now)
    except UserError as error:
        raise UserError(f"数据文件已损坏，需要修复。{error}") from error
    salvaged = salvage(kept)
    sources = _look_for(backups, salvaged)
    if not salvaged.rows.report_ids() and sources.good is None:
        salvaged = _salvage_backups(sources.damaged)
    good = salvage(sources.good.path).rows if sources.good else None
    merged = merge(salvaged, good, now)
    _put_together(merged, path)
    head = "数据文件已损坏（可能是突然断电或磁盘故障造成的），"
    if not merged.outcomes:
        nothing = f"{head}其中没有能读出的报告，也没有可用的备份。"
        return "\n".join([nothing, _EMPTY, _KEPT.format(kept)])
    lines = [*_in_words(merged, sources.good), *_besides(merged, salvaged)]
    return "\n".join([f"{head}程序已经修复。", *lines, _KEPT.format(kept)])


def bring_back(path: Path, backups: Path, now: datetime) -> str | None:
    """Put the newest good backup in the place of a store that is gone; None if there is no backup.

    Raises UserError where that cannot be written.
    """
    sources = _look_for(backups, _NOTHING)
    head = "数据文件不见了（可能被移动、删除，或者断电时没有写成）。"
    found = f"如果找到了原来的文件“{path.name}”，请先保存好，再请技术人员用 gkdesk restore 恢复。"
    if sources.good:
        place(sources.good.path, path)
        return (
            f"{head}已经换上最近的备份，数据截至 {_moment(sources.good.as_of)}，"
            f"共 {len(sources.good.reports)} 份报告；此后填写的内容不在其中，请核对。\n{found}"
        )
    if not sources.damaged:
        return None
    merged = merge(_salvage_backups(sources.damaged), None, now)
    if not merged.outcomes:
        return f"{head}备份也都已损坏，读不出报告。{_EMPTY}\n{found}"
    _put_together(merged, path)
    lines = [*_in_words(merged, None), "修改历史、导出记录可能不全。"]
    return "\n".join([f"{head}备份也有损坏，能读出的如下。", *lines, found])


def _look_for(backups: Path, salvaged: Salvaged) -> _Sources:
    """The newest good backup in the folder and, where the settings name one, the second place."""
    folders = [backups]
    second = salvaged.rows.settings.get(SETTING)
    if second:
        folders.append(Path(second))
    listed = [found for folder in folders if (found := _listed(folder))]
    good = [holding for found in listed if (holding := newest_good(found))]
    newest = max(good, key=lambda holding: holding.as_of or datetime.min.astimezone(), default=None)
    return _Sources(newest, () if newest else tuple(b for found in listed for b in found))


def _listed(folder: Path) -> list[Backup]:
    """The backups in a folder; a folder that cannot be read has none."""
    try:
        return list_backups(folder)
    except UserError:
        return []


def _salvage_backups(damaged: tuple[Backup, ...]) -> Salvaged:
    """What can be read of the newest damaged backup that has anything to read."""
    for backup in damaged:
        try:
            salvaged = salvage(backup.path)
        except OSError:
            continue
        if salvaged.rows.report_ids():
            return salvaged
    return _NOTHING


def _put_together(merged: Merged, path: Path) -> None:
    """Build the new store beside the old one, look at it once more, and put it in its place."""
    try:
        with part_of(path.parent) as part:
            build_store(part, merged.rows)
            faults = examine(part)
            assert not faults, f"a rebuilt store is not whole: {faults}"
            remove_journal(path)
            publish(part, path)
    except OSError as fault:
        raise UserError(
            f"数据文件已损坏，修复后的文件写不下去：{reason(fault)}。数据文件：{path}"
        ) from fault


def _in_words(merged: Merged, backup: Holding | None) -> list[str]:
    """What became of the reports, those with losses first."""
    outcomes = sorted(merged.outcomes, key=lambda one: (one.fate is Fate.WHOLE, -one.year))
    if all(one.fate is Fate.WHOLE for one in outcomes):
        last = max(one.as_of for one in outcomes)
        whole = f"全部 {len(outcomes)} 份报告都完整，数据截至 {_moment(last)}，填写的内容没有丢失。"
        return [whole]
    lines = [_line(one, backup) for one in outcomes[:_SHOWN]]
    more = len(outcomes) - _SHOWN
    return [*lines, *([f"另有 {more} 份报告。"] if more > 0 else [])]


def _besides(merged: Merged, salvaged: Salvaged) -> list[str]:
    """What is missing besides the reports themselves, counted where it can be."""
    steps = sum(one.lost_steps for one in merged.outcomes)
    found: list[str] = []
    if steps > 0:
        found.append(f"修改历史中有 {steps} 步没有读出来。")
    elif not {"actions", "changes"} <= salvaged.complete:
        found.append("修改历史可能不全。")
    if merged.lost_exports > 0:
        found.append(f"导出记录中有 {merged.lost_exports} 次没有读出来。")
    elif "exports" not in salvaged.complete:
        found.append("导出记录可能不全。")
    return found


def _line(one: Outcome, backup: Holding | None) -> str:
    """What became of one report."""
    name = f"{one.organ}{one.year}年度："
    if one.fate is Fate.WHOLE:
        return f"{name}完整，数据截至 {_moment(one.as_of)}。"
    if one.fate is Fate.PARTS:
        return (
            f"{name}没有可用的备份，从损坏的文件中读出 {one.answers} 项，"
            "可能有缺漏或错误，请逐项核对。"
        )
    made = f"取自备份（{_moment(backup.as_of if backup else one.as_of)}）"
    if one.steps:
        made += f"，并补上了此后能读出的 {one.steps} 步修改"
    return f"{name}{made}；其余此后的修改没有读出来，请核对。"


def _moment(at: datetime | None) -> str:
    """A moment as the clerk's clock shows it."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}" if at else "（没有报告）"
