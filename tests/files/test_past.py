"""Moments of a report and what it was then: exact, whatever the clerk did in between."""

import os
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_at_store import LABEL, ORGAN, Clock, type_in
from gkdesk.core.change import Change, differences
from gkdesk.files.store import Store
from systems import WINDOWS

FULL = bool(os.environ.get("GKDESK_FULL"))


@pytest.fixture
def report_id(store: Store) -> int:
    return store.create(ORGAN, 2024, "2021", {"a": "5"})


def now(store: Store, report_id: int) -> dict[str, str]:
    """All texts of the report as it stands."""
    stored = store.report(report_id)
    heading = {"organ": stored.organ} if stored.organ else {}
    return {**heading, "year": str(stored.year), **store.answers(report_id)}


def test_a_moment_tells_when_what_and_how_much(store: Store, report_id: int, clock: Clock) -> None:
    """Newest first; a step that touches an address twice counts it once."""
    type_in(store, report_id, "a", "1")
    clock.forward(60)
    store.record(
        report_id, [Change("b", None, "1"), Change("c", None, "2"), Change("b", "1", "3")], "粘贴"
    )

    newest, oldest = store.moments(report_id)

    assert (newest.label, newest.touched, newest.at) == ("粘贴", 2, clock.now)
    assert (oldest.label, oldest.touched, oldest.undone) == (LABEL, 1, False)
    assert store.changes_at(report_id, oldest.number) == (Change("a", "5", "1"),)


def test_moments_of_a_scope_are_those_that_touch_it(store: Store, report_id: int) -> None:
    """A step is told whole, however much of it lies in the scope."""
    type_in(store, report_id, "a", "1")
    store.record(report_id, [Change("b", None, "1"), Change("c", None, "2")], "粘贴")

    assert [one.touched for one in store.moments(report_id, addresses=["b"])] == [2]
    assert [one.label for one in store.moments(report_id, addresses=["a", "x"])] == [LABEL]
    assert store.moments(report_id, addresses=[]) == []


def test_a_long_history_is_read_piece_by_piece(store: Store, report_id: int) -> None:
    """Each piece goes on below the last number of the one before."""
    type_in(store, report_id, "a", *map(str, range(10)))

    first = store.moments(report_id, limit=4)
    second = store.moments(report_id, before=first[-1].number, limit=4)

    assert [one.number for one in first + second] == [10, 9, 8, 7, 6, 5, 4, 3]


def test_what_was_taken_back_can_still_be_looked_at(store: Store, report_id: int) -> None:
    """It is marked, and the texts are those after it."""
    type_in(store, report_id, "a", "1", "2")
    store.undo(report_id)

    assert [(one.number, one.undone) for one in store.moments(report_id)] == [
        (2, True),
        (1, False),
    ]
    assert [store.texts_at(report_id, number)["a"] for number in (0, 1, 2)] == ["5", "1", "2"]


def test_five_thousand_steps_are_looked_through_at_once(store: Store, report_id: int) -> None:
    """A page of moments, and the texts at the beginning, of a history with long prose."""
    with store._file.transaction() as connection:
        steps = [(report_id, n, "2025-01-10T08:00:00.000000+00:00", LABEL) for n in range(1, 5001)]
        connection.executemany(
            "INSERT INTO actions (report_id, number, at, label) VALUES (?, ?, ?, ?)", steps
        )
        connection.executemany(
            "INSERT INTO changes VALUES (?, ?, 0, ?, ?, ?)",
            (
                (report_id, n, f"cell{n % 150}" if n % 10 else "overview", "旧" * 300, "新" * 300)
                for n in range(1, 5001)
            ),
        )
    start = time.perf_counter()
    assert len(store.moments(report_id)) == 200
    assert len(store.moments(report_id, addresses=["cell7"])) == 34
    assert store.texts_at(report_id, 0)["overview"] == "旧" * 300
    seconds = time.perf_counter() - start

    assert seconds < (10 if WINDOWS else 2)  # Wine beside other work is slow


ADDRESSES = st.sampled_from(["a", "b", "overview", "organ", "year"])
TEXTS = st.one_of(st.none(), st.sampled_from(["0", "1", "", "字"]))
BLOCKS = st.dictionaries(ADDRESSES, TEXTS, min_size=1, max_size=3)
DEEDS = st.lists(
    st.one_of(BLOCKS, st.sampled_from(["undo", "redo", "wait", "bring back"])), max_size=25
)


class Chronicle:
    """A report, and a plain record of what it was after each of its steps."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.store = Store.open(folder / "gkdesk.sqlite3", clock=self.clock)
        self.id = self.store.create(ORGAN, 2024, "2021", {"a": "5"})
        self.then = {0: now(self.store, self.id)}

    def do(self, deed: dict[str, str | None] | str) -> None:
        """Let the clerk do something, and note how the report stands after its last step."""
        if isinstance(deed, dict):
            self.record(deed)
        elif deed == "wait":
            self.clock.forward(4)
        elif deed == "bring back":
            self.bring_back(sorted(self.then)[len(self.then) // 2])
        else:
            getattr(self.store, deed)(self.id)
        listed = self.store.moments(self.id)
        numbers = {0, *(one.number for one in listed)}
        self.then = {n: texts for n, texts in self.then.items() if n in numbers}
        standing = max((one.number for one in listed if not one.undone), default=0)
        self.then[standing] = now(self.store, self.id)

    def record(self, block: dict[str, str | None]) -> None:
        """Type a block; a year is always one."""
        texts = {a: str(2021 + len(t or "")) if a == "year" else t for a, t in block.items()}
        shown = now(self.store, self.id)
        changes = [Change(address, shown.get(address), text) for address, text in texts.items()]
        self.store.record(self.id, changes, LABEL, merge_within=3)

    def bring_back(self, number: int) -> None:
        """Make the report what it was, and see that this is one step and loses none."""
        before, known = now(self.store, self.id), dict(self.then)
        texts = self.store.texts_at(self.id, number)
        if self.store.bring_back(self.id, differences(before, texts), "恢复") is None:
            return
        assert now(self.store, self.id) == texts
        self.store.undo(self.id)
        assert now(self.store, self.id) == before
        self.store.redo(self.id)
        assert {one: self.store.texts_at(self.id, one) for one in known} == known


@settings(max_examples=1500 if FULL else 60, deadline=None)
@given(deeds=DEEDS)
def test_every_moment_is_exactly_what_was_recorded(
    deeds: list[dict[str, str | None] | str],
) -> None:
    """Typing, merged steps, undo, redo, other years and organs, and moments brought back."""
    with tempfile.TemporaryDirectory() as folder:
        chronicle = Chronicle(Path(folder))
        for deed in deeds:
            chronicle.do(deed)
        store, number = chronicle.store, chronicle.id
        assert {one: store.texts_at(number, one) for one in chronicle.then} == chronicle.then
        store.close()
