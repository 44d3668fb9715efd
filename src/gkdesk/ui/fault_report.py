"""What is said of a fault of the program: where it happened, and nothing of the report."""

import os
import sqlite3
import sys
import traceback
from pathlib import Path
from types import TracebackType

from gkdesk import __version__
from gkdesk.files.run_log import scrub

# Their messages speak of the code; those of other errors may quote what the clerk typed.
_ABOUT_CODE = (AttributeError, NameError, ImportError, NotImplementedError)
_LONGEST_CHAIN = 8


def describe(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> str:
    """A fault for the support: kind, places in the code, what led to it, versions."""
    lines = [about(), *_one(kind, fault, trace)]
    told = {id(fault)}
    while len(told) < _LONGEST_CHAIN:
        before = fault.__cause__ or fault.__context__
        if before is None or id(before) in told:
            break
        lines += ["  之前：", *_one(type(before), before, before.__traceback__)]
        told.add(id(before))
        fault = before
    return "\n".join(lines)


def about() -> str:
    """The versions; `platform.platform()` would load the network's library on Windows."""
    if sys.platform == "win32":
        system = "Windows {0.major}.{0.minor}.{0.build}".format(sys.getwindowsversion())
    else:
        system = f"{os.uname().sysname} {os.uname().release}"
    return f"gkdesk {__version__}，Python {sys.version.split()[0]}，{system}"


def _one(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> list[str]:
    head = f"{kind.__name__}{_message(fault)}"
    # The folders above say how the user is called, and nothing of the fault.
    places = [
        f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    inner = fault.exceptions if isinstance(fault, BaseExceptionGroup) else ()
    return [
        head,
        *places,
        *(line for one in inner for line in _one(type(one), one, one.__traceback__)),
    ]


def _message(fault: BaseException) -> str:
    """As much of the message as cannot come from the clerk."""
    if isinstance(fault, sqlite3.Error):
        return f"：{getattr(fault, 'sqlite_errorname', '')}"
    if isinstance(fault, OSError):
        return f"：errno {fault.errno}，winerror {getattr(fault, 'winerror', None)}"
    if isinstance(fault, ImportError):
        return f"：{fault.name}，{scrub(fault.msg)}"
    return f"：{fault}" if isinstance(fault, _ABOUT_CODE) else ""


def _short(filename: str) -> str:
    """A file of the program by its place below the package, any other by its name."""
    path = Path(filename)
    parts = path.parts
    if "gkdesk" in parts[:-1]:
        last = len(parts) - 1 - parts[::-1].index("gkdesk")
        return "/".join(parts[last:])
    return path.name
