"""Real reports in the files that programs made of them: every figure is right or remarked."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gkdesk.core.report import Report
from gkdesk.files import shipped
from gkdesk.files.report_file import read_report
from readings import CHECK, Tally, printed, remarks_on, tally

FOLDER = Path(__file__).parent / "data" / "documents"
FORM = shipped.form("2021")
FILES = sorted(
    path.name
    for path in FOLDER.iterdir()
    if (FOLDER / f"{path.name.split('.')[0]}.truth.json").is_file()
    and not path.name.endswith(".truth.json")
)
ONE_ROW = "OTHER_HANDLING_ONE_ROW"
MOST = 0.9
ROWS = ("overdue_correction", "overdue_fee", "other")

Record = Callable[[str, object], None]


@cache
def truth(name: str) -> Any:
    """What a report itself prints, with what its old form has no cell for taken apart."""
    path = FOLDER / f"{name.split('.')[0]}.truth.json"
    return json.loads(path.read_text(encoding="utf-8"))


def figures(name: str) -> dict[str, str]:
    """The true figures of a file by address; one row of （六） that is zero stands for three.

    Its total was printed once, and so for none of the three.
    """
    data = truth(name)
    both = {**data["answers"], **data["printed_totals"]}
    for address in list(both):
        if ONE_ROW in address and both[address] == 0 and not address.endswith(".total"):
            both |= {address.replace(ONE_ROW, row): 0 for row in ROWS}
    return printed(FORM, both, {})


@cache
def reading(name: str) -> Report:
    """What is read from a file."""
    return read_report(FOLDER / name)


@cache
def result(name: str) -> Tally:
    """What is read from a file against its truth."""
    return tally(reading(name), figures(name))


@pytest.mark.parametrize("name", FILES)
def test_no_figure_is_read_wrong_and_none_is_missing_in_silence(
    name: str, record_property: Record
) -> None:
    record_property("figure", f"{name}: {result(name)}")

    assert [] == result(name).wrong
    assert [] == result(name).silent
    assert len(result(name).right) >= MOST * len(FORM.cells)  # it is read, and not only remarked


@pytest.mark.parametrize("name", FILES)
def test_the_year_is_read_and_the_organ_is_or_a_remark_asks_for_it(name: str) -> None:
    report = reading(name)

    doubted = {remark.address for remark in report.remarks if remark.kind == "heading"}
    assert truth(name)["year"] == report.year
    assert ("未读出" in report.organ) == ("organ" in doubted)


@pytest.mark.parametrize("name", FILES)
def test_only_sums_that_a_report_has_wrong_are_doubted(name: str) -> None:
    """No violation stands in these reports: a doubt about a sum would be a wrong reading."""
    wrong = {violation["address"] for violation in truth(name)["violations"]}
    doubted = {remark.address for remark in reading(name).remarks if remark.kind == CHECK}

    assert wrong == doubted


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("hongze")])
def test_the_one_row_of_the_old_form_is_remarked(name: str) -> None:
    kinds = {r.kind for r in remarks_on(reading(name), f"applications.{ROWS[0]}.natural_person")}

    assert "old_template" in kinds
