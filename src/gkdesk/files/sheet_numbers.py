"""A number of a spreadsheet, as the file stores it -> the text that the sheet's reader sees."""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, TypeAlias

# How a style shows numbers: as they are, as dates, times 100, or in thousands or ten thousands.
Look: TypeAlias = Literal["plain", "date", "percent", "scaled"]

_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_PERCENTS = frozenset((9, 10))
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?\Z")
_LONGEST = 64  # what a program writes has some twenty signs
_LONGEST_CODE = 255  # as Excel has it
_DIGITS = 15  # as many as a spreadsheet shows and keeps of what was typed
# What stands for itself in a format: quoted or escaped texts, colours, conditions, widths.
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_SIGN = re.compile(r"[ymdhs]", re.IGNORECASE)
_SCALED = re.compile(r"[0#?],+(?![0#?])|!")
_LAST_DAY = 2_958_465  # 9999-12-31


def look_of(number: int, code: str | None) -> Look:
    """How a number format looks, by its number and, if the file has one for it, its code."""
    if code is None:
        return "date" if number in _DATES else "percent" if number in _PERCENTS else "plain"
    first = _LITERAL.sub("", code[:_LONGEST_CODE]).split(";")[0]
    if first.strip().lower() == "general":
        return "plain"
    if _DATE_SIGN.search(first):
        return "date"
    if "%" in first:
        return "percent"
    return "scaled" if _SCALED.search(first) else "plain"


def number_text(stored: str, look: Look, *, from_1904: bool = False) -> str:
    """The text of a stored number: exact, without an exponent, to fifteen digits as Excel shows.

    A percentage is given as one, and a number shown in thousands or ten thousands says so:
    neither may be taken for the number that stands in the file. What is no number stays.
    """
    if len(stored) > _LONGEST or not _NUMBER.match(stored):
        return stored
    value = Decimal(stored)
    if look == "date":
        return _date_text(value, from_1904=from_1904) or _plain(stored, value)
    if look == "percent":
        return f"{_plain('', value.scaleb(2))}%"
    plain = _plain(stored, value)
    return f"{plain}（显示时缩小）" if look == "scaled" and value else plain


def _plain(stored: str, value: Decimal) -> str:
    """A number as it is stored if that is plain; else rounded to fifteen digits."""
    digits = len(value.as_tuple().digits)
    if stored and digits <= _DIGITS and "e" not in stored.lower():
        return stored
    if not value:
        return "0"
    if digits > _DIGITS:
        value = value.quantize(Decimal(1).scaleb(value.adjusted() + 1 - _DIGITS), ROUND_HALF_UP)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date_text(value: Decimal, *, from_1904: bool) -> str:
    """The day, and the time if there is one; empty if the number is no day of the calendar.

    Day 60 of the usual calendar is 29 February 1900, which never was: Excel kept that fault of
    Lotus 1-2-3, and the days before it are one off.
    """
    if not 0 <= value <= _LAST_DAY:
        return ""
    days, seconds = divmod(int((value * 86_400).to_integral_value(ROUND_HALF_UP)), 86_400)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if from_1904:
        begin = date(1904, 1, 1)
    elif days == 0:
        return clock
    elif days == 60:
        return "1900-02-29"
    else:
        begin = date(1899, 12, 30) if days > 60 else date(1899, 12, 31)
    if days > (date.max - begin).days:
        return ""
    day = (begin + timedelta(days=days)).isoformat()
    return f"{day} {clock}" if seconds else day
