"""Widths, heights and broken lines of tables, from the font."""

import pytest
from PySide6.QtWidgets import QApplication

from gkdesk.core.grid import lay_out
from gkdesk.files import shipped
from gkdesk.ui import look
from gkdesk.ui.table_measure import Measures, Ruler, measure

FORM = shipped.form("2021")
TABLES = [section for section in FORM.sections if section.table]


@pytest.fixture
def ruler(qapp: QApplication) -> Ruler:
    """A ruler in the window's font."""
    return Ruler(look.base_font(9))


def measured(ruler: Ruler, width: int, height: int = 500) -> dict[str, Measures]:
    """All tables of the form, measured."""
    return {
        section.id: measure(lay_out(FORM, section), section.table, ruler, width, height)
        for section in TABLES
        if section.table
    }


def test_a_text_that_fits_stays_on_one_line(ruler: Ruler) -> None:
    """And is not changed."""
    assert ruler.wrap("结果维持", ruler.em * 4) == ["结果维持"]


def test_no_line_begins_with_a_closing_sign_nor_ends_with_an_opening_one(ruler: Ruler) -> None:
    """The rules of Chinese typesetting."""
    for ems in range(3, 12):
        lines = ruler.wrap("（区分处理的，只计这一情形，不计其他情形）、“三安全”。", ems * ruler.em)

        assert not [line for line in lines if line[0] in "，）、”。"]
        assert not [line for line in lines if line[-1] in "（“"]


def test_wrapping_loses_nothing(ruler: Ruler) -> None:
    """Every official label is whole again when its lines are joined."""
    for section in TABLES:
        for cell in lay_out(FORM, section).cells:
            for ems in (2, 4, 9):
                assert "".join(ruler.wrap(cell.text, ems * ruler.em)) == cell.text


def test_a_numbered_group_stands_below_its_number(ruler: Ruler) -> None:
    """As in the official table."""
    assert ruler.wrap("（三）不予公开", ruler.em * 4) == ["（三）", "不予公开"]


def test_a_narrow_group_is_set_from_top_to_bottom(ruler: Ruler) -> None:
    """One character to a line, the closing sign beside it."""
    cell = next(c for c in lay_out(FORM, FORM.section("applications")).cells if c.row_span > 20)

    lines = ruler.lines(cell, ruler.column(2))

    assert [line.strip("　") for line in lines] == [
        "三、",
        "本",
        "年",
        "度",
        "办",
        "理",
        "结",
        "果",
    ]


def test_lines_of_a_head_are_of_like_length(ruler: Ruler) -> None:
    """Not three characters and one."""
    head = next(
        c
        for c in lay_out(FORM, FORM.section("review_and_litigation")).cells
        if c.text == "结果维持"
    )

    assert ruler.lines(head, ruler.column(3)) == ["结果", "维持"]


@pytest.mark.parametrize("width", [650, 834, 1100, 1600])
def test_a_table_fits_into_the_page(ruler: Ruler, width: int) -> None:
    """From the middle of a small screen at 150 % to a wide one."""
    for measures in measured(ruler, width).values():
        assert sum(measures.columns) <= width


@pytest.mark.parametrize("points", [8, 9, 12, 16])
@pytest.mark.parametrize("width", [300, 650, 834, 1600])
def test_every_label_has_the_room_it_needs(qapp: QApplication, points: int, width: int) -> None:
    """Whatever the text size and the width; below the narrowest the table scrolls."""
    ruler = Ruler(look.base_font(points))
    for section_id, measures in measured(ruler, width).items():
        for cell in lay_out(FORM, FORM.section(section_id)).cells:
            wide = sum(measures.columns[cell.column : cell.column + cell.column_span])
            high = sum(measures.rows[cell.row : cell.row + cell.row_span])

            assert ruler.height(len(ruler.lines(cell, wide))) <= high
            assert all(ruler.width(line.strip("　")) <= wide for line in ruler.lines(cell, wide))


def test_rows_of_a_long_table_are_as_low_as_one_line(ruler: Ruler) -> None:
    """So that as much as can be of it is on one screen."""
    rows = measured(ruler, 834, 490)["applications"].rows

    assert rows.count(ruler.height(1)) >= 25


def test_rows_of_a_short_table_take_some_of_the_room(ruler: Ruler) -> None:
    """But no more than half a line."""
    rows = measured(ruler, 834, 2000)["proactive_disclosure"].rows

    assert set(rows) == {ruler.height(1) + ruler.line // 2}
