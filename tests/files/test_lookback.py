"""Looking back: exports among the steps, what they held, and what is another now."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from clerk_at_store import Clock
from gkdesk.core import exchange
from gkdesk.core.change import Change
from gkdesk.core.report import Report
from gkdesk.errors import UserError
from gkdesk.files.beginnings import begin_from
from gkdesk.files.lookback import BEGUN, Lookback, Then
from gkdesk.files.store import Store
from gkdesk.files.stored import load_report
from reports import sound_report

CELL = "applications.new_received.natural_person"


@pytest.fixture
def report_id(store: Store) -> int:
    return begin_from(store, sound_report())


def back(store: Store, report_id: int) -> Lookback:
    """Look back from the report as it is stored."""
    return Lookback(store, report_id, load_report(store, report_id))


def type_in(store: Store, clock: Clock, report_id: int, **texts: str) -> None:
    """Change several texts in one step, a minute later."""
    clock.forward(60)
    before = load_report(store, report_id)
    changes = [before.change(address, text) for address, text in texts.items()]
    store.record(report_id, [one for one in changes if one], "填写")


def export(store: Store, clock: Clock, report_id: int, path: str = "D:\\年报.docx") -> Report:
    """Let the report as it stands go out, a minute later."""
    clock.forward(60)
    report = load_report(store, report_id)
    store.remember_export(report_id, path, draft=False, content=exchange.dump(report))
    return report


def labels(found: Iterator[Then]) -> list[str]:
    """What the moments say."""
    return [one.label for one in found]


def test_exports_stand_among_the_steps_and_the_beginning_is_last(
    store: Store, report_id: int, clock: Clock
) -> None:
    """Newest first, in whatever scope."""
    export(store, clock, report_id, "D:\\草稿.docx")
    type_in(store, clock, report_id, overview="甲")
    export(store, clock, report_id)
    type_in(store, clock, report_id, **{CELL: "3"})

    exports = ["导出 Word：年报.docx", "导出 Word：草稿.docx"]
    assert labels(back(store, report_id).moments()) == [
        "填写", exports[0], "填写", exports[1], BEGUN
    ]  # fmt: skip
    assert labels(back(store, report_id).moments([CELL])) == ["填写", *exports, BEGUN]


def test_a_report_without_a_step_has_its_beginning(store: Store, report_id: int) -> None:
    """It is what it was."""
    looked = back(store, report_id)
    [begun] = looked.moments()

    assert (begun.number, looked.changes(begun), looked.since(begun)) == (0, (), ())
    assert looked.texts(begun) == load_report(store, report_id).texts
    assert looked.since_export() is None


def test_moments_are_read_as_far_as_is_asked_for(
    store: Store, report_id: int, clock: Clock
) -> None:
    """And to the end where all are wanted."""
    for text in range(450):
        store.record(report_id, [Change(CELL, "0", str(text))], str(text))

    looked = back(store, report_id)
    assert next(looked.moments()).label == "449"
    assert labels(looked.moments()) == [*map(str, reversed(range(450))), BEGUN]


def test_an_export_holds_what_was_sent(store: Store, report_id: int, clock: Clock) -> None:
    """Whatever was changed since; the changes are named in the form's order."""
    sent = export(store, clock, report_id)
    type_in(store, clock, report_id, other_matters="另写。")
    type_in(store, clock, report_id, **{CELL: "3"})
    looked = back(store, report_id)
    [then] = looked.exports()

    assert looked.texts(then) == sent.texts
    assert looked.since(then) == (
        Change("other_matters", sent.text("other_matters"), "另写。"),
        Change(CELL, "0", "3"),
    )
    assert looked.since_export() == looked.since(then)


def test_signs_made_official_on_paper_are_no_change(
    store: Store, report_id: int, clock: Clock
) -> None:
    """The paper says （一） where the clerk typed (一), and leaves blanks at the end out."""
    type_in(store, clock, report_id, overview="(一)主动公开。\n  ")
    export(store, clock, report_id)
    looked = back(store, report_id)

    assert looked.since_export() == ()
    assert looked.texts(looked.exports()[0])["overview"] == "(一)主动公开。\n  "


def test_reasons_are_not_on_the_paper(store: Store, report_id: int, clock: Clock) -> None:
    """A finding that was explained since the export is no change of the report that was sent."""
    export(store, clock, report_id)
    store.record(report_id, [Change("explanations", None, "[]")], "标记已核实")

    assert back(store, report_id).since_export() == ()


@pytest.mark.parametrize("content", ["{}", "没有", '{"format": "gkdesk-report/1", "form": "2099"}'])
def test_an_export_that_cannot_be_read_says_so(store: Store, report_id: int, content: str) -> None:
    """Damaged, or of a form that this program does not know; the list is there all the same."""
    store.remember_export(report_id, "/tmp/a.docx", draft=False, content=content)
    looked = back(store, report_id)
    [then] = looked.exports()

    assert then.label == "导出 Word：a.docx"
    with pytest.raises(UserError, match=r"^这次导出的内容读不出来："):
        looked.since(then)


def test_a_clock_that_jumped_back_keeps_the_steps_in_order(
    store: Store, report_id: int, clock: Clock
) -> None:
    """Steps are ordered by what was done first; each export is listed once."""
    type_in(store, clock, report_id, overview="甲")
    export(store, clock, report_id)
    clock.now -= timedelta(days=400)
    type_in(store, clock, report_id, overview="乙")

    found = list(back(store, report_id).moments())
    assert [one.number for one in found if one.number] == [2, 1]
    assert len([one for one in found if one.export]) == 1
