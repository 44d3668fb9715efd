"""Where the window stands."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gkdesk.ui.window_place import place_of, take_place


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window that was not shown yet."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_it_stands_where_it_stood(window: QWidget) -> None:
    """What is stored leads there."""
    take_place(window, "20,30,500,420,0")

    assert window.geometry().getRect() == (20, 30, 500, 420)
    assert place_of(window) == "20,30,500,420,0"


def test_one_that_filled_the_screen_fills_it_again(window: QWidget) -> None:
    """And knows where it stood before."""
    take_place(window, "20,30,500,420,1")

    assert window.isMaximized()
    assert place_of(window) == "20,30,500,420,1"


@pytest.mark.parametrize(
    "stored", ["x,y", "1,2,3", "-,1,2,3,4", "9000,9000,500,420,0", "-400,30,500,420,0"]
)
def test_without_a_place_that_is_seen_it_stands_in_the_middle(window: QWidget, stored: str) -> None:
    """Of a screen that was taken away nothing can be reached."""
    screen = QGuiApplication.primaryScreen().availableGeometry()
    take_place(window, stored)

    assert screen.contains(window.geometry())
    assert (window.geometry().center() - screen.center()).manhattanLength() <= 1


def test_on_a_small_screen_the_first_window_fills_it(window: QWidget) -> None:
    """Later it is as the clerk left it."""
    screen = QGuiApplication.primaryScreen().availableGeometry()
    take_place(window, None)

    assert window.isMaximized() is (screen.width() <= 1280 or screen.height() <= 800)
