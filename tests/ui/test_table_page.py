"""The page of a table: heading, buttons, table."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gkdesk.ui.session import Session
from gkdesk.ui.table_page import TablePage

NEW = "applications.new_received.natural_person"
GRANTED = "applications.granted.natural_person"
FORWARD = "applications.carried_forward.natural_person"
RULE = "第一项加第二项之和，等于第三项加第四项之和。灰色格自动计算。"


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> TablePage:
    """The page of table three, with the keys."""
    page = TablePage(session, "applications")
    qtbot.addWidget(page)
    page.resize(880, 600)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.setFocus()
    return page


def texts(page: TablePage) -> list[str]:
    """All that stands on the page in labels."""
    return [label.text() for label in page.findChildren(QLabel) if label.text()]


def button(page: TablePage, start: str) -> QPushButton:
    """The button whose text begins so."""
    return next(one for one in page.findChildren(QPushButton) if one.text().startswith(start))


def click(qtbot: QtBot, page: TablePage, start: str) -> None:
    qtbot.mouseClick(button(page, start), Qt.MouseButton.LeftButton)


def test_the_page_says_what_it_is_and_by_which_rule(page: TablePage) -> None:
    """The official heading, the rule of its sums, and how much is left."""
    assert texts(page) == ["三、收到和处理政府信息公开申请情况", "还有 144 格未填", RULE]


def test_a_rule_for_others_is_not_shown(session: Session, qtbot: QtBot) -> None:
    """A county may make rules, a township may not."""
    rule = "乡镇没有规章制定权，规章一行应为0。"
    page = TablePage(session, "proactive_disclosure")
    qtbot.addWidget(page)
    for_township = texts(page)
    session.set_text("organ", "叶城县人民政府")

    assert rule in for_township
    assert rule not in texts(page)


def test_the_page_gives_its_keys_to_the_table(page: TablePage) -> None:
    """The first key is a figure."""
    assert QApplication.focusWidget() is page.view


def test_no_part_of_a_page_is_ever_a_window(session: Session, qtbot: QtBot) -> None:
    """Making a page does not take the keys from the window that is there."""
    window = QLineEdit()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    page = TablePage(session, "applications")
    qtbot.addWidget(page)
    QApplication.processEvents()

    assert QApplication.activeWindow() is window


def test_zeros_fill_what_is_blank(session: Session, page: TablePage, qtbot: QtBot) -> None:
    """Nothing is overwritten, it is said how many, and one undo takes them back."""
    qtbot.keyClicks(page.view, "3")
    click(qtbot, page, "本表其余填 0")

    assert session.report.text(NEW) == "3"
    assert session.report.blanks("applications") == []
    assert "已填 0：143 格。原有的数字没有改动，可以撤销。" in texts(page)
    assert "本表已填完" in texts(page)
    assert not button(page, "本表其余填 0").isEnabled()
    assert QApplication.focusWidget() is page.view

    page.view.undo()

    assert session.report.text(NEW) == "3"
    assert "还有 143 格未填" in texts(page)
    assert button(page, "本表其余填 0").isEnabled()


def test_the_proposal_makes_the_column_of_the_cursor_add_up(
    session: Session, page: TablePage, qtbot: QtBot
) -> None:
    """It shows its figure before it is pressed, and goes to the cell that it fills."""
    session.set_many({NEW: "3", GRANTED: "1"}, "填写")
    session.fill_zeros("applications")
    page.go_to(GRANTED)

    assert button(page, "按勾稽填入").text() == "按勾稽填入 2"
    assert button(page, "按勾稽填入").toolTip().startswith("四·自然人\n")

    click(qtbot, page, "按勾稽填入")

    assert session.report.text(FORWARD) == "2"
    assert page.view.address == FORWARD
    assert "已填入 2：四·自然人。请与登记台账核对。" in texts(page)
    assert not button(page, "按勾稽填入").isEnabled()


def test_the_proposal_follows_the_cursor(session: Session, page: TablePage, qtbot: QtBot) -> None:
    """Each column has its own, the totals have none, nor has what is not filled."""
    assert button(page, "按勾稽填入").text() == "按勾稽填入"
    assert not button(page, "按勾稽填入").isEnabled()

    session.set_text("applications.new_received.commercial_enterprise", "4")
    session.fill_zeros("applications")
    page.go_to("applications.granted.commercial_enterprise")
    firm = button(page, "按勾稽填入").text()
    page.go_to("applications.granted.total")

    assert firm == "按勾稽填入 4"
    assert not button(page, "按勾稽填入").isEnabled()


def test_a_table_without_a_balance_has_no_proposal(session: Session, qtbot: QtBot) -> None:
    """The button is not there at all."""
    page = TablePage(session, "review_and_litigation")
    qtbot.addWidget(page)

    assert button(page, "按勾稽填入").isHidden()


def test_undo_and_redo_say_what_they_did(session: Session, page: TablePage, qtbot: QtBot) -> None:
    """Above the table."""
    qtbot.keyClicks(page.view, "3")
    page.commit()

    page.view.undo()
    assert session.report.text(NEW) == ""
    assert "已撤销：一·自然人。" in texts(page)

    page.view.redo()
    assert session.report.text(NEW) == "3"


def test_what_was_said_stands_until_the_cursor_moves(page: TablePage, qtbot: QtBot) -> None:
    """Then the rule of the table is back."""
    click(qtbot, page, "本表其余填 0")
    qtbot.keyClick(page.view, Qt.Key.Key_Return)

    assert RULE in texts(page)


def test_the_window_hears_where_the_cursor_is(page: TablePage, qtbot: QtBot) -> None:
    """As it moves, and as the page comes to the front."""
    addresses: list[str] = []
    page.focus_changed.connect(addresses.append)
    page.go_to(GRANTED, (0, 1))
    page.hide()
    page.show()

    assert addresses == [GRANTED, GRANTED]


def test_an_open_editor_is_stored_on_demand(
    session: Session, page: TablePage, qtbot: QtBot
) -> None:
    """Before another step, an export, the end."""
    qtbot.keyClicks(page.view, "3")
    page.commit()

    assert session.report.text(NEW) == "3"


def test_the_table_follows_the_text_size(page: TablePage) -> None:
    """A little smaller than the text around it."""
    page.set_text_size(20)

    assert page.view.font().pointSizeF() == 18


def test_refusals_are_passed_on(page: TablePage, qtbot: QtBot) -> None:
    """For a window that has a place for them."""
    QApplication.clipboard().setText("1\t2\t3\t4\t5\t6\t7\t8")
    with qtbot.waitSignal(page.said) as said:
        qtbot.keyClick(page.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert said.args[0].startswith("剪贴板里有 1 行 8 列")
    assert said.args[0] in texts(page)


@pytest.fixture
def second_page(second_session: Session, qtbot: QtBot) -> TablePage:
    """The page of table three in a second year."""
    page = TablePage(second_session, "applications")
    qtbot.addWidget(page)
    page.resize(880, 600)
    with qtbot.waitExposed(page):
        page.show()
    return page


def drawn(page: TablePage, address: str) -> QImage:
    """A cell as it stands on the screen."""
    index = page.view.model().index_of(address)  # type: ignore[attr-defined]
    return page.view.viewport().grab(page.view.visualRect(index)).toImage()


def test_last_years_figure_stands_small_in_the_cell(
    second_session: Session, second_page: TablePage, qtbot: QtBot
) -> None:
    """In the corner to the right, below; the clerk can do without, and it is remembered."""
    (box,) = second_page.findChildren(QCheckBox)
    with_last = drawn(second_page, NEW)
    assert box.isVisible()
    assert box.isChecked()

    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    without = drawn(second_page, NEW)
    half = QRect(0, 0, without.width() // 2, without.height())

    assert with_last != without
    assert with_last.copy(half) == without.copy(half)
    assert second_session.setting("last_year.figures") == "0"
    assert QApplication.focusWidget() is second_page.view
    second_page.hide()
    second_page.show()
    assert not box.isChecked()


def test_a_figure_that_fills_its_cell_is_not_disturbed(
    second_session: Session, second_page: TablePage
) -> None:
    """Last year's gives way, and is told by tooltip and help only."""
    second_session.set_text(NEW, "123456789")
    second_page.view.recall(True)
    with_last = drawn(second_page, NEW)
    second_page.view.recall(False)

    assert with_last == drawn(second_page, NEW)


def test_rows_are_no_higher_for_last_years_figures(
    second_session: Session, second_page: TablePage
) -> None:
    """The table is as high as in a year that has none before it."""

    def heights() -> list[int]:
        view = second_page.view
        return [view.rowHeight(row) for row in range(view.model().rowCount())]

    before = heights()
    second_session.set_text("year", "2027")
    second_page.hide()
    second_page.show()

    assert heights() == before


def test_without_last_year_there_is_nothing_to_choose(page: TablePage) -> None:
    """The page is as it was in the first year."""
    (box,) = page.findChildren(QCheckBox)

    assert not box.isVisible()
