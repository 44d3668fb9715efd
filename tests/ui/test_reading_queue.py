"""Reading beside the window."""

from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from gkdesk.errors import UserError
from gkdesk.files.reading import Reading
from gkdesk.files.report_file import read_file
from gkdesk.ui.reading_queue import ReadingQueue
from reports import sound_report

DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"


@pytest.fixture
def told(queue: ReadingQueue) -> list[tuple[object, ...]]:
    """What the queue told, in its order."""
    events: list[tuple[object, ...]] = []
    queue.began.connect(lambda number: events.append(("began", number)))
    queue.succeeded.connect(lambda number, reading: events.append(("read", number, reading)))
    queue.refused.connect(lambda number, sentence: events.append(("refused", number, sentence)))
    queue.cancelled.connect(lambda number: events.append(("cancelled", number)))
    return events


@pytest.fixture
def queue(qtbot: QtBot) -> ReadingQueue:
    """A queue with nothing in it."""
    return ReadingQueue()


def test_files_are_read_one_by_one(
    queue: ReadingQueue, told: list[tuple[object, ...]], qtbot: QtBot, tmp_path: Path
) -> None:
    """In their order; a refusal is a sentence and stops nothing."""
    names = ("huaian_2024.official-template.docx", "不在.docx", "hongze_2024.pdf")
    for name in names:
        queue.add(partial(read_file, DOCUMENTS / name))
    qtbot.waitUntil(lambda: len(told) == 6)

    assert [event[:2] for event in told] == [
        ("began", 0),
        ("read", 0),
        ("began", 1),
        ("refused", 1),
        ("began", 2),
        ("read", 2),
    ]
    assert told[1][2].report.organ == "淮安市人民政府"
    assert "没有这个文件" in told[3][2]


def test_what_is_refused_at_once_has_begun_before(
    queue: ReadingQueue,
    told: list[tuple[object, ...]],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else it would be shown as being read for ever."""

    def refuse() -> Reading:
        raise UserError("这是一句话。")

    submit = queue._thread.submit

    def submit_and_wait(*call: Any) -> "Future[Reading]":
        future = submit(*call)
        wait_for([future])
        return future

    monkeypatch.setattr(queue._thread, "submit", submit_and_wait)
    queue.add(refuse)
    qtbot.waitUntil(lambda: len(told) == 2)

    assert told == [("began", 0), ("refused", 0, "这是一句话。")]


def test_what_is_cancelled_tells_nothing_any_more(
    queue: ReadingQueue, told: list[tuple[object, ...]], qtbot: QtBot
) -> None:
    """Neither what is under way nor what waits; what is added later is read."""
    under_way, go_on = Event(), Event()

    def wait() -> Reading:
        under_way.set()
        go_on.wait()
        return Reading(sound_report())

    queue.add(wait)
    queue.add(lambda: Reading(sound_report()))
    assert under_way.wait(5)
    queue.cancel()
    queue.cancel()
    go_on.set()
    queue.add(lambda: Reading(sound_report()))
    qtbot.waitUntil(lambda: ("read", 2) in [event[:2] for event in told])

    assert [event[:2] for event in told] == [
        ("cancelled", 0),
        ("cancelled", 1),
        ("began", 2),
        ("read", 2),
    ]


def test_the_window_stays_alive_meanwhile(queue: ReadingQueue, qtbot: QtBot) -> None:
    """Qt goes on working while a reader does."""
    release = Event()

    def wait() -> Reading:
        assert release.wait(5)
        raise UserError("这是一句话。")

    # Only the window's own thread can let the reader go on.
    queue.began.connect(lambda number: release.set())
    with qtbot.waitSignal(queue.refused) as refused:
        queue.add(wait)

    assert refused.args == [0, "这是一句话。"]


def test_a_mistake_of_a_reader_is_raised_in_the_windows_thread(
    queue: ReadingQueue, qtbot: QtBot
) -> None:
    """Where the net below everything tells of it; the file is refused, and the next one read."""
    refused: list[str] = []
    queue.refused.connect(lambda number, sentence: refused.append(sentence))

    def stumble() -> Reading:
        raise ZeroDivisionError

    with capture_exceptions() as mistakes, qtbot.waitSignal(queue.succeeded):
        queue.add(stumble)
        queue.add(lambda: Reading(sound_report()))

    assert [kind for kind, _, _ in mistakes] == [ZeroDivisionError]
    assert "程序出错，没有读入" in refused[0]
