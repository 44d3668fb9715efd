"""Merging: a report as it was left, else the backup with the later steps, else what there is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from clerk_at_store import LABEL, ORGAN, Clock, type_in
from gkdesk.core.change import Change
from gkdesk.files.merging import Fate, Merged, merge
from gkdesk.files.rebuilding import build_store
from gkdesk.files.rows import Rows
from gkdesk.files.salvage import Salvaged, salvage
from gkdesk.files.store import Store
from stores import CELL, make_store

NOW = datetime(2025, 1, 12, tzinfo=UTC)
NOTHING = frozenset()


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    return make_store(tmp_path / "gkdesk.sqlite3", clock)


@pytest.fixture
def backup(path: Path) -> Rows:
    """The store before the work of the test."""
    return salvage(path).rows


@pytest.fixture
def store(path: Path, backup: Rows, clock: Clock) -> Store:
    """The store for the work of the test, a minute later."""
    clock.forward(60)
    with Store.open(path, clock=clock) as opened:
        yield opened


def lose(rows: Rows, *addresses: str) -> None:
    """Some answers of 2024 cannot be read."""
    for address in addresses:
        del rows.answers[2][address]


def of_2024(merged: Merged) -> tuple[Fate, dict[str, str]]:
    [outcome] = [one for one in merged.outcomes if one.year == 2024]
    return outcome.fate, merged.rows.answers[2]


def test_a_report_that_is_signed_is_taken_as_it_was_left(store: Store, backup: Rows) -> None:
    """Nothing of the backup is needed."""
    type_in(store, 2, CELL, "5")
    found = salvage(store.path).rows
    merged = merge(Salvaged(found, NOTHING, 0), backup, NOW)

    assert [one.fate for one in merged.outcomes] == [Fate.WHOLE] * 2
    assert merged.rows.answers == found.answers
    assert merged.rows.changes == found.changes
    assert merged.lost_exports == 0


def test_later_steps_are_done_again_on_the_backup(store: Store, backup: Rows) -> None:
    """The digest of the report then proves that nothing is missing."""
    type_in(store, 2, CELL, "5", "6")
    type_in(store, 2, "overview", "新写的。")
    store.record(2, [Change("signature.organ", ORGAN, None)], LABEL)
    found = salvage(store.path).rows
    lose(found, CELL, "overview")
    merged = merge(Salvaged(found, NOTHING, 0), backup, NOW)

    assert of_2024(merged) == (Fate.WHOLE, {CELL: "6", "overview": "新写的。"})
    assert merged.outcomes[1].steps == 4


def test_steps_taken_back_after_the_backup_are_taken_back(store: Store, backup: Rows) -> None:
    """Also those whose number was given again."""
    store.undo(2)
    type_in(store, 2, "overview", "新写的。")
    found = salvage(store.path).rows
    lose(found, CELL)
    merged = merge(Salvaged(found, NOTHING, 0), backup, NOW)

    assert of_2024(merged)[0] is Fate.WHOLE
    assert merged.rows.answers[2] == store.answers(2)
    assert len(merged.rows.changes) == 2


def test_a_step_that_grew_after_the_backup_ends_in_its_last_text(
    store: Store, backup: Rows
) -> None:
    """It has the number that it had."""
    type_in(store, 2, CELL, "40", "400", merge=600)
    found = salvage(store.path).rows
    lose(found, CELL)

    assert of_2024(merge(Salvaged(found, NOTHING, 0), backup, NOW)) == (
        Fate.WHOLE,
        store.answers(2),
    )


def test_lost_steps_leave_the_backups_state_and_are_counted(store: Store, backup: Rows) -> None:
    """What can be done again is."""
    type_in(store, 2, "overview", "一")
    type_in(store, 2, CELL, "5")
    found = salvage(store.path).rows
    lose(found, CELL, "overview")
    del found.changes[2, 3, 0]
    merged = merge(Salvaged(found, NOTHING, 0), backup, NOW)

    assert of_2024(merged) == (Fate.BACKUP, {CELL: "5", "signature.organ": ORGAN})
    assert (merged.outcomes[1].steps, merged.outcomes[1].lost_steps) == (1, 1)


def test_a_figure_that_the_disk_changed_is_not_taken_over(store: Store, backup: Rows) -> None:
    """The backup's stands."""
    found = salvage(store.path).rows
    found.answers[2][CELL] = "999"

    assert of_2024(merge(Salvaged(found, NOTHING, 0), backup, NOW)) == (
        Fate.WHOLE,
        {CELL: "4", "signature.organ": ORGAN},
    )


def test_without_a_backup_the_newest_step_counts(store: Store) -> None:
    """And proves itself by the digest."""
    found = salvage(store.path).rows
    found.answers[2][CELL] = "999"

    assert of_2024(merge(Salvaged(found, NOTHING, 0), None, NOW)) == (
        Fate.WHOLE,
        {CELL: "4", "signature.organ": ORGAN},
    )


def test_without_a_backup_what_is_missing_makes_parts(store: Store) -> None:
    """The clerk is told to look at each."""
    found = salvage(store.path).rows
    lose(found, "signature.organ")

    assert of_2024(merge(Salvaged(found, NOTHING, 0), None, NOW)) == (Fate.PARTS, {CELL: "4"})


def test_a_heading_is_found_in_the_index_or_guessed(store: Store) -> None:
    """Answers without a heading are not thrown away."""
    store.record(2, [Change("signature.date", None, "2025-01-20")], LABEL)
    for headings, heading in (({2: (ORGAN, 2024)}, (ORGAN, 2024)), ({}, (ORGAN, 2024))):
        found = salvage(store.path).rows
        del found.reports[2]
        found.headings = headings
        merged = merge(Salvaged(found, NOTHING, 0), None, NOW)

        assert merged.rows.reports[2][:2] == heading
        assert merged.outcomes[1].fate is Fate.PARTS
        assert merged.rows.answers[2][CELL] == "4"


def test_a_report_without_any_name_gets_one(store: Store) -> None:
    """Two of them get two."""
    found = Rows(answers={3: {"overview": "甲"}, 4: {"overview": "乙"}})
    merged = merge(Salvaged(found, NOTHING, 0), None, NOW)

    assert [(row.organ, row.year) for row in merged.rows.reports.values()] == [
        ("（机关名称已损坏）", 2024),
        ("（机关名称已损坏）（另一份）", 2024),
    ]


def test_a_row_with_a_damaged_number_makes_no_report(store: Store) -> None:
    """Where all reports are known."""
    found = salvage(store.path).rows
    found.answers[258] = {"overview": "x"}

    assert set(merge(Salvaged(found, frozenset({"reports"}), 0), None, NOW).rows.reports) == {1, 2}


def test_a_number_that_was_given_again_stands_for_two_reports(
    tmp_path: Path, backup: Rows, clock: Clock
) -> None:
    """After an older backup had been restored; neither is lost."""
    other = tmp_path / "other.sqlite3"
    clock.forward(9999)
    with Store.open(other, clock=clock) as store:
        store.create(ORGAN, 2023, "2021", {"overview": "又一份"})
        store.create(ORGAN, 2025, "2021", {})
        found = salvage(other).rows
    merged = merge(Salvaged(found, NOTHING, 0), backup, NOW)

    years = {number: row.year for number, row in merged.rows.reports.items()}
    assert years == {1: 2023, 2: 2025, 3: 2024}
    assert merged.rows.answers[3][CELL] == "4"


def test_a_store_of_schema_1_is_whole_if_sqlite_read_it(store: Store) -> None:
    """It has no digests."""
    found = salvage(store.path).rows
    for number, row in found.reports.items():
        found.reports[number] = row._replace(digest="")
    for complete, fate in (({"reports", "answers"}, Fate.WHOLE), ({"reports"}, Fate.PARTS)):
        merged = merge(Salvaged(found, frozenset(complete), 0), None, NOW)
        assert merged.outcomes[0].fate is fate


def test_lost_exports_are_counted_and_settings_kept(store: Store, backup: Rows) -> None:
    """The backup's export is taken where the salvaged one is none."""
    store.remember_export(2, "D:\\二.docx", draft=False, content="{}")
    store.set_setting("reviewer", "张三")
    found = salvage(store.path).rows
    found.exports[1] = found.exports[1]._replace(content="{ }")
    found.exports[2] = found.exports[2]._replace(content="{ }")
    merged = merge(Salvaged(found, NOTHING, 0), backup, NOW)

    assert list(merged.rows.exports) == [1]
    assert merged.rows.exports[1].content == "{}"
    assert merged.lost_exports == 1
    assert merged.rows.settings == {"reviewer": "张三"}


def test_steps_put_together_since_the_backup_are_not_taken_apart_again(
    store: Store, backup: Rows, clock: Clock, tmp_path: Path
) -> None:
    """The history that comes of it leads to the same texts, and none of it counts as lost."""
    type_in(store, 2, "overview", "一", "一二", "一二三")
    before = salvage(store.path).rows
    clock.forward(30 * 86400)
    assert store.thin(clock.now) == 2
    found = salvage(store.path).rows
    lose(found, CELL)
    merged = merge(Salvaged(found, NOTHING, 0), before, NOW)

    assert [one.lost_steps for one in merged.outcomes] == [0, 0]
    assert of_2024(merged) == (Fate.WHOLE, before.answers[2])
    build_store(tmp_path / "neu.sqlite3", merged.rows)
    with Store.open(tmp_path / "neu.sqlite3") as again:
        assert again.texts_at(2, 2).get("overview") is None
        again.undo(2)
        assert "overview" not in again.answers(2)
