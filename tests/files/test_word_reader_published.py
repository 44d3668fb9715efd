"""Real reports as other programs wrote them: each number of the truth stands in the grids."""

import json
from collections import Counter
from pathlib import Path

import pytest

from gkdesk.files.document import Document, Grid
from gkdesk.files.word_reader import read_word

FOLDER = Path(__file__).parents[1] / "data" / "documents"
# File: the sizes of its grids, and how many cells they have.
FILES = {
    "hangzhou_2025.soffice": [(14, 4, 30), (28, 10, 217), (4, 15, 39)],
    "huaian_2024.official-template": [(14, 4, 30), (28, 10, 215), (4, 15, 34)],
    "kewei_2024.official-template": [(14, 4, 30), (28, 10, 215), (4, 15, 34)],
    "huaian_2024.pdf2docx": [(8, 4, 19), (6, 2, 11), (16, 10, 117), (12, 10, 100), (4, 15, 34)],
    "hongze_2024.pdf2docx": [(7, 4, 18), (7, 2, 12), (16, 10, 117), (10, 10, 85), (4, 15, 35)],
}


def read(name: str) -> Document:
    return read_word((FOLDER / f"{name}.docx").read_bytes())


@pytest.mark.parametrize("name", FILES)
def test_the_tables_are_read_with_their_merged_cells(name: str) -> None:
    found = [(grid.rows, grid.columns, len(grid.cells)) for grid in read(name).grids]

    assert found == FILES[name]


@pytest.mark.parametrize("name", FILES)
def test_no_two_cells_cover_the_same_place(name: str) -> None:
    for grid in read(name).grids:
        covered = [
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert sorted(covered) == [(r, c) for r in range(grid.rows) for c in range(grid.columns)]


@pytest.mark.parametrize("name", FILES)
def test_all_figures_of_the_truth_stand_in_the_tables(name: str) -> None:
    truth = json.loads((FOLDER / f"{name.split('.')[0]}.truth.json").read_text(encoding="utf-8"))
    expected = Counter(
        str(value)
        for values in (truth["answers"], truth["printed_totals"])
        for value in values.values()
        if value is not None
    )
    found = Counter(
        cell.text for grid in read(name).grids for cell in grid.cells if cell.text[:1].isdecimal()
    )

    assert {} == {value: n for value, n in expected.items() if found[value] < n}


def test_figures_stand_beside_their_labels_and_under_their_heads() -> None:
    grid = list(read("huaian_2024.official-template").grids)[1]
    texts = {(cell.row, cell.column): cell.text for cell in grid.cells}
    truth = json.loads((FOLDER / "huaian_2024.truth.json").read_text(encoding="utf-8"))

    assert texts[1, 3] == "自然人"
    assert texts[3, 0] == "一、本年新收政府信息公开申请数量"
    assert texts[3, 3] == str(truth["answers"]["applications.new_received.natural_person"])


@pytest.mark.parametrize(
    ("name", "bordered"),
    [("hangzhou_2025.soffice", False), ("huaian_2024.official-template", True)],
)
def test_lines_are_drawn_or_not(name: str, bordered: bool) -> None:
    assert {grid.bordered for grid in read(name).grids} == {bordered}


def test_paragraphs_and_grids_come_in_reading_order() -> None:
    found = read("hangzhou_2025.soffice").blocks
    kinds = ["grid" if isinstance(block, Grid) else block[:2] for block in found]

    assert [kind for kind in kinds if kind == "grid" or kind[1] == "、"] == [
        *("一、", "二、", "grid", "三、", "grid", "四、", "grid", "五、", "六、")
    ]
