"""How far each step of a report is: nothing yet, under way, done, and what is wrong in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gkdesk.core.checks.finding import Finding, Outcome
from gkdesk.core.form import Form, Section
from gkdesk.core.report import Report

BASICS = "basics"
REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of one step; what is merely not filled in counts as no error here."""

    state: Literal["empty", "partial", "done"]
    errors: int
    warnings: int
    blanks: int


def steps(form: Form) -> tuple[str, ...]:
    """The ids of the steps in order: basics, the six sections, review and export."""
    return (BASICS, *(section.id for section in form.sections), REVIEW)


def step_of(form: Form, address: str) -> str:
    """The step on which an address is filled in."""
    section_id = address.split(".", 1)[0]
    return section_id if section_id in steps(form) else BASICS


def progress(report: Report, outcome: Outcome) -> Mapping[str, Progress]:
    """The progress of every step but the last."""
    form = report.form
    found: dict[str, list[Finding]] = {step: [] for step in steps(form)}
    for finding in outcome.findings:
        found[step_of(form, finding.addresses[0])].append(finding)
    filled = all(report.text(address) for address in ("signature.organ", "signature.date"))
    result = {BASICS: _progress("done" if filled else "partial", 0, found[BASICS])}
    for section in form.sections:
        blanks = len(report.blanks(section.id))
        result[section.id] = _progress(_filled(report, section, blanks), blanks, found[section.id])
    return result


def _filled(report: Report, section: Section, blanks: int) -> Literal["empty", "partial", "done"]:
    """How much of a section is filled in, whatever the checks say."""
    if section.is_prose:
        return "done" if report.text(section.id).strip() else "empty"
    cells = [cell for cell in report.form.cells.values() if cell.section.id == section.id]
    typed = sum(not cell.worked_out for cell in cells)
    return "done" if not blanks else "empty" if blanks == typed else "partial"


def _progress(
    state: Literal["empty", "partial", "done"], blanks: int, found: list[Finding]
) -> Progress:
    wrong = [finding for finding in found if not finding.unfilled]
    errors = sum(finding.severity == "error" for finding in wrong)
    warnings = sum(finding.severity == "warning" for finding in wrong)
    unfinished = state == "done" and len(wrong) < len(found)
    return Progress("partial" if unfinished else state, errors, warnings, blanks)
