"""What stands at the foot of the window."""

import pytest
from PySide6.QtWidgets import QLabel, QMainWindow, QToolBar
from pytestqt.qtbot import QtBot

from gkdesk.ui.foot_note import FootNote, keep_at_foot, put_at_foot

LONG = (
    "备份前检查发现数据文件已损坏（第 2 份报告的内容与存入时不同），没有备份，原有的备份都还在。"
    "请关闭本程序再打开，程序会自动修复。数据文件：C:\\Users\\Li\\AppData\\Local\\gkdesk\\a.sqlite3\n"
    "第二备份位置“E:\\年报备份”现在找不到（U盘可能没有插上），插上以后会自动补上。"
)


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(760, 400)
    window.show()
    return window


def feet(window: QMainWindow) -> list[QToolBar]:
    """The bars in sight."""
    return [one for one in window.findChildren(QToolBar) if one.isVisible()]


def test_a_sentence_stands_as_long_as_it_holds(window: QMainWindow) -> None:
    """Before the first one there is no foot; another one takes its place."""
    keep_at_foot(window, "")
    assert window.findChildren(QToolBar) == []

    for sentence in ("第二备份位置现在找不到", "没有备份成"):
        keep_at_foot(window, sentence)
        [foot] = feet(window)
        assert foot.findChild(QLabel).text() == sentence

    keep_at_foot(window, "")
    assert feet(window) == []
    keep_at_foot(window, "没有备份成")
    assert len(feet(window)) == 1


@pytest.mark.parametrize("width", [760, 1366])
def test_a_long_sentence_is_whole(window: QMainWindow, qtbot: QtBot, width: int) -> None:
    """What is to be done stands at its end."""
    window.resize(width, 400)
    keep_at_foot(window, LONG)
    [foot] = feet(window)
    label = foot.findChild(QLabel)

    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
    assert label.geometry().right() <= foot.width()
    assert foot.geometry().bottom() < window.height()


def test_a_short_sentence_takes_one_line(window: QMainWindow, qtbot: QtBot) -> None:
    """A stick that is away says so all day: the table needs the room."""
    keep_at_foot(window, LONG)
    keep_at_foot(window, "第二备份位置“E:\\年报备份”现在找不到（U盘可能没有插上）。")
    window.resize(1366, 400)
    [foot] = feet(window)
    line = foot.fontMetrics().height()

    qtbot.waitUntil(lambda: foot.height() < 2.5 * line)


def test_a_note_goes_when_it_was_read(window: QMainWindow, qtbot: QtBot) -> None:
    """The sentence that stands stays."""
    keep_at_foot(window, "没有备份成")
    note = FootNote("上次没有正常结束。")
    put_at_foot(window, note)
    qtbot.waitUntil(lambda: len(feet(window)) == 2)

    note.read.click()

    qtbot.waitUntil(lambda: len(feet(window)) == 1)
