"""Which page a step has."""

import pytest
from pytestqt.qtbot import QtBot

from gkdesk.core.progress import BASICS, REVIEW, steps
from gkdesk.ui.basics_page import BasicsPage
from gkdesk.ui.pages import make_page
from gkdesk.ui.prose_page import ProsePage
from gkdesk.ui.review_page import ReviewPage
from gkdesk.ui.session import Session
from gkdesk.ui.table_page import TablePage


def test_every_step_has_a_page_by_its_kind(session: Session, qtbot: QtBot) -> None:
    """All eight; a table for a table, an editor for prose."""
    for step in steps(session.form):
        page = make_page(session, step)
        qtbot.addWidget(page)
        if step in (BASICS, REVIEW):
            assert isinstance(page, BasicsPage if step == BASICS else ReviewPage)
        elif session.form.section(step).is_prose:
            assert isinstance(page, ProsePage)
        else:
            assert isinstance(page, TablePage)


@pytest.mark.parametrize("step", [BASICS, "overview", "applications", REVIEW])
def test_every_page_speaks_the_same_protocol(session: Session, qtbot: QtBot, step: str) -> None:
    """The window knows nothing more of a page than this."""
    page = make_page(session, step)
    qtbot.addWidget(page)
    page.set_text_size(12)
    page.go_to(step, None)
    page.commit()

    with qtbot.waitSignal(page.focus_changed):
        page.focus_changed.emit(step)
