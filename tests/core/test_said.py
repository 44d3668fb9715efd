"""Numbers said in prose: a corpus of sentences, what each says, and what is left alone."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdesk.core.han import read_han, show_han
from gkdesk.core.numbers import half_width, show
from gkdesk.core.said import Said, said_in
from gkdesk.files import shipped

FORM = shipped.form("2021")
YEAR = 2024
CORPUS = tomllib.loads((Path(__file__).parents[1] / "data/said.toml").read_text(encoding="utf-8"))
CASES = [(text, said) for group in CORPUS.values() for text, *said in group["cases"]]
TOPICS = {topic.id for topic in FORM.topics}
LISTS = [
    *((*one.says, *one.units, *one.about, *one.never, *one.none) for one in FORM.topics),
    (*FORM.speech.fillers, *FORM.speech.earlier, *FORM.speech.plans, *FORM.speech.elsewhere),
    "，。；、：（）！？ \n\u30000123456789０３.万一二两十百零年月“”为均各和",
]
WORDS = sorted(
    {
        word.removeprefix("!").format(last=YEAR - 1, year=YEAR, next=YEAR + 1)
        for words in LISTS
        for word in words
    }
)


def told(one: Said, text: str) -> str:
    """What was found, as the corpus writes it."""
    written = text[slice(*one.span)]
    value = "none" if one.none else show(one.value)
    words = [one.topic.id, value]
    if written != value or one.elsewhere:
        words.append(written)
    return " ".join([*words, *([f"@{one.elsewhere}"] if one.elsewhere else [])])


@pytest.mark.parametrize(("text", "said"), CASES, ids=[text[:40] for text, _ in CASES])
def test_a_sentence_says_this_and_nothing_else(text: str, said: list[str]) -> None:
    """A false alarm is worse than silence, and a plain number must not be missed."""
    assert [told(one, text) for one in said_in(text, FORM, YEAR)] == said


def test_the_corpus_is_large_and_names_every_topic() -> None:
    """At least 250 sentences, none twice, and no topic that only the form file knows."""
    named = {words.split()[0] for _, said in CASES for words in said}

    assert len({text for text, _ in CASES}) == len(CASES) >= 250
    assert named <= TOPICS
    assert {topic for topic in TOPICS - named if not topic.endswith("_published")} == set()


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_whatever_is_written_the_places_are_right(text: str) -> None:
    """Each span lies in the text and holds the number, or the phrase, that was understood."""
    for one in said_in(text, FORM, YEAR):
        start, end = one.span
        written = half_width("".join(text[start:end].split()))

        assert 0 <= one.sentence <= start < end <= len(text)
        assert one.topic in FORM.topics
        assert one.none or (written, one.value) == (one.written, read_number(written))
        assert one.value == 0 or not one.none


def read_number(written: str) -> object:
    """A number read by another way than the program's own."""
    han = read_han(written)
    return Decimal(written.replace(",", "")) if han is None else han


@given(st.text(max_size=200))
def test_any_text_at_all_can_be_read(text: str) -> None:
    """A pasted text may hold anything."""
    said_in(text, FORM, YEAR)


@pytest.mark.parametrize(
    "word", ["收到", "申请", "政府信息公开", "未收到", "3件", "行政复议、", "，"]
)
def test_a_line_of_a_hundred_thousand_signs_is_read(word: str) -> None:
    """One word over and over finds no pattern that would take for ever."""
    line = word * (100_000 // len(word))

    assert said_in(f"全年收到申请3件。{line}5件", FORM, YEAR)


@given(st.lists(st.sampled_from([text for text, _ in CASES]), max_size=4))
def test_a_line_is_read_the_same_wherever_it_stands(texts: list[str]) -> None:
    """A paragraph that ends with a full stop does not change what the next one says."""
    whole = [text for text in texts if "\n" not in text and text.endswith("。")]
    apart = [told(one, text) for text in whole for one in said_in(text, FORM, YEAR)]
    text = "\n".join(whole)

    assert [told(one, text) for one in said_in(text, FORM, YEAR)] == apart


@given(st.integers(0, 99_999_999))
def test_chinese_numerals_are_read_as_they_are_shown(number: int) -> None:
    """What the program writes as 一百零五 it reads as 105."""
    assert read_han(show_han(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(
            ("零", 0),
            ("〇", 0),
            ("两", 2),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("一百零五", 105),
        ),
        *(("两千", 2000), ("三万", 30_000), ("二万零五百", 20_500), ("二〇二四", 2024)),
        *(("", None), ("十十", None), ("一二十", None), ("百千", None), ("甲", None)),
    ],
)
def test_chinese_numerals(text: str, number: int | None) -> None:
    """Numerals as they are said, digit by digit too; what is none is no number."""
    assert read_han(text) == number


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("（二）依申请公开：本年新收到申请３件。", "本年新收到申请３件"),
        ("其他：本年新收到申请 3 件，答复3件。", "本年新收到申请 3 件"),
        ("全年收到信息公开申请：3件。", "全年收到信息公开申请：3件"),
        ("（二）依申请公开：全年未收到 政府信息公开申请。", "未收到 政府信息公开申请"),
    ],
)
def test_the_quote_is_the_clerk_s_own_text_without_the_heading(text: str, quote: str) -> None:
    """No half-width sign, and no space, that the clerk did not write."""
    assert said_in(text, FORM, YEAR)[0].quote == quote
