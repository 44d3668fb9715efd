"""Which numbers of a prose text still stand there as they came from last year's report."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from gkdesk.core.drafting import FIXED, YEAR
from gkdesk.core.prose import paragraphs

Span = tuple[int, int]

_SENTENCE = re.compile("[^。！？；;\n]+")
_DIGIT = "[0-9０-９]"
_HAN = "[〇零一二两三四五六七八九十百千万亿]"
_UNITS = "件条次个人期场万亿元项份篇户名家处位余起张册本部台套批类款例天页字块面组支辆轮间所%％‰"
# What counts nothing: standing phrases, whose number is part of a name or of the law.
_PHRASES = (
    r"个(?:部分|方面|工作日|意识|自信|维护|确立|代表|全面|能力|大局|结合|务必|区分|个)"
    r"|部分|次性|件事|人一|家一|家万户|期间|条龙"
)
# What is no figure of a year: ordinals, signs before an item, the period of every report, times,
# telephones and hotlines, names such as A4 and 5G.
_NO_FIGURE = (
    rf"第\s?(?:{_DIGIT}+|{_HAN}+)"
    rf"|[（(]\s?(?:{_DIGIT}{{1,2}}|{_HAN}+)\s?[）)]"
    rf"|(?<!{_DIGIT})1\s?月(?:\s?1\s?日)?\s?(?:至|到|[-－—–~～]+)\s?12\s?月(?:\s?31\s?日)?"
    rf"|(?<!{_DIGIT})(?:1\s?月\s?1\s?日|12\s?月\s?31\s?日)"
    rf"|{_DIGIT}{{1,2}}[:：]{_DIGIT}{{2}}(?!{_DIGIT})"
    rf"|{_DIGIT}{{3,4}}[-－—]{_DIGIT}{{7,8}}"
    rf"|{_DIGIT}{{5,}}(?!{_DIGIT}|[.．,]{_DIGIT}|\s?[{_UNITS}])"
    rf"|[A-Za-z]{{1,9}}-?{_DIGIT}+|{_DIGIT}+[A-Za-z]+"
    r"|一起"
)
_FIGURE = (
    rf"{_DIGIT}{{1,2}}\s?月\s?{_DIGIT}{{1,2}}\s?日"
    rf"|(?:{_DIGIT}{{1,3}}(?:,{_DIGIT}{{3}})+(?!{_DIGIT})|{_DIGIT}+)(?:[.．]{_DIGIT}+)?"
    rf"(?!{_DIGIT}|\s?(?:{_PHRASES}))"
    rf"|百分之(?:点|{_HAN})+"
    rf"|(?<![每进另这那同某任统下上唯之])(?<!{_HAN})[一二两三四五六七八九十]{_HAN}*"
    rf"(?!{_PHRASES})(?=[余多]?[{_UNITS}])"
)
_DATE_TAIL = r"(?:[-./][0-9]{1,2}[-./][0-9]{1,2})?"
_SCAN = re.compile(rf"{FIXED}|(?:{YEAR}){_DATE_TAIL}|{_NO_FIGURE}|(?P<figure>{_FIGURE})")


@lru_cache(maxsize=32)
def unreviewed(text: str, draft: str) -> tuple[Span, ...]:
    """The numbers in those sentences of a text that are still the same as in a draft of it.

    A sentence that was changed in any way is the clerk's own, with all its numbers; where it
    stands, and how its paragraph is numbered, does not matter. Years, titles in 《》, numbers of
    documents, ordinals and telephones are no numbers to review.
    """
    known = _figures(draft)
    return tuple(
        (place + start, place + end)
        for place, sentence in _sentences(text)
        for start, end in known.get(sentence, ())
    )


@lru_cache(maxsize=32)
def _figures(draft: str) -> Mapping[str, tuple[Span, ...]]:
    """The places of the numbers in each sentence that has some."""
    found = {
        sentence: tuple(match.span() for match in _SCAN.finditer(sentence) if match["figure"])
        for _, sentence in _sentences(draft)
    }
    return {sentence: spans for sentence, spans in found.items() if spans}


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text with their places, without numbering and spaces around them.

    A heading is one of its own: what follows it may move below another one.
    """
    for paragraph in paragraphs(text):
        body = paragraph.end - len(paragraph.body)
        for begin, end in ((body - len(paragraph.heading), body), (body, paragraph.end)):
            for match in _SENTENCE.finditer(text, begin, end):
                bare = match[0].lstrip()
                yield match.end() - len(bare), bare.rstrip()
