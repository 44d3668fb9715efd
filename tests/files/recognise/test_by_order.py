"""Rows torn from their labels are read in the form's order only where all sums come out."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from gkdesk.files import shipped
from gkdesk.files.recognise.figures import Figures
from gkdesk.files.recognise.strips import strips
from gkdesk.files.recognise.tables import read_tables
from gkdesk.files.text_reader import read_plain

FORM = shipped.form("2021")
TABLE = FORM.section("applications").table
ROWS = [row for block in (TABLE.blocks if TABLE else ()) for row in block.rows]
TORN = ("not_held", "must_be_made", "still_unclear")
FIGURES = {"new_received": 9, "not_held": 4, "must_be_made": 3, "results_total": 7}
SOUND = {**FIGURES, "carried_forward": 2}
NATURAL = "applications.{}.natural_person"


def figures_of(one: int) -> str:
    """A row whose only figure is the first."""
    return f"{one} 0 0 0 0 0 {one}"


def written(numbers: Mapping[str, int], *, without: str = "", unnamed: str = "") -> Figures:
    """The figures of a text in which three labels stand together, and then their figures."""
    lines: list[str] = []
    late: list[str] = []
    for row in ROWS:
        label = "" if row.id == unnamed else row.label
        figures = figures_of(numbers.get(row.id, 0))
        if row.id in TORN:
            lines.append(label)
            late += [figures] if row.id != without else []
        else:
            lines += [*late, f"{label} {figures}"]
            late = []
    document = read_plain("\n".join(lines))
    return read_tables(FORM, list(strips(document)), lines=document.lines)


def kinds(figures: Figures, row: str) -> list[str]:
    """The remarks on a row."""
    return [r.kind for r in figures.remarks if r.address == f"applications.{row}"]


def test_torn_rows_are_read_with_a_remark_each() -> None:
    figures = written(SOUND)

    assert ["4", "3", "0"] == [figures.answers[NATURAL.format(row)] for row in TORN]
    assert [["by_order"]] * 3 == [kinds(figures, row) for row in TORN]
    assert [] == kinds(figures, "new_received")


@pytest.mark.parametrize(
    "numbers",
    [
        {**SOUND, "must_be_made": 5},
        {**SOUND, "results_total": 8},
        {**SOUND, "carried_forward": 3},
    ],
)
def test_where_a_sum_does_not_come_out_they_are_not(numbers: Mapping[str, int]) -> None:
    figures = written(numbers)

    assert not any(NATURAL.format(row) in figures.answers for row in TORN[1:])
    assert "by_order" not in {remark.kind for remark in figures.remarks}


def test_where_a_row_of_figures_is_lost_they_are_not() -> None:
    figures = written({**SOUND, "results_total": 7}, without="still_unclear")

    assert "by_order" not in {remark.kind for remark in figures.remarks}


def test_where_a_label_is_not_printed_they_are_not() -> None:
    figures = written(SOUND, unnamed="must_be_made")

    assert "by_order" not in {remark.kind for remark in figures.remarks}
