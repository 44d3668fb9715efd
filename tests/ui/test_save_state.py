"""The saved time and the red bar."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.ui.save_state import FailureBar, SavedLabel
from gkdesk.ui.session import Session

Show = Callable[[QWidget], None]
CELL = "applications.granted.natural_person"


def button(bar: QWidget, text: str) -> QPushButton:
    """The button that says this."""
    return next(one for one in bar.findChildren(QPushButton) if one.text() == text)


def test_the_saved_time_is_shown_with_seconds(session: Session, shown: Show) -> None:
    """After each cell."""
    label = SavedLabel(session)
    shown(label)
    session.set_text(CELL, "1")

    assert label.text() == f"已保存 {session.saved_at:%H:%M:%S}"


def test_a_red_bar_stays_until_everything_is_written(
    session: Session, shown: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    """While another program holds the file; then 立即重试 brings the time back."""
    bar, label = FailureBar(session), SavedLabel(session)
    shown(label)
    qtbot.addWidget(bar)
    assert bar.isHidden()

    other = sqlite3.connect(tmp_path / "gkdesk.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    session.set_text(CELL, "1")
    assert not bar.isHidden()
    assert "未能保存" in bar.findChild(QLabel).text()
    assert label.text() == "未能保存"
    qtbot.mouseClick(button(bar, "立即重试"), Qt.MouseButton.LeftButton)
    assert not bar.isHidden()

    other.execute("ROLLBACK")
    other.close()
    qtbot.mouseClick(button(bar, "立即重试"), Qt.MouseButton.LeftButton)

    assert bar.isHidden()
    assert label.text().startswith("已保存")
    assert not session.unsaved


def test_a_data_file_can_be_asked_for(session: Session, qtbot: QtBot) -> None:
    """Some other place may take it."""
    bar = FailureBar(session)
    qtbot.addWidget(bar)

    with qtbot.waitSignal(bar.file_wanted):
        qtbot.mouseClick(button(bar, "另存为数据文件…"), Qt.MouseButton.LeftButton)
