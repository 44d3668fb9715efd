"""Restoring: the old or the new store whole, the present one kept, the backup never touched."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from clerk_at_store import Clock, type_in
from gkdesk.errors import UserError
from gkdesk.files.backups import make_backup
from gkdesk.files.examine import look_into
from gkdesk.files.lock_file import held
from gkdesk.files.restoring import COPIES_KEPT, is_in_use, restore, safety_copies
from gkdesk.files.store import Store
from gkdesk.files.store_file import SCHEMA
from stores import CELL, SAVED, cell, change, cut_off, hold, make_store, names, spoil


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    return make_store(tmp_path / "gkdesk.sqlite3", clock)


@pytest.fixture
def backup(path: Path, clock: Clock) -> Path:
    """A backup with 4 in the cell, where the store has 5 now."""
    with Store.open(path) as store:
        made = make_backup(store, path.parent / "备份", clock())
    assert made is not None
    change(path, clock, "5")
    return made.path


def test_the_backup_takes_the_stores_place(path: Path, backup: Path, clock: Clock) -> None:
    """What was there is kept beside it, and the backup stays as it was."""
    before = backup.read_bytes()

    restored = restore(path, backup, clock())

    assert cell(path) == "4"
    assert restored.safety_copy is not None
    assert restored.safety_copy.name.startswith("gkdesk-恢复前-2025")
    assert cell(restored.safety_copy) == "5"
    assert backup.read_bytes() == before
    assert [report.year for report in restored.holding.reports] == [2024, 2023]
    assert names(path.parent) == sorted([path.name, restored.safety_copy.name, "备份"])


def test_restoring_can_be_taken_back(path: Path, backup: Path, clock: Clock) -> None:
    """The safety copy is a backup itself; two in one second do not meet."""
    first = restore(path, backup, clock())
    second = restore(path, first.safety_copy, clock())

    assert cell(path) == "5"
    assert cell(second.safety_copy) == "4"


def copies(path: Path) -> list[Path]:
    """The safety copies beside a store, the newest first."""
    return [copy for _, copy in safety_copies(path)]


def test_old_safety_copies_go_and_the_newest_stay(path: Path, backup: Path, clock: Clock) -> None:
    """Ten of them, the one made just now among them; the backups are another matter."""
    made = []
    for turn in range(COPIES_KEPT + 3):
        change(path, clock, str(turn))
        made.append(restore(path, backup, clock()).safety_copy)

    assert copies(path) == made[:-11:-1]
    assert [cell(copy) for copy in copies(path)] == [str(turn) for turn in range(12, 2, -1)]
    assert backup.exists()


def test_a_clock_that_jumped_back_does_not_cost_the_newest_safety_copy(
    path: Path, backup: Path, clock: Clock
) -> None:
    """Its name says that it is the oldest."""
    for turn in range(COPIES_KEPT):
        change(path, clock, str(turn))
        restore(path, backup, clock())
    clock.forward(-400 * 86400)
    with Store.open(path, clock=clock) as store:
        type_in(store, 2, CELL, "77")
    newest = restore(path, backup, clock()).safety_copy

    assert newest is not None
    assert cell(newest) == "77"
    assert len(copies(path)) == COPIES_KEPT


def test_what_is_put_back_stays_though_it_is_the_oldest(
    path: Path, backup: Path, clock: Clock
) -> None:
    """A safety copy that comes back is a backup, and a backup stays as it is."""
    made = []
    for turn in range(COPIES_KEPT):
        change(path, clock, str(turn))
        made.append(restore(path, backup, clock()).safety_copy)
    change(path, clock, "99")
    restore(path, made[0], clock())

    assert cell(made[0]) == cell(path) == "0"


def test_a_safety_copy_of_other_reports_stays(path: Path, backup: Path, clock: Clock) -> None:
    """The last one with a report that the others do not hold, and damaged ones, go never."""
    with Store.open(path, clock=clock) as store:
        store.create("别的镇人民政府", 2024, "2021", {})
    other = restore(path, backup, clock()).safety_copy
    spoil(path, "上年。".encode(), "去年。".encode())
    damaged = restore(path, backup, clock()).safety_copy
    for turn in range(COPIES_KEPT + 2):
        change(path, clock, str(turn))
        restore(path, backup, clock())

    assert len(copies(path)) == COPIES_KEPT + 2
    assert copies(path)[-2:] == [damaged, other]


def test_a_store_that_is_missing_is_restored_without_a_copy(
    path: Path, backup: Path, clock: Clock
) -> None:
    """There is nothing to keep."""
    path.unlink()

    assert restore(path, backup, clock()).safety_copy is None
    assert cell(path) == "4"


def test_a_damaged_store_is_kept_byte_for_byte(path: Path, backup: Path, clock: Clock) -> None:
    """Somebody may read more of it later."""
    path.write_bytes(b"nothing of ours")
    restored = restore(path, backup, clock())

    assert restored.safety_copy.read_bytes() == b"nothing of ours"
    assert cell(path) == "4"


def test_a_journal_of_the_old_store_is_not_played_into_the_new_one(
    path: Path, backup: Path, clock: Clock, tmp_path: Path
) -> None:
    """A power cut left it; it is taken back first."""
    found = cut_off(path, tmp_path / "found")
    restored = restore(found, backup, clock())

    assert cell(found) == "4"
    assert cell(restored.safety_copy) == "5"
    assert not Path(f"{found}-journal").exists()


def test_a_copied_data_folder_with_its_journal_can_be_restored(
    path: Path, clock: Clock, tmp_path: Path
) -> None:
    """SQLite plays the journal back in a copy; both files stay as they are."""
    found = cut_off(path, tmp_path / "found")
    change(path, clock, "6")
    restore(path, found, clock())

    assert cell(path) == "4"
    assert names(found.parent) == [found.name, f"{found.name}-journal"]


def test_an_older_schema_is_brought_up_to_date_after_a_copy(
    path: Path, clock: Clock, tmp_path: Path
) -> None:
    """As on opening."""
    old = Path(shutil.copy(SAVED / "schema-1.sqlite3", tmp_path / "old.sqlite3"))
    restore(path, old, clock())

    assert len(list(tmp_path.glob("gkdesk-升级前-v1-*.sqlite3"))) == 1
    assert look_into(path).is_good


def refused(path: Path, backup: Path, clock: Clock) -> str:
    """The sentence with which restoring is refused; nothing has changed."""
    before = path.read_bytes()
    there = names(path.parent)
    with pytest.raises(UserError) as raised:
        restore(path, backup, clock())
    assert path.read_bytes() == before
    assert names(path.parent) == there
    return str(raised.value)


def test_what_cannot_be_a_store_is_refused(path: Path, backup: Path, clock: Clock) -> None:
    """In a sentence, before anything is touched."""
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    assert "更新版本" in refused(path, backup, clock)

    backup.write_bytes(b"PK\x03\x04" * 999)
    assert "已经损坏" in refused(path, backup, clock)

    backup.write_bytes(b"")
    assert "已经损坏" in refused(path, backup, clock)

    backup.unlink()
    assert "不存在" in refused(path, backup, clock)

    backup.mkdir()
    assert "文件夹" in refused(path, backup, clock)

    assert "就是正在使用的数据文件" in refused(path, path, clock)


@pytest.mark.parametrize("content", [b"", b"PK\3\4 a Word file", b"{}"])
def test_what_is_no_backup_at_all_is_not_called_a_damaged_one(
    path: Path, clock: Clock, tmp_path: Path, content: bytes
) -> None:
    """The clerk took the wrong file; without a word of English."""
    wrong = tmp_path / "年报.docx"
    wrong.write_bytes(content)

    with pytest.raises(UserError, match="不是本程序的备份") as told:
        restore(path, wrong, clock())
    assert "database" not in str(told.value)


def test_a_damaged_backup_is_refused(path: Path, backup: Path, clock: Clock) -> None:
    """Also where SQLite finds nothing wrong."""
    spoil(backup, "上年。".encode(), "去年。".encode())

    assert "已经损坏" in refused(path, backup, clock)


@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_store_in_use_is_refused(path: Path, backup: Path, clock: Clock, lock: str) -> None:
    """The window must be closed first."""
    assert not is_in_use(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as window:
        window.execute(lock)

        assert is_in_use(path)
        assert "正在使用" in refused(path, backup, clock)


def test_a_store_whose_window_stands_open_is_refused(
    path: Path, backup: Path, clock: Clock
) -> None:
    """It has the folder's lock, if none of SQLite; the lock of this process is no obstacle."""
    code = (
        "import sys; from pathlib import Path; from gkdesk.files.lock_file import held\n"
        "with held(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    lock = path.with_suffix(".lock")
    with subprocess.Popen(
        [sys.executable, "-c", code, str(lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "held\n"
        assert is_in_use(path)
        assert "正在使用" in refused(path, backup, clock)
        window.communicate()
    with held(lock):
        assert not is_in_use(path)


def test_a_full_disk_leaves_the_store(small_disk: Path, clock: Clock, tmp_path: Path) -> None:
    """The safety copy does not fit, so nothing is done."""
    path = make_store(small_disk / "gkdesk.sqlite3", clock)
    backup = make_store(tmp_path / "backup.sqlite3", clock)
    filler = small_disk / "filler"
    filler.write_bytes(bytes(shutil.disk_usage(small_disk).free - 40_000))

    assert "没有恢复" in refused(path, backup, clock)


def test_a_renaming_that_fails_leaves_the_store(
    path: Path, backup: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A virus scanner holds the file; the safety copy is there already."""
    hold(monkeypatch, path)

    with pytest.raises(UserError, match="没有换成"):
        restore(path, backup, clock())
    assert cell(path) == "5"
    assert len(names(path.parent)) == 3
