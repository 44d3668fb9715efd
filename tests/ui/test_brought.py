"""Files that are opened from outside are taken in as soon as the window is free."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.core import exchange
from gkdesk.files.store import Store
from gkdesk.paths import Places
from gkdesk.ui import dialogs
from gkdesk.ui.brought import Brought
from gkdesk.ui.foot_note import FootNote
from gkdesk.ui.main_window import MainWindow
from reports import ORGAN, sound_report
from systems import WINDOWS

Show = Callable[[QWidget], None]


@pytest.fixture
def window(tmp_path: Path, store: Store, shown: Show, qtbot: QtBot) -> MainWindow:
    """The window with the list of reports."""
    made = MainWindow(store, Places(tmp_path))
    shown(made)
    qtbot.waitUntil(lambda: made.start is not None)
    return made


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report as a data file, with Chinese and, where it may be, a line break in its name."""
    path = tmp_path / f"去年{'' if WINDOWS else chr(10)}的.gkdesk.json"
    path.write_text(exchange.dump(sound_report()), encoding="utf-8")
    return path


def names(window: MainWindow) -> list[str]:
    """The files of the import, once each was read or refused."""
    return [one.name for one in window.imports._files] if window.imports else []


def notes(window: MainWindow) -> list[str]:
    """What is said at the foot of the window."""
    found = [one for one in window.findChildren(FootNote) if one.isVisible()]
    return [one.sentence.text() for one in found]


def answer(monkeypatch: pytest.MonkeyPatch, agrees: bool) -> list[str]:
    """Answer the question whether to leave the open report; what was asked."""
    asked: list[str] = []

    def ask(parent: object, what: str) -> bool:
        asked.append(what)
        return agrees

    monkeypatch.setattr(dialogs, "ask_import_now", ask)
    return asked


def test_a_report_is_looked_at_as_if_it_was_dropped(
    window: MainWindow, report: Path, qtbot: QtBot
) -> None:
    """Nothing is stored before the clerk agrees."""
    Brought(window).bring([report])
    qtbot.waitUntil(lambda: window.imports is not None and window.imports.review is not None)

    assert names(window) == [report.name]
    assert window._store.reports() == []
    assert notes(window) == []


def test_files_wait_for_the_list_of_reports(
    tmp_path: Path, store: Store, report: Path, shown: Show, qtbot: QtBot
) -> None:
    """At the start the window is there before anything is in it."""
    window = MainWindow(store, Places(tmp_path))
    Brought(window).bring([report])
    assert window.imports is None
    shown(window)

    qtbot.waitUntil(lambda: names(window) == [report.name])


def test_what_is_no_report_or_gone_is_told_in_the_list(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    """The usual sentences."""
    strange = tmp_path / "照片.jpg"
    strange.write_bytes(b"\xff\xd8\xff")
    Brought(window).bring([strange, tmp_path / "没有了.docx"])
    qtbot.waitUntil(lambda: [one.state for one in window.imports._files] == ["refused"] * 2)

    assert all(one.sentence for one in window.imports._files)


def test_a_second_file_does_not_lose_the_review(
    window: MainWindow, report: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """It is in the list behind the first; a sentence says so, and is put away by the next."""
    brought = Brought(window)
    brought.bring([report])
    qtbot.waitUntil(lambda: window.imports is not None and window.imports.review is not None)
    review = window.imports.review
    brought.bring([tmp_path / "第二份.docx"])

    assert names(window) == [report.name, "第二份.docx"]
    assert window.imports._files[0].review is review
    said = ["“第二份.docx”：已加入导入列表，刚才核对的那一份还在列表里。"]
    qtbot.waitUntil(lambda: notes(window) == said)
    brought.bring([tmp_path / "第三份.docx"])
    assert notes(window) == []


def test_an_open_question_comes_first(window: MainWindow, report: Path, qtbot: QtBot) -> None:
    """The import begins by itself when it is answered."""
    brought = Brought(window)
    dialog = QDialog(window)
    seen: list[object] = []

    def bring() -> None:
        brought.bring([report])
        qtbot.waitUntil(lambda: bool(notes(window)))
        brought.look()
        seen.extend([window.imports, notes(window)])
        dialog.accept()

    QTimer.singleShot(0, dialog, bring)
    QTimer.singleShot(8_000, dialog, dialog.reject)  # a fault is a red test, not a hanging one
    dialog.exec()

    assert seen == [None, [f"“{report.name}”：请先完成打开的对话框，随后自动开始导入。"]]
    qtbot.waitUntil(lambda: names(window) == [report.name])
    assert notes(window) == []


def test_a_note_that_was_read_is_no_trouble(window: MainWindow, report: Path, qtbot: QtBot) -> None:
    """The clerk may put it away before the window does."""
    brought = Brought(window)
    dialog = QDialog(window)

    def bring() -> None:
        brought.bring([report])
        window.findChild(FootNote).read.click()
        QTimer.singleShot(0, dialog, dialog.accept)

    QTimer.singleShot(0, dialog, bring)
    QTimer.singleShot(8_000, dialog, dialog.reject)  # a fault is a red test, not a hanging one
    dialog.exec()

    qtbot.waitUntil(lambda: names(window) == [report.name])


def test_an_open_report_is_left_only_if_the_clerk_wants_to(
    window: MainWindow, store: Store, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was typed in it is stored then."""
    window.open_report(store.create(ORGAN, 2023, "2021", {}))
    asked = answer(monkeypatch, False)
    Brought(window).bring([report, report])

    assert asked == [f"“{report.name}”等 2 个文件"]
    assert window.bench is not None
    assert window.imports is None

    answer(monkeypatch, True)
    Brought(window).bring([report])
    assert window.bench is None
    assert names(window) == [report.name]


def test_the_backups_are_left(window: MainWindow, report: Path) -> None:
    """There is nothing on that page that could be lost."""
    window.show_backups()
    Brought(window).bring([report])

    assert window.backups is None
    assert names(window) == [report.name]


def test_nothing_brought_is_nothing_done(window: MainWindow) -> None:
    """A start without a file only brings the window to the front."""
    window.show_backups()
    Brought(window).bring([])

    assert window.backups is not None
    assert window.imports is None
