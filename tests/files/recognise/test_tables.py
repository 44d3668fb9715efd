"""Figures come to their addresses by the labels of rows and columns, or are left out and said."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gkdesk.core.report import Remark
from gkdesk.files import shipped
from gkdesk.files.document import Document, Grid, GridCell
from gkdesk.files.recognise.figures import Figures
from gkdesk.files.recognise.strips import strips
from gkdesk.files.recognise.tables import read_tables
from gkdesk.files.text_reader import read_plain

FORM = shipped.form("2021")
RULES = "proactive_disclosure.government_rules"
PERMITS = "proactive_disclosure.administrative_permits.decisions"
FEES = "proactive_disclosure.administrative_fees.amount_10k_yuan"
HEADS_OF_REVIEWS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
APPLICANTS = [FORM.cells[a].column for a in FORM.cells if a.startswith("applications.granted.")]


def read(document: Document) -> Figures:
    """The figures of a document."""
    return read_tables(FORM, list(strips(document)), lines=document.lines)


def of_text(text: str) -> Figures:
    """The figures of a plain text."""
    return read(read_plain(text))


def of_rows(*rows: Sequence[str]) -> Figures:
    """The figures of a grid without spans."""
    cells = [GridCell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return read(Document((Grid(len(rows), max(map(len, rows)), tuple(cells)),)))


def row(figures: Figures, name: str) -> list[str]:
    """What was read in one row, typed cells and printed totals."""
    both = {**figures.answers, **figures.printed}
    return [both[a] for a in FORM.cells if a.rpartition(".")[0] == name and a in both]


def on(figures: Figures, address: str) -> list[Remark]:
    """The remarks at an address, but for those that only say that a row is missing."""
    return [r for r in figures.remarks if r.address == address and r.kind != "missing"]


@pytest.mark.parametrize(
    "text",
    [
        "规章\t1\t2\t3",
        "规章 1 2 3",
        "| 规章 | 1 | 2 | 3 |\n|---|---|---|---|\n",
        "规章\n1\n2\n3\n行政规范性文件",
        "规章\n\n1\n\n2\n\n3\n",
        "规 章\t1\t2\t3",
        "规\n章\n1\n2\n3\n",
        "规章\n- 4 -\n1 2 3",
    ],
)
def test_a_row_of_a_text_is_read_behind_its_label(text: str) -> None:
    assert ["1", "2", "3"] == row(of_text(text), RULES)


def test_a_label_broken_over_lines_is_put_together() -> None:
    figures = of_text("2.其他法律行政\n法规禁止公开\n1 0 0 0 0 0 1")

    assert ["1", "0", "0", "0", "0", "0", "1"] == row(figures, "applications.other_law_prohibits")


def test_a_label_broken_around_its_figures_is_put_together() -> None:
    figures = of_text("2.其他法律行政 1 0 0 0 0 0 1\n法规禁止公开\n")

    assert ["1", "0", "0", "0", "0", "0", "1"] == row(figures, "applications.other_law_prohibits")


def test_two_labels_before_one_row_of_figures_are_both_doubted() -> None:
    figures = of_text("2.重复申请\n3.要求提供公开出版物\n1 0 0 0 0 0 1")

    for name in ("repeated", "published_material"):
        assert [] == row(figures, f"applications.{name}")
        assert ["unsure"] == [r.kind for r in on(figures, f"applications.{name}")]


def test_figures_without_a_label_make_the_next_row_of_a_text_doubtful() -> None:
    """The label may stand above its figures or below them: who knows which are whose."""
    figures = of_text("信息内容\n9 9 9\n规章 1 2 3\n")

    assert [] == row(figures, RULES)
    assert ["unsure"] == [r.kind for r in on(figures, RULES)]


@pytest.mark.parametrize("values", ["1 2", "1 2 3 4"])
def test_too_few_or_too_many_figures_are_left_out_and_shown(values: str) -> None:
    figures = of_text(f"规章 {values}\n")

    assert [] == row(figures, RULES)
    (remark,) = on(figures, RULES)
    assert "unsure" == remark.kind
    assert values in remark.message
    assert "应有 3 个数" in remark.message


def test_columns_are_followed_by_their_heads() -> None:
    figures = of_rows(
        ("信息内容", "现行有效件数", "本年制发件数", "本年废止件数"), ("规章", "3", "1", "2")
    )

    assert ["1", "2", "3"] == row(figures, RULES)


@pytest.mark.parametrize("column", [1, 2, 3])
def test_a_column_that_is_missing_leaves_the_row_out(column: int) -> None:
    rows = [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "1", "2", "3"]]
    figures = of_rows(*[one[:column] + one[column + 1 :] for one in rows])

    assert [] == row(figures, RULES)
    assert on(figures, RULES)


def test_a_blank_is_not_zero() -> None:
    figures = of_rows(("规章", "1", "", "3"))

    assert ["1", "3"] == row(figures, RULES)
    assert f"{RULES}.repealed" not in figures.answers


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("０", "0"),
        ("1,234", "1234"),
        ("１２，３４５", "12345"),
        ("/", "/"),
        ("－", "－"),
        ("无", "无"),
    ],
)
def test_figures_and_strokes_are_read_as_they_are_typed(printed: str, read_as: str) -> None:
    assert read_as == of_rows(("行政许可", printed)).answers[PERMITS]


@pytest.mark.parametrize("printed", ["1\n2", "3件", "约3", "3（含1件）", "1 2 a"])
def test_a_cell_that_is_no_number_is_a_remark(printed: str) -> None:
    figures = of_rows(("规章", "0", printed, "3"))

    assert ["0", "3"] == row(figures, RULES)
    (remark,) = on(figures, f"{RULES}.repealed")
    assert "unsure" == remark.kind
    assert printed.split("\n")[0] in remark.message


def test_a_row_that_stands_twice_is_said() -> None:
    figures = of_text("规章 1 2 3\n行政许可 4\n规章 5 6 7\n")

    assert ["1", "2", "3"] != row(figures, RULES) or on(figures, RULES)
    assert on(figures, RULES)


def test_a_damaged_label_is_read_with_a_remark() -> None:
    figures = of_text("1.本机关不掌握相关政信息 1 0 0 0 0 0 1\n")

    assert ["1", "0", "0", "0", "0", "0", "1"] == row(figures, "applications.not_held")
    (remark,) = on(figures, "applications.not_held")
    assert "label_typo" == remark.kind
    assert "本机关不掌握相关政信息" in remark.message


def test_a_table_that_is_not_there_is_one_remark() -> None:
    figures = of_text("一、总体情况\n没有表格。\n")

    assert ["proactive_disclosure", "applications", "review_and_litigation"] == [
        r.address for r in figures.remarks
    ]
    assert {"table_missing"} == {r.kind for r in figures.remarks}


def test_a_row_that_is_not_there_is_a_remark() -> None:
    figures = of_text("规章 1 2 3\n")

    assert "proactive_disclosure.administrative_permits" in {
        r.address for r in figures.remarks if r.kind == "missing"
    }


def test_a_single_row_of_other_handling_that_is_zero_is_three_rows_of_zero() -> None:
    figures = of_text("（六）其他处理 0 0 0 0 0 0 0\n（七）总计\n 0 0 0 0 0 0 0\n")

    for name in ("overdue_correction", "overdue_fee", "other"):
        assert ["0"] * 6 == row(figures, f"applications.{name}")
    assert ["old_template"] == [r.kind for r in on(figures, "applications.overdue_correction")]


def test_a_single_row_of_other_handling_that_is_not_zero_is_shown_and_not_copied() -> None:
    figures = of_text("（六）其他处理 2 0 0 0 0 0 2\n（七）总计\n 2 0 0 0 0 0 2\n")

    for name in ("overdue_correction", "overdue_fee", "other"):
        assert f"applications.{name}.natural_person" not in figures.answers
        assert ["0"] * 5 == row(figures, f"applications.{name}")
        (remark,) = on(figures, f"applications.{name}")
        assert "old_template" == remark.kind
        assert "自然人 2" in remark.message


def test_a_blank_total_is_a_remark_and_no_zero() -> None:
    figures = of_rows(("1.属于国家秘密", "1", "0", "0", "0", "0", "0", ""))

    assert ["1", "0", "0", "0", "0", "0"] == row(figures, "applications.state_secret")
    assert ["blank_total"] == [r.kind for r in on(figures, "applications.state_secret.total")]


HEADS = ("行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉")
FIVE = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def test_the_table_of_reviews_is_one_line_of_fifteen() -> None:
    figures = of_rows(HEADS, FIVE * 3, [str(number) for number in range(15)])

    assert [str(number) for number in range(15)] == [
        text
        for name in ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
        for text in row(figures, f"review_and_litigation.{name}")
    ]


def test_a_line_of_fourteen_is_no_table_of_reviews() -> None:
    figures = of_rows(HEADS, FIVE * 3, ["1"] * 14)

    assert not any(a.startswith("review_and_litigation") for a in figures.answers)
    assert [r for r in figures.remarks if r.address == "review_and_litigation"]


@pytest.mark.parametrize(
    ("head", "printed", "amount"),
    [
        ("本年收费金额（单位：元）", "35000", "3.5"),
        ("本年收费金额(单位:元)", "35,000.5", "3.50005"),
        ("本年收费金额\n（单位：元）", "１", "0.0001"),
    ],
)
def test_yuan_becomes_ten_thousand_yuan_with_a_remark(head: str, printed: str, amount: str) -> None:
    figures = of_rows(("信息内容", head), ("行政事业性收费", printed))

    assert amount == figures.answers[FEES]
    (remark,) = on(figures, FEES)
    assert "unit" == remark.kind


@pytest.mark.parametrize("head", ["本年收费金额（单位：万元）", "本年收费金额\n（单位：万\n元）"])
def test_ten_thousand_yuan_stay(head: str) -> None:
    figures = of_rows(("信息内容", head), ("行政事业性收费", "3.5"))

    assert "3.5" == figures.answers[FEES]
    assert [] == on(figures, FEES)


def test_zeros_merged_to_one_cell_are_read_with_a_remark() -> None:
    cells = (
        *(GridCell(0, 1 + at, column.label) for at, column in enumerate(APPLICANTS)),
        GridCell(1, 0, "一、本年新收政府信息公开申请数量"),
        GridCell(1, 1, "0", column_span=7),
        GridCell(2, 0, "二、上年结转政府信息公开申请数量"),
        GridCell(2, 1, "4", column_span=7),
    )
    figures = read(Document((Grid(3, 8, cells, bordered=True),)))

    assert ["0"] * 7 == row(figures, "applications.new_received")
    assert ["merged"] == [r.kind for r in on(figures, "applications.new_received")]
    assert [] == row(figures, "applications.carried_over")


def test_a_head_that_is_worded_like_a_row_is_no_blank_row() -> None:
    figures = of_text(
        "自然人 | 法人或其他组织 | 总计 | |||||||\n（七）总计 | 1 | 0 | 0 | 0 | 0 | 0 | 1 | ||\n"
    )

    assert ["1", "0", "0", "0", "0", "0", "1"] == row(figures, "applications.results_total")
    assert [] == on(figures, "applications.results_total")


def test_a_row_may_stand_behind_the_heading_over_it_on_its_line() -> None:
    figures = of_text("三、本年度办理结果 （一）予以公开 2 0 0 0 0 0 2\n")

    assert ["2", "0", "0", "0", "0", "0", "2"] == row(figures, "applications.granted")


def test_zeros_that_run_together_are_the_zeros_of_a_row() -> None:
    figures = of_text("规章000\n一、本年新收政府信息公开申请数量0000000\n行政规范性文件100\n")

    assert ["0", "0", "0"] == row(figures, RULES)
    assert [] == row(figures, "proactive_disclosure.normative_documents")
    assert ["0"] * 7 == row(figures, "applications.new_received")


def test_yuan_in_brackets_alone_becomes_ten_thousand_yuan() -> None:
    figures = of_text("本年收费金额（元）\n行政事业性收费 35000\n")

    assert "3.5" == figures.answers[FEES]
    assert ["unit"] == [r.kind for r in on(figures, FEES)]


def test_what_stands_before_the_heading_of_a_table_is_no_label_in_it() -> None:
    lines = ("行政事业性收费 0元", FORM.sections[2].label, "一、本年新收政府信息公开申请数量")
    figures = of_text("\n".join((*lines, "1 0 0 0 0 0 1")))

    assert ["1", "0", "0", "0", "0", "0", "1"] == row(figures, "applications.new_received")


def test_a_single_row_of_other_handling_may_end_a_document() -> None:
    figures = of_text("（六）其他处理 0 0 0 0 0 0 0\n")

    assert ["0"] * 6 == row(figures, "applications.other")


@pytest.mark.parametrize("printed", ["27 56", "１ ２", "024", "0 3"])
def test_what_may_be_two_numbers_or_the_end_of_one_is_not_read(printed: str) -> None:
    figures = of_rows(["规章", printed, "2", "3"])

    assert ["2", "3"] == row(figures, RULES)
    assert ["unsure"] == [r.kind for r in on(figures, f"{RULES}.issued")]


def test_a_line_with_what_may_be_two_numbers_is_not_read_at_all() -> None:
    """With the number of the row before it, it has as many figures as it should."""
    assert [] == row(of_text("（一）予以公开\n5 171 0 4 3 12 0190"), "applications.granted")


def test_a_number_alone_below_a_row_makes_its_last_figure_doubtful() -> None:
    figures = of_text("行政许可\t16610\n5\n一、总体情况")

    assert any("单独" in remark.message for remark in on(figures, PERMITS.rpartition(".")[0]))


def test_a_row_before_one_that_lines_lost_may_have_its_figures() -> None:
    lines = ["2.重复申请", *"1000001", "4.无正当理由大量反复申请", *"2000002"]
    figures = of_text("\n".join(lines))

    assert any("下面的" in remark.message for remark in on(figures, "applications.repeated"))


def test_a_blank_in_the_table_of_reviews_is_a_remark() -> None:
    heads = ["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉", *HEADS_OF_REVIEWS * 3]
    figures = of_rows([*heads], ["", "0", *["1"] * 13])

    assert ["blank"] == [
        r.kind for r in on(figures, "review_and_litigation.reconsideration.upheld")
    ]


def test_a_number_on_a_line_before_a_table_is_none_of_its_row() -> None:
    figures = of_text("12\n| 规章 | 1 | 2 | 3 |\n|---|---|---|---|\n")

    assert ["1", "2", "3"] == row(figures, RULES)


def test_the_table_of_reviews_that_moved_by_a_cell_is_not_read() -> None:
    heads = ["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉", *HEADS_OF_REVIEWS * 3]
    moved = of_rows(heads, [*"12003", *"1026", *"00303", ""])

    assert {} == moved.answers
    assert ["unsure"] == [r.kind for r in on(moved, "review_and_litigation")]


@pytest.mark.parametrize(("values", "is_read"), [("2305", False), ("2304", True), ("0000", True)])
def test_a_blank_total_behind_what_may_be_the_total_is_doubted(values: str, is_read: bool) -> None:
    heads = ["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉", *HEADS_OF_REVIEWS * 3]
    figures = of_rows(heads, [*"12003", *"10203", *values, ""])

    name = "review_and_litigation.litigation_after_reconsideration"
    assert ([*values] if is_read else []) == row(figures, name)
    assert is_read == ("unsure" not in [remark.kind for remark in on(figures, name)])


def test_a_row_that_is_scattered_over_lines_is_not_read() -> None:
    assert [] == row(of_text("规章 43 1\n7\n行政规范性文件 4 5 6"), RULES)


def test_a_row_below_one_with_too_many_figures_is_doubted() -> None:
    figures = of_text("行政处罚 7 4\n行政强制 3\n")
    name = "proactive_disclosure.administrative_coercion"

    assert any("上面一行" in remark.message for remark in on(figures, name))


def test_a_line_of_reviews_with_a_blank_and_half_a_number_is_not_read() -> None:
    heads = ["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉", *HEADS_OF_REVIEWS * 3]
    figures = of_rows(heads, ["", "1", "43", "0", "044", *"10203", *"00000"])

    assert {} == figures.answers
