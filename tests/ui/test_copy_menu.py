"""What can be done with a text that is only read."""

from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from gkdesk.ui.copy_menu import copy_menu, selected_text


def test_the_menu_copies_what_is_selected(qtbot: QtBot) -> None:
    """In Chinese; as plain text."""
    text = QPlainTextEdit("甲\n乙")
    qtbot.addWidget(text)
    copy, select = copy_menu(text).actions()
    assert [one.text().partition("\t")[0] for one in (copy, select)] == ["复制", "全选"]
    assert not copy.isEnabled()
    select.trigger()

    assert copy_menu(text).actions()[0].isEnabled()
    assert selected_text(text).text() == "甲\n乙"
    assert selected_text(text).formats() == ["text/plain"]
