"""Numbers said in a text, with their place and what they speak of, as the form's topics tell.

Better silent than wrong: a number is said of a topic only where nothing but fillers stands
between it and the topic's words, and nothing around it speaks of something else. What a word
means is the form's affair; here is only how words and numbers stand to each other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from gkdesk.core.form import Form
from gkdesk.core.han import SIGNS, read_han
from gkdesk.core.numbers import Number
from gkdesk.core.said_text import FAR, Clause, Plain, Span, Words, any_of
from gkdesk.core.topic import Speech, Topic

_NONE_REACH = 30  # signs between 未收到 and 申请
_JOINS = re.compile("[、和及与或]")
_EACH = re.compile("[均各]")
_WHOLE = re.compile("全[省市县区州盟旗乡镇街]")
_WHOLE_YEAR = "全年"
_NUMBERED = r"\s*(?:[(（]?[一二三四五六七八九十]{1,3}[)）、]|[(（]?[0-9]{1,2}[)）.．、](?![0-9]))"
_HEADING = re.compile(rf"(?:{_NUMBERED}[^。；;，,0-9]{{2,40}}|[^。；;，,、0-9]{{2,15}})\s*$")
_BEGINS = re.compile(rf"{_NUMBERED}|\s*$")
_ENDS = re.compile(r"[。！？；：!?;:]\s*$")
_YEAR = re.compile("((?:19|20)[0-9]{2}|二[〇零○][〇零一二三四五六七八九]{2})年")
_ASIDE = re.compile(r"\([^()]*\)")
_PART_OF_YEAR = re.compile(
    "上半年|下半年|季度|[上中下]旬|每[年月周天日季]|(?:19|20)[0-9]{2}年?[至到—~-]+(?:19|20)[0-9]{2}年"
    "|(?<![0-9])(?!1月(?:1日|份?[至到—~-])|12月(?:31日|底|末)|(?<=[至到止—~-])12月)[0-9]{1,2}月"
    "|(?<![一二三四五六七八九十])[一二三四五六七八九十]{1,2}月"
)


@dataclass(frozen=True, slots=True)
class Said:
    """One number of a text and its topic.

    `span` is the place of the number's signs, of the whole phrase for a statement that there was
    none (`none`); `sentence` is where its sentence begins; `elsewhere` the smaller unit that the
    sentence names; `quote` the clause that says it.
    """

    topic: Topic
    value: Number
    written: str
    unit: str
    span: Span
    sentence: int
    quote: str
    elsewhere: str = ""
    none: bool = False


def said_in(text: str, form: Form, year: int, organ: str = "") -> tuple[Said, ...]:
    """What a text says about the topics of a form, in an organ's report of a year."""
    found: list[Said] = []
    for heading, block, place in _blocks(text):
        for one in _said_in_block(block, heading, form.topics, form.speech, year):
            start, end = one.span
            span = (start + place, end + place)
            # 县政府办公室 is no smaller unit in its own report.
            elsewhere = "" if one.elsewhere in organ else one.elsewhere
            sentence = one.sentence + place
            found.append(replace(one, span=span, sentence=sentence, elsewhere=elsewhere))
    return tuple(found)


def _blocks(text: str) -> Iterator[tuple[str, str, int]]:
    """The paragraphs of a text with the heading each stands under; lines cut in two made one."""
    heading, start, place, is_open = "", 0, 0, False
    for line in text.split("\n"):
        is_heading = _HEADING.match(line) is not None
        if is_open and (is_heading or _BEGINS.match(line)):
            yield heading, text[start : place - 1], start
            is_open = False
        start = start if is_open else place
        heading = line if is_heading else heading
        place += len(line) + 1
        is_open = not (is_heading or _ENDS.search(line))
        if not is_open:
            yield heading, text[start : place - 1], start
    if is_open:
        yield heading, text[start:], start


# A paragraph that did not change is not read again: typing costs one paragraph.
@lru_cache(maxsize=1024)
def _said_in_block(
    block: str, heading: str, topics: tuple[Topic, ...], speech: Speech, year: int
) -> tuple[Said, ...]:
    return _reader(topics, speech, year).read(block, heading)


@lru_cache(maxsize=8)
def _reader(topics: tuple[Topic, ...], speech: Speech, year: int) -> "_Reader":
    return _Reader(topics, speech, year)


class _Matcher:
    """One topic made ready: its words, and those that may stand between them and a number."""

    def __init__(self, topic: Topic, speech: Speech, year: int) -> None:
        self.topic = topic
        self.says = Words(topic.says, year).meant
        # Possessive, so that many fillers cannot be taken apart in many ways.
        self.fill = re.compile(f"(?>{any_of([*speech.fillers, *topic.fillers])})*+")
        self.never = Words(topic.never, year)
        self.none = Words(topic.none, year)
        self.about = Words(topic.about, year)
        self.rivals = Words(topic.rivals, year)

    def is_spoken_about(self, plain: Plain, number: int, end: int) -> bool:
        """Whether the topic's own words were said, and none of its rivals' after them."""
        if not self.topic.about:
            return True
        is_near = self.topic.near == "sentence"
        start = plain.sentence_start(number) if is_near else max(number - FAR, 0)
        about = self.about.last(plain.text, start, end)
        in_heading = not is_near and self.about.first(plain.heading, 0, len(plain.heading))
        if about is None and not in_heading:
            return False
        since = about.start() if about else start
        return since >= number or not self.rivals.first(plain.text, since, number)


class _Reader:
    """Reads paragraphs for one year with the topics of one form."""

    def __init__(self, topics: tuple[Topic, ...], speech: Speech, year: int) -> None:
        self._matchers = [_Matcher(topic, speech, year) for topic in topics]
        self._year = year
        units = any_of(unit for topic in topics for unit in topic.units)
        self._number = re.compile(
            # The one set of signs first: the search then leaps from number to number.
            rf"(?P<n>[0-9{SIGNS}](?:(?<![0-9])[{SIGNS}]{{0,15}}+"
            rf"|(?<=[0-9])(?:[0-9]{{0,2}}(?:,[0-9]{{3}}){{1,4}}(?![0-9])|[0-9]{{0,15}}(?:\.[0-9]{{1,10}})?)))"
            rf"(?:(?P<u>{units})(?![次事以左多余套]|工作日|月|小时|\(含\))"
            rf"|(?<=[为:][0零])(?=[,;。、!?)]|$))"
        )
        self._plans = Words(speech.plans, year)
        self._earlier = Words(speech.earlier, year)
        self._elsewhere = Words(speech.elsewhere, year)
        self._none = re.compile(
            any_of(word for matcher in self._matchers for word in matcher.none.meant)
        )
        self._name_topics()

    def _name_topics(self) -> None:
        """Which topics a word may begin, so that only those are tried where it stands."""
        says = {word for matcher in self._matchers for word in matcher.says}
        self._said_by = {
            longest: [
                (index, len(word))
                for index, matcher in enumerate(self._matchers)
                for word in matcher.says
                if longest.startswith(word)
            ]
            for longest in says
        }
        first = "".join(sorted({word[0] for word in says}))
        self._says = re.compile(f"(?=[{first}])(?=({any_of(says)}))")
        fillers = "|".join({matcher.fill.pattern[3:-3] for matcher in self._matchers})
        self._list = re.compile(f"(?=[{first}])(?:{any_of(says)})(?>{fillers}|{_JOINS.pattern})*+$")

    def read(self, block: str, heading: str) -> tuple[Said, ...]:
        """What one paragraph says that stands under a heading."""
        plain = Plain(block, heading)
        found: list[Said] = []
        seen: dict[tuple[str, str], Said] = {}
        for one in self._numbers(plain):
            first = seen.setdefault((one.topic.id, one.elsewhere), one)
            # What follows in one sentence, or is less, is a part: 收到5件，网站收到3件.
            if first is one or (first.sentence != one.sentence and one.value >= first.value):
                found.append(one)
        if self._none.search(plain.text):
            for matcher in self._matchers:
                found += self._none_said(plain, matcher)
        return tuple(sorted(found, key=lambda one: one.span))

    def _numbers(self, plain: Plain) -> Iterator[Said]:
        """The numbers of a paragraph that are said of a topic."""
        last = 0
        matches = list(self._number.finditer(plain.text))
        stops = [*(match.start() for match in matches[1:]), len(plain.text)]
        for match, next_start in zip(matches, stops, strict=False):
            value = None if plain.is_no_count(match.start()) else _value(match["n"])
            if value is not None:
                start = max(plain.clause_start(match.start()), last)
                end = min(plain.item_end(match.end()), next_start)
                unit = match["u"] or ""
                clause = Clause(plain, start, match.start(), match.end(), end, unit)
                for matcher in self._spoken_of(clause, value):
                    yield self._said(matcher.topic, clause, value, match["n"])
                last = match.end()

    def _said(self, topic: Topic, clause: Clause, value: Number, written: str) -> Said:
        plain, begin = clause.plain, clause.number
        return Said(
            topic,
            value,
            written,
            clause.unit,
            plain.span(begin, begin + len(written)),
            plain.place(plain.sentence_start(clause.start)),
            plain.quote(self._quoted_from(clause), clause.end).strip("、：: "),
            self._unit_elsewhere(plain, begin),
        )

    def _quoted_from(self, clause: Clause) -> int:
        """Where a clause begins to speak, behind a heading that ends in a colon."""
        text = clause.plain.text
        heading = text.rfind(":", clause.start, clause.number) + 1
        says = heading and self._says.search(text, heading, clause.end)
        return heading if says else clause.start

    def _spoken_of(self, clause: Clause, value: Number) -> list[_Matcher]:
        """The topic that a number speaks of, if it can be told; several for 甲、乙均为3件."""
        for matcher, where in self._candidates(clause):
            if not self._applies(matcher, clause, where):
                continue
            others = self._joined(clause, where)
            if others == []:
                return [matcher]
            # 甲、乙3件 may be the sum, but zero or 均 is said of each.
            is_each = value == 0 or _EACH.search(clause.plain.text, where, clause.number)
            return [matcher, *others] if others and is_each else []
        return []

    def _candidates(self, clause: Clause) -> Iterator[tuple[_Matcher, int]]:
        """Topics whose words reach a number over fillers only, before it or behind, with where."""
        text = clause.plain.text
        for index, start, end in sorted(self._named(text, clause.start, clause.number)):
            if self._fits(index, clause) and self._fill(index, text, end, clause.number):
                yield self._matchers[index], start
        for index, start, _ in sorted(self._named(text, clause.behind, clause.end)):
            if self._fits(index, clause) and self._fill(index, text, clause.behind, start):
                yield self._matchers[index], clause.number

    def _fits(self, index: int, clause: Clause) -> bool:
        return not clause.unit or clause.unit in self._matchers[index].topic.units

    def _fill(self, index: int, text: str, start: int, end: int) -> bool:
        return bool(self._matchers[index].fill.fullmatch(text, start, end))

    def _named(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Which topics are named in a piece of a text, with the span of the word."""
        for match in self._says.finditer(text, start, end):
            for index, size in self._said_by[match.group(1)]:
                yield index, match.start(), match.start() + size

    def _joined(self, clause: Clause, where: int) -> list[_Matcher] | None:
        """The topics said before a place as in 甲、乙; None if it cannot be told which."""
        text, found = clause.plain.text, []
        while _JOINS.search(text, clause.start, where):
            match = self._list.search(text, clause.start, where)
            if match is None or not _JOINS.search(text, match.start(), where):
                break
            named = sorted(self._named(text, match.start(), where))
            fitting = [i for i, at, _ in named if at == match.start() and self._fits(i, clause)]
            if not fitting:
                return None
            found.append(self._matchers[fitting[0]])
            where = match.start()
        return found

    def _applies(self, matcher: _Matcher, clause: Clause, where: int) -> bool:
        """Whether the words around a number allow it to be said of a topic."""
        text = clause.plain.text
        # From the beginning of its list: 公开行政许可5件、行政处罚3件 are both published ones.
        begin = clause.plain.clause_start(clause.number)
        around = text[begin : clause.number] + "|" + text[clause.behind : clause.end]
        if matcher.never.first(around, 0, len(around)):
            return False
        if not matcher.is_spoken_about(clause.plain, clause.number, clause.end):
            return False
        return self._goes_on(matcher, clause, where) and self._is_of_this_year(clause.plain, where)

    def _goes_on(self, matcher: _Matcher, clause: Clause, where: int) -> bool:
        """Whether nothing unknown follows a number before which the object was not said.

        收到3件 may go on with 申请 or 均已答复, not with 低保申请.
        """
        text = clause.plain.text
        if not matcher.topic.about or matcher.about.first(text, where, clause.number):
            return True
        filled = matcher.fill.match(text, clause.behind, clause.end)
        goes_on = filled.end() if filled else clause.behind
        return goes_on == clause.end or bool(
            self._says.match(text, goes_on, clause.end)
            or matcher.about.at(text, goes_on, clause.end)
        )

    def _is_of_this_year(self, plain: Plain, where: int) -> bool:
        """Whether a place speaks of the whole report year: no plan, no other year, no part."""
        before = _ASIDE.sub("", plain.text[plain.sentence_start(where) : where])
        before = self._earlier.cleared(before)
        if self._plans.first(before, 0, len(before)):
            return False
        if _PART_OF_YEAR.search(before, max(before.rfind(_WHOLE_YEAR), 0)):
            return False
        earlier = self._earlier.last(before, 0, len(before))
        year = max(_YEAR.finditer(before), key=re.Match.start, default=None)
        if earlier and (year is None or earlier.start() > year.start()):
            return False
        return year is None or _value(year.group(1)) == self._year

    def _unit_elsewhere(self, plain: Plain, where: int) -> str:
        """The smaller unit that a sentence has named last, unless it has named the whole since."""
        found = self._elsewhere.last(plain.text, plain.sentence_start(where), where)
        if found is None or _WHOLE.search(plain.text, found.end(), where):
            return ""
        return found.group()

    def _none_said(self, plain: Plain, matcher: _Matcher) -> Iterator[Said]:
        """Statements that there was none of a topic: 未收到……申请."""
        text = plain.text
        for match in matcher.none.find(text, 0, len(text)):
            stop = plain.clause_end(match.end())
            reach = min(stop, match.end() + _NONE_REACH)
            about = matcher.about.first(text, match.start(), reach)
            if about is None or any(sign.isdigit() for sign in text[match.start() : reach]):
                continue
            start, end = match.start(), max(about.end(), match.end())
            if matcher.never.first(text, match.end(), stop) or not self._is_of_this_year(
                plain, start
            ):
                continue
            yield Said(
                matcher.topic,
                0,
                "",
                "",
                plain.span(start, end),
                plain.place(plain.sentence_start(start)),
                plain.quote(start, end),
                self._unit_elsewhere(plain, start),
                none=True,
            )


def _value(written: str) -> Number | None:
    """The exact number that a text stands for."""
    if written[0] in "0123456789":
        plain = written.replace(",", "")
        return Decimal(plain) if "." in plain else int(plain[:18])
    return read_han(written)
