"""Typing as a clerk does: ASCII by keys, everything else by the input method."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot


def type_in(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """Type a text; QTest's own keyClicks aborts the process at a Chinese character."""
    for sign in text:
        if sign.isascii():
            qtbot.keyClicks(widget, sign)
        else:
            commit(widget, sign)


def press_keys(qtbot: QtBot, text: str) -> None:
    """Press keys where the focus is, which a cell's editor takes over at the first of them."""
    for sign in text:
        qtbot.keyClicks(QApplication.focusWidget(), sign)


def commit(widget: QWidget, text: str) -> None:
    """Let the input method commit a text."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def retype(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """Replace what a field holds, and leave it with Enter."""
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(widget, Qt.Key.Key_Delete)
    type_in(qtbot, widget, text)
    qtbot.keyClick(widget, Qt.Key.Key_Return)
