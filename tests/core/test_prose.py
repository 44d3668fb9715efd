"""Prose: numbering is recognised and made official, words are never touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdesk.core.prose import HEADING_LENGTH, brief, clean, official, paragraphs


@pytest.mark.parametrize(
    ("line", "level", "number", "heading", "body"),
    [
        ("（一）主动公开方面：全年公开", 2, "（一）", "主动公开方面：", "全年公开"),
        ("(一)主动公开。全年公开", 2, "（一）", "主动公开。", "全年公开"),
        ("㈠主动公开", 2, "（一）", "主动公开", ""),
        ("（十二） 其他", 2, "（十二）", "其他", ""),
        ("二、依申请公开", 1, "二、", "依申请公开", ""),
        ("1.加强领导。成立小组", 3, "1.", "加强领导。", "成立小组"),
        ("１．加强领导", 3, "1.", "加强领导", ""),
        ("2、加强领导", 3, "2.", "加强领导", ""),
        ("(1)成立小组", 4, "（1）", "成立小组", ""),
        ("1.5万元用于培训", 0, "", "", "1.5万元用于培训"),
        ("1. 2024年成立小组", 3, "1. ", "2024年成立小组", ""),
        ("一是加强领导", 0, "", "", "一是加强领导"),
        ("(2024年)通知", 0, "", "", "(2024年)通知"),
        ("一部分工作", 0, "", "", "一部分工作"),
        ("（一）" + "长" * 60, 2, "（一）", "", "长" * 60),
    ],
)
def test_a_line_is_taken_apart(line: str, level: int, number: str, heading: str, body: str) -> None:
    """Level, official numbering, heading and the rest of one line."""
    (one,) = paragraphs(line)

    assert (level, number, heading, body) == (one.level, one.number, one.heading, one.body)


def test_a_heading_ends_within_forty_characters() -> None:
    """A mark behind the fortieth character ends no heading."""
    near = "（一）" + "字" * (HEADING_LENGTH - 4) + "。后文"
    far = "（一）" + "字" * (HEADING_LENGTH - 3) + "。后文"

    assert paragraphs(near)[0].heading.endswith("。")
    assert paragraphs(far)[0].heading == ""


def test_spans_point_into_the_source_text() -> None:
    """Start, end of heading and end are places in the text as it was typed."""
    text = "  开头。\r\n\n　(一) 主动公开：全年\n"
    source = clean(text)
    first, second = paragraphs(source)

    assert source[first.start : first.end] == "开头。"
    assert source[second.start : second.heading_end] == "(一) 主动公开："
    assert source[second.start : second.end] == "(一) 主动公开：全年"


def test_empty_lines_and_indents_are_no_paragraphs() -> None:
    """What Word pastes comes down to one paragraph per line."""
    assert official("　　第一段\r\n\r\n\x0b\t第二段  \n") == "第一段\n第二段"


def test_what_no_paper_can_carry_is_taken_out() -> None:
    """Control characters and lone surrogates would break the Word file."""
    assert clean("甲\x00\x08乙\ud800\ufeff丙\uffff") == "甲乙丙"
    assert clean("co\u00adop\u200b") == "coop"


def test_what_a_message_quotes_is_one_short_line() -> None:
    """Sixty characters tell which text is meant."""
    assert brief("a\n\tb\x00") == "a b"
    assert brief("长" * 60) == "长" * 60
    assert brief("长" * 61) == "长" * 60 + "…"


@given(st.text(alphabet="一二三十、（）()0123456789.．１２。：: \u3000\n\t甲乙㈠⑴⒈是年"))
def test_making_official_twice_changes_nothing_more(text: str) -> None:
    """The canonical text is its own canonical text."""
    assert official(official(text)) == official(text)


@given(st.text())
def test_words_and_numbers_are_never_changed(text: str) -> None:
    """Only numbering, white space and unprintable characters differ from the source."""
    found = paragraphs(clean(text))

    assert all(one.body in clean(text) and one.heading in clean(text) for one in found)


@given(st.text())
def test_paragraphs_cover_the_text_in_order(text: str) -> None:
    """Spans do not overlap, and between them is only white space."""
    source = clean(text)
    place = 0
    for one in paragraphs(source):
        assert source[place : one.start].strip() == ""
        assert one.start <= one.heading_end <= one.end
        place = one.end
    assert source[place:].strip() == ""
