"""How a report begins."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gkdesk.core import exchange
from gkdesk.core.checks.run import run_checks
from gkdesk.core.explanations import ADDRESS, Explanation, write
from gkdesk.core.report import Report
from gkdesk.errors import UserError
from gkdesk.files.beginnings import (
    begin_blank,
    begin_from,
    begin_next,
    begin_sample,
    begin_year,
    can_report_on,
    first_year,
)
from gkdesk.files.report_file import read_report
from gkdesk.files.store import Store
from gkdesk.files.stored import load_report
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


def test_a_whole_report_is_stored(store: Store) -> None:
    """All of it."""
    report = sound_report()

    assert load_report(store, begin_from(store, report)).texts == report.texts


def test_the_clerks_reasons_come_in_with_a_data_file_and_go_out_with_the_next(
    store: Store, tmp_path: Path
) -> None:
    """They stay with the report in the store, and still silence their findings."""
    rules = "proactive_disclosure.government_rules.issued"
    given = Explanation(
        "t2.no_township_rules", (rules,), "6", "0", "承接“联合体”\n的规章", "阿不都", ""
    )
    report = sound_report(**{rules: "6", ADDRESS: write([given])})
    file = tmp_path / "报告.json"
    file.write_text(exchange.dump(report), "utf-8")

    stored = load_report(store, begin_from(store, read_report(file, today=TODAY)))

    assert stored.explanations == (given,)
    assert [one.explanation for one in run_checks(stored).explained] == [given]
    assert exchange.dump(stored) == exchange.dump(report) == file.read_text("utf-8")


def test_a_report_that_is_there_is_not_stored_twice(store: Store) -> None:
    """Nothing that was typed here is overwritten."""
    begin_blank(store, ORGAN, 2024)

    with pytest.raises(UserError, match="已有一份"):
        begin_from(store, sound_report())


def test_a_year_with_a_form_up_to_next_year_can_be_reported_on() -> None:
    """The one that is under way, and the one after it."""
    years = range(2018, 2031)

    assert [one for one in years if can_report_on(one, TODAY)] == [*range(2021, 2028)]
    assert first_year() == 2021


def test_the_first_year_is_the_oldest_forms(store: Store) -> None:
    """The form of 2021 is the only one to fill in."""
    assert first_year() == 2021


def keep(store: Store, report: Report) -> int:
    """Store a report and give its id."""
    texts = dict(report.texts)
    return store.create(texts.pop("organ"), int(texts.pop("year")), report.form.edition, texts)


def test_the_next_year_begins_with_what_the_last_hands_on(store: Store) -> None:
    """Organ, contact and what was carried forward; its text and its other figures are not kept."""
    last = sound_report(
        **{
            "contact.phone": "0998-7280012",
            "applications.carried_forward.natural_person": "2",
            "applications.new_received.natural_person": "2",
        }
    )
    made = load_report(store, begin_next(store, keep(store, last)))

    assert (made.organ, made.year, made.form.edition) == (ORGAN, 2025, "2021")
    assert made.text("contact.phone") == "0998-7280012"
    assert made.text("signature.organ") == ORGAN
    assert made.text("applications.carried_over.natural_person") == "2"
    assert made.text("applications.new_received.natural_person") == ""
    assert (made.text("overview"), made.text("signature.date")) == ("", "")


def test_a_next_year_that_is_there_is_refused(store: Store) -> None:
    """Nothing that was typed in it is overwritten."""
    last = keep(store, sound_report())
    begin_next(store, last)

    with pytest.raises(UserError, match="已有一份"):
        begin_next(store, last)


def test_a_year_begins_from_the_last_one_where_there_is_one(store: Store) -> None:
    """Of the same organ; else it is blank."""
    keep(store, sound_report(**{"contact.phone": "0998-7280012"}))

    assert store.answers(begin_year(store, ORGAN, 2025))["contact.phone"] == "0998-7280012"
    assert "contact.phone" not in store.answers(begin_year(store, ORGAN, 2027))
    assert "contact.phone" not in store.answers(begin_year(store, "山前镇人民政府", 2025))


def test_a_year_begins_blank_after_one_on_an_unknown_form(store: Store) -> None:
    """A newer program made that one."""
    store.create(ORGAN, 2024, "2031", {"contact.phone": "0998-7280012"})

    assert "contact.phone" not in store.answers(begin_year(store, ORGAN, 2025))
