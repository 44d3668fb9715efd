"""The history stays small: old typing is put together, and nothing else is touched."""

import os
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_at_store import LABEL, ORGAN, Clock, type_in
from gkdesk.core.change import Change
from gkdesk.errors import UserError
from gkdesk.files.examine import examine
from gkdesk.files.keeping import Rounds
from gkdesk.files.store import Store
from gkdesk.files.thinning import FINE_DAYS, KEPT_HOURS

FULL = bool(os.environ.get("GKDESK_FULL"))
CELL = "applications.new_received.natural_person"
DAY = 86400


def type_prose(store: Store, clock: Clock, report_id: int, *texts: str, pause: float = 60) -> None:
    """Type a text with pauses."""
    for text in texts:
        clock.forward(pause)
        type_in(store, report_id, "overview", text)


def thin_later(store: Store, clock: Clock, days: float = FINE_DAYS + 1) -> int:
    """Thin some days later."""
    return store.thin(clock.now + timedelta(days=days))


def test_an_hour_of_old_typing_becomes_one_step(
    store: Store, report_id: int, clock: Clock, path: Path
) -> None:
    """It leads from the text before it to the text after it; the file is as whole as before."""
    type_prose(store, clock, report_id, "一", "一二", "一二三")

    assert thin_later(store, clock) == 2
    [moment] = store.moments(report_id)
    assert store.changes_at(report_id, moment.number) == (Change("overview", None, "一二三"),)
    assert examine(path) == []


def test_typing_of_two_hours_stays_two_steps(store: Store, report_id: int, clock: Clock) -> None:
    """How a text stood at the end of each hour can always be looked at."""
    type_prose(store, clock, report_id, "一", "一二", "一二三", "一二三四", pause=1700)

    thin_later(store, clock)

    assert [store.texts_at(report_id, one.number)["overview"] for one in store.moments(report_id)][
        ::-1
    ] == ["一二", "一二三四"]


def test_typing_of_some_hours_ago_is_joined_by_ten_minutes(
    store: Store, report_id: int, clock: Clock
) -> None:
    """A day later one can still look at each ten minutes; the last two hours stay as they were."""
    texts = ["一" * count for count in range(1, 13)]
    type_prose(store, clock, report_id, *texts, pause=180)

    store.thin(clock.now + timedelta(hours=KEPT_HOURS, minutes=-10))

    shown = [store.texts_at(report_id, one.number)["overview"] for one in store.moments(report_id)]
    assert [len(text) for text in shown] == [12, 11, 10, 9, 8, 6, 3]


def test_a_week_of_typing_stays_small(
    store: Store,
    report_id: int,
    clock: Clock,
    path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """Two hours of prose a day, a pause each 20 seconds, backups as they come: else 32 MB."""
    store._file.connection.execute("PRAGMA synchronous = OFF")
    old, turn, largest, start = None, 0, 0, clock.now
    for day in range(5):
        clock.now = start + timedelta(days=day)
        store.thin(clock.now)
        for _ in range(4):
            for _ in range(90):
                clock.forward(20)
                turn += 1
                text = "政" * min(3 * turn, 5000) + str(turn)
                store.record(report_id, [Change("overview", old, text)], LABEL)
                old = text
            store.thin(clock.now, compact=False)
        largest = max(largest, path.stat().st_size)
    store.thin(clock.now + timedelta(days=1))

    left = path.stat().st_size
    record_property("figure", f"a week of typing: at most {largest:,} bytes, then {left:,}")
    assert largest < 14_000_000
    assert left < 2_000_000
    assert examine(path) == []


def test_undo_and_redo_take_a_joined_step_as_one(
    store: Store, report_id: int, clock: Clock
) -> None:
    """And a new text after undo leaves nothing of it behind."""
    type_in(store, report_id, CELL, "1")
    type_prose(store, clock, report_id, "一", "一二", "一二三")
    thin_later(store, clock)

    assert store.undo(report_id) is not None
    assert (store.answers(report_id), store.redo_label(report_id)) == ({CELL: "1"}, LABEL)
    assert store.redo(report_id) is not None
    assert store.answers(report_id) == {CELL: "1", "overview": "一二三"}
    assert store.redo(report_id) is None

    store.undo(report_id)
    type_in(store, report_id, CELL, "2")
    assert [one.number for one in store.moments(report_id)] == [2, 1]


@pytest.mark.parametrize("what", ["young", "undone", "cell", "block", "other label", "2019"])
def test_all_else_is_left_as_it_is(store: Store, report_id: int, clock: Clock, what: str) -> None:
    """The last hours, what was taken back, cells, whole blocks, drafts, forms not known here."""
    days = float(FINE_DAYS + 1)
    if what == "2019":
        report_id = store.create(ORGAN, 2030, "2099", {})
    if what == "cell":
        type_in(store, report_id, CELL, "1", "2", "3")
    elif what == "block":
        for text in ("1", "2"):
            store.record(report_id, [Change("overview", None, text), Change(CELL, "", text)], "粘")
    elif what == "other label":
        store.record(report_id, [Change("overview", None, "甲")], "插入示例")
        type_in(store, report_id, "overview", "甲乙")
    else:
        type_prose(store, clock, report_id, "一", "一二", "一二三")
    if what == "young":
        days = (KEPT_HOURS - 0.1) / 24
    if what == "undone":
        while store.undo(report_id):
            pass
    before = store.moments(report_id)

    assert thin_later(store, clock, days) == 0
    assert store.moments(report_id) == before


def test_old_steps_after_a_young_one_stay(store: Store, report_id: int, clock: Clock) -> None:
    """A clock that jumped back makes old times; their steps are young all the same."""
    type_prose(store, clock, report_id, "一")
    clock.forward(-30 * DAY)
    type_prose(store, clock, report_id, "一二", "一二三")
    clock.forward(30 * DAY)

    assert thin_later(store, clock, 0.05) == 0


def test_a_text_that_came_to_nothing_within_an_hour_stays(
    store: Store, report_id: int, clock: Clock
) -> None:
    """A step from a text to itself would show the clerk nothing."""
    store.record(report_id, [Change("overview", None, "甲")], "插入示例")
    type_prose(store, clock, report_id, "甲乙", "甲")

    assert thin_later(store, clock) == 0


def test_a_thousand_pauses_in_a_long_text_take_less_than_a_megabyte(
    store: Store, report_id: int, clock: Clock, path: Path
) -> None:
    """5,000 signs, a pause each half minute: 33 MB while it is young, and the file shrinks."""
    texts = ["政" * 4994 + f"{turn:06}" for turn in range(1000)]
    old: str | None = None
    for text in texts:
        clock.forward(30)
        store.record(report_id, [Change("overview", old, text)], LABEL)
        old = text
    assert path.stat().st_size < 35_000_000

    assert thin_later(store, clock) > 980
    assert path.stat().st_size < 1_000_000
    assert examine(path) == []
    while store.undo(report_id):
        pass
    assert store.answers(report_id) == {}


def test_each_round_of_backups_thins(store: Store, report_id: int, clock: Clock) -> None:
    """And so does each later one, but the file is made smaller only while nobody types yet."""
    rounds = Rounds(store.path, store.path.parent / "backups")
    type_prose(store, clock, report_id, "一", "一二")

    rounds.backup(clock.now + timedelta(days=FINE_DAYS + 1))
    assert len(store.moments(report_id)) == 1

    clock.forward(10 * DAY)
    texts = ["政" * 4994 + f"{turn:06}" for turn in range(200)]
    type_prose(store, clock, report_id, *texts, pause=2)
    size = store.path.stat().st_size
    rounds.backup(clock.now + timedelta(hours=KEPT_HOURS + 1))
    assert len(store.moments(report_id)) < 5
    assert store.path.stat().st_size >= size


def test_a_locked_store_is_not_thinned_and_says_why(
    store: Store, report_id: int, clock: Clock, path: Path
) -> None:
    """Nothing is lost by that: the next start thins it."""
    type_prose(store, clock, report_id, "一", "一二")
    with Store.open(path, wait=0) as other:
        with store._file.transaction(), pytest.raises(UserError, match="占用"):
            other.thin(clock.now + timedelta(days=30))

        assert len(other.moments(report_id)) == 2


DEEDS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["overview", "other_matters", CELL]), st.integers(0, 9)),
        st.sampled_from(["undo", "redo", "minute", "hour", "days", "thin"]),
    ),
    max_size=40,
)


@settings(max_examples=1000 if FULL else 60, deadline=None)
@given(deeds=DEEDS)
def test_thinning_changes_no_text_that_is_left(deeds: list[tuple[str, int] | str]) -> None:
    """All moments that are still listed show what they showed, and undo leads to the start."""
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        with Store.open(Path(folder) / "a.sqlite3", clock=clock) as store:
            report_id = store.create(ORGAN, 2024, "2021", {})
            start = store.texts_at(report_id, 0)
            for deed in deeds:
                play(store, clock, report_id, deed)
            shown = {one.number: one for one in store.moments(report_id)}
            before = {number: store.texts_at(report_id, number) for number in shown}
            thin_later(store, clock)

            left = store.moments(report_id)
            assert set(left) <= set(shown.values())
            assert all(store.texts_at(report_id, m.number) == before[m.number] for m in left)
            assert [m for m in shown.values() if m.undone] == [m for m in left if m.undone]
            assert examine(store.path) == []
            while store.undo(report_id):
                pass
            assert store.texts_at(report_id, 0) == start
            assert store.answers(report_id) == {}


def play(store: Store, clock: Clock, report_id: int, deed: tuple[str, int] | str) -> None:
    """Let the clerk type, walk, wait, or the program thin."""
    waits = {"minute": 60, "hour": 3600, "days": (FINE_DAYS + 1) * DAY}
    if isinstance(deed, tuple):
        type_in(store, report_id, deed[0], str(deed[1]))
    elif deed in waits:
        clock.forward(waits[deed])
    elif deed == "thin":
        store.thin(clock.now)
    else:
        getattr(store, deed)(report_id)
