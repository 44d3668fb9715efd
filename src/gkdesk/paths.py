"""Where this machine keeps the clerk's data, and where the clerk keeps papers."""

import ctypes
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from gkdesk.errors import UserError
from gkdesk.files.os_faults import WINDOWS_LONGEST, is_too_long, reason

PORTABLE_MARKER = "gkdesk-portable.txt"
PARTS = "program"
"""The folder beside our starter on Windows that holds Python and all else."""

# The longest name in it: a store kept aside before an upgrade, with its journal; 54 signs.
_LONGEST_IN_IT = 60

# FOLDERID_Documents, {FDD39AD0-238F-46AF-ADB4-6C85480369C7}, as Windows lays a GUID in memory.
_DOCUMENTS_ID = bytes.fromhex("d09ad3fd8f23af46adb46c85480369c7")


@dataclass(frozen=True, slots=True)
class Places:
    """The data folder and what lies in it; looking at it makes nothing on the disk."""

    data: Path

    @property
    def store(self) -> Path:
        """The one SQLite file that holds all reports."""
        return self.data / "gkdesk.sqlite3"

    @property
    def backups(self) -> Path:
        """The folder for copies of the store."""
        return self.data / "备份"

    @property
    def log(self) -> Path:
        """The log that is sent along with a fault report."""
        return self.data / "gkdesk.log"

    @property
    def crash(self) -> Path:
        """Where in the code the program stood when the system ended it."""
        return self.data / "gkdesk.crash"

    @property
    def lock(self) -> Path:
        """Who has the data folder."""
        return self.data / "gkdesk.lock"

    @property
    def request(self) -> Path:
        """What second starts leave for the window that is open; each adds its own number."""
        return self.data / "gkdesk.request"

    @property
    def marker(self) -> Path:
        """The mark of a run that has not ended."""
        return self.data / "gkdesk.running"


def find_places(home: str | Path | None = None) -> Places:
    """The places for this run: `home` as given, else GKDESK_HOME, else portable, else the user's.

    `home` is what came with `--home`.
    """
    chosen = home or os.environ.get("GKDESK_HOME")
    if chosen:
        return Places(absolute(Path(chosen)))
    return Places(_portable_folder() or _user_folder())


def absolute(path: Path) -> Path:
    """A place as it was typed, with `~` for the home folder of a user that there is."""
    try:
        return path.expanduser().absolute()
    except RuntimeError:  # no such user: a folder that is called so
        return path.absolute()


def make_data_folder(places: Places) -> None:
    """Make the data folder, open to this user alone; an existing one is left as it is.

    Raises UserError where it cannot be made.
    """
    try:
        places.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_too_deep(places.data)
    except OSError as fault:
        length = len(str(places.data))
        if is_too_long(fault, length + _LONGEST_IN_IT):
            raise UserError(
                f"数据文件夹的位置太长（{length} 个字符），Windows 不能在那里存文件。"
                "请换一个短一些的位置：把整个程序文件夹移到上层的文件夹，或用 --home 另外指定。"
                f"数据文件夹：{places.data}"
            ) from fault
        way_out = "也可以用 --home 另外指定一个文件夹。"
        if is_portable(places):
            way_out = (
                "程序所在的文件夹不能写入（只读，或没有权限）。请把整个程序文件夹复制到能写入的位置"
                f"（例如“文档”或U盘）再打开，或删除其中的“{PORTABLE_MARKER}”，把数据存到本机。"
            )
        raise UserError(
            f"无法在 {places.data} 建立数据文件夹：{reason(fault)}。{way_out}"
        ) from fault


def _refuse_too_deep(data: Path) -> None:
    """Find out now that a path is too long: FileNotFoundError. Else the first backup would."""
    if sys.platform == "win32" and len(str(data)) + _LONGEST_IN_IT > WINDOWS_LONGEST:
        probe = data / ("x" * (_LONGEST_IN_IT - 1))
        try:
            probe.touch()
            probe.unlink()
        except PermissionError:
            return  # told where something is to be written


def is_portable(places: Places) -> bool:
    """Whether the data lie beside the program, as the marker there asks."""
    return places.data == _portable_folder()


def documents() -> Path:
    """The user's Documents folder, or the home folder where there is none."""
    home = Path.home()
    found = _windows_documents() if sys.platform == "win32" else _xdg_documents(home)
    candidates = [found, home / "Documents", home / "文档"]
    return next((folder for folder in candidates if folder and os.path.isdir(folder)), home)


def _portable_folder() -> Path | None:
    """The folder beside a program on a stick, or None where no marker lies next to it."""
    started = Path(sys.executable)
    folder = started.parent
    # Where an antivirus took our starter away, Python's own does, from among the program's parts.
    if started.stem.casefold() in ("python", "pythonw") and folder.name.casefold() == PARTS:
        folder = folder.parent
    return folder / "数据" if (folder / PORTABLE_MARKER).is_file() else None


def _user_folder() -> Path:
    """The folder that the operating system has for one user's data of one program."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    else:
        base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "gkdesk"


def _xdg_documents(home: Path) -> Path | None:
    """What the desktop's user-dirs file names as Documents, or None."""
    config = os.environ.get("XDG_CONFIG_HOME") or str(home / ".config")
    try:
        text = (Path(config) / "user-dirs.dirs").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    named = re.search(r'^\s*XDG_DOCUMENTS_DIR="(.+)"\s*$', text, re.MULTILINE)
    return Path(named[1].replace("$HOME", str(home), 1)) if named else None


def _windows_documents() -> Path | None:
    """What Windows calls Documents (it may lie on OneDrive or another drive), or None."""
    if sys.platform != "win32":
        return None
    folder_id = (ctypes.c_byte * 16).from_buffer_copy(_DOCUMENTS_ID)
    found = ctypes.c_wchar_p()
    failed = ctypes.windll.shell32.SHGetKnownFolderPath(
        ctypes.byref(folder_id), 0, None, ctypes.byref(found)
    )
    path = None if failed or not found.value else Path(found.value)
    ctypes.windll.ole32.CoTaskMemFree(found)
    return path
