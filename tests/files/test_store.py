"""The store: reports and answers, exports and settings are on the disk at once."""

from datetime import datetime
from pathlib import Path

import pytest

from clerk_at_store import LABEL, ORGAN, Clock, type_in
from gkdesk.core.report import Change
from gkdesk.errors import UserError
from gkdesk.files.store import Store


def test_new_report_holds_its_first_answers(store: Store, clock: Clock) -> None:
    """Organ, year and edition belong to the report and are no answers."""
    report_id = store.create(ORGAN, 2024, "2021", {"a.b": "3", "overview": "一、\n二、"})

    report = store.report(report_id)
    assert (report.organ, report.year, report.edition) == (ORGAN, 2024, "2021")
    assert (report.changed_at, report.exported_at) == (clock.now, None)
    assert store.answers(report_id) == {"a.b": "3", "overview": "一、\n二、"}
    assert store.find(ORGAN, 2024) == report_id
    assert store.find(ORGAN, 2023) is None


def test_second_report_of_an_organ_and_year_is_refused(store: Store, report_id: int) -> None:
    """The clerk is told which one exists, and nothing is written."""
    with pytest.raises(UserError, match=f"{ORGAN}2024年度的报告已有一份"):
        store.create(ORGAN, 2024, "2021", {"a": "1"})

    assert [report.id for report in store.reports()] == [report_id]
    assert store.answers(report_id) == {}


def test_report_changed_last_stands_first_though_the_clock_went_back(
    store: Store, clock: Clock
) -> None:
    """Order comes from what happened, not from the clock of an old PC."""
    first, second = (store.create(ORGAN, year, "2021", {}) for year in (2023, 2024))
    clock.forward(-86400 * 365)

    type_in(store, first, "a", "1", "2")

    assert [report.id for report in store.reports()] == [first, second]
    assert store.undo_label(first) == LABEL
    undone = store.undo(first)
    assert undone is not None
    assert undone.changes == (Change("a", "2", "1"),)


def test_times_are_kept_in_utc_with_their_zone(path: Path) -> None:
    """A clock of Peking time and one of UTC tell the same moment."""
    peking = datetime.fromisoformat("2025-01-10T16:00:00.000001+08:00")
    with Store.open(path, clock=lambda: peking) as store:
        report = store.report(store.create(ORGAN, 2024, "2021", {}))

    assert report.changed_at == peking
    assert report.changed_at.isoformat() == "2025-01-10T08:00:00.000001+00:00"


def test_unknown_report_is_a_bug(store: Store) -> None:
    """No clerk can name a report that is not there."""
    with pytest.raises(LookupError):
        store.report(7)
    with pytest.raises(LookupError):
        store.record(7, [Change("a", None, "1")], LABEL)


def test_recorded_text_is_there_after_a_restart(path: Path) -> None:
    """There is no Save button, and none is missed."""
    with Store.open(path) as store:
        report_id = store.create(ORGAN, 2024, "2021", {"kept": "1", "cleared": "2"})
        store.record(report_id, [Change("new", None, "0"), Change("cleared", "2", None)], LABEL)

    with Store.open(path) as store:
        assert store.answers(report_id) == {"kept": "1", "new": "0"}


@pytest.mark.parametrize("text", ["", "０１２ 3", "一、\r\n（一）\t“引号”'--;", "𠮷乡", "a\0b"])
def test_text_comes_back_as_it_was_typed(store: Store, report_id: int, text: str) -> None:
    """The store keeps text and has no opinion on it."""
    type_in(store, report_id, "a", text)

    assert store.answers(report_id) == {"a": text}


def test_recording_nothing_leaves_no_step(store: Store, report_id: int) -> None:
    """An action that changed no cell is not there to be undone."""
    store.record(report_id, [], LABEL)

    assert store.undo(report_id) is None


def test_organ_and_year_are_changed_in_one_step(store: Store, report_id: int) -> None:
    """The report's own fields go through the same door, and come back with undo."""
    other = store.create("某镇人民政府", 2024, "2021", {})
    # Between the two changes this report would be the other one's twin.
    changes = [Change("organ", ORGAN, "某镇人民政府"), Change("year", "2024", "2025")]

    store.record(report_id, changes, "修改基本信息")

    assert store.find("某镇人民政府", 2025) == report_id
    assert store.find("某镇人民政府", 2024) == other
    assert store.answers(report_id) == {}
    store.undo(report_id)
    assert store.find(ORGAN, 2024) == report_id


def test_renaming_onto_another_report_changes_nothing(store: Store, report_id: int) -> None:
    """The whole action is refused, its other cells too."""
    store.create("某镇人民政府", 2024, "2021", {})

    with pytest.raises(UserError, match="某镇人民政府2024年度的报告已有一份"):
        store.record(
            report_id, [Change("a", None, "1"), Change("organ", ORGAN, "某镇人民政府")], LABEL
        )

    assert store.report(report_id).organ == ORGAN
    assert store.answers(report_id) == {}
    assert store.undo_label(report_id) is None


def test_undo_that_would_make_twins_is_refused(store: Store, report_id: int) -> None:
    """A name given up may have been taken by another report since."""
    store.record(report_id, [Change("year", "2024", "2025")], LABEL)
    store.create(ORGAN, 2024, "2021", {})

    with pytest.raises(UserError, match="已有一份"):
        store.undo(report_id)

    assert store.report(report_id).year == 2025
    assert store.undo_label(report_id) == LABEL


def test_exports_are_remembered_with_what_they_held(
    store: Store, report_id: int, clock: Clock
) -> None:
    """The version that was sent can be looked at again."""
    store.remember_export(report_id, "D:\\一.docx", draft=True, content='{"year": 2024}')
    first = clock.now
    clock.forward(-60)
    store.remember_export(report_id, "D:\\二.docx", draft=False, content="{}")

    newest, oldest = store.exports(report_id)

    assert (oldest.at, oldest.path, oldest.draft) == (first, "D:\\一.docx", True)
    assert oldest.content == '{"year": 2024}'
    assert (newest.path, newest.draft) == ("D:\\二.docx", False)
    assert store.report(report_id).exported_at == store.reports()[0].exported_at == newest.at


def test_setting_is_kept(path: Path) -> None:
    """The size of the text is the same tomorrow."""
    with Store.open(path) as store:
        assert store.setting("text_size") is None
        store.set_setting("text_size", "110")
        store.set_setting("text_size", "120")

    with Store.open(path) as store:
        assert store.setting("text_size") == "120"


def test_a_store_in_memory_is_a_store_that_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports, history and undo as in a file, and no file anywhere."""
    monkeypatch.chdir(tmp_path)
    with Store.in_memory() as store:
        report = store.create("甲镇人民政府", 2024, "2021", {"overview": "甲"})
        store.record(report, [Change("overview", "甲", "乙")], "总体情况")
        assert store.answers(report) == {"overview": "乙"}
        store.undo(report)
        assert store.answers(report) == {"overview": "甲"}

    assert list(tmp_path.iterdir()) == []
