"""A copy in the place of an open store, whole or one report of it."""

import errno
import sqlite3
from pathlib import Path

import pytest

from clerk_at_store import ORGAN, Clock, type_in
from gkdesk.core.change import Change
from gkdesk.errors import UserError
from gkdesk.files.backups import make_backup
from gkdesk.files.contents import CopiedReport, read_contents
from gkdesk.files.putting_back import StoreLostError, find_present, put_back, take_back
from gkdesk.files.second_place import name_second_place, second_place
from gkdesk.files.store import Store
from stores import CELL, hold, make_store, names, spoil


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    return make_store(tmp_path / "gkdesk.sqlite3", clock)


@pytest.fixture
def backup(path: Path, clock: Clock) -> Path:
    """A backup with 4 in the cell, where the store has 5 now."""
    with Store.open(path, clock=clock) as store:
        made = make_backup(store, path.parent / "备份", clock())
        type_in(store, 2, CELL, "5")
    assert made is not None
    return made.path


def cell(store: Store) -> str:
    return store.answers(2)[CELL]


def test_the_open_store_is_the_door_to_what_was_put_back(
    path: Path, backup: Path, clock: Clock
) -> None:
    """And to what comes after; what was there before is kept."""
    with Store.open(path, clock=clock) as store:
        name_second_place(store, Path("E:/年报备份"))
        done = put_back(store, backup.parent, backup, clock)
        assert cell(store) == "4"
        assert second_place(store) == Path("E:/年报备份")
        type_in(store, 2, CELL, "6")
        assert put_back(store, backup.parent, done.restored.safety_copy, clock).told is None
        assert cell(store) == "5"
    assert not Path(f"{path}-journal").exists()


def test_a_damaged_copy_is_refused(path: Path, backup: Path, clock: Clock) -> None:
    """The store never closes."""
    spoil(backup, "上年。".encode(), "去年。".encode())
    with Store.open(path, clock=clock) as store:
        with pytest.raises(UserError, match="已经损坏"):
            put_back(store, backup.parent, backup, clock)
        assert cell(store) == "5"
    assert names(path.parent) == [path.name, "备份"]


@pytest.mark.parametrize("fault", [PermissionError(errno.EACCES, "held"), ZeroDivisionError()])
def test_whatever_fails_the_present_store_is_open(
    path: Path, backup: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """A virus scanner, or a mistake of ours."""
    hold(monkeypatch, path, fault)
    with Store.open(path, clock=clock) as store:
        with pytest.raises(UserError if isinstance(fault, OSError) else ZeroDivisionError):
            put_back(store, backup.parent, backup, clock)
        type_in(store, 2, CELL, "7")
        assert cell(store) == "7"


def test_a_store_that_is_locked_by_then_is_said(
    path: Path, backup: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing but a new start opens it."""
    blocker = sqlite3.connect(path, isolation_level=None)

    def hold(source: str, target: Path) -> None:
        blocker.execute("BEGIN EXCLUSIVE")
        raise PermissionError(errno.EACCES, "held")

    store = Store.open(path, clock=clock)
    with monkeypatch.context() as patch:
        patch.setattr("gkdesk.files.restoring.place", hold)
        with pytest.raises(StoreLostError, match="关闭本程序"):
            put_back(store, backup.parent, backup, clock)
    blocker.close()
    with Store.open(path) as again:
        assert cell(again) == "5"


def copied(backup: Path, year: int = 2024) -> CopiedReport:
    """A report in a backup."""
    return next(one for one in read_contents(backup).reports if one.year == year)


def test_one_report_is_taken_back_as_one_step(path: Path, backup: Path, clock: Clock) -> None:
    """Undone by one; the others are as they were."""
    with Store.open(path, clock=clock) as store:
        type_in(store, 1, "overview", "新写的。")
        report = copied(backup)
        twin = find_present(store, report)
        assert twin is not None
        assert take_back(store, report, twin, "从备份取回") == 2
        assert cell(store) == "4"
        assert store.answers(1)["overview"] == "新写的。"
        store.undo(2)
        assert cell(store) == "5"


def test_a_missing_report_is_stored_anew(path: Path, backup: Path, clock: Clock) -> None:
    """With all its texts."""
    with Store.open(path, clock=clock) as store:
        store.record(1, [Change("year", "2023", "2022")], "填写")
        report = copied(backup, 2023)
        assert find_present(store, report) is None
        made = take_back(store, report, None, "从备份取回")
        assert (store.report(made).organ, store.report(made).year) == (ORGAN, 2023)
        assert store.answers(made) == {"overview": "上年。"}
