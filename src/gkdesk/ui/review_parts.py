"""The parts of a report that was read, to be corrected: what is on the pages, and no more.

What helps to fill in a report is left out: zeros for the blanks and proposed figures would be
answers that nobody gave, and what is wrong with last year's text is not to be mended here.
"""

from dataclasses import replace
from typing import TypeAlias

from gkdesk.core.checks.finding import Outcome
from gkdesk.core.checks.run import run_checks
from gkdesk.core.progress import BASICS
from gkdesk.core.report import Report
from gkdesk.ui.basics_page import BasicsPage
from gkdesk.ui.prose_editor import ProseEditor
from gkdesk.ui.session import Session
from gkdesk.ui.table_view import TableView

Part: TypeAlias = BasicsPage | ProseEditor | TableView


def make_part(session: Session, step: str) -> Part:
    """The means to correct a step, chosen by its kind."""
    if step == BASICS:
        return BasicsPage(session)
    if session.form.section(step).is_prose:
        return ProseEditor(session, step)
    return TableView(session, step)


def go_to(part: Part, address: str) -> None:
    """Give a place in a part the keyboard."""
    if isinstance(part, ProseEditor):
        part.go_to()
    else:
        part.go_to(address)


def wrong_figures(report: Report, last_year: Report | None) -> Outcome:
    """What is wrong with figures, for that may be the reading's fault; nothing else is said."""
    outcome = run_checks(report, last_year)
    figures = (one for one in outcome.errors if one.addresses[0] in report.form.cells)
    return replace(outcome, findings=tuple(figures))
