"""The title of a report among the lines before its first section, and what its words tell.

A page from the web has menus around its title, the title twice, and lines about its publication
before the report begins. Where no title is left, a sentence may name the report.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_YEAR = r"(?P<year>20[0-9]{2})年?度?"
_REPORT = r"政府信息公开(?=.{0,7}报)[工作的年度报告]{3,7}"  # also with its signs in disorder
_ORGAN = r"(?P<organ>[^0-9０-９，。：；、“”《》〈〉,:;>＞|【】\[\]]{2,40}?)"
_PATH = r"(?:.*[>＞:：|】\]])?"  # a menu or a field's name before it on its line
_TITLES = (
    re.compile(rf"{_PATH}{_ORGAN}{_YEAR}{_REPORT}"),
    re.compile(rf"{_PATH}{_YEAR}{_ORGAN}{_REPORT}"),
)
_PIECE = re.compile(r"[^，。]{0,40}政府信息公开(?:工作)?年度报告")
_NAMED = re.compile(
    rf"(?:公布|公开|发布|编制|编写|形成|制定|《|〈)了?(?:{_ORGAN}{_YEAR}|"
    rf"{_YEAR.replace('year', 'first')}{_ORGAN.replace('organ', 'then')}){_REPORT}"
)
_NO_ORGAN = re.compile(r"[我本该各]|.*(?:关于|做好|印发|通知|全国|以下)")
_OF_YEAR = re.compile(rf"{_YEAR}(?:我\w|本\w{{1,2}})?政府信息公开")
_PERIOD = re.compile(r"(20[0-9]{2})\s*年?\s*1\s*月\s*1\s*日")
_STAMP = re.compile(r"20[0-9]{2}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}")
_SENTENCE = re.compile("[，。；,;]")
_MANY_LINES = 40  # at the head of a document in which the title is looked for
_SHORTEST = 4  # signs of an organ that has a line for itself


class Title(NamedTuple):
    """Organ and year of a title, its first line and the one behind it."""

    organ: str
    year: int
    first: int
    end: int


def find_title(lines: Sequence[str]) -> Title | None:
    """The title among some lines; what is behind it begins with the report's own words."""
    for count in (1, 2, 3):  # one line that is a whole title, before any two that make one
        for start in range(min(len(lines), _MANY_LINES)):
            title = _title_at(lines, start, count)
            if title is not None:
                return title._replace(end=_end(lines, title))
    return None


def _title_at(lines: Sequence[str], start: int, count: int) -> Title | None:
    text = "".join("".join(lines[start : start + count]).split())
    for pattern in _TITLES:
        match = pattern.match(text)
        behind = text[match.end() :] if match else ""
        if match is None or len(behind) >= _SHORTEST or "。" in behind:
            continue
        if count == 1 or len(match["organ"]) >= _SHORTEST:
            return Title(match["organ"], int(match["year"]), start, start + count)
    return None


def _end(lines: Sequence[str], title: Title) -> int:
    """The line behind a title, its repetitions and what a page says of its publication."""
    end = title.end
    for start in range(end, min(len(lines), _MANY_LINES)):
        for count in (1, 2, 3):
            again = _title_at(lines, start, count)
            if again is not None and again.year == title.year:
                end = max(end, again.end)
        if _PIECE.fullmatch("".join(lines[start].split())):
            end = max(end, start + 1)
    about = end
    while about < len(lines) and not _SENTENCE.search(lines[about]):
        about += 1
    stamped = any(_STAMP.search(line) for line in lines[end:about])
    return about if stamped else end


def named_report(text: str) -> tuple[str, int] | None:
    """Organ and year of the report that sentences name, if they all name the same."""
    found = set(_named("".join(text.split())))
    return found.pop() if len(found) == 1 else None


def _named(text: str) -> Iterator[tuple[str, int]]:
    for match in _NAMED.finditer(text):
        organ = match["organ"] or match["then"]
        if not _NO_ORGAN.match(organ):
            yield organ, int(match["year"] or match["first"])


def year_of_figures(text: str) -> int | None:
    """The year that sentences name as the one of the figures or of the report."""
    period = _PERIOD.search(text)
    if period:
        return int(period[1])
    years = {int(match["year"]) for match in _OF_YEAR.finditer("".join(text.split()))}
    return years.pop() if len(years) == 1 else None
