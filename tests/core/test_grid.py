"""The grid: every place of every table is covered once, as on the official form."""

import pytest

from gkdesk.core.form import Section
from gkdesk.core.grid import lay_out
from gkdesk.files import shipped

FORM = shipped.form("2021")
TABLES = [section for section in FORM.sections if not section.is_prose]


@pytest.mark.parametrize("section", TABLES, ids=lambda section: section.id)
def test_every_place_is_covered_exactly_once(section: Section) -> None:
    """Spans neither overlap nor leave a hole."""
    grid = lay_out(FORM, section)
    places = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]

    assert sorted(places) == [(r, c) for r in range(grid.rows) for c in range(grid.columns)]


@pytest.mark.parametrize("section", TABLES, ids=lambda section: section.id)
def test_every_figure_of_the_section_stands_in_the_grid(section: Section) -> None:
    """No cell of the form is forgotten, none stands twice."""
    figures = [cell.address for cell in lay_out(FORM, section).cells if cell.role == "figure"]

    assert sorted(figures) == sorted(a for a, c in FORM.cells.items() if c.section is section)


@pytest.mark.parametrize("section", TABLES, ids=lambda section: section.id)
def test_cells_come_in_reading_order(section: Section) -> None:
    """Writers may go through the cells once, row by row."""
    cells = lay_out(FORM, section).cells

    assert list(cells) == sorted(cells, key=lambda cell: (cell.row, cell.column))


def test_at_finds_the_cell_that_covers_a_place() -> None:
    """A place inside a merged cell belongs to that cell."""
    grid = lay_out(FORM, FORM.section("applications"))

    assert grid.at(20, 0) is grid.at(5, 0)
    assert grid.at(3, 3).address == "applications.new_received.natural_person"
    with pytest.raises(KeyError):
        grid.at(28, 0)


def test_a_prose_section_has_no_grid() -> None:
    """Asking for one is a bug."""
    with pytest.raises(ValueError, match="overview"):
        lay_out(FORM, FORM.section("overview"))


def test_a_figure_that_no_newer_form_asks_for_has_its_place_and_no_address() -> None:
    form = shipped.form("2019")
    grid = lay_out(form, form.section("proactive_disclosure"))

    assert "" == grid.at(2, 1).address
    assert "proactive_disclosure.administrative_permits.decisions" == grid.at(6, 3).address
