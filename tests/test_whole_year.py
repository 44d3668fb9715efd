"""One whole year in the window, by keys: begin, fill in, mend, close, open again, export, read."""

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gkdesk import paths
from gkdesk.core.grid import lay_out
from gkdesk.core.progress import BASICS, REVIEW
from gkdesk.core.report import Report
from gkdesk.files.store import Store
from gkdesk.paths import Places
from gkdesk.ui import dialogs
from gkdesk.ui.field import Field
from gkdesk.ui.findings_panel import FindingsPanel
from gkdesk.ui.main_window import MainWindow
from gkdesk.ui.new_report import NewReport
from gkdesk.ui.prose_editor import ProseEditor
from gkdesk.ui.table_page import TablePage
from keyboard import press_keys, retype, type_in
from reports import ORGAN, PROSE, sound_report

CONTROL = Qt.KeyboardModifier.ControlModifier
NEW = "applications.new_received.natural_person"
GRANTED = "applications.granted.natural_person"
FORWARD = "applications.carried_forward.natural_person"
# What this year has to tell; everything else is zero.
FIGURES = {
    NEW: "3",
    GRANTED: "1",
    "applications.partly_granted.natural_person": "1",
    "proactive_disclosure.normative_documents.issued": "2",
    "proactive_disclosure.normative_documents.in_force": "12",
    "proactive_disclosure.administrative_fees.amount_10k_yuan": "3.50",
    "review_and_litigation.reconsideration.upheld": "1",
}


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The clerk's Documents folder; what the dialogs propose is taken."""
    folder = tmp_path / "文档"
    folder.mkdir()
    monkeypatch.setattr(paths, "documents", lambda: folder)
    monkeypatch.setattr(dialogs, "ask_save_path", lambda parent, proposed, kinds: proposed)
    monkeypatch.setattr(
        dialogs, "ask_new_report", lambda parent, organ, year, years, has: NewReport(ORGAN, 2024)
    )
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of the test's own."""
    with Store.open(tmp_path / "gkdesk.sqlite3") as opened:
        yield opened


def start(store: Store, qtbot: QtBot, folder: Path) -> MainWindow:
    """Start the program and see the list of reports."""
    window = MainWindow(store, Places(folder))
    qtbot.addWidget(window)
    window.setGeometry(0, 0, 1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.start is not None and window.isActiveWindow())
    return window


def press(qtbot: QtBot, parent: QWidget, start: str) -> None:
    """Press a button in sight by the keyboard."""
    buttons = [one for one in parent.findChildren(QPushButton) if one.isVisible()]
    button = next(one for one in buttons if one.text().startswith(start))
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)


def fill_table(qtbot: QtBot, page: TablePage) -> None:
    """Type a number into every cell of a table, going on by Tab."""
    report = page.view._session.report
    for address in report.blanks(page._section.id):
        assert page.view.address == address
        press_keys(qtbot, FIGURES.get(address, "0"))
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)


def type_prose(qtbot: QtBot, page: QWidget, text: str) -> None:
    """Write a text as the input method brings it."""
    editor = page.findChild(ProseEditor)
    editor.setFocus()
    for number, line in enumerate(text.split("\n")):
        if number:
            qtbot.keyClick(editor, Qt.Key.Key_Return)
        type_in(qtbot, editor, line)


def go_on(qtbot: QtBot, window: MainWindow) -> QWidget:
    """Turn to the next step by keys; its page."""
    qtbot.keyClick(window, Qt.Key.Key_PageDown, CONTROL)
    return window.bench.page


def fill_everything(qtbot: QtBot, window: MainWindow) -> None:
    """Go through all steps from the first to the last."""
    form = window.bench.report.form
    page: QWidget = window.bench.page
    date = next(one for one in page.findChildren(Field) if one.address == "signature.date")
    type_prose(qtbot, page, PROSE["preface"])
    retype(qtbot, date, "2025.1.20")
    for section in form.sections:
        page = go_on(qtbot, window)
        if isinstance(page, TablePage):
            fill_table(qtbot, page)
        else:
            type_prose(qtbot, page, PROSE[section.id])
    go_on(qtbot, window)
    assert window.bench.step == REVIEW


def mend(qtbot: QtBot, window: MainWindow) -> None:
    """Go to the cell of the first finding, and from there to the one that was forgotten."""
    panel = window.bench.findChild(FindingsPanel)
    assert "一(3)＋二(0)＝3，三(七)(2)＋四(0)＝2，相差 1" in panel.findings[0].message
    panel.activated.emit(panel.findings[0].addresses[0], None)
    page = window.bench.page
    assert isinstance(page, TablePage)
    assert page.view.address == NEW

    for _ in page._section.table.blocks[0].rows:
        if page.view.address != FORWARD:
            qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert page.view.address == FORWARD
    press_keys(qtbot, "1")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def read_back(file: Path, report: Report) -> None:
    """Every figure of the Word file is the report's, worked-out ones included."""
    document = docx.Document(str(file))
    sections = [one for one in report.form.sections if not one.is_prose]
    assert len(document.tables) == len(sections)
    for table, section in zip(document.tables, sections, strict=True):
        printed = [[cell.text for cell in row.cells] for row in table.rows]
        for cell in lay_out(report.form, section).cells:
            if cell.address:
                assert printed[cell.row][cell.column] == report.shown(cell.address), cell.address
    lines = [paragraph.text for paragraph in document.paragraphs]
    for text in PROSE.values():
        assert set(text.split("\n")) <= set(lines)


def test_a_year_from_the_first_key_to_the_word_file(
    store: Store, papers: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """Nothing is lost on the way, and the paper says what was typed."""
    window = start(store, qtbot, tmp_path)
    press(qtbot, window, "新建年报")
    assert window.bench.step == BASICS
    fill_everything(qtbot, window)
    mend(qtbot, window)
    assert window.bench.findChild(FindingsPanel).findings == []
    assert window.close()

    again = start(store, qtbot, tmp_path)
    qtbot.keyClick(again.start.view, Qt.Key.Key_Return)
    report = again.bench.report
    for cell in report.form.typed:
        wanted = FIGURES | {FORWARD: "1"}
        assert report.text(cell.address) == wanted.get(cell.address, "0").replace("3.50", "3.5")
    assert {key: report.text(key) for key in PROSE} == PROSE
    assert report.text("signature.date") == "2025-01-20"

    for _ in range(7):
        go_on(qtbot, again)
    press(qtbot, again, "导出 Word 文件")

    (file,) = papers.iterdir()
    assert file.name == f"{ORGAN}2024年政府信息公开工作年度报告.docx"
    read_back(file, report)
    assert again.close()


def test_the_next_year_carries_over(
    store: Store, papers: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """From the list by keys: open applications are there, last year's text is one button away."""
    last = dict(sound_report(**{FORWARD: "1", NEW: "1", "contact.phone": "0998-7280012"}).texts)
    store.create(last.pop("organ"), int(last.pop("year")), "2021", last)
    window = start(store, qtbot, tmp_path)
    press(qtbot, window, "新建 2025 年年报")
    report = window.bench.report
    assert (report.organ, report.year) == (ORGAN, 2025)
    assert report.text("contact.phone") == "0998-7280012"
    assert report.text("applications.carried_over.natural_person") == "1"

    press(qtbot, window.bench.page, "用上年文字起草")
    window.bench.commit()

    assert report.text("preface") == PROSE["preface"].replace("2024", "2025")
    assert report.text("overview") == ""
    assert window.close()


def test_fields_are_line_edits_for_the_keyboard(
    store: Store, papers: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """Tab goes from field to field through the first step."""
    window = start(store, qtbot, tmp_path)
    press(qtbot, window, "新建年报")
    visited = []
    for _ in range(3):
        visited.append(QApplication.focusWidget().accessibleName())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)

    assert visited == ["机关名称", "年度", "前言"]
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    window.close()
