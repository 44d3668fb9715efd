from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdesk.core.grid import lay_out
from gkdesk.core.report import Report
from gkdesk.files import shipped
from gkdesk.files.document import Grid, GridCell, Look
from gkdesk.files.printed import figure, prose
from gkdesk.files.word_reader import read_word
from gkdesk.files.word_writer import write_word
from reports import sound_report
from word_files import (
    DRAWN,
    STRICT_W,
    cell,
    level,
    numbered,
    numbered_list,
    paragraph,
    part,
    parts,
    relations,
    row,
    run,
    span,
    table,
    text_box,
    word_file,
    zipped,
)

RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def blocks(body: str, **others: str) -> list[str | Grid]:
    """What is read from a Word file with a body."""
    return list(read_word(word_file(body, **others)).blocks)


def grid(*rows: str, widths: Sequence[int] = (), properties: str = "") -> Grid:
    """The one grid that is read from a file with one table."""
    (found,) = blocks(table(*rows, widths=widths, properties=properties))
    assert isinstance(found, Grid)
    return found


def places(found: Grid) -> list[tuple[int, int, int, int, str]]:
    """The cells of a grid: row, column, rows, columns and text."""
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in found.cells]


def texts(found: str | Grid) -> list[str]:
    assert isinstance(found, Grid)
    return [one.text for one in found.cells]


# --- text


def test_paragraphs_come_in_order_without_blank_ones() -> None:
    assert blocks(paragraph("甲") + paragraph() + paragraph(" \u3000") + paragraph("乙")) == [
        "甲",
        "乙",
    ]


def test_space_around_a_paragraph_is_layout() -> None:
    assert blocks(paragraph("<w:r><w:tab/></w:r>" + run("\u3000\u3000甲 乙 "))) == ["甲 乙"]


def test_runs_of_a_paragraph_are_one_text() -> None:
    assert blocks(paragraph(run("公开") + "<w:proofErr/>" + run("2") + run("3件"))) == ["公开23件"]


def test_space_that_is_not_preserved_is_formatting_of_the_file() -> None:
    assert blocks("<w:p><w:r><w:t>\n  甲\n  乙 \n</w:t></w:r><w:r><w:t>丙</w:t></w:r></w:p>") == [
        "甲   乙丙"
    ]


@pytest.mark.parametrize(
    ("signs", "text"),
    [
        ("<w:tab/>", "甲\t乙"),
        ("<w:ptab/>", "甲\t乙"),
        ("<w:noBreakHyphen/>", "甲-乙"),
        ("<w:softHyphen/>", "甲乙"),
        ("<w:t>\u00ad</w:t>", "甲乙"),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "甲\uf0fe乙"),
        ('<w:sym w:font="Wingdings" w:char="D800"/>', "甲乙"),
        ('<w:sym w:font="Wingdings" w:char="?"/>', "甲乙"),
        ("<w:lastRenderedPageBreak/>", "甲乙"),
        ('<w:footnoteReference w:id="1"/>', "甲乙"),
        ('<w:commentReference w:id="1"/>', "甲乙"),
        ("<w:delText>丙</w:delText>", "甲乙"),
        ("<w:instrText>PAGE</w:instrText>", "甲乙"),
    ],
)
def test_signs_within_a_run(signs: str, text: str) -> None:
    content = f"<w:r><w:t>甲</w:t>{signs}<w:t>乙</w:t></w:r>"

    assert blocks(paragraph(content)) == [text]


@pytest.mark.parametrize("sign", ["<w:br/>", "<w:cr/>", '<w:br w:type="page"/>'])
def test_a_line_break_ends_a_paragraph_of_the_body(sign: str) -> None:
    content = f"<w:r><w:t>一、总体情况</w:t>{sign}<w:t>本年</w:t></w:r>"

    assert blocks(paragraph(content)) == ["一、总体情况", "本年"]


@pytest.mark.parametrize(
    "around",
    [
        '<w:ins w:id="1" w:author="甲">{}</w:ins>',
        '<w:moveTo w:id="1">{}</w:moveTo>',
        '<w:hyperlink r:id="r1">{}</w:hyperlink>',
        '<w:smartTag w:element="date">{}</w:smartTag>',
        '<w:customXml w:element="a">{}</w:customXml>',
        "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="DATE">{}</w:fldSimple>',
        '<w:bdo w:val="ltr">{}</w:bdo>',
        "<w:smartTag><w:hyperlink><w:ins>{}</w:ins></w:hyperlink></w:smartTag>",
        "<w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt>"
        "<w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
        '<mc:AlternateContent><mc:Choice Requires="x"/>'
        "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
    ],
)
def test_text_within_what_stands_around_runs_is_text(around: str) -> None:
    assert blocks(paragraph(run("甲") + around.format(run("乙")) + run("丙"))) == ["甲乙丙"]


@pytest.mark.parametrize(
    "gone",
    [
        "<w:del>{}</w:del>",
        "<w:moveFrom>{}</w:moveFrom>",
        "<w:ins><w:del>{}</w:del></w:ins>",
        "<w:unknown>{}</w:unknown>",
    ],
)
def test_deleted_text_is_gone(gone: str) -> None:
    assert blocks(paragraph(run("甲") + gone.format(run("乙")) + run("丙"))) == ["甲丙"]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    mark = '<w:rPr><w:del w:id="1"/></w:rPr>'

    assert blocks(paragraph("甲", mark) + paragraph("乙") + paragraph("丙", mark)) == ["甲乙", "丙"]


def test_a_figure_typed_as_a_formula_is_text() -> None:
    assert blocks(paragraph("<m:oMath><m:r><m:t>35</m:t></m:r></m:oMath>")) == ["35"]


HIDING = (
    '<w:style w:type="character" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="character" w:styleId="c"><w:basedOn w:val="a"/>'
    '<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="d"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="e"><w:basedOn w:val="e"/></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "hidden"),
    [
        ("<w:vanish/>", True),
        ('<w:vanish w:val="true"/>', True),
        ('<w:vanish w:val="0"/>', False),
        ('<w:vanish w:val="false"/>', False),
        ('<w:rStyle w:val="a"/>', True),
        ('<w:rStyle w:val="b"/>', True),
        ('<w:rStyle w:val="c"/>', False),
        ('<w:rStyle w:val="a"/><w:vanish w:val="0"/>', False),
        ('<w:rStyle w:val="e"/>', False),
        ("<w:webHidden/>", False),
    ],
)
def test_hidden_text_is_not_read(properties: str, hidden: bool) -> None:
    content = run("甲") + run("乙", properties)

    assert blocks(paragraph(content), styles=HIDING) == ["甲" if hidden else "甲乙"]


def test_paragraphs_of_a_style_that_hides_are_not_read() -> None:
    """Word's own 「窗体顶端」, which comes with text from web pages, is one."""
    body = paragraph("窗体顶端", '<w:pStyle w:val="d"/>') + paragraph("甲")

    assert blocks(body, styles=HIDING) == ["甲"]


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_a_field_shows_its_result_and_not_its_code() -> None:
    code = "<w:r><w:instrText>IF </w:instrText></w:r>"
    inner = field("begin") + code + field("separate") + run("9") + field("end")
    whole = field("begin") + code + inner + field("separate") + run("2024") + field("end")

    assert blocks(paragraph(whole + run("年"))) == ["2024年"]


def test_a_field_that_never_ends_hides_nothing() -> None:
    assert blocks(paragraph(field("begin") + run("甲")) + paragraph("乙")) == ["甲", "乙"]


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    inner = paragraph(run("丙") + text_box(paragraph("丁")))

    assert blocks(paragraph(run("甲") + text_box(paragraph("乙") + inner) + run("甲"))) == [
        "甲甲",
        "乙",
        "丙",
        "丁",
    ]


def test_a_text_box_of_old_word_is_read() -> None:
    box = f"<w:txbxContent>{table(row('1', '2'))}</w:txbxContent>"
    (found,) = blocks(
        paragraph(f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>")
    )

    assert texts(found) == ["1", "2"]


def test_a_text_box_in_a_cell_belongs_to_the_cell() -> None:
    found = grid(row("甲", cell(paragraph(text_box(paragraph("5"))))))

    assert [one.text for one in found.cells] == ["甲", "5"]


def test_what_is_not_the_text_is_left_out() -> None:
    made = parts(
        paragraph("甲")
        + '<w:altChunk r:id="r9"/><w:bookmarkStart/><w:del><w:p/></w:del>'
        + '<w:sectPr><w:headerReference r:id="r8"/></w:sectPr>'
    )
    for name, root in (("header1", "hdr"), ("footnotes", "footnotes"), ("comments", "comments")):
        made[f"word/{name}.xml"] = part(root, paragraph("乙"))

    assert list(read_word(zipped(made)).blocks) == ["甲"]


def test_content_controls_and_insertions_stand_around_anything() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    rows = control(row(control(cell("1")), "2")) + f"<w:ins>{row('3', '4')}</w:ins>"
    found = blocks(
        control(paragraph("甲") + table(rows)) + f"<w:customXml>{paragraph('乙')}</w:customXml>"
    )

    assert found[0] == "甲"
    assert texts(found[1]) == ["1", "2", "3", "4"]
    assert found[2] == "乙"


# --- automatic numbers


def test_headings_are_numbered_as_word_shows_them() -> None:
    lists = numbered_list(
        7,
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3."),
        level(3, "decimal", "（%1.%2.%4）", "<w:isLgl/>"),
    )
    body = "".join(
        numbered(text, 7, depth)
        for text, depth in (
            *(("总体情况", 0), ("主动公开", 1), ("制度", 2), ("2024年", 2), ("依申请", 1)),
            *(("制度", 2), ("细目", 3), ("主动公开政府信息情况", 0), ("规章", 1)),
        )
    )

    assert blocks(body, numbering=lists) == [
        "一、总体情况",
        "（一）主动公开",
        "1.制度",
        "2. 2024年",
        "（二）依申请",
        "1.制度",
        "（1.2.1）细目",
        "二、主动公开政府信息情况",
        "（一）规章",
    ]


@pytest.mark.parametrize(
    ("form", "eleventh"),
    [
        ("decimal", "11"),
        ("japaneseCounting", "十一"),
        ("ideographDigital", "一一"),
        ("chineseLegalSimplified", "壹拾壹"),
        ("decimalEnclosedCircleChinese", "⑪"),
        ("decimalEnclosedParen", "⑾"),
        ("decimalFullWidth", "１１"),
        ("decimalZero", "11"),
        ("ideographTraditional", "11"),
        ("upperRoman", "XI"),
        ("lowerLetter", "k"),
        ("none", ""),
        ("bullet", None),
        ("of a later Word", "11"),
    ],
)
def test_formats_of_numbers(form: str, eleventh: str | None) -> None:
    start = level(0, form, "%1、").replace('start w:val="1"', 'start w:val="11"')
    number = "" if eleventh is None else f"{eleventh}、"

    assert blocks(numbered("甲", 1), numbering=numbered_list(1, start)) == [f"{number}甲"]


def test_styles_number_their_paragraphs() -> None:
    lists = numbered_list(
        3,
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="h1"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="h2"/>'),
    )
    number = '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="h1">{number}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="h2"><w:basedOn w:val="h1"/></w:style>'
    )
    first, second = '<w:pStyle w:val="h1"/>', '<w:pStyle w:val="h2"/>'
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        *(paragraph("甲", first), paragraph("乙", second), paragraph("丙", second)),
        *(paragraph("丁", first + none), paragraph("戊", first)),
    )

    assert blocks("".join(body), styles=styles, numbering=lists) == [
        "一、甲",
        "（一）乙",
        "（二）丙",
        "丁",
        "二、戊",
    ]


def test_lists_share_numbers_unless_they_start_anew() -> None:
    anew = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    lists = numbered_list(1, level(0, "decimal", "%1."), more=anew)
    body = "".join(numbered("甲", number) for number in (1, 2, 3, 3))

    assert blocks(body, numbering=lists) == ["1.甲", "2.甲", "1.甲", "2.甲"]


def test_a_list_may_have_its_levels_from_a_list_style() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="s"/>'
        f"{level(0, 'decimal', '%1)')}</w:abstractNum>"
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    )

    assert blocks(numbered("甲", 5), numbering=lists) == ["1)甲"]


def test_a_number_alone_in_a_cell_is_its_text() -> None:
    lists = numbered_list(1, level(0, "decimal", "%1"))
    body = table(row(cell(numbered("", 1)), "甲"), row(cell(numbered("", 1)), "乙"))
    (found,) = blocks(body, numbering=lists)

    assert texts(found) == ["1", "甲", "2", "乙"]


def test_a_list_that_does_not_exist_numbers_nothing() -> None:
    assert blocks(numbered("甲", 4), numbering=numbered_list(1, level(0, "decimal", "%1"))) == [
        "甲"
    ]
    assert blocks(numbered("甲", 4)) == ["甲"]


# --- tables


def test_cells_merged_over_columns_and_rows_stand_once() -> None:
    found = grid(
        row(cell("角", span(2) + RESTART), cell("申请人情况", span(2))),
        row(cell("不看", span(2) + CONTINUE), "自然人", "总计"),
        row(cell("新收", RESTART), "甲", "1", "2"),
        row(cell("", '<w:vMerge w:val="continue"/>'), "乙", "3", "4"),
    )

    assert (found.rows, found.columns) == (4, 4)
    assert places(found) == [
        (0, 0, 2, 2, "角"),
        (0, 2, 1, 2, "申请人情况"),
        (1, 2, 1, 1, "自然人"),
        (1, 3, 1, 1, "总计"),
        (2, 0, 2, 1, "新收"),
        (2, 1, 1, 1, "甲"),
        (2, 2, 1, 1, "1"),
        (2, 3, 1, 1, "2"),
        (3, 1, 1, 1, "乙"),
        (3, 2, 1, 1, "3"),
        (3, 3, 1, 1, "4"),
    ]


def test_the_grid_of_the_file_may_be_wrong_or_missing() -> None:
    for widths in ((), (100,), (1, 2, 3, 4, 5), (0, 0)):
        assert places(grid(row("1", "2"), row("3", "4"), widths=widths)) == [
            (0, 0, 1, 1, "1"),
            (0, 1, 1, 1, "2"),
            (1, 0, 1, 1, "3"),
            (1, 1, 1, 1, "4"),
        ]


def test_who_goes_on_with_nothing_is_a_cell_of_its_own() -> None:
    found = grid(
        row(cell("甲", CONTINUE), "1"),
        row(cell("", CONTINUE), "2"),
        row(cell("乙", span(2))),
        row(cell("丙", CONTINUE), "3"),
        row(cell("丁", RESTART + span(2))),
        row(cell("戊", CONTINUE), cell("己", CONTINUE)),
    )

    assert places(found) == [
        (0, 0, 2, 1, "甲"),
        (0, 1, 1, 1, "1"),
        (1, 1, 1, 1, "2"),
        (2, 0, 1, 2, "乙"),
        (3, 0, 1, 1, "丙"),
        (3, 1, 1, 1, "3"),
        (4, 0, 1, 2, "丁"),
        (5, 0, 1, 1, "戊"),
        (5, 1, 1, 1, "己"),
    ]


def test_columns_merged_in_the_way_of_word_97() -> None:
    start, goes_on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    found = grid(
        row(cell("甲", start), cell("", goes_on), cell("", goes_on), "乙"),
        row("1", "2", "3", "4"),
        row(cell("5", goes_on), "6", "7", "8"),
    )

    assert places(found)[:2] == [(0, 0, 1, 3, "甲"), (0, 3, 1, 1, "乙")]
    assert (2, 0, 1, 1, "5") in places(found)


def test_a_row_may_begin_and_end_within_the_grid() -> None:
    found = grid(
        row("1", "2", "3"),
        row("4", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        row("5"),
    )

    assert (found.rows, found.columns) == (3, 3)
    assert places(found)[3:] == [(1, 1, 1, 1, "4"), (2, 0, 1, 1, "5")]


def test_unequal_rows_are_placed_by_their_widths() -> None:
    """Tables from web pages have one wide cell over narrow ones, and no span."""

    def wide(text: str, width: int) -> str:
        return cell(text, f'<w:tcW w:w="{width}" w:type="dxa"/>')

    found = grid(
        row(wide("合计", 4005)),
        row(*(wide(text, 1000) for text in "1234")),
        row(wide("左", 1990), wide("右", 2010)),
    )

    assert found.columns == 4
    assert places(found) == [
        (0, 0, 1, 4, "合计"),
        *((1, column, 1, 1, str(column + 1)) for column in range(4)),
        (2, 0, 1, 2, "左"),
        (2, 2, 1, 2, "右"),
    ]


def test_widths_that_do_not_agree_place_nothing() -> None:
    wide = '<w:tcW w:w="1000" w:type="dxa"/>'
    found = grid(row(cell("1", wide)), row(cell("2", wide), cell("3", wide)))

    assert places(found) == [(0, 0, 1, 1, "1"), (1, 0, 1, 1, "2"), (1, 1, 1, 1, "3")]


def test_columns_of_no_width_are_not_there() -> None:
    """A line that was dragged a little leaves one, and the figure would miss its label."""
    found = grid(
        row("甲", cell("乙", span(2)), "丙"),
        row(cell("1", span(2)), "2", "3"),
        widths=(2000, 20, 1980, 2000),
    )

    assert found.columns == 3
    assert [place[:4] for place in places(found)] == [
        (r, c, 1, 1) for r in range(2) for c in range(3)
    ]


def test_a_column_of_no_width_stays_if_a_cell_stands_in_it_alone() -> None:
    assert grid(row("1", "2", "3"), widths=(2000, 20, 1980)).columns == 3


def test_deleted_and_hidden_rows_and_deleted_cells_are_gone() -> None:
    found = grid(
        row("1", "2"),
        row("不", "看", properties='<w:del w:id="1"/>'),
        row("不", "看", properties="<w:hidden/>"),
        row("3", cell("不看", "<w:cellDel/>"), "4", properties='<w:ins w:id="2"/>'),
    )

    assert [one.text for one in found.cells] == ["1", "2", "3", "4"]
    assert (found.rows, found.columns) == (2, 2)


def test_a_tracked_merge_counts() -> None:
    found = grid(
        row(cell("甲", '<w:cellMerge w:vMerge="rest"/>'), "1"),
        row(cell("", '<w:cellMerge w:vMerge="cont"/>'), "2"),
    )

    assert places(found)[0] == (0, 0, 2, 1, "甲")


def test_paragraphs_and_lines_of_a_cell_are_its_lines() -> None:
    content = (
        paragraph("甲") + paragraph() + paragraph("<w:r><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>")
    )

    assert texts(grid(row(cell(content), "1")))[0] == "甲\n乙\n丙"


def test_blank_cells_have_no_text() -> None:
    assert texts(grid(row("", " ", "<w:tc/>", "0"))) == ["", "", "", "0"]


def test_a_table_in_a_cell_follows_as_a_grid_of_its_own() -> None:
    inner = cell(paragraph("乙") + table(row("1", "2")) + paragraph("丙"))
    outer, found = blocks(table(row("甲", inner), row("丁", "戊")))

    assert texts(outer) == ["甲", "乙\n丙", "丁", "戊"]
    assert texts(found) == ["1", "2"]


@pytest.mark.parametrize(
    "frame",
    [
        lambda inner: table(row(cell(inner))),
        lambda inner: table(row(cell(table(row(cell(inner)))))),
        lambda inner: table(row("", cell(inner), ""), row("", "", "")),
    ],
)
def test_a_table_that_only_holds_others_in_place_is_no_grid(frame: object) -> None:
    assert callable(frame)
    inner = paragraph("甲") + table(row("1", "2")) + paragraph("乙")
    first, found, last = blocks(frame(inner))

    assert (first, last) == ("甲", "乙")
    assert texts(found) == ["1", "2"]


def test_a_frame_in_a_cell_of_a_table_is_text_of_the_cell() -> None:
    assert texts(grid(row("甲", cell(table(row("5")) + paragraph())))) == ["甲", "5"]


def test_tables_without_cells_are_nothing() -> None:
    assert blocks(table() + table(row()) + "<w:tbl/>" + paragraph("甲")) == ["甲"]


ALL = f"<w:tblBorders>{DRAWN}</w:tblBorders>"
NIL = DRAWN.replace("single", "nil")


def with_borders(drawn: str) -> str:
    return cell("1", f"<w:tcBorders>{drawn}</w:tcBorders>")


@pytest.mark.parametrize(
    ("properties", "one_cell", "bordered"),
    [
        (ALL, "1", True),
        ("", "1", False),
        ('<w:tblStyle w:val="a"/>', "1", None),
        ('<w:tblStyle w:val="a"/>' + ALL, "1", True),
        (ALL.replace('insideV w:val="single"', 'insideV w:val="none"'), "1", False),
        (ALL.replace('"auto"', '"FFFFFF"'), "1", False),
        (ALL, with_borders(DRAWN), True),
        (ALL, with_borders('<w:left w:val="nil"/>'), False),
        (ALL, with_borders('<w:right w:val="nil"/>'), True),
        ("", with_borders(DRAWN), False),
        ('<w:tblStyle w:val="a"/>', with_borders(DRAWN), None),
        ('<w:tblStyle w:val="a"/>', with_borders(NIL), False),
    ],
)
def test_whether_all_lines_are_drawn(properties: str, one_cell: str, bordered: bool | None) -> None:
    """A line between two cells is drawn if one of them draws it."""
    assert grid(row(one_cell, "2"), row("3", "4"), properties=properties).bordered is bordered


def test_lines_may_be_drawn_by_the_cells_alone() -> None:
    sides = "".join(f'<w:{side} w:val="single"/>' for side in ("start", "top", "end", "bottom"))
    drawn = f"<w:tcBorders>{sides}</w:tcBorders>"
    found = grid(
        row(cell("1", drawn + RESTART), cell("2", drawn)),
        row(cell("", drawn + CONTINUE), cell("3", drawn)),
    )

    assert found.bordered is True


def test_a_row_may_have_other_lines_than_its_table() -> None:
    exceptions = f"<w:tblPrEx><w:tblBorders>{NIL}</w:tblBorders></w:tblPrEx>"
    other = row("3", "4").replace("<w:tr>", f"<w:tr>{exceptions}")

    assert grid(row("1", "2"), other, properties=ALL).bordered is False


# --- kinds of files


def test_the_strict_kind_of_the_standard_is_read_alike() -> None:
    found = blocks(paragraph("甲") + table(row("1", "2")), namespace=STRICT_W)

    assert found[0] == "甲"
    assert texts(found[1]) == ["1", "2"]


def test_the_text_may_be_in_a_part_of_another_name() -> None:
    made = parts(numbered("甲", 1), numbering=numbered_list(1, level(0, "decimal", "%1、")))
    made["正文/text2.xml"] = made.pop("word/document.xml")
    made["lists.xml"] = made.pop("word/numbering.xml")
    made["_rels/.rels"] = relations({"officeDocument": "/%E6%AD%A3%E6%96%87/text2.xml"})
    made["正文/_rels/text2.xml.rels"] = relations({"numbering": "../lists.xml"})

    assert list(read_word(zipped(made)).blocks) == ["1、甲"]


def test_names_of_parts_may_have_backslashes_and_other_letters() -> None:
    made = parts(paragraph("甲"))
    made["Word\\Document.xml"] = made.pop("word/document.xml")

    assert list(read_word(zipped(made)).blocks) == ["甲"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_parts_in_other_encodings_are_read(encoding: str) -> None:
    made = parts(paragraph("甲"))
    named = {"utf-8-sig": "UTF-8", "gb18030": "GBK"}.get(encoding, encoding.upper())
    text = str(made["word/document.xml"]).replace('encoding="UTF-8"', f'encoding="{named}"')
    made["word/document.xml"] = text.encode(encoding)

    assert list(read_word(zipped(made)).blocks) == ["甲"]


def test_a_word_file_has_paragraphs_and_no_lines() -> None:
    assert read_word(word_file(paragraph("甲"))).lines is False


# --- what we wrote ourselves


def full_report() -> Report:
    report = sound_report()
    for number, address in enumerate(one.address for one in report.form.typed):
        report.set(address, str(number * 7 % 991))
    return report


def test_our_own_export_is_read_back_cell_by_cell() -> None:
    report = full_report()
    found = read_word(write_word(report))
    sections = [section for section in report.form.sections if not section.is_prose]
    expected = []
    for section in sections:
        drawn = lay_out(report.form, section)
        cells = tuple(
            GridCell(
                one.row,
                one.column,
                figure(report, one.address) if one.address else one.text,
                one.row_span,
                one.column_span,
            )
            for one in drawn.cells
        )
        expected.append(Grid(drawn.rows, drawn.columns, cells, bordered=True))

    assert list(found.grids) == expected


def test_our_own_export_is_read_back_paragraph_by_paragraph() -> None:
    report = full_report()
    found = [one for one in read_word(write_word(report)).blocks if isinstance(one, str)]
    form = shipped.form("2021")
    for section in (form.preface, *form.sections):
        for one in prose(report, section) if section.is_prose else ():
            assert one.text in found
    assert [one.label for one in form.sections] == [
        one for one in found if one in {section.label for section in form.sections}
    ]


# --- random grids


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A grid in which some rectangles are merged."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    taken: set[tuple[int, int]] = set()
    cells = []
    for top in range(rows):
        for left in range(columns):
            if (top, left) in taken:
                continue
            high, wide = draw(st.integers(1, rows - top)), draw(st.integers(1, columns - left))
            covered = {(r, c) for r in range(top, top + high) for c in range(left, left + wide)}
            if covered & taken:
                high = wide = 1
                covered = {(top, left)}
            taken |= covered
            text = draw(st.sampled_from(["", "0", "12", "规章", "（一）予以公开\n甲", "<&>"]))
            cells.append(GridCell(top, left, text, high, wide))
    return Grid(rows, columns, tuple(cells), bordered=True)


def written(drawn: Grid, *, continued: str) -> str:
    """The table of a grid."""
    rows = []
    for number in range(drawn.rows):
        line = []
        for one in sorted(drawn.cells, key=lambda one: one.column):
            if not one.row <= number < one.row + one.row_span:
                continue
            merge = ""
            if one.row_span > 1:
                merge = RESTART if number == one.row else continued
            lines = one.text.split("\n") if number == one.row else [""]
            text = "".join(paragraph(run(line)) for line in lines)
            line.append(cell(text, span(one.column_span) + merge))
        rows.append(row(*line))
    return table(*rows, properties=ALL)


@given(grids(), st.sampled_from([CONTINUE, '<w:vMerge w:val="continue"/>']))
def test_what_is_merged_is_read_as_it_was(drawn: Grid, continued: str) -> None:
    found = blocks(written(drawn, continued=continued))

    if len(drawn.cells) == 1:
        assert found == [line for line in drawn.cells[0].text.split("\n") if line]
    else:
        assert found == [drawn]


# --- looks


STYLES = (
    '<w:style w:styleId="1"><w:name w:val="Heading 1"/></w:style>'
    '<w:style w:styleId="a"><w:name w:val="Body Text"/></w:style>'
)


def test_the_style_of_a_paragraph_is_kept_by_the_name_that_all_programs_know() -> None:
    """Its id is the program's own, and WPS writes numbers."""
    one, two, three = (f'<w:pStyle w:val="{style}"/>' for style in ("1", "a", "Lost"))
    body = paragraph("甲", one) + table(row("乙", "丙")) + paragraph("丁", two)
    found = read_word(word_file(body + paragraph("戊", three) + paragraph("己"), styles=STYLES))

    expected = {0: "heading 1", 2: "body text", 3: "lost", 4: ""}
    assert expected == {block: look.style for block, look in found.looks.items()}


@pytest.mark.parametrize(
    ("content", "properties", "look"),
    [
        ("甲", '<w:jc w:val="center"/>', Look(placed=True, side="center")),
        ("甲", '<w:jc w:val="end"/>', Look(placed=True, side="right")),
        ("甲", '<w:ind w:left="0" w:right="640"/>', Look(placed=True, right=640)),
        ("甲", '<w:ind w:start="0" w:end="640"/>', Look(placed=True, right=640)),
        ("甲", '<w:ind w:firstLine="9000"/>', Look(placed=True)),
        ("  甲", "", Look(placed=True, text="  甲")),
        ("甲", "<w:keepNext/>", Look()),
    ],
)
def test_where_a_paragraph_puts_itself_is_kept(content: str, properties: str, look: Look) -> None:
    found = read_word(word_file(paragraph(run(content), properties)))

    assert {0: look} == found.looks


def test_a_paragraph_of_several_lines_is_kept_whole_at_its_first() -> None:
    body = paragraph(run("甲 ") + "<w:r><w:br/></w:r>" + run(" 乙")) + paragraph("丙")
    found = read_word(word_file(body))

    assert ("甲", "乙", "丙") == found.blocks
    assert {0: Look(text="甲 \n 乙", lines=2), 2: Look()} == found.looks


def test_looks_are_no_part_of_what_is_read() -> None:
    """They say nothing, and two files that say the same are equal."""
    right = read_word(word_file(paragraph("甲", '<w:jc w:val="right"/>')))

    assert read_word(word_file(paragraph("甲"))) == right
