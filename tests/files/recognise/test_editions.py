"""The edition of the form is told table by table; what has no counterpart is shown, not copied."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

import pytest

from gkdesk.core import exchange
from gkdesk.core.report import Report
from gkdesk.files import shipped
from gkdesk.files.document import Document
from gkdesk.files.html_reader import read_html
from gkdesk.files.recognise.report import recognise
from gkdesk.files.text_reader import read_plain
from layouts import FORM, filled, tables
from old_form import HEADING, OLD, SECTION, UNDER, Rows, lines_of, old_applications, old_table, page
from readings import figures_of, tally
from reports import ORGAN

NEW_TABLE, APPLICATIONS, REVIEW = SECTION, "applications", "review_and_litigation"
DECISIONS = {
    "administrative_permits": "123",
    "administrative_penalties": "7",
    "administrative_coercion": "0",
}
ZERO = ["0"] * 7
Writer = Callable[[str, dict[str, Rows]], str]


def title(year: int) -> str:
    return f"{ORGAN}{year}年政府信息公开工作年度报告"


def without_others(random: Random) -> Report:
    """A report with figures that add up and nothing in the rows under other handling."""
    report = filled(random)
    for cell in FORM.typed:
        if cell.row.id in UNDER:
            report.set(cell.address, "0")
    return report


def sections(report: Report, random: Random, *, old_two: bool, old_three: bool) -> dict[str, Rows]:
    """The three tables, each as its form has it."""
    new = {s.id: tables(report, s) for s in FORM.sections if s.table is not None}
    if old_two:
        new[SECTION] = old_table(DECISIONS, random)
    if old_three:
        new[APPLICATIONS] = old_applications(report, ZERO)
    return new


def as_page(head: str, rows: dict[str, Rows]) -> Document:
    return read_html(page(head, rows).encode())


def as_text(head: str, rows: dict[str, Rows]) -> Document:
    return read_plain(lines_of(head, rows))


def read(document: Document) -> Report:
    return recognise(document, FORM, OLD).report


@pytest.fixture(params=[as_page, as_text])
def written(request: pytest.FixtureRequest) -> Callable[[str, dict[str, Rows]], Document]:
    """A report as a document, from a web page and from a text."""
    return request.param  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("year", "old_two", "old_three", "edition"),
    [
        (2020, True, True, "2019"),
        (2020, False, False, "2021"),
        (2023, True, True, "2019"),  # a straggler
        (2023, True, False, "2021"),
        (2023, False, True, "2021"),
        (2024, False, False, "2021"),
    ],
)
def test_the_edition_is_told_by_the_tables_and_a_mixture_is_the_newer(
    written: Writer, year: int, old_two: bool, old_three: bool, edition: str
) -> None:
    rows = sections(without_others(Random(1)), Random(1), old_two=old_two, old_three=old_three)

    report = read(written(title(year), rows))

    assert (edition, year) == (report.form.edition, report.year)


def test_without_a_table_that_tells_the_year_decides(written: Writer) -> None:
    rows: dict[str, Rows] = {REVIEW: tables(filled(Random(1)), FORM.section(REVIEW))}

    assert "2019" == read(written(title(2020), rows)).form.edition
    assert "2021" == read(written(title(2022), rows)).form.edition


def test_decisions_are_read_and_other_old_figures_are_shown_and_not_kept(written: Writer) -> None:
    rows = sections(without_others(Random(1)), Random(1), old_two=True, old_three=True)

    report = read(written(title(2020), rows))
    kept = {a: t for a, t in report.texts.items() if a.startswith(f"{SECTION}.")}
    doubted = {
        remark.address.split(".")[1]
        for remark in report.remarks
        if remark.address.startswith(f"{SECTION}.") and remark.kind in ("unsure", "missing")
    }
    shown = {r.address for r in report.remarks if r.kind == "no_counterpart"}

    expected = {f"{SECTION}.{row}.decisions": text for row, text in DECISIONS.items()}
    assert set(kept) <= set(expected)
    assert kept == {a: expected[a] for a in kept}
    assert {row for row in DECISIONS if f"{SECTION}.{row}.decisions" not in kept} <= doubted
    assert f"{SECTION}.government_rules" in shown
    assert f"{SECTION}.procurement" in shown


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("old_two", [True, False])
def test_the_tables_that_both_forms_have_are_right(
    written: Writer, seed: int, old_two: bool
) -> None:
    random = Random(seed)
    report = without_others(random)
    rows = sections(report, random, old_two=old_two, old_three=True)
    truth = figures_of(report)
    truth |= {f"{SECTION}.{r}.decisions": t for r, t in DECISIONS.items()} if old_two else {}
    truth = {a: t for a, t in truth.items() if a.split(".")[1] not in UNDER or ".total" not in a}

    found = read(written(title(2020 if old_two else 2024), rows))

    result = tally(found, truth)
    assert ([], []) == (result.wrong, result.silent)
    assert 180 <= len(result.right)


def test_one_row_of_figures_is_taken_apart_only_where_it_is_zero(written: Writer) -> None:
    report = without_others(Random(3))
    rows = sections(report, Random(3), old_two=False, old_three=False)
    rows[APPLICATIONS] = old_applications(report, ["3", *["0"] * 5, "3"])

    found = read(written(title(2024), rows))

    for row in UNDER:
        assert "" == found.text(f"{APPLICATIONS}.{row}.natural_person")
        assert "0" == found.text(f"{APPLICATIONS}.{row}.commercial_enterprise")
        (remark,) = [r for r in found.remarks if r.address == f"{APPLICATIONS}.{row}"]
        assert "old_template" == remark.kind
        assert f"“{HEADING}”" in remark.message
        assert "自然人 3" in remark.message


def test_an_old_table_is_a_fault_only_after_its_years(written: Writer) -> None:
    rows = sections(without_others(Random(1)), Random(1), old_two=True, old_three=True)

    now, then = (
        {remark.kind for remark in read(written(title(year), rows)).remarks}
        for year in (2023, 2020)
    )

    assert "old_template" in now
    assert "old_template" not in then
    assert "old_form" in then


def test_a_mixture_leaves_what_the_old_table_lacks_and_says_so(written: Writer) -> None:
    rows = sections(without_others(Random(1)), Random(1), old_two=True, old_three=False)

    report = read(written(title(2023), rows))
    lacking = [a for a in FORM.cells if a.startswith(f"{SECTION}.") and a not in OLD.cells]

    assert lacking
    assert not any(report.text(address) for address in lacking)
    assert SECTION in {r.address for r in report.remarks if r.kind == "old_template"}


def test_a_report_on_the_old_form_is_a_data_file_that_can_be_read_again(written: Writer) -> None:
    from datetime import date

    rows = sections(without_others(Random(1)), Random(1), old_two=True, old_three=True)
    text = exchange.dump(read(written(title(2020), rows)))

    again = exchange.load(text, shipped.form, date(2026, 1, 5))

    assert "2019" == json.loads(text)["form"]
    assert text == exchange.dump(again)
