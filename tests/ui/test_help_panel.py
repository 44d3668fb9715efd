"""The help beside the page."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from gkdesk.core.progress import REVIEW
from gkdesk.ui.help_panel import HelpPanel
from gkdesk.ui.session import Session

Show = Callable[[QWidget], None]
CELL = "applications.granted.natural_person"


@pytest.fixture
def panel(session: Session, shown: Show) -> HelpPanel:
    """The help on the screen."""
    made = HelpPanel(session)
    shown(made)
    return made


def test_a_cell_is_explained_by_its_row_and_column(panel: HelpPanel, session: Session) -> None:
    """Both labels, both helps, and the article."""
    panel.show_help(CELL)
    cell = session.form.cells[CELL]

    for text in (cell.row.label, cell.column.label, cell.row.help, cell.column.help):
        assert text in panel.text
    assert f"依据：{cell.row.articles}" in panel.text


def test_the_history_of_a_cell_grows_while_one_looks(panel: HelpPanel, session: Session) -> None:
    """Newest first."""
    panel.show_help(CELL)
    assert "本格历史" not in panel.text

    session.set_text(CELL, "1")
    session.set_text(CELL, "<b>2")

    assert panel.text.index("1 → &lt;b&gt;2（今天") < panel.text.index("空 → 1（今天")


def test_a_prose_section_is_explained_with_its_parts(panel: HelpPanel, session: Session) -> None:
    """What belongs into each of the five."""
    panel.show_help("overview")

    for part in session.form.section("overview").parts:
        assert part.label in panel.text
        assert part.help in panel.text


@pytest.mark.parametrize("address", ["organ", "year", "signature.date", "signature.sealed"])
def test_a_field_of_the_first_step_is_explained(
    panel: HelpPanel, session: Session, address: str
) -> None:
    """From the form."""
    panel.show_help(address)

    assert session.form.basics[address] in panel.text


def test_contact_fields_share_their_help(panel: HelpPanel, session: Session) -> None:
    """They are printed only where the preface says so."""
    panel.show_help("contact.phone")

    assert session.form.basics["contact"] in panel.text


def test_the_last_step_is_explained(panel: HelpPanel) -> None:
    """That an unfinished report can be exported too."""
    panel.show_help(REVIEW)

    assert "（草稿）" in panel.text


def test_without_a_place_the_help_says_what_it_is_for(panel: HelpPanel) -> None:
    """Never an empty panel."""
    assert "光标" in panel.text


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("applications.new_received.natural_person", "上年：3"),
        ("applications.new_received.total", "上年：3"),
        ("signature.date", "上年：2025年1月20日"),
    ],
)
def test_last_years_value_stands_below_the_help(
    second_session: Session, shown: Show, address: str, text: str
) -> None:
    """For cells, totals and fields."""
    panel = HelpPanel(second_session)
    shown(panel)
    panel.show_help(address)

    assert text in panel.text


@pytest.mark.parametrize("address", ["organ", "year", "contact.email"])
def test_what_says_nothing_about_last_year_is_left_out(
    second_session: Session, shown: Show, address: str
) -> None:
    """Organ and year are the same by what makes a report last year's."""
    panel = HelpPanel(second_session)
    shown(panel)
    panel.show_help(address)

    assert "上年：" not in panel.text
