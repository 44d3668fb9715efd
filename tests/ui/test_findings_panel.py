"""The findings below the page."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.core.checks.run import run_checks
from gkdesk.ui import look
from gkdesk.ui.findings_panel import FindingsPanel, counted
from reports import sound_report

Show = Callable[[QWidget], None]
WRONG = {
    "proactive_disclosure.government_rules.issued": "1",
    "applications.new_received.natural_person": "3",
    "overview": "",
}


@pytest.fixture
def panel(shown: Show) -> FindingsPanel:
    """A panel with two errors and a warning; one more thing is merely not there yet."""
    made = FindingsPanel()
    shown(made)
    made.show_outcome(run_checks(sound_report(**WRONG)))
    return made


def test_errors_come_first_and_what_is_not_there_yet_waits(panel: FindingsPanel) -> None:
    """The empty section one is for the last step."""
    severities = [finding.check.severity for finding in panel.findings]

    assert severities == ["error", "error", "warning"]
    assert not any(finding.unfilled for finding in panel.findings)
    assert counted(panel.findings) == "2 处错误，1 处提醒"


def test_a_click_on_a_finding_goes_to_its_cell(panel: FindingsPanel, qtbot: QtBot) -> None:
    """The first of its addresses."""
    lines = panel.findChild(QListWidget)
    place = lines.visualItemRect(lines.item(0)).center()

    with qtbot.waitSignal(panel.activated) as caught:
        qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert caught.args == ["applications.new_received.natural_person", None]


def test_enter_on_a_finding_goes_to_its_cell(panel: FindingsPanel, qtbot: QtBot) -> None:
    """Hands stay on the keyboard."""
    lines = panel.findChild(QListWidget)
    lines.setFocus()
    lines.setCurrentRow(2)

    with qtbot.waitSignal(panel.activated) as caught:
        qtbot.keyClick(lines, Qt.Key.Key_Return)

    assert caught.args == ["proactive_disclosure.government_rules.issued", None]


def test_folded_it_is_one_line_with_the_count_and_the_first_finding(
    panel: FindingsPanel, qtbot: QtBot
) -> None:
    """A click on the count unfolds it again."""
    panel.fold(True)
    assert not panel.findChild(QListWidget).isVisible()
    toggle = panel.findChild(QPushButton)
    assert "2 处错误" in toggle.text()

    qtbot.mouseClick(toggle, Qt.MouseButton.LeftButton)

    assert panel.findChild(QListWidget).isVisible()
    assert not panel.folded


def test_without_findings_it_says_so(panel: FindingsPanel) -> None:
    """In one quiet line."""
    panel.show_outcome(run_checks(sound_report()))

    assert panel.findChild(QPushButton).text() == "没有发现问题"
    assert not panel.findChild(QListWidget).isVisible()


def test_a_message_says_both_numbers_and_is_read_out_with_its_severity(
    panel: FindingsPanel,
) -> None:
    """For the eye and for a screen reader."""
    item = panel.findChild(QListWidget).item(0)

    assert "一(3)＋二(0)＝3" in item.text()
    assert item.data(Qt.ItemDataRole.AccessibleTextRole).startswith("错误：")


@pytest.mark.parametrize("change", ["the width", "the text"])
def test_a_finding_that_wraps_is_seen_whole(panel: FindingsPanel, change: str) -> None:
    """At once, in a narrower panel and in larger text: its last words say what to do."""
    panel.show_outcome(run_checks(sound_report(overview="（一）主动公开。甲。")))
    lines = panel.findChild(QListWidget)
    one_line = lines.height()
    if change == "the width":
        panel.resize(420, panel.height())
    else:
        panel.setFont(look.base_font(look.POINTS_MOST))
    QApplication.processEvents()

    assert lines.height() > one_line
    assert lines.height() == lines.visualItemRect(lines.item(0)).height()
