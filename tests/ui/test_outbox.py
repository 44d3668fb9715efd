"""Actions on their way to the store."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gkdesk.core.change import Change
from gkdesk.errors import UserError
from gkdesk.files.store import Store
from gkdesk.ui import outbox
from gkdesk.ui.outbox import Outbox, ToWrite
from reports import ORGAN


@pytest.fixture
def report_id(store: Store) -> int:
    """A report in the store."""
    return store.create(ORGAN, 2024, "2021", {})


@pytest.fixture
def box(
    store: Store, report_id: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Outbox]:
    """The way of its actions, tried again soon."""
    monkeypatch.setattr(outbox, "RETRY_MS", 50)
    made = Outbox(store, report_id)
    yield made
    made.stop()


@contextmanager
def held(tmp_path: Path) -> Iterator[None]:
    """Another program holds the file."""
    with closing(sqlite3.connect(tmp_path / "gkdesk.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def typed(new: str, old: str | None = None, address: str = "overview") -> ToWrite:
    """The action of typing a text."""
    return ToWrite((Change(address, old, new),), "填写")


def test_what_the_store_takes_is_not_kept(box: Outbox, store: Store, report_id: int) -> None:
    """It is on disk when the method returns."""
    assert box.write(typed("甲")) == ""
    assert box.is_empty
    assert store.answers(report_id) == {"overview": "甲"}


def test_what_it_does_not_take_is_kept_in_its_order_and_tried_again(
    box: Outbox, store: Store, report_id: int, tmp_path: Path, qtbot: QtBot
) -> None:
    """The failure is told once when it is new, and then each time it is tried in vain."""
    with held(tmp_path):
        assert "没有保存" in box.write(typed("甲"))
        assert box.write(typed("乙", "甲")) == ""
        with qtbot.waitSignal(box.failed) as failed:
            pass
        assert "没有保存" in failed.args[0]
        assert not box.is_empty
        assert store.answers(report_id) == {}
    with qtbot.waitSignal(box.emptied) as emptied:
        pass

    assert emptied.args == [frozenset({"overview"})]
    assert box.is_empty
    assert store.answers(report_id) == {"overview": "乙"}


def test_what_can_never_be_written_is_raised_at_once(box: Outbox, store: Store) -> None:
    """As the year of another report is; nothing is kept."""
    store.create(ORGAN, 2025, "2021", {})
    with pytest.raises(UserError, match="2025"):
        box.write(typed("2025", "2024", "year"))

    assert box.is_empty


def test_what_was_kept_and_is_refused_holds_up_nothing(
    box: Outbox, store: Store, report_id: int, tmp_path: Path
) -> None:
    """It is told with its changes and kept no longer; what stands behind it is written."""
    store.create(ORGAN, 2025, "2021", {})
    refused: list[tuple[Change, ...]] = []
    box.refused.connect(lambda changes, why: refused.append((*changes, why)))
    with held(tmp_path):
        box.write(typed("2025", "2024", "year"))
        box.write(typed("甲"))
    box.retry()

    assert refused[0][0] == Change("year", "2024", "2025")
    assert "2025" in str(refused[0][1])
    assert box.is_empty
    assert store.answers(report_id) == {"overview": "甲"}


def test_nothing_is_tried_once_it_is_stopped(box: Outbox, tmp_path: Path, qtbot: QtBot) -> None:
    """No timer may reach for a store that is closed by then."""
    with held(tmp_path):
        box.write(typed("甲"))
        box.stop()
    with qtbot.assertNotEmitted(box.emptied, wait=150):
        pass

    assert not box.is_empty
