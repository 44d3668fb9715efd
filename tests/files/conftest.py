"""What the tests of the store's room share: a clock, a store, a full disk, a folder to lock."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_at_store import ORGAN, Clock
from gkdesk.files.store import Store


@pytest.fixture
def clock() -> Clock:
    """A clock that the test sets."""
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store lies."""
    return tmp_path / "gkdesk.sqlite3"


@pytest.fixture
def store(path: Path, clock: Clock) -> Iterator[Store]:
    """An open store that goes by the test's clock."""
    with Store.open(path, clock=clock) as opened:
        yield opened


@pytest.fixture
def report_id(store: Store) -> int:
    """A report in the store with nothing in it."""
    return store.create(ORGAN, 2024, "2021", {})


@pytest.fixture
def common_folder() -> Iterator[Path]:
    """A folder of a user whom the system's permissions bind, which they do not for root."""
    if sys.platform == "win32":
        pytest.skip("Windows has no such modes")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        is_root = os.geteuid() == 0
        if is_root:
            os.chown(folder, 65534, -1)
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if is_root:
                os.seteuid(0)
            folder.chmod(0o700)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 KB."""
    folder = tmp_path / "小盘"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)]
    if sys.platform != "linux" or os.geteuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("只有 Linux 上的 root 能挂一个小盘")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
