"""Checks of the tables: sums, balances, zeros, and what is no number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import findings_of
from gkdesk.core.checks.figures import suggestions
from gkdesk.core.checks.run import run_checks
from gkdesk.core.report import Report
from gkdesk.files import shipped
from reports import empty_report, sound_report

FORM = shipped.form("2021")
APPLICANTS = [c.column.id for c in FORM.typed if c.address.startswith("applications.granted.")]


def test_a_broken_identity_names_both_sides_and_the_difference() -> None:
    """一＋二 must equal 三（七）＋四, and the message shows all four figures."""
    report = sound_report(
        **{
            "applications.new_received.natural_person": "3",
            "applications.granted.natural_person": "2",
        }
    )
    finding, total = findings_of("t3.identity", report)

    assert ("3", "2") == (finding.left, finding.right)
    assert finding.addresses == (
        "applications.new_received.natural_person",
        "applications.carried_over.natural_person",
        "applications.results_total.natural_person",
        "applications.carried_forward.natural_person",
    )
    assert finding.message.startswith(
        "自然人：一(3)＋二(0)＝3，三(七)(2)＋四(0)＝2，相差 1。请核对"
    )
    assert total.addresses[0] == "applications.new_received.total"
    assert run_checks(report).verdicts["t3.identity"] == "broken"


def test_errors_that_offset_each_other_are_found_in_their_columns() -> None:
    """The 总计 column alone would not show them."""
    report = sound_report(
        **{
            "applications.new_received.natural_person": "1",
            "applications.granted.other_org": "1",
        }
    )

    assert [finding.addresses[0] for finding in findings_of("t3.identity", report)] == [
        "applications.new_received.natural_person",
        "applications.new_received.other_org",
    ]


def test_an_identity_waits_until_both_sides_are_complete() -> None:
    """Blank is not zero: nothing is said about half a column."""
    report = sound_report(**{"applications.new_received.natural_person": "3"})
    report.set("applications.carried_forward.natural_person", None)
    report.set("applications.new_received.natural_person", "0")

    assert findings_of("t3.identity", report) == []
    assert run_checks(report).verdicts["t3.identity"] == "waits"


def test_the_suggested_balance_makes_the_column_add_up() -> None:
    """Filling in what is suggested mends the identity."""
    report = sound_report(**{"applications.new_received.natural_person": "3"})
    suggested = suggestions(report)
    assert suggested["applications.carried_forward.natural_person"] == 3

    for address, figure in suggested.items():
        report.set(address, str(figure))
    assert findings_of("t3.identity", report) == []


def test_no_balance_below_zero_or_of_a_half_filled_column_is_suggested() -> None:
    """A suggestion is a number that can be right."""
    report = sound_report(**{"applications.granted.natural_person": "1"})
    report.set("applications.new_received.commercial_enterprise", None)
    suggested = suggestions(report)

    assert "applications.carried_forward.natural_person" not in suggested
    assert "applications.carried_forward.commercial_enterprise" not in suggested
    assert "applications.carried_forward.total" not in suggested


@given(st.lists(st.integers(0, 9999), min_size=24 * 6, max_size=24 * 6))
def test_the_identity_is_broken_exactly_where_the_sums_differ(figures: list[int]) -> None:
    """Against an adding-up of our own, column by column."""
    rows = [c.row.id for c in FORM.typed if c.address.endswith(".natural_person")]
    table = {
        (row, column): figures[i * 6 + j]
        for i, row in enumerate(rows)
        for j, column in enumerate(APPLICANTS)
    }
    texts = {f"applications.{row}.{column}": str(n) for (row, column), n in table.items()}
    broken = [
        f.addresses[0].rsplit(".", 1)[1] for f in findings_of("t3.identity", sound_report(**texts))
    ]

    sums = {
        column: sum(
            n if row in ("new_received", "carried_over") else -n
            for (row, c), n in table.items()
            if c == column
        )
        for column in APPLICANTS
    }
    sums["total"] = sum(sums.values())
    assert broken == [column for column, difference in sums.items() if difference]


def test_a_wrongly_printed_total_is_a_finding_of_the_sum_it_breaks() -> None:
    """Left is what the document printed, right what its cells add up to."""
    sound = sound_report(**{"review_and_litigation.reconsideration.upheld": "10"})
    report = Report(
        FORM,
        sound.texts,
        printed_totals={
            "review_and_litigation.reconsideration.total": "0",
            "applications.granted.total": "0",
            "applications.results_total.natural_person": "4",
        },
    )
    found = [f for f in run_checks(report).findings if f.check.kind == "printed_total"]

    assert [(f.check.id, f.addresses[0], f.left, f.right) for f in found] == [
        ("t3.result_sum", "applications.results_total.natural_person", "4", "0"),
        ("t4.sum", "review_and_litigation.reconsideration.total", "0", "10"),
    ]
    assert "印出的总计是0，各格之和是10，相差 10。" in found[1].message


def test_a_printed_total_that_is_no_number_is_a_finding_without_a_difference() -> None:
    """A stroke is quoted; a blank totals cell is none."""
    printed = {
        "applications.granted.total": "/",
        "applications.new_received.total": "",
        "applications.carried_over.total": " ０ ",
    }
    (finding,) = run_checks(Report(FORM, sound_report().texts, printed_totals=printed)).findings

    assert (finding.check.id, finding.left, finding.right) == ("t3.row_sum", "/", "0")
    assert "相差" not in finding.message


def test_rules_of_a_township_are_warned_of_and_of_a_county_not() -> None:
    """A township cannot make 规章; the check does not apply to others."""
    rules = {"proactive_disclosure.government_rules.in_force": "6"}
    (finding,) = findings_of("t2.no_township_rules", sound_report(**rules))
    assert ("6", "0", "warning") == (finding.left, finding.right, finding.check.severity)

    county = run_checks(sound_report(organ="叶城县人民政府", **rules))
    assert county.verdicts["t2.no_township_rules"] == "not applicable"
    assert county.findings == ()


def test_blank_cells_are_one_finding_per_table() -> None:
    """It lists its addresses, and tells that nothing wrong was written."""
    found = findings_of("num.blank", empty_report())

    assert [len(finding.addresses) for finding in found] == [10, 144, 12]
    assert all(finding.unfilled for finding in found)


@pytest.mark.parametrize("stroke", ["/", "-", "—", "无", "不适用"])
def test_a_stroke_is_no_number_and_is_reported_once(stroke: str) -> None:
    """A cell with a stroke is a finding of num.blank, not of num.count as well."""
    address = "applications.granted.natural_person"
    (finding,) = run_checks(sound_report(**{address: stroke})).findings

    assert ("num.blank", (address,), False) == (
        finding.check.id,
        finding.addresses,
        finding.unfilled,
    )


@pytest.mark.parametrize(
    ("address", "text", "check"),
    [
        ("applications.granted.natural_person", "三", "num.count"),
        ("applications.granted.natural_person", "-1", "num.count"),
        ("applications.granted.natural_person", "1.5", "num.count"),
        ("proactive_disclosure.administrative_fees.amount_10k_yuan", "35000元", "num.amount"),
        ("proactive_disclosure.administrative_fees.amount_10k_yuan", "-1", "num.amount"),
    ],
)
def test_what_is_no_number_is_a_finding_that_quotes_it(address: str, text: str, check: str) -> None:
    """The clerk sees what was typed, and that it cannot be used."""
    (finding,) = run_checks(sound_report(**{address: text})).findings

    assert (check, (address,), text) == (finding.check.id, finding.addresses, finding.left)
    assert f"“{text}”" in finding.message


def test_a_long_text_in_a_number_cell_is_quoted_in_brief() -> None:
    """The message stays one line; the side has the whole text."""
    text = "本年度没有收到申请\n" * 20
    (finding,) = run_checks(sound_report(**{"applications.granted.natural_person": text})).findings

    assert finding.left == text.strip()
    assert "\n" not in finding.message
    assert len(finding.message) < 150
