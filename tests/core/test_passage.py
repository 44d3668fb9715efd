"""The passage in which two texts differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdesk.core.passage import Passage, passage

TEXTS = st.text(alphabet="公开12\n", max_size=12)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("收到3件。", "收到5件。", Passage("收到", "3", "5", "件。")),
        ("收到。", "收到了。", Passage("收到", "", "了", "。")),
        ("公公", "公公公", Passage("公公", "", "公", "")),
        ("", "甲", Passage("", "", "甲", "")),
        ("甲", "甲", Passage("甲", "", "", "")),
    ],
)
def test_the_passage_is_as_short_as_can_be(old: str, new: str, expected: Passage) -> None:
    """What stands before it and after it is the same in both."""
    assert passage(old, new) == expected


@given(old=TEXTS, new=TEXTS)
def test_the_parts_make_both_texts_again(old: str, new: str) -> None:
    """Nothing is lost and nothing stands twice."""
    found = passage(old, new)

    assert found.before + found.old + found.after == old
    assert found.before + found.new + found.after == new
