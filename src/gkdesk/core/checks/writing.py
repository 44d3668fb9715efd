"""Checks of official writing: years, the period, superseded notices, brackets and quotes."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gkdesk.core.checks.facts import Facts, Prose, Result, by_text, half, title
from gkdesk.core.checks.finding import Edit, Finding, Mend, Span
from gkdesk.core.drafting import written_as
from gkdesk.core.form import Check, Section
from gkdesk.core.numbers import half_width
from gkdesk.core.prose import brief, paragraphs

_OPEN, _CLOSE = "〔﹝【〖「{｛<＜〈[［(（", "〕﹞】〗」}｝>＞〉]］)）"
_BRACKETED_YEAR = re.compile(
    rf"([{re.escape(_OPEN)}])\s*((?:[1１][9９]|[2２][0０])[0-9０-９]{{2}})\s*([{re.escape(_CLOSE)}])"
    r"(?=\s*第?\s*[0-9０-９]+\s*号)"
)
_BOOK = re.compile(r"《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》")
_INNER = re.compile("[《<＜]([^《》<>＜＞\n]*)[》>＞]")
_YEARS = re.compile(r"([0-9](?<![0-9].)[0-9]*+)\s*年(度?)")
_ODD_YEAR = re.compile("[0-9]{5,6}|20[1-9]")
# What must not stand before a year is asked behind it, so that the search leaps to the digits.
_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?<![0-9第].{4})\s*年")
_ZEROS = "〇○零"
_HAN = f"[{_ZEROS}一二三四五六七八九]"
_HAN_YEAR = re.compile(rf"(?<!{_HAN})二[{_ZEROS}]{_HAN}{{2}}(?=年)")
_ARABIC = str.maketrans(f"{_ZEROS}一二三四五六七八九", "000123456789")
_FULL_STOPS = "。!?\n"
_FAR = 600  # signs; no sentence is longer
_DAY = r"([0-9]{1,2})\s*月(?:\s*([0-9]{1,2})\s*日?)?"
_PERIOD = re.compile(
    rf"(?:(?<![0-9])([0-9]{{4}}|当|本)\s*年?\s*|(?<![0-9])){_DAY}"
    r"\s*(?:[0-9]{1,2}时)?(?:\(含\))?\s*(?:起|始|开始)?\s*,?\s*"
    rf"(?:至|到|[—－–~～─-]+)\s*(?:([0-9]{{4}}|当|本|同)\s*年?\s*|(?<![0-9])){_DAY}"
)
_WHOLE_YEAR = (("1", "1", "12", "31"), ("1", None, "12", None))
_ALL_MONTHS = re.compile(r"\s*0?1月(?:0?1日)?起?(?:至|到|[—–~─-]+)(?:[0-9]{4}年)?12月(?:31日)?")
_MONTH = re.compile(r"\s*[0-9]{1,2}\s*月")
_SO_FAR = re.compile("度?以来")
_UP_TO = re.compile(r"(?:截至|截止|截止到|截至到)\s*$")
# A year just behind these speaks of an event or a comparison, not of the year reported on.
_SINCE = re.compile(r"(?:自|从|因|至|到|—|－|–|-|~|～|比|与|较|和|、)\s*$")
_CLOSE_BY = 50  # signs behind 统计 in which its period is said
_NEAR = 6  # signs behind 年 in which 修订, 印发 and the like tell of an event
# 发布2023年度……年报 tells of this year's work.
_ISSUES = re.compile(r"(?:发布|公开|公布|编制|上传|报送|完成|撰写)了?\s*$")
_PAPER = re.compile("[^,;]{0,24}?(?:报告|年报|公报|评估)")


@by_text
def other_year(check: Check, prose: Prose) -> Iterator[Finding]:
    """A year in the prose is the report's, unless the sentence says why it is another."""
    plain = _in_arabic(_without_books(half(prose.text)))
    for match in _YEAR.finditer(plain):
        said = int(match.group(1))
        if said == prose.year:
            continue
        start, sentence = _sentence_around(plain, match.start())
        place = match.start() - start, match.end() - start
        if not _is_in_place(sentence, place, said, prose):
            yield _wrong_year(check, prose, match.span(1), said, start)


def _is_in_place(sentence: str, place: Span, said: int, prose: Prose) -> bool:
    """Whether a sentence may speak of another year: a comparison, a plan, a date, an event."""
    year, speech = prose.year, prose.speech
    start, end = place
    behind = sentence[end : end + _NEAR]
    if not _is_copied(sentence, place, said, prose) and (
        _MONTH.match(behind)
        or _SINCE.search(sentence, 0, start)
        or any(word in behind for word in speech.events)
        or (
            not _is_opening(prose)
            and _ISSUES.search(sentence, 0, start)
            and _PAPER.match(sentence, end)
        )
    ):
        return True
    if said > year:
        return prose.section.outlook or any(word in sentence for word in speech.plans)
    if said < year - 1:
        return not _opens(sentence, start)
    beside = not _is_opening(prose) and f"{year}年" in sentence
    return beside or any(word in sentence for word in speech.compares)


def _is_copied(sentence: str, place: Span, said: int, prose: Prose) -> bool:
    """Whether it is what is left standing when last year's report is copied: 2023年以来."""
    start, end = place
    # In the opening paragraph the period is another check's.
    over = not _is_opening(prose) and _ALL_MONTHS.match(sentence, end)
    last = said == prose.year - 1
    return bool(_UP_TO.search(sentence, 0, start)) or (
        last and bool(over or _SO_FAR.match(sentence, end))
    )


def _is_opening(prose: Prose) -> bool:
    """Whether it is the opening paragraph, above which nothing is printed but the title."""
    return not prose.section.label


def _opens(sentence: str, place: int) -> bool:
    """Whether a place is where a sentence begins, its numbering and heading aside."""
    head = sentence[:place].rpartition(":")[2]
    return not re.sub(r"[(][一二三四五六七八九十]+[)]|[0-9]+[.、]|\s", "", head)


def _wrong_year(check: Check, prose: Prose, span: Span, said: int, sentence: int) -> Finding:
    section, year = prose.section, prose.year
    quote = brief(prose.text[max(span[0] - 4, sentence) : span[1] + 12].strip())
    what = f"“{quote}”写的是{said}年，报告年度是{year}年"
    message = f"{title(section)}：{what}。{check.rule}。{check.advice}"
    written = written_as(half_width(prose.text[slice(*span)]), year)
    mends = (Mend(f"改为 {written}", (Edit(section.id, written, span),)),)
    return Finding(check, (section.id,), str(said), str(year), message, span, mends=mends)


@by_text
def year_digits(check: Check, prose: Prose) -> Iterator[Finding]:
    """Years are written with four digits."""
    section, year = prose.section, str(prose.year)
    plain = half(prose.text)
    for match in _YEARS.finditer(plain):
        written, span = match.group(1), match.span(1)
        short = len(written) == 2 and match.group(2) and abs(int(written) - prose.year % 100) <= 1
        odd = _ODD_YEAR.fullmatch(written) or short
        if not odd or plain[: span[0]].endswith("."):
            continue
        message = f"{title(section)}：写的是“{written}年”。{check.rule}。{check.advice}"
        mends = (Mend(f"改为 {year}", (Edit(section.id, year, span),)),)
        yield Finding(check, (section.id,), written, year, message, span, mends=mends)


def period(check: Check, facts: Facts) -> Result:
    """The opening paragraph says that the figures are those of the whole report year."""
    found = _wrong_periods(check, facts.prose(check))
    # Some offices say it at the beginning of the first section.
    if found and found[0].left is None and any(map(_says_period, facts.proses.values())):
        return [], True
    return list(found), True


@lru_cache(maxsize=64)
def _wrong_periods(check: Check, prose: Prose) -> tuple[Finding, ...]:
    """What is wrong with an opening paragraph that does not say the report year's period."""
    plain, year = half(prose.text), prose.year
    periods = list(_PERIOD.finditer(plain))
    if not periods:
        said = not plain.strip() or _in_other_signs(year).search(_in_arabic(plain))
        return () if said else (_no_period(check, prose),)
    if any(_is_whole_year(match, str(year)) for match in periods):
        return ()
    return tuple(_wrong_period(check, prose, match) for match in periods)


def _wrong_period(check: Check, prose: Prose, match: re.Match[str]) -> Finding:
    section, right = prose.section, _whole(prose.year)
    written, span = match.group(), match.span()
    message = f"{title(section)}：写的是“{brief(written)}”，应为{right}。{check.advice}"
    mends = (Mend(f"改为“{right}”", (Edit(section.id, right, span),)),)
    return Finding(check, (section.id,), written, right, message, span, mends=mends)


def _no_period(check: Check, prose: Prose) -> Finding:
    section, end = prose.section, len(prose.text)
    sentence = check.sentence.format(year=prose.year)
    mend = Mend("补写统计期限", (Edit(section.id, sentence, (end, end)),), sentence)
    message = f"{title(section)}：没有写明统计期限。{check.rule}。{check.advice}"
    return Finding(check, (section.id,), None, _whole(prose.year), message, mends=(mend,))


def _whole(year: int) -> str:
    return f"{year}年1月1日至12月31日"


@lru_cache(maxsize=64)
def _says_period(prose: Prose) -> bool:
    """Whether a text says in words that its statistics are those of the whole report year."""
    plain = half(prose.text)
    near = (plain[one.end() : one.end() + _CLOSE_BY] for one in re.finditer("统计", plain))
    periods = (match for piece in near for match in _PERIOD.finditer(piece))
    return any(_is_whole_year(match, str(prose.year)) for match in periods)


@lru_cache(maxsize=8)
def _in_other_signs(year: int) -> re.Pattern[str]:
    """The whole year as some write it: 2024.1.1-2024.12.31, 2024年1-12月, in Chinese numerals."""
    to = r"\s*(?:至|到|[—–~─-]+)\s*"
    return re.compile(
        rf"{year}(?P<mark>[./-])0?1(?P=mark)0?1{to}(?:{year}(?P=mark))?12(?P=mark)31|{year}年1{to}12月"
        rf"|{year}年一月一日{to}(?:{year}年)?十二月三十一日"
    )


def _is_whole_year(match: re.Match[str], year: str) -> bool:
    """Whether a period runs from the first to the last day of the report year."""
    first, *days = match.groups()
    last = days.pop(2)
    return (
        tuple(day and day.lstrip("0") for day in days) in _WHOLE_YEAR
        and match.group().count("年") == sum(one is not None for one in (first, last))
        and first in (year, "当", "本", None)
        and last in (year, "当", "本", "同", None)
    )


@by_text
def cites(check: Check, prose: Prose) -> Iterator[Finding]:
    """The prose cites no notice that has been superseded; `placeholders` names its successor."""
    section, successor = prose.section, check.placeholders[0]
    ((name, year, number),) = check.words
    for match in _notice(name, year, number).finditer(half(prose.text)):
        span = match.span()
        quote = prose.text[slice(*span)]
        mends = (Mend(f"改为“{successor}”", (Edit(section.id, successor, span),)),)
        message = f"{title(section)}：写的是“{brief(quote)}”。{check.rule}。{check.advice}"
        yield Finding(check, (section.id,), quote, successor, message, span, mends=mends)


@lru_cache(maxsize=8)
def _notice(name: str, year: str, number: str) -> re.Pattern[str]:
    """A document number in whatever brackets, or none."""
    opening, closing = re.escape(half_width(_OPEN)), re.escape(half_width(_CLOSE))
    signs = r"\s*".join(name)
    return re.compile(rf"{signs}\s*[{opening}]?\s*{year}\s*[{closing}]?\s*第?\s*{number}\s*号")


@by_text
def year_bracket(check: Check, prose: Prose) -> Iterator[Finding]:
    """The year in a document number stands in 〔〕."""
    for match in _BRACKETED_YEAR.finditer(prose.text):
        if (match.group(1), match.group(3)) != ("〔", "〕"):
            right = f"〔{half_width(match.group(2))}〕"
            yield _sign(check, prose.section, match.span(), match.group(), right)


@by_text
def nested_quote(check: Check, prose: Prose) -> Iterator[Finding]:
    """Inside 《》 a second title stands in 〈〉."""
    for book in _BOOK.finditer(prose.text):
        inside = book.start() + 1, book.end() - 1
        for match in _INNER.finditer(prose.text, *inside):
            right = f"〈{match.group(1)}〉"
            yield _sign(check, prose.section, match.span(), match.group(), right)


@by_text
def bracket_width(check: Check, prose: Prose) -> Iterator[Finding]:
    """The numbering of headings stands in full-width brackets."""
    for one in paragraphs(prose.text):
        written = prose.text[one.start : one.start + len(one.number)]
        if (one.level in (2, 4) and written[:1] == "(") or written[-1:] == ")":
            right = written.replace("(", "（").replace(")", "）")
            span = (one.start, one.start + len(written))
            yield _sign(check, prose.section, span, written, right)


def _sign(check: Check, section: Section, span: Span, written: str, right: str) -> Finding:
    """A piece of text whose signs are not the official ones."""
    mend = Mend(f"改为“{brief(right)}”", (Edit(section.id, right, span),))
    message = f"{title(section)}：写的是“{brief(written)}”。{check.rule}。{check.advice}"
    return Finding(check, (section.id,), written, right, message, span, mends=(mend,))


def _without_books(text: str) -> str:
    """A text with what stands in 《》 blotted out, every sign in its place."""
    return _BOOK.sub(lambda match: "》" * len(match.group()), text)


def _in_arabic(text: str) -> str:
    """A text with 二〇二四年 made 2024年, every sign in its place."""
    if not any(zero in text for zero in _ZEROS):
        return text
    return _HAN_YEAR.sub(lambda match: match.group().translate(_ARABIC), text)


def _sentence_around(text: str, place: int) -> tuple[int, str]:
    """The sentence around a place of a text in half-width signs, and where it begins."""
    near = max(place - _FAR, 0)
    start = max(near, *(text.rfind(sign, near, place) + 1 for sign in _FULL_STOPS))
    ends = (text.find(sign, place, place + _FAR) for sign in _FULL_STOPS)
    return start, text[start : min((end for end in ends if end >= 0), default=place + _FAR)]
