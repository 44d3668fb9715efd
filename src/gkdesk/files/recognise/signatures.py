"""Who signed a report and when, by the words of the lines that end it."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gkdesk.core.han import SIGNS, read_han
from gkdesk.core.numbers import half_width

_NUMBER = rf"[0-9]{{1,4}}|[{re.escape(''.join(SIGNS))}○Ｏ]{{1,4}}"
_DAY = re.compile(rf"({_NUMBER})\s*年\s*({_NUMBER})\s*月\s*({_NUMBER})\s*日")
_DOTTED = re.compile(r"(20[0-9]{2})\s*([-./])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,2})")
_TERMINAL = tuple("。；！？：…;!?:，,")
_LONGEST = 30  # signs of an organ
_NEAR = 6  # lines at the end in which a date may stand without an organ before it


class Signed(NamedTuple):
    """Organ and ISO date of a signature, their lines, and the first line that is not before it."""

    organ: str
    organ_line: int
    day: str
    day_line: int


def find_signature(lines: Sequence[str]) -> Signed | None:
    """The signature that ends some lines; a page may go on behind it with words of its own.

    A date with an organ before it is one wherever it stands, one without only at the end.
    """
    for place in range(len(lines) - 1, -1, -1):
        before, day = _organ_and_day(lines[place])
        if not day:
            continue
        if before:
            return Signed(before, place, day, place)
        above = "".join(lines[place - 1].split()) if place else ""
        if _is_organ(above):
            return Signed(above, place - 1, day, place)
        if place >= len(lines) - _NEAR and _DAY.fullmatch(_plain(lines[place])):
            return Signed("", place, day, place)
    return None


def _organ_and_day(line: str) -> tuple[str, str]:
    """An organ that stands before a date on its line, and the date; both empty if it has none."""
    text = _plain(line)
    if day := _read(text):
        return "", day
    parts = re.split(r"\s+", text, maxsplit=1)
    if len(parts) == 2 and _is_organ(parts[0]) and (day := _read(parts[1])):
        return parts[0], day
    return "", ""


def _plain(line: str) -> str:
    return half_width(line).strip("()（） \u3000")


def _is_organ(text: str) -> bool:
    """Whether a line can be the name of an organ: short, and neither sentence nor figure."""
    return 2 <= len(text) <= _LONGEST and not text.endswith(_TERMINAL) and not text[0].isdigit()


def _read(text: str) -> str:
    """The day that a text is, in ISO form; empty if it is none of this century."""
    match = _DAY.fullmatch(text)
    dotted = _DOTTED.fullmatch(text)
    if match is not None:
        numbers = [_number(one) for one in match.groups()]
    elif dotted is not None:
        numbers = [int(dotted[1]), int(dotted[3]), int(dotted[4])]
    else:
        return ""
    try:
        day = date(*numbers).isoformat()
    except ValueError:
        return ""
    return day if day.startswith("20") else ""


def _number(text: str) -> int:
    plain = text.replace("○", "〇").replace("Ｏ", "〇")
    return int(plain) if plain.isdigit() else read_han(plain) or 0
