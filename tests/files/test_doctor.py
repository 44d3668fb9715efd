"""The doctor: says how everything is, and mends as the start does."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from clerk_at_store import Clock
from gkdesk.files.backups import make_backup
from gkdesk.files.doctor import examine_all
from gkdesk.files.second_place import bring_up_to_date, name_second_place
from gkdesk.files.store import Store
from stores import cell, change, cut_off, make_store, names, spoil


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    return make_store(tmp_path / "gkdesk.sqlite3", clock)


@pytest.fixture
def backups(path: Path, clock: Clock) -> Path:
    """Two backups, the newer one damaged."""
    folder = path.parent / "备份"
    for text in "56":
        change(path, clock, text)
        with Store.open(path) as store:
            made = make_backup(store, folder, clock())
    assert made is not None
    spoil(made.path, "上年。".encode(), "去年。".encode())
    return folder


def test_a_healthy_store_is_described(path: Path, backups: Path, clock: Clock) -> None:
    """Its backups good and bad, and the disk."""
    diagnosis = examine_all(path, backups, clock())
    said = "\n".join(diagnosis.lines)

    assert diagnosis.is_well
    assert "数据文件完整：2 份报告，3 项内容，数据截至 2025-01-10" in said
    assert "备份：2 份，其中完好的 1 份" in said
    assert "已损坏：备份-000002-" in said
    assert "写入测试通过，磁盘剩余" in said
    assert names(path.parent) == [path.name, "备份"]


def test_a_damaged_store_is_mended(path: Path, backups: Path, clock: Clock) -> None:
    """As at the start."""
    spoil(path, "上年。".encode(), "去年。".encode())
    diagnosis = examine_all(path, backups, clock())

    assert diagnosis.is_well
    assert diagnosis.lines[0] == "数据文件已损坏：第 1 份报告的内容与存入时不同。"
    assert "程序已经修复" in diagnosis.lines[1]
    assert cell(path) == "6"


def test_a_damaged_store_in_use_is_not_mended(path: Path, backups: Path, clock: Clock) -> None:
    """The window must be closed first."""
    spoil(path, "上年。".encode(), "去年。".encode())
    with closing(sqlite3.connect(path, isolation_level=None)) as window:
        window.execute("BEGIN IMMEDIATE")
        diagnosis = examine_all(path, backups, clock())

    assert not diagnosis.is_well
    assert any("正在使用" in line for line in diagnosis.lines)
    assert names(path.parent) == [path.name, "备份"]


def test_a_step_that_was_not_finished_is_told(
    path: Path, backups: Path, clock: Clock, tmp_path: Path
) -> None:
    """It is taken back, and no damage."""
    found = cut_off(path, tmp_path / "found")
    diagnosis = examine_all(found, backups, clock())

    assert diagnosis.is_well
    assert "上次有一步没有写完" in diagnosis.lines[0]


def test_no_store_yet_is_no_trouble(tmp_path: Path, clock: Clock) -> None:
    """Nothing is made."""
    diagnosis = examine_all(tmp_path / "gkdesk.sqlite3", tmp_path / "备份", clock())

    assert diagnosis.is_well
    assert "还没有数据文件" in diagnosis.lines[0]
    assert names(tmp_path) == []


def test_the_second_place_is_looked_at(path: Path, backups: Path, clock: Clock) -> None:
    """Missing, and there."""
    stick = path.parent / "U盘"
    with Store.open(path) as store:
        name_second_place(store, stick)
    assert any("现在找不到" in line for line in examine_all(path, backups, clock()).lines)

    stick.mkdir()
    bring_up_to_date(backups, stick)
    said = examine_all(path, backups, clock()).lines
    assert any(line.startswith("第二备份位置：1 份") for line in said)


def test_a_second_place_out_of_reach_is_a_line_and_no_exception(
    common_folder: Path, clock: Clock
) -> None:
    """A folder that may not be looked into, or a network drive that is away."""
    path = make_store(common_folder / "gkdesk.sqlite3", clock)
    locked = common_folder / "网络盘"
    locked.mkdir()
    with Store.open(path) as store:
        name_second_place(store, locked / "年报备份")
    locked.chmod(0)
    try:
        said = examine_all(path, common_folder / "备份", clock()).lines
    finally:
        locked.chmod(0o700)

    assert any("现在找不到" in line for line in said)


def test_what_stands_in_the_way_is_said(common_folder: Path, clock: Clock) -> None:
    """A read-only folder: not well."""
    path = make_store(common_folder / "gkdesk.sqlite3", clock)
    common_folder.chmod(0o500)
    diagnosis = examine_all(path, common_folder / "备份", clock())

    assert not diagnosis.is_well
    assert any("写入测试没有通过：那里是只读的" in line for line in diagnosis.lines)
