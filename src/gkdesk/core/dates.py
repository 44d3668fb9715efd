"""What a clerk types <-> a date: 2025-1-20, 2025.1.20, 2025年1月20日, also in full width."""

import re
from datetime import date

from gkdesk.core.numbers import fold

_DATE = re.compile(r"([0-9]{4})[-./年、]([0-9]{1,2})[-./月、]([0-9]{1,2})日?\Z")
_SHORT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})\Z")


def read_date(text: str) -> date | None:
    """The date that a text stands for; None if it is none."""
    plain = fold(text).replace("。", ".").replace("－", "-").replace("—", "-")
    match = _DATE.match(plain) or _SHORT.match(plain)
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def show_date(iso: str) -> str:
    """A stored date as it is printed; a text that is no date stays as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.year}年{day.month}月{day.day}日"
