"""A second start calls the window that is open already, by a file that the first one takes away.

No Qt here: the second start is over before Qt would be loaded, and it never looks at the store.
"""

import contextlib
import os
import sys
import time
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


def call_the_first(lock: Path, request: Path, marker: Path, patience: float = PATIENCE) -> bool:
    """Bring the window to the front that has the lock; whether there is one and it answered.

    It is given `patience` seconds, or as long as a start takes if it has only just begun.
    """
    holder = read_holder(lock)
    if holder is None or not holder.is_here or not is_held(lock) or whose(holder, marker):
        return False
    _let_come_forward(holder.pid)
    try:
        leave_request(request)
    except OSError:
        return False
    until = time.monotonic() + (STARTING if is_starting(holder) else patience)
    while time.monotonic() < until and is_held(lock):
        if not os.path.exists(request):
            return True
        time.sleep(_STEP)
    return not take_request(request)


def is_starting(holder: Holder) -> bool:
    """Whether the window of a lock may still be on its way."""
    return abs((datetime.now(UTC) - holder.since).total_seconds()) < STARTING


def leave_request(request: Path) -> None:
    """Put the request in its place in one step. Raises OSError."""
    with part_of(request.parent) as part:
        create_private(part)
        part.write_text(f"{os.getpid()}\n", encoding="ascii")
        os.replace(part, request)


def take_request(request: Path) -> bool:
    """Take a request away, which is the answer to it; whether there was one."""
    with contextlib.suppress(OSError):
        request.unlink()
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
