"""The start of the window, and the net below everything."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gkdesk.files.lock_file import held
from gkdesk.files.run_marker import Run, begin_run
from gkdesk.files.second_place import name_second_place
from gkdesk.files.store import Store
from gkdesk.paths import Places
from gkdesk.ui import app, dialogs, last_run
from gkdesk.ui.foot_note import FootNote
from gkdesk.ui.main_window import MainWindow
from reports import ORGAN


@pytest.fixture(autouse=True)
def one_application(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt allows one application per process, which the tests have already."""
    monkeypatch.setattr(app, "make_application", lambda: qapp)


def in_the_window(do: Callable[[MainWindow], None]) -> list[bool]:
    """Do something in the window once it is there, and close it; whether that was done."""
    done: list[bool] = []

    def look() -> None:
        # Windows of earlier tests may wait for their end; the one that runs is in sight.
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow) and window.isVisible() and window.start is not None:
                watch.stop()
                done.append(window.start.isVisible())
                do(window)
                window.close()
                return

    watch = QTimer(QApplication.instance(), interval=10)
    watch.timeout.connect(look)
    watch.start()
    # A window that never comes is a failed test, not a run that never ends.
    QTimer.singleShot(20_000, watch, QApplication.quit)
    return done


def notes(window: MainWindow) -> list[FootNote]:
    """What is said at the foot of a window; what was put away may wait there for its end."""
    return [note for note in window.findChildren(FootNote) if note.isVisible()]


def test_the_window_runs_until_it_is_closed(tmp_path: Path) -> None:
    """A new data folder is made, the list is shown, 0 comes back, only the store is left."""
    places = Places(tmp_path / "数据")
    said: list[FootNote] = []
    before = sys.excepthook
    done = in_the_window(lambda window: said.extend(notes(window)))

    assert app.main(places) == 0
    assert done == [True]
    assert said == []
    assert [one.name for one in places.data.iterdir()] == ["gkdesk.sqlite3"]
    assert sys.excepthook == before


def test_a_run_that_ended_badly_is_told_once(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quietly, with what there is and where the program stood; then never again."""
    places = Places(tmp_path)
    with Store.open(places.store) as store:
        store.create(ORGAN, 2024, "2021", {})
    begin_run(places.marker, datetime.now(UTC))
    places.crash.write_text('Fatal Python error: Aborted\n  File "x.py", line 3', encoding="utf-8")
    said: list[str] = []
    monkeypatch.setattr(dialogs, "tell_details", lambda parent, *told: said.extend(told))

    def look(window: MainWindow) -> None:
        qtbot.waitUntil(lambda: bool(notes(window)))
        (note,) = notes(window)
        said.append(note.sentence.text())
        qtbot.mouseClick(note.details, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(note.read, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not notes(window))

    in_the_window(look)
    assert app.main(places) == 0
    assert said[0].startswith("上次程序没有正常结束（今天 ")
    assert "已存的内容都在，最后保存于今天 " in said[0]
    assert said[1] == said[0]
    assert "Fatal Python error: Aborted" in said[2]
    assert "Aborted" in places.log.read_text("utf-8")
    assert ORGAN not in said[2]

    again: list[FootNote] = []
    in_the_window(lambda window: again.extend(notes(window)))
    assert app.main(places) == 0
    assert again == []


def test_a_run_before_the_first_report_is_told_without_a_time(tmp_path: Path) -> None:
    """There was nothing to store."""
    run = Run(1, "", datetime.now(UTC), datetime.now(UTC))
    said = last_run.sentence(run, None, datetime.now().astimezone())

    assert said.endswith("当时还没有报告。")


def test_a_clock_that_was_set_back_is_no_obstacle() -> None:
    """The run before was alive tomorrow."""
    now = datetime.now().astimezone()
    later = now + timedelta(days=1)
    said = last_run.sentence(Run(1, "", now, later), later, now)

    assert f"{later.month}月{later.day}日" in said


def test_a_folder_that_is_in_use_is_told(tmp_path: Path, told: list[str]) -> None:
    """Nothing in it is touched."""
    places = Places(tmp_path)
    with held(places.lock):
        os.utime(places.lock, (0, 0))
        before = sorted(tmp_path.iterdir())
        assert app.main(places) == 2
        assert sorted(tmp_path.iterdir()) == before
    assert "请等它做完再打开" in told[0]


def test_another_machines_folder_is_opened_only_if_the_clerk_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proposed answer is no."""
    places = Places(tmp_path)
    places.lock.write_bytes(b"1\nx\nDANGZHENGBAN-2\n\n\n")
    asked: list[str] = []
    answers = iter((False, True))

    def answer(parent: object, sentence: str) -> bool:
        asked.append(sentence)
        return next(answers)

    monkeypatch.setattr(dialogs, "ask_take_over", answer)
    assert app.main(places) == 0
    assert not places.store.exists()
    done = in_the_window(lambda window: None)
    assert app.main(places) == 0

    assert done == [True]
    assert len(asked) == 2
    assert "DANGZHENGBAN-2" in asked[0]


def test_a_fault_at_the_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no window to tell it over; the log has it, without what it quotes."""
    said: list[str] = []
    monkeypatch.setattr(dialogs, "tell_details", lambda parent, *told: said.extend(told))

    def fail(*_: object, **__: object) -> None:
        raise ValueError("河园镇的秘密")

    monkeypatch.setattr(app, "open_at_start", fail)
    assert app.main(Places(tmp_path)) == 2

    assert "没有打开" in said[0]
    assert "ValueError" in said[1]
    assert said[1] in (tmp_path / "gkdesk.log").read_text("utf-8")
    assert "河园镇" not in said[1]
    assert not (tmp_path / "gkdesk.lock").exists()


def test_a_store_that_cannot_be_opened_is_one_sentence(tmp_path: Path, told: list[str]) -> None:
    """And exit code 2."""
    (tmp_path / "gkdesk.sqlite3").mkdir()

    assert app.main(Places(tmp_path)) == 2
    assert len(told) == 1
    assert "数据文件" in told[0]


def test_rounds_of_backups_are_told_of_in_the_window(tmp_path: Path, qtbot: QtBot) -> None:
    """Trouble stands at the foot, and the page of backups shows what was made."""
    places = Places(tmp_path)
    with Store.open(places.store) as store:
        store.create(ORGAN, 2024, "2021", {})
        name_second_place(store, tmp_path / "U盘")
        window = MainWindow(store, places)
        qtbot.addWidget(window)
        window.show()
        window.show_backups()
        page = window.backups
        assert page is not None
        assert page.backups.model().rowCount() == 0

        keeper = app.begin_keeping(window, places)
        qtbot.waitUntil(lambda: page.backups.model().rowCount() == 1)
        keeper.end()
        window.end_backups()

        assert any("找不到" in one.text() for one in window.findChildren(QLabel))


def test_the_application_is_chinese_and_light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt's own words included."""
    monkeypatch.undo()
    before = QLocale()
    try:
        app.speak_chinese(QApplication.instance())

        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
        assert QLocale().language() == QLocale.Language.Chinese
    finally:
        QLocale.setDefault(before)
