"""Checks: each kind passes a sound report, and names place, both sides and what to do."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdesk.core.checks.figures import suggestions
from gkdesk.core.checks.finding import Finding
from gkdesk.core.checks.run import KINDS, run_checks
from gkdesk.core.checks.sections import missing_parts
from gkdesk.core.form import Check, CheckKind
from gkdesk.core.report import Report
from gkdesk.files import shipped
from reports import ORGAN, PROSE, empty_report, sound_report

FORM = shipped.form("2021")
APPLICANTS = [c.column.id for c in FORM.typed if c.address.startswith("applications.granted.")]


def of(check: str, report: Report) -> list[Finding]:
    """The findings of one check."""
    return [finding for finding in run_checks(report).findings if finding.check.id == check]


def test_a_sound_report_has_no_finding_and_every_check_holds() -> None:
    """A year without applications is the commonest case."""
    outcome = run_checks(sound_report())

    assert outcome.findings == ()
    assert set(outcome.verdicts.values()) == {"holds"}
    assert list(outcome.verdicts) == [check.id for check in FORM.checks]


def test_every_kind_of_check_has_its_function() -> None:
    """The kinds of the form file and the functions match, both ways."""
    assert set(KINDS) == set(get_args(CheckKind))


def test_a_broken_identity_names_both_sides_and_the_difference() -> None:
    """一＋二 must equal 三（七）＋四, and the message shows all four figures."""
    report = sound_report(
        **{
            "applications.new_received.natural_person": "3",
            "applications.granted.natural_person": "2",
        }
    )
    finding, total = of("t3.identity", report)

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

    assert [finding.addresses[0] for finding in of("t3.identity", report)] == [
        "applications.new_received.natural_person",
        "applications.new_received.other_org",
    ]


def test_an_identity_waits_until_both_sides_are_complete() -> None:
    """Blank is not zero: nothing is said about half a column."""
    report = sound_report(**{"applications.new_received.natural_person": "3"})
    report.set("applications.carried_forward.natural_person", None)
    report.set("applications.new_received.natural_person", "0")

    assert of("t3.identity", report) == []
    assert run_checks(report).verdicts["t3.identity"] == "waits"


def test_the_suggested_balance_makes_the_column_add_up() -> None:
    """Filling in what is suggested mends the identity."""
    report = sound_report(**{"applications.new_received.natural_person": "3"})
    suggested = suggestions(report)
    assert suggested["applications.carried_forward.natural_person"] == 3

    for address, figure in suggested.items():
        report.set(address, str(figure))
    assert of("t3.identity", report) == []


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
    broken = [f.addresses[0].rsplit(".", 1)[1] for f in of("t3.identity", sound_report(**texts))]

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
    (finding,) = of("t2.no_township_rules", sound_report(**rules))
    assert ("6", "0", "warning") == (finding.left, finding.right, finding.check.severity)

    county = run_checks(sound_report(organ="叶城县人民政府", **rules))
    assert county.verdicts["t2.no_township_rules"] == "not applicable"
    assert county.findings == ()


@pytest.mark.parametrize(
    ("organ", "township"),
    [
        ("叶城县河园镇人民政府", True),
        ("某市某区某街道办事处", True),
        ("某县某民族乡人民政府", True),
        ("某旗某苏木人民政府", True),
        ("叶城县人民政府", False),
        ("某镇卫生院", False),
        ("某乡人民政府办公室", False),
    ],
)
def test_a_township_is_told_by_the_end_of_its_name(organ: str, township: bool) -> None:
    """乡, 镇, 街道, 民族乡 or 苏木, then 人民政府 or 办事处."""
    assert FORM.organ_kinds["township"].fits(organ) is township


def test_blank_cells_are_one_finding_per_table() -> None:
    """It lists its addresses, and tells that nothing wrong was written."""
    found = of("num.blank", empty_report())

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


@pytest.mark.parametrize("section", [section.id for section in FORM.prose])
def test_a_first_level_heading_inside_a_text_is_an_error_with_its_place(section: str) -> None:
    """「二、…」 belongs to the form, wherever it stands in a text."""
    text = PROSE[section] + "\n二、问题、不足和改进、信息处理费：无"
    (finding,) = of("sections.six", sound_report(**{section: text}))

    assert finding.span is not None
    assert text[slice(*finding.span)] == "二、问题、不足和改进、信息处理费："
    assert finding.addresses == (section,)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("共7个部分", "7"),
        ("分为七个部分", "7"),
        ("五大部分", "5"),
        ("由５个部分组成", "5"),
        ("十六个部分", "十六"),
        ("两个部分", "2"),
        ("共０个部分", "0"),
        pytest.param(f"{'9' * 5000}个部分", "9" * 5000, id="more digits than int() takes"),
    ],
)
def test_a_wrong_count_of_parts_is_warned_of(text: str, count: str) -> None:
    """The report has six parts, whatever an old text says."""
    (finding,) = of("sections.count_text", sound_report(preface=text))

    assert (count, "6") == (finding.left, finding.right)
    assert finding.span is not None
    assert "部分" in text[slice(*finding.span)]


@pytest.mark.parametrize(
    "text", ["共六个部分", "6个部分", "06个部分", "第一部分", "一部分群众", "大部分"]
)
def test_other_words_about_parts_are_left_alone(text: str) -> None:
    """Only a number of parts is a number of parts."""
    assert of("sections.count_text", sound_report(preface=text)) == []


def test_missing_official_parts_are_named() -> None:
    """A part counts as present when a heading contains its words."""
    text = "（一）主动公开方面：甲\n1.依申请公开情况。乙\n政府信息管理写在正文里。"
    report = sound_report(overview=text)
    (finding,) = of("sections.five_subs", report)

    expected = ["政府信息管理", "政府信息公开平台建设", "监督保障"]
    assert expected == missing_parts(FORM.section("overview"), text)
    assert ("2", "5") == (finding.left, finding.right)
    assert all(label in finding.message for label in expected)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("无", "只写了“无”"),
        ("暂无。", "只写了“暂无。”"),
        ("一切都好", "没有写到问题和改进"),
        ("存在问题", "没有写到改进"),
    ],
)
def test_section_five_must_speak_of_problems_and_improvement(text: str, said: str) -> None:
    """Empty, 无, or only half of it is an error."""
    (finding,) = of("sec5.present", sound_report(problems_and_improvement=text))

    assert said in finding.message
    assert not finding.unfilled


def test_section_six_must_state_the_processing_fee() -> None:
    """Even when there was none."""
    (finding,) = of("sec6.fee", sound_report(other_matters="无"))

    assert ("warning", ("other_matters",)) == (finding.check.severity, finding.addresses)


def test_sections_that_are_not_written_yet_are_unfilled_not_wrong() -> None:
    """A new report shows no faults while it is being filled in."""
    outcome = run_checks(empty_report())

    assert outcome.findings
    assert all(finding.unfilled for finding in outcome.findings)


@pytest.mark.parametrize("check", FORM.checks, ids=lambda check: check.id)
def test_every_check_can_fail(check: Check) -> None:
    """A check that no report breaks would be none."""
    broken = sound_report(
        organ=ORGAN,
        preface="7个部分\n一、前言",
        overview="甲",
        problems_and_improvement="无",
        other_matters="无",
        **{
            "proactive_disclosure.government_rules.issued": "1",
            "proactive_disclosure.administrative_permits.decisions": "/",
            "proactive_disclosure.administrative_fees.amount_10k_yuan": "x",
            "applications.granted.natural_person": "1",
            "applications.granted.other_org": "x",
        },
    )
    printed = {cell.address: "9" for cell in FORM.totals}
    outcome = run_checks(Report(FORM, broken.texts, printed_totals=printed))

    assert outcome.verdicts[check.id] == "broken"
