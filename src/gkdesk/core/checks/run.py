"""A report -> findings and verdicts: every check of its form, everything worked out anew."""

from collections.abc import Callable, Mapping

from gkdesk.core.checks import figures, sections
from gkdesk.core.checks.facts import Facts, Result
from gkdesk.core.checks.finding import Compared, Explained, Finding, Outcome, Verdict
from gkdesk.core.form import Check, CheckKind
from gkdesk.core.report import Report

KINDS: Mapping[CheckKind, Callable[[Check, Facts], Result]] = {
    "printed_total": figures.printed_total,
    "balance": figures.balance,
    "must_be_zero": figures.must_be_zero,
    "blank": figures.blank,
    "count": figures.number,
    "amount": figures.number,
    "no_top_heading": sections.no_top_heading,
    "count_of_parts": sections.count_of_parts,
    "parts": sections.parts,
    "present": sections.present,
    "mention": sections.mention,
}


def run_checks(report: Report, last_year: Report | None = None, *, keep: bool = False) -> Outcome:
    """Every check of the report's form; nothing is kept from one run to the next.

    Checks between years wait without `last_year`; `keep` asks for what was compared as well.
    """
    facts = Facts.of(report, last_year, keep=keep)
    findings: list[Finding] = []
    explained: list[Explained] = []
    verdicts: dict[str, Verdict] = {}
    for check in report.form.checks:
        kind = report.form.organ_kinds.get(check.applies_to)
        if kind is not None and not kind.fits(report.organ):
            verdicts[check.id] = "not applicable"
            continue
        found, complete = KINDS[check.kind](check, facts)
        silent = _explained(found, report) if found and report.explanations else []
        loud = [one for one in found if all(one is not other.finding for other in silent)]
        findings += loud
        explained += silent
        if loud:
            verdicts[check.id] = "broken"
        elif silent:
            verdicts[check.id] = "explained"
        else:
            verdicts[check.id] = "holds" if complete else "waits"
    return Outcome(tuple(findings), verdicts, tuple(explained), _frozen(facts.notes))


def _explained(found: list[Finding], report: Report) -> list[Explained]:
    """The findings that the clerk has explained as they stand."""
    return [
        Explained(finding, explanation)
        for finding in found
        if finding.explainable
        for explanation in report.explanations
        if finding.fits(explanation)
    ]


def _frozen(notes: Mapping[str, list[Compared]] | None) -> Mapping[str, tuple[Compared, ...]]:
    return {check: tuple(some) for check, some in (notes or {}).items()}
