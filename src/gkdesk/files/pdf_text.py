"""Glyphs → lines of text: by baseline, then from left to right; ordinary characters only."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gkdesk.files.pdf_page import Glyph

# In ems: what is one line, where a word ends, and where a sign was printed twice to look bold.
_SAME_LINE = 0.4
_WORD_GAP, _WIDE_GAP = 0.28, 0.65
_TWICE = 0.1
_STEP = 0.5

# Fonts in PDF files give code points of radicals for whole characters: ⺠ for 民, ⼈ for 人. Those
# of U+2E80–2EF3 have no mapping in NFKC; here are their Equivalent_Unified_Ideograph (Unicode 14),
# in order. The two without one stand for themselves.
_RADICALS = (
    "⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛"
    "犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑"
    "钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
_ORDINARY = {0x2E80 + number: sign for number, sign in enumerate(_RADICALS)}
_ORDINARY |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text and where it stands on the page, from the top."""

    base: float
    text: str


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of a page or cell from top to bottom; turned text comes last, in own lines."""
    rows = _rows(sorted(glyphs, key=lambda glyph: (glyph.turn, glyph.base, glyph.order)))
    lines = [
        Line(min(glyph.y for glyph in row) if row[0].turn else row[0].base, _join(row))
        for row in rows
    ]
    return [line for line in lines if line.text]


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The text of a cell, its lines parted by line breaks; upright columns from right to left."""
    columns = _upright_columns(glyphs)
    if len(columns) > 1:
        return "\n".join(ordinary(glyph.text) for column in columns for glyph in column)
    return "\n".join(line.text for line in lines_of(glyphs))


def ordinary(text: str) -> str:
    """The text with the characters that its radicals stand for; nothing else is changed."""
    return text.translate(_ORDINARY)


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs that stand on one baseline, from what is sorted by turn and baseline."""
    rows: list[list[Glyph]] = []
    for glyph in glyphs:
        first = rows[-1][0] if rows else None
        if (
            first is not None
            and first.turn == glyph.turn
            and glyph.base - first.base <= _SAME_LINE * min(first.size, glyph.size)
        ):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _join(row: list[Glyph]) -> str:
    """The text of a line; a gap is a space, so that two numbers never grow together."""
    signs = _once(sorted(row, key=lambda glyph: (glyph.start, glyph.order)))
    pieces = [signs[0].text]
    for before, glyph in pairwise(signs):
        if glyph.start - before.end > _gap(before, glyph) * min(before.size, glyph.size):
            pieces.append(" ")
        pieces.append(glyph.text)
    return ordinary("".join(pieces)).strip()


def _gap(before: Glyph, glyph: Glyph) -> float:
    """Latin letters and digits that stand apart are words; Chinese ones are often spread."""
    both = before.text + glyph.text
    return _WORD_GAP if both.isascii() else _WIDE_GAP


def _once(signs: list[Glyph]) -> list[Glyph]:
    """The signs of a line without those that were printed again over themselves."""
    kept: list[Glyph] = []
    for glyph in signs:
        if not any(_same_place(glyph, other) for other in kept[-3:]):
            kept.append(glyph)
    return kept


def _same_place(glyph: Glyph, other: Glyph) -> bool:
    near = _TWICE * glyph.size
    return (
        glyph.text == other.text
        and glyph.run != other.run
        and abs(glyph.x - other.x) < near
        and abs(glyph.y - other.y) < near
    )


def _upright_columns(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The columns of a text that was written downwards, from right to left; else nothing."""
    written = sorted((sign for sign in glyphs if not sign.text.isspace()), key=lambda g: g.order)
    if len(written) < 4 or any(glyph.turn or _is_figure(glyph) for glyph in written):
        return []
    columns = [[written[0]]]
    for before, glyph in pairwise(written):
        if _steps_down(before, glyph):
            columns[-1].append(glyph)
        elif _begins_column(before, glyph):
            columns.append([glyph])
        else:
            return []
    return columns


def _is_figure(glyph: Glyph) -> bool:
    return glyph.text.isascii() and glyph.text.isalnum()


def _steps_down(before: Glyph, glyph: Glyph) -> bool:
    return abs(glyph.x - before.x) < _STEP * glyph.size < glyph.y - before.y < 3 * glyph.size


def _begins_column(before: Glyph, glyph: Glyph) -> bool:
    return before.x - glyph.x > _STEP * glyph.size and before.y - glyph.y > _STEP * glyph.size
