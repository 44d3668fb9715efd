"""Numbers that stand in a text as they came from last year's."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdesk.core.drafting import moved_on
from gkdesk.core.unreviewed import unreviewed

DRAFT = "（一）主动公开方面：2025年公开120条，其中解读5篇。\n（二）监督保障方面：培训两次。"


def marked(text: str, draft: str | None = None) -> list[str]:
    """The numbers that are to be reviewed."""
    return [text[start:end] for start, end in unreviewed(text, text if draft is None else draft)]


def test_every_number_of_a_fresh_draft_is_to_be_reviewed() -> None:
    """The years that were moved on are not, nor is the numbering."""
    assert marked(DRAFT) == ["120", "5", "两"]


def test_a_sentence_that_was_edited_is_the_clerks_own() -> None:
    """With all its numbers, at once; the others wait."""
    assert marked(DRAFT.replace("120", "150"), DRAFT) == ["两"]
    assert marked(DRAFT.replace("其中", "内有"), DRAFT) == ["两"]
    assert marked(DRAFT.replace("培训", "培训干部"), DRAFT) == ["120", "5"]


def test_a_sentence_is_known_wherever_it_stands() -> None:
    """Another number before its paragraph, spaces and other sentences around it change nothing."""
    text = "今年是新的一年。 培训两次 。\n（三）主动公开方面：2025年公开120条，其中解读5篇"

    assert marked(text, DRAFT) == ["两", "120", "5"]


def test_without_a_text_of_last_year_nothing_is_marked() -> None:
    """Numbers that the clerk wrote are the clerk's."""
    assert marked("公开120条。", "") == []
    assert marked("", DRAFT) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("公开1,200份、１２件、收费3.5万元、95.5%", ["1,200", "１２", "3.5", "95.5"]),
        ("共计7，举办12期、45人次", ["7", "12", "45"]),
        ("三十余件、一百零五件、百分之九十五", ["三十", "一百零五", "百分之九十五"]),
        ("3月15日召开会议，5月发布", ["3月15日", "5"]),
        ("12000人、12000 人", ["12000", "12000"]),
        ("开设一个专栏，5个工作日，20场", ["一", "20"]),
    ],
)
def test_numbers_are_found_in_all_writings(text: str, numbers: list[str]) -> None:
    """Arabic ones, full-width ones, Chinese ones with a unit, shares and days."""
    assert numbers == marked(text)


@pytest.mark.parametrize(
    "text",
    [
        "2025年、2019年修订、二〇二五年、2023—2024年、2025-12-31",
        "《2024年要点3件》、国办函〔2020〕109号、【2020】109号、（2020）9号",
        "第3次、第二十条、第十二号",
        "二、工作情况",
        "（一）一是，二是；（2）其次，（3）再次",
        "1.情况",
        "1月1日至12月31日、1月至12月",
        "12345热线、0998-7280012、13912345678、邮编844900、9:30",
        "A4纸、5G、微信号a12、https://example.cn/12件",
        "进一步、统一、同一个、每一件、一次性、一起、一件事一次性办、一人一档",
        "六个部分组成、五个方面、四个意识、两个维护、20个工作日、十四五期间",
    ],
)
def test_what_counts_nothing_is_not_marked(text: str) -> None:
    """Years, titles, numbers of documents, ordinals, the period, telephones, standing phrases."""
    assert marked(text) == []


TEXTS = st.text(
    alphabet="公开信息一三两个件条次0129１.,，。；年月日第（）《》〔〕%\n ", max_size=80
)


@given(TEXTS, TEXTS)
def test_marks_are_numbers_in_order_and_apart(text: str, draft: str) -> None:
    """Within the text, none overlapping, none of them empty."""
    spans = unreviewed(text, draft)

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert not any("\n" in text[start:end] for start, end in spans)


@given(TEXTS)
def test_a_draft_has_at_least_the_marks_of_any_text_made_from_it(text: str) -> None:
    """Whoever deletes a line leaves no more to review than there was."""
    shorter = "\n".join(text.split("\n")[1:])

    assert len(unreviewed(shorter, text)) <= len(unreviewed(text, text))


@given(TEXTS)
def test_nothing_is_left_once_every_sentence_was_edited(text: str) -> None:
    """A sign more in each is enough."""
    edited = "".join(f"{sign}改" if sign in "。；\n" else sign for sign in text)
    lines = [f"改{line}" for line in edited.split("\n")]

    assert unreviewed("\n".join(lines), text) == ()


def test_a_report_that_says_the_same_two_years_running_is_marked() -> None:
    """From the text as it is stored, with no memory of how it came there: also after a restart."""
    last = "2024年公开120条。"

    assert marked("2025年公开120条。", moved_on(last, 2024, 2025)) == ["120"]
