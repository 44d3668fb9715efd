"""What a clerk types <-> an exact number; text that is no number stays text."""

import re
from decimal import Decimal
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["count", "amount"]
Number: TypeAlias = int | Decimal
Answer: TypeAlias = int | Decimal | str

# Fifteen digits are beyond any office's figures, and far below the limits of int() and Decimal.
_COUNT = re.compile(r"[0-9]{1,15}\Z")
_AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,10})?\Z")
# Only the full-width forms that an input method writes; NFKC would also make 2 of ² and 1 of ①.
_HALF_WIDTH = {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
_WIDE = re.compile("[！-～]")
_SPACES = re.compile(r"[^\S\r\n]+")
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(?=\.|\Z)")


def half_width(text: str) -> str:
    """The full-width forms that an input method writes, made half-width; all else as it is."""
    return _WIDE.sub(lambda sign: _HALF_WIDTH[sign.group()], text)


def fold(text: str) -> str:
    """Full-width forms made half-width, stray spaces and thousands separators taken out.

    A comma is a thousands separator only where it parts groups of three: 「1,2」 stays as it is.
    So do two lines in one cell: 1 over 2 is not 12.
    """
    plain = _SPACES.sub("", half_width(text).strip())
    return plain.replace(",", "") if _GROUPED.match(plain) else plain


def parse(text: str, kind: Kind) -> Answer | None:
    """The exact number a text stands for; the text itself if it is none; None if it is blank.

    The text has no blanks around it, nor around its lines if it has several, nor empty lines.
    """
    plain = fold(text)
    if kind == "count" and _COUNT.match(plain):
        return int(plain)
    if kind == "amount" and _AMOUNT.match(plain):
        return Decimal(plain)
    lines = [line.strip() for line in text.split("\n")]
    return "\n".join(line for line in lines if line) or None


def show(answer: Answer | None) -> str:
    """The canonical text of an answer: 「007」 → 「7」, 「3.50」 → 「3.5」, None → empty."""
    if answer is None:
        return ""
    if isinstance(answer, Decimal):
        plain = format(answer, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return str(answer)
