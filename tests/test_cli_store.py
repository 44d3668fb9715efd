"""The verbs that see to the clerk's data, as typed at a console: real processes, real files."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from clerk_at_store import Clock
from gkdesk.files.second_place import name_second_place, second_place
from gkdesk.files.store import Store
from gkdesk.files.store_file import SCHEMA
from stores import cell, change, make_store, names, spoil
from systems import is_wine


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(home: Path, clock: Clock) -> Path:
    return make_store(home / "gkdesk.sqlite3", clock)


def gkdesk(*arguments: str | Path) -> tuple[int, str]:
    """Run the program; its exit code and what it said. Nothing goes to standard output."""
    done = subprocess.run(
        [sys.executable, "-m", "gkdesk", *map(str, arguments)],
        capture_output=True,
        env=os.environ | {"PYTHONUTF8": "1"},
        check=False,
    )
    said = done.stderr.decode()
    assert done.stdout == b""
    assert "Traceback" not in said
    return done.returncode, said


def test_backup_goes_where_backups_belong(path: Path, home: Path) -> None:
    """It says where, and makes nothing where nothing changed."""
    code, said = gkdesk("backup")
    [name] = names(home / "备份")

    assert code == 0
    assert f"已备份到“{home / '备份' / name}”：2 份报告，3 项内容" in said
    code, said = gkdesk("backup")
    assert code == 0
    assert f"没有改动，没有另做。最新的备份：“{home / '备份' / name}”" in said
    assert names(home / "备份") == [name]


def test_backup_goes_where_the_clerk_says(path: Path, tmp_path: Path) -> None:
    """A stick, for one; what is there stays."""
    stick = tmp_path / "U 盘"
    stick.mkdir()
    (stick / "年报.docx").touch()
    code, said = gkdesk("backup", stick)

    assert code == 0
    assert str(stick) in said
    assert len(names(stick)) == 2


def test_backup_works_while_the_window_is_open(path: Path, home: Path) -> None:
    """It holds no lock between two cells."""
    with closing(sqlite3.connect(path)) as window:
        window.execute("SELECT * FROM reports").fetchall()
        assert gkdesk("backup")[0] == 0


def test_backup_says_why_not(home: Path, path: Path, tmp_path: Path) -> None:
    """No folder, a damaged store, no store."""
    a_file = "读不出来" if is_wine() else "没有备份成"  # Wine calls it no folder's name
    for folder, said in ((tmp_path / "a" / "b", "没有备份成"), (path, a_file)):
        assert gkdesk("backup", folder)[0] == 2
        assert said in gkdesk("backup", folder)[1]
    spoil(path, "上年。".encode(), "去年。".encode())
    code, said = gkdesk("backup")
    assert code == 2
    assert "gkdesk doctor" in said
    path.unlink()
    assert gkdesk("backup")[0] == 2
    assert names(home) == []


def test_restore_shows_what_a_backup_holds_and_restores_it(
    path: Path, home: Path, clock: Clock
) -> None:
    """What was there before is kept."""
    gkdesk("backup")
    [name] = names(home / "备份")
    change(path, clock, "5")
    code, said = gkdesk("restore", home / "备份" / name)

    [before] = home.glob("gkdesk-恢复前-*.sqlite3")
    assert code == 0
    assert "叶城县河园镇人民政府2024年度：2 项，最后修改 2025-01-10" in said
    assert f"恢复前的数据已另存为“{before}”" in said
    assert said.rstrip().endswith(f"已恢复。数据文件：{path}")
    assert (cell(path), cell(before)) == ("4", "5")


def test_restore_leaves_the_second_place_as_it_is(path: Path, home: Path, tmp_path: Path) -> None:
    """It was named after the backup; forgotten, the stick would get no more backups, unsaid."""
    gkdesk("backup")
    [name] = names(home / "备份")
    stick = tmp_path / "U盘"
    with Store.open(path) as store:
        name_second_place(store, stick)
    assert gkdesk("restore", home / "备份" / name)[0] == 0

    with Store.open(path) as store:
        assert second_place(store) == stick


def test_restore_brings_data_to_a_new_pc(path: Path, tmp_path: Path) -> None:
    """The data folder is made."""
    new = tmp_path / "新电脑" / "数据"

    assert gkdesk("restore", "--home", new, path)[0] == 0
    assert cell(new / "gkdesk.sqlite3") == "4"


def test_restore_refuses_in_a_sentence(path: Path, home: Path, tmp_path: Path) -> None:
    """The store stays as it is."""
    newer = tmp_path / "newer.sqlite3"
    newer.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    word = tmp_path / "年报.docx"
    word.write_bytes(b"PK\x03\x04" * 99)
    before = path.read_bytes()

    for file, said in (
        (newer, "更新版本"),
        (word, "已经损坏"),
        (tmp_path / "nothing", "不存在"),
        (tmp_path, "文件夹"),
        (path, "正在使用的数据文件"),
    ):
        code, told = gkdesk("restore", file)
        assert code == 2
        assert said in told
    assert path.read_bytes() == before
    assert names(home) == [path.name]


def test_restore_refuses_while_the_store_is_written_to(path: Path, tmp_path: Path) -> None:
    """Politely."""
    backup = tmp_path / "backup.sqlite3"
    backup.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as window:
        window.execute("BEGIN IMMEDIATE")
        code, said = gkdesk("restore", backup)

    assert code == 2
    assert "请先关闭本程序的窗口" in said


def test_doctor_says_that_all_is_well(path: Path) -> None:
    """With 0."""
    code, said = gkdesk("doctor")

    assert code == 0
    assert "数据文件完整" in said
    assert "写入测试通过" in said


def test_doctor_mends(path: Path, home: Path) -> None:
    """With 0, and the damaged file kept."""
    gkdesk("backup")
    spoil(path, "上年。".encode(), "去年。".encode())
    code, said = gkdesk("doctor")

    assert code == 0
    assert "程序已经修复" in said
    assert len(list(home.glob("gkdesk-损坏-*.sqlite3"))) == 1
    assert gkdesk("doctor")[0] == 0


def test_doctor_says_what_it_cannot_mend(home: Path) -> None:
    """With 2."""
    (home / "gkdesk.sqlite3").mkdir()
    code, said = gkdesk("doctor")

    assert code == 2
    assert "同名的文件夹" in said


@pytest.mark.parametrize("arguments", [["restore"], ["doctor", "x"], ["backup", "a", "b"]])
def test_wrong_arguments_are_said(home: Path, arguments: list[str]) -> None:
    """In one sentence."""
    code, said = gkdesk(*arguments)

    assert code == 2
    assert said.startswith("命令不对")
