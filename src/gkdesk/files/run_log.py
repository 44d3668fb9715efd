"""The log: what went wrong in the program, never what is in a report; old lines make room."""

import contextlib
import os
import re
import threading
from datetime import datetime
from pathlib import Path

from gkdesk.files.store_file import create_private

LONGEST = 256 * 1024

_ONE_AT_A_TIME = threading.Lock()
# What may come from the clerk: quotations, places on the disk, addresses, numbers, Chinese.
_CLERKS = re.compile(
    r"""(['"`“‘「])[^\n]*?['"`”’」](?=\W|$) | \S*[/\\@]\S* | [^\x00-\x7f]+ | \d{2,}""", re.VERBOSE
)


def note(log: Path, text: str, now: datetime) -> None:
    """Add an entry; a log that cannot be written must not hide what it was to tell."""
    entry = f"{now.astimezone():%Y-%m-%d %H:%M:%S}\n{text.rstrip()}\n\n".encode()[:LONGEST]
    with _ONE_AT_A_TIME, contextlib.suppress(OSError):
        if log.exists() and log.stat().st_size + len(entry) > LONGEST:
            os.replace(log, older(log))
        if not log.exists():
            create_private(log)
        with log.open("ab") as file:
            file.write(entry)


def older(log: Path) -> Path:
    """Where the entries before the present ones lie."""
    return log.with_name(f"{log.stem}-旧{log.suffix}")


def scrub(message: str) -> str:
    """A message of a library without anything that a report, or a path, may have put into it."""
    return _CLERKS.sub("…", message)
