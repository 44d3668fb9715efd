"""A list of whole lines."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gkdesk.ui.line_list import NOWHERE, Index, LineList, LineModel


class Letters(LineModel[str]):
    """Words as lines, letter by letter."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One letter."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.line(index.row())[index.column()]


def letters(model: Letters) -> list[list[object]]:
    """All that a model shows."""
    columns = range(model.columnCount())
    return [[model.index(row, at).data() for at in columns] for row in range(model.rowCount())]


def test_lines_stand_under_their_heads(qtmodeltester: ModelTester) -> None:
    """One row each and nothing below it; beside the lines there are no heads."""
    model = Letters(("一", "二"), ["甲乙"])
    qtmodeltester.check(model)
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(2)]

    assert letters(model) == [["甲", "乙"]]
    assert heads == ["一", "二"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) is None
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0


def test_other_lines_are_shown(qtbot: QtBot) -> None:
    """And the views are told."""
    model = Letters(("一", "二"), ["甲乙"])
    with qtbot.waitSignal(model.modelReset):
        model.show_lines(["丙丁", "戊己"])

    assert letters(model) == [["丙", "丁"], ["戊", "己"]]
    assert model.line(1) == "戊己"
    assert model.rowCount(NOWHERE) == 2


def test_a_line_that_changed_is_shown_anew(qtbot: QtBot) -> None:
    """From its first column to its last: the lines are not copied."""
    words = ["甲乙", "丙丁"]
    model = Letters(("一", "二"), words)
    words[1] = "戊己"
    with qtbot.waitSignal(model.dataChanged) as told:
        model.show_line(1)
    first, last = told.args[:2]

    assert (first.row(), first.column(), last.row(), last.column()) == (1, 0, 1, 1)
    assert letters(model)[1] == ["戊", "己"]


def test_a_line_is_opened_by_enter_and_by_a_double_click(
    shown: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    """Once each."""
    view = LineList(Letters(("一", "二"), ["甲乙", "丙丁"]), "文件", wide=1)
    entered: list[int] = []
    view.entered_line.connect(lambda: entered.append(view.currentIndex().row()))
    shown(view)
    view.selectRow(0)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    place = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert entered == [0, 1]
    assert view.accessibleName() == "文件"
