"""Title, opening, prose and signature are found in the paragraphs of a document."""

from __future__ import annotations

import pytest

from gkdesk.files import shipped
from gkdesk.files.document import Document, Grid, GridCell
from gkdesk.files.recognise.texts import Texts, read_texts

FORM = shipped.form("2021")
ORGAN = "叶城县河园镇人民政府"
LONG = "乡党委政府高度重视政务公开工作，把它摆上议事日程，分管领导具体抓，配备"
GRID = Grid(1, 2, (GridCell(0, 0, "规章"), GridCell(0, 1, "1")))


def of(*blocks: str | Grid, lines: bool = False) -> Texts:
    """The texts of some blocks."""
    return read_texts(FORM, Document(blocks, lines=lines))


@pytest.mark.parametrize(
    "title",
    [
        (f"{ORGAN}2024年政府信息公开工作年度报告",),
        (ORGAN, "2024年政府信息公开工作年度报告"),
        (ORGAN, "2024年政府信息公开工作", "年度报告"),
        (f"{ORGAN}2024年度政府信息公开", "工作年度报告"),
        (f"2024年{ORGAN}政府信息公开工作年度报告",),
        (f"2024年{ORGAN}", "政府信息公开工作年度报告"),
        ("首页", f"{ORGAN} 2024 年政府信息公开年度报告"),
    ],
)
def test_organ_and_year_stand_in_a_title_of_one_to_three_lines(title: tuple[str, ...]) -> None:
    texts = of(*title, "前言。", "一、总体情况", "正文。")

    assert (ORGAN, 2024) == (texts.organ, texts.year)
    assert "前言。" == texts.prose["preface"]


def test_without_a_title_the_year_is_that_of_the_figures() -> None:
    texts = of("数据期限为2024年1月1日至12月31日。", "一、总体情况", "正文。")

    assert ("", 2024) == (texts.organ, texts.year)


def test_sections_are_found_by_their_headings_whatever_is_between() -> None:
    texts = of(
        "一、总体情况",
        "甲。",
        "二、主动公开政府信息情况",
        GRID,
        "五、存在的主要问题及改进情况",
        "乙。",
        "六、其他需要报告的事项",
        "丙。",
    )

    assert {"overview": "甲。", "problems_and_improvement": "乙。", "other_matters": "丙。"} == (
        texts.prose
    )


@pytest.mark.parametrize(
    "heading",
    [
        ("五、政府信息公开工作存在的主要问题及改进情况",),
        ("五、存在问题及改进情况",),
        ("五 、存在的主要问题 及改进情况",),
        ("五、存在的主要问题及", "改进情况"),
    ],
)
def test_a_heading_is_known_by_alias_and_over_two_lines(heading: tuple[str, ...]) -> None:
    assert "乙。" == of("一、总体情况", "甲。", *heading, "乙。").prose["problems_and_improvement"]


def test_signature_and_date_end_the_last_section() -> None:
    texts = of("六、其他需要报告的事项", "无。", ORGAN, "2025年1月20日")

    assert (ORGAN, "2025-01-20") == (texts.signature_organ, texts.signature_date)
    assert "无。" == texts.prose["other_matters"]


def test_a_date_in_a_sentence_is_no_signature() -> None:
    texts = of("六、其他需要报告的事项", "本报告于2025年1月20日公布。")

    assert "" == texts.signature_date
    assert "本报告于2025年1月20日公布。" == texts.prose["other_matters"]


def test_lines_of_a_page_are_put_together_again() -> None:
    texts = of(
        "一、总体情况",
        "（一）主动公开。全年公开信息",
        "12 条。",
        "（二）依申请公开。无。",
        lines=True,
    )

    assert "（一）主动公开。全年公开信息12 条。\n（二）依申请公开。无。" == texts.prose["overview"]


def test_paragraphs_of_a_file_that_knows_them_stay_apart() -> None:
    texts = of("一、总体情况", "各单位如下", "甲局", "乙局")

    assert "各单位如下\n甲局\n乙局" == texts.prose["overview"]


def test_many_broken_paragraphs_are_lines_of_a_page() -> None:
    texts = of("一、总体情况", *[LONG] * 5, "完。")

    assert LONG * 5 + "完。" == texts.prose["overview"]


def test_page_numbers_are_no_prose() -> None:
    assert "甲乙。" == of("一、总体情况", "甲", "- 4 -", "乙。", lines=True).prose["overview"]
