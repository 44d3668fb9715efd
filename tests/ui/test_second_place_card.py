"""The second place for backups, as the clerk sees it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gkdesk.files.second_place import SecondPlace
from gkdesk.ui.second_place_card import SecondPlaceCard

STICK = Path("E:/年报备份")


@pytest.fixture
def card(shown: Callable[[QWidget], None]) -> SecondPlaceCard:
    made = SecondPlaceCard()
    shown(made)
    return made


def test_none_is_named(card: SecondPlaceCard, qtbot: QtBot) -> None:
    """There is nothing to give up."""
    assert card.place.text() == "第二备份位置：未设置"
    assert card.give_up.isHidden()
    with qtbot.waitSignal(card.choose_wanted):
        qtbot.mouseClick(card.choose, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (SecondPlace(STICK, False), "找不到（U盘没有插上）"),
        (SecondPlace(STICK, True), "（还没有备份）"),
        (SecondPlace(STICK, True, datetime(2025, 1, 9, 16, 5).astimezone()), "9日 16:05）"),
        (SecondPlace(STICK, True, None, True), "那个盘坏了会一起丢失"),
    ],
    ids=["missing", "new", "used", "same disk"],
)
def test_one_is_named(card: SecondPlaceCard, qtbot: QtBot, second: SecondPlace, said: str) -> None:
    """Where, and how it is."""
    card.show_state(second)

    assert str(STICK) in card.place.text()
    assert said in card.place.text()
    with qtbot.waitSignal(card.give_up_wanted):
        qtbot.mouseClick(card.give_up, Qt.MouseButton.LeftButton)
