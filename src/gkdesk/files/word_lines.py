"""How wide a text is in print, and where a name too long for one line is divided."""

import unicodedata

# An administrative unit's name ends with one of these: a line ends better after it (GB/T 9704
# asks for whole words and a symmetrical shape). 「州」 in 广州市 is followed by another of them.
_UNIT_ENDS = "省市县区州盟旗乡镇"
_BROKEN_WORD = 4.0


def ems(text: str) -> float:
    """The width of a text in characters: a Chinese one is 1, a digit of the Latin font 0.5."""
    return sum(_em(sign) for sign in text)


def _em(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5


def divide(text: str, room: int) -> list[str]:
    """A text in as few lines as `room` characters allow, nearly equal, whole words if possible."""
    lines: list[str] = []
    width = ems(text)
    while (count := -int(-width // room)) > 1:
        place = _best_break(text, room, count, width)
        lines.append(text[:place])
        width -= ems(text[:place])
        text = text[place:]
    return [*lines, text]


def _best_break(text: str, room: int, count: int, whole: float) -> int:
    """Where the first of `count` lines of a text ends: near its share, better after a unit.

    `whole` is the width of the text, which a very long one should not have measured at each line.
    """
    best, lowest, width = 1, float("inf"), 0.0
    for place in range(1, len(text)):
        width += _em(text[place - 1])
        if width > room:
            break
        cost = abs(width - whole / count)
        cost += 0 if _ends_a_unit(text, place) else _BROKEN_WORD
        cost += room if whole - width > room * (count - 1) else 0  # would need one line more
        if cost <= lowest and _em(text[place]):
            best, lowest = place, cost
    return best


def _ends_a_unit(text: str, place: int) -> bool:
    return text[place - 1] in _UNIT_ENDS and text[place] not in _UNIT_ENDS
