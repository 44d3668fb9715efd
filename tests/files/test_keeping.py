"""The rounds of backups: when they are due, and what is said of trouble."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clerk_at_store import Clock
from gkdesk.files.keeping import Rounds, keep_backups, no_other_round
from gkdesk.files.second_place import name_second_place
from gkdesk.files.store import Store
from stores import change, make_store, names, spoil


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    return make_store(tmp_path / "gkdesk.sqlite3", clock)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "备份"


def test_half_an_hour_goes_by_between_two_backups(path: Path, folder: Path, clock: Clock) -> None:
    """However much is changed; and nothing is made where nothing was."""
    rounds = Rounds(path, folder)
    first = rounds.backup_if_due(clock())
    change(path, clock, "5")
    early = rounds.backup_if_due(clock())
    clock.forward(29 * 60)
    due = rounds.backup_if_due(clock())
    clock.forward(30 * 60)
    unchanged = rounds.backup_if_due(clock())

    assert first is not None
    assert first.made is not None
    assert early is None
    assert due is not None
    assert due.made is not None
    assert unchanged is not None
    assert unchanged.made is None
    assert len(names(folder)) == 2


def test_at_the_end_what_changed_is_backed_up_at_once(
    path: Path, folder: Path, clock: Clock
) -> None:
    """Due or not."""
    rounds = Rounds(path, folder)
    rounds.backup_if_due(clock())
    change(path, clock, "5")

    assert rounds.backup(clock()).made is not None
    assert rounds.backup(clock()).made is None


def test_a_missing_second_place_does_not_stop_the_first(
    path: Path, folder: Path, clock: Clock, tmp_path: Path
) -> None:
    """Each round says it; plugged in, the stick gets what it missed though nothing changed."""
    stick = tmp_path / "U盘"
    with Store.open(path) as store:
        name_second_place(store, stick)
        first = keep_backups(store, folder, clock())
        stick.mkdir()
        second = keep_backups(store, folder, clock())

    assert first.made is not None
    assert first.trouble is not None
    assert "找不到" in first.trouble
    assert "本机的备份已经做好" in first.trouble
    assert (second.made, second.trouble) == (None, None)
    assert names(stick) == names(folder)


def test_what_could_not_be_made_here_is_not_said_to_be_made(
    path: Path, folder: Path, clock: Clock, tmp_path: Path
) -> None:
    """Both places fail: each is told, and nothing else."""
    with Store.open(path) as store:
        keep_backups(store, folder, clock())
        name_second_place(store, tmp_path / "U盘")
    spoil(path, "上年。".encode(), "去年。".encode())
    with Store.open(path) as store:
        kept = keep_backups(store, folder, clock())

    assert kept.made is None
    assert kept.trouble is not None
    assert "已损坏" in kept.trouble
    assert "找不到" in kept.trouble
    assert "本机" not in kept.trouble


def test_a_damaged_store_is_trouble_and_no_exception(
    path: Path, folder: Path, clock: Clock
) -> None:
    """The window shows the sentence."""
    spoil(path, "上年。".encode(), "去年。".encode())
    kept = Rounds(path, folder).backup(clock())

    assert kept.made is None
    assert kept.trouble is not None
    assert "已损坏" in kept.trouble


def test_a_store_that_is_gone_is_trouble(path: Path, folder: Path, clock: Clock) -> None:
    """No empty one is made in its place."""
    path.unlink()
    kept = Rounds(path, folder).backup(clock())

    assert kept.trouble is not None
    assert "数据文件不见了" in kept.trouble
    assert not path.exists()


def test_no_two_rounds_at_a_time(
    path: Path, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They would clear each other's copies away; one that hangs on a stick is told."""
    monkeypatch.setattr("gkdesk.files.keeping._PATIENCE", 0.01)
    with no_other_round(), ThreadPoolExecutor() as threads:
        kept = threads.submit(Rounds(path, folder).backup, clock()).result()
    assert kept.made is None
    assert "请稍等" in (kept.trouble or "")
    assert not folder.exists()

    assert Rounds(path, folder).backup(clock()).made is not None


def test_a_folder_that_cannot_even_be_looked_at_is_told(tmp_path: Path, clock: Clock) -> None:
    """As a network folder that is gone: a sentence, not a fault of the program."""
    away = tmp_path / ("远" * 300)

    kept = Rounds(away / "gkdesk.sqlite3", away / "备份").backup(clock())

    assert kept.made is None
    assert kept.trouble is not None
    assert "数据文件不见了" in kept.trouble
