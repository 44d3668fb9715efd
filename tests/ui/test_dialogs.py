"""The modal dialogs: what each says, and what its buttons answer."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCalendarWidget,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gkdesk.ui import dialogs, look
from gkdesk.ui.explain_dialog import Reason
from gkdesk.ui.new_report import NewReport

YEARS = range(2021, 2028)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """The window that asks."""
    made = QWidget()
    qtbot.addWidget(made)
    look.dress(made, 12)
    return made


def when_open(act: Callable[[QDialog], None]) -> None:
    """Do something with the next modal dialog as soon as it is there."""

    def wait() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            QTimer.singleShot(0, wait)
            return
        try:
            act(dialog)
        finally:  # else a failing test would wait for ever
            dialog.setVisible(False)

    QTimer.singleShot(0, wait)


def press(text: str, seen: list[str] | None = None) -> Callable[[QDialog], None]:
    """Read a dialog and press the button that says this."""

    def act(dialog: QDialog) -> None:
        if seen is not None:
            seen.extend(label.text() for label in dialog.findChildren(QLabel))
        buttons = {one.text(): one for one in dialog.findChildren(QAbstractButton)}
        buttons[text].click()

    return act


def test_a_sentence_is_shown_until_it_is_read(parent: QWidget) -> None:
    """In the window's text size."""
    seen: list[str] = []
    when_open(press("知道了", seen))
    dialogs.tell(parent, "文件正被 Word 打开。")

    assert "文件正被 Word 打开。" in seen


@pytest.mark.parametrize(
    ("ask", "yes", "no", "words"),
    [
        (lambda p: dialogs.ask_export_draft(p, "2 处错误"), "照样导出", "先去核对", "2 处错误"),
        (lambda p: dialogs.ask_open_existing(p, "河园镇", 2024), "打开", "取消", "河园镇2024年度"),
        (lambda p: dialogs.ask_overwrite(p, Path("甲.docx")), "替换", "另起名字", "“甲.docx”"),
        (dialogs.ask_leave_unsaved, "放弃未保存的内容", "留下", "没有写到磁盘上"),
        (
            lambda p: dialogs.ask_replace(p, "甲镇2024年度报告", "昨天 16:05", 3),
            "替换",
            "不替换",
            "甲镇2024年度报告已有一份，上次改动：昨天 16:05，与导入的有 3 处不同",
        ),
        (
            lambda p: dialogs.ask_bring_back(p, "1月8日 16:20", 12),
            "恢复",
            "不恢复",
            "把整份报告恢复到 1月8日 16:20 的样子吗？有 12 处会改变",
        ),
        (dialogs.ask_leave_import, "不存入，离开", "留下", "离开就会丢失"),
        (lambda p: dialogs.ask_restore(p, "换下现在的全部数据"), "恢复", "不恢复", "换下现在"),
        (
            lambda p: dialogs.ask_take_back(p, "甲镇2024年度报告", "会变的有 1 处"),
            "取回",
            "不取回",
            "用备份里的甲镇2024年度报告换下现在的这一份",
        ),
    ],
    ids=[
        "draft",
        "twin",
        "overwrite",
        "unsaved",
        "replace",
        "bring back",
        "import",
        "restore",
        "take back",
    ],
)
def test_a_question_is_answered_by_either_button(
    parent: QWidget, ask: Callable[[QWidget], bool], yes: str, no: str, words: str
) -> None:
    """And says what it is about."""
    seen: list[str] = []
    when_open(press(yes, seen))
    assert ask(parent)
    assert any(words in text for text in seen)

    when_open(press(no))
    assert not ask(parent)


def test_escape_is_the_careful_answer(parent: QWidget) -> None:
    """Nothing is thrown away by a stray key."""
    when_open(lambda dialog: dialog.reject())

    assert not dialogs.ask_leave_unsaved(parent)


def test_a_new_report_is_asked_for_with_its_year(parent: QWidget) -> None:
    """What was proposed can be taken as it is."""
    when_open(press("新建"))

    answer = dialogs.ask_new_report(parent, "河园镇人民政府", 2025, YEARS, lambda *_: False)

    assert answer == NewReport("河园镇人民政府", 2025)
    when_open(press("取消"))
    assert dialogs.ask_new_report(parent, "河园镇人民政府", 2025, YEARS, lambda *_: False) is None


def test_a_day_is_chosen_from_a_chinese_calendar(parent: QWidget) -> None:
    """It opens at the day that is there."""

    def choose(dialog: QDialog) -> None:
        calendar = dialog.findChild(QCalendarWidget)
        assert calendar.selectedDate().toPython() == date(2025, 1, 20)
        calendar.setSelectedDate(date(2025, 1, 21))  # type: ignore[arg-type]
        press("确定")(dialog)

    when_open(choose)
    assert dialogs.ask_date(parent, date(2025, 1, 20)) == date(2025, 1, 21)

    when_open(press("取消"))
    assert dialogs.ask_date(parent, date(2025, 1, 20)) is None


def test_several_files_can_be_opened_at_once(parent: QWidget, tmp_path: Path) -> None:
    """None where the clerk gives up."""
    for name in ("甲.docx", "乙.pdf"):
        (tmp_path / name).touch()
    files = [tmp_path / "甲.docx", tmp_path / "乙.pdf"]

    def accept(dialog: QDialog) -> None:
        dialog.findChild(QLineEdit).setText('"甲.docx" "乙.pdf"')
        dialog.accept()

    when_open(accept)
    assert dialogs.ask_open_paths(parent, tmp_path, "全部文件 (*)") == files
    when_open(lambda dialog: dialog.reject())
    assert dialogs.ask_open_paths(parent, tmp_path, "全部文件 (*)") == []


def test_the_file_dialog_proposes_name_and_folder(parent: QWidget, tmp_path: Path) -> None:
    """And adds the suffix by itself."""

    def accept(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        assert dialog.defaultSuffix() == "docx"
        assert dialog.findChild(QLineEdit).text() == "年报.docx"
        dialog.accept()

    when_open(accept)
    proposed = tmp_path / "年报.docx"
    assert dialogs.ask_save_path(parent, proposed, dialogs.WORD_FILTER) == proposed

    when_open(lambda dialog: dialog.reject())
    assert dialogs.ask_save_path(parent, proposed, dialogs.WORD_FILTER) is None


def test_the_shortcuts_are_listed(parent: QWidget) -> None:
    """The keys of tables and of the window."""
    seen: list[str] = []
    when_open(press("关闭", seen))
    dialogs.show_shortcuts(parent)

    assert "F2" in "".join(seen)
    assert "Ctrl+PageDown" in "".join(seen)


def test_a_fault_is_told_with_details_to_copy(parent: QWidget) -> None:
    """Going on and closing are both possible."""

    def copy_and_go_on(dialog: QDialog) -> None:
        assert dialog.findChild(QPlainTextEdit).toPlainText() == "细节"
        press("复制")(dialog)
        assert QApplication.clipboard().text() == "细节"
        press("继续使用")(dialog)

    when_open(copy_and_go_on)
    assert dialogs.ask_go_on_after_fault(parent, "细节")

    when_open(press("关闭程序"))
    assert not dialogs.ask_go_on_after_fault(parent, "细节")


def test_without_a_window_a_sentence_is_still_readable(qtbot: QtBot) -> None:
    """Before the window is there, as when the store cannot be opened."""
    seen: list[str] = []
    when_open(press("知道了", seen))
    dialogs.tell(None, "数据文件打不开。")

    assert "数据文件打不开。" in seen


@pytest.mark.parametrize(
    ("pressed", "way"), [("替换", "replace"), ("接在后面", "append"), ("取消", None)]
)
def test_last_years_text_replaces_or_follows_what_is_there(
    parent: QWidget, pressed: str, way: str | None
) -> None:
    """The clerk says which."""
    when_open(press(pressed))

    assert dialogs.ask_draft(parent) == way


def test_escape_leaves_the_text_as_it_is(parent: QWidget) -> None:
    """Nothing is replaced by a stray key."""
    when_open(lambda dialog: dialog.reject())

    assert dialogs.ask_draft(parent) is None


def test_a_reason_is_asked_for(parent: QWidget) -> None:
    """With the name that is known, in the text size of the window; or the clerk gives up."""
    seen: list[str] = []

    def answer(dialog: QDialog) -> None:
        assert dialog.font().pointSize() == 12
        dialog.findChild(QPlainTextEdit).setPlainText("已核对")
        press("标记为已核实", seen)(dialog)

    when_open(answer)
    assert dialogs.ask_explanation(parent, "规章：填了6。", "王") == Reason("已核对", "王")
    assert "规章：填了6。" in seen
    when_open(press("取消"))
    assert dialogs.ask_explanation(parent, "规章：填了6。", "") is None
