"""The mark of a run that has not ended: where it is left behind, the program ended badly."""

import contextlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gkdesk.files.lock_file import user_name
from gkdesk.files.private_copy import part_of
from gkdesk.files.store_file import create_private


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the window: its process, whose it is, when it began and when it last was alive."""

    pid: int
    user: str
    began: datetime
    alive: datetime


def read_run(marker: Path) -> Run | None:
    """The run that has not ended; None if there is none. A torn mark has only its time."""
    try:
        at = datetime.fromtimestamp(marker.stat().st_mtime, UTC)
        text = marker.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    try:
        told = json.loads(text)
        began = datetime.fromtimestamp(told["began"], UTC)
        return Run(int(told["pid"]), str(told["user"]), began, at)
    except (ValueError, KeyError, TypeError, OverflowError, OSError):
        return Run(0, "", at, at)


def begin_run(marker: Path, now: datetime) -> Run | None:
    """Mark that a run has begun; the one before it if that never ended.

    A disk that refuses is told elsewhere: no mark is no harm.
    """
    before = read_run(marker)
    told = {"pid": os.getpid(), "user": user_name(), "began": now.timestamp()}
    with contextlib.suppress(OSError), part_of(marker.parent) as part:
        create_private(part)
        part.write_text(json.dumps(told), encoding="utf-8")
        os.replace(part, marker)
    return before


def be_alive(marker: Path) -> None:
    """Note that the run goes on."""
    with contextlib.suppress(OSError):
        os.utime(marker)


def end_run(marker: Path) -> None:
    """Mark that the run has ended as it should."""
    with contextlib.suppress(OSError):
        marker.unlink()
