"""The headings of sections among the lines of a document, told by their words and numbers.

A heading is a line by itself, or two; one that is worded otherwise is known by its number and
place; and one that runs into the text around it cuts its line.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from gkdesk.core.form import Form, Section
from gkdesk.core.likeness import common
from gkdesk.files.recognise.labels import key
from gkdesk.files.recognise.outline import section_named

_HAN = "[一二三四五六七八九十]{1,2}"
_FIRST = re.compile(rf"({_HAN})\s*[、.．，,]|第(?:{_HAN})部分")
_DEEPER = re.compile(rf"[(（]\s*(?:{_HAN}|[0-9]{{1,2}})\s*[)）]|[0-9]{{1,2}}\s*[.．、]")
_FEWEST = 3  # sections that must have a deeper number before these are those of sections
_LONGEST = 40  # signs of a heading in other words
_ALIKE = 0.4  # share of signs that it has in common with the official one
_NO_HEADING = tuple("。；;：:，,、")
_BEFORE, _BEHIND = "。！；;)） \u3000", " \u3000:：(（"
_LISTED = "、，,；;和及与等是"  # behind a heading that a sentence only names


class Division(NamedTuple):
    """A line with a heading: its texts, each with the section that begins with it, if one does.

    `more` tells how many lines more the heading takes.
    """

    parts: tuple[tuple[Section | None, str], ...]
    more: int = 0


def find_headings(form: Form, lines: Sequence[str]) -> Mapping[int, Division]:
    """The lines with headings of sections, by their index; grids are empty lines."""
    found = dict(_whole(form, lines))
    for look in (_worded_otherwise, _run_in):
        known = _firsts(found)
        missing = [one for one in form.sections if one.id not in known]
        for section in missing:
            found |= look(form, section, lines, found)
    return found


def _whole(form: Form, lines: Sequence[str]) -> Iterator[tuple[int, Division]]:
    """Headings in official words on a line or two of their own.

    One that is numbered as a part of a section is a part, unless all of them are; nor is one
    without a number a heading if the section has one with it.
    """
    proper: dict[int, Division] = {}
    deeper: dict[int, Division] = {}
    for index, (line, after) in enumerate(pairwise([*lines, ""])):
        section, more = section_named(form, line), 0
        if section is None and line and after:
            section, more = section_named(form, line + after), 1
        if section is not None:
            kept = deeper if _DEEPER.match(line) else proper
            kept[index] = Division(((section, ""),), more)
    if not proper and len(_firsts(deeper)) >= _FEWEST:
        proper = deeper
    numbered = {proper[index].parts[0][0] for index in proper if _FIRST.match(lines[index])}
    for index, division in proper.items():
        if _FIRST.match(lines[index]) or division.parts[0][0] not in numbered:
            yield index, division


def _firsts(found: Mapping[int, Division]) -> dict[str, int]:
    """Where each section begins."""
    firsts: dict[str, int] = {}
    for index, division in sorted(found.items()):
        for section, _ in division.parts:
            if section is not None:
                firsts.setdefault(section.id, index)
    return firsts


def _between(
    form: Form, section: Section, lines: Sequence[str], found: Mapping[int, Division]
) -> range:
    """The lines where the heading of a section can be: behind those before it, before the others.

    Its line may be one of those where another heading runs into the text.
    """
    firsts = _firsts(found)
    order = [one.id for one in form.sections]
    place = order.index(section.id)
    before = [firsts[one] for one in order[:place] if one in firsts]
    behind = [firsts[one] for one in order[place + 1 :] if one in firsts]
    return range(max(before, default=0), min(behind, default=len(lines) - 1) + 1)


def _worded_otherwise(
    form: Form, section: Section, lines: Sequence[str], found: Mapping[int, Division]
) -> Mapping[int, Division]:
    """A heading with the number of the official one, in its place, in words that are like it.

    The first section has any words if the others are there.
    """
    number = _FIRST.match(section.label)
    if number is None:
        return {}
    for index in _between(form, section, lines, found):
        line, match = lines[index], _FIRST.match(lines[index])
        if match is None or match[1] != number[1] or index in found:
            continue
        if len(line) > _LONGEST or line.endswith(_NO_HEADING):
            continue
        is_first = section is form.sections[0] and bool(found)
        if is_first or _is_like(line, section):
            return {index: Division(((section, ""),))}
    return {}


def _is_like(line: str, section: Section) -> bool:
    """Whether a line has much in common with a name of a section."""
    text = key(line)
    names = [key(name) for name in (section.label, *section.aliases)]
    return any(2 * common(text, one) >= _ALIKE * (len(text) + len(one)) for one in names)


def _run_in(
    form: Form, section: Section, lines: Sequence[str], found: Mapping[int, Division]
) -> Mapping[int, Division]:
    """A heading in official words that begins or ends a line, or stands in it between blanks."""
    pattern = re.compile(r"\s*".join(re.escape(sign) for sign in section.label))
    for index in _between(form, section, lines, found):
        parts = found[index].parts if index in found else ((None, lines[index]),)
        last, text = parts[-1]
        for match in pattern.finditer(text):
            if _parts_text(text, match.start(), match.end()):
                before, after = text[: match.start()].strip(), text[match.end() :].strip(" :：")
                return {index: Division((*parts[:-1], (last, before), (section, after)))}
    return {}


def _parts_text(text: str, start: int, end: int) -> bool:
    """Whether a heading in a line parts what is before it from what is behind."""
    if start and text[start - 1] not in _BEFORE:
        return False
    if end == len(text):
        return True
    return text[end] in _BEHIND if start else text[end] not in _LISTED
