"""Tables that stand in a document just as their form lays them out, cell by cell.

In such a table each cell is certainly the one at its address, whatever is written in it; what is
no number is then taken over as it was typed, with a remark, and cannot pass for one.
"""

from collections.abc import Sequence

from gkdesk.core.form import Cell, Form, Section
from gkdesk.core.grid import Grid as Layout
from gkdesk.core.grid import lay_out
from gkdesk.files.document import Grid, Place
from gkdesk.files.recognise.figures import Figures
from gkdesk.files.recognise.labels import key
from gkdesk.files.recognise.strips import Field, Strip


def take_official(form: Form, found: Sequence[Strip], figures: Figures) -> list[Strip]:
    """Keep the figures of the tables that are laid out as the form has them; the other strips.

    A table that is there twice is none of them: which of the two counts is not certain.
    """
    grids = {strip.place: strip.grid for strip in found if strip.grid is not None}
    taken: set[int] = set()
    for section in form.sections:
        if section.table is None:
            continue
        layout = lay_out(form, section)
        places = [place for place, grid in grids.items() if _is_laid_out(grid, layout)]
        if len(places) == 1:
            _take(form, section, layout, places[0], grids[places[0]], figures)
            taken.add(places[0])
    return [strip for strip in found if strip.place not in taken]


def _is_laid_out(grid: Grid, layout: Layout) -> bool:
    """Whether a grid has the cells of a layout and no others, and the same words in all labels."""
    if (grid.rows, grid.columns, len(grid.cells)) != (
        layout.rows,
        layout.columns,
        len(layout.cells),
    ):
        return False
    cells = {(cell.row, cell.column): cell for cell in grid.cells}
    for wanted in layout.cells:
        cell = cells.get((wanted.row, wanted.column))
        if cell is None or (wanted.role == "figure" and not wanted.address):
            return False  # a figure that no newer form asks for is not simply left out
        if (cell.row_span, cell.column_span) != (wanted.row_span, wanted.column_span):
            return False
        if wanted.role != "figure" and key(cell.text) != key(wanted.text):
            return False
    return True


def _take(
    form: Form, section: Section, layout: Layout, block: int, grid: Grid, figures: Figures
) -> None:
    """The figures of a table, row by row."""
    figures.official.add(section.id)
    cells = {(cell.row, cell.column): cell for cell in grid.cells}
    rows: dict[str, list[tuple[Cell, Field]]] = {}
    for one in layout.cells:
        if one.address:
            cell, text = form.cells[one.address], cells[one.row, one.column].text
            read = Field(text, one.column, one.column_span, Place(block, one.row, one.column))
            rows.setdefault(cell.row.id, []).append((cell, read))
    for row in rows.values():
        pairs = [(cell.column, read) for cell, read in row]
        figures.take_row(section, row[0][0].row, pairs)
