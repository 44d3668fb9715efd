"""PDF files: every number in its cell, every merge as drawn, and nothing read from a bad file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import word_reports
from gkdesk.core.grid import lay_out
from gkdesk.errors import UserError
from gkdesk.files import pdf_reader
from gkdesk.files.document import Document, Grid, GridCell
from gkdesk.files.pdf_apart import read_pdf_apart
from gkdesk.files.pdf_reader import read_pdf
from gkdesk.files.pdf_text import ordinary
from gkdesk.files.printed import figure
from gkdesk.files.word_writer import write_word
from pdf_writer import Sheet, pdf, stream, write
from word_reports import FORM

DOCUMENTS = Path(__file__).parent.parent / "data" / "documents"
FULL = os.environ.get("GKDESK_FULL") == "1"


def squeezed(text: str) -> str:
    """A label without spaces, line breaks and punctuation."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


def is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def rows_of(document: Document) -> Iterator[tuple[str, list[str]]]:
    """All rows that hold numbers: the labels in the row, squeezed, and the numbers."""
    for grid in document.grids:
        for _, row in groupby(grid.cells, key=lambda cell: cell.row):
            texts = [cell.text for cell in row]
            numbers = [text for text in texts if is_number(text)]
            if numbers:
                yield squeezed("".join(t for t in texts if not is_number(t))), numbers


# --- real reports ---


def truth_rows(name: str) -> dict[str, list[str]]:
    """What the report prints, by row, the total last."""
    truth = json.loads((DOCUMENTS / f"{name}.truth.json").read_text(encoding="utf-8"))
    rows: dict[str, list[str]] = {}
    for address, number in [*truth["answers"].items(), *truth["printed_totals"].items()]:
        rows.setdefault(address.rpartition(".")[0], []).append(str(number))
    return rows


def label_of(row_id: str) -> str:
    """The official label of a row, with the one above it where that is printed in the same row."""
    section_id, _, name = row_id.partition(".")
    if name == "OTHER_HANDLING_ONE_ROW":
        return "六其他处理"
    cells = (cell for cell in FORM.cells.values() if cell.address.startswith(f"{row_id}."))
    assert section_id
    return squeezed(next(cells).row.label)


@pytest.mark.parametrize("name", ["huaian_2024", "hongze_2024"])
def test_every_number_of_a_published_report_stands_in_its_row(name: str) -> None:
    """Tables two and three by label, table four by the order of its fifteen columns."""
    document = read_pdf((DOCUMENTS / f"{name}.pdf").read_bytes())
    truth = truth_rows(name)
    four = [row for row in truth if row.startswith("review_and_litigation.")]
    found = list(rows_of(document))
    right = wrong = 0
    for row_id, numbers in truth.items():
        if row_id in four:
            continue
        label = label_of(row_id)
        _, read = max(
            (row for row in found if len(row[1]) == len(numbers)),
            key=lambda row: SequenceMatcher(None, row[0][-len(label) :], label).ratio(),
        )
        right += sum(one == other for one, other in zip(read, numbers, strict=True))
        wrong += sum(one != other for one, other in zip(read, numbers, strict=True))
    assert found[-1][1] == [number for row_id in four for number in truth[row_id]]
    print(f"{name}: {right + 15} right, {wrong} wrong")

    assert (0, sum(map(len, truth.values())) - 15) == (wrong, right)


@pytest.mark.parametrize("name", ["huaian_2024", "hongze_2024"])
def test_the_parts_of_a_published_report_come_in_order(name: str) -> None:
    """Headings, tables (two of them over a page break, in two pieces each) and prose."""
    blocks = read_pdf((DOCUMENTS / f"{name}.pdf").read_bytes()).blocks
    shape = ["grid" if isinstance(b, Grid) else b for b in blocks]
    headings = [b for b in shape if b == "grid" or (b[0] in "一二三四五六" and b[1:2] == "、")]

    assert [text[0] for text in headings] == list("一二gg三gg四g五六")
    assert not any(text.strip("- ").isdigit() for text in shape)
    assert all(grid.bordered for grid in blocks if isinstance(grid, Grid))


def test_a_label_set_upright_comes_out_in_order() -> None:
    """三、本年度办理结果 stands one character a line, or two in the first."""
    for name in ("huaian_2024", "hongze_2024"):
        document = read_pdf((DOCUMENTS / f"{name}.pdf").read_bytes())
        texts = [cell.text.replace("\n", "") for grid in document.grids for cell in grid.cells]

        assert "三、本年度办理结果" in texts


# --- our own export, through LibreOffice ---


def test_our_own_export_is_read_back_with_all_merges(
    render_pdf: Callable[[Sequence[Path]], list[Path]], tmp_path: Path
) -> None:
    """Every cell of every table: place, spans and text."""
    reports = {
        "sample": word_reports.sample(),
        "five": word_reports.with_figures("12345"),
        "six": word_reports.with_figures("123456"),
        "empty": word_reports.empty(),
    }
    for name, report in reports.items():
        (tmp_path / f"{name}.docx").write_bytes(write_word(report))
    pages = render_pdf([tmp_path / f"{name}.docx" for name in reports])
    for path, report in zip(pages, reports.values(), strict=True):
        expected = [
            [
                (
                    c.row,
                    c.column,
                    c.row_span,
                    c.column_span,
                    squeezed_cell(c.address, c.text, report),
                )
                for c in lay_out(FORM, section).cells
            ]
            for section in FORM.sections
            if section.table
        ]

        assert expected == [
            [
                (c.row, c.column, c.row_span, c.column_span, "".join(c.text.split()))
                for c in grid.cells
            ]
            for grid in read_pdf(path.read_bytes()).grids
        ]


def squeezed_cell(address: str, text: str, report: word_reports.Report) -> str:
    shown = figure(report, address) if address else text
    return "".join(shown.split())


# --- tables by Qt ---

HTML = """<p>before</p><table border=1 cellspacing={spacing} cellpadding=3 style="{style}">
<tr><td rowspan=2>A</td><td colspan=2>BB</td></tr><tr><td>12</td><td>345</td></tr>
<tr><td>6</td><td colspan=2>7890</td></tr></table><p>after</p>"""
QT_CELLS = (
    GridCell(0, 0, "A", 2, 1),
    GridCell(0, 1, "BB", 1, 2),
    GridCell(1, 1, "12"),
    GridCell(1, 2, "345"),
    GridCell(2, 0, "6"),
    GridCell(2, 1, "7890", 1, 2),
)


@pytest.mark.parametrize(
    ("spacing", "style"), [(0, ""), (2, ""), (6, ""), (0, "border-collapse:collapse")]
)
def test_boxes_of_single_cells_with_gaps_between_are_one_table(
    qapp: object, tmp_path: Path, spacing: int, style: str
) -> None:
    """Qt draws each cell as a box of four thin shapes, and one more box around the table."""
    from PySide6.QtGui import QPageLayout, QPdfWriter, QTextDocument

    for name, orientation in (
        ("upright", QPageLayout.Orientation.Portrait),
        ("across", QPageLayout.Orientation.Landscape),
    ):
        page = tmp_path / f"{name}.pdf"
        document = QTextDocument()
        document.setHtml(HTML.format(spacing=spacing, style=style))
        writer = QPdfWriter(str(page))
        writer.setPageOrientation(orientation)
        document.print_(writer)
        del writer

        blocks = read_pdf(page.read_bytes()).blocks

        assert ("before", Grid(3, 3, QT_CELLS, bordered=True), "after") == blocks[:3]


# --- tables drawn in every manner ---


class Drawing:
    """Draws a table of merged cells on a sheet, its lines in one of several manners."""

    def __init__(self, across: Sequence[float], down: Sequence[float], manner: str) -> None:
        self.sheet = Sheet()
        self.across = [60.0 + sum(across[:i]) for i in range(len(across) + 1)]
        self.down = [760.0 - sum(down[:i]) for i in range(len(down) + 1)]
        self.manner = manner

    def cell(self, cell: GridCell) -> None:
        left, right = self.across[cell.column], self.across[cell.column + cell.column_span]
        top, bottom = self.down[cell.row], self.down[cell.row + cell.row_span]
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        if self.manner == "gaps":
            corners = [
                (left + 1.2, top - 1.2),
                (right - 1.2, top - 1.2),
                (right - 1.2, bottom + 1.2),
                (left + 1.2, bottom + 1.2),
                (left + 1.2, top - 1.2),
            ]
        if self.manner == "box":
            self.sheet.marks.append(
                f"0.5 w {left:.2f} {bottom:.2f} {right - left:.2f} {top - bottom:.2f} re S"
            )
        for (x, y), (to_x, to_y) in pairwise(corners):
            if self.manner != "box":
                self.edge(*sorted([(x, y), (to_x, to_y)]))
        for number, line in enumerate(cell.text.split("\n")):
            self.sheet.text(left + 3, top - 10 - 9 * number, line, size=8)

    def edge(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        if self.manner == "bars":
            self.sheet.bar(*start, *end)
        elif self.manner == "pieces":
            self.pieces(start, end)
        elif self.manner == "double":
            aside = (0.0, 1.5) if start[1] == end[1] else (1.5, 0.0)
            self.sheet.line(*start, *end)
            self.sheet.line(
                start[0] + aside[0], start[1] + aside[1], end[0] + aside[0], end[1] + aside[1]
            )
        elif self.manner == "dashed":
            self.sheet.marks.append("[3 2] 0 d")
            self.sheet.line(*start, *end)
        else:
            self.sheet.line(*start, *end)

    def pieces(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """A line of many short strokes with small gaps."""
        count = max(2, int(abs(end[0] - start[0]) + abs(end[1] - start[1])) // 5)
        step = ((end[0] - start[0]) / count, (end[1] - start[1]) / count)
        for i in range(count):
            x, y = start[0] + i * step[0], start[1] + i * step[1]
            self.sheet.line(x, y, x + 0.75 * step[0], y + 0.75 * step[1])


MANNERS = ["lines", "bars", "pieces", "double", "dashed", "box", "gaps"]
# What is set before the page's marks: nothing, larger, a quarter to the left, upside down, mirrored
# twice.
TRANSFORMS = {
    "as it is": "",
    "larger": "1.5 0 0 1.5 -80 -400 cm",
    "to the left": "0 1 -1 0 842 0 cm",
    "upside down": "-1 0 0 -1 595 842 cm",
    "to the right": "0 -1 1 0 -200 595 cm",
}


@st.composite
def merged_tables(draw: st.DrawFn) -> tuple[list[float], list[float], list[GridCell]]:
    """Widths, heights and cells of a random table with merged cells, and texts that fit."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    across = [draw(st.floats(16, 70)) for _ in range(columns)]
    down = [draw(st.floats(14, 34)) for _ in range(rows)]
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            high, wide = draw(st.sampled_from([(1, 1), (1, 1), (2, 1), (1, 2), (2, 3), (3, 1)]))
            fields = {(row + i, column + j) for i in range(high) for j in range(wide)}
            inside = all(y < rows and x < columns for y, x in fields)
            if not inside or fields & taken:
                high, wide, fields = 1, 1, {(row, column)}
            taken |= fields
            room = int((sum(across[column : column + wide]) - 6) / 5.5)
            lines = int((sum(down[row : row + high]) - 4) / 9)
            texts = st.text("0123456789.ABx", min_size=1, max_size=max(1, room))
            text = draw(st.lists(texts, max_size=min(2, lines)))
            cells.append(GridCell(row, column, "\n".join(text), high, wide))
    return across, down, cells


def as_drawn(cells: list[GridCell]) -> Grid:
    """The grid that paper shows: lines at which no cell begins or ends are not there."""
    downs = sorted({c.row for c in cells} | {c.row + c.row_span for c in cells})
    acrosses = sorted({c.column for c in cells} | {c.column + c.column_span for c in cells})
    seen = []
    for c in cells:
        top, left = downs.index(c.row), acrosses.index(c.column)
        bottom = downs.index(c.row + c.row_span)
        right = acrosses.index(c.column + c.column_span)
        seen.append(GridCell(top, left, c.text, bottom - top, right - left))
    return Grid(len(downs) - 1, len(acrosses) - 1, tuple(seen), bordered=True)


@given(
    merged_tables(),
    st.sampled_from(MANNERS),
    st.sampled_from(sorted(TRANSFORMS)),
    st.sampled_from([0, 90, 180, 270]),
    st.booleans(),
)
def test_any_merged_table_is_read_back_as_drawn(
    table: tuple[list[float], list[float], list[GridCell]],
    manner: str,
    transform: str,
    rotate: int,
    in_form: bool,
) -> None:
    """However its lines are drawn, wherever the page turns, inside a form or not."""
    across, down, cells = table
    drawing = Drawing(across, down, manner)
    for cell in cells:
        drawing.cell(cell)
    # A line of its own, so that there is text, and a turned page is seen to be turned.
    drawing.sheet.text(60, 790, "the line above the table", size=8)
    sheet = turned(drawing.sheet, TRANSFORMS[transform], in_form=in_form)
    sheet.rotate = rotate

    document = read_pdf(write([sheet]))

    expected = as_drawn(cells)
    if len(cells) < 2 or not any(cell.text for cell in cells):
        assert not list(document.grids)
        return
    assert ("the line above the table", expected) == document.blocks


def turned(sheet: Sheet, transform: str, *, in_form: bool) -> Sheet:
    """The same marks under a transformation, drawn at once or by two forms within each other."""
    if not in_form:
        return Sheet(842, 842, marks=[transform, *sheet.marks])
    entries = (
        b"/Type /XObject /Subtype /Form /BBox [-2000 -2000 4000 4000] /Matrix [2 0 0 2 0 0]"
        b" /Resources << /Font << /F1 3 0 R >> >>"
    )
    inner = stream(("0.5 0 0 0.5 0 0 cm\n" + "\n".join(sheet.marks)).encode(), entries)
    return Sheet(842, 842, marks=[f"q {transform} /X Do Q"], things={"X": inner})


def simple(draw: Callable[[Sheet], None]) -> tuple[str | Grid, ...]:
    """The blocks of a page with some text that is drawn by a function."""
    sheet = Sheet()
    draw(sheet)
    return read_pdf(write([sheet])).blocks


def lattice(sheet: Sheet, *, sides: bool = True, bottom: bool = True) -> None:
    """Three rows of three columns with a digit each, perhaps without outer lines."""
    for row in range(4 if bottom else 3):
        sheet.line(60, 700 - 20 * row, 240, 700 - 20 * row)
    for column in range(0 if sides else 1, 4 if sides else 3):
        sheet.line(60 + 60 * column, 700, 60 + 60 * column, 640)
    for place in range(9):
        sheet.text(80 + 60 * (place % 3), 686 - 20 * (place // 3), str(place + 1))


def texts(block: str | Grid) -> list[str]:
    assert isinstance(block, Grid)
    return [cell.text for cell in block.cells]


@pytest.mark.parametrize(("sides", "bottom"), [(False, True), (True, False), (False, False)])
def test_a_table_open_at_its_sides_is_read_and_not_called_bordered(
    sides: bool, bottom: bool
) -> None:
    """Tables without outer lines are common; some programs leave a page's last line out."""
    (grid,) = simple(lambda sheet: lattice(sheet, sides=sides, bottom=bottom))

    assert (3, 3, False, list("123456789")) == (
        grid.rows,
        grid.columns,
        grid.bordered,
        texts(grid),
    )


def test_level_lines_alone_make_no_table() -> None:
    """Without upright lines nobody can say what stands in which cell."""

    def draw(sheet: Sheet) -> None:
        for row in range(4):
            sheet.line(60, 700 - 20 * row, 240, 700 - 20 * row)
            sheet.text(80, 686 - 20 * row, f"label {row}")
            sheet.text(200, 686 - 20 * row, str(row))

    assert simple(draw) == ("label 0 0", "label 1 1", "label 2 2", "label 3 3")


def test_frames_underlines_and_white_or_wide_shapes_make_no_cell() -> None:
    """A page's frame, an underline in a cell, paper-white lines and backgrounds are not ruling."""

    def draw(sheet: Sheet) -> None:
        lattice(sheet)
        for x, y, to_x, to_y in ((20, 20, 575, 20), (20, 20, 20, 800), (575, 20, 575, 800)):
            sheet.line(x, y, to_x, to_y)
        sheet.line(20, 800, 575, 800)
        sheet.line(78, 684, 100, 684)
        sheet.marks.append("1 1 1 RG")
        sheet.line(90, 700, 90, 640)
        sheet.marks.append("0.8 0.9 1 rg 62 682 56 16 re f 0 g")

    (grid,) = simple(draw)

    assert (3, 3, list("123456789")) == (grid.rows, grid.columns, texts(grid))


def test_a_number_that_runs_over_a_line_is_whole_in_neither_cell() -> None:
    """Programs print what does not fit over the line: half a number must not pass for one."""

    def draw(sheet: Sheet) -> None:
        lattice(sheet)
        sheet.text(105, 646, "7654321")

    (grid,) = simple(draw)

    assert ["7 765\ufffd", "\ufffd43218"] == texts(grid)[6:8] or "\ufffd" in texts(grid)[6]
    assert "\ufffd" in texts(grid)[7]


def test_a_number_that_is_parted_at_its_comma_by_a_line_is_whole_in_neither_cell() -> None:
    """Else its first digit would stand behind the figure in the cell beside it."""

    def draw(sheet: Sheet) -> None:
        lattice(sheet)
        sheet.text(111.5, 646, "1,250", 12)

    (grid,) = simple(draw)

    assert all("\ufffd" in text for text in texts(grid)[6:8])


def test_two_numbers_side_by_side_never_grow_together() -> None:
    """A gap between digits is a space, though the file has none."""

    def draw(sheet: Sheet) -> None:
        sheet.text(60, 700, "12")
        sheet.text(75, 700, "34")

    assert simple(draw) == ("12 34",)


def test_text_printed_twice_to_look_bold_is_read_once() -> None:
    """The second print stands a hair beside the first one."""

    def draw(sheet: Sheet) -> None:
        sheet.text(60, 700, "1182")
        sheet.text(60.3, 700, "1182")

    assert simple(draw) == ("1182",)


def test_what_is_not_seen_is_not_read() -> None:
    """Invisible text (a machine's reading of a scan), watermarks aslant, text off the paper."""

    def draw(sheet: Sheet) -> None:
        sheet.text(60, 700, "seen")
        sheet.marks.append("3 Tr")
        sheet.text(60, 650, "999")
        sheet.marks.append("0 Tr")
        sheet.text(0, 0, "draft", size=60, matrix="0.7 0.7 -0.7 0.7 100 300")
        sheet.text(700, 600, "777")

    assert simple(draw) == ("seen",)


def test_text_that_is_cut_off_is_not_read_but_a_number_is_never_cut_in_two() -> None:
    """What overflows a row of fixed height is not printed; half a number would be a wrong one."""

    def draw(sheet: Sheet) -> None:
        lattice(sheet)
        sheet.marks.append("q 61 681 58 18 re W n")
        sheet.text(64, 670, "overflow")
        sheet.text(106, 691, "6543")
        sheet.marks.append("Q")

    (grid,) = simple(draw)

    assert "overflow" not in "".join(texts(grid))
    assert all("\ufffd" in text for text in texts(grid)[:2])


def test_lines_are_by_baseline_and_the_page_number_is_dropped() -> None:
    """A bare number stays: it could be a figure; the recogniser knows better."""

    def draw(sheet: Sheet) -> None:
        sheet.text(160, 700.4, "end")
        sheet.text(60, 700, "begin")
        sheet.text(60, 680, "- 5 -")
        sheet.text(280, 40, "- 3 -")
        sheet.text(280, 20, "3")

    assert simple(draw) == ("begin end", "- 5 -", "3")


def test_radicals_become_ordinary_characters_and_nothing_else_changes() -> None:
    """⼈⺠ are 人民; full-width forms and compatibility signs stay as they are."""
    assert "人民政府长门页" == ordinary("⼈⺠政府⻓⻔⻚")
    assert "１２㎡（一）⺀" == ordinary("１２㎡（一）⺀")
    assert "龟" == ordinary("⻳")


# --- refusals ---

IMAGE = stream(
    b"\xff",
    b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8"
    b" /ColorSpace /DeviceGray",
)


def scan() -> Sheet:
    return Sheet(marks=["q 595 0 0 842 0 0 cm /I Do Q"], things={"I": IMAGE})


def refusal(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read_pdf(data)
    return str(caught.value)


def test_a_scan_is_refused_in_words() -> None:
    """A page number printed on it, or what a machine read in it, makes it no text."""
    numbered = scan()
    numbered.text(280, 40, "- 3 -")
    numbered.marks.append("3 Tr")
    numbered.text(60, 600, "all the words that a machine believes to have seen in the picture")

    assert pdf_reader.SCAN == refusal(write([scan(), numbered]))
    assert "扫描件" in pdf_reader.SCAN


def test_a_page_of_picture_among_others_is_told_in_its_place() -> None:
    """It is no reason to refuse the rest, and must not be missing in silence."""
    first, last = Sheet(), Sheet()
    first.text(60, 700, "first")
    last.text(60, 700, "last")

    blocks = read_pdf(write([first, scan(), Sheet(), last])).blocks

    assert ("first", "（第 2 页是图片，没有文字，未能读入）", "last") == blocks


def test_damaged_and_foreign_files_are_refused() -> None:
    """Nothing, something else, the beginning of a file, a file without pages."""
    whole = (DOCUMENTS / "hongze_2024.pdf").read_bytes()
    for data in (b"", b"PK\x03\x04", b"%PDF-1.7\n", whole[:300], pdf([b"<< /Type /Catalog >>"])):
        assert pdf_reader.DAMAGED == refusal(data)


def test_a_password_is_asked_for_in_words_and_an_owners_password_is_no_hindrance() -> None:
    """Only a file that shows nothing without a password is refused."""
    assert pdf_reader.LOCKED == refusal((DOCUMENTS / "user_password.pdf").read_bytes())
    assert ("open to all",) == read_pdf((DOCUMENTS / "owner_password.pdf").read_bytes()).blocks


def test_a_file_of_too_many_pages_or_lines_is_refused() -> None:
    """No yearly report has three hundred pages."""
    assert pdf_reader.TOO_BIG == refusal(write([Sheet()] * 301))

    crowded = Sheet()
    for number in range(30_000):
        crowded.line(number % 500, number / 50, number % 500, number / 50 + 5)
    assert "太多" in refusal(write([crowded] * 2))


def test_absurd_pages_are_read_or_refused_at_once() -> None:
    """Sizes without end, no size, huge coordinates, text of size zero."""
    for width, height in ((1e9, 1e9), (0, 0), (-5, 3), (1e38, 1e38)):
        sheet = Sheet(width, height)
        sheet.text(1, 1, "x" * 50)
        sheet.text(1, 1, "x", size=0)
        sheet.line(-1e30, 1, 1e30, 1)
        sheet.line(1, -1e38, 1, 1e38)
        try:
            read_pdf(write([sheet]))
        except UserError:
            continue


def test_a_font_without_codes_is_refused_rather_than_read_as_rubbish() -> None:
    """The glyphs are numbers of shapes; what they mean stands nowhere."""
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts"
        b" [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        b" /FontDescriptor << /Type /FontDescriptor /FontName /X /Flags 4 >> >>] >>"
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>"
    )
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    content = stream(b"BT /F1 10 Tf 60 700 Td <0011001200130014> Tj ET")
    data = pdf([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, content, font])

    assert pdf_reader.NO_CODES == refusal(data)


# --- hostile files, in a process of their own ---


def drawing_itself(times: int) -> bytes:
    """A form that draws itself."""
    entries = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>"
    )
    return write([Sheet(marks=["/X Do"], things={"X": stream(b"/X Do " * times, entries)})])


def forms_in_forms(levels: int, times: int) -> bytes:
    """Forms within forms, each drawn several times."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /X 5 0 R >> >> >>"
    )
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, stream(b"/X Do")]
    for level in range(levels):
        inner = b"/X Do " * times if level < levels - 1 else b"0 0 m 9 9 l S"
        objects.append(
            stream(
                inner,
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
                b" /Resources << /XObject << /X %d 0 R >> >>" % (len(objects) + 2),
            )
        )
    return pdf(objects)


def packed_page(count: int) -> bytes:
    """A page of many strokes that is small in the file."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    content = stream(b"0 0 m 9 9 l S " * count, packed=True)
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, content])


@pytest.mark.parametrize(
    "data",
    [drawing_itself(2), forms_in_forms(8, 10), forms_in_forms(2000, 1), packed_page(10_000_000)],
    ids=["draws itself", "forms in forms", "deep", "packed"],
)
def test_a_file_that_hangs_or_eats_memory_is_refused(data: bytes) -> None:
    """What native code cannot be kept from doing, it does in another process."""
    with pytest.raises(UserError):
        read_pdf_apart(data)


def test_reading_apart_gives_the_same_document_and_the_same_refusals() -> None:
    """Nothing is lost on the way between the processes."""
    data = (DOCUMENTS / "huaian_2024.pdf").read_bytes()

    assert read_pdf(data) == read_pdf_apart(data)
    with pytest.raises(UserError, match="扫描件"):
        read_pdf_apart(write([scan()]))


def test_a_file_that_takes_too_long_is_refused() -> None:
    """The time is up before the process has begun."""
    with pytest.raises(UserError, match="太多"):
        read_pdf_apart(write([scan()]), seconds=0.001)


def test_mutated_files_give_a_document_or_a_refusal(tmp_path: Path) -> None:
    """A hundred files (10,000 with GKDESK_FULL=1), in a child process that must not crash."""
    count = 10_000 if FULL else 100
    done = subprocess.run(
        [sys.executable, str(Path(__file__).parent.parent / "pdf_fuzz.py"), "1", str(count)],
        capture_output=True,
        text=True,
        timeout=30 + count,
        check=False,
    )
    print(done.stdout.splitlines()[-1:])

    assert (0, "") == (done.returncode, done.stderr), done.stdout[-2000:]


def test_pdfium_comes_without_javascript_and_is_not_loaded_at_the_start() -> None:
    """Nothing in a file is run; and only who reads a PDF waits for the library."""
    code = "import sys, gkdesk.files.pdf_apart as a; print('pypdfium2' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "False" == told.stdout.strip()

    import pypdfium2

    assert not {"V8", "XFA"} & set(pypdfium2.PDFIUM_INFO.flags)
