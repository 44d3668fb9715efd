"""The Word file's XML: what stands where, merged cells and widths, and the same bytes each time."""

from __future__ import annotations

from io import BytesIO
from xml.etree.ElementTree import Element

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import word_reports
from gkdesk.core.grid import lay_out
from gkdesk.core.report import Report
from gkdesk.files.word_check import differences
from gkdesk.files.word_lines import divide, ems
from gkdesk.files.word_styles import gb2312_fonts
from gkdesk.files.word_writer import write_word
from word_reports import FORM, LONG_ORGAN, LONGER_ORGAN, TABLES, W, changed, part, text, value

SAMPLE = word_reports.sample()
DATA = write_word(SAMPLE)
BODY = part(DATA, "word/document.xml").find(f"{W}body")
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)  # lone surrogates too


def body(report: Report) -> Element:
    """The body of a report's document."""
    found = part(write_word(report), "word/document.xml").find(f"{W}body")
    assert found is not None
    return found


def styled(element: Element, style: str) -> list[Element]:
    """The paragraphs of the body in this style."""
    return [p for p in element.iterfind(f"{W}p") if value(p, "pPr/pStyle") == style]


def tables(element: Element) -> list[Element]:
    """The tables of the body."""
    return element.findall(f"{W}tbl")


def rows_of(table: Element) -> list[list[Element]]:
    """The cells of each row."""
    return [row.findall(f"{W}tc") for row in table.iterfind(f"{W}tr")]


def number(cell: Element, path: str, attribute: str = "val") -> int:
    """A number in a cell's properties, 1 if it is not given."""
    return int(value(cell, path, attribute) or 1)


def test_the_six_official_headings_stand_in_their_order() -> None:
    """A parser finds the sections by the first heading level alone."""
    assert [s.label for s in FORM.sections] == [text(p) for p in styled(BODY, "Heading1")]


def test_the_title_is_one_paragraph_and_a_blank_line_follows() -> None:
    """Organ and name of the report are two lines of it."""
    (title,) = styled(BODY, "Title")

    assert text(title) == "叶城县河园镇人民政府2024年政府信息公开工作年度报告"
    assert len(list(title.iter(f"{W}br"))) == 1
    assert text(BODY[1]) == ""


def test_a_long_organ_is_divided_after_a_whole_unit() -> None:
    """The lines are nearly equal, and no word is broken."""
    (title,) = styled(body(changed(SAMPLE, {"organ": LONG_ORGAN})), "Title")
    runs = [text(r) for r in title.iterfind(f"{W}r")]

    assert runs == [
        "新疆维吾尔自治区喀什地区",
        "",
        "叶城县河园镇人民政府",
        "",
        "2024年政府信息公开工作年度报告",
    ]


def test_a_name_as_long_as_a_book_is_divided_in_no_time() -> None:
    """The rest is not measured anew for each line: that would take minutes."""
    name = "叶城县河园镇" * 50_000

    assert "".join(divide(name, 20)) == name


@given(st.text("省市县区人民政府街道办事处a1", min_size=1, max_size=90), st.integers(2, 30))
def test_divided_lines_fit_and_are_as_few_as_can_be(name: str, room: int) -> None:
    """Nothing is lost, and no line is longer than the room."""
    lines = divide(name, room)

    assert "".join(lines) == name
    assert all(0 < ems(line) <= room for line in lines)
    assert len(lines) <= ems(name) // (room - 1) + 1


def test_run_in_headings_are_set_apart_in_their_own_paragraph() -> None:
    """（一）…： in 楷体, and the text goes on behind it."""
    heading = next(p for p in styled(BODY, "BodyText") if text(p).startswith("（一）主动公开方面"))
    first, second = heading.findall(f"{W}r")[:2]

    assert text(first) == "（一）主动公开方面："
    assert value(first, "rPr/rStyle") == "Heading2Char"
    assert value(second, "rPr/rStyle") is None


def test_a_paragraph_that_is_all_heading_has_the_headings_style() -> None:
    """Also at the third level; deeper ones and 一、 are plain text, for the six are the first."""
    prose = "（一）主动公开\n1.公开目录\n（1）年度目录\n二、不是部分\n正文。"
    found = body(changed(SAMPLE, {"overview": prose, "preface": None}))

    assert [text(p) for p in styled(found, "Heading2")] == ["（一）主动公开"]
    assert [text(p) for p in styled(found, "Heading3")] == ["1.公开目录"]
    plain = [text(p) for p in styled(found, "BodyText")]
    assert plain[1:4] == ["（1）年度目录", "二、不是部分", "正文。"]


def test_an_empty_section_has_its_heading_only() -> None:
    """So the six are always there."""
    found = body(word_reports.empty())

    assert len(styled(found, "Heading1")) == 6
    assert len(styled(found, "BodyText")) == 1


@pytest.mark.parametrize("index", range(len(TABLES)), ids=[s.id for s in TABLES])
def test_every_cell_is_as_wide_as_the_columns_it_covers(index: int) -> None:
    """Word reads the cells' widths, WPS and LibreOffice the grid; so both must say the same."""
    table = tables(BODY)[index]
    widths = [int(c.get(f"{W}w", "0")) for c in table.iterfind(f"{W}tblGrid/{W}gridCol")]

    assert sum(widths) == int(value(table, "tblPr/tblW", "w") or 0) == 8844
    assert value(table, "tblPr/tblLayout", "type") == "fixed"
    for row in rows_of(table):
        place = 0
        for cell in row:
            span = number(cell, "tcPr/gridSpan")
            assert number(cell, "tcPr/tcW", "w") == sum(widths[place : place + span])
            assert value(cell, "tcPr/vAlign") == "center"
            assert len(cell.findall(f"{W}p")) == 1
            place += span
        assert place == len(widths)


@pytest.mark.parametrize("index", range(len(TABLES)), ids=[s.id for s in TABLES])
def test_a_merged_cell_goes_on_only_below_its_beginning(index: int) -> None:
    """A stray continuation would be a hole in the table."""
    above: dict[int, int] = {}
    for row in rows_of(tables(BODY)[index]):
        here, place = {}, 0
        for cell in row:
            span = number(cell, "tcPr/gridSpan")
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None:
                assert merge.get(f"{W}val") == "restart" or above.get(place) == span
                here[place] = span
            place += span
        above = here


@pytest.mark.parametrize("index", range(len(TABLES)), ids=[s.id for s in TABLES])
def test_rows_never_split_heads_repeat_and_all_borders_are_drawn(index: int) -> None:
    """Exactly the head rows of the grid repeat; a table of blocks has none to repeat."""
    table, grid = tables(BODY)[index], lay_out(FORM, TABLES[index])
    rows = table.findall(f"{W}tr")

    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    assert heads == [index < grid.head_rows for index in range(grid.rows)]
    borders = {
        b.tag.removeprefix(W): b.get(f"{W}val") for b in table.find(f"{W}tblPr/{W}tblBorders")
    }
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    assert borders == dict.fromkeys(sides, "single")
    assert value(table, "tblPr/tblCaption") == TABLES[index].label


def test_a_table_stays_together_and_with_its_heading() -> None:
    """Every row but the last is kept with the next; the styles of heading and cells say so."""
    for table in tables(BODY):
        kept = [[value(c, "p/pPr/keepNext") for c in row] for row in rows_of(table)]

        assert all(keep is None for row in kept[:-1] for keep in row)
        assert all(keep == "0" for keep in kept[-1])


def test_blank_cells_and_unfinished_totals_print_nothing() -> None:
    """A zero that nobody typed would be a false figure, and so would a part sum."""
    address = "applications.new_received.natural_person"
    report = changed(word_reports.empty(), {address: "3"})
    figures = [t.text for table in tables(body(report)) for t in table.iter(f"{W}t")]

    assert figures.count("3") == 1
    assert "0" not in figures


def test_what_is_no_number_prints_as_it_was_typed() -> None:
    """The clerk sees on paper what the finding speaks of."""
    address = "applications.new_received.natural_person"
    figures = [t.text for t in body(changed(SAMPLE, {address: "三 件/"})).iter(f"{W}t")]

    assert "三 件/" in figures


def test_lines_in_a_cell_stay_apart() -> None:
    """3 over 5 on one line would be read as 35."""
    address = "applications.new_received.natural_person"
    (cell,) = [
        cell
        for cell in body(changed(word_reports.empty(), {address: "3\n5"})).iter(f"{W}tc")
        if text(cell) == "35"
    ]

    assert ["t", "br", "t"] == [
        one.tag.removeprefix(W) for one in cell.iter() if one.tag in (f"{W}t", f"{W}br")
    ]


def test_the_narrow_label_stands_upright_and_short_ones_break_after_their_number() -> None:
    """Neither 三、/本年/度办 nor （三）不/予公开."""
    cells = {text(c): c for row in rows_of(tables(BODY)[1]) for c in row if text(c)}

    assert value(cells["三、本年度办理结果"], "tcPr/textDirection") == "tbRlV"
    assert value(cells["（三）不予公开"], "p/pPr/ind", "firstLine") == "105"
    assert value(cells["（一）予以公开"], "p/pPr/ind", "firstLine") is None


def test_a_number_too_wide_for_its_column_is_set_smaller() -> None:
    """Five digits have the table's size everywhere; longer ones shrink where they must."""

    def sizes(count: str) -> set[str | None]:
        found = body(word_reports.with_figures(count))
        runs = [r for table in tables(found) for r in table.iter(f"{W}r") if text(r) == count]
        return {value(r, "rPr/sz") for r in runs}

    assert sizes("12345") == {None}
    assert sizes("123456") == {None, "20", "17"}


def test_chinese_quotation_marks_ask_for_the_chinese_font() -> None:
    """Without the hint Word sets them half as wide, in the Latin font."""
    runs = {text(r): r for table in tables(BODY) for r in table.iter(f"{W}r")}

    assert value(runs["“"], "rPr/rFonts", "hint") == "eastAsia"
    assert value(runs["“"], "rPr/rFonts", "eastAsia") == "宋体"


SIGNATURES = {
    "sealed": ("叶城县河园镇人民政府", None, ("4294", "0", "center"), ("0", "1260", "right")),
    "unsealed": ("叶城县河园镇人民政府", "false", ("5064", "0", "left"), ("5694", "0", "left")),
    "unsealed, date longer": ("镇政府", "false", ("5554", "0", "left"), ("0", "630", "right")),
}


@pytest.mark.parametrize("case", SIGNATURES)
def test_the_signature_stands_where_the_standard_puts_it(case: str) -> None:
    """In twips: 28 characters of 315 across, a date of 2030."""
    organ, sealed, *places = SIGNATURES[case]
    report = changed(SAMPLE, {"signature.organ": organ, "signature.sealed": sealed})
    blank, *lines = styled(body(report), "Signature")

    assert text(blank) == ""
    assert [text(line) for line in lines] == [organ, "2025年1月20日"]
    found = [
        (value(p, "pPr/ind", "left"), value(p, "pPr/ind", "right"), value(p, "pPr/jc"))
        for p in lines
    ]
    assert found == places


def test_only_what_is_filled_in_is_signed() -> None:
    """A date alone is a date; nothing is no block, not even a blank line."""
    alone = styled(body(changed(SAMPLE, {"signature.organ": None})), "Signature")
    nothing = changed(SAMPLE, {"signature.organ": None, "signature.date": None})

    assert [text(line) for line in alone] == ["", "2025年1月20日"]
    assert styled(body(nothing), "Signature") == []


def test_the_signature_is_kept_with_the_last_lines_of_text() -> None:
    """Never alone on a page: each line holds on to the next, the text to the first."""
    *_, last = styled(BODY, "BodyText")
    lines = styled(BODY, "Signature")

    keeps = [p.find(f"{W}pPr/{W}keepNext") is not None for p in [last, *lines]]
    assert keeps == [True, True, True, False]


def test_equal_reports_give_equal_bytes_that_tell_nothing_of_clock_or_library() -> None:
    """Two exports can be compared by their bytes."""
    document = docx.Document(BytesIO(DATA))
    about = document.core_properties

    assert write_word(word_reports.sample()) == DATA
    assert about.title == "叶城县河园镇人民政府2024年政府信息公开工作年度报告"
    assert about.author == "叶城县河园镇人民政府"
    assert about.language == "zh-CN"
    assert about.created == about.modified
    assert all(b"python-docx" not in data for data in word_reports.parts(DATA).values())


def test_a_county_may_ask_for_gb2312_names() -> None:
    """No run or style is left with the standard's name."""
    data = write_word(SAMPLE, fonts=gb2312_fonts(FORM.page))
    xml = b"".join(word_reports.parts(data).values()).decode()

    assert '"仿宋_GB2312"' in xml
    assert 'eastAsia="仿宋"' not in xml
    assert differences(SAMPLE, data) == []


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_text_is_written_and_read_back(organ: str, prose: str, cell: str) -> None:
    """Every sign of Unicode, or what `clean` leaves of it."""
    texts = {"organ": organ, "overview": prose, "other_matters": prose, "preface": organ}
    texts |= {"signature.organ": organ, "applications.other.natural_person": cell}
    report = changed(SAMPLE, {**texts, "signature.date": cell})
    data = write_word(report)

    assert differences(report, data) == []
    docx.Document(BytesIO(data))


@pytest.mark.parametrize("organ", [LONG_ORGAN, LONGER_ORGAN, "很长的机关名称" * 40])
@pytest.mark.parametrize("sealed", [None, "false"])
def test_a_very_long_organ_stays_inside_the_text(organ: str, sealed: str | None) -> None:
    """No indent is negative, and each of its lines has room."""
    report = changed(SAMPLE, {"signature.organ": organ, "signature.sealed": sealed})
    _, name, day = styled(body(report), "Signature")

    for paragraph in (name, day):
        left, right = (int(value(paragraph, "pPr/ind", s) or 0) for s in ("left", "right"))
        lines = [text(r) for r in paragraph.iterfind(f"{W}r")]
        assert min(left, right) >= 0
        assert all(ems(line) * 315 <= 8844 - left - right for line in lines)
