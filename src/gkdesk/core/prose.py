"""Plain text -> numbered headings and paragraphs, as officials number: 一、（一） 1.（1）."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

HEADING_LENGTH = 40
_BRIEF = 60

_HAN = "[一二三四五六七八九十百]{1,4}"
_NUMBERINGS = (
    (1, re.compile(rf"({_HAN})\s*、\s*")),
    (2, re.compile(rf"[（(]\s*({_HAN})\s*[）)]\s*")),
    (3, re.compile(r"([0-9０-９]{1,2})\s*[.．、](?![0-9０-９])\s*")),
    (4, re.compile(r"[（(]\s*([0-9０-９]{1,2})\s*[）)]\s*")),
)
_OFFICIAL = {1: "{}、", 2: "（{}）", 3: "{}.", 4: "（{}）"}
_HEADING_END = re.compile("[。：:]")
_ENCLOSED = re.compile("[⑴-⒇⒈-⒛㈠-㈩]")
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its level (0 without numbering), numbering, heading and what follows it.

    `start` and `end` are its span in the source text, `heading_end` the end of the heading
    there; a paragraph without heading has an empty one and `heading_end == start`.
    """

    level: int
    number: str
    heading: str
    body: str
    start: int
    heading_end: int
    end: int

    @property
    def text(self) -> str:
        """The paragraph as it is printed, its numbering made official."""
        return self.number + self.heading + self.body


def clean(text: str) -> str:
    """Text without what no paper can carry: control characters, lone surrogates, odd breaks.

    Nor does it show the signs of no width, soft hyphens among them.
    """
    return _NOT_TEXT.sub("", _LINE_BREAKS.sub("\n", text)).replace("\t", " ")


def brief(text: str) -> str:
    """A piece of somebody's file as a message quotes it: on one line, and not too long."""
    line = " ".join(clean(text).split())
    return line if len(line) <= _BRIEF else f"{line[:_BRIEF]}…"


@lru_cache(maxsize=64)
def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a plain text, one per line; empty lines are none."""
    found: list[Paragraph] = []
    place = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            found.append(_paragraph(bare, place + line.index(bare)))
        place += len(line) + 1
    return tuple(found)


def official(text: str) -> str:
    """The text as it is printed: one paragraph per line, its numbering made official."""
    return "\n".join(paragraph.text for paragraph in paragraphs(clean(text)))


def _paragraph(line: str, start: int) -> Paragraph:
    """A stripped line as a paragraph; `start` is its place in the source text."""
    plain = _ENCLOSED.sub(lambda sign: _spelt(sign.group()), line[:1]) + line[1:]
    for level, pattern in _NUMBERINGS:
        match = pattern.match(plain)
        if match:
            number = _OFFICIAL[level].format(unicodedata.normalize("NFKC", match.group(1)))
            rest = plain[match.end() :]
            if level == 3 and rest[:1].isdigit():
                number += " "  # 「1. 2024年」 must not become 「1.2024年」
            size = _heading_size(rest, len(number))
            end = start + len(line)
            heading_end = end - len(rest) + size if size else start
            return Paragraph(level, number, rest[:size], rest[size:], start, heading_end, end)
    return Paragraph(0, "", "", line, start, start, start + len(line))


def _spelt(sign: str) -> str:
    """A one-character numbering in several: ㈠ → (一), ⑴ → (1), ⒈ → 1. ."""
    return unicodedata.normalize("NFKC", sign)


def _heading_size(rest: str, number_size: int) -> int:
    """How much of a numbered line is its heading: up to the first 。 or ：, or all if short."""
    room = HEADING_LENGTH - number_size
    mark = _HEADING_END.search(rest[:room])
    if mark:
        return mark.end()
    return len(rest) if len(rest) <= room else 0
