"""Undo, redo and history: every step leads back and forth, whatever comes between."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_at_store import LABEL, ORGAN, Clock, type_in
from gkdesk.core.report import Change
from gkdesk.files.store import Store

FULL = bool(os.environ.get("GKDESK_FULL"))


def test_block_is_one_step_in_its_own_order(store: Store, report_id: int) -> None:
    """A pasted block goes and returns whole; undo tells the way back, redo the way forth."""
    block = (Change("z", None, "1"), Change("a", None, "2"), Change("z", "1", "3"))
    store.record(report_id, block, "粘贴")

    undone, redone = store.undo(report_id), store.redo(report_id)

    assert undone is not None
    assert undone.changes == (Change("z", "3", "1"), Change("a", "2", None), Change("z", "1", None))
    assert redone is not None
    assert (redone.label, redone.changes) == ("粘贴", block)
    assert store.answers(report_id) == {"a": "2", "z": "3"}


def test_labels_tell_what_undo_and_redo_would_do(store: Store, report_id: int) -> None:
    """The menu names the step on either side, and greys out where there is none."""
    store.record(report_id, [Change("a", None, "1")], "填写")
    store.record(report_id, [Change("b", None, "0")], "本表其余填 0")
    assert (store.undo_label(report_id), store.redo_label(report_id)) == ("本表其余填 0", None)

    store.undo(report_id)
    assert (store.undo_label(report_id), store.redo_label(report_id)) == ("填写", "本表其余填 0")

    store.undo(report_id)
    assert (store.undo_label(report_id), store.redo_label(report_id)) == (None, "填写")


def test_new_step_ends_what_could_be_done_again(store: Store, report_id: int) -> None:
    """After undo and a new text the old future is gone."""
    type_in(store, report_id, "a", "1", "2")
    store.undo(report_id)
    type_in(store, report_id, "a", "3")

    assert store.redo(report_id) is None
    assert [past.new for past in store.history(report_id, "a")] == ["3", "1"]


def test_reports_have_their_own_steps(store: Store, report_id: int) -> None:
    """Undo in one report leaves the other alone."""
    other = store.create(ORGAN, 2025, "2021", {})
    type_in(store, report_id, "a", "1")
    type_in(store, other, "a", "2")

    store.undo(report_id)

    assert (store.answers(report_id), store.answers(other)) == ({}, {"a": "2"})


def test_history_of_a_cell_tells_when_and_what(store: Store, report_id: int, clock: Clock) -> None:
    """「本格历史」 shows the newest first, and as many as are asked for."""
    for text in ("1", "2", "3"):
        clock.forward(60)
        type_in(store, report_id, "a", text)
    type_in(store, report_id, "b", "9")

    past = store.history(report_id, "a", limit=2)

    assert [(entry.old, entry.new) for entry in past] == [("2", "3"), ("1", "2")]
    assert (past[0].at, past[0].label) == (clock.now, LABEL)


def test_typing_without_a_pause_is_one_step(store: Store, report_id: int, clock: Clock) -> None:
    """Prose is saved each second, but undo takes back all that was typed in one go."""
    for text in ("主", "主动", "主动公"):
        clock.forward(1)
        type_in(store, report_id, "overview", text, merge=3)
    clock.forward(4)
    type_in(store, report_id, "overview", "主动公开", merge=3)

    undone = [store.undo(report_id), store.undo(report_id), store.undo(report_id)]

    assert [action.changes if action else None for action in undone] == [
        (Change("overview", "主动公开", "主动公"),),
        (Change("overview", "主动公", None),),
        None,
    ]


def test_typing_that_comes_to_nothing_leaves_no_step(store: Store, report_id: int) -> None:
    """A letter typed and taken away at once is nothing that undo could show."""
    type_in(store, report_id, "overview", "一", "一二", "一", merge=3)
    store.record(report_id, [Change("overview", "一", None)], LABEL, merge_within=3)

    assert store.undo_label(report_id) is None
    assert store.answers(report_id) == {}


def test_a_moment_brought_back_is_one_step_and_forgets_none(store: Store, report_id: int) -> None:
    """What had been taken back stands under a step of its own, so that undo leads through it."""
    type_in(store, report_id, "a", "1", "2", "3")
    store.undo(report_id)
    store.undo(report_id)

    done = store.bring_back(report_id, [Change("a", "1", None)], "恢复到 1月10日 16:00")

    assert done is not None
    assert store.answers(report_id) == {}
    assert [one.label for one in store.moments(report_id)] == [
        "恢复到 1月10日 16:00",
        "撤销前面的改动",
        *[LABEL] * 3,
    ]
    walked = []
    while store.undo(report_id):
        walked.append(store.answers(report_id).get("a"))
    assert walked == ["1", "3", "2", "1", None]


def test_nothing_brought_back_is_no_step(store: Store, report_id: int) -> None:
    """The report is what it was at that moment."""
    type_in(store, report_id, "a", "1")
    store.undo(report_id)

    assert store.bring_back(report_id, [], "恢复") is None
    assert store.redo_label(report_id) == LABEL


def between_nothing(store: Store, report_id: int, clock: Clock) -> None:
    """Nothing happens between two texts."""


def between_clock_back(store: Store, report_id: int, clock: Clock) -> None:
    """The clock is set back."""
    clock.forward(-3600)


def between_undo(store: Store, report_id: int, clock: Clock) -> None:
    """The clerk takes a later step back."""
    type_in(store, report_id, "b", "9")
    store.undo(report_id)


def between_other_cell(store: Store, report_id: int, clock: Clock) -> None:
    """Another cell is typed in."""
    type_in(store, report_id, "b", "9")


@pytest.mark.parametrize(
    ("between", "label", "steps"),
    [
        (between_nothing, LABEL, 1),
        (between_nothing, "查找替换", 2),
        (between_clock_back, LABEL, 2),
        (between_undo, LABEL, 2),
        (between_other_cell, LABEL, 3),
    ],
)
def test_only_the_same_text_typed_on_grows_a_step(
    store: Store,
    report_id: int,
    clock: Clock,
    between: Callable[[Store, int, Clock], None],
    label: str,
    steps: int,
) -> None:
    """Whatever comes between two texts makes them two steps."""
    type_in(store, report_id, "a", "1", merge=3)
    between(store, report_id, clock)
    store.record(report_id, [Change("a", "1", "12")], label, merge_within=3)

    taken_back = 0
    while store.undo(report_id):
        taken_back += 1
    assert taken_back == steps


ADDRESSES = st.sampled_from(["a", "b", "overview", "organ"])
TEXTS = st.one_of(st.none(), st.sampled_from(["0", "1", "", "字"]))
BLOCKS = st.dictionaries(ADDRESSES, TEXTS, min_size=1, max_size=3)
DEEDS = st.lists(
    st.one_of(BLOCKS, st.sampled_from(["undo", "redo", "open again", "wait"])), max_size=25
)


class Desk:
    """A store that is opened again at will, and one report in it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "gkdesk.sqlite3"
        self.clock = Clock()
        self.store = Store.open(self.path, clock=self.clock)
        self.report_id = self.store.create("", 2024, "2021", {"a": "5"})

    def shown(self) -> dict[str, str]:
        """All texts of the report; an organ without a name counts as not filled in."""
        organ = self.store.report(self.report_id).organ
        return self.store.answers(self.report_id) | ({"organ": organ} if organ else {})

    def record(self, block: dict[str, str | None], merge_within: float = 0) -> None:
        """Let the clerk change a block of cells."""
        shown = {"organ": ""} | self.shown()
        changes = [Change(address, shown.get(address), text) for address, text in block.items()]
        self.store.record(self.report_id, changes, LABEL, merge_within=merge_within)

    def open_again(self) -> None:
        """Quit the program and start it."""
        self.store.close()
        self.store = Store.open(self.path, clock=self.clock)


def with_block(texts: dict[str, str], block: dict[str, str | None]) -> dict[str, str]:
    """The texts after a block was typed, as a plain dictionary tells it."""
    texts = texts | {address: text or "" for address, text in block.items()}
    gone = {address for address, text in block.items() if text is None}
    gone |= {"organ"} if not texts.get("organ") else set()
    return {address: text for address, text in texts.items() if address not in gone}


@settings(max_examples=2000 if FULL else 60, deadline=None)
@given(deeds=DEEDS)
def test_undo_and_redo_walk_through_all_that_was_shown(
    deeds: list[dict[str, str | None] | str],
) -> None:
    """Any mixture of typing, undo, redo and restarts shows what a plain list of states shows."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        states, at = [desk.shown()], 0
        for deed in deeds:
            if isinstance(deed, dict):
                desk.record(deed)
                states[at + 1 :] = [with_block(states[at], deed)]
                at += 1
            elif deed == "undo":
                assert (desk.store.undo(desk.report_id) is None) == (at == 0)
                at = max(at - 1, 0)
            elif deed == "redo":
                assert (desk.store.redo(desk.report_id) is None) == (at == len(states) - 1)
                at = min(at + 1, len(states) - 1)
            elif deed == "open again":
                desk.open_again()
            assert desk.shown() == states[at]
        desk.store.close()


@settings(max_examples=1000 if FULL else 40, deadline=None)
@given(deeds=DEEDS)
def test_grown_steps_lead_back_to_the_start_and_forth_to_the_end(
    deeds: list[dict[str, str | None] | str],
) -> None:
    """Merging typed texts loses no text: all the way back and all the way forth hold."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        start = desk.shown()
        for deed in deeds:
            if isinstance(deed, dict):
                desk.record(deed, merge_within=3)
            elif deed in ("undo", "redo"):
                getattr(desk.store, deed)(desk.report_id)
            else:
                desk.clock.forward(4)
        while desk.store.redo(desk.report_id):
            pass
        end = desk.shown()
        while desk.store.undo(desk.report_id):
            pass
        assert desk.shown() == start
        desk.open_again()
        while desk.store.redo(desk.report_id):
            pass
        assert desk.shown() == end
        desk.store.close()
