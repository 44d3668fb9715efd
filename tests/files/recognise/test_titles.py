"""A title is found among menus, and a sentence tells the organ and year where there is none."""

from __future__ import annotations

import pytest

from gkdesk.files.recognise.titles import find_title, named_report, year_of_figures

ORGAN = "叶城县河园镇人民政府"
WHOLE = f"{ORGAN}2024年政府信息公开工作年度报告"
MENU = ["首页", "登录 注册", "索引号", "013/2025-7", "发布机构", ORGAN, "时效性", "有效"]


@pytest.mark.parametrize(
    "title",
    [
        [WHOLE],
        [f"名 称: {WHOLE}"],
        [f"首页 > 年报 > {WHOLE}"],
        [ORGAN, "2024年政府信息公开工作年度报告"],
        [f"{ORGAN}2024", "政府信息公开工作年度报告"],
        [f"{ORGAN}2024年政府信息公开 工作告年度报"],
        [f"2024年{ORGAN}", "政府信息公开工作年度报告"],
    ],
)
def test_a_title_stands_behind_a_menu(title: list[str]) -> None:
    found = find_title([*MENU, *title, "根据要求，编制本报告。"])

    assert found is not None
    assert (ORGAN, 2024, len(MENU) + len(title)) == (found.organ, found.year, found.end)


def test_a_report_begins_behind_the_last_title_and_the_words_about_its_publication() -> None:
    lines = [
        WHOLE,
        "发布时间:2025-01-19 11:04 来源:镇政府",
        ORGAN,
        "2024年政府信息公开工作年度报告",
    ]
    found = find_title([*lines, "发布日期：2025年1月19日", "字号：大 中 小", "根据要求，编制。"])

    assert found is not None
    assert len(lines) + 2 == found.end


def test_short_lines_of_a_report_are_no_words_about_its_publication() -> None:
    found = find_title([WHOLE, "前言", "根据要求，编制。"])

    assert found is not None
    assert 1 == found.end


def test_a_sentence_with_the_name_of_the_report_is_no_title() -> None:
    assert find_title([f"根据要求,现公布{WHOLE}。"]) is None


@pytest.mark.parametrize(
    "text",
    [
        f"根据规定，现公布{WHOLE}。",
        f"形成了《{WHOLE}》，报告分六部分。",
        f"现公开2024年{ORGAN}政府信息公开工作年度报告。",
        f"根据《关于做好2024年政府信息公开工作年度报告的通知》，编制{WHOLE}。",
    ],
)
def test_a_sentence_names_the_report(text: str) -> None:
    assert (ORGAN, 2024) == named_report(text)


@pytest.mark.parametrize(
    "text",
    [
        "现公布我镇2024年政府信息公开工作年度报告。",
        "根据《关于做好2024年政府信息公开工作年度报告编制工作的通知》编制。",
        f"现公布{WHOLE}。现公布叶城县河口镇2024年政府信息公开工作年度报告。",
    ],
)
def test_what_names_no_organ_or_two_is_not_believed(text: str) -> None:
    assert named_report(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("数据期限为2024年1月1日至12月31日。", 2024),
        ("数据期限为20241月1日至202412月31日。", 2024),
        ("现将我办2024年度政府信息公开情况报告如下：", 2024),
        ("2023年政府信息公开和2024年政府信息公开", None),
        ("国办公开办函〔2021〕30号", None),
    ],
)
def test_the_year_of_the_figures_stands_in_a_sentence(text: str, year: int | None) -> None:
    assert year == year_of_figures(text)
