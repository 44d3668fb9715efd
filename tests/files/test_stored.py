"""A stored report, and the one of the year before."""

from pathlib import Path

import pytest

from gkdesk.errors import UserError
from gkdesk.files.store import Store
from gkdesk.files.stored import load_last_year, load_report, refuse_read_only
from reports import ORGAN


def test_last_years_report_is_that_of_the_same_organ(tmp_path: Path) -> None:
    """Of the year before, and of no other."""
    with Store.open(tmp_path / "a.sqlite3") as store:
        store.create(ORGAN, 2022, "2021", {})
        store.create("另一镇人民政府", 2023, "2021", {})
        report = load_report(store, store.create(ORGAN, 2024, "2021", {}))
        assert load_last_year(store, report) is None
        store.create(ORGAN, 2023, "2021", {"overview": "去年"})

        last = load_last_year(store, report)

    assert last is not None
    assert (last.organ, last.year, last.text("overview")) == (ORGAN, 2023, "去年")


def test_one_on_an_unknown_form_counts_as_none(tmp_path: Path) -> None:
    """A newer program made it; this year's report can be filled in all the same."""
    with Store.open(tmp_path / "a.sqlite3") as store:
        store.create(ORGAN, 2023, "2031", {})
        report = load_report(store, store.create(ORGAN, 2024, "2021", {}))

        assert load_last_year(store, report) is None


def test_an_old_form_is_not_filled_in(tmp_path: Path) -> None:
    """The sentence says what the report is good for."""
    with Store.open(tmp_path / "a.sqlite3") as store:
        refuse_read_only(store, store.create(ORGAN, 2023, "2021", {}))
        old = store.create(ORGAN, 2020, "2019", {})

        with pytest.raises(UserError, match=r"2019年的旧表样，只供读取.*作为上年报告"):
            refuse_read_only(store, old)
