"""Digests: a figure that nobody typed is noticed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from clerk_at_store import LABEL, Clock, type_in
from gkdesk.core.change import Change
from gkdesk.files import digests
from gkdesk.files.store import Store
from stores import CELL, make_store, open_store


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with open_store(tmp_path / "gkdesk.sqlite3", clock) as opened:
        yield opened


def wrong(path: Path) -> tuple[list[int], int, int]:
    """The reports, and how many steps and exports, that are not as they were written."""
    with closing(sqlite3.connect(path)) as connection:
        return (
            digests.wrong_reports(connection),
            digests.wrong_steps(connection),
            digests.wrong_exports(connection),
        )


def test_everything_that_a_clerk_does_is_signed(store: Store, clock: Clock) -> None:
    """Typing that grows a step, undo, redo, a new name, and what drops steps taken back."""
    type_in(store, 2, "overview", "一", "二", "三", merge=60)
    type_in(store, 2, CELL, "5", "6", "7")
    store.undo(2)
    store.undo(2)
    store.redo(2)
    type_in(store, 2, CELL, "8")
    store.record(2, [Change("organ", "x", "新机关"), Change("year", "2024", "2025")], LABEL)
    store.record(1, [], LABEL)

    assert wrong(store.path) == ([], 0, 0)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (f"UPDATE answers SET text = '9' WHERE address = '{CELL}'", ([2], 0, 0)),
        ("DELETE FROM answers WHERE report_id = 1", ([1], 0, 0)),
        ("UPDATE reports SET year = 2022 WHERE id = 1", ([1], 0, 0)),
        ("UPDATE changes SET old = '2' WHERE number = 2", ([], 1, 0)),
        ("DELETE FROM changes WHERE number = 1", ([], 1, 0)),
        ("UPDATE actions SET label = 'x'", ([], 2, 0)),
        ("UPDATE exports SET content = '{ }'", ([], 0, 1)),
    ],
)
def test_what_another_hand_changed_is_noticed(
    tmp_path: Path, clock: Clock, statement: str, found: tuple[list[int], int, int]
) -> None:
    """Also where SQLite finds nothing wrong."""
    path = make_store(tmp_path / "gkdesk.sqlite3", clock)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)

    assert wrong(path) == found


def test_signing_all_makes_everything_right(tmp_path: Path, clock: Clock) -> None:
    """As after an upgrade, or in a store that was built of salvaged rows."""
    path = make_store(tmp_path / "gkdesk.sqlite3", clock)
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in ("reports", "actions", "exports"):
            connection.execute(f"UPDATE {table} SET digest = ''")
        digests.sign_all(connection)

    assert wrong(path) == ([], 0, 0)


def test_digests_stay_the_same_for_ever() -> None:
    """A stored one must mean the same in every later version."""
    assert digests.digest("河园镇", 1, None, [("甲", None)]) == "2ce6a09797c8d7ff"
