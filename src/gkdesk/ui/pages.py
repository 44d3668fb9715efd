"""Which page a step has; all speak the same protocol: focus_changed, go_to, commit, text size."""

from typing import TypeAlias

from gkdesk.core.progress import BASICS, REVIEW
from gkdesk.ui.basics_page import BasicsPage
from gkdesk.ui.prose_page import ProsePage
from gkdesk.ui.review_page import ReviewPage
from gkdesk.ui.session import Session
from gkdesk.ui.table_page import TablePage

Page: TypeAlias = BasicsPage | ProsePage | TablePage | ReviewPage


def make_page(session: Session, step: str) -> Page:
    """The page of a step, chosen by what kind of section it is."""
    if step == BASICS:
        return BasicsPage(session)
    if step == REVIEW:
        return ReviewPage(session)
    if session.form.section(step).is_prose:
        return ProsePage(session, step)
    return TablePage(session, step)
