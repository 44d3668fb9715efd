"""The bar below the page."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.core.progress import REVIEW, steps
from gkdesk.ui.session import Session
from gkdesk.ui.step_bar import StepBar

Show = Callable[[QWidget], None]


@pytest.fixture
def bar(session: Session, shown: Show) -> StepBar:
    made = StepBar(session)
    shown(made)
    return made


def texts(bar: StepBar) -> list[str]:
    """What the buttons in sight say."""
    buttons = [one for one in bar.findChildren(QPushButton) if one.isVisible()]
    return [one.text() for one in sorted(buttons, key=lambda one: one.x())]


def test_the_neighbours_are_named_as_far_as_there_is_room(bar: StepBar, session: Session) -> None:
    """The first step has none before it, the last none after it."""
    assert texts(bar) == ["撤销", "重做", "留痕", "下一步：一 总体情况"]
    bar.show_step(steps(session.form)[2])
    assert texts(bar)[0] == "上一步：一 总体情况"
    bar.resize(420, bar.height())
    assert texts(bar)[0] == "上一步"
    bar.show_step(REVIEW)

    assert not [one for one in texts(bar) if one.startswith("下一步")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("撤销", "undo_wanted"),
        ("重做", "redo_wanted"),
        ("留痕", "history_wanted"),
        ("下一步：一 总体情况", "next_wanted"),
    ],
)
def test_each_button_asks_for_its_own(bar: StepBar, qtbot: QtBot, text: str, wanted: str) -> None:
    """By mouse and by keyboard alike."""
    button = next(one for one in bar.findChildren(QPushButton) if one.text() == text)

    with qtbot.waitSignal(getattr(bar, wanted)):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
