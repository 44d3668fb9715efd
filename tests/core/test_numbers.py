"""Numbers: what is typed becomes exactly that number, or stays text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdesk.core.numbers import fold, parse, show

FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", 0),
        ("007", 7),
        ("１２", 12),
        (" 12 ", 12),
        ("1 234", 1234),
        ("\u30001２\xa0", 12),
        ("1,234", 1234),
        ("１，２３４，５６７", 1234567),
        ("999999999999999", 999999999999999),
    ],
)
def test_a_count_is_understood_in_all_its_spellings(typed: str, number: int) -> None:
    """Full-width digits, thousands separators and stray spaces are no obstacle."""
    assert parse(typed, "count") == number


@pytest.mark.parametrize(
    "typed",
    [
        "1,2",
        "12,34",
        "1.0",
        "-1",
        "+1",
        "²",
        "①",
        "一",
        "1e3",
        "0x10",
        "3件",
        "/",
        "1_000",
        "1" * 5000,
        "1\n2",
    ],
)
def test_what_is_no_count_is_kept_as_typed(typed: str) -> None:
    """Anything else stays text and never becomes another number."""
    assert parse(typed, "count") == typed


def test_lines_stay_apart_without_blanks_around_them() -> None:
    """A number over another is neither one of them nor both together."""
    assert parse(" 1\r\n 234 \n\n 件 ", "count") == "1\n234\n件"


@pytest.mark.parametrize("typed", ["", " ", "\u3000", "\n"])
def test_blank_is_not_zero(typed: str) -> None:
    """A blank cell is not answered."""
    assert parse(typed, "count") is None
    assert parse(typed, "amount") is None


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("3.5", "3.5"),
        ("３．５", "3.5"),
        ("190.457379", "190.457379"),
        ("7,730.28", "7730.28"),
        ("5", "5"),
    ],
)
def test_an_amount_keeps_its_decimals_exactly(typed: str, amount: str) -> None:
    """Amounts in 万元 are decimals, never floats."""
    assert parse(typed, "amount") == Decimal(amount)


@pytest.mark.parametrize("typed", ["3.", ".5", "-3.5", "3.5.1", "3。5", "35000元", "1,23.5"])
def test_what_is_no_amount_is_kept_as_typed(typed: str) -> None:
    """An amount that cannot be read is not guessed."""
    assert parse(typed, "amount") == typed


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (None, ""),
        (7, "7"),
        (Decimal("3.50"), "3.5"),
        (Decimal("100"), "100"),
        (Decimal("0.00"), "0"),
        ("/", "/"),
    ],
)
def test_an_answer_is_shown_in_its_canonical_text(
    answer: int | Decimal | str | None, text: str
) -> None:
    """Trailing zeros of decimals go, text stays as typed."""
    assert show(answer) == text


@given(st.integers(min_value=0, max_value=10**15 - 1), st.booleans(), st.booleans())
def test_every_spelling_of_a_count_gives_that_count(number: int, grouped: bool, wide: bool) -> None:
    """However a number is written, it is that number."""
    text = f"{number:,}" if grouped else str(number)

    assert parse(text.translate(FULL_WIDTH) if wide else text, "count") == number


@given(st.text())
def test_any_text_gives_a_number_that_shows_the_same_or_stays_itself(text: str) -> None:
    """No text at all becomes a number other than the one it spells."""
    answer = parse(text, "count")

    assert (
        answer is None or isinstance(answer, str) or str(answer) == fold(text).lstrip("0").zfill(1)
    )
    if isinstance(answer, str):
        assert answer == answer.strip()
        assert answer.split() == text.split()


@given(
    st.one_of(
        st.integers(min_value=0, max_value=10**15 - 1),
        st.decimals(min_value=0, max_value=10**9, places=6),
    )
)
def test_what_is_shown_is_read_back_the_same(number: int | Decimal) -> None:
    """show and parse are each other's inverse."""
    assert parse(show(number), "amount") == number
