"""How far each step of a report is: nothing yet, under way, done, and what is wrong in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from gkdesk.core.checks.finding import Finding, Outcome
from gkdesk.core.form import Form, Section, Severity
from gkdesk.core.report import Report, addresses

BASICS = "basics"
REVIEW = "review"
GRAVEST_FIRST: tuple[Severity, ...] = ("error", "warning", "hint")


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of one step; what is merely not filled in counts as no error here."""

    state: Literal["empty", "partial", "done"]
    errors: int
    warnings: int
    blanks: int
    hints: int = 0


def steps(form: Form) -> tuple[str, ...]:
    """The ids of the steps in order: basics, the six sections, review and export."""
    return (BASICS, *(section.id for section in form.sections), REVIEW)


def step_of(form: Form, address: str) -> str:
    """The step on which an address is filled in."""
    section_id = address.split(".", 1)[0]
    return section_id if section_id in steps(form) else BASICS


def on_step(form: Form, step: str) -> tuple[str, ...]:
    """The addresses that are filled in on a step, in the form's order."""
    return tuple(one for one in addresses(form) if step_of(form, one) == step)


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """Findings with the errors first, otherwise as the form's checks give them."""
    return sorted(findings, key=lambda finding: GRAVEST_FIRST.index(finding.severity))


def by_step(form: Form, findings: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    """The steps that findings are on, each with its own: steps with errors first.

    Among steps that are as grave, and among findings of a step, the form's order holds.
    """
    here: dict[str, list[Finding]] = {step: [] for step in steps(form)}
    for finding in in_order(findings):
        here[step_of(form, finding.addresses[0])].append(finding)
    groups = [(step, some) for step, some in here.items() if some]
    return sorted(groups, key=lambda group: GRAVEST_FIRST.index(group[1][0].severity))


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
    errors, warnings, hints = (
        sum(finding.severity == one for finding in wrong) for one in GRAVEST_FIRST
    )
    unfinished = state == "done" and len(wrong) < len(found)
    return Progress("partial" if unfinished else state, errors, warnings, blanks, hints)
