"""A report as it was."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.core.change import differences
from gkdesk.ui import look
from gkdesk.ui.history_view import HistoryView
from gkdesk.ui.prose_desk import PastText
from gkdesk.ui.table_sheet import TableSheet
from reports import ORGAN, empty_report

Show = Callable[[QWidget], None]
CELL = "applications.new_received.natural_person"
THEN = {"organ": ORGAN, "year": "2024", CELL: "3", "overview": "收到3件。"}
NOW = {"organ": "河园镇人民政府", "year": "2024", CELL: "5", "overview": "收到5件。"}


@pytest.fixture
def view(qtbot: QtBot, shown: Show) -> Iterator[HistoryView]:
    made = HistoryView(empty_report().form, look.POINTS)
    made.show_texts(THEN, differences(THEN, NOW))
    shown(made)
    yield made
    made.end()


def test_a_table_shows_its_figures_and_totals_then(view: HistoryView, qtbot: QtBot) -> None:
    """What is another now is marked; nothing can be typed, pasted or cleared."""
    view.show_step("applications")
    table = view.currentWidget()
    assert isinstance(table, TableSheet)
    view.go_to(differences(THEN, NOW)[1])
    table.setFocus()
    QApplication.clipboard().setText("9")
    for key in (Qt.Key.Key_7, Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Return):
        qtbot.keyClick(table, key)
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    index = table.currentIndex()
    assert index.data() == "3"
    assert index.data(Qt.ItemDataRole.BackgroundRole).color().name() == look.WARNING_LIGHT
    assert "与现在不同" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert index.siblingAtColumn(table.model().columnCount() - 1).data() == "3"


def test_a_text_is_shown_with_the_passage_that_is_another_now(view: HistoryView) -> None:
    """To be read and copied, not to be changed."""
    view.show_step("overview")
    text = view.currentWidget()
    assert isinstance(text, PastText)

    assert (text.toPlainText(), text.isReadOnly()) == ("收到3件。", True)
    [marked] = text.extraSelections()
    assert marked.cursor.selectedText() == "3"


def test_the_first_step_is_shown_as_lines(view: HistoryView) -> None:
    """Each field with its name; the organ has changed since."""
    view.show_step("basics")
    text = view.currentWidget()
    assert isinstance(text, PastText)

    assert text.toPlainText().startswith(f"机关名称：{ORGAN}\n年度：2024\n")
    [marked] = text.extraSelections()
    assert marked.cursor.selectedText() == f"机关名称：{ORGAN}"


def test_another_moment_takes_the_place_of_the_first(view: HistoryView) -> None:
    """Nothing of it is left over, in the tables that are built already too."""
    view.show_step("applications")
    table = view.currentWidget()
    view.show_texts({"organ": ORGAN, "year": "2023"}, ())

    assert isinstance(table, TableSheet)
    assert dict(view.report.texts) == {"organ": ORGAN, "year": "2023"}
    assert table.model().index(0, 0).data() == ""
    assert table.model().index(0, 0).data(Qt.ItemDataRole.BackgroundRole) is None


def test_the_text_size_is_followed(view: HistoryView) -> None:
    """By texts, and by tables built before and after."""
    view.show_step("applications")
    table = view.currentWidget()
    view.set_text_size(14)
    view.show_step("overview")
    text = view.currentWidget()

    assert table is not None
    assert text is not None
    assert (table.font().pointSizeF(), text.font().pointSize()) == (pytest.approx(12.6), 15)
