"""A paragraph as it is read for numbers: its clauses and sentences, and a form's words in it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gkdesk.core.han import SIGNS
from gkdesk.core.numbers import half_width

Span = tuple[int, int]

FAR = 600  # signs; what stands further from a number does not speak of it
_CLAUSE = re.compile("[,;。!?()]")
_ITEM = re.compile("[,;。!?()、]")
_SPACE = re.compile(r"\s")
# No exact count of this year's: 第3件, 约3件, 3—5件, 1.3件, 国办函〔2020〕3件; but 其余3件 is one.
_NO_COUNT = re.compile(rf"(?<![其剩尚还])余|[第约近超过逾至少前每0-9.A-Za-z〜~—–{SIGNS}-]")


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, longer ones first."""
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=len, reverse=True):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    # One branch for each first sign: far fewer to try at each place of a text.
    branches = [f"{re.escape(sign)}(?:{'|'.join(rests)})" for sign, rests in groups.items()]
    return "|".join(branches) or "(?!)"


class Words:
    """Words of the form to look for; one marked `!` only looks like another, and is passed over."""

    def __init__(self, words: Iterable[str], year: int) -> None:
        named = [word.format(last=year - 1, year=year, next=year + 1) for word in words]
        self.meant = tuple(word for word in named if word[0] != "!")
        self._alike = {word[1:] for word in named if word[0] == "!"}
        self._pattern = re.compile(any_of([*self.meant, *self._alike]))

    def find(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The words in a piece of a text, from left to right."""
        for match in self._pattern.finditer(text, start, end):
            if match.group() not in self._alike:
                yield match

    def first(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first of the words in a piece of a text."""
        return next(self.find(text, start, end), None)

    def at(self, text: str, start: int, end: int) -> bool:
        """Whether one of the words stands at a place."""
        match = self._pattern.match(text, start, end)
        return match is not None and match.group() not in self._alike

    def cleared(self, text: str) -> str:
        """A text without what only looks like one of the words."""
        return self._pattern.sub(
            lambda match: "" if match.group() in self._alike else match.group(), text
        )

    def last(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The last of the words in a piece of a text."""
        return max(self.find(text, start, end), key=re.Match.start, default=None)


class Plain:
    """A paragraph in half-width signs without white space, and its signs' places in the block."""

    def __init__(self, block: str, heading: str) -> None:
        self._block = block
        self.text = half_width(block)
        self.heading = half_width(heading)
        self._gaps: list[int] = []
        if _SPACE.search(block):
            gaps = [match.start() for match in _SPACE.finditer(block)]
            self._gaps = [gap - index for index, gap in enumerate(gaps)]
            self.text = _SPACE.sub("", self.text)
        self._ends = [match.end() for match in _CLAUSE.finditer(self.text)]
        self._full_stops = [end for end in self._ends if self.text[end - 1] in "。!?"]

    def place(self, index: int) -> int:
        """Where a sign of the paragraph stands in the whole text."""
        return index + bisect_right(self._gaps, index)

    def is_no_count(self, index: int) -> bool:
        """Whether the sign before a number makes it no exact count of this year's."""
        return index > 0 and bool(_NO_COUNT.match(self.text, index - 1))

    def span(self, start: int, end: int) -> Span:
        """A piece of the paragraph as a span of the whole text."""
        return self.place(start), self.place(end - 1) + 1

    def quote(self, start: int, end: int) -> str:
        """A piece of the paragraph as it was written."""
        return self._block[slice(*self.span(start, end))]

    def clause_start(self, index: int) -> int:
        """Where the clause around a place begins."""
        return _last_at(self._ends, index)

    def clause_end(self, index: int) -> int:
        """Where the clause around a place ends."""
        match = _CLAUSE.search(self.text, index, index + FAR)
        return match.start() if match else min(len(self.text), index + FAR)

    def item_end(self, index: int) -> int:
        """Where the clause around a place ends, or the next item of its list begins."""
        match = _ITEM.search(self.text, index, index + FAR)
        return match.start() if match else min(len(self.text), index + FAR)

    def sentence_start(self, index: int) -> int:
        """Where the sentence around a place begins."""
        return _last_at(self._full_stops, index)


@dataclass(frozen=True, slots=True)
class Clause:
    """The words around one number: from `start` to the number, and behind it up to `end`."""

    plain: Plain
    start: int
    number: int
    behind: int
    end: int
    unit: str


def _last_at(places: list[int], index: int) -> int:
    """The last of some places up to an index, but none too far from it."""
    found = bisect_right(places, index)
    return max(places[found - 1] if found else 0, index - FAR)
