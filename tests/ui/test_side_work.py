"""Small work beside the window."""

from threading import Event, get_ident

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from gkdesk.errors import UserError
from gkdesk.ui.side_work import SideWork


@pytest.fixture
def work(qtbot: QtBot) -> SideWork:
    return SideWork(threads=1)


def test_what_came_of_it_is_told_in_the_windows_thread(work: SideWork, qtbot: QtBot) -> None:
    """And never before `do` is over, however quick the work was."""
    told: list[tuple[int, int]] = []
    work.do(get_ident, lambda found: told.append((found, get_ident())), pytest.fail)
    assert told == []
    assert work.is_busy
    qtbot.waitUntil(lambda: not work.is_busy)

    assert told[0][0] != get_ident()
    assert told[0][1] == get_ident()


def test_a_refusal_is_a_sentence(work: SideWork, qtbot: QtBot) -> None:
    """The other ear hears it."""
    said: list[str] = []

    def refuse() -> None:
        raise UserError("这是一句话。")

    work.do(refuse, pytest.fail, said.append)
    qtbot.waitUntil(lambda: not work.is_busy)

    assert said == ["这是一句话。"]


def test_a_mistake_of_the_program_is_raised_in_the_windows_thread(
    work: SideWork, qtbot: QtBot
) -> None:
    """Where the net below everything tells of it; the next piece is done."""
    told: list[int] = []

    def stumble() -> int:
        raise ZeroDivisionError

    with capture_exceptions() as mistakes:
        work.do(stumble, told.append, pytest.fail)
        work.do(lambda: 2, told.append, pytest.fail)
        qtbot.waitUntil(lambda: not work.is_busy)

    assert [kind for kind, _, _ in mistakes] == [ZeroDivisionError]
    assert told == [2]


@pytest.mark.parametrize("end", [True, False])
def test_what_waits_is_dropped(work: SideWork, qtbot: QtBot, end: bool) -> None:
    """What is under way comes to its end; after `end` nobody hears of it."""
    under_way, go_on = Event(), Event()
    told: list[str] = []

    def wait() -> str:
        under_way.set()
        go_on.wait(10)
        return "first"

    work.do(wait, told.append, pytest.fail)
    work.do(lambda: "second", told.append, pytest.fail)
    assert under_way.wait(10)
    work.end() if end else work.drop()
    go_on.set()
    if not end:
        work.do(lambda: "third", told.append, pytest.fail)
        qtbot.waitUntil(lambda: not work.is_busy)

    assert told == ([] if end else ["first", "third"])
