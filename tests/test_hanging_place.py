"""The window is closed while a network folder hangs: the program ends all the same."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clerk_at_store import ORGAN
from gkdesk.files.backups import list_backups
from gkdesk.files.second_place import name_second_place
from gkdesk.files.store import Store
from gkdesk.paths import Places

# The real program; a disk call on the second place comes back after an hour.
_SCRIPT = """
import os, sys, time
from PySide6.QtCore import QTimer
from gkdesk import __main__
from gkdesk.files import private_copy
from gkdesk.ui import app, keeper

def hang(data, part):
    if "网络" not in str(part):
        return write(data, part)
    part.write_bytes(data[:4096])
    print("hangs", flush=True)
    time.sleep(3600)

def run(application, window, *rest):
    QTimer.singleShot(0, window, window.close)
    return begin(application, window, *rest)

write, private_copy.write_private = private_copy.write_private, hang
begin, app.run = app.run, run
__main__.LINGER = keeper._PATIENCE = 0.5
sys.exit(__main__.main(["--home", sys.argv[1]]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="was tried on Linux alone")
def test_a_place_that_hangs_does_not_keep_the_program(tmp_path: Path) -> None:
    """The backup here is whole; what is half-written there does not count as one."""
    places, there = Places(tmp_path / "数据"), tmp_path / "网络"
    places.data.mkdir()
    there.mkdir()
    with Store.open(places.store) as store:
        store.create(ORGAN, 2024, "2021", {})
        name_second_place(store, there)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(places.data)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.stdout == "hangs\n"
    assert (done.returncode, done.stderr) == (0, "")
    assert time.monotonic() - began < 30
    assert not places.lock.exists()
    assert not places.marker.exists()
    assert len(list_backups(places.backups)) == 1
    assert list_backups(there) == []
    assert [one.suffix for one in there.iterdir()] == [".tmp"]
    with Store.open(places.store) as store:
        assert len(store.reports()) == 1
