"""The verbs of the command line that see to the clerk's data: backup, restore, doctor."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from gkdesk.errors import UserError
from gkdesk.files import doctor
from gkdesk.files.backups import Backup, list_backups, make_backup
from gkdesk.files.doctor import in_words
from gkdesk.files.examine import Holding, look_into
from gkdesk.files.keeping import keep_backups
from gkdesk.files.lock_file import held
from gkdesk.files.opening import find_damage
from gkdesk.files.restoring import refuse_unusable, restore
from gkdesk.files.second_place import name_second_place, named_in
from gkdesk.files.store import Store
from gkdesk.paths import Places, absolute, make_data_folder

Say = Callable[[str], None]


def back_up(places: Places, folder: Path | None, say: Say) -> bool:
    """Back the store up into `folder`, else where it belongs; whether all went well."""
    if not os.path.exists(places.store):
        raise UserError(f"还没有数据文件，没有可备份的内容。数据文件：{places.store}")
    if find_damage(places.store):
        raise UserError(
            f"数据文件已损坏，没有备份。请先运行 gkdesk doctor 修复。数据文件：{places.store}"
        )
    target = absolute(folder or places.backups)
    trouble = None
    with Store.open(places.store) as store:
        if folder is None:
            kept = keep_backups(store, target, _now())
            made, trouble = kept.made, kept.trouble
        else:
            made = make_backup(store, target, _now())
    say(_on_backup(made, target))
    if trouble:
        say(trouble)
    return trouble is None or made is not None


def bring_back(places: Places, backup: Path, say: Say) -> bool:
    """Show what a backup holds, and put it in the place of the store."""
    backup = absolute(backup)
    _show(refuse_unusable(backup), say)
    make_data_folder(places)
    with held(places.lock):
        second = named_in(places.store)
        restored = restore(places.store, backup, _now())
        if second:
            # Reports come back and not habits: else the stick would get no more backups, unsaid.
            with Store.open(places.store) as store:
                name_second_place(store, second)
    if restored.safety_copy:
        say(f"恢复前的数据已另存为“{restored.safety_copy}”。")
    say(f"已恢复。数据文件：{places.store}")
    return True


def look_over(places: Places, say: Say) -> bool:
    """Say how the data are, and make good what is damaged; whether all is well now."""
    make_data_folder(places)
    with held(places.lock):
        diagnosis = doctor.examine_all(places.store, places.backups, _now())
    for line in diagnosis.lines:
        say(line)
    return diagnosis.is_well


def _on_backup(made: Backup | None, folder: Path) -> str:
    if made:
        return f"已备份到“{made.path}”：{in_words(look_into(made.path))}。"
    newest = next(iter(list_backups(folder)), None)
    if newest is None:
        return "还没有报告，不需要备份。"
    return f"上次备份以后没有改动，没有另做。最新的备份：“{newest.path}”。"


def _show(holding: Holding, say: Say) -> None:
    """What a backup holds, report by report."""
    say(f"备份“{holding.path}”：{in_words(holding)}。")
    for report in holding.reports:
        say(
            f"  {report.organ}{report.year}年度：{report.answers} 项，"
            f"最后修改 {report.changed_at.astimezone():%Y-%m-%d %H:%M}"
        )


def _now() -> datetime:
    return datetime.now(UTC)
