"""One window for one data folder: the lock is taken, left behind by a crash, or another's."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QLockFile

from gkdesk.errors import UserError
from gkdesk.files.lock_file import read_holder
from gkdesk.files.os_faults import reason
from gkdesk.files.private_copy import part_of
from gkdesk.files.run_marker import read_run
from gkdesk.files.store_file import create_private
from gkdesk.files.summons import is_starting, whose
from gkdesk.paths import Places


class InUseError(UserError):
    """Another has the data folder; the sentence says who.

    `may_be_left_behind`: another machine's, of which this one cannot know whether it still runs.
    """

    def __init__(self, sentence: str, *, may_be_left_behind: bool = False) -> None:
        super().__init__(sentence)
        self.may_be_left_behind = may_be_left_behind


def claim(places: Places) -> QLockFile:
    """Take the data folder for this process; InUseError says who has it.

    The lock of a process that is gone is no obstacle. Raises UserError for a folder that cannot
    be written.
    """
    lock = _lock(places)
    with _private():
        if lock.tryLock(0) or (_clear_left_behind(lock, places.lock) and lock.tryLock(0)):
            return lock
    if lock.error() != QLockFile.LockError.LockFailedError:
        raise UserError(_why_unwritable(places.data))
    raise _in_use(places)


def take_over(places: Places) -> QLockFile:
    """The same, when the clerk has made sure that the other machine's program is closed.

    InUseError where the network folder's server knows that it is not.
    """
    lock = _lock(places)
    with _private(), _guard(places.lock) as alone:
        removed = alone and lock.removeStaleLockFile()
    if not removed and os.path.exists(places.lock):
        raise InUseError(
            "另一台电脑上的程序还开着，没有打开。请先在那台电脑上关闭本程序，再重新打开。"
            f"数据文件夹：{places.data}"
        )
    return claim(places)


def who_took_over(places: Places) -> str | None:
    """A sentence if another machine has taken the folder over, as while this one was asleep."""
    holder = read_holder(places.lock, 0)
    if holder is None or (holder.is_here and holder.pid == os.getpid()):
        return None
    return (
        f"电脑“{holder.host}”已经打开了这个数据文件夹。两边同时填写会互相覆盖，"
        f"请关闭这里的窗口，或在那台电脑上关闭本程序。\n数据文件夹：{places.data}"
    )


def release(lock: QLockFile, places: Places) -> None:
    """Give the folder back; QLockFile would remove a lock that another machine has made since."""
    others = None
    with contextlib.suppress(OSError):
        others = places.lock.read_bytes() if who_took_over(places) else None
    lock.unlock()
    if others:
        with contextlib.suppress(OSError):
            create_private(places.lock)
            places.lock.write_bytes(others)


def _lock(places: Places) -> QLockFile:
    lock = QLockFile(str(places.lock))
    lock.setStaleLockTime(0)  # a window may stand open for weeks
    return lock


def _clear_left_behind(lock: QLockFile, path: Path) -> bool:
    """Remove a lock that no process of this machine holds any more.

    QLockFile goes by the process number, which may be another program's by now, and lets an empty
    file, as a power cut leaves it, stand for ever. Removing asks the system: a lock that is held
    cannot be removed.
    """
    holder = read_holder(path)
    if holder is not None and not holder.is_here:
        return False
    with _guard(path) as alone:
        return alone and read_holder(path, 0) == holder and lock.removeStaleLockFile()


@contextlib.contextmanager
def _guard(path: Path) -> Iterator[bool]:
    """Let one process at a time remove a lock, as QLockFile itself does, under the same name."""
    guard = QLockFile(f"{path}.rmlock")
    try:
        yield guard.tryLock(0)
    finally:
        guard.unlock()


def _in_use(places: Places) -> InUseError:
    """Who has the data folder, and what to do."""
    holder = read_holder(places.lock)
    where = f"数据文件夹：{places.data}"
    if holder is not None and not holder.is_here:
        since = holder.since.astimezone()
        return InUseError(
            f"电脑“{holder.host}”正在使用（或者没有正常关闭）这个数据文件夹，"
            f"从 {since:%Y-%m-%d %H:%M} 开始。\n"
            "两台电脑同时填写会互相覆盖。请先在那台电脑上关闭本程序，再重新打开。\n"
            f"{where}",
            may_be_left_behind=True,
        )
    other = whose(holder, places.marker) if holder else ""
    if other:
        return InUseError(
            f"用户“{other}”正在这台电脑上使用这个数据文件夹，没有打开。"
            f"请等他关闭本程序，再重新打开。\n{where}"
        )
    run = read_run(places.marker)
    if holder and (run is None or run.pid != holder.pid) and not is_starting(holder):
        return InUseError(
            "另一个 gkdesk 命令（例如恢复、检查）正在使用这些数据，请等它做完再打开。\n" + where
        )
    number = f"（进程号 {holder.pid}）" if holder else ""
    return InUseError(
        f"本程序已经打开{number}，但是没有回应，可能正在忙。请在任务栏找到它的窗口；"
        "如果点不动，请在任务管理器中结束它，再重新打开。显示过“已保存”的内容都在。\n" + where
    )


def _why_unwritable(folder: Path) -> str:
    """Try to write what QLockFile could not: it does not say why."""
    try:
        with part_of(folder) as part:
            create_private(part)
            part.write_bytes(bytes(4096))
        fault = OSError(errno.EIO, "锁文件建不成")
    except OSError as found:
        fault = found
    return f"数据文件夹打不开：{reason(fault)}。数据文件夹：{folder}"


@contextlib.contextmanager
def _private() -> Iterator[None]:
    """Let QLockFile make its files for this user alone."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
