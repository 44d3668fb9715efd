"""The machine shuts down: what is typed is on disk before the answer, and nothing is asked."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gkdesk import paths
from gkdesk.files.report_file import read_report
from gkdesk.files.store import Store
from gkdesk.paths import Places
from gkdesk.ui import dialogs
from gkdesk.ui.ending import is_ending, set_ending
from gkdesk.ui.farewell import Farewell
from gkdesk.ui.main_window import MainWindow
from gkdesk.ui.prose_editor import ProseEditor
from keyboard import press_keys
from reports import ORGAN

Show = Callable[[QWidget], None]
CELL = "applications.new_received.natural_person"


@pytest.fixture
def window(store: Store, tmp_path: Path, shown: Show) -> MainWindow:
    """The window with an open report, in which something is being typed."""
    made = MainWindow(store, Places(tmp_path))
    shown(made)
    made.open_report(store.create(ORGAN, 2024, "2021", {}))
    return made


@pytest.fixture
def noted() -> list[str]:
    """What went into the log, and `well` where all was well."""
    return []


@pytest.fixture
def farewell(window: MainWindow, noted: list[str], qapp: QApplication) -> Iterator[Farewell]:
    """The answers to the system."""
    yield Farewell(qapp, window, noted.append, lambda: noted.append("well"))
    set_ending(False)


@pytest.fixture
def no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that is shown fails the test."""

    def never(box: QMessageBox) -> int:
        raise AssertionError(f"asked: {box.text()}")

    monkeypatch.setattr(QMessageBox, "exec", never)


def test_what_is_typed_is_on_disk_before_the_answer(
    window: MainWindow, store: Store, farewell: Farewell, qapp: QApplication, qtbot: QtBot
) -> None:
    """Prose that waits for its second, and the open editor of a cell."""
    window.bench.show_step("overview")
    qtbot.keyClicks(window.bench.page.findChild(ProseEditor), "abc")
    farewell.answer()
    assert store.answers(1)["overview"] == "abc"

    window.bench.go_to(CELL)
    press_keys(qtbot, "3")
    assert CELL not in store.answers(1)
    farewell.answer()
    assert store.answers(1)[CELL] == "3"
    assert not is_ending()


def test_qt_asks_for_the_answers(farewell: Farewell, qapp: QApplication) -> None:
    """When the session ends, and when the program does."""
    for signal in ("commitDataRequest(QSessionManager&)", "aboutToQuit()"):
        assert qapp.receivers(SIGNAL(signal)) > 0


def test_the_last_answer_is_a_good_end(
    window: MainWindow, store: Store, farewell: Farewell, noted: list[str], qtbot: QtBot
) -> None:
    """Windows ends the process after it: no bad end is told next time."""
    window.bench.show_step("overview")
    qtbot.keyClicks(window.bench.page.findChild(ProseEditor), "abc")
    farewell.end()

    assert store.answers(1)["overview"] == "abc"
    assert noted == ["well"]
    assert is_ending()


def test_no_question_holds_the_shutdown_up(
    window: MainWindow,
    farewell: Farewell,
    noted: list[str],
    papers: Path,
    tmp_path: Path,
    qtbot: QtBot,
    no_question: None,
) -> None:
    """What cannot be stored goes into a data file among the papers, and the log says so."""
    other = sqlite3.connect(tmp_path / "gkdesk.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    window.bench.show_step("overview")
    qtbot.keyClicks(window.bench.page.findChild(ProseEditor), "abc")
    farewell.end()
    assert not window.close()
    other.execute("ROLLBACK")
    other.close()

    (rescued,) = papers.iterdir()
    assert rescued.name == f"{ORGAN}2024年度（关机前未保存）.json"
    assert read_report(rescued).text("overview") == "abc"
    assert noted == ["关机前没有存成，已另写数据文件"]


def test_a_second_rescue_replaces_nothing(
    window: MainWindow, papers: Path, farewell: Farewell
) -> None:
    """Each has a name of its own."""
    first, second = window.bench.rescue(), window.bench.rescue()

    assert first != second
    assert len(list(papers.iterdir())) == 2


@pytest.mark.parametrize("name", ["gone", pytest.param("远" * 300, id="cannot even be looked at")])
def test_nothing_left_to_write_to_is_logged(
    window: MainWindow,
    farewell: Farewell,
    noted: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    """No disk at all: the machine shuts down all the same."""
    monkeypatch.setattr(paths, "documents", lambda: tmp_path / name)
    other = sqlite3.connect(tmp_path / "gkdesk.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    window.bench._session.set_text(CELL, "3")
    farewell.end()
    other.execute("ROLLBACK")
    other.close()

    assert noted == ["关机前没有存成，数据文件也没有写成"]


def test_a_report_that_was_left_is_left(
    window: MainWindow, farewell: Farewell, noted: list[str], papers: Path
) -> None:
    """Also one that the clerk gave up, and a window without a report."""
    assert window.close()
    farewell.end()
    window.close_report()
    farewell.end()

    assert noted == ["well", "well"]
    assert list(papers.iterdir()) == []


def test_every_dialog_is_silent_while_the_machine_shuts_down(
    tmp_path: Path, qapp: QApplication, no_question: None
) -> None:
    """And gives the answer that changes nothing."""
    set_ending(True)
    try:
        dialogs.tell(None, "x")
        dialogs.tell_details(None, "x", "y")
        dialogs.show_shortcuts(None)
        assert dialogs.ask_draft(None) is None
        assert not dialogs.ask_leave_unsaved(None)
        assert not dialogs.ask_overwrite(None, tmp_path)
        assert not dialogs.ask_go_on_after_fault(None, "x")
        assert dialogs.ask_save_path(None, tmp_path / "a.docx", dialogs.WORD_FILTER) is None
    finally:
        set_ending(False)
