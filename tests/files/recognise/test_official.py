"""A table that is laid out just as the form has it is read cell by cell, whatever stands in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gkdesk.core.grid import lay_out
from gkdesk.files import shipped
from gkdesk.files.document import Document, Grid, GridCell
from gkdesk.files.recognise.figures import Figures
from gkdesk.files.recognise.official import take_official
from gkdesk.files.recognise.strips import strips

FORM = shipped.form("2021")
TABLES = [section for section in FORM.sections if section.table]
ISSUED = "proactive_disclosure.government_rules.issued"


def official(index: int = 0, figure: str = "3") -> Grid:
    """One of the form's tables, the same text in all its figures."""
    layout = lay_out(FORM, TABLES[index])
    cells = tuple(
        GridCell(c.row, c.column, figure if c.address else c.text, c.row_span, c.column_span)
        for c in layout.cells
    )
    return Grid(layout.rows, layout.columns, cells)


def read(*blocks: str | Grid) -> tuple[Figures, set[int]]:
    """The figures that are taken, and the blocks that are left."""
    figures = Figures()
    left = take_official(FORM, list(strips(Document(blocks))), figures)
    return figures, {strip.place for strip in left}


@pytest.mark.parametrize("index", range(3))
def test_each_table_of_the_form_is_taken_whole(index: int) -> None:
    figures, left = read("前言", official(index))

    cells = [cell for cell in FORM.cells.values() if cell.section is TABLES[index]]
    assert dict.fromkeys([c.address for c in cells if not c.worked_out], "3") == figures.answers
    assert dict.fromkeys([c.address for c in cells if c.worked_out], "3") == figures.printed
    assert [] == figures.remarks
    assert {0} == left


@pytest.mark.parametrize("text", ["约3", "3\n5", "12（其中境外3件）", "3 5件", "规章"])
def test_words_stay_as_typed_with_a_remark_and_never_become_a_number(text: str) -> None:
    figures, _ = read(official(figure=text))

    assert text == figures.answers[ISSUED]
    assert ("unsure", ISSUED) == (figures.remarks[0].kind, figures.remarks[0].address)


def test_words_in_a_total_are_not_kept() -> None:
    """A total is worked out and never typed."""
    figures, _ = read(official(1, "约3"))

    assert {} == figures.printed


def test_blanks_are_no_zeros_and_are_counted_by_row() -> None:
    figures, _ = read(official(figure=""))

    assert {} == figures.answers
    assert "“规章”有 3 格是空白，没有当作 0。" == figures.remarks[0].message


def _other_word(grid: Grid) -> Grid:
    cells = [replace(c, text="本年收费") if c.text == "规章" else c for c in grid.cells]
    return replace(grid, cells=tuple(cells))


def _swapped_heads(grid: Grid) -> Grid:
    heads = {"本年制发件数": "本年废止件数", "本年废止件数": "本年制发件数"}
    cells = [replace(c, text=heads.get(c.text, c.text)) for c in grid.cells]
    return replace(grid, cells=tuple(cells))


def _one_row_less(grid: Grid) -> Grid:
    cells = [c for c in grid.cells if c.row < grid.rows - 1]
    return replace(grid, rows=grid.rows - 1, cells=tuple(cells))


def _no_spans(grid: Grid) -> Grid:
    cells = [replace(c, column_span=1) for c in grid.cells]
    return replace(grid, cells=tuple(cells))


@pytest.mark.parametrize("change", [_other_word, _swapped_heads, _one_row_less, _no_spans])
def test_a_table_that_differs_anywhere_is_left_to_the_labels(
    change: Callable[[Grid], Grid],
) -> None:
    figures, left = read(change(official()))

    assert {} == figures.answers
    assert {0} == left


def test_a_table_that_stands_twice_is_left_to_the_labels() -> None:
    """Which of the two is this year's cannot be told by its place."""
    figures, left = read(official(figure="3"), official(figure="4"))

    assert {} == figures.answers
    assert {0, 1} == left
