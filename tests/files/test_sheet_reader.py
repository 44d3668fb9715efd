"""Workbooks are read as they are seen: exact numbers, merged cells, nothing that is hidden."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn_grids import MUTATIONS, damaged, grids, rows_of, survives
from gkdesk.errors import UserError
from gkdesk.files.document import Grid
from gkdesk.files.sheet_numbers import look_of, number_text
from gkdesk.files.sheet_reader import read_sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"'
    "/>"
    '<numFmt numFmtId="165" formatCode="0!.0,"/></numFmts>'
    "<cellXfs>"
    + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 164, 10, 165, 22))
    + "</cellXfs>"
)


def book(
    *sheets: str,
    names: Sequence[str] = (),
    states: Sequence[str] = (),
    shared: str = "",
    styles: str = STYLES,
    properties: str = "",
    strict: bool = False,
    extra: dict[str, str] | None = None,
) -> bytes:
    """A workbook whose sheets are given as the XML within their root."""
    listed, pointers, parts = [], [], {}
    for at, sheet in enumerate(sheets, 1):
        name = names[at - 1] if names else f"Sheet{at}"
        state = f' state="{states[at - 1]}"' if states and states[at - 1] else ""
        listed.append(f'<sheet name="{name}" sheetId="{at}"{state} r:id="r{at}"/>')
        pointers.append(relation(f"r{at}", "worksheet", f"worksheets/sheet{at}.xml"))
        parts[f"xl/worksheets/sheet{at}.xml"] = (
            f'{HEAD}<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
        )
    pointers.append(relation("s", "sharedStrings", "/xl/sharedStrings.xml"))
    pointers.append(relation("t", "styles", "styles.xml"))
    parts |= {
        "_rels/.rels": relations(relation("d", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}'
        f"<sheets>{''.join(listed)}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations("".join(pointers)),
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        **(extra or {}),
    }
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            if strict:
                text = text.replace(MAIN, STRICT_MAIN).replace(OFFICE, STRICT_OFFICE)
            package.writestr(name, text)
    return target.getvalue()


def relation(key: str, kind: str, target: str) -> str:
    """One pointer of a part."""
    return f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def relations(pointers: str) -> str:
    """The pointers of a part."""
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{pointers}</Relationships>'


def data(*rows: str) -> str:
    """The rows of a sheet without references, each given as its cells."""
    return f"<sheetData>{''.join(f'<row>{row}</row>' for row in rows)}</sheetData>"


def text_cell(text: str, reference: str = "") -> str:
    """A cell with a text of its own."""
    place = f' r="{reference}"' if reference else ""
    return f'<c{place} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def rows(workbook: bytes) -> list[list[str]]:
    """The texts of the one grid of a workbook."""
    (grid,) = read_sheet(workbook).blocks
    assert isinstance(grid, Grid)
    return rows_of(grid)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c t="s"><v>0</v></c>', "规章"),
        ('<c t="s"><v>1</v></c>', "行政许可"),
        ('<c t="s"><v>2</v></c>', "东京"),
        ('<c t="s"><v>3</v></c>', "商业\n企业"),
        ('<c t="inlineStr"><is><r><t>行政</t></r><r><t>处罚</t></r></is></c>', "行政处罚"),
        ('<c t="inlineStr"><is><t>甲</t><rPh sb="0" eb="1"><t>jia</t></rPh></is></c>', "甲"),
        ("<c><v>12</v></c>", "12"),
        ("<c><v>3.50</v></c>", "3.50"),
        ("<c><v>3.4999999999999996</v></c>", "3.5"),
        ("<c><v>1E+3</v></c>", "1000"),
        ("<c><v>1.5E-2</v></c>", "0.015"),
        ("<c><v>-0.1</v></c>", "-0.1"),
        ("<c><v> 7 </v></c>", "7"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ('<c t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c t="str"><f>A1&amp;"x"</f><v>甲x</v></c>', "甲x"),
        ("<c><f>SUM(A1:A2)</f><v>5</v></c>", "5"),
        ("<c><f>SUM(A1:A2)</f></c>", "=SUM(A1:A2)"),
        ('<c t="d"><v>2025-01-20</v></c>', "2025-01-20"),
        ('<c s="1"><v>45677</v></c>', "2025-01-20"),
        ('<c s="2"><v>45677</v></c>', "2025-01-20"),
        ('<c s="5"><v>45677.5</v></c>', "2025-01-20 12:00:00"),
        ('<c s="3"><v>0.35</v></c>', "35%"),
        ('<c s="4"><v>35000</v></c>', "35000（显示时缩小）"),
        ('<c s="99"><v>4</v></c>', "4"),
        ('<c s="x"><v>4</v></c>', "4"),
        ("<c><v>nonsense</v></c>", "nonsense"),
        (text_cell(" a\u200b_x000D_\n _x005F_x0041_&lt; "), "a\n_x0041_&lt;"),
    ],
)
def test_a_cell_shows_its_value(cell: str, expected: str) -> None:
    """Exact numbers, texts without reading aids, and what a reader would see of the rest."""
    shared = (
        "<si><t>规章</t></si><si><r><t>行政</t></r><r><rPr/><t>许可</t></r></si>"
        "<si><t>东京</t><rPh sb='0' eb='2'><t>とうきょう</t></rPh><phoneticPr/></si>"
        "<si><t>商业_x000A_企业</t></si>"
    )

    assert [[expected]] == rows(book(data(cell), shared=shared))


@pytest.mark.parametrize(
    ("number", "code", "look"),
    [
        (0, None, "plain"),
        (14, None, "date"),
        (57, None, "date"),
        (9, None, "percent"),
        (3, None, "plain"),
        (14, "General", "plain"),
        (170, "[$-804]yyyy/m/d;@", "date"),
        (170, "[h]:mm", "date"),
        (170, "0.00_);[Red](0.00)", "plain"),
        (170, '0"件（年）day"', "plain"),
        (170, r"\d0", "plain"),
        (170, "#,##0.00", "plain"),
        (170, "#,##0,", "scaled"),
        (170, "0.0,;-0", "scaled"),
        (170, "0.00%", "percent"),
        (170, '0"%"', "plain"),
        (170, "", "plain"),
    ],
)
def test_formats_are_told_apart(number: int, code: str | None, look: str) -> None:
    """By their number or their code."""
    assert look == look_of(number, code)


@pytest.mark.parametrize(
    ("stored", "look", "expected"),
    [
        ("1e308", "plain", "1" + "0" * 308),
        ("1E+999999999", "plain", "1E+999999999"),
        ("0.1234567890123456789", "plain", "0.123456789012346"),
        ("123456789012345678", "plain", "123456789012346000"),
        ("99999999999999995", "plain", "100000000000000000"),
        ("0E-5", "plain", "0"),
        ("-2.50E0", "plain", "-2.5"),
        ("0.07", "percent", "7%"),
        ("1", "percent", "100%"),
        ("0", "scaled", "0"),
        ("60", "date", "1900-02-29"),
        ("59", "date", "1900-02-28"),
        ("61", "date", "1900-03-01"),
        ("0.25", "date", "06:00:00"),
        ("-5", "date", "-5"),
        ("2958465", "date", "9999-12-31"),
        ("45677.999999", "date", "2025-01-21"),
        ("2958465.999999", "date", "2958465.999999"),
        ("2958464.999999", "date", "9999-12-31"),
        ("2958466", "date", "2958466"),
        ("NaN", "plain", "NaN"),
        ("1_000", "plain", "1_000"),
        ("１２", "plain", "１２"),
    ],
)
def test_numbers_are_exact(stored: str, look: str, expected: str) -> None:
    """Never a float; to fifteen digits, as Excel shows them."""
    assert expected == number_text(stored, look)  # type: ignore[arg-type]


def test_the_calendar_of_1904_is_known() -> None:
    """Old workbooks of Macs have it."""
    workbook = book(data('<c s="1"><v>44215</v></c>'), properties='<workbookPr date1904="1"/>')

    assert [["2025-01-20"]] == rows(workbook)


def test_merged_cells_have_spans() -> None:
    """What stands in the covered cells is never seen."""
    sheet = (
        data(
            text_cell("三、") + text_cell("一") + "<c><v>1</v></c>",
            text_cell("x") + text_cell("二") + "<c/>",
        )
        + '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="$B$2:C2"/></mergeCells>'
    )
    (grid,) = read_sheet(book(sheet)).grids

    assert [("三、", 2, 1), ("一", 1, 1), ("1", 1, 1), ("二", 1, 2)] == [
        (one.text, one.row_span, one.column_span) for one in grid.cells
    ]
    assert (2, 3) == (grid.rows, grid.columns)


def test_a_heading_merged_beyond_the_table_ends_with_it() -> None:
    """And an empty cell within the table is a cell."""
    sheet = (
        '<sheetData><row r="3">' + text_cell("题", "B3") + '</row><row r="4">'
        '<c r="B4"><v>1</v></c><c r="D4"><v>2</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="B3:XFD3"/><mergeCell ref="A6:XFD1048576"/></mergeCells>'
    )
    (grid,) = read_sheet(book(sheet)).grids

    assert (2, 3) == (grid.rows, grid.columns)
    assert [["题"], ["1", "", "2"]] == rows_of(grid)
    assert 3 == grid.cells[0].column_span


def test_areas_that_overlap_do_not() -> None:
    """No program writes them; of each place one cell tells."""
    sheet = (
        data(text_cell("甲") + text_cell("乙"), text_cell("丙") + text_cell("丁"))
        + '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B1:B2"/></mergeCells>'
    )
    (grid,) = read_sheet(book(sheet)).grids

    assert [["甲"], ["丙", "丁"]] == rows_of(grid)


def test_hidden_rows_and_columns_are_left_out() -> None:
    """A merged area that begins in one shows its text in what is left."""
    sheet = (
        '<cols><col min="2" max="3" hidden="1"/><col min="5" max="9" hidden="0"/></cols><sheetData>'
        '<row r="1" hidden="1">' + text_cell("合", "A1") + text_cell("x", "D1") + "</row>"
        '<row r="2"><c r="A2"/><c r="B2"><v>9</v></c><c r="D2"><v>1</v></c></row>'
        '<row r="3" hidden="true"><c r="D3"><v>9</v></c></row>'
        '<row r="4">' + text_cell("乙", "B4") + '<c r="D4"><v>2</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:A3"/><mergeCell ref="B4:B5"/></mergeCells>'
    )

    assert [["合", "1"], ["", "2"]] == rows(book(sheet))


def test_sheets_come_in_order_with_their_names() -> None:
    """Hidden and empty ones do not; a single sheet needs no name."""
    sheet = data("<c><v>1</v></c>")
    workbook = book(
        sheet,
        sheet,
        data(""),
        sheet,
        sheet,
        names=["表二", "草稿", "空", "藏", "表三"],
        states=["", "hidden", "", "veryHidden", "visible"],
    )
    first, _, second, _ = read_sheet(workbook).blocks

    assert ("表二", "表三") == (first, second)
    assert [["1"]] == rows(book(sheet, data("")))
    assert () == read_sheet(book(data(""))).blocks


def test_the_strict_kind_of_the_standard_is_read() -> None:
    """It has other namespaces."""
    workbook = book(data('<c t="s"><v>0</v></c>'), shared="<si><t>规章</t></si>", strict=True)

    assert [["规章"]] == rows(workbook)


def test_chart_sheets_are_passed_over() -> None:
    """They have no cells."""
    workbook = book(
        data("<c><v>1</v></c>"),
        extra={
            "xl/_rels/workbook.xml.rels": relations(
                relation("r1", "chartsheet", "chartsheets/sheet1.xml")
            )
        },
    )

    assert () == read_sheet(workbook).blocks


REFUSED = {
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式，或者加了密码"),
    "text": ("年报".encode(), "打不开"),
    "docx": (book(extra={"xl/workbook.xml": "<document/>", "word/document.xml": "<x/>"}), None),
    "xlsb": (book(extra={"xl/workbook.bin": "x"}), "二进制"),
    "a text that is not there": (book(data('<c t="s"><v>5</v></c>')), "损坏"),
    "a number of a text that is none": (book(data('<c t="s"><v>٣</v></c>')), "损坏"),
    "a row beyond the last": (book('<sheetData><row r="9999999"/></sheetData>'), "损坏"),
    "a column beyond the last": (book(data('<c r="ZZZ1"><v>1</v></c>')), "损坏"),
    "not closed": (book("<sheetData>"), "损坏"),
    "entities": (
        book(
            extra={
                "xl/worksheets/sheet1.xml": '<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>',
                "xl/sharedStrings.xml": '<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>',
            }
        ),
        "损坏",
    ),
}


@pytest.mark.parametrize(("workbook", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_workbook_is_refused(workbook: bytes, words: str | None) -> None:
    """With what to do; one without a sheet is an empty document."""
    if words is None:
        assert () == read_sheet(workbook).blocks
        return
    with pytest.raises(UserError, match=rf"{words}.*请在 WPS 表格或 Excel 中另存为 \.xlsx"):
        read_sheet(workbook)


def pointing_at_one(count: int, sheet: str) -> bytes:
    """A workbook with many sheets that are all the same part."""
    pointers = "".join(
        relation(f"r{at}", "worksheet", "worksheets/sheet1.xml") for at in range(count)
    )
    names = "".join(f'<sheet name="{at}" r:id="r{at}"/>' for at in range(count))
    workbook = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>'
    return book(
        sheet,
        extra={"xl/workbook.xml": workbook, "xl/_rels/workbook.xml.rels": relations(pointers)},
    )


def merged(*areas: str) -> str:
    """Merged areas."""
    listed = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return f"<mergeCells>{listed}</mergeCells>"


CORNERS = (
    '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row></sheetData>'
)
HOSTILE = {
    "a million cells": lambda: book(data(*["<c><v>1</v></c>" * 1000] * 1000)),
    "a million empty cells": lambda: book(data(*["<c/>" * 1000] * 1000)),
    "rows without end": lambda: book(data(*[""] * 3_000_000)),
    "two far corners": lambda: book(CORNERS.format(1_048_576, "XFD")),
    "a far corner of a narrow sheet": lambda: book(CORNERS.format(1_048_576, "B")),
    "the same sheet again and again": lambda: pointing_at_one(250, data(*["<c/>" * 1000] * 150)),
    "more sheets than any": lambda: pointing_at_one(300, data("")),
    "the whole sheet merged": lambda: book(data(text_cell("x")) + merged("A1:XFD1048576")),
    "merged again and again": lambda: book(
        CORNERS.format(400, "SF") + merged(*["A1:SF400"] * 100_000)
    ),
    "merged over the end": lambda: book(
        CORNERS.format(400, "SF") + merged("SE399:SF400", *["B2:SF400"] * 100_000)
    ),
    "hidden columns again and again": lambda: book(
        "<cols>"
        + '<col min="1" max="16384" hidden="1"/>' * 200_000
        + "</cols>"
        + CORNERS.format(9, "C")
    ),
    "a long text again and again": lambda: book(
        data(*['<c t="s"><v>0</v></c>' * 1000] * 190), shared=f"<si><t>{'x' * 32_000}</t></si>"
    ),
    "a text in a million runs": lambda: book(
        data("<c/>"), shared=f"<si>{'<r><t>x</t></r>' * 1_000_000}</si>"
    ),
    "zeros": lambda: book(" " * (200 << 20)),
    "depth": lambda: book("<x>" * 300_000),
    "formats": lambda: book(data("<c/>"), styles="<cellXfs>" + "<xf/>" * 2_000_000 + "</cellXfs>"),
    "a long format": lambda: book(
        data("<c/>"),
        styles=f'<numFmts><numFmt numFmtId="164" formatCode="{"[" * 900_000}"/></numFmts>'
        '<cellXfs><xf numFmtId="164"/></cellXfs>',
    ),
    "a long number": lambda: book(data(f"<c><v>{'9' * 9_000_000}</v></c>")),
    "large exponents": lambda: book(data(*["<c><v>1E+308</v></c>" * 1000] * 190)),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_workbooks_end_soon(make) -> None:  # type: ignore[no-untyped-def]
    """With a document or a sentence, in a second or two."""
    workbook = make()
    begin = time.process_time()
    survives(read_sheet, workbook)

    assert time.process_time() - begin < 4


def test_a_sheet_of_a_million_cells_is_refused() -> None:
    """The sentence says what to do."""
    with pytest.raises(UserError, match=r"表格太大.*新文件"):
        read_sheet(HOSTILE["a million cells"]())


@st.composite
def workbooks(draw: st.DrawFn) -> tuple[Grid, bytes]:
    """A grid, and one of the ways in which a workbook can hold it."""
    wanted = draw(grids())
    down, right = draw(st.integers(0, 3)), draw(st.integers(0, 30))
    shared = draw(st.booleans())
    texts: list[str] = []
    written, areas = [], []
    for row in range(wanted.rows):
        cells = []
        for cell in wanted.cells:
            if cell.row != row:
                continue
            place = reference(row + down, cell.column + right)
            if shared:
                cells.append(f'<c r="{place}" t="s"><v>{len(texts)}</v></c>')
                texts.append(f'<si><t xml:space="preserve">{escape(cell.text)}</t></si>')
            else:
                cells.append(text_cell(cell.text, place))
            if cell.row_span * cell.column_span > 1:
                last = reference(
                    row + down + cell.row_span - 1, cell.column + right + cell.column_span - 1
                )
                areas.append(f"{place}:{last}")
        written.append(f'<row r="{row + down + 1}">{"".join(cells)}</row>')
    sheet = f"<sheetData>{''.join(written)}</sheetData>{merged(*areas)}"
    return wanted, book(sheet, shared="".join(texts), strict=draw(st.booleans()))


def reference(row: int, column: int) -> str:
    """A place as a sheet names it."""
    letters = chr(ord("A") + column % 26)
    return f"{'A' if column >= 26 else ''}{letters}{row + 1}"


@given(workbooks())
def test_a_grid_is_read_as_it_was_written(written: tuple[Grid, bytes]) -> None:
    """Merged in any way, wherever it stands in the sheet."""
    wanted, workbook = written

    assert (wanted,) == read_sheet(workbook).blocks


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=4).filter(lambda x: abs(x) < 10**10)
)
def test_plain_numbers_stay_as_they_are_stored(value: object) -> None:
    """Digit by digit."""
    assert str(value) == number_text(str(value), "plain") or "E" in str(value)


def test_damaged_workbooks_end_in_a_document_or_in_words() -> None:
    """Bytes of the zip are changed, or of the sheet within it."""
    sheet = data(*["".join(f"<c><v>{n}</v></c>" for n in range(9))] * 9) + merged("A1:B2", "C3:C5")
    shared, read = "<si><t>规章</t></si>", 0
    whole = book(sheet, shared=shared)
    for seed in range(MUTATIONS):
        if seed % 2:
            changed = damaged(sheet.encode(), seed).decode("utf-8", "ignore")
            read += survives(read_sheet, book(changed, shared=shared))
        else:
            read += survives(read_sheet, damaged(whole, seed))
    print(f"{read} of {MUTATIONS} damaged workbooks were read, the others refused")

    assert read > 0
