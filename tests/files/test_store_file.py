"""The store's file: refused in words, never half-written, whole after a crash."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path, PureWindowsPath

import pytest

from clerk_at_store import LABEL, ORGAN, Clock, type_in
from gkdesk.core.report import Change
from gkdesk.errors import UserError
from gkdesk.files.store import Store
from gkdesk.files.store_file import StoreWriteError, address, copy_store, open_store_file
from systems import WINDOWS

FULL = bool(os.environ.get("GKDESK_FULL"))


def test_closed_store_leaves_one_file(path: Path, clock: Clock) -> None:
    """The clerk copies one file to a stick."""
    with Store.open(path, clock=clock) as store:
        type_in(store, store.create(ORGAN, 2024, "2021", {}), "a", "1")

    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_open_store_is_whole_in_its_one_file(
    path: Path, store: Store, report_id: int, tmp_path: Path
) -> None:
    """What lies beside it between two cells is an emptied journal: a copy does without it."""
    type_in(store, report_id, "a", "1")

    shutil.copy(path, tmp_path / "copy.sqlite3")

    with Store.open(tmp_path / "copy.sqlite3") as copy:
        assert copy.answers(report_id) == {"a": "1"}
    assert Path(f"{path}-journal").read_bytes()[:8] == bytes(8)


def test_closing_one_of_two_takes_nothing_from_the_other(
    path: Path, store: Store, report_id: int
) -> None:
    """The backups open the store beside the window, and close it while the clerk types."""
    type_in(store, report_id, "a", "1")
    Store.open(path).close()
    type_in(store, report_id, "a", "2")

    with Store.open(path) as other:
        assert other.answers(report_id) == {"a": "2"}
    assert store.undo_label(report_id) == LABEL


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_file_is_for_the_user_alone(path: Path, store: Store) -> None:
    """Nobody else on the PC can read an unfinished report."""
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"hello", b"PK\x03\x04" * 300, b"\0" * 8192])
def test_file_that_is_no_database_is_refused_untouched(path: Path, content: bytes) -> None:
    """A Word file, or a file that a power cut filled with zeros, is not overwritten."""
    path.write_bytes(content)

    with pytest.raises(UserError, match=r"不是本程序的数据文件.*gkdesk\.sqlite3"):
        Store.open(path)

    assert path.read_bytes() == content


@pytest.mark.parametrize("place", ["nowhere/gkdesk.sqlite3", "."])
def test_place_without_a_file_is_refused(tmp_path: Path, place: str) -> None:
    """A folder that is gone, or that has the file's name, gives a sentence with the place."""
    with pytest.raises(UserError, match=r"数据文件打不开.*数据文件："):
        Store.open(tmp_path / place)


def test_locked_file_is_refused_in_words(path: Path, store: Store) -> None:
    """A second program that holds the file is named as the reason."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(UserError, match="占用"):
            Store.open(path, wait=0)


@pytest.mark.parametrize("lock", ["BEGIN EXCLUSIVE", "BEGIN; SELECT * FROM reports"])
def test_cell_is_refused_while_another_program_holds_the_file(
    path: Path, clock: Clock, lock: str
) -> None:
    """Nothing is half-written, and the next try works once the lock is gone."""
    with Store.open(path, clock=clock, wait=0) as store:
        report_id = store.create(ORGAN, 2024, "2021", {})
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            for statement in lock.split(";"):
                held = other.execute(statement)
            held.fetchone()
            with pytest.raises(StoreWriteError, match=r"没有保存.*占用"):
                store.record(report_id, [Change("a", None, "1")], LABEL)
            held.close()

        assert store.answers(report_id) == {}
        type_in(store, report_id, "a", "1")
        assert store.answers(report_id) == {"a": "1"}


def test_full_disk_leaves_the_report_as_it_was(path: Path, clock: Clock) -> None:
    """The clerk is told, nothing is half-written, and small changes still go in."""
    file = open_store_file(path)
    with closing(Store(file, clock)) as store:
        report_id = store.create(ORGAN, 2024, "2021", {"a": "1"})
        [pages] = file.connection.execute("PRAGMA page_count").fetchone()
        file.connection.execute(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(StoreWriteError, match=r"磁盘已满.*gkdesk\.sqlite3"):
            store.record(
                report_id, [Change("a", "1", "2"), Change("overview", None, "字" * 9000)], LABEL
            )

        assert store.answers(report_id) == {"a": "1"}
        assert store.undo_label(report_id) is None
        type_in(store, report_id, "a", "2")
        assert store.answers(report_id) == {"a": "2"}


def test_read_only_file_is_refused_on_opening(common_folder: Path) -> None:
    """A file on a write-protected stick is not opened for a day's work that would be lost."""
    path = common_folder / "gkdesk.sqlite3"
    Store.open(path).close()
    path.chmod(0o400)

    with pytest.raises(UserError, match="只读"):
        Store.open(path)


def test_read_only_folder_is_refused_on_opening(common_folder: Path) -> None:
    """SQLite needs to make its journal beside the file."""
    path = common_folder / "gkdesk.sqlite3"
    Store.open(path).close()
    common_folder.chmod(0o500)

    with pytest.raises(UserError, match=r"能否写入|只读"):
        Store.open(path)


def test_new_store_in_a_read_only_folder_is_refused(common_folder: Path) -> None:
    """The sentence names the file that could not be made."""
    common_folder.chmod(0o500)

    with pytest.raises(UserError, match=r"只读的，或没有权限.*gkdesk\.sqlite3"):
        Store.open(common_folder / "gkdesk.sqlite3")


def test_folder_that_becomes_read_only_keeps_the_old_cell(common_folder: Path) -> None:
    """A stick that is locked while the program runs costs no more than the cell just left."""
    with Store.open(common_folder / "gkdesk.sqlite3") as store:
        report_id = store.create(ORGAN, 2024, "2021", {"a": "1"})
        for entry in common_folder.iterdir():
            entry.chmod(0o400)
        common_folder.chmod(0o500)

        with pytest.raises(StoreWriteError, match="没有保存"):
            store.record(report_id, [Change("a", "1", "2")], LABEL)

        assert store.answers(report_id) == {"a": "1"}


def test_copy_is_a_whole_store(path: Path, tmp_path: Path, clock: Clock) -> None:
    """A copy opens like the store itself, and never replaces a file."""
    file = open_store_file(path)
    with closing(Store(file, clock)) as store:
        store.create(ORGAN, 2024, "2021", {"a": "1"})
        copy_store(file.connection, tmp_path / "备份.sqlite3")
        with pytest.raises(FileExistsError):
            copy_store(file.connection, path)

    with Store.open(tmp_path / "备份.sqlite3") as copy:
        assert copy.answers(1) == {"a": "1"}


def test_store_opens_without_sqlite_utils(path: Path) -> None:
    """The start of the program does not pay for the library of the migrations."""
    Store.open(path).close()
    code = (
        "import sys; from pathlib import Path; from gkdesk.files.store import Store\n"
        f"Store.open(Path({str(path)!r})).close()\n"
        "sys.exit('sqlite_utils' in sys.modules)"
    )

    with run_python(code) as other:
        assert other.wait() == 0


def run_python(code: str) -> subprocess.Popen[str]:
    """Another Python that finds the package as this one does."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment
    )


TYPIST = """
import itertools
from pathlib import Path
from gkdesk.core.report import Change
from gkdesk.files.store import Store
store = Store.open(Path(PATH))
for turn in itertools.count(int(store.answers(1).get("a", 0)) + 1):
    block = [Change(address, str(turn - 1), str(turn)) for address in "abcde"]
    store.record(1, block, "填写")
    print(turn, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_killed_program_loses_nothing_that_was_recorded(path: Path, store: Store) -> None:
    """After kill -9 at any moment each acknowledged block is there, and none is torn."""
    store.create(ORGAN, 2024, "2021", dict.fromkeys("abcde", "0"))
    kills = 200 if FULL else 5
    for kill in range(kills):
        with run_python(f"PATH = {str(path)!r}\n{TYPIST}") as typist:
            assert typist.stdout is not None
            lines = [typist.stdout.readline() for _ in range(kill % 7 + 1)]
            typist.send_signal(signal.SIGKILL)
            acknowledged = int([*lines, *typist.stdout.read().splitlines()][-1])

        with Store.open(path) as reopened:
            answers = reopened.answers(1)
            [newest] = reopened.history(1, "a", limit=1)
        assert len(set(answers.values())) == 1
        assert int(answers["a"]) in (acknowledged, acknowledged + 1)
        assert newest.new == answers["a"]
    print(f"{kills} kills, {acknowledged} blocks acknowledged, none lost, none torn")


def test_journal_of_a_killed_program_is_played_back(path: Path, tmp_path: Path) -> None:
    """A file found with its journal, as a power cut leaves it, shows the state before."""
    with Store.open(path) as store:
        report_id = store.create(ORGAN, 2024, "2021", {"a": "1"})
    before = path.stat().st_size
    with closing(sqlite3.connect(path, isolation_level=None)) as cut_off:
        cut_off.execute("PRAGMA cache_spill = ON")
        cut_off.execute("PRAGMA cache_size = 1")
        cut_off.execute("BEGIN")
        cut_off.execute("UPDATE answers SET text = '2'")
        for row in range(50):
            cut_off.execute(
                "INSERT INTO answers VALUES (?, ?, ?)", (report_id, f"b{row}", "字" * 3000)
            )
        found = tmp_path / "found"
        found.mkdir()
        for entry in (path, Path(f"{path}-journal")):
            shutil.copy(entry, found)
    assert (found / path.name).stat().st_size > before

    with Store.open(found / path.name) as store:
        assert store.answers(report_id) == {"a": "1"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows moves and removes no open file")
@pytest.mark.parametrize("what", ["folder removed", "folder moved", "removed", "replaced"])
def test_a_file_that_is_gone_while_it_is_open_is_told_as_gone(tmp_path: Path, what: str) -> None:
    """Not as read-only, nor as a broken disk; and put back, it is written to again."""
    path = tmp_path / "数据" / "gkdesk.sqlite3"
    path.parent.mkdir()
    away = tmp_path / "别处"
    with Store.open(path) as store:
        report_id = store.create(ORGAN, 2024, "2021", {"a": "1"})
        if what == "folder removed":
            shutil.rmtree(path.parent)
        elif what == "folder moved":
            path.parent.rename(away)
        elif what == "removed":
            path.unlink()
        else:
            shutil.copy(path, away)
            away.replace(path)

        with pytest.raises(StoreWriteError, match=r"没有保存：它已经不在原处.*放回原处"):
            store.record(report_id, (Change("a", "1", "2"),), "a")
        if what == "folder moved":
            away.rename(path.parent)
            store.record(report_id, (Change("a", "1", "2"),), "a")
            assert store.answers(report_id) == {"a": "2"}


def test_an_address_is_one_for_sqlite(tmp_path: Path) -> None:
    """Of a share as well, whose server stands in the path; signs of an address are none."""
    odd = tmp_path / f"年报 #1%20{'' if WINDOWS else '?'}mode=ro.sqlite3"
    with closing(sqlite3.connect(odd)) as connection:
        connection.execute("CREATE TABLE t (a)")
    with closing(sqlite3.connect(f"{address(odd)}?mode=rw", uri=True)) as connection:
        connection.execute("INSERT INTO t VALUES (1)")

    share = PureWindowsPath(r"\\server\share\a.sqlite3")
    assert address(share) == "file:////server/share/a.sqlite3"
    assert address(PureWindowsPath(r"D:\a.sqlite3")) == "file:///D%3A/a.sqlite3"
    assert [one.name for one in tmp_path.iterdir()] == [odd.name]
