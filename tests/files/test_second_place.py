"""The second place for backups: the same copy there, or a sentence, and the first one always."""

from pathlib import Path

import pytest

from clerk_at_store import Clock
from gkdesk.errors import UserError
from gkdesk.files.backups import NEWEST_KEPT, list_backups, make_backup
from gkdesk.files.second_place import (
    FOLDER,
    SecondPlace,
    bring_up_to_date,
    look_at,
    name_second_place,
    prepare,
    second_place,
)
from gkdesk.files.store import Store
from stores import change, make_store, names, spoil
from systems import WINDOWS


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    return make_store(tmp_path / "gkdesk.sqlite3", clock)


@pytest.fixture
def folder(path: Path, clock: Clock) -> Path:
    """The first place, with one backup."""
    folder = path.parent / "备份"
    back_up(path, folder, clock)
    return folder


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    stick = tmp_path / "U盘"
    stick.mkdir()
    return stick


def back_up(path: Path, folder: Path, clock: Clock) -> None:
    with Store.open(path) as store:
        make_backup(store, folder, clock())


def test_the_clerk_names_it_or_takes_it_away(path: Path) -> None:
    """It is a setting of the store."""
    with Store.open(path) as store:
        assert second_place(store) is None
        name_second_place(store, Path("/media/U盘"))
        assert second_place(store) == Path("/media/U盘")
        name_second_place(store, None)
        assert second_place(store) is None


def test_the_newest_backup_is_copied_once(folder: Path, stick: Path) -> None:
    """The same bytes under the same name; the second time there is nothing to do."""
    assert bring_up_to_date(folder, stick) is None
    assert bring_up_to_date(folder, stick) is None

    assert names(stick) == names(folder)
    [name] = names(stick)
    assert (stick / name).read_bytes() == (folder / name).read_bytes()


def test_a_stick_that_was_away_is_brought_up_to_date(
    path: Path, folder: Path, stick: Path, clock: Clock
) -> None:
    """With the newest, which is enough."""
    bring_up_to_date(folder, stick)
    for text in "56":
        change(path, clock, text)
        back_up(path, folder, clock)
    bring_up_to_date(folder, stick)

    assert names(stick) == [names(folder)[0], names(folder)[2]]


def test_a_stick_that_is_missing_is_said_and_not_made(folder: Path, tmp_path: Path) -> None:
    """Under its letter another stick may be plugged in."""
    said = bring_up_to_date(folder, tmp_path / "nowhere" / "备份")

    assert said is not None
    assert "找不到（U盘可能没有插上）" in said
    assert not (tmp_path / "nowhere").exists()


def test_a_full_stick_is_said(path: Path, small_disk: Path, clock: Clock) -> None:
    """Nothing half-written is left on it."""
    folder = path.parent / "备份"
    change(path, clock, "字" * 200_000)
    back_up(path, folder, clock)

    said = bring_up_to_date(folder, small_disk)

    assert said is not None
    assert "空间不足" in said
    assert names(small_disk) == []


def test_a_stick_with_its_lock_on_is_said(common_folder: Path, clock: Clock) -> None:
    """Read-only is no exception."""
    path = make_store(common_folder / "gkdesk.sqlite3", clock)
    back_up(path, common_folder / "备份", clock)
    stick = common_folder / "U盘"
    stick.mkdir(mode=0o500)

    said = bring_up_to_date(common_folder / "备份", stick)

    assert said is not None
    assert "只读" in said


def test_the_first_place_is_no_second_one(folder: Path) -> None:
    """It would look safe and be none."""
    said = bring_up_to_date(folder, folder)

    assert said is not None
    assert "换一个位置" in said


def test_a_stick_of_two_pcs_keeps_the_backups_of_both(
    tmp_path: Path, folder: Path, stick: Path, clock: Clock
) -> None:
    """Neither takes the other's name, and each copies once."""
    clock.now = clock.now.replace(hour=9)
    other = make_store(tmp_path / "other.sqlite3", clock)
    back_up(other, tmp_path / "别处", clock)
    for _ in range(2):
        bring_up_to_date(folder, stick)
        bring_up_to_date(tmp_path / "别处", stick)

    assert [backup.number for backup in list_backups(stick)] == [2, 1]


def test_the_second_place_is_thinned_out_as_well(
    path: Path, folder: Path, stick: Path, clock: Clock
) -> None:
    """By itself: it need not hold what the first one holds."""
    for turn in range(NEWEST_KEPT + 2):
        change(path, clock, str(100 + turn))
        back_up(path, folder, clock)
        bring_up_to_date(folder, stick)

    assert len(names(stick)) == NEWEST_KEPT
    assert len(names(folder)) == NEWEST_KEPT + 3  # nobody thinned it out here


def test_a_damaged_backup_is_not_carried_to_the_second_place(
    path: Path, folder: Path, stick: Path, clock: Clock
) -> None:
    """The newest whole one is, so that the stick has something to go back to."""
    change(path, clock, "5")
    back_up(path, folder, clock)
    good, newest = names(folder)
    spoil(folder / newest, "上年。".encode(), "去年。".encode())

    assert bring_up_to_date(folder, stick) is None
    assert names(stick) == [good]

    (folder / good).unlink()
    assert bring_up_to_date(folder, stick) is None
    assert names(stick) == [good]


def test_the_last_backup_of_another_pc_is_not_thinned_out(
    path: Path, folder: Path, stick: Path, clock: Clock, tmp_path: Path
) -> None:
    """Two clerks of one office share a stick: the one whose PC is broken finds the last copy."""
    other = tmp_path / "另一台"
    other.mkdir()
    make_store(other / "gkdesk.sqlite3", Clock())
    clock.forward(3600)
    mine = make_store(tmp_path / "mine.sqlite3", clock)
    back_up(other / "gkdesk.sqlite3", other / "备份", clock)
    bring_up_to_date(other / "备份", stick)
    [lonely] = names(stick)
    for turn in range(NEWEST_KEPT + 2):
        change(mine, clock, str(turn))
        back_up(mine, tmp_path / "mine", clock)
        bring_up_to_date(tmp_path / "mine", stick)

    assert len(names(stick)) == NEWEST_KEPT + 1
    assert lonely in names(stick)


def test_without_a_backup_there_is_nothing_to_copy(tmp_path: Path, stick: Path) -> None:
    """No word of it."""
    assert bring_up_to_date(tmp_path / "备份", stick) is None
    assert names(stick) == []


def test_a_folder_of_its_own_is_made_when_it_is_named(stick: Path, path: Path) -> None:
    """So that another stick under the same letter is not taken for this one."""
    made = prepare(stick, path.parent / "数据")

    assert made == stick / FOLDER
    assert made.is_dir()
    assert prepare(made, path.parent / "数据") == made
    assert prepare(stick, path.parent / "数据") == made


def test_a_folder_with_backups_is_taken_as_it_is(stick: Path, path: Path, folder: Path) -> None:
    """Named again, on a new PC."""
    bring_up_to_date(folder, stick)

    assert prepare(stick, path.parent / "数据") == stick


def test_a_folder_among_the_data_or_out_of_reach_is_refused(path: Path, stick: Path) -> None:
    """In a sentence."""
    with pytest.raises(UserError, match="请换一个位置"):
        prepare(stick, path.parent)
    with pytest.raises(UserError, match="建不成"):
        prepare(stick / "没有", path.parent / "数据")


@pytest.mark.skipif(WINDOWS, reason="Windows lets administrators alone make links")
def test_a_drive_out_of_reach_is_refused_in_a_sentence(path: Path, tmp_path: Path) -> None:
    """A network drive fails in its own ways; here links run in a circle."""
    circle = tmp_path / "圈"
    circle.symlink_to(circle)

    with pytest.raises(UserError, match="打不开"):
        prepare(circle, path.parent / "data")


def test_how_it_is_now(stick: Path, path: Path, folder: Path) -> None:
    """There or not, with its newest backup."""
    assert look_at(stick / "没有", path.parent) == SecondPlace(stick / "没有", False)
    assert look_at(stick, path.parent) == SecondPlace(stick, True, None, True)
    bring_up_to_date(folder, stick)
    assert look_at(stick, path.parent).newest == list_backups(folder)[0].made_at
