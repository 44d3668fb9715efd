"""Who has the data folder, told without Qt, in the format of Qt's own lock."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile

from gkdesk.errors import UserError
from gkdesk.files import lock_file
from gkdesk.files.lock_file import held, host_name, is_held, machine_id, read_holder, user_name
from systems import WINDOWS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gkdesk.lock"


def write(path: Path, *, pid: int = 1, host: str, machine: str = "") -> None:
    """A lock as QLockFile leaves it behind."""
    path.write_bytes(f"{pid}\npython3.11\n{host}\n{machine}\n\n".encode())


def test_what_qt_wrote_is_read(path: Path) -> None:
    """Process, machine, user."""
    lock = QLockFile(str(path))
    assert lock.tryLock(0)
    holder = read_holder(path)

    assert holder is not None
    assert (holder.pid, holder.host, holder.machine) == (os.getpid(), host_name(), machine_id())
    assert holder.user == ("" if WINDOWS else user_name())
    assert holder.is_here
    assert is_held(path)
    lock.unlock()
    assert read_holder(path) is None
    assert not is_held(path)


def test_qt_respects_what_was_taken_here(path: Path) -> None:
    """And takes it when it is free; nothing is left behind."""
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)
    with held(path):
        assert not lock.tryLock(0)
        assert not lock.removeStaleLockFile()
        assert WINDOWS or path.stat().st_mode & 0o077 == 0
    assert list(path.parent.iterdir()) == []
    assert lock.tryLock(0)
    lock.unlock()


def test_a_verb_is_refused_while_the_window_is_open(path: Path) -> None:
    """In a sentence."""
    lock = QLockFile(str(path))
    assert lock.tryLock(0)
    with pytest.raises(UserError, match="请先关闭它"), held(path):
        raise AssertionError
    lock.unlock()


def test_the_lock_of_a_killed_process_is_no_obstacle(path: Path) -> None:
    """Also where its number is another program's by now."""
    code = (
        "import os, sys; from PySide6.QtCore import QLockFile;"
        "lock = QLockFile(sys.argv[1]); print(lock.tryLock(0), flush=True); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False, capture_output=True)
    assert read_holder(path) is not None
    assert not is_held(path)
    with held(path):
        assert is_held(path)
    write(path, pid=os.getpid(), host=host_name(), machine=machine_id())
    with held(path):
        assert is_held(path)


def test_an_empty_lock_of_a_power_cut_is_no_obstacle(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a moment: it may be one that is being made."""
    monkeypatch.setattr(lock_file, "_BIRTH", 0.0)
    path.touch()
    with held(path):
        assert is_held(path)


@pytest.mark.parametrize("machine", ["", "ab12" * 8])
def test_another_machines_lock_is_left_alone(path: Path, machine: str) -> None:
    """Only the clerk can know whether it is switched off."""
    write(path, host="DANGZHENGBAN-2", machine=machine)
    before = path.read_bytes()
    with pytest.raises(UserError, match="电脑“DANGZHENGBAN-2”正在使用"), held(path):
        raise AssertionError
    assert path.read_bytes() == before


def test_pcs_copied_from_one_image_are_told_apart_by_name(path: Path) -> None:
    """They have one machine id."""
    write(path, host="OTHER", machine=machine_id())
    holder = read_holder(path)

    assert holder is not None
    assert not holder.is_here


def test_a_lock_that_is_no_lock_says_nothing(path: Path) -> None:
    """Whatever is in it."""
    for data in (b"", b"\xff\xfe", b"abc\nd\ne\n", b"12"):
        path.write_bytes(data)
        assert read_holder(path, 0) is None
