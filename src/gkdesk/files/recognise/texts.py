"""Paragraphs -> title, opening paragraph, prose sections and signature of a report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gkdesk.core.form import Form, Section
from gkdesk.core.prose import clean, paragraphs
from gkdesk.files.document import Document, Grid, Place
from gkdesk.files.recognise.labels import key, row_labels

_YEAR = r"(?P<year>20[0-9]{2})\s*年度?"
_REPORT = r"政府信息公开(?:工作)?(?:的)?年度?报告"
_TITLES = (
    re.compile(rf"(?P<organ>[^0-9，。：“《]{{2,40}}?)\s*{_YEAR}\s*{_REPORT}"),
    re.compile(rf"{_YEAR}\s*(?P<organ>[^0-9，。：“《]{{2,40}}?)\s*{_REPORT}"),
)
_DATE = re.compile(r"(20[0-9]{2})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日")
_PERIOD = re.compile(r"(20[0-9]{2})\s*年\s*1\s*月\s*1\s*日")
_TERMINAL = tuple("。；！？：…;!?:")
_LINE, _MANY = 20, 5  # that many broken paragraphs of that many signs are lines of a page
_LONGEST_LINE, _MOST = 45, 0.6  # so many of them are about as long as the usual one
_TITLE_LINES = 6  # lines at the head of a document in which the title is looked for
_PAGE_NUMBER = re.compile(r"[-—–－]?\s*[0-9]{1,3}\s*[-—–－]?")


@dataclass
class Texts:
    """What was read beside the tables, and where; empty where nothing was found."""

    organ: str = ""
    year: int | None = None
    prose: dict[str, str] = field(default_factory=dict)
    signature_organ: str = ""
    signature_date: str = ""
    places: dict[str, Place] = field(default_factory=dict)


class _Line(NamedTuple):
    """A line or paragraph, and the block of the document that it is."""

    text: str
    block: int


def read_texts(form: Form, document: Document) -> Texts:
    """Title, prose and signature of a document."""
    found = Texts()
    sections = _split(form, document)
    head = sections.pop("", [])
    body = _take_title(head, found)
    if form.prose:
        sections[form.preface.id] = body
    last = form.sections[-1].id
    for section in form.prose:
        lines = sections.get(section.id, [])
        if section.id == last:
            lines = _take_signature(lines, found)
        texts = [line.text for line in lines]
        if texts:
            found.prose[section.id] = _joined(texts, cut=document.lines or _is_cut(document))
            found.places[section.id] = Place(lines[0].block)
    if found.year is None:
        found.year = _year_of_period(found.prose.get(form.preface.id, ""))
    return found


def _year_of_period(text: str) -> int | None:
    """The year that an opening paragraph names as the one its figures are of."""
    match = _PERIOD.search(text)
    return int(match.group(1)) if match else None


def _split(form: Form, document: Document) -> dict[str, list[_Line]]:
    """The lines under each section's heading; those before the first under an empty name."""
    parts: dict[str, list[_Line]] = {"": []}
    here, in_table = "", False
    blocks = list(document.blocks)
    index = 0
    while index < len(blocks):
        block = blocks[index]
        index += 1
        if isinstance(block, Grid):
            in_table = True
            continue
        line = clean(block).strip()
        following = blocks[index] if index < len(blocks) else ""
        section, used = _section_at(form, line, following if isinstance(following, str) else "")
        if section is not None:
            here, in_table = section.id, False
            parts.setdefault(here, [])
            index += used
        elif not in_table and line and not _PAGE_NUMBER.fullmatch(line):
            in_table = _begins_table(form, line)
            if not in_table:
                parts[here].append(_Line(line, index - 1))
    return parts


def _section_at(form: Form, line: str, following: str) -> tuple[Section | None, int]:
    """The section whose heading a line is, alone or with the next one; how many lines more."""
    for text, used in ((line, 0), (line + following.strip(), 1)):
        if len(text) > 60 or (used and not following.strip()):
            continue
        for section in form.sections:
            names = (section.label, section.name, *section.aliases)
            if key(text) in {key(name) for name in names} and not text.endswith("。"):
                return section, used
    return None, 0


def _begins_table(form: Form, line: str) -> bool:
    """Whether a line is a label of a table that stands in the text without a heading."""
    captions = {
        key(block.caption)
        for section in form.sections
        for block in (section.table.blocks if section.table else ())
        if block.caption
    }
    first = row_labels(form)
    return key(line) in captions or any(key(line) in label.keys for label in first if len(line) > 6)


def _take_title(lines: Sequence[_Line], found: Texts) -> list[_Line]:
    """Organ and year from the title; the lines behind it."""
    for count in (1, 2, 3):  # one line that is a whole title, before any two that make one
        for start in range(min(len(lines), _TITLE_LINES)):
            text = "".join(one.text for one in lines[start : start + count]).replace(" ", "")
            for pattern in _TITLES:
                match = pattern.fullmatch(text) or pattern.match(text)
                if match and len(text) - match.end() < 4:
                    found.organ = match["organ"].strip()
                    found.year = int(match["year"])
                    found.places |= dict.fromkeys(("organ", "year"), Place(lines[start].block))
                    return list(lines[start + count :])
    return list(lines)


def _take_signature(lines: list[_Line], found: Texts) -> list[_Line]:
    """Organ and date at the end of the last section; the lines before them."""
    for place in range(len(lines) - 1, max(len(lines) - 6, -1), -1):
        match = _DATE.fullmatch(lines[place].text.strip("（）() "))
        if match is None:
            continue
        year, month, day = (int(one) for one in match.groups())
        found.signature_date = f"{year:04}-{month:02}-{day:02}"
        found.places["signature.date"] = Place(lines[place].block)
        before = lines[place - 1].text.replace(" ", "") if place else ""
        if before and len(before) <= 30 and not before.endswith(_TERMINAL):
            found.signature_organ = before
            found.places["signature.organ"] = Place(lines[place - 1].block)
            return lines[: place - 1]
        return lines[:place]
    return lines


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


def _joined(lines: Sequence[str], *, cut: bool) -> str:
    """The paragraphs of some lines, put together again where they were cut."""
    whole: list[str] = []
    for line in lines:
        if cut and whole and not _is_whole(whole[-1]) and not _opens(line):
            whole[-1] += line
        else:
            whole.append(line)
    return "\n".join(whole)


def _is_whole(paragraph: str) -> bool:
    """Whether a paragraph has come to its end: a sentence has, or it is a heading."""
    if paragraph.endswith(_TERMINAL) or (paragraph[-1:] in "”）)" and paragraph[-2:-1] == "。"):
        return True
    (read,) = paragraphs(paragraph)
    return bool(read.level and read.heading and not read.body)


def _opens(line: str) -> bool:
    """Whether a line opens a paragraph of its own by its numbering."""
    found = paragraphs(line)
    return bool(found and found[0].level in (1, 2))
