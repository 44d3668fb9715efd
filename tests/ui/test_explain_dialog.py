"""The dialog in which the clerk says why a finding is right."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gkdesk.ui import look
from gkdesk.ui.explain_dialog import ExplainDialog, Reason

Show = Callable[[QWidget], None]


@pytest.fixture
def dialog(shown: Show) -> ExplainDialog:
    """A dialog about a finding; the name is known from the last time."""
    made = ExplainDialog("规章：填了6。", "王小明")
    look.dress(made, look.POINTS)
    made.fit()
    shown(made)
    return made


def ok(dialog: ExplainDialog) -> QPushButton:
    """The button that takes the reason."""
    return next(one for one in dialog.findChildren(QPushButton) if "标记" in one.text())


def test_it_says_what_was_found_and_proposes_the_name(dialog: ExplainDialog) -> None:
    """The keyboard is where the reason goes."""
    assert "规章：填了6。" in [one.text() for one in dialog.findChildren(QLabel)]
    assert dialog.findChild(QLineEdit).text() == "王小明"
    assert dialog.findChild(QPlainTextEdit).hasFocus()


def test_without_a_reason_there_is_no_ok(dialog: ExplainDialog, qtbot: QtBot) -> None:
    """Spaces are none."""
    reason = dialog.findChild(QPlainTextEdit)
    assert not ok(dialog).isEnabled()
    qtbot.keyClicks(reason, "  ")
    assert not ok(dialog).isEnabled()
    qtbot.keyClicks(reason, "abc")
    assert ok(dialog).isEnabled()


def test_the_answer_stands_on_one_line(dialog: ExplainDialog) -> None:
    """As it is printed."""
    dialog.findChild(QPlainTextEdit).setPlainText("甲，\n 乙。\n")

    assert dialog.answer == Reason("甲，乙。", "王小明")


def test_control_enter_takes_it_and_enter_begins_a_line(
    dialog: ExplainDialog, qtbot: QtBot
) -> None:
    """An input method ends its words by Enter."""
    reason = dialog.findChild(QPlainTextEdit)
    qtbot.keyClicks(reason, "a")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert dialog.isVisible()

    qtbot.keyClick(reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_long_message_is_shown_whole(qtbot: QtBot) -> None:
    """Nothing is squeezed, in large text either."""
    dialog = ExplainDialog("各列数字与上年的报告不一致，请核对。" * 12, "")
    qtbot.addWidget(dialog)
    look.dress(dialog, look.POINTS_MOST)
    dialog.fit()
    dialog.show()
    QApplication.processEvents()
    reason, who = dialog.findChild(QPlainTextEdit), dialog.findChild(QLineEdit)

    assert reason.geometry().bottom() < who.geometry().top()
    assert all(
        one.height() >= one.heightForWidth(one.width())
        for one in dialog.findChildren(QLabel)
        if one.wordWrap()
    )
