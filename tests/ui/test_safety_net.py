"""The net below everything."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMessageLogContext, QtMsgType, qWarning
from pytestqt.qtbot import QtBot

from gkdesk.files.store import Store
from gkdesk.paths import Places
from gkdesk.ui import dialogs, safety_net
from gkdesk.ui.main_window import MainWindow
from gkdesk.ui.safety_net import SafetyNet


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """An open window."""
    with Store.open(tmp_path / "gkdesk.sqlite3") as store:
        made = MainWindow(store, Places(tmp_path))
        qtbot.addWidget(made)
        made.show()
        yield made


@pytest.fixture
def net(tmp_path: Path, window: MainWindow) -> SafetyNet:
    """A net below it."""
    made = SafetyNet(Places(tmp_path))
    made.guard(window)
    return made


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was told of faults; the clerk goes on."""
    told: list[str] = []

    def ask(parent: object, details: str) -> bool:
        told.append(details)
        return True

    monkeypatch.setattr(dialogs, "ask_go_on_after_fault", ask)
    return told


def log(tmp_path: Path) -> str:
    """The log."""
    return (tmp_path / "gkdesk.log").read_text("utf-8")


def fall(net: SafetyNet) -> None:
    """Let a fault reach the net."""
    try:
        int("河园镇的秘密")
    except ValueError as fault:
        net.catch(type(fault), fault, fault.__traceback__)


def test_a_fault_is_told_and_logged_and_work_goes_on(
    net: SafetyNet, tmp_path: Path, said: list[str]
) -> None:
    """Without a word of the report."""
    fall(net)

    assert "ValueError" in said[0]
    assert said[0] in log(tmp_path)
    assert "河园镇" not in said[0]


def test_a_fault_while_one_is_told_is_only_logged(
    net: SafetyNet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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
    assert log(tmp_path).count("，Python ") == 2


def test_a_fault_in_telling_silences_nothing(
    net: SafetyNet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is logged, and what falls later is told again."""
    told: list[str] = []

    def break_down(parent: object, details: str) -> bool:
        raise RuntimeError("no dialog")

    monkeypatch.setattr(dialogs, "ask_go_on_after_fault", break_down)
    with pytest.raises(RuntimeError):
        fall(net)
    monkeypatch.setattr(
        dialogs, "ask_go_on_after_fault", lambda parent, details: not told.append(details)
    )
    net.catch(KeyError, KeyError("x"), None)

    assert "KeyError" in told[0]
    assert "RuntimeError" in log(tmp_path)


def test_a_fault_without_end_is_told_once(
    net: SafetyNet, tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window that cannot be painted is painted anew after each answer; later it is told again."""
    now = [0.0]
    monkeypatch.setattr(safety_net.time, "monotonic", lambda: now[0])
    for _ in range(30):
        now[0] += 1
        fall(net)

    assert len(said) == 1
    assert 1 < log(tmp_path).count("，Python ") < 30
    now[0] += 10
    fall(net)
    assert len(said) == 2


def test_the_clerk_may_close_after_a_fault(
    net: SafetyNet, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window closes as it always does, storing everything first."""
    monkeypatch.setattr(dialogs, "ask_go_on_after_fault", lambda parent, details: False)
    fall(net)

    assert not window.isVisible()


def test_a_window_that_cannot_even_close_is_ended(
    net: SafetyNet, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the clerk would be asked for ever."""
    asked: list[int] = []
    ended: list[int] = []
    monkeypatch.setattr(
        dialogs, "ask_go_on_after_fault", lambda parent, details: bool(asked.append(1))
    )
    monkeypatch.setattr(QCoreApplication, "exit", ended.append)

    def fall_again() -> bool:
        fall(net)
        return True

    monkeypatch.setattr(window, "close", fall_again)
    fall(net)

    assert asked == [1]
    assert ended == [1]
    assert log(tmp_path).count("，Python ") == 2


def test_a_fault_in_a_thread_is_told_in_the_window(
    net: SafetyNet, tmp_path: Path, said: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt's dialogs belong to one thread."""
    where: list[threading.Thread] = []
    monkeypatch.setattr(
        dialogs,
        "ask_go_on_after_fault",
        lambda parent, details: bool(where.append(threading.current_thread()) or 1),
    )
    with net.hung():
        thread = threading.Thread(target=lambda: int("河园镇"), name="backup")
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: bool(where))

    assert where == [threading.main_thread()]
    assert "ValueError" in log(tmp_path)
    assert "河园镇" not in log(tmp_path)


def test_a_thread_that_ends_itself_is_no_fault(
    net: SafetyNet, tmp_path: Path, said: list[str]
) -> None:
    """SystemExit is how it does that."""
    with net.hung():
        thread = threading.Thread(target=sys.exit)
        thread.start()
        thread.join()

    assert not (tmp_path / "gkdesk.log").exists()
    assert said == []


def test_an_interrupt_closes_the_window(net: SafetyNet, window: MainWindow) -> None:
    """Ctrl+C at the console."""
    net.catch(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert not window.isVisible()


def test_what_qt_warns_of_is_logged_once(net: SafetyNet, tmp_path: Path) -> None:
    """Without what it quotes; what is no warning is left out."""
    with net.hung():
        for _ in range(3):
            qWarning("Could not open “叶城县河园镇 2024.docx”")
    net.note_qt(QtMsgType.QtDebugMsg, QMessageLogContext(), "debug")

    assert log(tmp_path).count("Qt 警告：Could not open") == 1
    assert "河园镇" not in log(tmp_path)
    assert "debug" not in log(tmp_path)


def test_all_is_given_back_at_the_end(net: SafetyNet, tmp_path: Path) -> None:
    """And a good end leaves no crash file."""
    before = sys.excepthook, sys.unraisablehook, threading.excepthook
    with net.hung():
        assert (tmp_path / "gkdesk.crash").exists()
        assert sys.excepthook == net.catch

    assert (sys.excepthook, sys.unraisablehook, threading.excepthook) == before
    assert not (tmp_path / "gkdesk.crash").exists()


def test_where_a_hard_crash_happened_is_known_to_the_next_run(
    net: SafetyNet, tmp_path: Path
) -> None:
    """The file of the run before is read before it is emptied."""
    (tmp_path / "gkdesk.crash").write_text("Fatal Python error: Segmentation fault\n")
    with net.hung():
        assert net.last_crash == "Fatal Python error: Segmentation fault"
        assert (tmp_path / "gkdesk.crash").read_bytes() == b""


def test_a_disk_that_refuses_is_no_obstacle(qtbot: QtBot, tmp_path: Path, said: list[str]) -> None:
    """The net holds without log and crash file."""
    net = SafetyNet(Places(tmp_path / "gone"))
    with net.hung():
        fall(net)

    assert len(said) == 1
