"""The text of a web page -> its tags and texts in order, cut as browsers cut them.

Written out here and not left to lxml or html.parser: libxml2 drops the rest of a page that is
nested deeper than its limit, without a word, and html.parser cuts differently (or stops with an
AssertionError at Word's conditional comments) from one Python to the next. This goes over the
text once, and what it leaves out is what a browser leaves out too.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from gkdesk.files.plain_text import too_big

MOST_TAGS = 600_000

# Quotes count only after an equals sign; possessive, so that no page is gone over twice.
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/>]*+)((?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)>""",
)
_ATTRIBUTE = re.compile(
    r"""([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+)))?+"""
)
_COMMENT_END = re.compile(r"--!?>")
_LONG_NUMBER = re.compile("&#[0-9]{8,}+;?")  # html.unescape gives up at some thousand digits
# What stands in these is text up to the end tag, even if it looks like tags.
_RAW = frozenset(("script", "style", "noscript", "iframe", "noembed", "noframes", "xmp"))
_RAW |= {"textarea", "title"}


class Token(NamedTuple):
    """A piece of a page: the start or the end of an element, or text.

    `name` is the element's, empty for a text; `text` is the text, or the attributes as written.
    `raw` is for text within an element whose content is never markup, and names it.
    """

    name: str
    text: str
    is_end: bool = False
    raw: str = ""


def tokens(page: str) -> Iterator[Token]:
    """The tags and texts of a page; raises UserError if it has more tags than any report."""
    place, count = 0, 0
    while place < len(page):
        opened = page.find("<", place)
        if opened < 0:
            opened = len(page)
        if opened > place:
            yield Token("", _text(page[place:opened]))
        if opened + 1 >= len(page):
            return
        place = _after_markup(page, opened)
        if place > opened:
            continue
        match = _TAG.match(page, opened)
        if match is None:  # a sign that is no tag, or a tag that the end of the file cuts off
            if page[opened + 1].isascii() and (
                page[opened + 1].isalpha() or page[opened + 1] == "/"
            ):
                return
            yield Token("", "<")
            place = opened + 1
            continue
        count += 1
        if count > MOST_TAGS:
            raise too_big()
        token = Token(match[2].lower(), match[3], bool(match[1]))
        yield token
        place = match.end()
        if token.name in _RAW and not token.is_end and not token.text.endswith("/"):
            end = _raw_end(token.name).search(page, place)
            stop = end.start() if end else len(page)
            yield Token("", _text(page[place:stop]), raw=token.name)
            place = stop


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag; of two of one name, the first counts."""
    found: dict[str, str] = {}
    if not written:
        return found
    for name, double, single, bare in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), _text(double or single or bare))
    return found


def _after_markup(page: str, at: int) -> int:
    """The place after a comment, a declaration or the like; `at` if there is none."""
    sign = page[at + 1]
    if page.startswith("<!--", at):
        if page.startswith((">", "->"), at + 4):
            return page.index(">", at) + 1
        end = _COMMENT_END.search(page, at + 4)
        return end.end() if end else len(page)
    odd_end = sign == "/" and not (
        page[at + 2 : at + 3].isascii() and page[at + 2 : at + 3].isalpha()
    )
    if sign in "!?" or odd_end:
        end_at = page.find(">", at)
        return end_at + 1 if end_at >= 0 else len(page)
    return at


@lru_cache(maxsize=32)
def _raw_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)


def _text(written: str) -> str:
    """A text with its entities resolved."""
    if "&" not in written:
        return written
    return unescape(_LONG_NUMBER.sub("\ufffd", written))
