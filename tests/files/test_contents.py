"""What can be put back, and what is in it."""

from datetime import timedelta
from pathlib import Path

import pytest

from clerk_at_store import ORGAN, Clock, type_in
from gkdesk.core.change import Change
from gkdesk.errors import UserError
from gkdesk.files.backups import make_backup
from gkdesk.files.contents import Age, compare, copy_at, list_copies, places, read_contents
from gkdesk.files.restoring import restore
from gkdesk.files.store import Store
from stores import CELL, change, cut_off, make_store, names, spoil


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    return make_store(tmp_path / "gkdesk.sqlite3", clock)


@pytest.fixture
def backup(path: Path, clock: Clock) -> Path:
    with Store.open(path, clock=clock) as store:
        made = make_backup(store, path.parent / "备份", clock())
    assert made is not None
    return made.path


def test_copies_are_listed_the_newest_first(path: Path, backup: Path, clock: Clock) -> None:
    """Those made before a restoring where their time stands, the others by number."""
    change(path, clock, "5")
    clock.now -= timedelta(days=400)
    with Store.open(path, clock=clock) as store:
        later = make_backup(store, backup.parent, clock())
    clock.now += timedelta(days=401)
    before = restore(path, backup, clock()).safety_copy
    (path.parent / "gkdesk-恢复前-99999999-999999.sqlite3").touch()
    found = list_copies(path, backup.parent)

    assert later is not None
    assert [one.path for one in found] == [before, later.path, backup]
    assert [one.before for one in found] == [True, False, False]


def test_nothing_is_listed_where_nothing_is(tmp_path: Path) -> None:
    """No folder is made."""
    assert list_copies(tmp_path / "a" / "gkdesk.sqlite3", tmp_path / "a" / "备份") == []
    assert names(tmp_path) == []


def test_a_file_from_elsewhere_has_the_time_of_its_name(path: Path, backup: Path) -> None:
    """Or none."""
    assert copy_at(backup).made_at is not None
    assert copy_at(path).made_at is None


def test_the_reports_are_read_with_their_texts(backup: Path) -> None:
    """The latest year first; nothing is written beside the file."""
    contents = read_contents(backup)

    assert [one.name for one in contents.reports] == [f"{ORGAN}2024年度", f"{ORGAN}2023年度"]
    assert contents.reports[0].answers == {"signature.organ": ORGAN, CELL: "4"}
    assert names(backup.parent) == [backup.name]


def test_a_damaged_one_has_no_reports(backup: Path) -> None:
    """What it seems to say is not to be had; a missing one is a sentence."""
    spoil(backup, "上年。".encode(), "去年。".encode())
    assert read_contents(backup).reports == ()
    assert not read_contents(backup).holding.is_good
    backup.unlink()
    with pytest.raises(UserError, match="不存在"):
        read_contents(backup)


def test_a_copied_folder_with_its_journal_is_read(path: Path, tmp_path: Path) -> None:
    """As it was before the step that was not finished."""
    found = cut_off(path, tmp_path / "found")

    assert read_contents(found).reports[0].answers[CELL] == "4"


def test_reports_are_compared_with_the_present_ones(path: Path, backup: Path, clock: Clock) -> None:
    """Older, missing, only now; newer; the same; on another form."""
    contents = read_contents(backup)
    with Store.open(path, clock=clock) as store:
        assert [one.age for one in compare(store, contents).reports] == [Age.SAME, Age.SAME]
        clock.forward(60)
        type_in(store, 2, CELL, "5")
        store.record(1, [Change("year", "2023", "2022")], "填写")
        found = compare(store, contents)
    assert [one.age for one in found.reports] == [Age.OLDER, Age.MISSING]
    assert found.reports[0].changes == (Change(CELL, "5", "4"),)
    assert found.only_now == (f"{ORGAN}2022年度",)

    with Store.in_memory() as other:
        other.create(ORGAN, 2023, "2019", {})
        report_id = other.create(ORGAN, 2024, "2021", {})
        other._clock = lambda: clock.now - timedelta(days=9)
        other.record(report_id, [Change(CELL, None, "1")], "填写")
        found = compare(other, contents)
    assert [one.age for one in found.reports] == [Age.NEWER, Age.OTHER_FORM]


def test_differences_are_said_the_texts_first(path: Path, backup: Path, clock: Clock) -> None:
    """Figures as figures, long texts by their length."""
    contents = read_contents(backup)
    with Store.open(path, clock=clock) as store:
        type_in(store, 2, CELL, "5")
        type_in(store, 2, "overview", "甲" * 30)
        type_in(store, 2, "contact.phone", "0998")
        type_in(store, 2, "explanations", "[]")
        said = places(compare(store, contents).reports[0])

    assert said[0] == "总体情况（备份里 0 字，现在 30 字）"
    assert {one.partition("（备份里")[2] for one in said[1:]} == {
        " 4，现在 5）",
        " 未填，现在 0998）",
        " 未填，现在 []）",
    }
