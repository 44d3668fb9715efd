"""The findings of one check, which most tests of checks ask for."""

from gkdesk.core.checks.finding import Finding
from gkdesk.core.checks.run import run_checks
from gkdesk.core.report import Report


def findings_of(check: str, report: Report, last_year: Report | None = None) -> list[Finding]:
    """What one check finds in a report."""
    return [one for one in run_checks(report, last_year).findings if one.check.id == check]
