"""What the program writes into prose for the clerk."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdesk.core.drafting import han_number, moved_on, with_example, with_part


def test_a_missing_part_is_numbered_on_at_the_end() -> None:
    """After two headings comes （三）."""
    text = "概述\n（一）主动公开方面：甲。\n(二) 依申请公开方面：乙。\n"

    assert with_part(text, "监督保障") == text.rstrip() + "\n（三）监督保障方面："


def test_the_first_part_opens_an_empty_text() -> None:
    """No empty line stands above it."""
    assert with_part("", "主动公开") == "（一）主动公开方面："


def test_an_example_becomes_a_paragraph_of_its_own() -> None:
    """What was written stays in front of it."""
    assert with_example("甲", "例") == "甲\n例"
    assert with_example(" \n", "例") == "例"


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (25, "二十五")],
)
def test_numbers_are_counted_as_officials_count(number: int, words: str) -> None:
    """十, not 一十."""
    assert han_number(number) == words


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "2024年公开120条，比2023年多2条，2025年再努力。",
            "2025年公开120条，比2024年多2条，2026年再努力。",
        ),
        ("2024 年、２０２４年、2024　年度", "2025 年、２０２５年、2025　年度"),
        ("二〇二四年、二○二三年、二零二五年", "二〇二五年、二○二四年、二零二六年"),
        ("2023至2024年、2023—2024年、2023、2024年", "2024至2025年、2024—2025年、2024、2025年"),
        ("2024年1月1日至2024年12月31日", "2025年1月1日至2025年12月31日"),
        ("2024-12-31、2024.1.1、2024/3/5", "2025-12-31、2025.1.1、2025/3/5"),
        ("1.2024年工作", "1.2025年工作"),
    ],
)
def test_the_years_around_the_report_move_on(old: str, new: str) -> None:
    """The year reported on, the one before and the next, each written as it was."""
    assert moved_on(old, 2024, 2025) == new


@pytest.mark.parametrize(
    "text",
    [
        "《2024年政务公开工作要点》",
        "《关于印发《2024年要点》的通知》",
        "《2024年要点",
        "国办函〔2020〕109号、叶政办〔2024〕3号",
        "国办函[2024]9号、［2024］9号、【2024】109号、(2024)9号、（2024）第9号、〈2024〉9号",
        "国务院令2024年第3号",
        "条例（2024年修订）",
        "2019年修订，2021年起，二〇一九年",
        "0998-2024123、13920242024、20240131、2024件、2024",
        "https://www.example.gov.cn/2024/2024-01-01 及 a2024@example.cn",
    ],
)
def test_other_years_and_what_only_looks_like_one_stay(text: str) -> None:
    """Titles, numbers of documents, older years, telephones, addresses in the net, counts."""
    assert moved_on(text, 2024, 2025) == text


def test_years_move_as_far_as_the_reports_are_apart() -> None:
    """A year left out is two."""
    assert moved_on("2023年、2022年", 2023, 2025) == "2025年、2024年"


WITHOUT_YEARS = st.text(alphabet="公开信息0123456789，。《》〔〕（）.-/ \n", max_size=60)


@given(WITHOUT_YEARS)
def test_a_text_without_years_stays_as_it_is(text: str) -> None:
    """Numbers are not touched, whatever stands around them."""
    plain = re.sub("[0-9]{4,}", "", text)

    assert moved_on(plain, 2024, 2025) == plain


@given(
    st.lists(st.integers(0, 99999), max_size=6),
    st.sampled_from(["条", "件，", "次。", "万元；", "%"]),
    st.integers(2022, 2026),
)
def test_numbers_that_are_no_years_stay(numbers: list[int], unit: str, year: int) -> None:
    """A year among them is all that moves."""
    said = "".join(f"公开{number}{unit}" for number in numbers)
    moved = year + 1 if year in (2023, 2024, 2025) else year

    assert moved_on(f"{said}{year}年{said}", 2024, 2025) == f"{said}{moved}年{said}"


@given(st.text(alphabet="年2023４二〇一九五《》〔〕（）第号至、.- \n", max_size=40))
def test_there_and_back_is_the_same_text(text: str) -> None:
    """Moving on changes four signs at a time and nothing around them."""
    on = moved_on(text, 2024, 2025)

    assert len(on) == len(text)
    assert moved_on(text, 2024, 2024) == text
