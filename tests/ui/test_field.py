"""One line to type into."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.ui.field import Field

Show = Callable[[QWidget], None]


def test_a_sentence_stands_below_while_something_is_wrong(shown: Show) -> None:
    """And is gone without a trace."""
    field = Field("year", "年度")
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addWidget(field.fault)
    shown(window)
    field.say("不行。")
    assert field.fault.isVisible()
    assert field.property("role") == "wrong"

    field.say("")

    assert not field.fault.isVisible()
    assert field.property("role") == ""


def test_files_are_not_dropped_into_a_field(shown: Show) -> None:
    """Qt would write their places into it; text may be dropped."""
    field = Field("year", "年度")
    shown(field)
    file, text = QMimeData(), QMimeData()
    file.setUrls([QUrl.fromLocalFile("/去年.docx")])
    text.setText("2024")

    def is_taken(data: QMimeData) -> bool:
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        event = QDragEnterEvent(QPoint(5, 5), copy, data, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(field, event)
        return event.isAccepted()

    assert not is_taken(file)
    assert is_taken(text)


def test_undo_is_the_windows(shown: Show, qtbot: QtBot) -> None:
    """Ctrl+Z in a field reaches the shortcut of the window around it."""
    window = QWidget()
    field = Field("year", "年度")
    QVBoxLayout(window).addWidget(field)
    undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), window)
    shown(window)
    field.setFocus()
    qtbot.keyClicks(field, "12")

    with qtbot.waitSignal(undo.activated):
        qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert field.text() == "12"


def test_last_years_value_stands_beside_the_field(shown: Show) -> None:
    """A long one is cut short and whole in the tooltip; none leaves nothing."""
    field = Field("contact.address", "地址")
    window = QWidget()
    layout = QVBoxLayout(window)
    for widget in (field, field.past):
        layout.addWidget(widget)
    shown(window)
    field.recall("河园镇")
    assert (field.past.text(), field.past.toolTip()) == ("上年：河园镇", "")
    assert field.accessibleDescription() == "上年 河园镇"

    field.recall("镇" * 30)
    assert field.past.text() == f"上年：{'镇' * 20}…"
    assert field.past.toolTip() == "镇" * 30

    field.recall("")
    assert not field.past.isVisible()
    assert field.accessibleDescription() == ""
