"""Checks of what the prose sections must hold."""

import pytest

from findings import findings_of
from gkdesk.core.checks.run import run_checks
from gkdesk.core.checks.sections import missing_parts
from gkdesk.core.report import Remark, Report
from gkdesk.files import shipped
from reports import PROSE, sound_report

FORM = shipped.form("2021")


@pytest.mark.parametrize("section", [section.id for section in FORM.prose])
def test_a_first_level_heading_inside_a_text_is_an_error_with_its_place(section: str) -> None:
    """「二、…」 belongs to the form, wherever it stands in a text."""
    text = PROSE[section] + "\n二、问题、不足和改进、信息处理费：无"
    (finding,) = findings_of("sections.six", sound_report(**{section: text}))

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
    (finding,) = findings_of("sections.count_text", sound_report(preface=text))

    assert (count, "6") == (finding.left, finding.right)
    assert finding.span is not None
    assert "部分" in text[slice(*finding.span)]


@pytest.mark.parametrize(
    "text", ["共六个部分", "6个部分", "06个部分", "第一部分", "一部分群众", "大部分"]
)
def test_other_words_about_parts_are_left_alone(text: str) -> None:
    """Only a number of parts is a number of parts."""
    assert findings_of("sections.count_text", sound_report(preface=text)) == []


def test_missing_official_parts_are_named() -> None:
    """A part counts as present when a heading contains its words."""
    text = "（一）主动公开方面：甲\n1.依申请公开情况。乙\n政府信息管理写在正文里。"
    report = sound_report(overview=text)
    (finding,) = findings_of("sections.five_subs", report)

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
    (finding,) = findings_of("sec5.present", sound_report(problems_and_improvement=text))

    assert said in finding.message
    assert not finding.unfilled


def test_section_six_must_state_the_processing_fee() -> None:
    """Even when there was none."""
    (finding,) = findings_of("sec6.fee", sound_report(other_matters="无"))

    assert ("warning", ("other_matters",)) == (finding.check.severity, finding.addresses)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("信息处理费 3940 元", "3940"),
        ("信息处理费共计3,940.50元", "3940.5"),
        ("信息处理费0.4万元", "4000"),
        ("信息公开处理费为人民币１元", "1"),
    ],
)
def test_a_fee_is_read_however_it_is_written(text: str, left: str) -> None:
    """Spaces, thousands, full-width digits and 万元."""
    (finding,) = findings_of("sec6.fee_zero_vs_table2", sound_report(other_matters=text))

    assert (left, "0") == (finding.left, finding.right)


def test_a_fee_waits_for_its_cell() -> None:
    """Blank is not zero."""
    cell = "proactive_disclosure.administrative_fees.amount_10k_yuan"
    report = sound_report(other_matters="收取信息处理费3940元。", **{cell: ""})
    outcome = run_checks(report)

    assert outcome.verdicts["sec6.fee_zero_vs_table2"] == "waits"


def test_a_link_between_table_and_text_waits_for_its_cell() -> None:
    """Nothing is said before the row is complete."""
    outcome = run_checks(sound_report(**{"applications.overdue_fee.natural_person": ""}))

    assert outcome.verdicts["sec6.fee_link"] == "waits"


def test_white_space_does_not_make_a_section_long() -> None:
    """Paragraphs and spaces are free."""
    text = PROSE["overview"]
    length = len("".join(text.split()))
    spaced = text + "\n \n" + "字 " * (1000 - length)

    assert findings_of("sec1.length", sound_report(overview=spaced)) == []
    (finding,) = findings_of("sec1.length", sound_report(overview=spaced + "字"))
    assert "共1001字，比1000字多1字" in finding.message


def test_what_a_reader_remarked_is_said_in_its_own_words() -> None:
    """The remark first, then the rule and what to do."""
    remark = Remark("borders", "applications", "表三缺少框线。")
    report = Report(FORM, sound_report().texts, remarks=[remark])
    (finding,) = run_checks(report).findings

    assert finding.message == "表三缺少框线。表格边框缺失。请补上表格的边框线。"
