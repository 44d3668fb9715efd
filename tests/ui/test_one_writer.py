"""One window for one data folder."""

import os
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile

from gkdesk.errors import UserError
from gkdesk.files import lock_file
from gkdesk.files.lock_file import host_name, machine_id
from gkdesk.files.run_marker import begin_run
from gkdesk.paths import Places
from gkdesk.ui.one_writer import InUseError, claim, release, take_over, who_took_over
from systems import WINDOWS


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A data folder with Chinese and a space in its name."""
    folder = tmp_path / "数据 夹"
    folder.mkdir(mode=0o700)
    return Places(folder)


def left_behind(places: Places, *, host: str, pid: int = 999_999, machine: str = "") -> None:
    """A lock that nobody holds."""
    places.lock.write_bytes(f"{pid}\npython3.11\n{host}\n{machine}\n\n".encode())


def test_a_free_folder_is_taken(places: Places) -> None:
    """And given back; the lock is for this user alone."""
    before = os.umask(0o022)
    lock = claim(places)
    assert os.umask(before) == 0o022
    if os.name != "nt":
        assert places.lock.stat().st_mode & 0o777 == 0o600
    lock.unlock()

    assert list(places.data.iterdir()) == []


@pytest.mark.parametrize("pid", [999_999, 0], ids=["gone", "another program's by now"])
def test_a_lock_left_by_a_crash_is_no_obstacle(places: Places, pid: int) -> None:
    """Also where its process number is another program's by now."""
    left_behind(places, host=host_name(), machine=machine_id(), pid=pid or os.getpid())
    claim(places).unlock()


@pytest.mark.parametrize("torn", [b"", b"12", b"\0" * 90], ids=["empty", "torn", "zeros"])
def test_a_lock_torn_by_a_power_cut_is_no_obstacle(
    places: Places, torn: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """QLockFile alone would let it stand for ever."""
    monkeypatch.setattr(lock_file.read_holder, "__defaults__", (0.05,))
    places.lock.write_bytes(torn)
    claim(places).unlock()


def test_a_lock_from_tomorrow_is_no_obstacle(places: Places) -> None:
    """The PC's clock was set back since the crash."""
    left_behind(places, host=host_name(), machine=machine_id())
    tomorrow = datetime.now().timestamp() + 86_400
    os.utime(places.lock, (tomorrow, tomorrow))
    claim(places).unlock()


def test_a_window_that_does_not_answer_is_named(places: Places) -> None:
    """With its process number, for the task manager."""
    lock = claim(places)
    begin_run(places.marker, datetime.now().astimezone())
    with pytest.raises(InUseError, match=rf"进程号 {os.getpid()}.*没有回应") as told:
        claim(places)
    lock.unlock()

    assert not told.value.may_be_left_behind


def test_a_command_at_work_is_waited_for(places: Places) -> None:
    """It has the lock, and no window."""
    lock = claim(places)
    os.utime(places.lock, (0, 0))
    with pytest.raises(InUseError, match="请等它做完再打开"):
        claim(places)
    lock.unlock()


def test_another_machine_is_named(places: Places) -> None:
    """And its lock is not touched."""
    left_behind(places, host="DANGZHENGBAN-2", machine="ab" * 16)
    before = places.lock.read_bytes()
    with pytest.raises(InUseError, match="电脑“DANGZHENGBAN-2”正在使用") as told:
        claim(places)

    assert told.value.may_be_left_behind
    assert places.lock.read_bytes() == before


def test_the_clerk_may_open_what_a_machine_that_is_off_left_locked(places: Places) -> None:
    """Having said so."""
    left_behind(places, host="DANGZHENGBAN-2", machine="ab" * 16)
    lock = take_over(places)

    assert lock.isLocked()
    lock.unlock()


def test_what_the_server_knows_to_be_in_use_is_not_taken_over(places: Places) -> None:
    """Whatever the clerk says."""
    other = QLockFile(str(places.lock))
    assert other.tryLock(0)
    if not WINDOWS:  # there nobody else can write it
        places.lock.write_bytes(b"1\nx\nDANGZHENGBAN-2\n\n\n")
    with pytest.raises(InUseError, match="另一台电脑上的程序还开着"):
        take_over(places)
    other.unlock()


@pytest.mark.qt_log_ignore("Got unexpected locking error")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """With the reason."""
    with pytest.raises(UserError, match="数据文件夹打不开：那里已经不存在"):
        claim(Places(tmp_path / "gone"))


@pytest.mark.skipif(WINDOWS, reason="on this machine Windows lets nobody replace an open lock")
def test_a_folder_that_another_machine_took_over_is_told(places: Places) -> None:
    """While this one was asleep; its own lock is no matter, nor one that is gone."""
    assert who_took_over(places) is None
    lock = claim(places)
    assert who_took_over(places) is None
    places.lock.unlink()
    left_behind(places, host="DANGZHENGBAN-2", pid=os.getpid())
    assert "电脑“DANGZHENGBAN-2”已经打开了" in str(who_took_over(places))
    release(lock, places)
    assert "DANGZHENGBAN-2" in places.lock.read_text()
