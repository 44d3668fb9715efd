"""The base document: every measure of the page, fonts in all slots, no foreign template."""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree.ElementTree import Element

import docx

from gkdesk.files.word_styles import base_document, cell_style, gb2312_fonts
from word_reports import FORM, TABLES, W, part, parts, value

BASE = base_document(FORM, FORM.page.fonts)
STYLES = part(BASE, "word/styles.xml")
SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


def style(name: str) -> Element:
    """The style of this name."""
    return next(s for s in STYLES.iter(f"{W}style") if value(s, "name") == name)


def chinese_font(name: str) -> str | None:
    return value(style(name), "rPr/rFonts", "eastAsia")


def test_the_page_is_a4_with_the_standards_margins_and_a_line_grid() -> None:
    page = part(BASE, "word/document.xml").find(f"{W}body/{W}sectPr")

    assert ("11906", "16838") == (value(page, "pgSz", "w"), value(page, "pgSz", "h"))
    margins = [value(page, "pgMar", side) for side in ("top", "right", "bottom", "left")]
    assert margins == ["2098", "1474", "1984", "1588"]
    assert (value(page, "docGrid", "type"), value(page, "docGrid", "linePitch")) == ("lines", "579")


def test_twenty_two_lines_of_twenty_eight_characters_come_from_the_normal_style() -> None:
    normal = style("Normal")

    assert value(normal, "pPr/spacing", "line") == "579"
    assert value(normal, "pPr/spacing", "lineRule") == "exact"
    assert value(normal, "rPr/spacing") == "-5"
    assert value(normal, "pPr/widowControl") == "0"


def test_every_paragraph_style_is_based_on_normal() -> None:
    for one in STYLES.iter(f"{W}style"):
        if one.get(f"{W}type") == "paragraph" and value(one, "name") != "Normal":
            based_on = value(one, "basedOn")
            assert based_on == "Normal" or based_on in map(cell_style, [s.id for s in TABLES])


def test_fonts_are_named_in_all_four_slots_and_never_by_theme() -> None:
    for name, data in parts(BASE).items():
        assert b"Theme=" not in data, name
        assert b"theme" not in name.encode()
    for fonts in STYLES.iter(f"{W}rFonts"):
        assert all(fonts.get(W + slot) for slot in SLOTS)
        assert fonts.get(f"{W}hint") == "eastAsia"


def test_title_headings_body_and_tables_have_the_official_fonts_and_sizes() -> None:
    assert chinese_font("Title") == "方正小标宋简体"
    assert chinese_font("heading 1") == "黑体"
    assert chinese_font("heading 2") == chinese_font("Heading 2 Char") == "楷体"
    assert chinese_font("heading 3") == chinese_font("Body Text") == "仿宋"
    assert chinese_font("表格 主动公开") == chinese_font("footer") == "宋体"
    assert value(style("Body Text"), "rPr/rFonts", "ascii") == "Times New Roman"
    assert value(style("Title"), "rPr/sz") == "44"
    assert value(STYLES.find(f"{W}docDefaults"), "rPrDefault/rPr/sz") == "32"
    assert value(style("footer"), "rPr/sz") == "28"


def test_headings_have_outline_levels_and_stay_with_what_follows() -> None:
    for level in (1, 2, 3):
        heading = style(f"heading {level}")

        assert value(heading, "pPr/outlineLvl") == str(level - 1)
        assert heading.find(f"{W}pPr/{W}keepNext") is not None


def test_the_run_in_heading_is_linked_to_the_second_heading() -> None:
    assert value(style("heading 2"), "link") == "Heading2Char"
    assert value(style("Heading 2 Char"), "link") == "Heading2"


def test_cells_titles_and_footers_keep_off_the_line_grid() -> None:
    cells = [f"表格 {section.name}" for section in TABLES]

    for name in [*cells, "Title", "heading 1", "heading 2", "heading 3", "footer"]:
        assert value(style(name), "pPr/snapToGrid") == "0"
    for section, name in zip(TABLES, cells, strict=True):
        assert value(style(name), "rPr/sz") == f"{section.table.font_points * 2:.0f}"
        assert value(style(name), "pPr/spacing", "lineRule") == "exact"
        assert value(style(name), "rPr/spacing") == "0"


def test_the_language_is_chinese_and_word_opens_it_in_no_compatibility_mode() -> None:
    settings = part(BASE, "word/settings.xml")
    modes = {s.get(f"{W}name"): s.get(f"{W}val") for s in settings.iter(f"{W}compatSetting")}

    assert value(STYLES.find(f"{W}docDefaults"), "rPrDefault/rPr/lang", "eastAsia") == "zh-CN"
    assert modes["compatibilityMode"] == "15"
    assert settings.find(f"{W}evenAndOddHeaders") is not None


def test_odd_pages_are_numbered_on_the_right_and_even_ones_on_the_left() -> None:
    odd, even = part(BASE, "word/footer1.xml"), part(BASE, "word/footer2.xml")

    assert (value(odd, "p/pPr/jc"), value(odd, "p/pPr/ind", "right")) == ("right", "280")
    assert (value(even, "p/pPr/jc"), value(even, "p/pPr/ind", "left")) == ("left", "280")
    for footer in (odd, even):
        assert re.fullmatch("— \\s*PAGE\\s*1 —", "".join(footer.itertext()))
    page = part(BASE, "word/document.xml").find(f"{W}body/{W}sectPr")
    kinds = [reference.get(f"{W}type") for reference in page.iter(f"{W}footerReference")]
    assert kinds == ["default", "even"]


def test_every_font_that_is_used_stands_in_the_font_table_with_its_other_name() -> None:
    table = part(BASE, "word/fontTable.xml")
    named = {font.get(f"{W}name"): value(font, "altName") for font in table}
    used = {fonts.get(W + slot) for fonts in STYLES.iter(f"{W}rFonts") for slot in SLOTS}

    assert used == set(named)
    assert named["方正小标宋简体"] == "宋体"
    assert named["仿宋"] == "仿宋_GB2312"


def test_a_county_may_ask_for_the_gb2312_names() -> None:
    fonts = {**FORM.page.fonts, **gb2312_fonts(FORM.page)}
    base = base_document(FORM, fonts)
    named = {f.get(f"{W}name"): value(f, "altName") for f in part(base, "word/fontTable.xml")}

    assert gb2312_fonts(FORM.page) == {"body": "仿宋_GB2312", "heading_2": "楷体_GB2312"}
    assert named["仿宋_GB2312"] == "仿宋"
    assert "仿宋" not in named
    assert '"仿宋"' not in parts(base)["word/styles.xml"].decode()


def test_python_docx_opens_it_and_finds_its_own_styles() -> None:
    document = docx.Document(BytesIO(BASE))

    assert document.styles["Heading 1"].style_id == "Heading1"
    assert document.paragraphs == []
    assert document.core_properties.author == ""
