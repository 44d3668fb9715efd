"""What the tests of the window share: a store, an open report, and a widget on the screen."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gkdesk import paths
from gkdesk.files.beginnings import begin_next
from gkdesk.files.store import Store
from gkdesk.ui import dialogs
from gkdesk.ui.session import Session
from gkdesk.ui.sweeper import Sweeper
from reports import ORGAN, sound_report


@pytest.fixture(scope="session", autouse=True)
def swept_here(qapp: QApplication) -> Iterator[None]:
    """Let no thread of the program destroy the widgets of an earlier test, as in the program."""
    sweeper = Sweeper(qapp)
    yield
    sweeper.deleteLater()
    gc.enable()


@pytest.fixture(scope="module", autouse=True)
def swept_now(swept_here: None) -> Iterator[None]:
    """Few tests leave Qt the time for it."""
    yield
    gc.collect()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of the test's own."""
    with Store.open(tmp_path / "gkdesk.sqlite3", wait=0.1) as opened:
        yield opened


@pytest.fixture
def session(store: Store, qtbot: QtBot) -> Iterator[Session]:
    """An open report with nothing in it."""
    opened = Session(store, store.create(ORGAN, 2024, "2021", {"signature.organ": ORGAN}))
    yield opened
    opened.end()


@pytest.fixture
def full_session(store: Store, qtbot: QtBot) -> Iterator[Session]:
    """An open report with which nothing is wrong."""
    texts = dict(sound_report().texts)
    organ, year = texts.pop("organ"), int(texts.pop("year"))
    opened = Session(store, store.create(organ, year, "2021", texts))
    yield opened
    opened.end()


@pytest.fixture
def second_session(store: Store, qtbot: QtBot) -> Iterator[Session]:
    """An open report of 2025, made from one of 2024 with figures, text, contact and date."""
    report = sound_report(
        **{
            "overview": "（一）主动公开方面：2024年公开120条。\n（二）监督保障方面：培训3期。",
            "contact.phone": "0998-7280012",
            "applications.new_received.natural_person": "3",
            "applications.granted.natural_person": "1",
            "applications.carried_forward.natural_person": "2",
        }
    )
    texts = dict(report.texts)
    last = store.create(texts.pop("organ"), int(texts.pop("year")), "2021", texts)
    opened = Session(store, begin_next(store, last))
    yield opened
    opened.end()


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Give a function that puts a widget on the screen with the keyboard."""

    def show(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        widget.resize(1100, 700)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)

    return show


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The clerk's Documents folder, empty."""
    folder = tmp_path / "文档"
    folder.mkdir()
    monkeypatch.setattr(paths, "documents", lambda: folder)
    return folder


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences that the clerk had to read."""
    sentences: list[str] = []
    monkeypatch.setattr(dialogs, "tell", lambda parent, sentence: sentences.append(sentence))
    return sentences
