"""A document becomes strips: the rows of its grids, and its lines cut into words and figures."""

from __future__ import annotations

import pytest

from gkdesk.files.document import Document, Grid, GridCell
from gkdesk.files.recognise.strips import Field, strips


def fields(line: str) -> list[str]:
    """The pieces of one line of a text."""
    return [one.text for strip in strips(Document((line,), lines=True)) for one in strip.fields]


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("规章\t0\t1", ["规章", "0", "1"]),
        ("规章 0 0 0", ["规章", "0", "0", "0"]),
        ("  规章    3   5", ["规章", "3", "5"]),
        ("规章 | 3 | 5", ["规章", "3", "5"]),
        ("行政事业性收费 7730.280001", ["行政事业性收费", "7730.280001"]),
        ("规章 / - 3", ["规章", "/", "-", "3"]),
        ("行政许可 1,234", ["行政许可", "1,234"]),
        ("规章 １ ２", ["规章", "１", "２"]),
        ("1.属于国家秘密 0 0", ["1.属于国家秘密", "0", "0"]),
        ("0 0 1", ["0", "0", "1"]),
        ("行政许可3", ["行政许可3"]),
    ],
)
def test_a_line_is_cut_at_tabs_bars_gaps_and_before_figures(line: str, pieces: list[str]) -> None:
    assert pieces == fields(line)


@pytest.mark.parametrize("line", ["- 4 -", "—12—", "第 3 页", "第3页 共9页", "", "  "])
def test_page_numbers_and_blank_lines_are_left_out(line: str) -> None:
    assert [] == fields(line)


@pytest.mark.parametrize("text", ["0", "１２", "1,234", "3.5", "/", "—", "无", "N/A", "－"])
def test_figures_and_strokes_are_values(text: str) -> None:
    assert Field(text).is_value


@pytest.mark.parametrize("text", ["", "规章", "1件", "1\n2", "1 2 3a", "（一）", "约3"])
def test_words_and_mixtures_are_no_values(text: str) -> None:
    assert not Field(text).is_value


def test_rows_of_a_grid_keep_columns_and_spans() -> None:
    cells = (GridCell(0, 0, "三、", 2), GridCell(0, 1, "甲", 1, 2), GridCell(1, 2, "1"))
    grid = Grid(2, 3, cells)

    _, first, second = strips(Document(("前", grid)))

    assert [("三、", 0, 1), ("甲", 1, 2)] == [(f.text, f.column, f.span) for f in first.fields]
    assert [("1", 2)] == [(f.text, f.column) for f in second.fields]
    assert first.grid is grid
    assert 1 == first.place
