"""What the system says when a file or folder fails, in the clerk's words, with the way out.

The system's own words are English, or whatever language Windows was installed in.
"""

import errno
import sys
from collections.abc import Iterable

WINDOWS_LONGEST = 259
"""So many signs a path may have on Windows."""

_FULL = "磁盘空间不足，请腾出空间后再试"
_READ_ONLY = "那里是只读的，或没有权限，请取消只读或换一个位置"
_IN_USE = "文件正被另一个程序（例如 Word、WPS）占用，请在那里关闭它后再试"
_GONE = "那里已经不存在，U盘可能已经拔出，请检查后再试"
_NETWORK = "网络文件夹连不上，请检查网络，或换到本机的文件夹"
_BROKEN = "磁盘读写出错，请检查硬盘或U盘"
_TOO_LONG = "文件夹和文件名合起来太长，请换短一些的名字，或换到上一级文件夹"
_BAD_NAME = "名字或位置里有那里不能用的字符，请换一个名字或位置"
_TAKEN = "那里已经有同名的文件或文件夹，请换一个名字，或把它移走"
_A_FOLDER = "那里是一个文件夹，不是文件，请换一个名字"
_TOO_MANY = "打开的文件太多，请关闭别的程序后再试"
_NO_MEMORY = "内存不足，请关闭别的程序后再试"

# By the names of errno: not every system has them all.
_BY_NAME = {
    _FULL: "ENOSPC EDQUOT EFBIG",
    _READ_ONLY: "EACCES EPERM EROFS",
    _IN_USE: "EBUSY ETXTBSY EAGAIN EDEADLK",
    _GONE: "ENOENT ENOTDIR ENODEV ENXIO",
    _NETWORK: (
        "ENETDOWN ENETUNREACH ENETRESET EHOSTDOWN EHOSTUNREACH ESTALE ETIMEDOUT ECONNRESET "
        "ECONNABORTED ECONNREFUSED ENOTCONN ESHUTDOWN EREMOTEIO EPIPE"
    ),
    _BROKEN: "EIO",
    _TOO_LONG: "ENAMETOOLONG",
    _BAD_NAME: "EINVAL EILSEQ",
    _TAKEN: "EEXIST",
    _A_FOLDER: "EISDIR",
    _TOO_MANY: "EMFILE ENFILE",
    _NO_MEMORY: "ENOMEM",
}
# learn.microsoft.com, "System Error Codes"; Python gives them beside an errno that says less.
_BY_WINDOWS: dict[str, Iterable[int]] = {
    _FULL: (39, 112, 1295),
    _READ_ONLY: (5, 19, 1314, 6009),
    _IN_USE: (32, 33, 108, 170, 303, 1224),
    _GONE: (2, 3, 15, 20, 21, 55, 433, 1110, 1112, 1167, 2250),
    _NETWORK: (51, 53, 54, 58, 59, 64, 65, 67, 71, 121, 1200, 1203, 1222, 1231, 1232, 1236, 2404),
    _BROKEN: (23, 25, 26, 27, 29, 30, 31, 483, 1117, 1392, 1393, 1785),
    _TOO_LONG: (111, 206),
    _BAD_NAME: (123, 161),
    _TAKEN: (80, 183),
    _TOO_MANY: (4,),
    _NO_MEMORY: (8, 14, 1450, 1455),
}
_ERRNO = {
    number: said
    for said, names in _BY_NAME.items()
    for name in names.split()
    if (number := getattr(errno, name, None)) is not None
}
_WINDOWS = {number: said for said, numbers in _BY_WINDOWS.items() for number in numbers}


def reason(fault: OSError) -> str:
    """Why a file or folder could not be used, and the way out; no full stop at the end."""
    windows = getattr(fault, "winerror", None)
    if windows in _WINDOWS:
        return _WINDOWS[windows]
    # Python makes EINVAL of every number of Windows' that it does not know.
    if fault.errno in _ERRNO and not (windows and fault.errno == errno.EINVAL):
        return _ERRNO[fault.errno]
    if windows:
        number = f"（Windows 错误 {windows}）"
    else:
        number = f"（错误号 {fault.errno}）" if fault.errno else ""
    return f"系统没有办成{number}，请再试一次；不行时请换一个位置，并把这句话告诉技术人员"


def is_full(fault: OSError) -> bool:
    """Whether there was no room."""
    return reason(fault) == _FULL


def is_too_long(fault: OSError, longest: int = 0) -> bool:
    """Whether a name or path is longer than the system takes; `longest`: signs in the path.

    Windows says of a long path that it is not found, unless its administrator allowed them.
    """
    if reason(fault) == _TOO_LONG:
        return True
    gone = isinstance(fault, FileNotFoundError)
    return sys.platform == "win32" and gone and longest > WINDOWS_LONGEST


def is_in_use(fault: OSError) -> bool:
    """Whether another program has the file, as only Windows says."""
    return reason(fault) == _IN_USE
