"""A file is put in place whole or not at all, and a sentence says why it was not."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from pathlib import Path

import pytest

from gkdesk.errors import UserError
from gkdesk.files import put_in_place as module
from gkdesk.files.put_in_place import FRESH, clear_parts, put_in_place
from systems import WINDOWS, is_wine

OLD, NEW = b"old and whole", b"new"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Give a file that is there already, its name as a clerk's are."""
    path = tmp_path / "河园镇 2024 年报.docx"
    path.write_bytes(OLD)
    return path


def failing(number: int):
    """A call that fails with this error of the system."""

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def untouched(target: Path) -> bool:
    """Whether the old file is whole and nothing else lies in its folder."""
    return target.read_bytes() == OLD and os.listdir(target.parent) == [target.name]


def test_a_new_file_is_written(tmp_path: Path) -> None:
    """With the rights that any new file gets."""
    put_in_place(NEW, tmp_path / "a.docx")
    (tmp_path / "b").write_bytes(b"")

    assert (tmp_path / "a.docx").read_bytes() == NEW
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_an_old_file_is_replaced(target: Path) -> None:
    """And nothing else is left in the folder."""
    put_in_place(NEW, target)

    assert target.read_bytes() == NEW
    assert os.listdir(target.parent) == [target.name]


@pytest.mark.parametrize(
    ("call", "number", "told"),
    [
        ("fsync", errno.ENOSPC, "磁盘空间不足"),
        ("fsync", errno.EIO, "没有写成"),
        ("replace", errno.EACCES, "正被 Word 或 WPS 打开，无法替换。请关闭后重试"),
        ("replace", errno.EXDEV, "没有写成"),
    ],
)
def test_whatever_fails_leaves_the_old_file_whole(
    target: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, told: str
) -> None:
    """In the middle of writing as well as in the last step."""
    monkeypatch.setattr(module.os, call, failing(number))

    with pytest.raises(UserError, match=told):
        put_in_place(NEW, target)

    assert untouched(target)


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    """/dev/full is a disk without room."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    monkeypatch.setattr(module, "_write", lambda data, part: Path("/dev/full").write_bytes(data))

    with pytest.raises(UserError, match=r"磁盘空间不足.*年报"):
        put_in_place(NEW, target)

    assert untouched(target)


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    """A stick that was pulled out."""
    with pytest.raises(UserError, match=r"文件夹“.*U盘”不存在"):
        put_in_place(NEW, tmp_path / "U盘" / "a.docx")


def test_a_file_in_the_place_of_the_folder_is_told(target: Path) -> None:
    """It is no folder, so it is not there."""
    with pytest.raises(UserError, match="不存在"):
        put_in_place(NEW, target / "a.docx")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(target: Path) -> None:
    """Read-only, or another's."""
    target.parent.chmod(0o555)
    try:
        with pytest.raises(UserError, match="不能写入"):
            put_in_place(NEW, target)
    finally:
        target.parent.chmod(0o755)

    assert untouched(target)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_folder_without_the_right_to_write_is_told(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """The same, whoever runs the test."""
    monkeypatch.setattr(module, "_write", failing(number))

    with pytest.raises(UserError, match="不能写入"):
        put_in_place(NEW, target)

    assert untouched(target)


@pytest.mark.skipif(is_wine(), reason="Wine 8 takes a name of 300 signs")
def test_a_name_too_long_is_told(tmp_path: Path) -> None:
    """Longer than any file system takes."""
    with pytest.raises(UserError, match="太长"):
        put_in_place(NEW, tmp_path / ("长" * 300 + ".docx"))

    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("length", "told"), [(244, "合起来太长"), (243, "不存在（U盘可能已经拔出）")]
)
def test_a_long_path_on_windows_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int, told: str
) -> None:
    """It says of such a path that it is not found; the file beside the target is the longer one."""
    folder = tmp_path / ("长" * (length - len(str(tmp_path)) - 1))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(module, "_write", failing(errno.ENOENT))

    with pytest.raises(UserError, match=told):
        put_in_place(NEW, folder / "a.docx")


def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    """Nothing in it is lost."""
    (tmp_path / "年报.docx").mkdir()

    with pytest.raises(UserError, match="是一个文件夹"):
        put_in_place(NEW, tmp_path / "年报.docx")

    assert os.listdir(tmp_path) == ["年报.docx"]


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    """Its half-written files, their journals, the folder of a look; and nothing else."""
    (tmp_path / ".gkab_12345.tmp").mkdir()
    (tmp_path / ".gkab_12345.tmp" / "gkdesk.sqlite3").write_text("报告")
    others = [".gk.tmp", ".gk12345678.tmp.docx", ".gkABCDEFGH.tmp", "备份-1.tmp"]
    for name in (".gk12345678.tmp", ".gk12345678.tmp-journal", *others):
        (tmp_path / name).touch()
    if not WINDOWS:  # there links are for administrators
        others.append(".gk87654321.tmp")
        (tmp_path / others[-1]).symlink_to(tmp_path / "备份-1.tmp")

    clear_parts(tmp_path)
    clear_parts(tmp_path / "nowhere")

    assert sorted(os.listdir(tmp_path)) == sorted(others)


@pytest.mark.parametrize("age", [FRESH + 60, -FRESH - 60])
def test_what_a_power_cut_left_goes_with_the_next_paper(target: Path, age: float) -> None:
    """Not what another run may be writing just now; and no other program's file."""
    left = {name: target.parent / name for name in (".gk0123abcd.tmp", "~$年报.tmp", ".gk.tmp")}
    for path in left.values():
        path.write_bytes(b"half")
        os.utime(path, (time.time() - age,) * 2)
    (target.parent / ".gkfedcba98.tmp").write_bytes(b"half")

    put_in_place(NEW, target)

    assert sorted(os.listdir(target.parent)) == sorted(
        [target.name, ".gkfedcba98.tmp", "~$年报.tmp", ".gk.tmp"]
    )
