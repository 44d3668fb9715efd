"""The left side of an open report."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.ui import look
from gkdesk.ui.session import Session
from gkdesk.ui.side_pane import SidePane
from reports import ORGAN

Show = Callable[[QWidget], None]


@pytest.fixture
def side(session: Session, shown: Show) -> SidePane:
    """The side of a new report."""
    made = SidePane(session)
    made.show_report(session.report)
    shown(made)
    return made


def test_it_says_whose_report_this_is(side: SidePane, session: Session) -> None:
    """And of which year."""
    assert [one.text() for one in side.findChildren(QLabel)] == [ORGAN, "2024 年度"]
    session.set_organ("山前镇人民政府")
    side.show_report(session.report)

    assert [one.text() for one in side.findChildren(QLabel)] == ["山前镇人民政府", "2024 年度"]


@pytest.mark.parametrize(("text", "name"), [("← 全部报告", "left"), ("快捷键", "keys_wanted")])
def test_below_the_steps_are_the_ways_out(
    side: SidePane, qtbot: QtBot, text: str, name: str
) -> None:
    """To the list of reports, and to the keys."""
    button = next(one for one in side.findChildren(QPushButton) if one.text() == text)
    with qtbot.waitSignal(getattr(side, name)):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_is_as_wide_as_its_steps(side: SidePane) -> None:
    """Whatever the text size; and they stand closer together where there is little room."""
    widths, heights = [], []
    for points, dense in (
        (look.POINTS, False),
        (look.POINTS_MOST, False),
        (look.POINTS_MOST, True),
    ):
        look.dress(side, points)
        side.fit(dense=dense)
        assert side.minimumWidth() == side.maximumWidth() > side.steps.sizeHint().width()
        widths.append(side.minimumWidth())
        heights.append(side.steps.sizeHintForRow(0))

    assert widths[0] < widths[1] == widths[2]
    assert heights[1] > heights[2]
