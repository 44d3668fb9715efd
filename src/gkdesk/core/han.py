"""Chinese numerals <-> whole numbers: 二十三, 一百零五, 两千, 三万."""

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
SIGNS = "".join((*_DIGITS, *_PLACES, "万"))


def read_han(text: str) -> int | None:
    """The number that Chinese numerals stand for, also digit by digit (二〇二四); None if none."""
    if not text or any(sign not in SIGNS for sign in text):
        return None
    if len(text) > 1 and all(sign in _DIGITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    head, ten_thousands, tail = text.rpartition("万")
    high = _below_ten_thousand(head) if ten_thousands else 0
    low = _below_ten_thousand(tail) if tail or not ten_thousands else 0
    return None if high is None or low is None else high * 10_000 + low


def _below_ten_thousand(text: str) -> int | None:
    """A number without 万; None where the signs do not follow each other as in a number."""
    total, digit, last_place = 0, None, 10_000
    for sign in text:
        if sign in _PLACES:
            place = _PLACES[sign]
            if place >= last_place:
                return None
            total += place * (1 if digit is None else digit)
            digit, last_place = None, place
        elif digit:
            return None
        else:
            digit = _DIGITS.get(sign)
    return total + (digit or 0) if text else None


def show_han(number: int) -> str:
    """A whole number below a hundred million as it is written: 零, 十二, 一百零五, 两万 is 二万."""
    high, low = divmod(number, 10_000)
    if not high:
        return _show_low(low) or "零"
    gap = "零" if 0 < low < 1000 else ""
    return f"{_show_low(high)}万{gap}{_show_low(low, leading=True)}"


def _show_low(number: int, *, leading: bool = False) -> str:
    """A number below ten thousand; 十 for 一十 where nothing stands before it."""
    text, gap = "", False
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + sign
            gap = False
        else:
            gap = True
    return text.removeprefix("一") if text.startswith("一十") and not leading else text
