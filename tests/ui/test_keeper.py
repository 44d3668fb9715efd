"""The keeper of the backups: beside the window, in time, and quiet."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clerk_at_store import Clock, type_in
from gkdesk.files.second_place import name_second_place
from gkdesk.files.store import Store
from gkdesk.paths import Places
from gkdesk.ui.keeper import Keeper
from stores import CELL, make_store, names


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def places(tmp_path: Path, clock: Clock) -> Places:
    """A data folder with a store that something was typed into."""
    places = Places(tmp_path)
    make_store(places.store, clock)
    return places


def test_a_backup_is_made_soon_and_then_each_half_hour(
    places: Places, clock: Clock, qtbot: QtBot
) -> None:
    """While the window has the store open."""
    keeper = Keeper(places, clock)
    with Store.open(places.store, clock=clock) as window:
        with qtbot.waitSignal(keeper.troubled) as first:
            keeper.begin()
        type_in(window, 2, CELL, "5")
        clock.now += timedelta(minutes=31)
        with qtbot.waitSignals([keeper.troubled, keeper.looked]):
            keeper.look()
    keeper.end()

    assert first.args == [""]
    assert len(names(places.backups)) == 2


def test_at_the_end_what_is_new_is_backed_up(places: Places, clock: Clock) -> None:
    """Before the program goes."""
    Keeper(places, clock).end()

    assert len(names(places.backups)) == 1


def test_a_missing_second_place_is_told(
    places: Places, clock: Clock, qtbot: QtBot, tmp_path: Path
) -> None:
    """As a sentence for the foot of the window; the first place has its backup."""
    with Store.open(places.store) as store:
        name_second_place(store, tmp_path / "U盘")
    keeper = Keeper(places, clock)
    with qtbot.waitSignal(keeper.troubled) as troubled:
        keeper.look()
    keeper.end()

    assert "找不到（U盘可能没有插上）" in troubled.args[0]
    assert len(names(places.backups)) == 1
