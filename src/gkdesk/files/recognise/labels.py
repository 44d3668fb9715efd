"""The labels of a form as they are met in documents: signs, spaces and small damage aside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gkdesk.core.form import Block, Form, Row, Section
from gkdesk.core.likeness import common
from gkdesk.core.numbers import half_width

_SIGNS = re.compile(r"[\W_]+")
_ORDINAL = re.compile(
    r"第[一二三四五六七八九十]{1,2}部分[、：:.]?|[(（]?[一二三四五六七八九十]{1,3}[)）、]|[(（]?[0-9]{1,2}[)）.、]"
)
_NUMBERING = re.compile(r"(?:[0-9]{1,2}|[一二三四五六七八九十])$")
_LEAST_ALIKE = 0.8  # share of signs by which a damaged label is still known
_LEAST_AHEAD = 0.15  # and how much better than the next it must be
_TELLING = 4  # signs of a label that is known whatever number is before it
_SHORTEST_DAMAGED = 5  # signs; a shorter label is known whole or not at all


@dataclass(frozen=True)
class RowLabel:
    """A row of the form and the keys by which its label is known."""

    section: Section
    block: Block
    row: Row
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """A row that a label names; `damaged` if its words are not the official ones."""

    label: RowLabel
    damaged: bool = False


@lru_cache(maxsize=4096)  # each label of a document is looked at for many rows
def key(text: str) -> str:
    """A label without spaces, brackets, punctuation and the numbering before it."""
    plain = "".join(half_width(text).split())
    return _SIGNS.sub("", _ORDINAL.sub("", plain, count=1) if _ORDINAL.match(plain) else plain)


@lru_cache(maxsize=8)
def row_labels(form: Form) -> tuple[RowLabel, ...]:
    """Every row whose figures stand behind its label, in the form's order."""
    return tuple(_row_labels(form))


def _row_labels(form: Form) -> Iterator[RowLabel]:
    for section in form.sections:
        table = section.table
        if table is None or table.arrangement == "across":
            continue
        for block in table.blocks:
            for row in block.rows:
                names = (row.label, *row.aliases)
                yield RowLabel(section, block, row, tuple(dict.fromkeys(map(key, names))))


def match_row(text: str, labels: tuple[RowLabel, ...]) -> Match | None:
    """The row among some that a label names, exactly or with small damage; None if none."""
    wanted = key(text)
    for label in labels:
        if wanted in label.keys and (len(wanted) >= _TELLING or _may_be_number(text, label)):
            return Match(label)
    return _damaged(wanted, labels)


def _may_be_number(text: str, label: RowLabel) -> bool:
    """Whether a text has no number before it, or the one of a row: short words begin others too."""
    ours, official = (_number(one) for one in (text, label.row.label))
    return not ours or not official or ours == official


def _number(text: str) -> str:
    """The number that a text begins with, signs aside; empty if it has none."""
    match = _ORDINAL.match("".join(half_width(text).split()))
    return _SIGNS.sub("", match[0]) if match else ""


def ends_with_row(text: str, labels: tuple[RowLabel, ...]) -> Match | None:
    """The row whose label stands at the end of a text behind pieces of the headings over it."""
    wanted = _SIGNS.sub("", "".join(half_width(text).split()))
    found = [
        (len(one), label)
        for label in labels
        for one in label.keys
        if wanted.endswith(one) and _may_stand_before(wanted[: -len(one)], one, label)
    ]
    return Match(max(found, key=lambda pair: pair[0])[1]) if found else None


def _may_stand_before(text: str, one: str, label: RowLabel) -> bool:
    """Whether a text is of the headings over a row, with the row's own number if with any."""
    number = _NUMBERING.search(text)
    official = _number(label.row.label)
    if len(one) < _TELLING and number and official and number[0] != official:
        return False
    return is_of_headings(text, label.section)


def is_of_headings(text: str, section: Section) -> bool:
    """Whether a text is nothing but a piece of the headings over a section's rows, or numbering."""
    plain = _NUMBERING.sub("", _bare(text))
    headings = section.table.headings.values() if section.table else ()
    return any(plain in _bare(heading.label) for heading in headings) or not plain


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    """A text without signs and spaces."""
    return _SIGNS.sub("", text)


def _damaged(wanted: str, labels: tuple[RowLabel, ...]) -> Match | None:
    """The one label that a damaged text is much more like than any other."""
    if not labels or len(wanted) < _SHORTEST_DAMAGED:
        return None
    alike = sorted(
        (
            (max(_alike(wanted, one) for one in label.keys), index)
            for index, label in enumerate(labels)
        ),
        reverse=True,
    )
    best, second = alike[0], alike[1] if len(alike) > 1 else (0.0, -1)
    if best[0] < _LEAST_ALIKE or best[0] - second[0] < _LEAST_AHEAD:
        return None
    return Match(labels[best[1]], damaged=True)


def _alike(one: str, other: str) -> float:
    """How much two texts have in common; 0 where their lengths alone make it too little."""
    total = len(one) + len(other)
    if 2 * min(len(one), len(other)) < (_LEAST_ALIKE - _LEAST_AHEAD) * total:
        return 0.0
    return 2 * common(one, other) / total
