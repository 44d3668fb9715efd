"""What the program writes into prose for the clerk."""

import pytest

from gkdesk.core.drafting import han_number, with_example, with_part


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
