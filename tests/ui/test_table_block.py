"""Blocks of cells on the clipboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdesk.ui.session import Session
from gkdesk.ui.table_block import (
    Area,
    fill,
    land,
    read_block,
    texts_of,
    write_block,
    write_html,
)
from gkdesk.ui.table_model import TableModel


@pytest.fixture
def model(session: Session) -> TableModel:
    """Table three."""
    return TableModel(session, "applications")


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("", []),
        ("5", [["5"]]),
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\n2\n", [["1"], ["2"]]),
        ("1\r2", [["1"], ["2"]]),
        ("1\t\r\n\t2", [["1", ""], ["", "2"]]),
        ("\r\n", [[""]]),
        ('"一行\n两行"\t3\r\n', [["一行\n两行", "3"]]),
        ('"他说""好"""\t1', [['他说"好"', "1"]]),
        ('"没有结束\t1', [['"没有结束', "1"]]),
        ('"三安全"一稳定\t1', [['"三安全"一稳定', "1"]]),
    ],
)
def test_clipboard_text_is_read_as_excel_and_word_write_it(
    text: str, block: list[list[str]]
) -> None:
    """Tabs, any line end, quotes around what holds such, a last line end that means nothing."""
    assert block == read_block(text)


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(st.text(), min_size=width, max_size=width), min_size=1)
    )
)
def test_what_is_written_is_read_back_the_same(block: list[list[str]]) -> None:
    """Whatever the cells hold."""
    assert read_block(write_block(block)) == block


def test_a_block_lands_in_place_over_totals(session: Session, model: TableModel) -> None:
    """The whole table with its totals, so that each typed figure is where it was."""
    block = [[f"{row}{column}" for column in range(7)] for row in range(25)]

    landing = land(model, block, Area(0, 0, 1, 1))

    assert landing.texts["applications.new_received.natural_person"] == "00"
    assert landing.texts["applications.carried_forward.other_org"] == "245"
    assert landing.totals["applications.results_total.natural_person"] == "230"
    assert landing.totals["applications.granted.total"] == "26"
    assert len(landing.texts) == 24 * 6
    assert len(landing.totals) == 24 + 7


def test_what_does_not_fit_is_refused_whole(model: TableModel) -> None:
    """And said, with both sizes; nothing is lost without a word."""
    landing = land(model, [["1"] * 3] * 2, Area(24, 5, 1, 1))

    assert landing.texts == {}
    assert landing.problem.startswith("剪贴板里有 2 行 3 列，从这一格起只有 1 行 2 列，没有粘贴。")


def test_blank_cells_that_stick_out_do_no_harm(model: TableModel) -> None:
    """Excel selections are often a row or column too large."""
    landing = land(model, [["1", "2", ""], ["", "", ""]], Area(24, 4, 1, 1))

    assert landing.problem == ""
    assert list(landing.texts.values()) == ["1", "2"]


def test_text_that_would_land_on_a_label_is_refused(session: Session) -> None:
    """A list of figures cannot run over the heads of a table of blocks."""
    model = TableModel(session, "proactive_disclosure")

    landing = land(model, [["1"], ["2"]], Area(3, 1, 1, 1))

    assert landing.texts == {}
    assert landing.problem == "“2”会落到不能填的格上，没有粘贴。请只复制数字部分。"


def test_a_table_of_blocks_can_be_pasted_back_whole(session: Session) -> None:
    """Its labels land on themselves."""
    session.fill_zeros("proactive_disclosure")
    model = TableModel(session, "proactive_disclosure")
    area = Area(0, 0, 14, 4)

    landing = land(model, texts_of(model, area), area)

    assert landing.problem == ""
    assert set(landing.texts.values()) == {"0"}
    assert len(landing.texts) == 10


def test_rows_of_unequal_length_leave_what_they_do_not_reach(model: TableModel) -> None:
    """Word writes a merged row with fewer cells."""
    landing = land(model, [["1"], ["2", "3"]], Area(0, 0, 1, 1))

    assert list(landing.texts.values()) == ["1", "2", "3"]


def test_a_block_fills_a_selection_that_is_a_multiple_of_it(model: TableModel) -> None:
    """One row onto three rows, as in Excel."""
    landing = land(model, [["1", "2"]], Area(0, 0, 3, 2))

    assert list(landing.texts.values()) == ["1", "2"] * 3


def test_totals_alone_take_nothing(model: TableModel) -> None:
    """And that is said."""
    assert land(model, [["1"], ["2"]], Area(0, 6, 1, 1)).problem == "灰色格是自动计算的，没有粘贴。"
    assert fill([], "1").problem == "灰色格是自动计算的，没有粘贴。"
    assert land(model, [], Area(0, 0, 1, 1)).problem == "剪贴板里没有文字，没有粘贴。"


def test_merged_cells_are_merged_in_html(session: Session) -> None:
    """And text is escaped."""
    model = TableModel(session, "proactive_disclosure")
    session.set_text("proactive_disclosure.administrative_permits.decisions", "<5")

    html = write_html(model, Area(6, 0, 1, 4))

    assert '<tr><td>行政许可</td><td colspan="3">&lt;5</td></tr>' in html
