"""A report -> findings and verdicts: every check of its form, everything worked out anew."""

from collections.abc import Callable, Mapping

from gkdesk.core.checks import between_years, figures, said, sections, writing
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
    "mention_when": sections.mention_when,
    "longer_than": sections.longer_than,
    "carry": between_years.carry,
    "stock": between_years.stock,
    "unit_suspect": between_years.unit_suspect,
    "likeness": between_years.likeness,
    "said": said.said,
    "said_none": said.said_none,
    "said_elsewhere": said.said_elsewhere,
    "published": said.published,
    "fee_within": sections.fee_within,
    "other_year": writing.other_year,
    "year_digits": writing.year_digits,
    "period": writing.period,
    "cites": writing.cites,
    "year_bracket": writing.year_bracket,
    "nested_quote": writing.nested_quote,
    "bracket_width": writing.bracket_width,
    "remarked": sections.remarked,
}


def run_checks(report: Report, last_year: Report | None = None, *, keep: bool = False) -> Outcome:
    """Every check of the report's form; nothing is kept from one run to the next.

    Checks between years wait without `last_year`; `keep` asks for what was compared as well.
    """
    facts = Facts.of(report, last_year, keep=keep)
    findings: list[Finding] = []
    explained: list[Explained] = []
    verdicts: dict[str, Verdict] = {}
    kinds = report.form.organ_kinds
    for check in report.form.checks:
        if check.applies_to and not kinds[check.applies_to].fits(report.organ):
            verdicts[check.id] = "not applicable"
            continue
        found, complete = KINDS[check.kind](check, facts)
        if not found:
            verdicts[check.id] = "holds" if complete else "waits"
            continue
        silent = _explained(found, report)
        loud = [one for one in found if all(one is not other.finding for other in silent)]
        findings += loud
        explained += silent
        verdicts[check.id] = "broken" if loud else "explained"
    return Outcome(tuple(findings), verdicts, tuple(explained), _frozen(facts.notes))


def _explained(found: list[Finding], report: Report) -> list[Explained]:
    """The findings that the clerk has explained as they stand; the last reason holds."""
    explained = []
    for finding in found if report.explanations else ():
        given = [one for one in report.explanations if finding.fits(one)]
        if given and finding.explainable:
            explained.append(Explained(finding, given[-1]))
    return explained


def _frozen(notes: Mapping[str, list[Compared]] | None) -> Mapping[str, tuple[Compared, ...]]:
    return {check: tuple(some) for check, some in (notes or {}).items()}
