"""Looking at a store file: whole or damaged, what it holds, and nothing is touched."""

import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clerk_at_store import ORGAN, Clock
from gkdesk.errors import UserError
from gkdesk.files.examine import SCHEMAS, at_rest, examine, look_into, reading, schema_digest
from gkdesk.files.put_in_place import clear_parts
from gkdesk.files.store import Store
from gkdesk.files.store_file import SCHEMA
from stores import CELL, SAVED, change, cut_off, make_store, names, spoil
from systems import WINDOWS


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    """A store whose name has the signs of an address, as far as the system takes them."""
    return make_store(tmp_path / f"河园 镇%#{'' if WINDOWS else '?'}.sqlite3", clock)


def test_a_whole_store_has_no_faults_and_is_not_touched(path: Path) -> None:
    """Nor does anything come to lie beside it."""
    before = path.read_bytes()

    assert examine(path) == []
    assert look_into(path).is_good
    assert path.read_bytes() == before
    assert names(path.parent) == [path.name]


def test_a_holding_says_what_the_file_holds(path: Path) -> None:
    """Each report with its organ, year, time and number of answers, the last one first."""
    holding = look_into(path)

    assert [(one.organ, one.year, one.answers) for one in holding.reports] == [
        (ORGAN, 2024, 2),
        (ORGAN, 2023, 1),
    ]
    assert holding.as_of == datetime(2025, 1, 10, 8, 1, tzinfo=UTC)
    assert holding.answers == 3


def test_a_read_only_file_in_a_read_only_folder_can_be_looked_at(
    common_folder: Path, clock: Clock
) -> None:
    """A backup on a stick with its lock on."""
    path = make_store(common_folder / "gkdesk.sqlite3", clock)
    path.chmod(0o400)
    common_folder.chmod(0o500)

    assert look_into(path).is_good


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("上年。", "去年。"),
        (CELL, CELL.replace("natural", "matural")),
        ("D:\\年报", "E:\\年报"),
        ("undone INTEGER NOT NULL DEFAULT 0", "undone INTEGER NOT NULL DEFAULT 1"),
        ("CREATE TABLE settings", "CREATE TABLE setting5"),
    ],
)
def test_a_letter_that_the_disk_changed_is_a_fault(path: Path, old: str, new: str) -> None:
    """SQLite itself finds most of these in order."""
    spoil(path, old.encode(), new.encode())

    assert examine(path)
    assert not look_into(path).is_good


def test_a_text_that_is_none_is_a_fault(path: Path) -> None:
    """Python refuses to read it."""
    spoil(path, "上年。".encode(), b"\xff" * 9)

    [fault] = examine(path)

    assert fault.startswith("文件内容已损坏")


@pytest.mark.parametrize("place", [0, 16, 18, 44, 56, 68])
def test_a_damaged_head_is_a_fault_or_refused(path: Path, place: int) -> None:
    """Never a traceback."""
    data = bytearray(path.read_bytes())
    data[place : place + 4] = b"\xee\xee\xee\xee"
    path.write_bytes(data)

    assert examine(path)
    assert not look_into(path).is_good


def test_another_programs_and_a_newer_ones_are_refused(tmp_path: Path, path: Path) -> None:
    """That is no damage."""
    other = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE messages (text)")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")

    for file, said in ((other, "属于别的程序"), (path, "更新版本")):
        assert said in (look_into(file).refusal or "")
        assert not look_into(file).is_good
        with pytest.raises(UserError, match=said):
            examine(file)


@pytest.mark.parametrize("what", ["nothing", "folder"])
def test_what_is_no_file_is_said(tmp_path: Path, what: str) -> None:
    """In a sentence."""
    (tmp_path / "folder").mkdir()

    with pytest.raises(UserError, match=r"不存在|文件夹"):
        look_into(tmp_path / what)


def test_a_file_with_a_hot_journal_is_looked_at_as_it_was_before(
    path: Path, tmp_path: Path, clock: Clock
) -> None:
    """A data folder copied after a power cut; both files stay as they are."""
    found = cut_off(path, tmp_path / "found")
    before = {name: (found.parent / name).read_bytes() for name in names(found.parent)}

    assert look_into(found).is_good
    assert {name: (found.parent / name).read_bytes() for name in names(found.parent)} == before
    assert examine(found) == []
    with Store.open(found) as store:
        assert store.answers(2)[CELL] == "4"


def test_a_file_with_a_hot_journal_leaves_nothing_in_the_folder_for_temporary_files(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where everybody may look; not even for a moment."""
    found = cut_off(path, tmp_path / "found")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))

    assert look_into(found).is_good
    assert [] == [name for name in names(found.parent) if name.startswith(".gk")]


def test_what_a_kill_leaves_of_such_a_look_is_cleared(path: Path, tmp_path: Path) -> None:
    """It is a copy of all reports."""
    found = cut_off(path, tmp_path / "found")
    with at_rest(found) as copy:
        left = copy.parent
        assert left != found.parent
        clear_parts(found.parent)

        assert not left.exists()


@pytest.mark.parametrize("saved", sorted(SAVED.glob("schema-*.sqlite3")), ids=lambda p: p.stem)
def test_saved_store_of_each_schema_is_whole(saved: Path) -> None:
    """Its columns are those that this program expects of it."""
    with reading(saved) as connection:
        assert schema_digest(connection) == SCHEMAS[int(saved.stem[-1])]
    assert look_into(saved).is_good


def test_columns_of_every_schema_are_known() -> None:
    """A new step of the migrations needs its line."""
    assert list(SCHEMAS) == list(range(1, SCHEMA + 1))


def test_fingerprint_changes_with_what_the_clerk_does_alone(path: Path, clock: Clock) -> None:
    """Not with where the window stood."""
    with Store.open(path, clock=clock) as store:
        before = store.fingerprint()
        store.set_setting("window.place", "1,2,3")
        assert store.fingerprint() == before
        store.set_setting("reviewer", "张三")
        after = store.fingerprint()
    change(path, clock, "5")
    with Store.open(path, clock=clock) as store:
        assert len({before, after, store.fingerprint()}) == 3
        store.undo(2)
        assert store.fingerprint() not in (before, after)
