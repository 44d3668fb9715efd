"""The store's schema: new files, old files, and files that a power cut left half-made."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from gkdesk.core.report import Change
from gkdesk.errors import UserError
from gkdesk.files import migrations as migrations_module
from gkdesk.files import store_file
from gkdesk.files.migrations import migrate, migrations
from gkdesk.files.store import Store
from gkdesk.files.store_file import APPLICATION_ID, SCHEMA
from systems import WINDOWS

STORES = Path(__file__).parent.parent / "data" / "stores"


def pragma(path: Path, name: str) -> object:
    """A value out of a file's header."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def schema(path: Path) -> list[str]:
    """All that makes up a file's schema."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY sql")
        return [sql for (sql,) in found]


@pytest.fixture
def next_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gkdesk of the future, with one more step."""
    future = Migrations("gkdesk")
    for step in migrations._migrations:
        future(name=step.name)(step.fn)

    @future()
    def m999_notes(db: Database) -> None:
        db.execute("CREATE TABLE notes (text TEXT) STRICT")
        db.execute(f"PRAGMA user_version = {SCHEMA + 1}")

    monkeypatch.setattr(migrations_module, "migrations", future)
    monkeypatch.setattr(store_file, "SCHEMA", SCHEMA + 1)


def test_number_in_the_header_counts_the_steps(tmp_path: Path) -> None:
    """The store sees without sqlite-utils that there is nothing to do."""
    Store.open(tmp_path / "new.sqlite3").close()

    assert pragma(tmp_path / "new.sqlite3", "user_version") == SCHEMA
    assert len(migrations._migrations) == SCHEMA
    assert pragma(tmp_path / "new.sqlite3", "application_id") == APPLICATION_ID


def test_running_the_steps_again_changes_nothing(tmp_path: Path) -> None:
    """Each step runs once, even if two programs start at the same moment."""
    path = tmp_path / "new.sqlite3"
    Store.open(path).close()
    before = path.read_bytes()

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection)

    assert path.read_bytes() == before


@pytest.mark.parametrize("saved", sorted(STORES.glob("schema-*.sqlite3")), ids=lambda p: p.stem)
def test_saved_store_of_each_schema_opens_whole(saved: Path, tmp_path: Path) -> None:
    """A store that a released gkdesk wrote keeps reports, answers, history and exports."""
    path = Path(shutil.copy(saved, tmp_path / "gkdesk.sqlite3"))

    with Store.open(path) as store:
        [newer, older] = store.reports()
        answers = store.answers(newer.id)
        undone = store.undo(newer.id)
        [export] = store.exports(older.id)

    assert (newer.organ, newer.year, newer.edition) == ("叶城县河园镇人民政府", 2025, "2021")
    assert (older.organ, older.year) == ("叶城县河园镇人民政府", 2024)
    assert answers == {
        "applications.new_received.natural_person": "3",
        "overview": "（一）主动公开方面：本年主动公开信息12条。",
    }
    assert undone is not None
    assert undone.changes == (Change("applications.new_received.natural_person", "3", "2"),)
    assert export.at == datetime(2025, 1, 20, 9, 30, tzinfo=UTC)
    assert (export.path, export.draft) == ("D:\\文档\\2024年度报告.docx", False)


def test_there_is_a_saved_store_of_every_schema() -> None:
    """No step goes out without a file of the schema before it."""
    assert {path.stem for path in STORES.glob("*.sqlite3")} == {
        f"schema-{number}" for number in range(1, SCHEMA + 1)
    }


def test_saved_store_comes_to_the_same_schema_as_a_new_one(tmp_path: Path) -> None:
    """Old and new files do not differ once they are open."""
    Store.open(tmp_path / "new.sqlite3").close()
    for saved in STORES.glob("*.sqlite3"):
        path = Path(shutil.copy(saved, tmp_path / "old.sqlite3"))
        Store.open(path).close()

        assert schema(path) == schema(tmp_path / "new.sqlite3")


def test_old_store_is_copied_before_it_is_upgraded(tmp_path: Path, next_schema: None) -> None:
    """The copy tells the old version in its name, holds the old bytes, and is the user's alone."""
    path = Path(shutil.copy(STORES / "schema-1.sqlite3", tmp_path / "gkdesk.sqlite3"))

    with Store.open(path) as store:
        count = len(store.reports())

    [copy] = tmp_path.glob("gkdesk-升级前-v1-*.sqlite3")
    assert count == 2
    assert pragma(path, "user_version") == SCHEMA + 1
    assert pragma(copy, "user_version") == 1
    assert schema(copy) == schema(STORES / "schema-1.sqlite3")
    assert WINDOWS or copy.stat().st_mode & 0o077 == 0


def test_new_store_is_not_copied(tmp_path: Path) -> None:
    """There is nothing to save in a file that was just made."""
    Store.open(tmp_path / "gkdesk.sqlite3").close()

    assert [path.name for path in tmp_path.iterdir()] == ["gkdesk.sqlite3"]


def test_step_that_fails_leaves_the_old_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All steps of one upgrade happen, or none of them."""
    path = Path(shutil.copy(STORES / "schema-1.sqlite3", tmp_path / "gkdesk.sqlite3"))
    before = path.read_bytes()
    future = Migrations("gkdesk")

    @future()
    def m001_reports_answers_and_history(db: Database) -> None:
        raise AssertionError("has run already")

    @future()
    def m002_half(db: Database) -> None:
        db.execute("CREATE TABLE notes (text TEXT)")

    @future()
    def m003_fails(db: Database) -> None:
        db.execute("INSERT INTO notes VALUES ('x')")
        raise ZeroDivisionError

    monkeypatch.setattr(migrations_module, "migrations", future)
    monkeypatch.setattr(store_file, "SCHEMA", SCHEMA + 2)

    with pytest.raises(ZeroDivisionError):
        Store.open(path)

    assert path.read_bytes() == before


def test_step_that_loses_parents_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Foreign keys are off during a step and checked at its end."""
    path = Path(shutil.copy(STORES / "schema-1.sqlite3", tmp_path / "gkdesk.sqlite3"))
    future = Migrations("gkdesk")
    future(name="m001_reports_answers_and_history")(lambda db: None)

    @future()
    def m002_forgets_reports(db: Database) -> None:
        db.execute("DELETE FROM reports")

    monkeypatch.setattr(migrations_module, "migrations", future)
    monkeypatch.setattr(store_file, "SCHEMA", SCHEMA + 1)

    with pytest.raises(AssertionError, match="without their parent"):
        Store.open(path)

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM reports").fetchone() == (2,)


def test_store_of_a_newer_gkdesk_is_refused_untouched(tmp_path: Path) -> None:
    """An older program does not write into a schema that it does not know."""
    path = tmp_path / "gkdesk.sqlite3"
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    before = path.read_bytes()

    with pytest.raises(UserError, match="更新版本"):
        Store.open(path)

    assert path.read_bytes() == before


def test_database_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    """gkdesk does not put its tables into somebody else's file."""
    path = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE messages (text)")
    before = path.read_bytes()

    with pytest.raises(UserError, match="属于别的程序"):
        Store.open(path)

    assert path.read_bytes() == before


def test_file_left_empty_by_a_power_cut_is_taken_as_new(tmp_path: Path) -> None:
    """A start that was cut off before the first step is made good by the next one."""
    path = tmp_path / "gkdesk.sqlite3"
    path.touch()

    with Store.open(path) as store:
        assert store.reports() == []
