"""The log: it makes room for itself, and holds nothing of a report."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gkdesk.files.run_log import LONGEST, note, older, scrub

NOW = datetime(2025, 1, 8, 8, 20, tzinfo=UTC)


def test_an_entry_has_its_time(tmp_path: Path) -> None:
    """One after another."""
    log = tmp_path / "gkdesk.log"
    note(log, "first\n", NOW)
    note(log, "第二", NOW)
    at = f"{NOW.astimezone():%Y-%m-%d %H:%M:%S}"

    assert log.read_text("utf-8") == f"{at}\nfirst\n\n{at}\n第二\n\n"


def test_the_log_makes_room_for_itself(tmp_path: Path) -> None:
    """Two files of 256 KB, whatever goes wrong how often."""
    log = tmp_path / "gkdesk.log"
    for number in range(40):
        note(log, f"{number} " + "x" * 30_000, NOW)
    note(log, "y" * 3 * LONGEST, NOW)
    note(log, "last", NOW)

    assert sorted(one.name for one in tmp_path.iterdir()) == ["gkdesk-旧.log", "gkdesk.log"]
    assert log.stat().st_size + older(log).stat().st_size <= 2 * LONGEST
    assert "last" in log.read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_log_is_for_the_user_alone(tmp_path: Path) -> None:
    """Whatever the umask."""
    log = tmp_path / "gkdesk.log"
    before = os.umask(0o022)
    note(log, "x", NOW)
    os.umask(before)

    assert log.stat().st_mode & 0o777 == 0o600


def test_a_log_that_cannot_be_written_hides_nothing(tmp_path: Path) -> None:
    """The fault that it was to tell is told on the screen."""
    note(tmp_path / "gone" / "gkdesk.log", "x", NOW)


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("QFont::setPointSize: Point size <= 0 (-1), must be greater than 0", None),
        ("Could not open /home/张三/叶城县 2024.docx", "Could not open … … …"),
        ('Cannot set "河园镇 abc" here', "Cannot set … here"),
        ("QLayout: 河园镇收到3件，电话0998-7280012", "QLayout: …3…"),
        (r"C:\Users\zhang\report.json: denied", "… denied"),
        ("mail zhang@example.com", "mail …"),
    ],
)
def test_a_message_keeps_what_is_the_librarys_own(message: str, left: str | None) -> None:
    """Quotations, paths, addresses, figures and Chinese may be the clerk's."""
    scrubbed = scrub(message)
    assert not any(one in scrubbed for one in ("河园", "叶城", "张三", "zhang", "0998"))
    if left is None:
        assert scrubbed == message
    else:
        assert scrubbed.startswith(left.split("…")[0])
