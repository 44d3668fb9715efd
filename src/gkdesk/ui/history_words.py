"""What a step of the history changed, in words: 原来 and 改为, prose with its passage marked."""

from collections.abc import Sequence
from html import escape

from gkdesk.core import explanations
from gkdesk.core.change import Change
from gkdesk.core.dates import show_date
from gkdesk.core.form import Form
from gkdesk.core.names import name_of
from gkdesk.core.passage import passage
from gkdesk.core.report import UNSEALED
from gkdesk.ui import look

_EMPTY = "空"
_CHANGES = 60  # more of one step than anybody reads
_AROUND = 24  # signs of a text shown before and after what was changed in it
_LONG = 400  # signs of a changed passage shown in full


def shown(address: str, text: str | None) -> str:
    """A text as the clerk knows it from the page; empty for nothing."""
    if address == "signature.sealed":
        return "不盖章" if text == UNSEALED else "盖章"
    if address == "signature.date":
        return show_date(text or "")
    if address == explanations.ADDRESS:
        return "；".join(one.reason for one in explanations.read(text or ""))
    return text or ""


def changes_in_words(form: Form, changes: Sequence[Change]) -> str:
    """Some changes as rich text, figures and fields first."""
    prose = {section.id for section in form.prose}
    short = [one for one in changes if one.address not in prose]
    rows = "".join(_row(form, one) for one in short[:_CHANGES])
    more = len(short) - _CHANGES
    parts = [f"<table cellspacing='0'>{rows}</table>" if rows else ""]
    parts += [f"<p>……另有 {more} 格。</p>"] if more > 0 else []
    parts += [_prose(form, one) for one in changes if one.address in prose]
    return "".join(parts)


def name(form: Form, address: str) -> str:
    """What the clerk calls an address; the address itself where this form does not know it."""
    try:
        return name_of(form, address)
    except KeyError:
        return address


def _row(form: Form, change: Change) -> str:
    old, new = (escape(shown(change.address, text)) or _EMPTY for text in (change.old, change.new))
    return (
        f"<tr><td style='padding: 1px 16px 1px 0'>{escape(name(form, change.address))}</td>"
        f"<td style='padding: 1px 8px 1px 0'>{_marked(old, look.ERROR_LIGHT)}</td>"
        f"<td style='padding: 1px 8px 1px 0; color: {look.TEXT_QUIET}'>→</td>"
        f"<td style='padding: 1px 0'>{_marked(new, look.GOOD_LIGHT)}</td></tr>"
    )


def _prose(form: Form, change: Change) -> str:
    """A text before and after, as far as it differs, with some signs around that."""
    found = passage(change.old or "", change.new or "")
    before = "…" * (len(found.before) > _AROUND) + found.before[-_AROUND:]
    after = found.after[:_AROUND] + "…" * (len(found.after) > _AROUND)
    lines = [f"<p style='margin: 4px 0 2px 0'>{escape(name(form, change.address))}</p>"]
    for word, text, whole, ground in (
        ("原来", found.old, change.old, look.ERROR_LIGHT),
        ("改为", found.new, change.new, look.GOOD_LIGHT),
    ):
        said = _lines(before) + _marked(_lines(_cut(text)), ground) + _lines(after)
        lines.append(
            f"<p style='margin: 0 0 4px 0'><span style='color: {look.TEXT_QUIET}'>{word}："
            f"</span>{said if whole else _marked(_EMPTY, ground)}</p>"
        )
    return "".join(lines)


def _marked(words: str, ground: str) -> str:
    return f"<span style='background-color: {ground}'>{words}</span>" if words else ""


def _cut(text: str) -> str:
    """A long passage without its middle."""
    half = _LONG // 2
    return text if len(text) <= _LONG else f"{text[:half]} …… {text[-half:]}"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
