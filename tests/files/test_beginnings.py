"""How a report begins."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gkdesk.core import exchange
from gkdesk.errors import UserError
from gkdesk.files.beginnings import begin_blank, begin_from_file, begin_sample, first_year
from gkdesk.files.store import Store
from reports import ORGAN, sound_report

TODAY = date(2026, 1, 12)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of the test's own."""
    with Store.open(tmp_path / "gkdesk.sqlite3") as opened:
        yield opened


def test_a_blank_report_is_signed_by_its_organ(store: Store) -> None:
    """And holds nothing else, the date least of all."""
    report_id = begin_blank(store, ORGAN, 2025)

    assert store.answers(report_id) == {"signature.organ": ORGAN}


def test_the_sample_is_stored_once(store: Store) -> None:
    """Asked for again, it is the same report with what was changed in it."""
    first = begin_sample(store, TODAY)

    assert begin_sample(store, TODAY) == first
    assert len(store.reports()) == 1
    assert store.answers(first)["applications.new_received.natural_person"] == "0"


def test_a_data_file_becomes_a_stored_report(store: Store, tmp_path: Path) -> None:
    """All of it."""
    report = sound_report()
    file = tmp_path / "报告.json"
    file.write_text(exchange.dump(report), "utf-8")

    stored = store.answers(begin_from_file(store, file, TODAY))

    assert stored == {a: t for a, t in report.texts.items() if a not in ("organ", "year")}


def test_a_data_file_of_a_report_that_is_there_is_refused(store: Store, tmp_path: Path) -> None:
    """Nothing that was typed here is overwritten."""
    begin_blank(store, ORGAN, 2024)
    file = tmp_path / "报告.json"
    file.write_text(exchange.dump(sound_report()), "utf-8")

    with pytest.raises(UserError, match="已有一份"):
        begin_from_file(store, file, TODAY)


def test_the_first_year_is_the_oldest_forms(store: Store) -> None:
    """The form of 2021 is the only one to fill in."""
    assert first_year() == 2021
