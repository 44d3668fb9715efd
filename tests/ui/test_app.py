"""The start of the window, and the net below everything."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gkdesk.files.store import Store
from gkdesk.paths import Places
from gkdesk.ui import app, dialogs
from gkdesk.ui.main_window import MainWindow


@pytest.fixture(autouse=True)
def one_application(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt allows one application per process, which the tests have already."""
    monkeypatch.setattr(app, "make_application", lambda: qapp)


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put Python's own last resort back afterwards."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)


def test_the_window_runs_until_it_is_closed(tmp_path: Path, hooks: None) -> None:
    """A new data folder is made, the list is shown, and 0 comes back."""
    seen: list[bool] = []

    def close_when_shown() -> None:
        # Windows of earlier tests may wait for their end; the one that runs is in sight.
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow) and window.isVisible() and window.start is not None:
                seen.append(window.start.isVisible())
                window.close()
                return

    watch = QTimer(interval=10)
    watch.timeout.connect(close_when_shown)
    watch.start()
    # A window that never comes is a failed test, not a run that never ends.
    QTimer.singleShot(20_000, watch, QApplication.quit)

    assert app.main(Places(tmp_path / "数据")) == 0
    watch.stop()
    assert seen == [True]
    assert (tmp_path / "数据" / "gkdesk.sqlite3").is_file()


def test_a_store_that_cannot_be_opened_is_one_sentence(tmp_path: Path, told: list[str]) -> None:
    """And exit code 2."""
    (tmp_path / "gkdesk.sqlite3").write_bytes(b"not a database at all" * 100)

    assert app.main(Places(tmp_path)) == 2
    assert len(told) == 1
    assert "数据文件" in told[0]


def test_a_store_that_cannot_be_read_is_one_sentence(tmp_path: Path, told: list[str]) -> None:
    """Its head is whole, its pages are not."""
    path = tmp_path / "gkdesk.sqlite3"
    Store.open(path).close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))

    assert app.main(Places(tmp_path)) == 2
    assert len(told) == 1
    assert "数据文件" in told[0]


@pytest.fixture
def net(tmp_path: Path, qtbot: QtBot) -> app.SafetyNet:
    """A net below an open window."""
    with Store.open(tmp_path / "gkdesk.sqlite3") as store:
        window = MainWindow(store, Places(tmp_path))
        qtbot.addWidget(window)
        window.show()
        yield app.SafetyNet(Places(tmp_path), window)


def fall(net: app.SafetyNet) -> None:
    """Let a fault reach the net."""
    try:
        int("河园镇的秘密")
    except ValueError as fault:
        net.catch(type(fault), fault, fault.__traceback__)


def test_a_fault_is_told_and_logged_and_work_goes_on(
    net: app.SafetyNet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a word of the report."""
    said: list[str] = []
    monkeypatch.setattr(
        dialogs, "ask_go_on_after_fault", lambda parent, details: bool(said.append(details) or 1)
    )
    fall(net)

    assert "ValueError" in said[0]
    assert said[0] in (tmp_path / "gkdesk.log").read_text("utf-8")
    assert "河园镇" not in said[0]


def test_a_fault_while_one_is_told_is_only_logged(
    net: app.SafetyNet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dialogs do not pile up."""
    asked: list[int] = []

    def ask(parent: object, details: str) -> bool:
        asked.append(1)
        fall(net)
        return True

    monkeypatch.setattr(dialogs, "ask_go_on_after_fault", ask)
    fall(net)

    assert asked == [1]
    assert (tmp_path / "gkdesk.log").read_text("utf-8").count("ValueError") == 2


def test_the_clerk_may_close_after_a_fault(
    net: app.SafetyNet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window closes as it always does, storing everything first."""
    monkeypatch.setattr(dialogs, "ask_go_on_after_fault", lambda parent, details: False)
    fall(net)

    assert not net._window.isVisible()


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
