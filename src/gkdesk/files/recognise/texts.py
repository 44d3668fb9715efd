"""Paragraphs -> title, opening paragraph, prose sections and signature of a report."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from gkdesk.core.form import Form, Section
from gkdesk.core.prose import clean, paragraphs
from gkdesk.files.document import Document, Grid, Place
from gkdesk.files.recognise.headings import Division, find_headings
from gkdesk.files.recognise.labels import key, row_labels
from gkdesk.files.recognise.outline import (
    Outline,
    read_outline,
    read_signature,
    read_title,
)
from gkdesk.files.recognise.signatures import find_signature
from gkdesk.files.recognise.titles import find_title, named_report, year_of_figures

_SENTENCE = 10  # signs before a full stop
_TERMINAL = tuple("。；！？：…;!?:")
_LINE, _MANY = 20, 5  # that many broken paragraphs of that many signs are lines of a page
_LONGEST_LINE, _MOST = 45, 0.6  # so many of them are about as long as the usual one
_LONGEST_HEADING, _LONGEST_PARAGRAPH = 80, 8_000  # signs
_PAGE_NUMBER = re.compile(r"[-—–－]?\s*[0-9]{1,3}\s*[-—–－]?")


@dataclass
class Texts:
    """What was read beside the tables, and where; empty where nothing was found."""

    organ: str = ""
    year: int | None = None
    prose: dict[str, str] = field(default_factory=dict)
    signature_organ: str = ""
    signature_date: str = ""
    sealed: bool = True
    organ_is_named: bool = False  # in a sentence, as there is no title
    behind: int = 0  # lines after the signature that are not read
    missing: list[Section] = field(default_factory=list)  # prose without a heading
    places: dict[str, Place] = field(default_factory=dict)


class _Line(NamedTuple):
    """A line or paragraph, and the block of the document that it is."""

    text: str
    block: int


def read_texts(form: Form, document: Document) -> Texts:
    """Title, prose and signature of a document."""
    found = Texts()
    outline = read_outline(form, document)
    sections = _split(form, document, outline)
    head = sections.pop("", [])
    body = _take_styled_title(form, document, outline, head, found)
    found.missing = [
        one for one in form.prose if one is not form.preface and one.id not in sections
    ]
    sections[form.preface.id] = _take_title(head, found) if body is None else body
    last = form.sections[-1].id
    cut = document.lines or _is_cut(document)
    for section in form.prose:
        lines = sections.get(section.id, [])
        if section.id == last:
            styled = _take_styled_signature(form, document, outline, lines, found)
            lines = _take_signature(lines, outline, found) if styled is None else styled
        if lines:
            found.prose[section.id] = _joined(lines, outline, cut=cut)
            found.places[section.id] = Place(lines[0].block)
    _take_named(form, found)
    return found


def _take_named(form: Form, found: Texts) -> None:
    """Organ and year by sentences of the opening, where no title tells them."""
    if found.organ and found.year:
        return
    opening = (form.preface.id, form.sections[0].id)
    texts = [found.prose.get(section, "") for section in opening]
    for text in texts:
        named = named_report(text)
        if named is not None and not found.organ:
            found.organ, found.organ_is_named = named[0], True
            found.year = found.year or named[1]
    for text in texts:
        found.year = found.year or year_of_figures(text)


def _split(form: Form, document: Document, outline: Outline) -> dict[str, list[_Line]]:
    """The lines under each section's heading; those before the first under an empty name."""
    parts: dict[str, list[_Line]] = {"": []}
    here, in_table = "", False
    divided = _divided(form, document, outline)
    prose = [section.id for section in form.prose if section is not form.preface]
    skipped = 0
    for index, block in enumerate(document.blocks):
        skipped -= 1
        if isinstance(block, Grid):
            in_table = in_table or _is_table(form, block)
        if isinstance(block, Grid) or skipped >= 0:
            continue
        line = clean(block).strip()
        division = divided.get(index, Division(((None, line),)))
        skipped = division.more
        for section, text in division.parts:
            if section is not None:
                here, in_table = section.id, False
                parts.setdefault(here, [])
            if here in prose and _has_sentence(text):
                in_table = False  # a table in prose, quoted perhaps, comes to its end
            if text and outline.is_prose(index):
                parts[here].append(_Line(text, index))
            elif not in_table and text and not _PAGE_NUMBER.fullmatch(text):
                in_table = _begins_table(form, text)
                if not in_table:
                    parts[here].append(_Line(text, index))
    return parts


def _has_sentence(text: str) -> bool:
    """Whether a line ends a sentence that is no mere label."""
    return any(len(one) >= _SENTENCE for one in text.split("。")[:-1])


def _divided(form: Form, document: Document, outline: Outline) -> Mapping[int, Division]:
    """The lines with headings: those that the styles tell, or that the words do."""
    if not outline.headings:
        return find_headings(form, texts_of(document))
    return {
        index: Division(((section, ""),), outline.looks[index].lines - 1)
        for index, section in outline.headings.items()
    }


def texts_of(document: Document) -> list[str]:
    """The texts of a document as they are looked at, with nothing for a grid."""
    return [clean(one).strip() if isinstance(one, str) else "" for one in document.blocks]


def _begins_table(form: Form, line: str) -> bool:
    """Whether a line is a label of a table that stands in the text without a heading."""
    return key(line) in _captions(form) or (
        len(line) > 6 and any(key(line) in label.keys for label in row_labels(form))
    )


def _is_table(form: Form, grid: Grid) -> bool:
    """Whether a grid is one of the form's, and not a menu or a list."""
    words = _table_words(form)
    return any(cell.text and key(cell.text) in words for cell in grid.cells)


@lru_cache(maxsize=8)
def _table_words(form: Form) -> frozenset[str]:
    """The labels of a form's tables that are not met by chance in another one."""
    columns = {
        key(column.label)
        for section in form.sections
        for block in (section.table.blocks if section.table else ())
        for column in block.columns
    }
    rows = {one for label in row_labels(form) for one in label.keys}
    return frozenset(one for one in columns | rows | _captions(form) if len(one) > 2)


def _captions(form: Form) -> set[str]:
    return {
        key(block.caption)
        for section in form.sections
        for block in (section.table.blocks if section.table else ())
        if block.caption
    }


def _take_title(lines: Sequence[_Line], found: Texts) -> list[_Line]:
    """Organ and year from the title; the lines behind it."""
    title = find_title([line.text for line in lines])
    if title is None:
        return list(lines)
    found.organ, found.year = title.organ, title.year
    found.places |= dict.fromkeys(("organ", "year"), Place(lines[title.first].block))
    return list(lines[title.end :])


def _take_styled_title(
    form: Form, document: Document, outline: Outline, lines: Sequence[_Line], found: Texts
) -> list[_Line] | None:
    """Organ and year from a title that its style tells; the lines behind it, None without one."""
    title = read_title(form, document, outline)
    if title is None:
        return None
    found.organ, found.year = title.organ, title.year
    found.places |= dict.fromkeys(("organ", "year"), Place(title.first))
    return [line for line in lines if line.block >= title.end]


def _take_styled_signature(
    form: Form, document: Document, outline: Outline, lines: Sequence[_Line], found: Texts
) -> list[_Line] | None:
    """Organ and date of a signature that its style tells; the lines before it, None without one.

    An organ that may stand before a date in another style is left to who looks at the words.
    """
    signed = read_signature(form, document)
    if signed is None:
        return None
    before = [line for line in lines if line.block < signed.first]
    if not signed.organ and before and not outline.is_prose(before[-1].block):
        return None
    found.signature_organ, found.signature_date = signed.organ, signed.day
    found.sealed = signed.sealed
    if signed.organ:
        found.places["signature.organ"] = Place(signed.organ_block)
    if signed.day:
        found.places["signature.date"] = Place(signed.day_block)
    return before


def _take_signature(lines: list[_Line], outline: Outline, found: Texts) -> list[_Line]:
    """Organ and date at the end of the last section; the lines before them."""
    signed = find_signature(["" if outline.is_prose(one.block) else one.text for one in lines])
    if signed is None:
        return lines
    found.signature_organ, found.signature_date = signed.organ, signed.day
    found.places["signature.date"] = Place(lines[signed.day_line].block)
    if signed.organ:
        found.places["signature.organ"] = Place(lines[signed.organ_line].block)
    found.behind = len(lines) - signed.day_line - 1
    return lines[: signed.organ_line]


def _is_cut(document: Document) -> bool:
    """Whether the paragraphs of a file are the lines of a page, as programs leave them behind
    that make a Word file of a PDF: many break off, and all at about the same length.
    """
    texts = [block for block in document.blocks if isinstance(block, str)]
    broken = [len(text) for text in texts if len(text) >= _LINE and not text.endswith(_TERMINAL)]
    if len(broken) < _MANY:
        return False
    usual = sorted(broken)[len(broken) // 2]
    alike = sum(abs(one - usual) <= usual // 4 for one in broken)
    return usual <= _LONGEST_LINE and alike >= _MOST * len(broken)


def _joined(lines: Sequence[_Line], outline: Outline, *, cut: bool) -> str:
    """The paragraphs of some lines, put together again where they were cut."""
    whole: list[str] = []
    for line in lines:
        may_go_on = cut and whole and not outline.is_prose(line.block)
        if may_go_on and not _is_whole(whole[-1]) and not _opens(line.text):
            whole[-1] += line.text
        else:
            whole.append(line.text)
    return "\n".join(whole)


def _is_whole(paragraph: str) -> bool:
    """Whether a paragraph has come to its end: a sentence has, or it is a heading."""
    if len(paragraph) > _LONGEST_HEADING:  # nor does a paragraph without any end grow for ever
        return _is_ended(paragraph) or len(paragraph) > _LONGEST_PARAGRAPH
    if _is_ended(paragraph):
        return True
    (read,) = paragraphs(paragraph)
    return bool(read.level and read.heading and not read.body)


def _is_ended(text: str) -> bool:
    """Whether a sentence has come to its end."""
    return text.endswith(_TERMINAL) or (text[-1:] in "”）)" and text[-2:-1] == "。")


def _opens(line: str) -> bool:
    """Whether a line opens a paragraph of its own by its numbering."""
    found = paragraphs(line)
    return bool(found and found[0].level in (1, 2, 3))
