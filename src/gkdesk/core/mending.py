"""Proposals carried out: what the texts of a report are after some edits."""

from collections.abc import Iterable

from gkdesk.core.checks.finding import Edit, Finding
from gkdesk.core.form import CheckKind
from gkdesk.core.report import Report


def texts_after(report: Report, edits: Iterable[Edit]) -> dict[str, str]:
    """The new texts by address; of two edits of one place the first counts."""
    whole = [edit for edit in edits if edit.span is None]
    texts = {edit.address: edit.text for edit in reversed(whole)}
    places: dict[str, dict[tuple[int, int], str]] = {}
    for edit in edits:
        if edit.span is not None and edit.address not in texts:
            _add(places.setdefault(edit.address, {}), edit.span, edit.text)
    for address, spans in places.items():
        text = report.text(address)
        for (start, end), new in sorted(spans.items(), reverse=True):
            text = text[:start] + new + text[end:]
        texts[address] = text
    return texts


def _add(places: dict[tuple[int, int], str], span: tuple[int, int], text: str) -> None:
    """Keep an edit of a place unless one that is kept already touches it."""
    if all(span[1] <= start or span[0] >= end for start, end in places):
        places[span] = text


def first_mends(findings: Iterable[Finding]) -> tuple[Edit, ...]:
    """The edits of the first mend of each finding in prose that has one: 「全部按表更新」."""
    return tuple(
        edit
        for finding in findings
        if finding.span and finding.mends
        for edit in finding.mends[0].edits
    )


_OF_TABLES: frozenset[CheckKind] = frozenset({"said", "said_none"})


def told_wrong(findings: Iterable[Finding], address: str = "") -> tuple[Finding, ...]:
    """The findings whose figure in prose the tables contradict, and can mend.

    With `address` those of one section only.
    """
    return tuple(
        finding
        for finding in findings
        if finding.check.kind in _OF_TABLES
        and finding.span
        and finding.mends
        and address in ("", finding.addresses[0])
    )
