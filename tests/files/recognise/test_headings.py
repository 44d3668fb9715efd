"""Headings of sections are known by words, number and place, alone on a line or in it."""

from __future__ import annotations

import pytest

from gkdesk.files import shipped
from gkdesk.files.recognise.headings import find_headings

FORM = shipped.form("2021")
LABELS = [section.label for section in FORM.sections]
PARTS = ["（一）主动公开", "（一）主动公开政府信息情况", "1.主动公开政府信息情况"]


def found(*lines: str) -> list[tuple[int, list[tuple[str | None, str]]]]:
    """The lines with headings and what becomes of them."""
    headings = find_headings(FORM, lines)
    return [
        (index, [(section.id if section else None, text) for section, text in one.parts])
        for index, one in sorted(headings.items())
    ]


def begun(*lines: str) -> list[tuple[int, str]]:
    """The sections that begin, with their lines."""
    return [(index, section or "") for index, parts in found(*lines) for section, _ in parts]


@pytest.mark.parametrize("part", [*PARTS, "主动公开政府信息情况"])
def test_a_part_of_a_section_is_no_section_though_it_has_its_words(part: str) -> None:
    lines = (LABELS[0], part, "全年公开9条。", LABELS[1])

    assert [(0, "overview"), (3, "proactive_disclosure")] == begun(*lines)


def test_where_all_sections_have_numbers_in_brackets_they_are_headings() -> None:
    lines = ("（一）总体情况", "甲。", "（二）主动公开政府信息情况", "（六）其他需要报告的事项")

    assert ["overview", "proactive_disclosure", "other_matters"] == [
        one for _, one in begun(*lines)
    ]


def test_parts_are_named_as_parts() -> None:
    lines = ("第一部分 总体情况", "甲。", "第六部分、其他需要报告的事项")

    assert [(0, "overview"), (2, "other_matters")] == begun(*lines)


@pytest.mark.parametrize(
    ("heading", "place"),
    [("一、工作总体推进情况", 0), ("五、存在的问题和下一步打算", 4), ("六、其他事项", 5)],
)
def test_a_heading_in_other_words_is_known_by_number_and_place(heading: str, place: int) -> None:
    lines = [*LABELS]
    lines[place] = heading

    assert [(place, FORM.sections[place].id)] == begun(*lines)[place : place + 1]


@pytest.mark.parametrize(
    "line",
    [
        "五、做好了全年的宣传工作",
        "五、存在的主要问题及改进情况是第五部分。",
        "六、存在的主要问题和改进措施",
    ],
)
def test_other_words_or_another_number_are_no_heading(line: str) -> None:
    lines = [*LABELS[:4], line, LABELS[5]]

    assert "problems_and_improvement" not in [section for _, section in begun(*lines)]


def test_a_heading_in_other_words_stands_in_its_place() -> None:
    lines = [LABELS[0], "五、存在问题", *LABELS[1:4], "五、存在的问题", LABELS[5]]

    assert (5, "problems_and_improvement") in begun(*lines)


def test_a_heading_may_end_a_line() -> None:
    expected = [(0, [(None, "电话12345。"), ("overview", "")])]

    assert expected == found("电话12345。一、总体情况", "甲。")


def test_a_heading_may_begin_a_line() -> None:
    expected = [(0, [(None, ""), ("other_matters", "本年没有。")])]

    assert expected == found("六、其他需要报告的事项 本年没有。")


def test_a_line_may_hold_a_whole_report() -> None:
    line = " ".join(f"{label} 甲。" for label in LABELS)

    assert LABELS == [
        FORM.section(section).label for _, parts in found(line) for section, _ in parts if section
    ]


def test_a_sentence_that_lists_the_sections_has_no_heading() -> None:
    assert [] == found("报告有一、总体情况，二、主动公开政府信息情况等部分。")


def test_a_heading_over_two_lines_takes_both() -> None:
    assert 1 == find_headings(FORM, ["五、存在的主要问题", "及改进情况"])[0].more
