"""A list of whole lines."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gkdesk.ui.import_list import FileLines, ImportedFile
from gkdesk.ui.line_list import LineList


def test_a_line_is_opened_by_enter_and_by_a_double_click(
    shown: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    """Once each."""
    view = LineList(FileLines([ImportedFile("甲"), ImportedFile("乙")]), "文件", wide=1)
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
