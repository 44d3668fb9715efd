"""Puts a finished file in its place in one step: the old file stays whole until the new one is.

Written beside the target, synced, renamed over it. Whatever fails on the way is told in a
sentence, leaves the old file as it was and no remains in the folder.
"""

import contextlib
import errno
import os
import re
import secrets
import stat
import time
from pathlib import Path

from gkdesk.errors import UserError
from gkdesk.files.os_faults import is_full, is_too_long, reason

# What is written here, in `private_copy`, and (a folder) in `examine`.
_PART = re.compile(r"\.gk[0-9a-z_]{8}\.tmp(-journal)?")
# No file takes so long to write; a folder may be another program's as well, or another PC's.
FRESH = 3600.0
_PART_LENGTH = len(".gk01234567.tmp")
_TOO_LONG = "文件夹和文件名合起来太长，无法写入。请换一个短一些的文件名，或存到上一级文件夹。"


def put_in_place(data: bytes, path: Path) -> None:
    """Write a file whole or not at all; UserError says why it could not be done."""
    part = path.with_name(f".gk{secrets.token_hex(4)}.tmp")
    try:
        _write(data, part)
    except OSError as error:
        _remove(part)
        raise UserError(_why_not_written(error, path)) from error
    try:
        os.replace(part, path)
    except OSError as error:
        _remove(part)
        raise UserError(_why_not_replaced(error, path)) from error
    sync_folder(path.parent)
    clear_parts(path.parent, left_alone=FRESH)


def clear_parts(folder: Path, *, left_alone: float = 0.0) -> None:
    """Remove what a killed run left half-written; where that cannot be done, nothing is lost.

    In a folder where another run may be writing just now, `left_alone` says for how many seconds
    a file counts as its work. Names are exactly ours, and links are not followed.
    """
    with contextlib.suppress(OSError):
        for name in sorted(os.listdir(folder)):
            if _PART.fullmatch(name):
                with contextlib.suppress(OSError):
                    _clear(folder / name, left_alone)


def _clear(left: Path, left_alone: float) -> None:
    found = left.lstat()
    # A clock may have been set back meanwhile: a time to come is as old as one gone by.
    if left_alone and abs(time.time() - found.st_mtime) < left_alone:
        return
    if stat.S_ISDIR(found.st_mode):
        import shutil  # not at the top: hardly ever needed

        shutil.rmtree(left, ignore_errors=True)
    elif stat.S_ISREG(found.st_mode):
        left.unlink()


def _write(data: bytes, part: Path) -> None:
    """Write a new file and wait until it is on the disk."""
    with part.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _remove(part: Path) -> None:
    # The first error is the one to tell; a stick that was pulled out cannot be tidied up.
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last through a power cut; Windows has no such call.

    The file is in its place already, so a file system that cannot do this is no failure.
    """
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _why_not_written(error: OSError, path: Path) -> str:
    """Why no file could be written in the target's folder."""
    folder = path.parent
    if is_full(error):
        return f"磁盘空间不足，“{path.name}”没有写成。请清理“{folder}”所在的磁盘，或换一个位置。"
    if _is_too_long(error, path):
        return _TOO_LONG
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"文件夹“{folder}”不存在（U盘可能已经拔出）。请重新选择保存的位置。"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"文件夹“{folder}”不能写入（只读，或没有权限）。请换一个文件夹。"
    return _other(error, path)


def _why_not_replaced(error: OSError, path: Path) -> str:
    """Why the finished file could not take the target's name."""
    if _is_too_long(error, path):
        return _TOO_LONG
    if os.path.isdir(path):
        return f"“{path.name}”是一个文件夹，不能用作文件名。请换一个文件名。"
    if isinstance(error, PermissionError) and os.path.exists(path):
        if not os.access(path, os.W_OK):
            return f"“{path.name}”是只读文件，无法替换。请换一个文件名，或先取消它的只读属性。"
        return (
            f"“{path.name}”正被 Word 或 WPS 打开，无法替换。"
            "请关闭后重试，或换一个文件名。报告内容没有丢失。"
        )
    return _other(error, path)


def _is_too_long(error: OSError, path: Path) -> bool:
    """Whether the path is; what is written beside it first may have the longer name."""
    folder = len(str(path.absolute().parent))
    return is_too_long(error, folder + 1 + max(len(path.name), _PART_LENGTH))


def _other(error: OSError, path: Path) -> str:
    return f"“{path}”没有写成：{reason(error)}。报告内容没有丢失。"
