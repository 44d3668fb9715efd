"""One open report: steps, page, help, findings, and the keys that hold for all of them."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.core import exchange
from gkdesk.core.progress import BASICS, REVIEW, steps
from gkdesk.files.store import Store
from gkdesk.ui import dialogs, look
from gkdesk.ui.explain_dialog import Reason
from gkdesk.ui.findings_panel import FindingsPanel
from gkdesk.ui.help_panel import HelpPanel
from gkdesk.ui.history_list import MomentList
from gkdesk.ui.history_page import HistoryPage
from gkdesk.ui.past_exports import PastExports
from gkdesk.ui.prose_editor import ProseEditor
from gkdesk.ui.save_state import FailureBar
from gkdesk.ui.session import Session
from gkdesk.ui.step_list import StepList
from gkdesk.ui.table_page import TablePage
from gkdesk.ui.workbench import NARROW, Workbench

Show = Callable[[QWidget], None]
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
CELL = "applications.new_received.natural_person"


@pytest.fixture
def bench(session: Session, shown: Show) -> Workbench:
    """An empty report, open at the first step, in a wide window."""
    made = Workbench(session, look.POINTS)
    look.dress(made, look.POINTS)
    shown(made)
    made.resize(1366, 768)
    return made


def button(bench: QWidget, start: str) -> QPushButton:
    """The button in sight whose text begins so."""
    buttons = [one for one in bench.findChildren(QPushButton) if one.isVisible()]
    return next(one for one in buttons if one.text().startswith(start))


def words(bench: QWidget) -> str:
    """All that is in sight in labels."""
    return "\n".join(one.text() for one in bench.findChildren(QLabel) if one.isVisible())


def test_a_table_that_comes_to_the_front_has_the_help_of_its_cell(
    bench: Workbench, session: Session
) -> None:
    """The keyboard is in that cell at once."""
    bench.show_step("applications")

    assert session.form.cells[CELL].row.help in words(bench)
    assert session.form.cells[CELL].column.help in words(bench)


def test_the_buttons_name_the_neighbours_and_turn_to_them(
    bench: Workbench, session: Session, qtbot: QtBot
) -> None:
    """From the first step to the last and back."""
    order = steps(session.form)
    assert not [one for one in bench.findChildren(QPushButton) if one.text() == "上一步："]
    for step in order[1:]:
        qtbot.mouseClick(button(bench, "下一步："), Qt.MouseButton.LeftButton)
        assert bench.step == step
    assert button(bench, "上一步：").text() == "上一步：六 其他事项"

    qtbot.mouseClick(button(bench, "上一步："), Qt.MouseButton.LeftButton)

    assert bench.step == order[-2]


def test_steps_are_turned_by_keys(bench: Workbench, session: Session, qtbot: QtBot) -> None:
    """Also out of an editor, and no further than the ends."""
    order = steps(session.form)
    qtbot.keyClick(bench, Qt.Key.Key_PageUp, CONTROL)
    assert bench.step == order[0]
    qtbot.keyClick(bench, Qt.Key.Key_PageDown, CONTROL)
    assert bench.step == order[1]
    editor = bench.page.findChild(ProseEditor)
    qtbot.keyClick(editor, Qt.Key.Key_Right, ALT)
    assert bench.step == order[2]
    qtbot.keyClick(bench, Qt.Key.Key_Left, ALT)
    assert bench.step == order[1]


def test_every_step_takes_the_keyboard(bench: Workbench, session: Session, qtbot: QtBot) -> None:
    """One can type at once."""
    for step in steps(session.form):
        bench.show_step(step)
        focus = bench.focusWidget()
        assert focus is not None
        assert bench.page.isAncestorOf(focus), step


def test_arrows_in_the_step_list_stay_there(bench: Workbench, qtbot: QtBot) -> None:
    """Looking through the steps does not throw the keyboard into a page."""
    lines = bench.findChild(StepList)
    lines.setFocus()
    qtbot.keyClick(lines, Qt.Key.Key_Down)
    qtbot.keyClick(lines, Qt.Key.Key_Down)

    assert bench.step == "proactive_disclosure"
    assert lines.hasFocus()


@pytest.mark.parametrize("by", ["click", "Enter"])
def test_a_click_or_enter_in_the_step_list_goes_to_work(
    bench: Workbench, session: Session, qtbot: QtBot, by: str
) -> None:
    """What is typed next lands in the table, not in the list."""
    lines = bench.findChild(StepList)
    lines.setFocus()
    if by == "click":
        place = lines.visualItemRect(lines.item(3)).center()
        qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    else:
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
            qtbot.keyClick(lines, key)

    assert bench.step == "applications"
    assert bench.page.view.hasFocus()


def test_a_finding_leads_to_its_cell(bench: Workbench, session: Session, qtbot: QtBot) -> None:
    """From wherever one is."""
    session.set_text(CELL, "3")
    session.fill_zeros("applications")
    panel = bench.findChild(FindingsPanel)
    panel.activated.emit(panel.findings[0].addresses[0], None)

    assert bench.step == "applications"
    assert isinstance(bench.page, TablePage)
    assert bench.page.view.address == CELL
    assert bench.page.view.hasFocus()


def test_a_finding_in_prose_is_selected(bench: Workbench, session: Session) -> None:
    """The wrong words themselves."""
    session.set_text("overview", "甲\n二、不该有的标题")
    (finding,) = [one for one in session.outcome.findings if one.span]
    bench.go_to(finding.addresses[0], finding.span)

    editor = bench.page.findChild(ProseEditor)
    assert editor.textCursor().selectedText() == "二、不该有的标题"


def test_the_help_follows_the_focus(bench: Workbench, session: Session, qtbot: QtBot) -> None:
    """Field, section, cell."""
    help_panel = bench.findChild(HelpPanel)
    assert session.form.basics["organ"] in help_panel.text
    bench.show_step("overview")
    assert session.form.section("overview").help in help_panel.text
    bench.go_to("applications.granted.natural_person")
    assert session.form.cells["applications.granted.natural_person"].row.help in help_panel.text
    bench.show_step(REVIEW)
    assert "（草稿）" in help_panel.text


def test_undo_and_redo_work_everywhere_and_lead_to_the_place(
    bench: Workbench, session: Session, qtbot: QtBot
) -> None:
    """By Ctrl+Z and Ctrl+Y out of another step, and by the buttons."""
    session.set_text(CELL, "3")
    bench.show_step("overview")
    qtbot.keyClick(bench.page.findChild(ProseEditor), Qt.Key.Key_Z, CONTROL)
    assert session.report.text(CELL) == ""
    assert bench.step == "applications"
    assert "已撤销：" in words(bench)

    bench.show_step(BASICS)
    qtbot.keyClick(bench, Qt.Key.Key_Y, CONTROL)
    assert session.report.text(CELL) == "3"
    assert bench.step == "applications"

    qtbot.mouseClick(button(bench, "撤销"), Qt.MouseButton.LeftButton)
    assert session.report.text(CELL) == ""
    qtbot.mouseClick(button(bench, "重做"), Qt.MouseButton.LeftButton)
    assert session.report.text(CELL) == "3"


def test_with_nothing_to_undo_it_says_so(bench: Workbench, qtbot: QtBot) -> None:
    """And stays where it is."""
    qtbot.keyClick(bench, Qt.Key.Key_Z, CONTROL)

    assert "没有可撤销的了" in words(bench)
    assert bench.step == BASICS


def test_undo_takes_back_what_is_just_being_typed(
    bench: Workbench, session: Session, qtbot: QtBot
) -> None:
    """Before the timer stored it."""
    bench.show_step("overview")
    editor = bench.page.findChild(ProseEditor)
    qtbot.keyClicks(editor, "abc")
    qtbot.keyClick(editor, Qt.Key.Key_Z, CONTROL)

    assert editor.text == ""
    qtbot.keyClick(editor, Qt.Key.Key_Y, CONTROL)
    assert editor.text == "abc"


def test_turning_the_page_stores_an_open_cell(
    bench: Workbench, session: Session, qtbot: QtBot
) -> None:
    """Without Enter."""
    bench.go_to(CELL)
    qtbot.keyClicks(bench.page.findChild(QWidget, "") and bench.focusWidget(), "7")
    qtbot.keyClick(bench, Qt.Key.Key_PageDown, CONTROL)

    assert session.report.text(CELL) == "7"


def test_a_narrow_window_folds_help_and_findings(
    bench: Workbench, session: Session, qtbot: QtBot
) -> None:
    """A button opens the help over the page again; a wide one unfolds both."""
    session.set_text("proactive_disclosure.government_rules.issued", "1")
    help_panel, findings = bench.findChild(HelpPanel), bench.findChild(FindingsPanel)
    assert help_panel.isVisible()
    assert not findings.folded

    bench.resize(NARROW - 1, 512)
    assert not help_panel.isVisible()
    assert findings.folded

    qtbot.mouseClick(button(bench, "帮"), Qt.MouseButton.LeftButton)
    assert help_panel.isVisible()
    assert bench.rect().contains(help_panel.geometry())
    assert help_panel.geometry().bottom() < button(bench, "下一步").mapTo(bench, QPoint()).y()
    qtbot.keyClick(bench, Qt.Key.Key_F1)
    assert not help_panel.isVisible()

    bench.resize(1366, 768)
    assert help_panel.isVisible()
    assert not findings.folded


def test_larger_text_folds_earlier(bench: Workbench) -> None:
    """It takes the room that the help had."""
    bench.set_text_size(look.POINTS_MOST)

    assert not bench.findChild(HelpPanel).isVisible()


def test_at_150_percent_nothing_is_clipped(bench: Workbench, session: Session) -> None:
    """1366×768 at 150 %, less title bar and task bar: each visible widget lies in the window."""
    bench.resize(911, 450)
    for step in steps(session.form):
        bench.show_step(step)
        assert (bench.width(), bench.height()) == (911, 450), step
        assert bench.minimumSizeHint().height() <= 450, step
        assert bench.minimumSizeHint().width() <= 911, step


def test_where_there_is_no_room_the_buttons_leave_the_names_out(
    bench: Workbench, qtbot: QtBot
) -> None:
    """Large text in a small window."""
    bench.show_step("overview")
    assert button(bench, "下一步").text() == "下一步：二 主动公开"
    look.dress(bench, 14)
    bench.set_text_size(14)
    bench.resize(911, 512)
    bench.show_step("proactive_disclosure")

    assert button(bench, "下一步").text() == "下一步"
    assert button(bench, "下一步").toolTip() == "三 申请办理"


def test_organ_and_year_stand_above_the_steps(bench: Workbench, session: Session) -> None:
    """And follow a change."""
    assert "2024 年度" in words(bench)
    session.set_text("year", "2023")

    assert "2023 年度" in words(bench)


def test_a_failure_stays_in_sight_and_a_data_file_saves_the_report(
    bench: Workbench,
    session: Session,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While another program holds the file; leaving asks, and staying is possible."""
    other = sqlite3.connect(tmp_path / "gkdesk.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    session.set_text(CELL, "3")
    assert bench.findChild(FailureBar).isVisible()

    monkeypatch.setattr(dialogs, "ask_save_path", lambda *arguments: tmp_path / "甲.json")
    qtbot.mouseClick(button(bench, "另存为数据文件…"), Qt.MouseButton.LeftButton)
    assert (tmp_path / "甲.json").read_text("utf-8") == exchange.dump(session.report)

    monkeypatch.setattr(dialogs, "ask_leave_unsaved", lambda parent: False)
    assert not bench.leave()
    other.execute("ROLLBACK")
    other.close()
    assert bench.leave()
    assert not bench.findChild(FailureBar).isVisible()


def test_undo_that_cannot_be_written_says_so(
    bench: Workbench, session: Session, qtbot: QtBot, tmp_path: Path, told: list[str]
) -> None:
    """And changes nothing."""
    session.set_text(CELL, "3")
    other = sqlite3.connect(tmp_path / "gkdesk.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    bench.undo()
    other.execute("ROLLBACK")
    other.close()

    assert len(told) == 1
    assert session.report.text(CELL) == "3"


def test_the_shortcuts_are_a_click_away(
    bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody learns them from a manual."""
    asked: list[QWidget] = []
    monkeypatch.setattr(dialogs, "show_shortcuts", asked.append)
    qtbot.mouseClick(button(bench, "快捷键"), Qt.MouseButton.LeftButton)

    assert asked == [bench]


RULES = "proactive_disclosure.government_rules.issued"


def test_a_mend_is_one_click_and_one_undo_step(
    bench: Workbench, session: Session, qtbot: QtBot
) -> None:
    """The clerk stays in the cell, and reads what was done."""
    session.set_text(RULES, "6")
    bench.go_to(RULES)
    qtbot.mouseClick(button(bench, "改为 0"), Qt.MouseButton.LeftButton)

    assert session.report.text(RULES) == "0"
    assert bench.page.view.hasFocus()
    assert f"已完成：改为 0（{session.name_of(RULES)}）" in words(bench)
    qtbot.keyClick(bench, Qt.Key.Key_Z, CONTROL)
    assert session.report.text(RULES) == "6"


def test_a_mend_counts_what_is_just_being_typed(
    bench: Workbench, session: Session, qtbot: QtBot, told: list[str]
) -> None:
    """An open cell is stored first; here it has mended the fault itself."""
    session.set_text(RULES, "6")
    bench.go_to(RULES)
    qtbot.keyClicks(bench.focusWidget(), "0")
    qtbot.mouseClick(button(bench, "改为 0"), Qt.MouseButton.LeftButton)

    assert session.report.text(RULES) == "0"
    assert len(told) == 1


def test_the_findings_are_reached_and_left_by_keys(
    bench: Workbench, session: Session, qtbot: QtBot
) -> None:
    """F8, Tab to the button, Enter; when nothing is left the page has the keyboard again."""
    session.set_text(RULES, "6")
    bench.resize(NARROW - 1, 512)
    bench.show_step("overview")
    panel = bench.findChild(FindingsPanel)
    qtbot.keyClick(bench, Qt.Key.Key_F8)
    assert not panel.folded
    assert bench.focusWidget().accessibleName() == "发现的问题"
    qtbot.keyClick(bench.focusWidget(), Qt.Key.Key_Escape)
    assert bench.page.isAncestorOf(bench.focusWidget())

    qtbot.keyClick(bench, Qt.Key.Key_F8)
    qtbot.keyClick(bench.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(bench.focusWidget(), Qt.Key.Key_Return)

    assert session.report.text(RULES) == "0"
    assert panel.findings == []
    assert bench.step == "overview"
    assert bench.page.isAncestorOf(bench.focusWidget())


def test_a_finding_is_explained_and_that_is_taken_back_by_undo(
    bench: Workbench, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in the way no longer; undo stays on the page."""
    monkeypatch.setattr(dialogs, "ask_explanation", lambda *_: Reason("已核对", "王"))
    session.set_text(RULES, "6")
    bench.go_to(RULES)
    qtbot.mouseClick(button(bench, "已核实…"), Qt.MouseButton.LeftButton)
    assert bench.findChild(FindingsPanel).findings == []
    assert "已完成：标记已核实" in words(bench)

    qtbot.keyClick(bench, Qt.Key.Key_Z, CONTROL)

    assert len(bench.findChild(FindingsPanel).findings) == 1
    assert bench.page.view.hasFocus()


def test_all_figures_in_the_text_are_updated_from_the_panel(
    bench: Workbench, session: Session, qtbot: QtBot
) -> None:
    """One click."""
    session.fill_zeros("applications")
    session.set_text("overview", "本年新收政府信息公开申请9件。共答复申请8件。")
    bench.show_step("problems_and_improvement")
    qtbot.mouseClick(button(bench, "全部按表更新"), Qt.MouseButton.LeftButton)

    assert session.report.text("overview") == "本年新收政府信息公开申请0件。共答复申请0件。"
    assert bench.step == "problems_and_improvement"
    assert "已完成：全部按表更新（2 处）" in words(bench)


def test_what_was_done_is_read_whole_in_a_narrow_window(
    bench: Workbench, session: Session, qtbot: QtBot
) -> None:
    """The buttons beside it leave the names out until the page is turned."""
    bench.resize(911, 512)
    bench.show_step("proactive_disclosure")
    session.set_text(RULES, "6")
    (finding,) = bench.findChild(FindingsPanel).findings
    bench.mend(finding, finding.mends[0])
    QApplication.processEvents()
    told = next(one for one in bench.findChildren(QLabel) if one.text().startswith("已完成"))

    assert button(bench, "下一步").text() == "下一步"
    assert told.width() >= told.sizeHint().width()
    bench.show_step("applications")
    assert button(bench, "下一步").text() == "下一步：四 复议诉讼"


def test_the_history_opens_on_what_is_in_focus_and_esc_goes_back(
    bench: Workbench, session: Session, qtbot: QtBot
) -> None:
    """What is being typed is committed first; undo and the steps sleep meanwhile."""
    bench.go_to(CELL)
    qtbot.keyClicks(QApplication.focusWidget(), "7")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_H, CONTROL)
    page = bench.findChild(HistoryPage)

    assert session.report.text(CELL) == "7"
    assert "本格" in page.scope
    assert session.name_of(CELL) in words(page)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CONTROL)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, CONTROL)
    assert (session.report.text(CELL), bench.step) == ("7", "applications")

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert bench.page.isVisible()
    assert not page.isVisible()
    assert bench.isAncestorOf(QApplication.focusWidget())


def test_what_was_brought_back_is_shown_and_undone(
    bench: Workbench, session: Session, qtbot: QtBot
) -> None:
    """The clerk is where it changed, and is told that undo takes it back."""
    bench.go_to(CELL)
    session.set_text(CELL, "3")
    session.set_text(CELL, "4")
    qtbot.mouseClick(button(bench, "留痕"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.mouseClick(button(bench, "只恢复这一格"), Qt.MouseButton.LeftButton)

    assert session.report.text(CELL) == "3"
    assert "可以按 Ctrl+Z 撤销" in words(bench)
    assert isinstance(bench.page, TablePage)
    assert bench.page.view.address == CELL
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CONTROL)
    assert session.report.text(CELL) == "4"


def test_the_text_size_reaches_an_open_history(bench: Workbench, session: Session) -> None:
    """Its list is no larger and no smaller than the rest."""
    bench.show_history()
    bench.set_text_size(14)

    assert bench.findChild(MomentList).font().pointSize() == 14


def test_what_is_not_on_disk_has_no_history_yet(
    bench: Workbench, session: Session, store: Store, told: list[str]
) -> None:
    """A sentence says so, and the page stays."""
    bench.go_to(CELL)
    with sqlite3.connect(store.path, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        session.set_text(CELL, "3")
        bench.show_history()
        other.execute("ROLLBACK")
    other.close()

    assert "写好以后才能看留痕" in told[0]
    assert bench.findChild(HistoryPage) is None


def test_an_export_is_looked_at_from_the_last_step(
    bench: Workbench, session: Session, tmp_path: Path
) -> None:
    """By the link of its time."""
    session.export(tmp_path / "年报.docx")
    session.set_text(CELL, "3")
    bench.show_step(REVIEW)
    bench.findChild(PastExports).linkActivated.emit("0")

    assert "导出 Word：年报.docx" in words(bench.findChild(HistoryPage))
