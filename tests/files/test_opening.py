"""Opening at start: whole, mended, brought back or refused; the clerk is told what happened."""

import errno
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from clerk_at_store import Clock
from gkdesk.errors import UserError
from gkdesk.files import opening
from gkdesk.files.backups import make_backup
from gkdesk.files.opening import open_at_start
from gkdesk.files.second_place import bring_up_to_date, name_second_place
from gkdesk.files.store import Store
from gkdesk.files.store_file import SCHEMA
from stores import CELL, SAVED, cell, change, cut_off, make_store, names, spoil

DAMAGED = "gkdesk-损坏-*.sqlite3"


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    return make_store(tmp_path / "gkdesk.sqlite3", clock)


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "备份"


def back_up(path: Path, backups: Path, clock: Clock) -> Path:
    with Store.open(path) as store:
        made = make_backup(store, backups, clock())
    assert made is not None
    return made.path


def start(path: Path, backups: Path, clock: Clock) -> str | None:
    """Start and end the program; what the clerk is told."""
    opened = open_at_start(path, backups, now=clock, clock=clock)
    opened.store.close()
    return opened.told


def test_a_whole_store_is_opened_without_a_word(path: Path, backups: Path, clock: Clock) -> None:
    """Half-written files of a killed run are cleared away."""
    (path.parent / ".gk00000000.tmp").touch()

    assert start(path, backups, clock) is None
    assert names(path.parent) == [path.name]


def test_the_first_start_makes_a_store_without_a_word(
    tmp_path: Path, backups: Path, clock: Clock
) -> None:
    """So does one whose first was cut off by the power."""
    for size in (None, 0):
        path = tmp_path / f"{size}.sqlite3"
        if size == 0:
            path.touch()
        assert start(path, backups, clock) is None
        assert path.stat().st_size


def test_a_power_cut_in_the_middle_of_a_step_is_no_damage(
    path: Path, backups: Path, clock: Clock, tmp_path: Path
) -> None:
    """SQLite takes the step back."""
    found = cut_off(path, tmp_path / "found")

    assert start(found, backups, clock) is None
    assert cell(found) == "4"


def test_a_damaged_store_is_mended_whole_where_it_can_be(
    path: Path, backups: Path, clock: Clock
) -> None:
    """The backup is older; what was typed since is there."""
    back_up(path, backups, clock)
    change(path, clock, "5")
    damaged = path.read_bytes()[:100].ljust(4096, b"\xff") + path.read_bytes()[4096:]
    path.write_bytes(damaged)

    told = start(path, backups, clock)

    [kept] = path.parent.glob(DAMAGED)
    assert kept.read_bytes() == damaged
    assert told == (
        "数据文件已损坏（可能是突然断电或磁盘故障造成的），程序已经修复。\n"
        f"全部 2 份报告都完整，数据截至 {clock().astimezone():%Y-%m-%d %H:%M}，"
        "填写的内容没有丢失。\n修改历史可能不全。\n导出记录可能不全。\n"
        f"损坏的文件原样保存在“{kept}”，请不要删除。"
    )
    assert cell(path) == "5"
    assert start(path, backups, clock) is None


def test_what_cannot_be_read_is_taken_from_the_backup_and_told(
    path: Path, backups: Path, clock: Clock
) -> None:
    """With the time of the backup."""
    back_up(path, backups, clock)
    change(path, clock, "5")
    path.write_bytes(b"\xff" * 50_000)

    told = start(path, backups, clock)

    assert told is not None
    assert re.search("2024年度：取自备份（2025-01-10 .*其余此后的修改没有读出来，请核对", told)
    assert cell(path) == "4"


def test_without_a_backup_what_is_there_is_told_cell_by_cell(
    path: Path, backups: Path, clock: Clock
) -> None:
    """A report that is not as it was written is one to look through."""
    spoil(path, "上年。".encode(), "去年。".encode())

    told = start(path, backups, clock)

    assert told is not None
    assert "2023年度：没有可用的备份，从损坏的文件中读出 1 项，可能有缺漏或错误，请逐项核对" in told
    assert "2024年度：完整" in told


def test_where_nothing_can_be_read_a_new_store_is_begun_and_told(
    path: Path, backups: Path, clock: Clock
) -> None:
    """The clerk can go on, and the file is kept for somebody who knows more."""
    path.write_bytes(b"PK\x03\x04" * 999)

    told = start(path, backups, clock)

    assert told is not None
    assert "没有能读出的报告，也没有可用的备份" in told
    assert len(list(path.parent.glob(DAMAGED))) == 1
    with Store.open(path) as store:
        assert store.reports() == []


@pytest.mark.parametrize("size", [None, 0])
def test_a_lost_store_is_brought_back_from_the_newest_backup(
    path: Path, backups: Path, clock: Clock, size: int | None
) -> None:
    """Deleted, or emptied by a power cut; the backup stays."""
    backup = back_up(path, backups, clock)
    path.unlink()
    if size == 0:
        path.touch()

    told = start(path, backups, clock)

    assert told is not None
    assert told.startswith("数据文件不见了")
    assert "已经换上最近的备份，数据截至 2025-01-10" in told
    assert cell(path) == "4"
    assert backup.exists()


def test_a_lost_store_with_damaged_backups_is_salvaged_from_them(
    path: Path, backups: Path, clock: Clock
) -> None:
    """Better parts than nothing, and told."""
    backup = back_up(path, backups, clock)
    path.unlink()
    spoil(backup, "上年。".encode(), "去年。".encode())

    told = start(path, backups, clock)

    assert told is not None
    assert "备份也有损坏" in told
    assert cell(path) == "4"


def test_a_lost_store_with_unreadable_backups_is_begun_anew_and_told(
    path: Path, backups: Path, clock: Clock
) -> None:
    """Never in silence."""
    backup = back_up(path, backups, clock)
    path.unlink()
    backup.write_bytes(b"nothing")

    told = start(path, backups, clock)

    assert told is not None
    assert "备份也都已损坏" in told


def test_the_second_place_helps_where_the_first_is_damaged(
    path: Path, backups: Path, clock: Clock, tmp_path: Path
) -> None:
    """The settings of the damaged store still name it."""
    stick = tmp_path / "U盘"
    stick.mkdir()
    with Store.open(path) as store:
        name_second_place(store, stick)
    backup = back_up(path, backups, clock)
    bring_up_to_date(backups, stick)
    backup.write_bytes(b"nothing")
    spoil(path, "上年。".encode(), "去年。".encode())

    told = start(path, backups, clock)

    assert told is not None
    assert "全部 2 份报告都完整" in told


def test_a_newer_store_is_refused_and_not_mended(path: Path, backups: Path, clock: Clock) -> None:
    """Another program's as well; both stay as they are."""
    back_up(path, backups, clock)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    other = path.with_name("other.sqlite3")
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE messages (text)")

    for file, said in ((path, "更新版本"), (other, "属于别的程序")):
        before = file.read_bytes()
        with pytest.raises(UserError, match=said):
            start(file, backups, clock)
        assert file.read_bytes() == before


def test_an_older_store_is_brought_up_to_date_after_a_copy(
    tmp_path: Path, backups: Path, clock: Clock
) -> None:
    """Without a word: nothing is the matter."""
    path = Path(shutil.copy(SAVED / "schema-1.sqlite3", tmp_path / "gkdesk.sqlite3"))

    assert start(path, backups, clock) is None
    assert len(list(tmp_path.glob("gkdesk-升级前-v1-*.sqlite3"))) == 1


def test_a_damaged_older_store_is_mended_into_the_present_schema(
    tmp_path: Path, backups: Path, clock: Clock
) -> None:
    """It has no digests, so that what SQLite reads must do."""
    path = Path(shutil.copy(SAVED / "schema-1.sqlite3", tmp_path / "gkdesk.sqlite3"))
    data = bytearray(path.read_bytes())
    data[11 * 4096 : 12 * 4096] = b"\xff" * 4096  # the settings
    path.write_bytes(data)

    told = start(path, backups, clock)

    assert told is not None
    assert "全部 2 份报告都完整" in told
    with Store.open(path) as store:
        assert len(store.reports()) == 2


def test_a_folder_in_the_stores_place_is_said(path: Path, backups: Path, clock: Clock) -> None:
    """With the way out."""
    path.unlink()
    path.mkdir()

    with pytest.raises(UserError, match="同名的文件夹"):
        start(path, backups, clock)


def test_a_missing_folder_is_said(tmp_path: Path, backups: Path, clock: Clock) -> None:
    """The stick with the data is not plugged in."""
    with pytest.raises(UserError, match="数据文件打不开"):
        start(tmp_path / "nowhere" / "gkdesk.sqlite3", backups, clock)


def test_a_locked_store_is_said(path: Path, backups: Path, clock: Clock) -> None:
    """It is not taken for damaged."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError, match="占用"):
            start(path, backups, clock)

    assert names(path.parent) == [path.name]


def test_a_damaged_store_in_a_read_only_folder_is_said(common_folder: Path, clock: Clock) -> None:
    """Nothing can be mended there, and nothing is changed."""
    path = make_store(common_folder / "gkdesk.sqlite3", clock)
    spoil(path, "上年。".encode(), "去年。".encode())
    before = path.read_bytes()
    common_folder.chmod(0o500)

    with pytest.raises(UserError, match="数据文件"):
        start(path, common_folder / "备份", clock)
    assert path.read_bytes() == before


def test_a_damaged_store_on_a_full_disk_is_said(
    small_disk: Path, clock: Clock, tmp_path: Path
) -> None:
    """The damaged file cannot be kept, so it is not touched."""
    path = make_store(small_disk / "gkdesk.sqlite3", clock)
    spoil(path, "上年。".encode(), "去年。".encode())
    before = path.read_bytes()
    filler = small_disk / "filler"
    filler.write_bytes(bytes(shutil.disk_usage(small_disk).free - 20_000))

    with pytest.raises(UserError, match=r"已损坏.*空间不足"):
        start(path, tmp_path / "备份", clock)
    assert path.read_bytes() == before


def test_a_bad_sector_is_damage(
    path: Path, backups: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program need not stand still for it."""

    def fail(*_: object, **__: object) -> list[str]:
        raise UserError("数据文件打不开：磁盘读写出错")

    def cannot_be_read(file: Path) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(opening, "examine", fail)
    monkeypatch.setattr(Path, "read_bytes", cannot_be_read)
    assert opening.find_damage(path) == ["文件所在的磁盘有坏道"]

    monkeypatch.undo()
    monkeypatch.setattr(opening, "examine", fail)
    with pytest.raises(UserError, match="读写出错"):
        opening.find_damage(path)


def test_mending_again_keeps_both_damaged_files(path: Path, backups: Path, clock: Clock) -> None:
    """A disk that fails once fails again."""
    for text in ("5", "6"):
        change(path, clock, text)
        spoil(path, CELL.encode(), CELL.upper().encode())
        assert start(path, backups, clock) is not None

    assert len(list(path.parent.glob(DAMAGED))) == 2


def test_a_power_cut_while_the_very_first_store_is_made_is_no_damage(
    tmp_path: Path, clock: Clock
) -> None:
    """What was half written goes back to nothing, and nothing needs to be told."""
    made, cut = tmp_path / "made.sqlite3", tmp_path / "cut.sqlite3"
    with closing(sqlite3.connect(made, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE half (text)")
        connection.executemany("INSERT INTO half VALUES (?)", [("字" * 2000,)] * 50)
        for tail in ("", "-journal"):
            shutil.copy(f"{made}{tail}", f"{cut}{tail}")

    opened = open_at_start(cut, tmp_path / "备份", now=clock)

    with opened.store as store:
        assert (None, []) == (opened.told, store.reports())
