"""The remarks as a list."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gkdesk.core.report import Remark
from gkdesk.files.open_remarks import ToCheck
from gkdesk.ui.remark_list import RemarkList

Show = Callable[[QWidget], None]
FIRST, SECOND, THIRD = (Remark("missing", f"applications.{one}", one) for one in "甲乙丙")
OPEN = [ToCheck(one, settled=False, by_word=True) for one in (FIRST, SECOND, THIRD)]


@pytest.fixture
def remarks(shown: Show) -> RemarkList:
    """Three remarks that are not settled."""
    made = RemarkList()
    made.show_remarks(OPEN)
    shown(made)
    made.setFocus()
    return made


def test_enter_and_click_choose_a_remark(remarks: RemarkList, qtbot: QtBot) -> None:
    """Arrows only look."""
    chosen: list[Remark] = []
    remarks.chosen.connect(chosen.append)
    remarks.setCurrentRow(0)
    qtbot.keyClick(remarks, Qt.Key.Key_Down)
    assert chosen == []
    qtbot.keyClick(remarks, Qt.Key.Key_Return)
    place = remarks.visualItemRect(remarks.item(2)).center()
    qtbot.mouseClick(remarks.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert chosen == [SECOND, THIRD]


def test_the_space_bar_ticks(remarks: RemarkList, qtbot: QtBot) -> None:
    """And nothing is told by what is merely shown."""
    ticked: list[tuple[Remark, bool]] = []
    remarks.ticked.connect(lambda *told: ticked.append(told))
    remarks.setCurrentRow(1)
    qtbot.keyClick(remarks, Qt.Key.Key_Space)
    qtbot.keyClick(remarks, Qt.Key.Key_Space)
    remarks.show_remarks([ToCheck(FIRST, settled=True, by_word=True)])

    assert ticked == [(SECOND, True), (SECOND, False)]


def test_what_a_correction_settled_cannot_be_ticked(remarks: RemarkList, qtbot: QtBot) -> None:
    """It is ticked by itself and says so to a screen reader."""
    remarks.show_remarks([ToCheck(FIRST, settled=True, by_word=False)])
    remarks.setCurrentRow(0)
    qtbot.keyClick(remarks, Qt.Key.Key_Space)

    assert remarks.item(0).checkState() == Qt.CheckState.Checked
    assert remarks.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "已核对：甲"


def test_the_current_remark_stays_current(remarks: RemarkList) -> None:
    """Though another one above it is gone."""
    remarks.show_remark(THIRD)
    remarks.show_remarks(OPEN[1:])

    assert remarks.current == THIRD
    assert remarks.currentRow() == 1


def test_escape_leads_back(remarks: RemarkList, qtbot: QtBot) -> None:
    """To the page."""
    with qtbot.waitSignal(remarks.left):
        qtbot.keyClick(remarks, Qt.Key.Key_Escape)
