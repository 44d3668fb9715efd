"""Checks of what the prose sections must hold: headings, official parts, words, length."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from gkdesk.core.checks.facts import Facts, Prose, Result, apart, by_text, sum_of, title
from gkdesk.core.checks.finding import Edit, Finding, Mend, Span, name_of
from gkdesk.core.drafting import with_example, with_part
from gkdesk.core.form import Check, Section
from gkdesk.core.numbers import fold, half_width, show
from gkdesk.core.prose import brief, paragraphs
from gkdesk.core.report import Remark

_SUM = r"[0-9][0-9,]*(?:\.[0-9]+)?万?"
_SHORT = 20  # longer than any way of writing 无
_HAN_DIGITS = "零一二三四五六七八九十"
_COUNT_OF_PARTS = re.compile(
    rf"((?<![0-9０-９第])[0-9０-９]+|两|(?<![第{_HAN_DIGITS}])[{_HAN_DIGITS}]+)\s*(?:[个大]\s*|(?<!一))部分"
)


@by_text
def no_top_heading(check: Check, prose: Prose) -> Iterator[Finding]:
    """No prose holds a heading of the first level, which is the form's alone."""
    section = prose.section
    for one in paragraphs(prose.text):
        if one.level == 1:
            label = (one.number + one.heading) or one.text[:20]
            message = f"{title(section)}：正文里有一级标题“{label}”。{check.advice}"
            span = (one.start, one.heading_end if one.heading else one.end)
            yield Finding(check, (section.id,), label, None, message, span)


@by_text
def count_of_parts(check: Check, prose: Prose) -> Iterator[Finding]:
    """Where a text says of how many parts the report consists, it says the right number."""
    section, right = prose.section, str(check.number)
    for match in _COUNT_OF_PARTS.finditer(prose.text):
        said = match.group(1).replace("两", "二")
        # Text, not int(), which refuses a number of some thousand digits.
        count = fold(said).lstrip("0")
        if len(said) == 1 and said in _HAN_DIGITS:
            count = str(_HAN_DIGITS.index(said))
        if count == right:
            continue
        message = f"{title(section)}：写的是“{brief(match.group())}”。{check.rule}。{check.advice}"
        wanted = _HAN_DIGITS[check.number or 0]
        mends = (Mend(f"改为“{wanted}”", (Edit(section.id, wanted, match.span(1)),)),)
        left, span = count or "0", match.span()
        yield Finding(check, (section.id,), left, right, message, span, mends=mends)


def missing_parts(section: Section, text: str) -> list[str]:
    """The labels of the official parts that no heading of a prose section names."""
    headings = "\n".join("".join(one.heading.split()) for one in paragraphs(text))
    return [
        part.label for part in section.parts if not any(word in headings for word in part.words)
    ]


@by_text
def parts(check: Check, prose: Prose) -> Iterator[Finding]:
    """A prose section has a heading for each of its official parts."""
    section, text, *_ = prose
    missing = missing_parts(section, text)
    if missing:
        there, right = str(len(section.parts) - len(missing)), str(len(section.parts))
        message = f"{title(section)}：缺少{'、'.join(missing)}。{check.rule}。{check.advice}"
        whole = text
        for label in missing:
            whole = with_part(whole, label)
        mends = (Mend(f"补上小标题：{'、'.join(missing)}", (Edit(section.id, whole),)),)
        yield Finding(
            check, (section.id,), there, right, message, unfilled=not text.strip(), mends=mends
        )


@by_text
def present(check: Check, prose: Prose) -> Iterator[Finding]:
    """A prose section is written, and names all it has to speak of."""
    section, text = prose.section, prose.text.strip()
    if text and len(text) <= _SHORT and re.sub(r"[\W_]", "", text) in ("", *check.placeholders):
        yield _about(check, section, f"只写了“{text}”。", left=text)
    else:
        yield from _unmentioned(check, prose)


@by_text
def mention(check: Check, prose: Prose) -> Iterator[Finding]:
    """A prose section has at least one word of each group; the first word names the group."""
    yield from _unmentioned(check, prose)


def _unmentioned(check: Check, prose: Prose) -> Iterator[Finding]:
    """What to say of a prose section that lacks words, or all words."""
    missing = _missing(check, prose.text)
    if missing:
        empty = not prose.text.strip()
        what = "还没有写。" if empty else f"没有写到{_listed(missing)}。"
        found = _about(check, prose.section, what, unfilled=empty)
        yield replace(found, mends=_written_on(check, prose)) if check.sentence else found


def _written_on(check: Check, prose: Prose) -> tuple[Mend, ...]:
    """The check's own sentence, written at the end of the text."""
    text = with_example(prose.text, check.sentence)
    return (Mend(f"补写“{check.sentence}”", (Edit(prose.section.id, text),)),)


def mention_when(check: Check, facts: Facts) -> Result:
    """Where a cell is not zero, a prose section has a word of each group."""
    section, text, *_ = facts.prose(check)
    figure = sum_of(facts.figures, check.cells)
    if figure is None:
        return [], False
    if figure == 0 or not _missing(check, text):
        return [], True
    name = "、".join(name_of(facts.report.form.cells[address]) for address in check.cells)
    message = f"{title(section)}：表中{name}是{show(figure)}。{check.rule}。{check.advice}"
    addresses = (section.id, *check.cells)
    unfilled = not text.strip()
    return [Finding(check, addresses, show(figure), None, message, unfilled=unfilled)], True


def fee_within(check: Check, facts: Facts) -> Result:
    """A fee in 元 said after one of the words is not more than the cell's 万元."""
    section, text, *_ = facts.prose(check)
    figure = sum_of(facts.figures, check.cells)
    name = "、".join(facts.report.form.cells[address].row.label for address in check.cells)
    for fee, quote, span in _fees(check.words, text):
        if figure is None:
            return [], False
        facts.note(check, quote, f"{show(fee)}元", f"{show(figure)}万元")
        if fee / 10_000 <= figure:
            continue
        message = (
            f"{title(section)}：写的是“{quote}”，"
            f"表中{name}是{show(figure)}万元，{apart(fee / 10_000, figure)}万元。{check.advice}"
        )
        addresses = (section.id, *check.cells)
        return [Finding(check, addresses, show(fee), show(figure), message, span)], True
    return [], True


@lru_cache(maxsize=8)
def _fees(groups: tuple[tuple[str, ...], ...], text: str) -> tuple[tuple[Decimal, str, Span], ...]:
    """The sums in 元 that a text says after one of some words, each with its quote and place."""
    words = "|".join(re.escape(word) for group in groups for word in group)
    found = []
    # 每件100元 is a price, not what was collected.
    behind = rf"(?:{words})[^，,。；;每0-9]{{0,12}}({_SUM})\s*元"
    before = rf"(?:收取|收到|征收|共|计)[^，,。；;每0-9]{{0,6}}({_SUM})\s*元\w{{0,6}}?(?:{words})"
    for match in re.finditer(f"{behind}|{before}", half_width(text)):
        span = match.span(match.lastindex or 0)
        written = text[slice(*span)]
        plain = half_width(written).replace(",", "")
        fee = Decimal(plain.removesuffix("万")) * (10_000 if plain.endswith("万") else 1)
        found.append((fee, brief(text[slice(*match.span())]), span))
    return tuple(found)


def longer_than(check: Check, facts: Facts) -> Result:
    """A prose section is not longer than some number of signs, white space not counted."""
    section, text, *_ = facts.prose(check)
    length, limit = len("".join(text.split())), check.number or 0
    if facts.notes is not None:
        facts.note(check, title(section), f"{length}字", f"{limit}字")
    if length <= limit:
        return [], True
    more = f"共{length}字，比{limit}字多{length - limit}字"
    message = f"{title(section)}：{more}。{check.rule}。{check.advice}"
    return [Finding(check, (section.id,), str(length), str(limit), message)], True


def remarked(check: Check, facts: Facts) -> Result:
    """A document that was read has nothing that its reader remarked upon in these kinds."""
    findings = [_remarked(check, one) for one in facts.report.remarks if one.kind in check.remarks]
    return findings, True


def _remarked(check: Check, remark: Remark) -> Finding:
    """A reader's remark, which may come from a stranger's file without its full stop."""
    sentences = filter(None, (remark.message.rstrip("。 "), check.rule, check.advice.rstrip("。")))
    return Finding(check, (remark.address,), None, None, f"{'。'.join(sentences)}。")


def _listed(words: list[str]) -> str:
    """Words as a sentence lists them: 甲、乙和丙."""
    return "和".join(filter(None, ["、".join(words[:-1]), words[-1]]))


def _missing(check: Check, text: str) -> list[str]:
    """The groups of words of which a text has none, each by its first word."""
    bare = "".join(text.split())  # a word may be parted where a line of a document ended
    return [group[0] for group in check.words if not any(word in bare for word in group)]


def _about(
    check: Check, section: Section, what: str, *, left: str | None = None, unfilled: bool = False
) -> Finding:
    message = f"{title(section)}：{what}{check.rule}。{check.advice}"
    return Finding(check, (section.id,), left, None, message, unfilled=unfilled)
