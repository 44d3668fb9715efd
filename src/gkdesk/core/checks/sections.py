"""Checks of what the prose sections must hold: headings, official parts, words, length."""

import re

from gkdesk.core.checks.facts import Facts, Result, title
from gkdesk.core.checks.finding import Edit, Finding, Mend
from gkdesk.core.form import Check, Section
from gkdesk.core.numbers import fold
from gkdesk.core.prose import brief, paragraphs


def no_top_heading(check: Check, facts: Facts) -> Result:
    """No prose holds a heading of the first level, which is the form's alone."""
    findings = []
    for section in facts.report.form.prose:
        for one in paragraphs(facts.report.text(section.id)):
            if one.level == 1:
                label = (one.number + one.heading) or one.text[:20]
                message = f"{title(section)}：正文里有一级标题“{label}”。{check.advice}"
                span = (one.start, one.heading_end if one.heading else one.end)
                findings.append(Finding(check, (section.id,), label, None, message, span))
    return findings, True


_SHORT = 20  # longer than any way of writing 无
_HAN_DIGITS = "零一二三四五六七八九十"
_COUNT_OF_PARTS = re.compile(rf"((?<![0-9０-９])[0-9０-９]+|两|[{_HAN_DIGITS}]+)\s*[个大]\s*部分")


def count_of_parts(check: Check, facts: Facts) -> Result:
    """Where a text says of how many parts the report consists, it says the right number."""
    findings = []
    for match in _COUNT_OF_PARTS.finditer(facts.report.text(check.section)):
        said = match.group(1).replace("两", "二")
        # Text, not int(), which refuses a number of some thousand digits.
        count = fold(said).lstrip("0")
        if len(said) == 1 and said in _HAN_DIGITS:
            count = str(_HAN_DIGITS.index(said))
        if count != str(check.number):
            section = facts.report.form.section(check.section)
            message = (
                f"{title(section)}：写的是“{brief(match.group())}”。{check.rule}。{check.advice}"
            )
            left, right = count or "0", str(check.number)
            span, wanted = match.span(1), _HAN_DIGITS[check.number or 0]
            mend = Mend(f"改为“{wanted}”", (Edit(section.id, wanted, span),))
            findings.append(
                Finding(check, (section.id,), left, right, message, match.span(), mends=(mend,))
            )
    return findings, True


def missing_parts(section: Section, text: str) -> list[str]:
    """The labels of the official parts that no heading of a prose section names."""
    headings = "\n".join(one.heading for one in paragraphs(text))
    return [
        part.label for part in section.parts if not any(word in headings for word in part.words)
    ]


def parts(check: Check, facts: Facts) -> Result:
    """A prose section has a heading for each of its official parts."""
    section, text = facts.prose(check)
    missing = missing_parts(section, text)
    if not missing:
        return [], True
    there, all_parts = str(len(section.parts) - len(missing)), str(len(section.parts))
    message = f"{title(section)}：缺少{'、'.join(missing)}。{check.rule}。{check.advice}"
    unfilled = not text.strip()
    return [Finding(check, (section.id,), there, all_parts, message, unfilled=unfilled)], True


def present(check: Check, facts: Facts) -> Result:
    """A prose section is written, and names all it has to speak of."""
    section, text = facts.prose(check)
    text = text.strip()
    if not text:
        return [_about(check, section, "还没有写。", unfilled=True)], True
    if len(text) <= _SHORT and re.sub(r"[\W_]", "", text) in ("", *check.placeholders):
        return [_about(check, section, f"只写了“{text}”。", left=text)], True
    return mention(check, facts)


def mention(check: Check, facts: Facts) -> Result:
    """A prose section has at least one word of each group; the first word names the group."""
    section, text = facts.prose(check)
    missing = [group[0] for group in check.words if not any(word in text for word in group)]
    if not missing:
        return [], True
    if not text.strip():
        return [_about(check, section, "还没有写。", unfilled=True)], True
    return [_about(check, section, f"没有写到{'和'.join(missing)}。")], True


def _about(
    check: Check, section: Section, what: str, *, left: str | None = None, unfilled: bool = False
) -> Finding:
    message = f"{title(section)}：{what}{check.rule}。{check.advice}"
    return Finding(check, (section.id,), left, None, message, unfilled=unfilled)
