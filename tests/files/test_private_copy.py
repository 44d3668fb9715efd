"""Private copies: whole or not there at all, and bad sectors cost only themselves."""

import errno
import os
import stat
from pathlib import Path

import pytest

from clerk_at_store import Clock
from gkdesk.errors import UserError
from gkdesk.files import private_copy
from gkdesk.files.os_faults import reason
from gkdesk.files.private_copy import copy_whole, keep_aside, read_through
from stores import names


def test_a_copy_takes_the_place_of_what_is_there(tmp_path: Path) -> None:
    """It is for this user alone, and nothing else is left in the folder."""
    source, place = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"new" * 9000)
    place.write_bytes(b"old")

    copy_whole(source, place)

    assert place.read_bytes() == b"new" * 9000
    assert stat.S_IMODE(place.stat().st_mode) == 0o600 or os.name == "nt"
    assert names(tmp_path) == ["a", "b"]


def test_a_full_disk_leaves_what_is_there(tmp_path: Path, small_disk: Path) -> None:
    """And no half-written file."""
    source, place = tmp_path / "a", small_disk / "b"
    source.write_bytes(os.urandom(900_000))
    place.write_bytes(b"old")

    with pytest.raises(OSError, match="No space") as raised:
        copy_whole(source, place)

    assert "空间不足" in reason(raised.value)
    assert names(small_disk) == ["b"]
    assert place.read_bytes() == b"old"


def test_a_copy_that_reads_back_otherwise_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick that takes everything and keeps nothing."""
    source = tmp_path / "a"
    source.write_bytes(b"figures")
    monkeypatch.setattr(private_copy, "create_private", lambda part: part.write_bytes(b"x" * 99))

    with pytest.raises(OSError, match="读回来不一样"):
        copy_whole(source, tmp_path / "b")

    assert names(tmp_path) == ["a"]


def test_a_file_is_kept_aside_under_a_name_of_its_own(tmp_path: Path, clock: Clock) -> None:
    """With its journal if that is hot; twice in one second makes two."""
    path = tmp_path / "gkdesk.sqlite3"
    path.write_bytes(b"damaged")
    journal = tmp_path / "gkdesk.sqlite3-journal"
    journal.write_bytes(bytes(28))
    first = keep_aside(path, "损坏", clock())
    journal.write_bytes(bytes.fromhex("d9d505f920a163d7") + b"rest")
    second = keep_aside(path, "损坏", clock())

    assert first != second
    assert [kept.read_bytes() for kept in (first, second)] == [b"damaged"] * 2
    assert not Path(f"{first}-journal").exists()
    assert Path(f"{second}-journal").read_bytes() == journal.read_bytes()


def test_what_cannot_be_kept_aside_is_said(common_folder: Path, clock: Clock) -> None:
    """Nothing is changed then."""
    path = common_folder / "gkdesk.sqlite3"
    path.write_bytes(b"damaged")
    common_folder.chmod(0o500)

    with pytest.raises(UserError, match=r"另存.*只读.*gkdesk\.sqlite3"):
        keep_aside(path, "损坏", clock())


def test_a_bad_sector_is_read_as_zeros(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands before and behind it is kept."""
    path = tmp_path / "file"
    path.write_bytes(b"a" * 4096 + b"b" * 4096 + b"c" * 100)
    spoil_sectors(monkeypatch, {4096})

    assert read_through(path) == b"a" * 4096 + bytes(4096) + b"c" * 100


def test_other_trouble_than_a_bad_sector_is_raised(tmp_path: Path) -> None:
    """A file that cannot be opened at all is not a file of zeros."""
    with pytest.raises(FileNotFoundError):
        read_through(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "空间不足"),
        (errno.EROFS, "只读"),
        (errno.ENOENT, "拔出"),
        (errno.EIO, "读写出错"),
    ],
)
def test_each_reason_has_a_way_out(number: int, said: str) -> None:
    """In the clerk's words."""
    assert said in reason(OSError(number, os.strerror(number)))


def spoil_sectors(monkeypatch: pytest.MonkeyPatch, bad: set[int]) -> None:
    """Let the disk fail to read blocks at some places of every file opened from now on."""
    opened = Path.open

    def open_on_bad_disk(path: Path, *args: object, **how: object) -> object:
        file = opened(path, *args, **how)
        return _BadDisk(file, bad) if "r" in str(args[:1]) and how.get("buffering") == 0 else file

    monkeypatch.setattr(Path, "open", open_on_bad_disk)


class _BadDisk:
    """A file of which some places cannot be read."""

    def __init__(self, file: object, bad: set[int]) -> None:
        self._file = file
        self._bad = bad

    def __enter__(self) -> "_BadDisk":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def fileno(self) -> int:
        return self._file.fileno()

    def seek(self, at: int) -> int:
        return self._file.seek(at)

    def read(self, length: int) -> bytes:
        if self._file.tell() in self._bad:
            raise OSError(errno.EIO, "Input/output error")
        return self._file.read(length)
