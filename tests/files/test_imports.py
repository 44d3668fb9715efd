"""A report that was read comes into the store, never unasked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gkdesk.core.explanations import ADDRESS, Explanation, write
from gkdesk.core.report import Report
from gkdesk.errors import UserError
from gkdesk.files import shipped
from gkdesk.files.beginnings import begin_from, begin_next
from gkdesk.files.imports import find_twin, replace, set_aside
from gkdesk.files.recognise.report import NO_ORGAN
from gkdesk.files.store import Store
from gkdesk.files.stored import load_report
from reports import ORGAN, sound_report

CELL = "applications.granted.natural_person"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of the test's own."""
    with Store.open(tmp_path / "gkdesk.sqlite3") as opened:
        yield opened


def test_what_is_looked_at_lies_in_memory_alone() -> None:
    """All texts of it."""
    report = sound_report()
    aside, report_id = set_aside(report)

    assert load_report(aside, report_id).texts == report.texts
    aside.close()


def test_an_organ_that_was_not_read_is_left_blank() -> None:
    """The words that stand in for it are never stored."""
    aside, report_id = set_aside(sound_report(organ=NO_ORGAN))

    assert aside.report(report_id).organ == ""
    aside.close()


def test_a_report_without_a_twin_replaces_none(store: Store) -> None:
    """Neither that of another year nor that of another organ."""
    begin_from(store, sound_report(year="2023"))
    begin_from(store, sound_report(organ="山前镇人民政府"))

    assert find_twin(store, sound_report(), from_paper=True) is None


def test_replacing_is_one_step_that_is_undone_and_done_again(store: Store) -> None:
    """Changed figures, figures that are gone, and new ones."""
    before = sound_report(**{CELL: "3", "overview": ""})
    report_id = begin_from(store, before)
    new = sound_report(
        **{CELL: "", "proactive_disclosure.administrative_fees.amount_10k_yuan": "2"}
    )
    twin = find_twin(store, new, from_paper=True)
    assert twin is not None
    assert twin.stored.id == report_id
    assert len(twin.changes) == 3

    replace(store, twin, "导入：去年.docx")

    assert load_report(store, report_id).texts == new.texts
    assert store.undo_label(report_id) == "导入：去年.docx"
    store.undo(report_id)
    assert load_report(store, report_id).texts == before.texts
    store.redo(report_id)
    assert load_report(store, report_id).texts == new.texts
    assert len(store.reports()) == 1


def test_an_identical_report_differs_in_nothing(store: Store) -> None:
    """There is nothing to ask about."""
    begin_from(store, sound_report())
    twin = find_twin(store, sound_report(), from_paper=True)

    assert twin is not None
    assert twin.changes == ()


def test_what_no_paper_shows_stays_as_the_clerk_typed_it(store: Store) -> None:
    """Contact, reasons and the seal; a data file speaks of them, and takes them away."""
    given = Explanation("t2.balance", (CELL,), "1", "0", "清理", "王小明", "")
    typed = {"contact.phone": "0998-1", "signature.sealed": "false", ADDRESS: write([given])}
    begin_from(store, sound_report(**typed))

    paper = find_twin(store, sound_report(), from_paper=True)
    data = find_twin(store, sound_report(), from_paper=False)

    assert paper is not None
    assert paper.changes == ()
    assert data is not None
    assert {one.address for one in data.changes} == set(typed)


def test_a_report_on_another_form_is_not_replaced(store: Store) -> None:
    """Its addresses are others."""
    store.create(ORGAN, 2024, "2019", {})

    with pytest.raises(UserError, match=r"2019年表样.*没有改动"):
        find_twin(store, sound_report(), from_paper=True)


def test_an_old_report_is_stored_and_hands_on(store: Store) -> None:
    """On its own form."""
    carried = "applications.carried_forward.natural_person"
    texts = {"organ": ORGAN, "year": "2020", CELL: "3", carried: "2"}
    report_id = begin_from(store, Report(shipped.form("2019"), texts))
    following = load_report(store, begin_next(store, report_id))

    assert load_report(store, report_id).text(CELL) == "3"
    assert following.text("applications.carried_over.natural_person") == "2"
