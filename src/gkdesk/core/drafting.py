"""What the program may write into prose for the clerk: headings, an example, last year's text."""

import re
from functools import lru_cache

from gkdesk.core.numbers import half_width
from gkdesk.core.prose import paragraphs

_DIGITS = "零一二三四五六七八九"

_NUMERAL = "[0-9０-９]"
_ZEROS = "〇○零"
_HAN = f"[{_ZEROS}一二三四五六七八九]"
_GAP = r"\s{0,3}"
# Titles, numbers of documents and editions of laws name a year that is theirs for ever; what a
# machine reads (addresses in the net) is nobody's year at all.
FIXED = (
    r"《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》|《[^》。\n]*"
    rf"|[〔﹝\[［【]{_GAP}{_NUMERAL}{{4}}{_GAP}[〕﹞\]］】](?:{_GAP}第?{_GAP}{_NUMERAL}+{_GAP}号)?"
    rf"|[（(〈<]{_GAP}{_NUMERAL}{{4}}{_GAP}[）)〉>]{_GAP}第?{_GAP}{_NUMERAL}+{_GAP}号"
    rf"|{_NUMERAL}{{4}}{_GAP}年{_GAP}第{_GAP}{_NUMERAL}+{_GAP}号"
    rf"|[（(]{_GAP}{_NUMERAL}{{4}}{_GAP}年{_GAP}(?:修订|修正|版)[^（()）\n]*[）)]"
    r"|(?:https?://|www\.)[!-~]+"
    r"|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]+"
)
# Several years may share one 年: 「2023至2024年」; a date may do without: 2024-12-31.
_SHARED = rf"(?:{_GAP}(?:[-－—–~～/、]{{1,2}}|至|到|和|及|与){_GAP}{_NUMERAL}{{4}}){{0,4}}"
YEAR = (
    rf"(?<![0-9０-９A-Za-z])(?P<year>{_NUMERAL}{{4}})"
    rf"(?={_SHARED}{_GAP}年|(?P<mark>[-./])[0-9]{{1,2}}(?P=mark)[0-9]{{1,2}}(?![0-9]))"
    rf"|(?<!{_HAN})(?P<han_year>{_HAN}{{4}})(?={_GAP}年)"
)
_MOVED = re.compile(rf"{FIXED}|{YEAR}")


def with_part(text: str, label: str) -> str:
    """The text with a heading for one more official part at its end, numbered on."""
    count = sum(paragraph.level == 2 for paragraph in paragraphs(text))
    return with_example(text, f"（{han_number(count + 1)}）{label}方面：")


def with_example(text: str, example: str) -> str:
    """The text with another paragraph at its end."""
    return f"{text.rstrip()}\n{example}" if text.strip() else example


def han_number(number: int) -> str:
    """A number from 1 to 99 as officials count their headings: 一, 十, 十二, 二十."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones or not tens else "")


@lru_cache(maxsize=64)
def moved_on(text: str, from_year: int, to_year: int) -> str:
    """The text of one year's report as a draft for another's, its years moved on with it.

    Only the year reported on and its two neighbours move. Any other year is part of a fact that
    does not age with the report, as are titles in 《》 and the numbers of documents.
    """
    near = range(from_year - 1, from_year + 2)

    def move(found: re.Match[str]) -> str:
        written: str = found["year"] or found["han_year"] or ""
        year = int("0" + "".join(map(_digit, written)))
        return written_as(written, year + to_year - from_year) if year in near else found[0]

    return _MOVED.sub(move, text)


def _digit(sign: str) -> str:
    """One digit of a year, in whatever kind of signs it is written."""
    if sign in _ZEROS:
        return "0"
    return str(_DIGITS.index(sign)) if sign in _DIGITS else half_width(sign)


def written_as(pattern: str, year: int) -> str:
    """A year in the kind of signs in which another one is written."""
    plain = str(year)
    if pattern.isascii():
        return plain
    if half_width(pattern).isascii():
        return "".join(chr(ord(sign) + 0xFEE0) for sign in plain)
    zero = next((sign for sign in pattern if sign in _ZEROS), _ZEROS[0])
    return "".join(zero if sign == "0" else _DIGITS[int(sign)] for sign in plain)
