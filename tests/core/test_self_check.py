"""The 自查单: every rule with both numbers, verdict and reasons."""

from datetime import datetime
from typing import get_args, get_type_hints

import pytest

from gkdesk.core.checks.finding import Verdict
from gkdesk.core.checks.run import run_checks
from gkdesk.core.explanations import ADDRESS, Explanation, write
from gkdesk.core.form import Check
from gkdesk.core.report import Report
from gkdesk.core.self_check import SEVERITY_WORDS, VERDICT_WORDS, Line, SelfCheck, self_check
from gkdesk.files import shipped
from reports import ORGAN, empty_report, sound_report

NOW = datetime(2025, 1, 18, 9, 30)
TOWNSHIP_RULES = "t2.no_township_rules"
ISSUED = "proactive_disclosure.government_rules.issued"
IN_FORCE = "proactive_disclosure.government_rules.in_force"


def last_year() -> Report:
    """The report of the year before, of zeros."""
    return sound_report(year="2023")


def sheet_of(report: Report, last: Report | None = None) -> SelfCheck:
    """The 自查单 of a report."""
    return self_check(report, last, NOW)


def line(sheet: SelfCheck, check: str) -> Line:
    """The line of one check."""
    return next(one for one in sheet.lines if one.check == check)


def explained(report: Report, check: str, reason: str, who: str, when: str) -> Report:
    """The report with one reason for all findings of a check."""
    found = [one for one in run_checks(report).findings if one.check.id == check]
    reasons = [
        Explanation(check, one.addresses, one.left, one.right, reason, who, when) for one in found
    ]
    report.set(ADDRESS, write(reasons))
    return report


def test_every_rule_has_its_line_in_the_forms_order() -> None:
    """Whatever its verdict."""
    for report in (sound_report(), empty_report()):
        lines = sheet_of(report).lines

        assert [one.check for one in lines] == [check.id for check in report.form.checks]
        assert [one.rule for one in lines] == [check.rule for check in report.form.checks]


def test_the_verdicts_are_those_of_the_checks() -> None:
    """With last year's report and without."""
    for last in (None, last_year()):
        outcome = run_checks(sound_report(), last)
        lines = sheet_of(sound_report(), last).lines

        assert {one.check: one.verdict for one in lines} == outcome.verdicts


def test_the_head_says_whose_report_and_when() -> None:
    """Organ, year, the notice that fixes the form, last year's report, the moment."""
    sheet = sheet_of(sound_report(), last_year())

    assert sheet.organ == ORGAN
    assert sheet.title == "2024年政府信息公开工作年度报告自查单"
    assert sheet.facts == (
        (f"机关名称：{ORGAN}", "报告年度：2024年"),
        (
            f"表样依据：{shipped.form('2021').document_number}",
            "上年报告：2023年",
            "自查时间：2025年1月18日 09:30",
        ),
    )


def test_a_last_report_of_another_organ_is_named() -> None:
    """The organ may have been renamed, or the wrong file given."""
    other = sound_report(year="2023", organ="乌拉镇人民政府")

    assert "上年报告：2023年（乌拉镇人民政府）" in sheet_of(sound_report(), other).facts[1]
    assert "上年报告：没有，跨年度的规则未核对" in sheet_of(sound_report()).facts[1]


def test_of_many_comparisons_that_hold_the_last_stands_for_all() -> None:
    """The total's is the last one."""
    outcome = run_checks(sound_report(), last_year(), keep=True)
    sheet = sheet_of(sound_report(), last_year())

    for check_id, made in outcome.compared.items():
        if outcome.verdicts[check_id] == "holds" and len(made) > 1:
            (shown,) = line(sheet, check_id).compared
            assert (shown.left, shown.right) == (made[-1].left, made[-1].right)
            assert shown.place == f"{made[-1].place}等 {len(made)} 处"


def test_what_is_broken_shows_each_pair_of_numbers_and_what_is_wrong() -> None:
    """The rule stands beside it already, and the advice is not for the paper."""
    sheet = sheet_of(sound_report(**{ISSUED: "6", IN_FORCE: "2"}))
    broken = line(sheet, TOWNSHIP_RULES)

    assert broken.verdict == "broken"
    assert [(one.left, one.right) for one in broken.compared] == [("6", "0"), ("2", "0")]
    assert broken.notes == ("规章·本年制发件数：填了6。", "规章·现行有效件数：填了2。")


def test_an_explained_finding_has_its_reason_who_and_when() -> None:
    """One reason for several findings is said once."""
    report = sound_report(**{ISSUED: "6", IN_FORCE: "6"})
    explained(report, TOWNSHIP_RULES, "承接\n联合体规章。", "阿不都", "2025-01-17T16:05+08:00")
    sheet = sheet_of(report)
    silent = line(sheet, TOWNSHIP_RULES)

    assert silent.verdict == "explained"
    assert [(one.left, one.right) for one in silent.compared] == [("6", "0"), ("6", "0")]
    assert silent.notes == (
        "规章·本年制发件数：填了6。规章·现行有效件数：填了6。"
        "已核实：承接 联合体规章（阿不都，2025年1月17日 16:05）。",
    )
    assert "已核实 1 条" in sheet.counts


@pytest.mark.parametrize(
    ("who", "when", "said"),
    [("", "", "已核实：对。"), ("甲", "", "（甲）"), ("", "去年底", "（去年底）")],
)
def test_what_an_explanation_does_not_say_is_left_out(who: str, when: str, said: str) -> None:
    """A data file may lack the name or the moment, or hold another text there."""
    report = explained(sound_report(**{ISSUED: "6"}), TOWNSHIP_RULES, "对", who, when)

    assert said in line(sheet_of(report), TOWNSHIP_RULES).notes[0]


def test_a_rule_that_waits_says_for_what() -> None:
    """For cells that are not filled in, or for last year's report."""
    blank = line(sheet_of(empty_report()), "t3.identity")
    outcome = run_checks(sound_report())
    waiting = [one for one in sheet_of(sound_report()).lines if one.verdict == "waits"]

    assert (blank.verdict, blank.compared[-1].place) == ("waits", "尚缺数据")
    assert len(waiting) == list(outcome.verdicts.values()).count("waits")
    assert {one.compared[-1].place for one in waiting} == {"缺上年报告"}


def test_a_rule_for_others_does_not_apply() -> None:
    """A bureau makes no report of a township."""
    sheet = sheet_of(sound_report(organ="叶城县财政局"))

    assert line(sheet, TOWNSHIP_RULES).verdict == "not applicable"
    assert "不适用" in sheet.counts


def test_the_foot_counts_rules_and_findings() -> None:
    """By verdict and by severity."""
    sheet = sheet_of(sound_report(**{ISSUED: "6", IN_FORCE: "2"}), last_year())
    count = len(sheet.lines)

    assert sheet.counts.startswith(f"共 {count} 条规则：通过 ")
    assert "不符的有：提醒 " in sheet.counts


def test_a_long_text_in_place_of_a_number_is_cut_and_stays_on_one_line() -> None:
    """No clerk's text can blow the table up."""
    report = sound_report(**{"applications.granted.natural_person": "三" * 500 + "\x07件"})
    (shown,) = line(sheet_of(report), "num.count").compared

    assert len(shown.left) == 21
    assert shown.left.endswith("…")


def test_every_verdict_and_every_severity_has_its_word() -> None:
    """One without a Chinese word would be a crash."""
    hints = get_type_hints(Check)

    assert set(SEVERITY_WORDS) == set(get_args(hints["severity"]))
    assert set(VERDICT_WORDS) == set(get_args(Verdict))


def test_a_single_comparison_is_shown_as_the_check_puts_it() -> None:
    """With its unit, under its own place."""
    sheet = sheet_of(sound_report(), last_year())
    (shown,) = line(sheet, "similarity").compared

    assert (shown.place, shown.left, shown.right) == ("全部文字", "100%", "60%")
    assert line(sheet, "similarity").severity == "warning"
