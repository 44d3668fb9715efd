"""What the styles of a file tell for certain: headings of sections, title, prose, signature.

Words can be like anything: a line of prose like a heading, a title, a signature. Where a file
says by its styles which is which, that is believed, and nothing is guessed from the words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from gkdesk.core.form import Form, Section
from gkdesk.files.document import Document, Look
from gkdesk.files.recognise.labels import key

_LONGEST_HEADING = 60
_TITLE, _SIGNATURE = "title", "signature"
_PROSE = re.compile("body text|heading [2-9]")
_DAY = re.compile(r"([0-9]{1,4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日")
_TWIPS = 20  # in a point
_UNSEALED_DATE = 3  # characters right of it; GB/T 9704 asks for two without a seal, four with one


class Title(NamedTuple):
    """Organ and year of a title, its first block and the one behind it."""

    organ: str
    year: int
    first: int
    end: int


class Signature(NamedTuple):
    """Organ and date of a signature, each with its block if it is there, and whether it is sealed.

    The date is in ISO form; both are empty where they are not there.
    """

    organ: str
    organ_block: int
    day: str
    day_block: int
    sealed: bool

    @property
    def first(self) -> int:
        """The block with which the signature begins."""
        return self.organ_block if self.organ else self.day_block


@dataclass(frozen=True)
class Outline:
    """The sections by the blocks of their headings, none where the styles do not tell them."""

    headings: Mapping[int, Section] = field(default_factory=dict)
    looks: Mapping[int, Look] = field(default_factory=dict)

    def is_prose(self, block: int) -> bool:
        """Whether a paragraph is prose for certain, whatever its words are like.

        A paragraph that is put somewhere by itself may be a signature or a line of a page that a
        program laid out.
        """
        look = self.looks.get(block)
        if look is None or not self.headings:
            return False
        return not look.placed and _PROSE.fullmatch(look.style) is not None


def read_outline(form: Form, document: Document) -> Outline:
    """The outline of a document: a style in which the headings stand, all, in order, and no more.

    Where headings are missing or others stand in their style, it does not tell them from the rest.
    """
    styled: dict[str, list[int]] = {}
    for block, look in document.looks.items():
        if look.style:
            styled.setdefault(look.style, []).append(block)
    for places in styled.values():
        if len(places) == len(form.sections):
            found = [section_named(form, _text(document, block)) for block in places]
            if found == list(form.sections):
                return Outline(dict(zip(places, form.sections, strict=True)), document.looks)
    return Outline(looks=document.looks)


def section_named(form: Form, text: str) -> Section | None:
    """The section whose heading a text is, by its label or an alias; None if none."""
    if len(text) > _LONGEST_HEADING or text.endswith("。"):
        return None
    return _sections(form).get(key(text))


@lru_cache(maxsize=8)
def _sections(form: Form) -> Mapping[str, Section]:
    found: dict[str, Section] = {}
    for section in form.sections:
        for name in (section.label, *section.aliases):
            found.setdefault(key(name), section)
    return found


def _text(document: Document, block: int) -> str:
    """A paragraph without its line breaks; nothing else of it is changed."""
    whole, line = document.looks[block].text, document.blocks[block]
    assert isinstance(line, str)
    return whole.replace("\n", "").strip() if whole else line


def read_title(form: Form, document: Document, outline: Outline) -> Title | None:
    """The title in the title style, by the form's own words; None if there is none like that."""
    if not outline.headings:
        return None
    first = next((one for one, look in document.looks.items() if look.style == _TITLE), None)
    if first is None:
        return None
    text, end = "", first
    while (look := document.looks.get(end)) is not None and look.style == _TITLE:
        text += _text(document, end)
        end += look.lines
    pattern = re.escape("".join(form.title)).replace(r"\{organ\}", "(?P<organ>.+)")
    match = re.fullmatch(pattern.replace(r"\{year\}", "(?P<year>[0-9]{4})"), text)
    return Title(match["organ"].strip(), int(match["year"]), first, end) if match else None


def read_signature(form: Form, document: Document) -> Signature | None:
    """The signature that ends a document, in the style of one; None if there is none like that."""
    signed: list[int] = []
    end = len(document.blocks)
    for block, look in sorted(document.looks.items(), reverse=True):
        if look.style != _SIGNATURE or block + look.lines != end:
            break
        signed.insert(0, block)
        end = block
    texts = [_text(document, block) for block in signed]
    if len(signed) == 2 and (day := read_day(texts[1])):
        sealed = document.looks[signed[0]].side != "left"
        return Signature(texts[0], signed[0], day, signed[1], sealed)
    if len(signed) != 1:
        return None
    look = document.looks[signed[0]]
    day = "" if look.side in ("left", "center") else read_day(texts[0])
    if day:
        return Signature("", signed[0], day, signed[0], not _is_far_right(form, look))
    return Signature(texts[0], signed[0], "", signed[0], look.side != "left")


def _is_far_right(form: Form, look: Look) -> bool:
    """Whether a date stands where GB/T 9704 puts one that no seal will cover."""
    page = form.page
    character = page.points["body"] * _TWIPS + page.character_spacing
    return look.side == "right" and 0 < look.right < _UNSEALED_DATE * character


def read_day(text: str) -> str:
    """The day that a text is, in ISO form; empty if it is none."""
    match = _DAY.fullmatch(text)
    try:
        return date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""
