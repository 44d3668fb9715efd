"""How much of a text is last year's."""

from hypothesis import given
from hypothesis import strategies as st

from gkdesk.core.likeness import common, likeness, same_sentences

FEW = st.text("甲乙丙丁，。", max_size=150)


def plain_common(left: str, right: str) -> int:
    """The longest common subsequence by the table of the textbook."""
    row = [0] * (len(right) + 1)
    for sign in left:
        before = row
        row = [0]
        for index, other in enumerate(right):
            longest = before[index] + 1 if sign == other else max(before[index + 1], row[index])
            row.append(longest)
    return row[-1]


@given(FEW, FEW)
def test_the_common_part_is_that_of_the_textbook(left: str, right: str) -> None:
    """Bit by bit or cell by cell, the length is the same, whichever text comes first."""
    expected = plain_common(left, right)

    assert common(left, right) == expected
    assert common(right, left) == expected


@given(FEW, st.integers(0, 150), st.text("甲乙戊", max_size=3))
def test_typing_changes_the_common_part_as_in_the_textbook(
    text: str, place: int, typed: str
) -> None:
    """What is kept from the keystroke before is not what decides."""
    other = text[:place] + typed + text[place + 1 :]

    assert common(other, text) == plain_common(other, text)


def test_a_text_may_be_as_long_as_anybody_pastes() -> None:
    """A whole book in the wrong field is slow, but no crash."""
    assert common("甲" * 70_000 + "丁", "乙" * 7 + "甲丙") == 1


@given(FEW)
def test_a_text_is_like_itself_and_not_like_nothing(text: str) -> None:
    """A hundred percent and none; two empty texts are not alike."""
    assert likeness([(text, text)]) == (100 if text else 0)
    assert likeness([(text, "")]) == 0


def test_likeness_is_twice_the_common_part_over_both_lengths_rounded_down() -> None:
    """White space does not count, and texts that belong together are compared, not all with all."""
    assert likeness([("甲乙丙", "甲丙")]) == 80
    assert likeness([("甲 乙\n丙", "甲乙丙")]) == 100
    assert likeness([("甲乙丙", "甲")]) == 50
    assert likeness([("甲甲甲", "甲甲乙")]) == 66
    assert likeness([("甲乙", ""), ("", "甲乙")]) == 0


def test_sentences_of_last_year_are_shown_where_they_stand() -> None:
    """Also in another order, with other spaces; short ones are nobody's own."""
    text = "今年新设公开栏三处。\n全镇高度重视公开工作；很好。人手仍然不足！"
    other = "人手仍然不足！全镇高度 重视公开工作；很好。去年的一句话。"

    shown = [text[start:end] for start, end in same_sentences(text, other)]
    assert shown == ["全镇高度重视公开工作；", "人手仍然不足！"]
    assert same_sentences(text, "") == ()
