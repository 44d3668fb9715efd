"""Chinese numerals read and written."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gkdesk.core.han import read_han, show_han


@given(st.integers(0, 10**8 - 1))
@example(10)
@example(10_010)
@example(100_000)
@example(10_001_000)
def test_what_is_written_is_read_back(number: int) -> None:
    """Every number below a hundred million."""
    assert read_han(show_han(number)) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (7, "七"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (1050, "一千零五十"),
        (1200, "一千二百"),
        (20_000, "二万"),
        (30_500, "三万零五百"),
        (110_000, "十一万"),
    ],
)
def test_numbers_are_written_as_officials_write_them(number: int, text: str) -> None:
    """十二, not 一十二; one 零 for a gap."""
    assert show_han(number) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("两", 2),
        ("两千", 2000),
        ("两万两千", 22_000),
        ("〇", 0),
        ("二〇二四", 2024),
        ("二零二四", 2024),
        ("一二三", 123),
        ("一十五", 15),
        ("一百〇五", 105),
        ("三万", 30_000),
    ],
)
def test_other_ways_of_writing_are_read(text: str, number: int) -> None:
    """两, 〇, and digit by digit."""
    assert read_han(text) == number


@pytest.mark.parametrize(
    "text", ["", "件", "3", "十百", "百千", "一二十", "万", "三十件", "二百三百"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    """Better silent than wrong."""
    assert read_han(text) is None
