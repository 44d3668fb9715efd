"""The mark of a run that has not ended."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gkdesk.files.lock_file import user_name
from gkdesk.files.run_marker import be_alive, begin_run, end_run, read_run

NOW = datetime(2025, 1, 8, 16, 20, tzinfo=UTC)


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "gkdesk.running"


def test_a_run_that_ended_well_leaves_nothing(marker: Path) -> None:
    """Nor does one that was never begun."""
    assert begin_run(marker, NOW) is None
    end_run(marker)
    end_run(marker)

    assert list(marker.parent.iterdir()) == []
    assert begin_run(marker, NOW) is None


def test_a_run_that_did_not_end_is_told_once(marker: Path) -> None:
    """When it began, and when it was alive last."""
    begin_run(marker, NOW)
    os.utime(marker, (NOW.timestamp() + 60, NOW.timestamp() + 60))
    run = begin_run(marker, datetime(2025, 1, 9, tzinfo=UTC))

    assert run is not None
    assert (run.pid, run.user, run.began) == (os.getpid(), user_name(), NOW)
    assert run.alive == datetime(2025, 1, 8, 16, 21, tzinfo=UTC)
    end_run(marker)
    assert read_run(marker) is None


def test_a_run_is_alive_while_it_says_so(marker: Path) -> None:
    """Each minute; a mark that is gone is no harm."""
    begin_run(marker, NOW)
    os.utime(marker, (0, 0))
    be_alive(marker)
    assert (datetime.now(UTC) - read_run(marker).alive).total_seconds() < 60
    end_run(marker)
    be_alive(marker)


@pytest.mark.parametrize("torn", [b"", b"\xff", b'{"pid": 1', b"[]", b'{"pid": "x"}'])
def test_a_torn_mark_is_a_mark(marker: Path, torn: bytes) -> None:
    """A power cut may leave no more than its name."""
    marker.write_bytes(torn)
    os.utime(marker, (NOW.timestamp(), NOW.timestamp()))

    assert read_run(marker).alive == NOW


def test_a_disk_that_refuses_is_no_obstacle(tmp_path: Path) -> None:
    """It is told elsewhere."""
    assert begin_run(tmp_path / "gone" / "gkdesk.running", NOW) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_mark_is_for_the_user_alone(marker: Path) -> None:
    """Whatever the umask."""
    before = os.umask(0o022)
    begin_run(marker, NOW)
    os.umask(before)

    assert marker.stat().st_mode & 0o777 == 0o600
