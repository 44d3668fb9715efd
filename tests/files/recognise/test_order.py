"""Columns in another order than the form's are known by their heads, or not read at all."""

from __future__ import annotations

import pytest

from gkdesk.errors import UserError
from gkdesk.files import shipped
from gkdesk.files.document import Document, Grid, GridCell
from gkdesk.files.recognise.figures import Figures
from gkdesk.files.recognise.order import is_reordered, may_be_across
from gkdesk.files.recognise.strips import strips
from gkdesk.files.recognise.tables import read_tables
from gkdesk.files.text_reader import read_plain

FORM = shipped.form("2021")
RULES = "proactive_disclosure.government_rules"
GRANTED = "applications.granted"
REVIEWS = FORM.section("review_and_litigation").table
assert REVIEWS is not None
(ACROSS,) = REVIEWS.blocks
HEADS = [column.label for column in ACROSS.columns]
ROWS = [row.label for row in ACROSS.rows]


def read(document: Document) -> Figures:
    """The figures of a document."""
    return read_tables(FORM, list(strips(document)), lines=document.lines)


def grid(*rows: str) -> Grid:
    """A grid with all lines drawn, each row a text with bars between its cells."""
    cells = [
        GridCell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row.split("|"))
    ]
    return Grid(len(rows), 1 + max(cell.column for cell in cells), tuple(cells), bordered=True)


def test_heads_in_the_order_of_the_form_are_no_matter_and_nor_are_a_few_of_them() -> None:
    table = FORM.section("proactive_disclosure").table
    assert table is not None
    rules = table.blocks[0]

    assert not is_reordered(rules, ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"))
    assert not is_reordered(rules, ("本年废止件数", "本年制发件数"))
    assert is_reordered(rules, ("本年废止件数", "本年制", "发件数", "现行有效件数"))


@pytest.mark.parametrize(
    ("heads", "may_be"),
    [
        ([*ROWS, *HEADS * 3], True),
        ([ROWS[0], *HEADS, *ROWS[1:], *HEADS * 2], True),
        ([*ROWS, *HEADS * 2, *HEADS[1:]], True),  # one is lost
        ([*ROWS, *HEADS * 3, *ROWS, *HEADS * 3], True),  # a page repeats them
        ([*ROWS, HEADS[1], HEADS[0], *HEADS[2:], *HEADS * 2], False),
        ([ROWS[0], ROWS[2], ROWS[1], *HEADS * 3], False),
    ],
)
def test_heads_side_by_side_are_those_of_the_form_in_its_order(
    heads: list[str], may_be: bool
) -> None:
    assert may_be == may_be_across(ACROSS, heads)


def test_lines_with_heads_in_another_order_are_not_read() -> None:
    heads = ["信息内容", "本年废止件数", "本年制发件数", "现行有效件数"]
    lines = [*heads, "规章", *"123", "行政规范性文件", *"456"]
    figures = read(read_plain("\n".join(lines)))

    assert {} == figures.answers
    assert any("次序" in r.message for r in figures.remarks if r.address == RULES)


def test_a_table_that_goes_on_without_its_reordered_heads_is_not_read_on() -> None:
    heads = grid("信息内容|本年废止件数|本年制发件数|现行有效件数")
    figures = read(Document((heads, "- 4 -", grid("规章|1|2|3"))))

    assert {} == figures.answers


def test_a_head_that_is_damaged_hides_no_other_order_from_what_goes_on_below() -> None:
    columns = "自然人|口业|科研机构|社会公益组织|其他|法律服务机构|总计"
    below = grid("（一）予以公开|1|2|3|0|0|0|6")
    figures = read(Document((grid(f"|{columns}", "二、上年结转|1|2|无|3|4|5|6|7"), "5", below)))

    assert {} == figures.answers


def test_heads_in_two_lines_of_a_text_have_no_order_but_that_of_their_line() -> None:
    heads = (
        "申请人\t自然人\t法人或其他组织\t总计\n商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他"
    )
    figures = read(read_plain(f"{heads}\n（一）予以公开\t1\t2\t3\t0\t0\t0\t6"))

    assert "2" == figures.answers[f"{GRANTED}.commercial_enterprise"]


def test_a_word_beside_the_heads_is_no_figure_below_them() -> None:
    upper = "|自然人||||||总计|备注"
    lower = "||商业企业|科研机构|社会公益组织|其他|法律服务机构||无"
    figures = read(Document((grid(upper, lower, "（一）予以公开|1|2|3|0|0|6|12|"),)))

    assert "0" == figures.answers[f"{GRANTED}.other_org"]
    assert "6" == figures.answers[f"{GRANTED}.legal_service_org"]


def test_a_column_for_remarks_is_no_column_of_figures() -> None:
    """Where a figure's own column is lost, the word beside it would stand for it."""
    figures = read(Document((grid("信息内容|本年制发件数|本年废止件数|备注", "规章|1|2|无"),)))

    assert {} == figures.answers


def test_a_table_that_goes_on_without_heads_is_doubted_as_the_part_with_heads_is() -> None:
    heads = "|自然人|商业企业|社会公益组织|法律服务机构|其他|总计|"
    upper, lower = grid(heads, "一、本年新收|1|2|3|0|0|6|"), grid("（一）予以公开|1|2|3|0|0|6|")
    figures = read(Document((upper, "- 4 -", lower)))

    assert {} == figures.answers


def test_words_in_a_figures_column_that_are_no_head_of_another_take_nothing_away() -> None:
    rows = ["信息内容|本年制发|本年废止件数|现行有效件数", "规章|3件|2|1", "行政规范性文件|1|2|3"]
    figures = read(Document((grid(*rows),)))

    assert "1" == figures.answers["proactive_disclosure.normative_documents.issued"]


def test_heads_are_known_where_another_table_stands_above_them_in_the_same_grid() -> None:
    columns = "自然人|科研机构|商业企业|社会公益组织|法律服务机构|其他|总计"
    figures = read(Document((grid("行政许可|5", f"|{columns}", "（一）予以公开|1|2|3|0|0|0|6"),)))

    assert "2" == figures.answers[f"{GRANTED}.research_institution"]
    assert "3" == figures.answers[f"{GRANTED}.commercial_enterprise"]


def test_figures_side_by_side_that_stand_below_other_heads_are_not_read() -> None:
    heads = [*HEADS * 2, *HEADS[:3], HEADS[4], ""]
    above = "|".join([ROWS[0], "行政诉讼", ROWS[1], ROWS[2], *[""] * 11])
    figures = read(Document((grid(above, "|".join(heads), "|".join("1" * 14) + "|"),)))

    assert {} == figures.answers
    assert ["review_and_litigation"] == [
        r.address for r in figures.remarks if r.address == "review_and_litigation"
    ]


def test_a_file_with_thousands_of_rows_with_figures_is_refused_in_words() -> None:
    with pytest.raises(UserError, match="3000 行"):
        read(read_plain("规章\n1\n2\n3\n" * 3001))
