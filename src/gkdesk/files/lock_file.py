"""Who has the data folder: the lock that the window (Qt's QLockFile) and the command line share.

Read and taken here without Qt, in QLockFile's own format: lines of process, program, host,
machine and start of the machine. The system's lock on the file lives as long as its process.
"""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gkdesk.errors import UserError
from gkdesk.files.os_faults import reason

if sys.platform == "win32":
    import ctypes
    import msvcrt
    import winreg
else:
    import fcntl
    import pwd

# Windows cuts a computer's name for old networks at this length.
_NETBIOS = 15
# Between making the file and writing into it QLockFile takes microseconds.
_BIRTH = 1.0
_READ_WRITE, _SHARE_READ, _CREATE_NEW, _NORMAL = 0xC0000000, 1, 1, 0x80


@dataclass(frozen=True, slots=True)
class Holder:
    """What a lock file says; `user` is empty where the file system does not tell."""

    pid: int
    host: str
    machine: str
    user: str
    since: datetime

    @property
    def is_here(self) -> bool:
        """Whether the lock was made on this machine; PCs copied from one image have one id."""
        ids_agree = not (self.machine and machine_id()) or self.machine == machine_id()
        return ids_agree and _short(self.host) == _short(host_name())


def read_holder(path: Path, wait: float = _BIRTH) -> Holder | None:
    """Who made a lock; None where there is none, or none that says so.

    An empty file may be a lock that is being made: it is looked at again for `wait` seconds.
    """
    until = time.monotonic() + wait
    while True:
        try:
            lines = path.read_bytes().decode("utf-8", "replace").split("\n")
            status = path.stat()
        except OSError:
            return None
        if lines[0].isdecimal() and len(lines) > 2:
            break
        if time.monotonic() > until:
            return None
        time.sleep(0.01)
    machine = lines[3] if len(lines) > 3 else ""
    since = datetime.fromtimestamp(status.st_mtime, UTC)
    return Holder(int(lines[0]), lines[2], machine, _user_name(status.st_uid), since)


def is_held(path: Path) -> bool:
    """Whether a living process has the lock, as far as the system can tell.

    A network folder's server tells for other machines too; a stick tells for this one alone.
    """
    if read_holder(path) is None:
        return False
    try:
        with path.open("rb+") as file:
            return sys.platform != "win32" and not _can_lock(file.fileno())
    except FileNotFoundError:
        return False
    except OSError:
        return True  # Windows shares it with nobody who would write; or it is another user's


def is_held_by_another(path: Path) -> bool:
    """Whether a living process other than this one has the lock."""
    holder = read_holder(path)
    ours = holder is not None and holder.is_here and holder.pid == os.getpid()
    return not ours and is_held(path)


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Have the data folder for a verb of the command line; UserError says who has it instead."""
    with contextlib.suppress(FileNotFoundError):
        _clear_left_behind(path)
    try:
        file = _make(path)
    except FileExistsError as fault:
        raise UserError(why_not(path)) from fault
    except OSError as fault:
        raise UserError(
            f"数据文件夹不能写入，没有改动：{reason(fault)}。文件夹：{path.parent}"
        ) from fault
    try:
        yield
    finally:
        # The name goes first, as Qt does it: nobody may find a file that no one holds.
        with contextlib.suppress(OSError):
            if sys.platform != "win32":
                path.unlink()
        os.close(file)
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                path.unlink()


def why_not(path: Path) -> str:
    """Who has the data folder, in a sentence for the command line."""
    holder = read_holder(path)
    if holder is None or holder.is_here:
        return (
            "本程序的窗口（或另一个 gkdesk 命令）正在使用这些数据，没有改动。"
            f"请先关闭它，再试一次。数据文件夹：{path.parent}"
        )
    return (
        f"电脑“{holder.host}”正在使用（或者没有正常关闭）这个数据文件夹，没有改动。"
        "请先在那台电脑上关闭本程序；如果它早已关机，请先在本机打开一次窗口，按提示继续。"
        f"数据文件夹：{path.parent}"
    )


def host_name() -> str:
    """This machine's name; asked of the system, never of the network."""
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename


def machine_id() -> str:
    """What tells this machine from others, as QLockFile has it; empty where nothing does."""
    if sys.platform == "win32":
        with (
            contextlib.suppress(OSError),
            winreg.OpenKey(
                winreg.HKEY_LOCAL_MACHINE,
                r"SOFTWARE\Microsoft\Cryptography",
                access=winreg.KEY_READ | winreg.KEY_WOW64_64KEY,
            ) as key,
        ):
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        return ""
    for place in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        with contextlib.suppress(OSError):
            return Path(place).read_text("ascii").strip()
    return ""


def user_name() -> str:
    """The user who runs this."""
    return os.environ.get("USERNAME", "") if sys.platform == "win32" else _user_name(os.getuid())


def _user_name(user: int) -> str:
    if sys.platform == "win32":
        return ""
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)


def _short(host: str) -> str:
    return host.partition(".")[0][:_NETBIOS].casefold()


def _can_lock(file: int) -> bool:
    """Take the system's lock, which goes with the descriptor; False where another has it."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _make(path: Path) -> int:
    """Make and hold the lock file, as QLockFile does. Raises OSError where it is there."""
    file = _create_alone(path)
    if not _can_lock(file):
        os.close(file)
        raise FileExistsError(path)
    program = Path(sys.executable).resolve()
    name = program.stem if sys.platform == "win32" else program.name
    os.write(file, f"{os.getpid()}\n{name}\n{host_name()}\n{machine_id()}\n\n".encode())
    return file


def _create_alone(path: Path) -> int:
    """A new file for this user alone that nobody else may write or remove on Windows."""
    if sys.platform == "win32":
        create = ctypes.WinDLL("kernel32", use_last_error=True).CreateFileW
        create.restype = ctypes.c_void_p
        handle = create(str(path), _READ_WRITE, _SHARE_READ, None, _CREATE_NEW, _NORMAL, None)
        if handle in (None, ctypes.c_void_p(-1).value):
            raise ctypes.WinError(ctypes.get_last_error())
        return msvcrt.open_osfhandle(handle, 0)
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)


def _clear_left_behind(path: Path) -> None:
    """Remove the lock of a process of this machine that is gone."""
    holder = read_holder(path)
    if (holder is None or holder.is_here) and not is_held(path):
        # As QLockFile does it: two that start at once must not remove each other's new lock.
        guard = Path(f"{path}.rmlock")
        with contextlib.suppress(FileExistsError):
            file = _make(guard)
            try:
                if read_holder(path, 0) == holder and not is_held(path):
                    path.unlink()
            finally:
                os.close(file)
                guard.unlink()
