"""A second start calls the window that is open already, by a file that the first one takes away.

No Qt here: the second start is over before Qt would be loaded, and it never looks at the store.
Each start leaves a file of its own, since three reports opened together in the system's window are
three starts at one moment.
"""

import contextlib
import json
import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from gkdesk.files.lock_file import Holder, is_held, read_holder, user_name
from gkdesk.files.private_copy import part_of
from gkdesk.files.run_marker import read_run
from gkdesk.files.store_file import create_private

PATIENCE = 4.0
# So long a slow PC may take from the lock to the window.
STARTING = 20.0
_STEP = 0.02
# A request that is older was left by a start that was killed: nobody waits for its files now.
_FRESH = 60.0
_LARGEST = 1 << 20


def call_the_first(
    lock: Path,
    request: Path,
    marker: Path,
    patience: float = PATIENCE,
    files: Sequence[Path] = (),
) -> bool:
    """Bring the window to the front that has the lock; whether there is one and it answered.

    It is given `patience` seconds, or as long as a start takes if it has only just begun. It takes
    `files` in, absolute paths.
    """
    holder = read_holder(lock)
    if holder is None or not holder.is_here or not is_held(lock) or whose(holder, marker):
        return False
    _let_come_forward(holder.pid)
    try:
        left = leave_request(request, files)
    except OSError:
        return False
    until = time.monotonic() + (STARTING if is_starting(holder) else patience)
    while time.monotonic() < until and is_held(lock):
        if not os.path.exists(left):
            return True
        time.sleep(_STEP)
    return not _take(left)


def is_starting(holder: Holder) -> bool:
    """Whether the window of a lock may still be on its way."""
    return abs((datetime.now(UTC) - holder.since).total_seconds()) < STARTING


def leave_request(request: Path, files: Sequence[Path] = ()) -> Path:
    """Put a request in its place in one step; the file that it is. Raises OSError."""
    left = request.with_name(f"{request.name}.{os.getpid()}")
    said = {"at": time.time(), "files": [str(file) for file in files]}
    with part_of(request.parent) as part:
        create_private(part)
        part.write_text(json.dumps(said), encoding="ascii")
        os.replace(part, left)
    return left


def take_requests(request: Path) -> tuple[Path, ...] | None:
    """Take all requests away, which is the answer to them; the files that they bring.

    None where there was no request. One that cannot be taken away is none: it would be heard for
    ever.
    """
    with contextlib.suppress(OSError):
        names = os.listdir(request.parent)
        found = sorted(name for name in names if name.startswith(request.name))
        told = [(_files_in(path), _take(path)) for path in map(request.with_name, found)]
        taken = [files for files, is_taken in told if is_taken]
        return tuple(file for files in taken for file in files) if taken else None
    return None


def _files_in(path: Path) -> list[Path]:
    """The files of a request; none of one that is torn, is old, or brings none."""
    try:
        with path.open("rb") as file:
            said = json.loads(file.read(_LARGEST))
        is_fresh = abs(time.time() - said["at"]) < _FRESH
        files = [Path(str(one)) for one in list(said["files"])]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [one for one in files if is_fresh and one.is_absolute()]


def _take(path: Path) -> bool:
    """Take a request away; whether it was there."""
    with contextlib.suppress(OSError):
        path.unlink()
        return True
    return False


def whose(holder: Holder, marker: Path) -> str:
    """The name of the other user of this machine who has the lock; empty if it is this one."""
    run = read_run(marker)
    user = holder.user or (run.user if run and run.pid == holder.pid else "")
    return user if user != user_name() else ""


def _let_come_forward(pid: int) -> None:
    """Windows lets a window come to the front only if the program in front allows it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(pid)
