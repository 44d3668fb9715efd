"""The dialog for a new report."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.ui.new_report import NewReport, NewReportDialog, read_year
from keyboard import type_in

Show = Callable[[QWidget], None]
YEARS = range(2021, 2028)
STORED = {("河园镇人民政府", 2024), ("河园镇人民政府", 2026)}


@pytest.fixture
def dialog(shown: Show) -> NewReportDialog:
    """A dialog that proposes no organ."""
    made = NewReportDialog("", 2025, YEARS, lambda organ, year: (organ, year) in STORED)
    shown(made)
    return made


def test_enter_takes_organ_and_year(dialog: NewReportDialog, qtbot: QtBot) -> None:
    """Two fields and one key."""
    organ, _ = dialog.findChildren(QLineEdit)
    type_in(qtbot, organ, "河园镇 人民政府")
    qtbot.keyClick(organ, Qt.Key.Key_Return)

    assert dialog.answer == NewReport("河园镇人民政府", 2025)
    assert not dialog.isVisible()


def test_without_an_organ_it_stays_and_says_so(dialog: NewReportDialog, qtbot: QtBot) -> None:
    """The field has the keyboard."""
    organ, year = dialog.findChildren(QLineEdit)
    qtbot.keyClick(year, Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert "请填写机关名称。" in [one.text() for one in dialog.findChildren(QLabel)]
    assert organ.hasFocus()


def test_a_year_out_of_range_is_refused(dialog: NewReportDialog, qtbot: QtBot) -> None:
    """With the range."""
    organ, year = dialog.findChildren(QLineEdit)
    type_in(qtbot, organ, "河园镇人民政府")
    year.selectAll()
    type_in(qtbot, year, "2020")
    qtbot.keyClick(year, Qt.Key.Key_Return)

    assert dialog.answer is None
    assert any("2021 到 2027" in one.text() for one in dialog.findChildren(QLabel))


@pytest.mark.parametrize(
    ("text", "year"),
    [("2025", 2025), ("２０２５", 2025), ("2025年", 2025), (" 2025年度 ", 2025), ("25", None)],
)
def test_a_year_is_read_however_it_is_typed(text: str, year: int | None) -> None:
    """The input method is always on."""
    assert read_year(text, YEARS) == year


def test_enter_in_a_field_makes_the_report_also_after_tab_passed_over_cancel(
    dialog: NewReportDialog, qtbot: QtBot
) -> None:
    """Once around all fields and buttons."""
    organ, _ = dialog.findChildren(QLineEdit)
    type_in(qtbot, organ, "河园镇人民政府")
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert organ.hasFocus()
    qtbot.keyClick(organ, Qt.Key.Key_Return)

    assert dialog.answer == NewReport("河园镇人民政府", 2025)


def test_it_says_at_once_that_last_years_report_is_used(
    dialog: NewReportDialog, qtbot: QtBot
) -> None:
    """While one types, and only where the report is to be made: 2024 and 2026 are there."""
    organ, year = dialog.findChildren(QLineEdit)
    said = "将沿用 2024 年度报告：联系方式、上年结转会自动填好"

    def sentences() -> list[str]:
        return [one.text() for one in dialog.findChildren(QLabel) if one.text().startswith("将")]

    assert sentences() == []
    type_in(qtbot, organ, "河园镇 人民政府")
    assert sentences() == [said]
    for text, sentence in (("2026", []), ("2027", [said.replace("2024", "2026")]), ("20", [])):
        year.selectAll()
        type_in(qtbot, year, text)
        assert sentences() == sentence
