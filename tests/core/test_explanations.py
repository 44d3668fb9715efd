"""The clerk's reasons as one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdesk.core.explanations import ADDRESS, Explanation, read, write
from gkdesk.core.report import Report
from reports import sound_report

SIDES = st.none() | st.text(max_size=5)
EXPLANATIONS = st.builds(
    Explanation,
    check=st.text(max_size=5),
    addresses=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    left=SIDES,
    right=SIDES,
    reason=st.text(max_size=20),
    who=st.text(max_size=5),
    when=st.text(max_size=5),
)
ONE = Explanation("period", ("preface",), None, "甲", "县里另有通知", "张三", "2025-01-20T09:00")


@given(st.lists(EXPLANATIONS, max_size=3))
def test_what_is_written_is_read_back(explanations: list[Explanation]) -> None:
    """Whatever the clerk typed."""
    assert read(write(explanations)) == tuple(explanations)


def test_no_explanations_are_no_text() -> None:
    """A report without them holds nothing."""
    assert write([]) == ""
    assert read("") == ()


@pytest.mark.parametrize("text", ["{", "5", "[5]", "[{}]", '[{"addresses": 5}]', "[" * 5000])
def test_a_damaged_text_holds_none(text: str) -> None:
    """The report must open all the same; its findings only speak again."""
    assert read(text) == ()


def test_a_report_keeps_them_like_any_other_text() -> None:
    """Taken back, they are gone; so undo and redo need to know nothing of them."""
    report = Report(sound_report().form, sound_report().texts, explanations=[ONE])
    assert report.explanations == (ONE,)

    report.set(ADDRESS, None)
    assert report.explanations == ()
