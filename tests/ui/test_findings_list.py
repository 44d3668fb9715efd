"""The list of findings: headings, and the current one kept while the clerk types."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.core.checks.finding import Finding
from gkdesk.core.checks.run import run_checks
from gkdesk.core.progress import by_step
from gkdesk.ui import look
from gkdesk.ui.findings_list import FindingsList, counted
from reports import sound_report

Show = Callable[[QWidget], None]
WRONG = {
    "proactive_disclosure.government_rules.issued": "1",
    "applications.new_received.natural_person": "3",
}


def groups(**texts: str) -> list[tuple[str, list[Finding]]]:
    """What is wrong with a sound report that is changed so, by step."""
    report = sound_report(**texts)
    return by_step(report.form, run_checks(report).findings)


@pytest.fixture
def window(shown: Show) -> QWidget:
    """A window with an empty list, which alone would have no height."""
    made = QWidget()
    rows = QVBoxLayout(made)
    rows.addWidget(FindingsList())
    rows.addWidget(QLineEdit())
    shown(made)
    return made


@pytest.fixture
def lines(window: QWidget) -> FindingsList:
    """Two errors in section three and a warning in section two."""
    made = window.findChild(FindingsList)
    made.show_groups(groups(**WRONG), keep_place=False)
    return made


def texts(lines: FindingsList) -> list[str]:
    """What the lines say."""
    return [lines.item(row).text() for row in range(lines.count())]


def test_findings_stand_under_the_heading_of_their_step(lines: FindingsList) -> None:
    """Steps with errors first."""
    assert [texts(lines)[row] for row in (0, 3)] == ["applications", "proactive_disclosure"]
    assert [finding.severity for finding in lines.findings] == ["error", "error", "warning"]
    assert counted(lines.findings) == "2 处错误，1 处提醒"


def test_a_click_goes_to_the_place_and_a_heading_goes_nowhere(
    lines: FindingsList, qtbot: QtBot
) -> None:
    """A heading cannot be chosen."""
    with qtbot.assertNotEmitted(lines.chosen):
        place = lines.visualItemRect(lines.item(0)).center()
        qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(lines.chosen) as caught:
        place = lines.visualItemRect(lines.item(1)).center()
        qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert caught.args == [lines.findings[0]]


def test_arrows_pass_over_headings_and_enter_goes_to_the_place(
    lines: FindingsList, qtbot: QtBot
) -> None:
    """From the first finding on, which the keyboard begins at."""
    lines.clearFocus()
    lines.setFocus()
    assert lines.current == lines.findings[0]
    for _ in range(2):
        qtbot.keyClick(lines, Qt.Key.Key_Down)

    with qtbot.waitSignal(lines.chosen) as caught:
        qtbot.keyClick(lines, Qt.Key.Key_Return)

    assert caught.args == [lines.findings[2]]


def test_escape_leaves_the_list(lines: FindingsList, qtbot: QtBot) -> None:
    """Back to the page."""
    with qtbot.waitSignal(lines.left):
        qtbot.keyClick(lines, Qt.Key.Key_Escape)


def test_the_current_finding_stays_current_while_others_come_and_go(lines: FindingsList) -> None:
    """With other numbers too; nobody is told, for nobody chose."""
    lines.show_place("proactive_disclosure.government_rules.issued")
    told: list[bool] = []
    lines.current_changed.connect(lambda: told.append(True))
    more = {
        "proactive_disclosure.government_rules.issued": "2",
        "applications.new_received.natural_person": "3",
        "review_and_litigation.reconsideration.upheld": "甲",
    }

    lines.show_groups(groups(**more), keep_place=False)

    assert lines.current is not None
    assert lines.current.left == "2"
    assert lines.currentItem().isSelected()
    assert told == []


def test_a_place_in_prose_that_moved_stays_current(lines: FindingsList) -> None:
    """What is typed before it is no other finding."""
    lines.show_groups(groups(preface="本报告由七个部分组成。"), keep_place=False)
    lines.setCurrentRow(1)

    lines.show_groups(groups(preface="现公布如下：本报告由七个部分组成。"), keep_place=False)

    assert lines.current == lines.findings[0]


def test_when_the_current_finding_is_gone_nothing_is_current(lines: FindingsList) -> None:
    """Or the next one, for a clerk who works down the list."""
    lines.setCurrentRow(1)
    rest = {"proactive_disclosure.government_rules.issued": "1"}
    lines.show_groups(groups(**rest), keep_place=False)
    assert lines.current is None
    assert lines.selectedItems() == []

    lines.show_groups(groups(**WRONG), keep_place=False)
    lines.setCurrentRow(1)
    lines.show_groups(groups(**rest), keep_place=True)
    assert lines.current == lines.findings[0]


def test_a_message_says_both_numbers_and_is_read_out_with_its_severity(
    lines: FindingsList,
) -> None:
    """For the eye and for a screen reader."""
    item = lines.item(1)

    assert "一(3)＋二(0)＝3" in item.text()
    assert item.data(Qt.ItemDataRole.AccessibleTextRole).startswith("错误：")


def test_a_line_that_was_a_finding_can_be_a_heading(lines: FindingsList) -> None:
    """Lines are used again, so that nothing flickers."""
    (_, (first, *_)), *_ = groups(**WRONG)
    lines.show_groups([("甲", [first]), ("乙", [replace(first, left="9")])], keep_place=False)

    assert texts(lines) == ["甲", first.message, "乙", first.message]
    assert not lines.item(2).flags() & Qt.ItemFlag.ItemIsSelectable
    assert lines.item(2).icon().isNull()
    assert not lines.item(3).icon().isNull()


@pytest.mark.parametrize("change", ["the width", "the text"])
def test_a_finding_that_wraps_is_seen_whole(lines: FindingsList, change: str) -> None:
    """At once, in a narrower list and in larger text: its last words say what to do."""
    lines.show_groups(groups(overview="（一）主动公开。甲。")[:1], keep_place=False)
    before = lines.visualItemRect(lines.item(1)).height()
    if change == "the width":
        lines.window().resize(320, 400)
    else:
        lines.setFont(look.base_font(look.POINTS_MOST))
    QApplication.processEvents()

    wrapped = lines.visualItemRect(lines.item(1)).height()
    assert wrapped > before
    assert lines.height() >= lines.visualItemRect(lines.item(0)).height() + wrapped


def test_no_line_reaches_beyond_the_edge_at_any_width(lines: FindingsList) -> None:
    """Qt would leave what just does not fit on one line, and cut its end off."""
    look.dress(lines.window(), look.POINTS)
    natural = lines.fontMetrics().horizontalAdvance(lines.item(1).text())
    heights = set()
    for width in range(natural + 20, natural + 100):
        lines.window().resize(width, 400)
        QApplication.processEvents()
        boxes = [lines.visualItemRect(lines.item(row)) for row in range(lines.count())]
        heights.add(boxes[1].height())

        assert max(box.width() for box in boxes) <= lines.viewport().width()

    assert len(heights) == 2
