"""Backups: whole, numbered, made only when there is something new, and thinned out with care."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from clerk_at_store import ORGAN, Clock, type_in
from gkdesk.errors import UserError
from gkdesk.files.backups import (
    INTERVAL,
    NEWEST_KEPT,
    is_due,
    list_backups,
    make_backup,
    newest_good,
    prune,
)
from gkdesk.files.examine import look_into
from gkdesk.files.store import Store
from gkdesk.files.store_file import StoreDamagedError
from stores import CELL, change, make_store, names, open_store, spoil
from systems import WINDOWS


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    return make_store(tmp_path / "gkdesk.sqlite3", clock)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "备份"


def back_up(path: Path, folder: Path, clock: Clock) -> str | None:
    """Make a backup, and give its name."""
    with Store.open(path, clock=clock) as store:
        made = make_backup(store, folder, clock())
    return made.path.name if made else None


def test_a_backup_is_a_whole_store_for_this_user_alone(
    path: Path, folder: Path, clock: Clock
) -> None:
    """It opens like the store itself, and nothing lies beside it."""
    name = back_up(path, folder, clock)

    assert names(folder) == [name]
    assert look_into(folder / name).answers == 3
    if not WINDOWS:  # there the rights of the user's own folder hold
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    with Store.open(folder / name) as copy:
        assert copy.answers(2)[CELL] == "4"


def test_the_name_tells_number_and_time(path: Path, folder: Path, clock: Clock) -> None:
    """The clerk sees from when it is."""
    name = back_up(path, folder, clock)

    assert name == f"备份-000001-{clock().astimezone():%Y%m%d-%H%M%S}.sqlite3"
    [backup] = list_backups(folder)
    assert (backup.number, backup.made_at) == (1, clock())


def test_nothing_is_made_where_nothing_changed(path: Path, folder: Path, clock: Clock) -> None:
    """The window's place is no change; a figure is."""
    back_up(path, folder, clock)
    with Store.open(path) as store:
        store.set_setting("window.place", "1")
    assert back_up(path, folder, clock) is None

    change(path, clock, "5")
    assert back_up(path, folder, clock) is not None


def test_a_store_without_reports_is_not_backed_up(
    tmp_path: Path, folder: Path, clock: Clock
) -> None:
    """There is nothing in it to lose."""
    assert back_up(tmp_path / "new.sqlite3", folder, clock) is None
    assert not folder.exists()


def test_a_newest_backup_that_is_damaged_is_made_anew(
    path: Path, folder: Path, clock: Clock
) -> None:
    """Though nothing changed: else there would be no good one."""
    first = back_up(path, folder, clock)
    spoil(folder / first, "上年。".encode(), "去年。".encode())

    assert back_up(path, folder, clock) is not None
    assert len(names(folder)) == 2


def test_a_clock_that_jumps_back_does_not_change_the_order(
    path: Path, folder: Path, clock: Clock
) -> None:
    """The number orders."""
    first = back_up(path, folder, clock)
    clock.now -= timedelta(days=4000)
    change(path, clock, "5")
    second = back_up(path, folder, clock)

    assert [backup.path.name for backup in list_backups(folder)] == [second, first]
    assert sorted([first, second]) == [first, second]


def test_a_damaged_store_is_not_backed_up_over_good_ones(
    path: Path, folder: Path, clock: Clock
) -> None:
    """The sentence says what to do, and the good one stays alone."""
    good = back_up(path, folder, clock)
    change(path, clock, "5")
    spoil(path, "上年。".encode(), "去年。".encode())
    with (
        Store.open(path, clock=clock) as store,
        pytest.raises(StoreDamagedError, match=r"没有备份.*关闭本程序再打开"),
    ):
        make_backup(store, folder, clock())

    assert names(folder) == [good]


def test_what_a_killed_run_left_is_cleared(path: Path, folder: Path, clock: Clock) -> None:
    """The next backup does it; what the command line or the window writes just now stays."""
    folder.mkdir()
    for name in (".gkabcdef01.tmp", ".gkabcdef02.tmp"):
        (folder / name).write_bytes(b"half")
    os.utime(folder / ".gkabcdef01.tmp", (0, 0))

    name = back_up(path, folder, clock)

    assert names(folder) == [".gkabcdef02.tmp", name]


def test_a_full_disk_is_said_and_leaves_nothing(path: Path, small_disk: Path, clock: Clock) -> None:
    """Also not a part of a backup."""
    with Store.open(path, clock=clock) as store:
        type_in(store, 2, "overview", "字" * 300_000)

        with pytest.raises(UserError, match=r"没有备份成.*(空间|磁盘已满).*备份文件夹"):
            make_backup(store, small_disk / "备份", clock())

    assert names(small_disk / "备份") == []


def test_a_folder_that_cannot_be_written_is_said(common_folder: Path, clock: Clock) -> None:
    """With its name."""
    path = make_store(common_folder / "gkdesk.sqlite3", clock)
    folder = common_folder / "备份"
    folder.mkdir()
    folder.chmod(0o500)

    with pytest.raises(UserError, match=r"没有备份成.*备份文件夹"):
        back_up(path, folder, clock)
    folder.chmod(0o000)
    with pytest.raises(UserError, match="读不出来"):
        list_backups(folder)


def test_a_file_in_the_folders_place_is_said(path: Path, folder: Path, clock: Clock) -> None:
    """No exception of the system reaches the clerk."""
    folder.write_bytes(b"")

    with pytest.raises(UserError, match=r"没有备份成|读不出来：.*请"):
        back_up(path, folder, clock)


def test_other_files_in_the_folder_are_no_backups(folder: Path) -> None:
    """Nor are names whose time no calendar has."""
    folder.mkdir()
    for name in ("备份-000001-20251301-000000.sqlite3", "备份.sqlite3", "备份-1-x.txt"):
        (folder / name).touch()

    assert list_backups(folder) == []
    assert list_backups(folder / "nowhere") == []


def many(path: Path, folder: Path, clock: Clock, count: int) -> list[str]:
    """Some backups, a change before each; their names."""
    made = []
    for turn in range(count):
        change(path, clock, str(100 + turn))
        made.append(back_up(path, folder, clock))
    return made


def test_the_newest_thirty_are_kept(path: Path, folder: Path, clock: Clock) -> None:
    """All before them are removed while one year is worked on."""
    made = many(path, folder, clock, NEWEST_KEPT + 3)

    removed = prune(folder)

    assert [gone.name for gone in removed] == made[2::-1]
    assert names(folder) == made[3:]


def test_the_last_one_of_each_report_year_is_kept(path: Path, folder: Path, clock: Clock) -> None:
    """What was handed in last year can be had again, whatever is done to it later."""
    begun = many(path, folder, clock, 3)
    with Store.open(path, clock=clock) as store:
        new = store.create(ORGAN, 2025, "2021", {})
    before = back_up(path, folder, clock)
    change(path, clock, "77")  # last year's report is opened once more
    late = back_up(path, folder, clock)
    with Store.open(path, clock=clock) as store:
        for turn in range(NEWEST_KEPT + 5):
            clock.forward(60)
            type_in(store, new, CELL, str(turn))
            make_backup(store, folder, clock())

    prune(folder)

    kept = names(folder)
    assert len(kept) == NEWEST_KEPT + 2
    assert kept[:2] == [begun[-1], late]
    assert before not in kept


def test_what_cannot_be_read_is_neither_removed_nor_counted(
    path: Path, folder: Path, clock: Clock
) -> None:
    """Perhaps somebody can read it still."""
    made = many(path, folder, clock, NEWEST_KEPT + 1)
    for name in (made[0], made[-1]):
        (folder / name).write_bytes(b"nothing")

    assert prune(folder) == []
    assert len(names(folder)) == NEWEST_KEPT + 1


def test_no_good_backup_goes_because_of_a_damaged_one(
    path: Path, folder: Path, clock: Clock
) -> None:
    """A figure that a failing disk changed lets a backup be read, and makes it worth nothing."""
    made = many(path, folder, clock, NEWEST_KEPT + 2)
    for name in made[2:]:
        spoil(folder / name, "上年。".encode(), "去年。".encode())

    assert prune(folder) == []
    assert names(folder) == made


def test_a_damaged_backup_does_not_stand_for_its_year(
    path: Path, folder: Path, clock: Clock
) -> None:
    """The one before it is kept for ever in its stead."""
    begun = many(path, folder, clock, 3)
    with Store.open(path, clock=clock) as store:
        new = store.create(ORGAN, 2025, "2021", {})
        for turn in range(NEWEST_KEPT + 5):
            clock.forward(60)
            type_in(store, new, CELL, str(turn))
            make_backup(store, folder, clock())
    spoil(folder / begun[2], "上年。".encode(), "去年。".encode())

    prune(folder)

    assert names(folder)[:2] == [begun[1], begun[2]]


def test_one_that_cannot_be_removed_now_goes_the_next_time(
    path: Path, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows removes no file that somebody looks into; the others go, and nobody is told."""
    made = many(path, folder, clock, NEWEST_KEPT + 2)
    unlink = Path.unlink

    def refuse(place: Path, missing_ok: bool = False) -> None:
        if place.name == made[1]:
            raise PermissionError(13, "Permission denied")
        unlink(place, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    assert [gone.name for gone in prune(folder)] == [made[0]]
    monkeypatch.undo()
    assert [gone.name for gone in prune(folder)] == [made[1]]


def test_the_newest_good_one_is_found_behind_damaged_ones(
    path: Path, folder: Path, clock: Clock
) -> None:
    """From the newest to the oldest."""
    made = many(path, folder, clock, 3)
    spoil(folder / made[2], "上年。".encode(), "去年。".encode())
    (folder / made[1]).unlink()
    (folder / made[1]).mkdir()

    good = newest_good(list_backups(folder))

    assert good is not None
    assert good.path.name == made[0]
    assert newest_good([]) is None


def test_a_backup_is_due_each_half_hour(clock: Clock) -> None:
    """And when the clock jumped back, for nobody knows how long ago the last one was."""
    last = clock()

    assert is_due(None, last)
    assert not is_due(last, last + INTERVAL - timedelta(seconds=1))
    assert is_due(last, last + INTERVAL)
    assert is_due(last, last - timedelta(seconds=1))


def test_a_store_that_is_written_to_meanwhile_is_backed_up(
    path: Path, folder: Path, clock: Clock
) -> None:
    """The window stays open."""
    with open_store(path.with_name("other.sqlite3"), clock) as window:
        name = back_up(window.path, folder, clock)
        type_in(window, 2, CELL, "6")

    assert name is not None
