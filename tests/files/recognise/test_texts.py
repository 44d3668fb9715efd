"""Title, opening, prose and signature are found in the paragraphs of a document."""

from __future__ import annotations

import pytest

from gkdesk.files import shipped
from gkdesk.files.document import Document, Grid, GridCell, Look
from gkdesk.files.recognise.texts import Texts, read_texts

FORM = shipped.form("2021")
ORGAN = "叶城县河园镇人民政府"
LONG = "乡党委政府高度重视政务公开工作，把它摆上议事日程，分管领导具体抓，配备"
BODY = Look("body text")
GRID = Grid(1, 2, (GridCell(0, 0, "规章"), GridCell(0, 1, "1")))
GRID_OF_RULES = Grid(1, 2, (GridCell(0, 0, "行政规范性文件"), GridCell(0, 1, "1")))


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


def test_where_styles_tell_the_headings_prose_may_be_like_anything() -> None:
    """A heading, a page number, a label of a table, a signature, lines of equal length."""
    prose = [FORM.sections[1].label, "12", "- 3 -", "行政许可", *[LONG] * 6, ORGAN, "2025年1月20日"]
    blocks, looks = ["前言。"], {0: BODY}
    for section in FORM.sections:
        looks[len(blocks)] = Look("heading 1")
        blocks.append(section.label)
        if section.is_prose:
            looks |= dict.fromkeys(range(len(blocks), len(blocks) + len(prose)), BODY)
            blocks += prose
    found = read_texts(FORM, Document(tuple(blocks), looks=looks))

    expected = {section.id: "\n".join(prose) for section in FORM.sections if section.is_prose}
    assert {"preface": "前言。"} | expected == found.prose
    assert ("", "") == (found.signature_organ, found.signature_date)


@pytest.mark.parametrize("look", [Look(), Look("body text", placed=True)])
def test_where_styles_do_not_tell_the_words_do(look: Look) -> None:
    """Offices put organ and date to the right by hand, whatever the style."""
    blocks = [section.label for section in FORM.sections]
    looks = dict.fromkeys(range(len(blocks)), Look("heading 1"))
    looks |= {len(blocks): look, len(blocks) + 1: look}
    found = read_texts(FORM, Document((*blocks, ORGAN, "2025年1月20日"), looks=looks))

    assert (ORGAN, "2025-01-20", True) == (
        found.signature_organ,
        found.signature_date,
        found.sealed,
    )


def test_a_date_in_the_style_of_a_signature_may_have_its_organ_in_another() -> None:
    blocks = ("六、其他需要报告的事项", "无。", ORGAN, "2025年1月20日")
    looks = dict.fromkeys(range(3), Look()) | {3: Look("signature")}
    found = read_texts(FORM, Document(blocks, looks=looks))

    assert (ORGAN, "2025-01-20") == (found.signature_organ, found.signature_date)


def test_a_menu_drawn_as_a_table_does_not_hide_the_title() -> None:
    menu = Grid(1, 2, (GridCell(0, 0, "登录"), GridCell(0, 1, "注册")))
    texts = of(menu, f"{ORGAN}2024年政府信息公开工作年度报告", "前言。", "一、总体情况", "正文。")

    assert (ORGAN, "前言。") == (texts.organ, texts.prose["preface"])


def test_prose_goes_on_behind_a_table_that_it_quotes() -> None:
    texts = of(
        "一、总体情况", "甲。", GRID_OF_RULES, "以上是2023年的数字，供对照之用。", "二、其他"
    )

    assert "甲。\n以上是2023年的数字，供对照之用。\n二、其他" == texts.prose["overview"]


def test_organ_and_year_of_a_sentence_stand_in_for_a_title() -> None:
    texts = of(f"现公布{ORGAN}2024年政府信息公开工作年度报告。", "一、总体情况", "正文。")

    assert (ORGAN, 2024, True) == (texts.organ, texts.year, texts.organ_is_named)


def test_what_a_page_has_behind_a_signature_is_left_out_and_counted() -> None:
    texts = of("六、其他需要报告的事项", "无。", ORGAN, "2025年1月20日", "打印", "网站地图")

    assert ("无。", 2) == (texts.prose["other_matters"], texts.behind)


def test_a_section_without_a_heading_is_missed() -> None:
    texts = of("一、总体情况", "甲。", "六、其他需要报告的事项", "无。")

    assert ["problems_and_improvement"] == [section.id for section in texts.missing]


def test_a_part_of_the_first_section_is_no_other_section() -> None:
    texts = of("一、总体情况", "（一）主动公开", "甲。", "二、主动公开政府信息情况", GRID)

    assert "（一）主动公开\n甲。" == texts.prose["overview"]


def test_a_line_with_a_number_of_its_own_is_a_paragraph() -> None:
    texts = of("一、总体情况", "情况报告如下", "", "1、加强领导。落实", "责任。", lines=True)

    assert "情况报告如下\n1、加强领导。落实责任。" == texts.prose["overview"]
