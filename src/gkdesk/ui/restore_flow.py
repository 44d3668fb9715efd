"""A backup is put back, whole or one report of it: asked with all that will happen, then told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gkdesk.errors import UserError
from gkdesk.files.contents import Age, Compared, Comparison, places
from gkdesk.files.putting_back import StoreLostError, find_present, put_back, take_back
from gkdesk.files.store import Store
from gkdesk.ui import dialogs
from gkdesk.ui.backup_lines import BackupLine, moment_words

_SHOWN = 8
_PLACES = 6


def restore(
    parent: QWidget, store: Store, backups: Path, line: BackupLine, found: Comparison
) -> str | None:
    """Put a backup in the place of the present data if the clerk agrees; what was done.

    None where nothing was done. Raises StoreLostError where the window can only be closed.
    """
    now = datetime.now().astimezone()
    if not dialogs.ask_restore(parent, question(line, found, now)):
        return None
    try:
        with _waiting():
            done = put_back(store, backups, line.copy.path, lambda: datetime.now(UTC))
    except StoreLostError:
        raise
    except UserError as error:
        dialogs.tell(parent, str(error))
        return None
    said = f"已恢复成{line.name(now)}。"
    if done.restored.safety_copy:
        said += f"恢复以前的数据另存为“{done.restored.safety_copy}”，也列在下面，可以再恢复回来。"
    return "\n".join(filter(None, (said, done.told)))


def take_one(parent: QWidget, store: Store, line: BackupLine, one: Compared) -> str | None:
    """Take one report out of a backup if the clerk agrees; what was done, None for nothing."""
    whose = f"{one.report.name}报告"
    try:
        twin = find_present(store, one.report)
        if twin is not None and not twin.changes:
            return f"{whose}与备份里的相同，没有改动。"
        if twin is not None and not dialogs.ask_take_back(parent, whose, _where(one)):
            return None
        label = f"从备份取回（{line.when(datetime.now().astimezone())}）"
        take_back(store, one.report, twin, label)
    except UserError as error:
        dialogs.tell(parent, str(error))
        return None
    if twin is None:
        return f"已取回：{whose}。别的报告没有动。"
    return (
        f"已取回：{whose}，{len(twin.changes)} 处换成了备份里的；别的报告没有动。"
        "打开它，按 Ctrl+Z 可以撤销。"
    )


def question(line: BackupLine, found: Comparison, now: datetime) -> str:
    """All that restoring a backup does, report by report, the changing ones first."""
    lines = [_fate(one, now) for one in found.reports if one.age is not Age.SAME]
    lines += [f"{name}：备份里没有，恢复以后看不到" for name in found.only_now]
    lines += [f"{one.report.name}：不变" for one in found.reports if one.age is Age.SAME]
    more = [f"另有 {len(lines) - _SHOWN} 份报告"] if len(lines) > _SHOWN else []
    fates = "\n".join(f"　· {one}" for one in (*lines[:_SHOWN], *more))
    return (
        f"用{line.name(now)}换下现在的全部数据。\n\n"
        "第一步，把现在的数据另存一份，文件名是“gkdesk-恢复前-日期”，随时可以再恢复回来；\n"
        f"第二步，换成备份里的：\n{fates}\n\n"
        "只想找回其中一份报告，请点“不恢复”，再点“只取回……”。"
    )


@contextmanager
def _waiting() -> Iterator[None]:
    """Show that it takes a moment."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


def _fate(one: Compared, now: datetime) -> str:
    """What becomes of a present report when a backup is put in its place."""
    then = moment_words(one.report.changed_at.astimezone(), now)
    if one.changed_at is None:
        return f"{one.report.name}：现在没有，恢复以后有（{then}的样子）"
    present = moment_words(one.changed_at.astimezone(), now)
    differ = f"{len(one.changes)} 处不同；" if one.age is not Age.OTHER_FORM else "表样不同；"
    return f"{one.report.name}：变成{then}的样子（{differ}现在的是{present}改的）"


def _where(one: Compared) -> str:
    """The places that will be others."""
    said = places(one)
    more = [f"另有 {len(said) - _PLACES} 处"] if len(said) > _PLACES else []
    lines = "\n".join(f"　· {place}" for place in (*said[:_PLACES], *more))
    return f"会变的有 {len(said)} 处：\n{lines}"
