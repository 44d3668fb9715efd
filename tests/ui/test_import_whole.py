"""Last year's report comes in: the whole way, from the dropped file to this year's report."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.files.store import Store
from gkdesk.paths import Places
from gkdesk.ui import dialogs, look
from gkdesk.ui.drop_veil import DropVeil
from gkdesk.ui.main_window import MainWindow
from gkdesk.ui.reading_review import ReadingReview
from gkdesk.ui.table_model import LAST_YEAR_ROLE
from keyboard import press_keys
from reports import ORGAN

DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"
CLEAN = DOCUMENTS / "huaian_2024.official-template.docx"
OLD_ROW = DOCUMENTS / "hongze_2024.pdf2docx.docx"
Show = Callable[[QWidget], None]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(
    store: Store, tmp_path: Path, shown: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> MainWindow:
    """The window with an empty list of reports; whoever closes it is not asked."""
    monkeypatch.setattr(dialogs, "ask_leave_import", lambda parent: True)
    made = MainWindow(store, Places(tmp_path))
    shown(made)
    qtbot.waitUntil(lambda: made.start is not None)
    return made


def mime(*files: Path) -> QMimeData:
    """Files as another program hands them over."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in files])
    return data


def drag(window: MainWindow, data: QMimeData) -> bool:
    """Drag something over the window; whether it may be dropped."""
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDragEnterEvent(QPoint(99, 99), copy, data, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, event)
    return event.isAccepted()


def drop(window: MainWindow, *files: Path) -> None:
    """Drag files over the window and let them go."""
    data = mime(*files)
    assert drag(window, data)
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPoint(99, 99), copy, data, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, event)
    assert event.isAccepted()


def reviewed(window: MainWindow, qtbot: QtBot) -> ReadingReview:
    """The review that a single file leads to."""
    qtbot.waitUntil(lambda: window.imports is not None and window.imports.review is not None)
    return window.imports.review


def click(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """Click a button that is there to be clicked."""
    buttons = [one for one in widget.findChildren(QPushButton) if one.isVisible()]
    qtbot.mouseClick(next(one for one in buttons if one.text() == text), Qt.MouseButton.LeftButton)


def with_blank(file: Path, figure: str) -> None:
    """A copy of a real paper in which somebody forgot one figure."""
    paper = docx.Document(str(CLEAN))
    cells = [cell for table in paper.tables for row in table.rows for cell in row.cells]
    (cell,) = [one for one in cells if one.text == figure]
    cell.paragraphs[0].runs[0].text = ""
    paper.save(str(file))


def test_last_years_paper_becomes_this_years_report(
    window: MainWindow, store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    """Dropped, looked at, corrected in one cell, stored; the new report has what it hands on."""
    file = tmp_path / "去年的年报.docx"
    with_blank(file, "3001")
    drop(window, file)
    review = reviewed(window, qtbot)
    assert window.windowTitle() == f"导入往年报告 — {look.PROGRAM}"
    (blank,) = [one for one in review.left_to_check if one.kind == "blank"]
    review.go_to_remark(blank)
    assert review.part.address == "applications.new_received.natural_person"
    press_keys(qtbot, "3000\t")
    assert "check_reading" in [one.kind for one in review.left_to_check]
    review.go_to("applications.new_received.natural_person")
    press_keys(qtbot, "3001\t")
    assert review.left_to_check == []
    carried = review.report.text("applications.carried_forward.natural_person")
    assert store.reports() == []
    click(qtbot, review, "存入并新建 2025 年年报")

    bench = window.bench
    assert bench is not None
    assert window.imports is None
    assert (bench.report.organ, bench.report.year) == ("淮安市人民政府", 2025)
    assert bench.report.text("applications.carried_over.natural_person") == carried != ""
    bench.show_step("applications")
    model = bench.page.view.model()
    for row, figure in (("new_received", "3001"), ("granted", "1288")):
        index = model.index_of(f"applications.{row}.natural_person")
        assert index.data(LAST_YEAR_ROLE) == figure
    window.close_report()
    assert [one.year for one in store.reports()] == [2025, 2024]


def test_what_was_replaced_comes_back_by_undo(
    window: MainWindow, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By Ctrl+Z in the open report, and again by Ctrl+Y."""
    cell = "applications.new_received.natural_person"
    there = store.create("淮安市人民政府", 2024, "2021", {cell: "1", "contact.phone": "0517"})
    monkeypatch.setattr(dialogs, "ask_replace", lambda *told: True)
    drop(window, CLEAN)
    click(qtbot, reviewed(window, qtbot), "存入")
    assert window.start.view.isVisible()
    assert store.answers(there)[cell] == "3001"
    assert store.answers(there)["contact.phone"] == "0517"
    qtbot.keyClick(window.start.view, Qt.Key.Key_Return)
    qtbot.keyClick(window.bench, Qt.Key.Key_Z, CONTROL)
    assert store.answers(there) == {cell: "1", "contact.phone": "0517"}
    qtbot.keyClick(window.bench, Qt.Key.Key_Y, CONTROL)

    assert store.answers(there)[cell] == "3001"


def test_after_storing_the_list_says_so(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    """With the line chosen and the keyboard in the list."""
    store.create(ORGAN, 2023, "2021", {})
    drop(window, CLEAN)
    click(qtbot, reviewed(window, qtbot), "存入")

    assert window.imports is None
    assert window.start.view.hasFocus()
    assert window.start.view.currentIndex().data() == "淮安市人民政府"
    assert "已存入：淮安市人民政府2024年度报告" in [
        one.text() for one in window.start.findChildren(QLabel) if one.isVisible()
    ]


def test_a_veil_says_that_files_may_be_dropped(window: MainWindow) -> None:
    """While they are over the window; text is no file."""
    text = QMimeData()
    text.setText("年报")
    assert not drag(window, text)
    assert window.findChild(DropVeil) is None
    assert drag(window, mime(CLEAN, OLD_ROW))
    veil = window.findChild(DropVeil)
    assert veil.isVisible()
    assert veil.size().width() > window.width() * 0.9
    QApplication.sendEvent(window, QDragLeaveEvent())

    assert not veil.isVisible()


def test_an_open_report_takes_no_files(window: MainWindow, store: Store) -> None:
    """The clerk is at work on another one."""
    window.open_report(store.create(ORGAN, 2024, "2021", {}))

    assert not drag(window, mime(CLEAN))
    assert window.imports is None


def test_copied_files_and_texts_are_pasted_on_the_start_page(
    window: MainWindow, qtbot: QtBot, told: list[str]
) -> None:
    """Where there is nothing to read, a sentence says what to do."""
    clipboard = QGuiApplication.clipboard()
    clipboard.setText((DOCUMENTS / "hangzhou_2025.copy-tab.txt").read_text("utf-8"))
    qtbot.keyClick(window.start, Qt.Key.Key_V, CONTROL)
    assert reviewed(window, qtbot).report.year == 2025
    qtbot.keyClick(window.imports.review.part, Qt.Key.Key_Escape)
    assert window.imports is None

    clipboard.setMimeData(mime(CLEAN))
    click(qtbot, window.start, "粘贴")
    assert reviewed(window, qtbot).report.organ == "淮安市人民政府"
    window.end_import()

    clipboard.clear()
    click(qtbot, window.start, "粘贴")
    assert "剪贴板里没有文件" in told[0]
    assert window.imports is None


def test_files_are_chosen_from_the_start_page_and_from_the_list(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Giving up does nothing."""
    answers = iter([[], [CLEAN, OLD_ROW], [CLEAN]])
    monkeypatch.setattr(dialogs, "ask_open_paths", lambda *asked: next(answers))
    click(qtbot, window.start, "导入往年报告…")
    assert window.imports is None
    click(qtbot, window.start, "导入往年报告…")
    click(qtbot, window.imports, "选择文件…")
    qtbot.waitUntil(lambda: [one.state for one in window.imports._files] == ["ready"] * 3)


def test_the_others_wait_while_a_new_report_is_filled_in(
    window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    """Leaving it leads back to them."""
    drop(window, CLEAN, OLD_ROW)
    qtbot.waitUntil(lambda: [one.state for one in window.imports._files] == ["ready"] * 2)
    qtbot.keyClick(window.imports.file_list.view, Qt.Key.Key_Return)
    click(qtbot, window.imports.review, "存入并新建 2025 年年报")
    assert window.bench is not None
    assert not drag(window, mime(CLEAN))
    window.close_report()

    assert window.imports.isVisible()
    assert window.imports.file_list.view.hasFocus()
    qtbot.keyClick(window.imports.file_list.view, Qt.Key.Key_Escape)
    assert window.start.view.isVisible()
    assert len(store.reports()) == 2


@pytest.mark.parametrize("leave", [True, False])
def test_closing_asks_about_corrections_that_are_not_stored(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, leave: bool
) -> None:
    """Once."""
    drop(window, CLEAN)
    review = reviewed(window, qtbot)
    review.go_to("applications.granted.natural_person")
    press_keys(qtbot, "7")
    monkeypatch.setattr(dialogs, "ask_leave_import", lambda parent: leave)

    assert window.close() is leave
    monkeypatch.setattr(dialogs, "ask_leave_import", lambda parent: True)


def test_closing_while_files_are_read_is_no_trouble(window: MainWindow, qtbot: QtBot) -> None:
    """What is under way ends by itself."""
    drop(window, DOCUMENTS / "hongze_2024.pdf", CLEAN, OLD_ROW)
    queue = window.imports._queue

    assert window.close()
    qtbot.waitUntil(lambda: all(one.done() for one in queue._futures))


def test_the_text_size_is_changed_on_the_import_too(window: MainWindow, qtbot: QtBot) -> None:
    """By the same keys."""
    drop(window, CLEAN)
    review = reviewed(window, qtbot)
    review.show_step("overview")
    qtbot.keyClick(window, Qt.Key.Key_Plus, CONTROL)

    assert review.part.font().pointSize() == look.POINTS + 2
    assert review.findChild(QLabel).font().pointSize() == look.POINTS + 1


def test_an_old_report_is_not_filled_in(
    window: MainWindow, store: Store, qtbot: QtBot, told: list[str]
) -> None:
    """It is last year's of the year after, and the list goes on from it."""
    store.create(ORGAN, 2020, "2019", {"applications.carried_forward.natural_person": "2"})
    window.show_start()
    qtbot.keyClick(window.start.view, Qt.Key.Key_Return)
    assert window.bench is None
    assert "2019年的旧表样，只供读取" in told[0]
    click(qtbot, window.start, "新建 2021 年年报")

    assert window.bench.report.text("applications.carried_over.natural_person") == "2"
