"""The window that is open hears a second start."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.files.summons import leave_request
from gkdesk.ui.summoned import Summoned, come_forward

Show = Callable[[QWidget], None]


@pytest.fixture
def request_file(tmp_path: Path) -> Path:
    return tmp_path / "gkdesk.request"


def test_a_request_is_heard_and_taken_away(request_file: Path, qtbot: QtBot) -> None:
    """Once; again when there is another one."""
    summoned = Summoned(request_file)
    for _ in range(2):
        with qtbot.waitSignal(summoned.called):
            leave_request(request_file)
        assert not request_file.exists()


def test_a_request_from_before_the_watch_is_heard(request_file: Path, qtbot: QtBot) -> None:
    """Two starts at once: the second may be quicker than the first's window."""
    leave_request(request_file)
    summoned = Summoned(request_file)
    with qtbot.waitSignal(summoned.called):
        pass


def test_a_request_is_heard_without_the_systems_word(request_file: Path, qtbot: QtBot) -> None:
    """A network drive may never say that something changed in it."""
    summoned = Summoned(request_file)
    summoned._watcher.removePaths(summoned._watcher.directories())
    summoned.look()
    with qtbot.waitSignal(summoned.called):
        leave_request(request_file)


def test_a_request_that_cannot_be_taken_away_is_not_heard(request_file: Path, qtbot: QtBot) -> None:
    """Else the window would come to the front each second."""
    heard: list[int] = []
    request_file.mkdir()
    summoned = Summoned(request_file)
    summoned.called.connect(lambda: heard.append(1))
    summoned.look()

    assert heard == []


@pytest.mark.parametrize("minimised", [False, True])
def test_a_window_comes_to_the_front(
    shown: Show, qtbot: QtBot, minimised: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From behind and from the task bar."""
    window, other = QWidget(), QWidget()
    shown(window)
    if minimised:
        window.showMinimized()
    shown(other)
    come_forward(window)
    qtbot.waitUntil(window.isActiveWindow)

    assert not window.isMinimized()


def test_an_open_question_stays_on_top(shown: Show, qtbot: QtBot) -> None:
    """It is what the clerk has to answer."""
    window = QWidget()
    shown(window)
    dialog = QDialog(window)
    seen: list[bool] = []

    def look() -> None:
        come_forward(window)
        qtbot.waitUntil(dialog.isActiveWindow)
        seen.append(window.isActiveWindow())
        dialog.accept()

    QTimer.singleShot(0, dialog, look)
    dialog.exec()

    assert seen == [False]
