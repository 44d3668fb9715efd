"""The session: every edit is on disk at once, one action is one undo step, views are told."""

import sqlite3
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gkdesk.core.checks.finding import Outcome
from gkdesk.core.report import Report
from gkdesk.errors import UserError
from gkdesk.files.store import Store
from gkdesk.ui.session import Session
from reports import ORGAN, sound_report

CELL = "applications.granted.natural_person"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store lies."""
    return tmp_path / "gkdesk.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A store of the test's own."""
    with Store.open(path, wait=0.1) as opened:
        yield opened


@pytest.fixture
def session(store: Store, qtbot: QtBot) -> Iterator[Session]:
    """An open, empty report."""
    opened = Session(store, store.create(ORGAN, 2024, "2021", {}))
    yield opened
    opened.end()


def on_disk(path: Path, address: str) -> str | None:
    """What another program finds at an address."""
    with sqlite3.connect(path) as connection:
        row = connection.execute("SELECT text FROM answers WHERE address = ?", [address]).fetchone()
    connection.close()
    return row[0] if row else None


def test_a_cell_is_on_disk_when_it_is_left(session: Session, path: Path) -> None:
    """In its canonical text."""
    session.set_text(CELL, "０12")

    assert on_disk(path, CELL) == "12"


def test_views_are_told_what_is_shown_anew(session: Session, qtbot: QtBot) -> None:
    """The cell with its totals, the outcome of all checks, and the time."""
    shown: list[frozenset[str]] = []
    outcomes: list[Outcome] = []
    session.answers_changed.connect(shown.append)
    session.outcome_changed.connect(outcomes.append)
    with qtbot.waitSignal(session.saved) as saved:
        session.set_text(CELL, "3")

    assert shown[0] >= {CELL, "applications.granted.total"}
    assert outcomes == [session.outcome]
    assert isinstance(saved.args[0], datetime)


def test_nothing_is_told_or_written_when_nothing_changes(session: Session, qtbot: QtBot) -> None:
    """Leaving a cell untouched makes no undo step."""
    with qtbot.assertNotEmitted(session.answers_changed):
        session.set_text(CELL, "")

    assert session.undo_label is None


def test_a_block_is_one_action_and_one_undo_step(session: Session) -> None:
    """All cells go back together."""
    session.set_many({CELL: "1", "applications.granted.other_org": "2"}, "粘贴")
    assert session.undo() == "粘贴"

    assert session.report.text(CELL) == ""
    assert session.report.text("applications.granted.other_org") == ""


def test_zeros_fill_blanks_and_overwrite_nothing(session: Session) -> None:
    """One undo step takes all of them back."""
    session.set_text(CELL, "3")
    assert session.fill_zeros("applications") == 143

    assert session.report.text(CELL) == "3"
    assert session.report.blanks("applications") == []
    session.undo()
    assert session.report.text(CELL) == "3"
    assert len(session.report.blanks("applications")) == 143


def test_undo_and_redo_survive_a_restart(session: Session, store: Store) -> None:
    """They walk the history in the store."""
    session.set_text(CELL, "3")
    session.set_text(CELL, "4")
    again = Session(store, store.reports()[0].id)

    again.undo()
    assert again.report.text(CELL) == "3"
    again.redo()
    assert again.report.text(CELL) == "4"
    assert again.redo() is None


def test_prose_is_on_disk_within_a_second_while_typing_goes_on(
    session: Session, path: Path, qtbot: QtBot
) -> None:
    """The timer is not put off by further typing."""
    start = time.monotonic()
    text = ""
    while not on_disk(path, "overview"):
        text += "字"
        session.type_prose("overview", text)
        qtbot.wait(20)
        assert time.monotonic() - start < 1.0

    assert (on_disk(path, "overview") or "").startswith("字")


def test_typing_is_one_undo_step_per_pause(session: Session) -> None:
    """Not one per second."""
    for text in ("一", "一二", "一二三"):
        session.type_prose("overview", text)
        session.flush()
    session.undo()

    assert session.report.text("overview") == ""


def test_typed_prose_is_on_disk_before_the_next_action(session: Session, path: Path) -> None:
    """History keeps the order of what the clerk did."""
    session.type_prose("overview", "甲")
    session.set_text(CELL, "3")

    assert on_disk(path, "overview") == "甲"
    session.undo()
    assert session.report.text("overview") == "甲"


def test_what_cannot_be_written_stays_is_said_and_tried_again(
    session: Session, path: Path, qtbot: QtBot
) -> None:
    """Another program holds the file; nothing typed is lost."""
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    with qtbot.waitSignal(session.save_failed) as failed:
        session.set_text(CELL, "3")
    assert session.unsaved
    assert session.report.text(CELL) == "3"
    assert "没有保存" in failed.args[0]

    session.set_text(CELL, "4")
    blocker.execute("ROLLBACK")
    blocker.close()
    with qtbot.waitSignal(session.saved):
        session.retry()
    assert not session.unsaved
    assert on_disk(path, CELL) == "4"


def test_undo_waits_for_what_is_not_on_disk(session: Session, path: Path) -> None:
    """It would take back something older than what the clerk sees last."""
    session.set_text(CELL, "3")
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    session.set_text(CELL, "4")
    with pytest.raises(UserError, match="撤销"):
        session.undo()
    blocker.execute("ROLLBACK")
    blocker.close()

    assert session.report.text(CELL) == "4"


def test_a_kept_change_that_turns_out_to_be_refused_holds_up_nothing(
    session: Session, store: Store, path: Path, qtbot: QtBot
) -> None:
    """It is told and taken back; what was typed after it is written."""
    store.create(ORGAN, 2025, "2021", {})
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    session.set_text("year", "2025")
    session.set_text(CELL, "4")
    blocker.execute("ROLLBACK")
    blocker.close()
    with qtbot.waitSignals([session.refused, session.saved]):
        session.retry()

    assert session.report.year == 2024
    assert not session.unsaved
    assert on_disk(path, CELL) == "4"


def test_last_years_report_is_found_once_the_disk_takes_everything(
    session: Session, store: Store, path: Path
) -> None:
    """While something is unsaved nothing is read, so a new year has no report before it."""
    store.create(ORGAN, 2022, "2021", {})
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    session.set_text("year", "2023")
    blocker.execute("ROLLBACK")
    blocker.close()
    assert session.last_year is None
    told: list[frozenset[str]] = []
    session.answers_changed.connect(told.append)
    session.retry()

    assert session.last_year is not None
    assert told == [frozenset({"organ", "year"})]


def test_two_reports_of_one_organ_and_year_are_refused(session: Session, store: Store) -> None:
    """The sentence is raised and nothing is changed."""
    store.create(ORGAN, 2025, "2021", {})

    with pytest.raises(UserError, match="2025"):
        session.set_text("year", "2025")
    assert session.report.year == 2024


def test_an_export_is_remembered_with_its_folder_and_content(
    session: Session, store: Store, tmp_path: Path
) -> None:
    """And what was changed since is counted."""
    session.set_many(dict(sound_report().texts), "填写")
    assert not session.is_draft
    assert session.lookback.since_export() is None

    session.export(tmp_path / "年报.docx")
    assert (tmp_path / "年报.docx").exists()
    assert session.export_folder == str(tmp_path)
    assert session.lookback.since_export() == ()

    session.set_many({CELL: "1", "applications.new_received.natural_person": "1"}, "改")
    session.set_text("overview", "改")
    assert len(session.lookback.since_export() or ()) == 3
    assert session.is_draft


def test_a_failed_export_is_raised_and_not_remembered(
    session: Session, store: Store, tmp_path: Path
) -> None:
    """There is no folder to write to."""
    with pytest.raises(UserError):
        session.export(tmp_path / "nowhere" / "年报.docx")

    assert store.exports(store.reports()[0].id) == []


def test_an_export_that_cannot_be_remembered_is_done_all_the_same(
    session: Session, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """The Word file is there; what is missing is said, not raised."""
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    with qtbot.waitSignal(session.save_failed) as failed:
        session.export(tmp_path / "年报.docx")
    blocker.execute("ROLLBACK")
    blocker.close()

    assert (tmp_path / "年报.docx").exists()
    assert failed.args[0].startswith("Word 文件已经写好")


def test_a_report_that_is_left_is_on_disk_and_tries_nothing_again(
    session: Session, store: Store, path: Path, qtbot: QtBot
) -> None:
    """No timer may reach for a store that is closed by then."""
    session.type_prose("overview", "甲")
    session.end()
    assert on_disk(path, "overview") == "甲"

    store.close()
    with qtbot.captureExceptions() as raised:
        qtbot.wait(1000)
    assert raised == []


def test_every_address_has_a_name_for_the_clerk(session: Session) -> None:
    """The undo button says what it would take back."""
    from gkdesk.core.report import addresses

    names = [session.name_of(address) for address in addresses(session.form)]

    assert all(names)
    assert session.name_of(CELL) == "三(一)·自然人"


def test_what_is_found_is_up_to_who_opens_the_report(store: Store, qtbot: QtBot) -> None:
    """A report that is only looked at is not checked as one that is sent."""
    seen: list[str] = []

    def check(report: Report, last_year: Report | None) -> Outcome:
        seen.append(report.text(CELL))
        return Outcome((), {})

    session = Session(store, store.create(ORGAN, 2024, "2021", {}), check=check)
    session.set_text(CELL, "甲")

    assert session.outcome.findings == ()
    assert seen == ["", "甲"]
    session.end()
