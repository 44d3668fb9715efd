"""Web pages are read as a browser shows them: paragraphs, and grids with their merged cells."""

from __future__ import annotations

import time
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn_grids import DOCUMENTS, MUTATIONS, damaged, grids, rows_of, survives
from gkdesk.errors import UserError
from gkdesk.files.document import Document, Grid, GridCell
from gkdesk.files.html_reader import read_html, read_html_text


def blocks(page: str) -> tuple[str | Grid, ...]:
    """What a fragment holds."""
    document = read_html_text(page)
    assert not document.lines
    return document.blocks


def grid(page: str) -> Grid:
    """The one grid of a fragment."""
    (found,) = blocks(page)
    assert isinstance(found, Grid)
    assert found.bordered is None
    return found


def cells(page: str) -> list[tuple[int, int, str, int, int]]:
    """The cells of the one grid of a fragment."""
    return [
        (one.row, one.column, one.text, one.row_span, one.column_span) for one in grid(page).cells
    ]


PARAGRAPHS = {
    "<p>一<p>二</p>三": ("一", "二", "三"),
    "甲<br>乙<BR/>丙": ("甲", "乙", "丙"),
    "<div>一<div>二</div>三</div>": ("一", "二", "三"),
    "<ul><li>一<li>二</ul><h1>三</h1><dl><dt>四<dd>五</dl>": ("一", "二", "三", "四", "五"),
    "<p>第<b>一</b><span>项</span></p>": ("第一项",),
    "<p>一 \n\t 二  3\n4</p>": ("一二 3 4",),
    "<pre>一  a\n二</pre>": ("一  a", "二"),
    "<title>标题</title><body>正文": ("标题", "正文"),
    "&lt;1&gt;&nbsp;&ldquo;二&rdquo;&#19977;&#x56DB;&amp;": ("<1> “二”三四&",),
    "\u3000\u3000政府\u3000信息\u200b公开&shy;\ufeff": ("政府\u3000信息公开",),
    "3 < 5 <= 6 <>": ("3 < 5 <= 6 <>",),
    "a&#0;b&#xD800;c\ud800d\0e": ("a\ufffdb\ufffdcde",),
    f"&#{'9' * 5000};x": ("\ufffdx",),
    "": (),
    "  \n ": (),
}


@pytest.mark.parametrize(("page", "expected"), PARAGRAPHS.items())
def test_texts_become_paragraphs(page: str, expected: tuple[str, ...]) -> None:
    """Each block of text is one, and so is each line that a br ends."""
    assert expected == blocks(page)


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>if (a<b) '<p>x</p>'</script>",
        "<style>p{}</style>",
        "<noscript><p>x</noscript>",
        "<template><p>x</p></template>",
        "<!-- <p>x</p> -->",
        "<!--[if gte mso 9]><xml><w:View>x</w:View></xml><![endif]-->",
        "<xml><w:View>x</w:View></xml>",
        "<![if !supportLists]><![endif]>",
        "<?xml version='1.0'?>",
        "<!DOCTYPE html>",
        "<p style='color:red; DISPLAY : none'>x</p>",
        "<div hidden><p>x<table><tr><td>y</table></div>",
        "<table style='display:none'><tr><td>x</table>",
        "<select><option>x</select><textarea>x</textarea>",
        "<del>x</del><s>x</s><span style='text-decoration: line-through'>x</span>",
        "<ruby><rt>x</rt></ruby>",
        "<iframe>x</iframe>",
        "</ x><//>",
    ],
)
def test_what_a_browser_hides_is_left_out(hidden: str) -> None:
    """What stands before and after stays."""
    assert ("前", "后") == blocks(f"<p>前</p>{hidden}<p>后</p>")


def test_what_is_hidden_ends_with_the_element_around_it() -> None:
    """A missing end tag hides no more than a browser would hide."""
    assert ("后",) == blocks("<div><span style='display:none'>x</div>后")
    assert ("后",) == blocks("<p hidden>x<p>后")
    assert ("后",) == blocks("<ul><li hidden>x<li>后</ul>")
    assert [(0, 0, "后", 1, 1)] == cells("<table><tr><td hidden>x<td>后</table>")


def test_marks_of_notes_are_no_digits() -> None:
    """A raised 1 after a 3 must not make it 31."""
    assert ("3^1", "m2", "3") == blocks("<p>3<sup>1</sup><p>m<sup>2</sup><p>3<sup></sup>")


def test_a_line_break_in_the_source_is_no_space_between_han() -> None:
    """Word breaks the source of a page where it likes."""
    assert ("行政规范性文件 12 34",) == blocks("<p>行政规\n  范性文件 12\n34</p>")


def test_spans_are_those_of_browsers() -> None:
    """The head of table three."""
    found = cells(
        "<table><tr><td colspan=2 rowspan=2>勾稽<td colspan=2>情况</tr>"
        "<tr><td>甲<td>乙</tr><tr><td rowspan=2>三<td>一<td>1<td>2<tr><td>二<td>3<td>4</table>"
    )

    assert (0, 0, "勾稽", 2, 2) == found[0]
    assert [(0, 2, "情况", 1, 2), (1, 2, "甲", 1, 1), (1, 3, "乙", 1, 1)] == found[1:4]
    assert [(2, 0, "三", 2, 1), (2, 1, "一", 1, 1)] == found[4:6]
    assert [(3, 1, "二", 1, 1), (3, 2, "3", 1, 1), (3, 3, "4", 1, 1)] == found[8:]


@pytest.mark.parametrize(
    ("attribute", "rows", "columns"),
    [
        ("rowspan=0", 3, 1),
        ("rowspan=1000000000", 3, 1),
        ("rowspan=' +2x'", 2, 1),
        ("rowspan=-2", 1, 1),
        ("rowspan=two", 1, 1),
        ("rowspan=٢", 1, 1),
        ("colspan=0", 1, 1),
        ("colspan=1000000000", 1, 2),
        ("colspan=100", 1, 2),
        ("COLSPAN = \"2\" colspan='1'", 1, 2),
        (f"rowspan={'9' * 5000}", 3, 1),
    ],
)
def test_odd_spans_are_read_as_browsers_read_them(attribute: str, rows: int, columns: int) -> None:
    """Up to the end of the rows, and no wider than anybody sees."""
    page = f"<table><tr><td {attribute}>一<tr><td>二<td>三<tr><td>四<td>五</table>"
    found = grid(page)

    assert (rows, columns) == (found.cells[0].row_span, found.cells[0].column_span)
    assert 3 == found.rows


def test_cells_that_would_overlap_do_not() -> None:
    """One that reaches under another from above ends before it, and the next stands as drawn."""
    found = cells("<table><tr><td>一<td rowspan=2>二<td>三<tr><td colspan=3>四<td>五</table>")

    assert [(1, 0, "四", 1, 1), (1, 3, "五", 1, 1)] == found[3:]


def test_heads_come_first_and_feet_last() -> None:
    """Wherever they stand in the page; a span ends with its group."""
    page = (
        "<table><tfoot><tr><td>脚</tfoot><tbody><tr><td rowspan=9>体<td>1<tr><td>2</tbody>"
        "<thead><tr><td>头</thead><tbody><tr><td>末</table>"
    )
    found = cells(page)

    assert ["头", "体", "1", "2", "末", "脚"] == [text for _, _, text, _, _ in found]
    assert (1, 0, "体", 2, 1) == found[1]


def test_missing_end_tags_are_understood() -> None:
    """HTML never asked for them."""
    page = "<table><thead><tr><th>一<th>二<tbody><tr><td><p>3<p>4<td>5<tr><td>6</table>后"
    found, after = blocks(page)

    assert isinstance(found, Grid)
    assert [["一", "二"], ["3\n4", "5"], ["6"]] == rows_of(found)
    assert "后" == after


def test_a_table_that_holds_a_table_is_layout() -> None:
    """Its contents come in order, as if it were not there."""
    page = (
        "<table><caption>题</caption><tr><td>左<p>栏</td><td>上<table><tr><td>1<td>2</table>下"
        "<tr><td><table><tr><td><table><tr><td>深</table></table></table>"
    )
    found = blocks(page)

    assert ["题", "左", "栏", "上", "下"] == [one for one in found if isinstance(one, str)]
    assert [[["1", "2"]], [["深"]]] == [rows_of(one) for one in found if isinstance(one, Grid)]
    assert isinstance(found[4], Grid)


def test_text_between_cells_comes_before_the_table() -> None:
    """As in a browser; nothing is lost."""
    assert ("题", "外", "题二") == tuple(
        one
        for one in blocks("题<table>外<tr><td>1</table>题二<table></table>")
        if isinstance(one, str)
    )


def test_rows_of_a_fragment_without_their_table_are_a_table() -> None:
    """Some programs put only the copied rows on the clipboard."""
    assert [["1", "2"], ["3"]] == rows_of(grid("<tr><td>1<td>2<tr><td>3"))
    assert [["1", "2"]] == rows_of(grid("<td>1</td><td>2</td>"))


def test_hidden_rows_and_columns_are_left_out() -> None:
    """As Excel's pages have them."""
    page = (
        "<table><tr style='display:none'><td>x<tr><td>1<td style='display:none'>x<td>2"
        "<tbody hidden><tr><td>x</tbody><tr height=0><td><td></tr></table>"
    )
    assert [["1", "2"]] == rows_of(grid(page))


def test_the_pages_of_word_are_read() -> None:
    """Empty o:p elements, conditional comments, lists as texts."""
    page = (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body><p class=MsoNormal>"
        "<span lang=EN-US>2024</span>年<o:p></o:p></p><p class=MsoListParagraph>"
        "<![if !supportLists]><span>（1）<span>&nbsp;&nbsp;</span></span><![endif]>收费<o:p/></p>"
        "<table class=MsoTableGrid><tr><td><p>3<o:p>&nbsp;</o:p></p></td></tr></table>"
    )
    first, second, third = blocks(page)

    assert ("2024年", "（1）  收费") == (first, second)
    assert isinstance(third, Grid)
    assert [["3"]] == rows_of(third)


def test_the_head_of_the_clipboard_is_no_text() -> None:
    """Windows puts the places of the fragment before the page."""
    head = (
        "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000201\r\nStartFragment:0000000141\r\n"
    )

    assert ("甲",) == blocks(f"{head}<html><body><!--StartFragment-->甲<!--EndFragment-->")


CHARSETS = {
    "BOM": "\ufeff<p>总计</p>".encode(),
    "BOM of UTF-16": "<p>总计</p>".encode("utf-16"),
    "none, UTF-8": "<p>总计</p>".encode(),
    "none, GBK": "<p>总计</p>".encode("gbk"),
    "http-equiv": (
        '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>总计'.encode("gbk")
    ),
    "short": "<meta charset=GBK><p>总计".encode("gbk"),
    "wrong": "<meta charset='gb2312'><p>总计，".encode(),
    "unknown": "<meta charset='klingon'><p>总计".encode(),
    "not of text": "<meta charset='hex'><p>总计".encode(),
    "XML": '<?xml version="1.0" encoding="GB2312"?><p>总计</p>'.encode("gbk"),
    "Big5": "<meta charset=big5><p>總計".encode("big5"),
    "late": ("<!--" + "x" * 2000 + "--><meta charset=gb2312><p>总计").encode("gbk"),
}


@pytest.mark.parametrize("data", CHARSETS.values(), ids=CHARSETS.keys())
def test_the_charset_is_found(data: bytes) -> None:
    """By mark, by what the page says if that can be, or by trying."""
    assert read_html(data).blocks in (("总计",), ("总计，",), ("總計",))


def test_one_damaged_sign_does_not_make_a_page_unreadable() -> None:
    """It is shown as damage."""
    for charset in ("utf-8", "gb18030"):
        data = ("公开" * 40).encode(charset) + b"\xff" + ("信息" * 40).encode(charset)

        assert "公开" * 40 + "\ufffd" + "信息" * 40 == read_html(data).blocks[0]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + b"\0" * 50,
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\x89PNG\r\n",
        b"{\\rtf1 x}",
        bytes(range(256)) * 9,
        b"a\0b\0c\0d\0e\0",
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """A wrong suffix does not make a page."""
    with pytest.raises(UserError, match=r"不是文字文件.*另存为 \.docx"):
        read_html(data)


def test_a_web_archive_is_refused_with_advice() -> None:
    """Its page is packed in a way of mails."""
    with pytest.raises(UserError, match="仅 HTML"):
        read_html_text("From: <WPS>\nMIME-Version: 1.0\nContent-Type: multipart/related; x\n\nx")


HOSTILE = {
    "deep": "<div>" * 100_000 + "x",
    "deep with ends": "<b>" * 100_000 + "</i>" * 100_000 + "x",
    "deep tables": "<table><tr><td>" * 100_000,
    "deep lists": "<ul><li>" * 100_000,
    "many tags": "<b>" * 1_000_000,
    "many cells": "<table>" + "<tr>" + "<td>1" * 1_000_000,
    "many rows": "<table>" + "<tr><td>1<td>2" * 120_000,
    "wide": "<table>" + "<td colspan=1000>" * 199_000,
    "high and wide": "<table><tr>" + "<td colspan=1000 rowspan=0>" * 390 + "<tr><td>" * 60_000,
    "a wide row of many": "<table><tr>" + "<td>" * 1000 + "<tr><td>" * 1000,
    "unclosed tags": "<a " * 1_000_000,
    "unclosed quotes": "<a b='" * 1_000_000,
    "unclosed comments": "<!--" * 1_000_000,
    "unclosed declarations": "<!" * 1_000_000,
    "unclosed ends": "</" * 1_000_000,
    "unclosed scripts": "<script>" * 500_000,
    "signs": "<" * 1_000_000,
    "entities": "&" * 1_000_000 + "&#x" * 1_000_000,
    "spaces": "一" + " " * 3_000_000 + "二",
    "spaces in a tag": "<a" + " " * 3_000_000,
    "equal signs": "<a" + "=" * 3_000_000,
    "styles": "<p style='" + "text-decoration:;" * 100_000 + "'>",
    "too long": "x" * (21 << 20),
    "spaces before": " \n" * 1_000_000,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_end_soon(page: str) -> None:
    """With a document or a sentence, in a second or two."""
    begin = time.process_time()
    survives(read_html, page.encode())

    assert time.process_time() - begin < 4


def test_a_table_of_a_million_cells_is_refused() -> None:
    """The sentence says what to do."""
    with pytest.raises(UserError, match=r"表格太大.*新文件"):
        read_html_text(HOSTILE["many cells"])


def test_tables_nested_without_end_are_refused() -> None:
    """Ninety are read."""
    assert [["x"]] == rows_of(grid("<table><tr><td>" * 90 + "x"))
    with pytest.raises(UserError, match="一层套一层"):
        read_html_text(HOSTILE["deep tables"])


def official(document: Document) -> list[tuple[int, int, int]]:
    """The sizes of a document's grids, and how many cells each has."""
    return [(one.rows, one.columns, len(one.cells)) for one in document.grids]


def test_a_published_page_is_read() -> None:
    """杭州 2025: three tables between their headings."""
    document = read_html((DOCUMENTS / "hangzhou_2025.html").read_bytes())
    second = list(document.grids)[1]

    assert [(14, 4, 30), (28, 10, 217), (4, 15, 39)] == official(document)
    assert "测试市2025年政府信息公开工作年度报告" == document.blocks[0]
    assert "三、收到和处理政府信息公开申请情况" == document.blocks[8]
    assert GridCell(5, 0, "三、本年度办理结果", 22, 1) in second.cells
    assert GridCell(3, 3, "13612") in second.cells
    assert GridCell(27, 9, "819") in second.cells


def test_the_official_form_as_a_page_of_libreoffice_is_read() -> None:
    """淮安 2024: XHTML with paragraphs in the cells."""
    document = read_html((DOCUMENTS / "huaian_2024.official-template.html").read_bytes())
    first, second, third = document.grids

    assert [(14, 4, 30), (28, 10, 215), (4, 15, 34)] == official(document)
    assert GridCell(2, 3, "11") in first.cells
    assert GridCell(2, 4, "商业\n企业") in second.cells
    assert GridCell(3, 9, "3119") in second.cells
    assert GridCell(3, 14, "20") in third.cells


@st.composite
def pages(draw: st.DrawFn) -> tuple[Grid, str]:
    """A grid, and one of the many ways in which a page can write it."""
    wanted = draw(grids())
    ends, upper = draw(st.booleans()), draw(st.booleans())
    quote = draw(st.sampled_from(('"', "'", "")))
    gap = draw(st.sampled_from(("", "\n", " <!-- x --> ")))
    begin, finish = draw(st.sampled_from((("", ""), ("<p>", "</p>"), ("<div><span>", "</div>"))))
    written = ["<table border=1>"]
    for row in range(wanted.rows):
        written.append(f"{gap}<tr>")
        for cell in wanted.cells:
            if cell.row != row:
                continue
            attributes = ""
            if cell.column_span > 1:
                attributes += f" colspan={quote}{cell.column_span}{quote}"
            if cell.row_span > 1:
                attributes += f" rowspan={quote}{cell.row_span}{quote}"
            text = escape(cell.text).replace("\n", "<br>")
            written.append(f"{gap}<td{attributes}>{begin}{text}{finish}{'</td>' * ends}")
        written.append("</tr>" * ends)
    page = f"{''.join(written)}</table>"
    return wanted, page.replace("<td", "<TD").replace("</tr", "</TR") if upper else page


@given(pages())
def test_a_grid_is_read_as_it_was_written(written: tuple[Grid, str]) -> None:
    """Merged in any way, and written in any way."""
    wanted, page = written

    assert (wanted,) == blocks(page)


def test_damaged_pages_end_in_a_document_or_in_words() -> None:
    """Whatever bytes are changed."""
    pages = [
        (DOCUMENTS / "hangzhou_2025.html").read_bytes(),
        (DOCUMENTS / "huaian_2024.official-template.html").read_bytes()[17_000:25_000],
    ]
    read = sum(survives(read_html, damaged(pages[seed % 2], seed)) for seed in range(MUTATIONS))
    print(f"{read} of {MUTATIONS} damaged pages were read, the others refused")

    assert read > 0
