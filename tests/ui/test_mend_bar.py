"""The buttons for one finding."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.core.checks.finding import Edit, Mend
from gkdesk.ui.mend_bar import MendBar

Show = Callable[[QWidget], None]
MENDS = tuple(Mend(f"改为 {n}", (Edit("a", str(n)),), f"原因 {n}") for n in range(5))


@pytest.fixture
def bar(shown: Show) -> MendBar:
    """Buttons with much room."""
    made = MendBar()
    shown(made)
    return made


def texts(bar: MendBar) -> list[str]:
    """What the buttons in sight say."""
    return [one.text() for one in bar.buttons if one.isVisible()]


def test_three_mends_have_buttons_and_the_others_are_in_the_menu(
    bar: MendBar, qtbot: QtBot
) -> None:
    """Each is told as it was chosen."""
    bar.show_actions(MENDS, explainable=False, told_wrong=0)
    assert texts(bar) == ["改为 0", "改为 1", "改为 2", "更多…"]
    assert [one.text() for one in bar.menu().actions()] == ["改为 3\t原因 3", "改为 4\t原因 4"]

    with qtbot.waitSignal(bar.mend_wanted) as caught:
        qtbot.mouseClick(bar.buttons[1], Qt.MouseButton.LeftButton)
    assert caught.args == [MENDS[1]]
    with qtbot.waitSignal(bar.mend_wanted) as caught:
        bar.menu().actions()[1].trigger()
    assert caught.args == [MENDS[4]]


def test_a_double_click_presses_once(bar: MendBar, qtbot: QtBot) -> None:
    """After the first press another button may stand there."""
    chosen: list[Mend] = []
    bar.mend_wanted.connect(chosen.append)
    bar.show_actions(MENDS, explainable=False, told_wrong=0)
    qtbot.mouseClick(bar.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(bar.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(bar.buttons[0], Qt.MouseButton.LeftButton)

    assert chosen == [MENDS[0]]


def test_a_narrow_bar_puts_more_into_the_menu(bar: MendBar) -> None:
    """At last all of them, and none is lost."""
    bar.show_actions(MENDS, explainable=True, told_wrong=2)
    assert texts(bar)[-2:] == ["已核实…", "全部按表更新"]
    width = sum(one.sizeHint().width() for one in bar.buttons if one.isVisible())

    bar.resize(width - 20, bar.height())
    assert texts(bar) == ["改为 0", "改为 1", "更多…", "已核实…", "全部按表更新"]
    bar.resize(10, bar.height())
    assert texts(bar) == ["怎么改…", "已核实…", "全部按表更新"]
    assert len(bar.menu().actions()) == len(MENDS)


def test_a_single_figure_in_the_text_is_not_all_of_them(bar: MendBar) -> None:
    """Its own mend does the same."""
    bar.show_actions(MENDS[:1], explainable=False, told_wrong=1)

    assert texts(bar) == ["改为 0"]


def test_the_reason_of_a_mend_is_its_tip(bar: MendBar) -> None:
    """For the eye and for a screen reader."""
    bar.show_actions(MENDS, explainable=False, told_wrong=0)

    assert bar.buttons[0].toolTip() == bar.buttons[0].accessibleDescription() == "原因 0"


def test_a_click_leaves_the_keyboard_where_it_was(bar: MendBar) -> None:
    """The clerk stays in the cell; Tab reaches the buttons all the same."""
    bar.show_actions(MENDS, explainable=True, told_wrong=2)

    assert {one.focusPolicy() for one in bar.buttons} == {Qt.FocusPolicy.TabFocus}


def test_the_menu_opens_at_its_button(bar: MendBar, qtbot: QtBot) -> None:
    """By mouse or Enter."""
    bar.show_actions(MENDS, explainable=False, told_wrong=0)
    bar.open_menu()
    menu = QApplication.activePopupWidget()

    assert isinstance(menu, QMenu)
    menu.close()
