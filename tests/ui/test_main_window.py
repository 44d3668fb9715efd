"""The one window."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.files.backups import make_backup
from gkdesk.files.store import Store
from gkdesk.paths import Places
from gkdesk.ui import dialogs, look
from gkdesk.ui.backup_page import BackupPage
from gkdesk.ui.main_window import TEXT_SIZE, MainWindow
from gkdesk.ui.prose_editor import ProseEditor
from gkdesk.ui.start_page import StartPage
from gkdesk.ui.step_list import StepList
from gkdesk.ui.window_place import PLACE
from reports import ORGAN

Show = Callable[[QWidget], None]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def report_id(store: Store) -> int:
    """A report in the store."""
    return store.create(ORGAN, 2024, "2021", {})


@pytest.fixture
def window(store: Store, tmp_path: Path, shown: Show, qtbot: QtBot, report_id: int) -> MainWindow:
    """The window with the list of reports."""
    made = MainWindow(store, Places(tmp_path))
    shown(made)
    qtbot.waitUntil(lambda: made.start is not None)
    return made


def test_the_start_page_comes_right_after_the_window(window: MainWindow) -> None:
    """With the list in focus."""
    assert isinstance(window.start, StartPage)
    assert window.start.view.hasFocus()
    assert window.windowTitle() == look.PROGRAM


def test_a_report_is_opened_and_left_again(
    window: MainWindow, store: Store, report_id: int, qtbot: QtBot
) -> None:
    """The title bar names it; what was typed last is in the list's time and on disk."""
    qtbot.keyClick(window.start.view, Qt.Key.Key_Return)
    assert window.windowTitle() == f"{ORGAN}2024年度 — {look.PROGRAM}"
    window.bench.show_step("overview")
    qtbot.keyClicks(window.bench.page.findChild(ProseEditor), "abc")

    window.bench.left.emit()

    assert window.bench is None
    assert store.answers(report_id)["overview"] == "abc"
    assert window.start.view.hasFocus()
    assert window.windowTitle() == look.PROGRAM


def test_the_title_follows_the_organ(window: MainWindow, report_id: int) -> None:
    """As soon as it is changed."""
    window.open_report(report_id)
    window.bench.page._session.set_organ("山前镇人民政府")

    assert window.windowTitle().startswith("山前镇人民政府2024年度")


def test_closing_stores_what_is_being_typed(
    window: MainWindow, store: Store, report_id: int, qtbot: QtBot
) -> None:
    """There is nothing to save, and nothing is asked."""
    window.open_report(report_id)
    window.bench.show_step("overview")
    qtbot.keyClicks(window.bench.page.findChild(ProseEditor), "abc")

    assert window.close()
    assert store.answers(report_id)["overview"] == "abc"


@pytest.mark.parametrize("leave", [True, False])
def test_what_cannot_be_written_is_asked_about(
    window: MainWindow,
    report_id: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    leave: bool,
) -> None:
    """Closing and going back to the list alike."""
    window.open_report(report_id)
    other = sqlite3.connect(tmp_path / "gkdesk.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    window.bench.page._session.set_text("overview", "甲")
    monkeypatch.setattr(dialogs, "ask_leave_unsaved", lambda parent: False)
    assert not window.close_report()
    assert not window.close()
    assert window.isVisible()

    monkeypatch.setattr(dialogs, "ask_leave_unsaved", lambda parent: leave)
    assert window.close() is leave
    other.execute("ROLLBACK")
    other.close()
    monkeypatch.setattr(dialogs, "ask_leave_unsaved", lambda parent: True)


def test_the_text_size_is_changed_by_keys_and_remembered(
    window: MainWindow, store: Store, report_id: int, tmp_path: Path, qtbot: QtBot
) -> None:
    """Of everything, also of pages that are made later, and after a restart."""
    window.open_report(report_id)
    qtbot.keyClick(window, Qt.Key.Key_Plus, CONTROL)
    qtbot.keyClick(window, Qt.Key.Key_Equal, CONTROL)
    window.bench.show_step("overview")
    assert window.font().pointSize() == look.POINTS + 2
    for kind in (QLabel, QPushButton, StepList):
        assert window.bench.findChild(kind).font().pointSize() == look.POINTS + 2
    assert window.bench.page.editor.font().pointSize() == look.POINTS + 3

    again = MainWindow(store, Places(tmp_path))
    qtbot.addWidget(again)
    assert again.font().pointSize() == look.POINTS + 2

    qtbot.keyClick(window, Qt.Key.Key_Minus, CONTROL)
    assert window.font().pointSize() == look.POINTS + 1
    qtbot.keyClick(window, Qt.Key.Key_0, CONTROL)
    assert window.font().pointSize() == look.POINTS
    assert store.setting(TEXT_SIZE) == str(look.POINTS)


def test_the_text_size_has_ends(window: MainWindow) -> None:
    """Nobody gets lost in it."""
    window.set_text_size(100)
    assert window.font().pointSize() == look.POINTS_MOST
    window.set_text_size(1)
    assert window.font().pointSize() == look.POINTS_LEAST


def test_the_window_stands_where_it_stood(
    window: MainWindow, store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    """If a screen still shows that place."""
    window.setGeometry(20, 30, 780, 420)
    window.close()
    again = MainWindow(store, Places(tmp_path))
    qtbot.addWidget(again)
    assert again.geometry().getRect() == (20, 30, 780, 420)

    store.set_setting(PLACE, "9000,9000,800,500,0")
    lost = MainWindow(store, Places(tmp_path))
    qtbot.addWidget(lost)
    assert lost.screen().availableGeometry().intersects(lost.geometry())


@pytest.mark.parametrize("stored", ["", "x,y", "1,2,3", "-,1,2,3,4"])
def test_a_broken_setting_does_no_harm(
    store: Store, tmp_path: Path, qtbot: QtBot, stored: str
) -> None:
    """The window stands where a new one would."""
    store.set_setting(PLACE, stored)
    store.set_setting(TEXT_SIZE, stored)
    window = MainWindow(store, Places(tmp_path))
    qtbot.addWidget(window)

    assert window.font().pointSize() == look.POINTS


def test_a_report_that_cannot_be_opened_says_so(
    window: MainWindow, store: Store, tmp_path: Path, told: list[str]
) -> None:
    """An edition that this program does not know, as of a newer one."""
    window.open_report(store.create(ORGAN, 2025, "2031", {}))

    assert window.bench is None
    assert "2031" in told[0]


def open_backups(window: MainWindow, qtbot: QtBot) -> BackupPage:
    """Go to the backups as the clerk does."""
    buttons = {one.text(): one for one in window.start.findChildren(QPushButton)}
    qtbot.mouseClick(buttons["备份…"], Qt.MouseButton.LeftButton)
    assert window.backups is not None
    return window.backups


def test_the_backups_are_shown_and_left_by_escape(window: MainWindow, qtbot: QtBot) -> None:
    """The title bar names them; text sizes reach them."""
    page = open_backups(window, qtbot)
    assert page.backups.hasFocus()
    assert window.windowTitle() == f"备份 — {look.PROGRAM}"
    qtbot.keyClick(window, Qt.Key.Key_Plus, CONTROL)
    assert page.backups.font().pointSize() == look.POINTS + 1
    qtbot.keyClick(page.backups, Qt.Key.Key_Escape)

    assert window.backups is None
    assert window.start.view.hasFocus()
    assert window.windowTitle() == look.PROGRAM


def test_the_backups_are_out_of_reach_while_a_report_is_open(
    window: MainWindow, report_id: int
) -> None:
    """So nothing that is being typed can be lost by restoring."""
    window.open_report(report_id)
    with pytest.raises(AssertionError):
        window.show_backups()

    assert window.backups is None


def test_after_restoring_the_list_shows_what_there_is_and_the_text_size_stays(
    window: MainWindow,
    store: Store,
    report_id: int,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The very window goes on with the restored store."""
    made = make_backup(store, Places(tmp_path).backups, datetime.now(UTC))
    assert made is not None
    store.create(ORGAN, 2025, "2021", {})
    window.enlarge()
    page = open_backups(window, qtbot)
    qtbot.waitUntil(lambda: not page.is_busy)
    monkeypatch.setattr(dialogs, "ask_restore", lambda parent, what: True)
    buttons = {one.text(): one for one in page.view.findChildren(QPushButton)}
    qtbot.mouseClick(buttons["恢复这份备份…"], Qt.MouseButton.LeftButton)
    qtbot.keyClick(page.backups, Qt.Key.Key_Escape)

    assert window.start.view.model().rowCount() == 1
    assert store.setting(TEXT_SIZE) == str(look.POINTS + 1)
    qtbot.keyClick(window.start.view, Qt.Key.Key_Return)
    assert window.bench is not None


def test_a_window_whose_store_is_lost_closes(
    window: MainWindow, store: Store, told: list[str], qtbot: QtBot
) -> None:
    """After the sentence that says why; it writes nothing any more."""
    page = open_backups(window, qtbot)
    store.close()
    page.lost.emit("数据文件打不开。")

    assert told == ["数据文件打不开。"]
    assert not window.isVisible()
