"""The line that counts the figures in a section that differ from the tables."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.core.mending import told_wrong
from gkdesk.ui.session import Session
from gkdesk.ui.told_wrong_line import ToldWrongLine

Show = Callable[[QWidget], None]
WRONG = "（一）主动公开。本年新收政府信息公开申请9件。\n（二）依申请公开。共答复申请8件。"


def test_the_figures_of_a_section_are_counted_and_mended_by_a_click(
    full_session: Session, shown: Show, qtbot: QtBot
) -> None:
    """There is no line where all agree."""
    window = QWidget()
    rows = QVBoxLayout(window)
    made = ToldWrongLine(full_session, "overview", window)
    other = ToldWrongLine(full_session, "problems_and_improvement", window)
    rows.addWidget(made)
    rows.addWidget(other)
    shown(window)
    assert not made.isVisible()

    full_session.set_text("overview", WRONG)
    count = len(told_wrong(full_session.outcome.findings, "overview"))
    assert made.findChild(QLabel).text() == f"{count} 处数字与表格不一致"
    assert not other.isVisible()
    qtbot.mouseClick(made.findChild(QPushButton), Qt.MouseButton.LeftButton)

    assert not made.isVisible()
    full_session.undo()
    assert full_session.report.text("overview") == WRONG
