"""Checks of official writing: years, the period, notices, brackets and quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import findings_of
from gkdesk.core.checks.run import run_checks
from gkdesk.core.mending import texts_after
from gkdesk.core.report import Report
from gkdesk.files import shipped
from reports import PROSE, sound_report

WRITING = (
    "other_year",
    "year_digits",
    "period",
    "cites",
    "year_bracket",
    "nested_quote",
    "bracket_width",
)
SIGNS = "2０21年月日1至年度《》<>〔〕【】（）()六60号国办公开办函。，\n 第起12万个部分一、"


def saying(sentence: str) -> Report:
    """A sound report whose overview says something more."""
    return sound_report(overview=f"{PROSE['overview']}\n{sentence}")


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年公开信息3条。",
        "2024 年度公开信息3条。",
        "较2023年增长3条。",
        "与2022年相比，有所增加。",
        "2023年的目录已于2024年更新。",
        "制定《2023年工作要点》《关于2019年的〈办法〉》。",
        "2019年5月15日施行的条例。",
        "下一步，2025年要建成专区。",
        "文号为叶政发〔2019〕3号。",
        "电话2019-2020年报。",
        "第2019年会议室。",
    ],
)
def test_another_year_may_stand_in_its_place(sentence: str) -> None:
    """A comparison, a plan, a date, an event, a title."""
    assert findings_of("year.text", saying(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("2023年，我镇公开信息3条。", "2023"),
        ("２０２３年，我镇公开信息3条。", "２０２３"),
        ("（六）2022年，我镇公开信息3条。", "2022"),
        ("截至2023年12月31日，公开信息3条。", "2023"),
        ("2026年，我镇公开信息3条。", "2026"),
        ("前一句是2024年的。2023年公开信息3条！", "2023"),
    ],
)
def test_a_year_that_was_left_standing_is_found(sentence: str, year: str) -> None:
    """Its place is that of its four digits, and one click puts the report's there."""
    report = saying(sentence)
    (finding,) = findings_of("year.text", report)
    assert finding.span is not None

    assert report.text("overview")[slice(*finding.span)] == year
    assert finding.mends[0].edits[0].text == "2024"


def test_the_section_on_improvement_may_speak_of_next_year() -> None:
    """That is its job; but not of last year."""
    plan = sound_report(problems_and_improvement="问题是人手不足。2025年加强培训。")
    past = sound_report(problems_and_improvement="2023年的问题是人手不足，要加强。")

    assert findings_of("year.text", plan) == []
    assert len(findings_of("year.text", past)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年。",
        "20年来。",
        "1.2万户200年。",
        "3.202年",
        "建镇100年",
        "2024 年度",
        "近三年",
        "近10年度",
    ],
)
def test_other_numbers_of_years_are_left_alone(sentence: str) -> None:
    """Ages and spans are not misspelt years."""
    assert findings_of("year.format", saying(sentence)) == []


@pytest.mark.parametrize(
    "period",
    [
        "2024年1月1日至12月31日",
        "2024年1月1日至2024年12月31日",
        "2024 年 1 月 1 日起至 12 月 31 日止",
        "2024年01月01日—12月31日",
        "２０２４年１月１日－１２月３１日",
        "当年1月1日到12月31日",
        "本年1月1日至同年12月31日",
        "1月1日至12月31日",
    ],
)
def test_the_period_of_the_whole_year_is_recognised(period: str) -> None:
    """However it is written."""
    assert findings_of("period", sound_report(preface=f"统计期限为{period}。")) == []


@pytest.mark.parametrize(
    "period",
    ["2023年1月1日至12月31日", "2024年1月1日至11月30日", "2024年1月1日至2025年12月31日"],
)
def test_another_period_is_put_right_where_it_stands(period: str) -> None:
    """With both periods in the message."""
    (finding,) = findings_of("period", sound_report(preface=f"期限为{period}。"))

    assert (finding.left, finding.right) == (period, "2024年1月1日至12月31日")


@given(st.text(SIGNS, max_size=60))
def test_what_is_found_stands_there_and_mends_fit_its_place(text: str) -> None:
    """Whatever was typed: spans lie in the text, and each edit in the span or at the end."""
    report = sound_report(overview=text, preface=text)
    for one in run_checks(report).findings:
        if one.check.kind not in WRITING:
            continue
        written = report.text(one.addresses[0])
        start, end = one.span or (len(written), len(written))

        assert 0 <= start <= end <= len(written)
        for edit in one.mends[0].edits:
            assert edit.span is not None
            assert start <= edit.span[0] <= edit.span[1] <= end


@given(st.text(SIGNS, max_size=60))
def test_mending_all_signs_leaves_nothing_to_mend(text: str) -> None:
    """A mend is right at once, and never makes another finding of its check."""
    for check in ("cite.old_notice", "punct.year_bracket", "punct.paren_mix"):
        report = sound_report(overview=text)
        found = findings_of(check, report)
        edits = [edit for one in found for edit in one.mends[0].edits]
        for address, mended in texts_after(report, edits).items():
            report.set(address, mended)

        assert findings_of(check, report) == []


def test_the_successor_of_the_old_notice_is_the_form_itself() -> None:
    """The form file names one document number."""
    form = shipped.form("2021")
    (check,) = (check for check in form.checks if check.id == "cite.old_notice")

    assert check.placeholders == (form.document_number,)
