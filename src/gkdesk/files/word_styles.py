"""The base Word document, built in code: styles, settings, fonts and footers after GB/T 9704-2012.

Lean on purpose: no theme (its fonts would win over ours), nothing of python-docx's own template
(letter paper, Japanese fonts, compatibility mode), every measure from the form file.
"""

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from gkdesk.core.form import Form, Page, Table
from gkdesk.files.word_xml import NAMESPACES, TWIPS, fonts_xml, half_points, quoted

# Style ids that the writer uses. The names below are Word's own, so that its navigation pane,
# screen readers and other programs know a heading for a heading.
TITLE, BODY, SIGNATURE, FOOTER = "Title", "BodyText", "Signature", "Footer"
HEADING_1, HEADING_2, HEADING_3 = "Heading1", "Heading2", "Heading3"
RUN_IN_HEADING_2 = "Heading2Char"
HEADING_ROLES = ("heading_1", "heading_2", "heading_3")

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The time on every entry of the zip: equal reports are equal files."""

# Narrow, in twips: figures of six digits fit into the columns of the official tables.
CELL_MARGIN = 20
LABEL_INDENT = 40

_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = ("styles", "settings", "fontTable", "footer1", "footer2")


def cell_style(section_id: str, *, left: bool = False) -> str:
    """The id of the paragraph style for the cells of a table section."""
    return f"Cell-{section_id}{'-left' if left else ''}"


def gb2312_fonts(page: Page) -> dict[str, str]:
    """The fonts by role for a county that asks for the _GB2312 names instead of the standard's."""
    return {
        role: page.substitutes[name]
        for role, name in page.fonts.items()
        if page.substitutes.get(name, "").endswith("_GB2312")
    }


def base_document(form: Form, fonts: Mapping[str, str]) -> bytes:
    """An empty .docx with our styles, settings and footers; `fonts` name a font for each role."""
    body = f"<w:body>{_section_properties(form.page)}</w:body>"
    entries = {
        "_rels/.rels": _relations(
            ("officeDocument", f"{_RELATION}officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core_properties(),
        "word/_rels/document.xml.rels": _relations(
            *((part, _RELATION + part.rstrip("12"), f"{part}.xml") for part in _PARTS)
        ),
        "word/document.xml": f"<w:document {NAMESPACES}>{body}</w:document>",
        "word/styles.xml": _styles(form, fonts),
        "word/settings.xml": _settings(form.page),
        "word/fontTable.xml": _font_table(form.page, fonts),
        "word/footer1.xml": _footer(form.page, side="right"),
        "word/footer2.xml": _footer(form.page, side="left"),
    }
    parts = {name: (_DECLARATION + text).encode() for name, text in entries.items()}
    return pack({"[Content_Types].xml": content_types(), **parts})


def pack(entries: Mapping[str, bytes]) -> bytes:
    """The zip of these entries; the clock has no part in it."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # the same file on Windows and on Linux
            package.writestr(info, data)
    return file.getvalue()


def content_types() -> bytes:
    """The list of what each part is; the same for every report."""
    kinds = {"/word/document.xml": f"{_OFFICE}document.main+xml"}
    kinds |= {f"/word/{part}.xml": f"{_OFFICE}{part.rstrip('12')}+xml" for part in _PARTS}
    kinds["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()


def _relations(*relations: tuple[str, str, str]) -> str:
    items = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}relationships">{items}</Relationships>'


def _core_properties() -> str:
    """Empty properties: without the part python-docx would put in its own name and the clock."""
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    )


def _section_properties(page: Page) -> str:
    """The page. The grid has lines only: characters are spaced by the style, never by both."""
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/>'
        '<w:footerReference w:type="even" r:id="footer2"/>'
        f'<w:pgSz w:w="{page.width}" w:h="{page.height}"/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}"'
        f' w:left="{page.left}" w:header="851" w:footer="{page.footer}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{page.line_pitch}"/></w:sectPr>'
    )


def _settings(page: Page) -> str:
    switches = "".join(
        f"<w:{name}/>"
        for name in (
            "spaceForUL",
            "balanceSingleByteDoubleByteWidth",
            "doNotLeaveBackslashAlone",
            "ulTrailSpace",
            "doNotExpandShiftReturn",
            "useFELayout",
        )
    )
    compatible = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),  # anything lower opens as 「兼容模式」
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/>'
        f'<w:defaultTabStop w:val="{_characters(page, 2)}"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat>{switches}{compatible}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _font_table(page: Page, fonts: Mapping[str, str]) -> str:
    """Every font that is named, with the name under which another machine may have it."""
    other = {old: new for new, old in page.substitutes.items()} | dict(page.substitutes)
    items = ""
    for name in dict.fromkeys(fonts.values()):
        latin = name == fonts["latin"]
        alternative = f'<w:altName w:val="{quoted(other[name])}"/>' if name in other else ""
        items += (
            f'<w:font w:name="{quoted(name)}">{alternative}'
            f'<w:charset w:val="{"00" if latin else "86"}"/>'
            f'<w:family w:val="{"roman" if latin else "auto"}"/>'
            f'<w:pitch w:val="{"variable" if latin else "default"}"/></w:font>'
        )
    return f"<w:fonts {NAMESPACES}>{items}</w:fonts>"


def _footer(page: Page, *, side: str) -> str:
    """「— 1 —」, one character of its own size in from the outer edge."""
    indent = round(page.points["page_number"] * TWIPS)
    runs = (
        '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r>'
    )
    return (
        f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{FOOTER}"/>'
        f'<w:ind w:{side}="{indent}"/><w:jc w:val="{side}"/></w:pPr>{runs}</w:p></w:ftr>'
    )


def _styles(form: Form, fonts: Mapping[str, str]) -> str:
    page = form.page
    body = half_points(page.points["body"])
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts_xml(fonts, 'body')}"
        f'<w:sz w:val="{body}"/><w:szCs w:val="{body}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    items = (*_foundations(page, fonts), *_text_styles(page, fonts), *_cell_styles(form, fonts))
    return f"<w:styles {NAMESPACES}>{defaults}{''.join(items)}</w:styles>"


def _foundations(page: Page, fonts: Mapping[str, str]) -> Iterator[str]:
    """The defaults of each kind. Widow control is off: it would move lines to the next page."""
    yield (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/>'
        '<w:autoSpaceDN w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{page.line_pitch}" w:lineRule="exact"/>'
        f'<w:jc w:val="both"/></w:pPr><w:rPr>{fonts_xml(fonts, "body")}'
        f'<w:spacing w:val="{page.character_spacing}"/></w:rPr></w:style>'
    )
    yield (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
        "<w:unhideWhenUsed/></w:style>"
    )
    yield (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/>'
        f'<w:left w:w="{CELL_MARGIN}" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        f'<w:right w:w="{CELL_MARGIN}" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


def _text_styles(page: Page, fonts: Mapping[str, str]) -> Iterator[str]:
    """Title, headings, body, signature and footer.

    Title, headings and footer keep off the line grid: a substitute font that is taller than the
    pitch would take two lines of it.
    """
    first_line = f'<w:ind w:firstLineChars="200" w:firstLine="{_characters(page, 2)}"/>'
    off_grid = '<w:snapToGrid w:val="0"/>'
    yield _style(
        TITLE,
        "Title",
        f'{off_grid}<w:jc w:val="center"/>',
        fonts_xml(fonts, "title") + _size(page.points["title"]),
    )
    yield _style(BODY, "Body Text", first_line, fonts_xml(fonts, "body"))
    headings = zip((HEADING_1, HEADING_2, HEADING_3), HEADING_ROLES, strict=True)
    for level, (style, role) in enumerate(headings):
        yield _style(
            style,
            f"heading {level + 1}",
            f'<w:keepNext/>{off_grid}{first_line}<w:outlineLvl w:val="{level}"/>',
            fonts_xml(fonts, role if role in fonts else "body"),
            follow=BODY,
            link=RUN_IN_HEADING_2 if style == HEADING_2 else "",
        )
    yield (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{RUN_IN_HEADING_2}">'
        '<w:name w:val="Heading 2 Char"/><w:basedOn w:val="DefaultParagraphFont"/>'
        f'<w:link w:val="{HEADING_2}"/><w:rPr>{fonts_xml(fonts, "heading_2")}</w:rPr></w:style>'
    )
    yield _style(SIGNATURE, "Signature", "<w:keepLines/>", fonts_xml(fonts, "body"))
    yield _style(
        FOOTER,
        "footer",
        f'{off_grid}<w:spacing w:line="320" w:lineRule="exact"/>',
        fonts_xml({**fonts, "latin": fonts["page_number"]}, "page_number")
        + '<w:spacing w:val="0"/>'
        + _size(page.points["page_number"]),
    )


def _cell_styles(form: Form, fonts: Mapping[str, str]) -> Iterator[str]:
    """A style for the cells of each table: its rows stay together, and off the line grid.

    On the grid, each single-spaced line of a cell would take a whole line of the page.
    """
    for section in form.sections:
        if section.table is None:
            continue
        name = f"表格 {section.name}"
        yield _style(
            cell_style(section.id),
            name,
            f'<w:keepNext/><w:snapToGrid w:val="0"/>{_line(section.table)}<w:jc w:val="center"/>',
            fonts_xml(fonts, "table") + '<w:spacing w:val="0"/>' + _size(section.table.font_points),
            custom=True,
        )
        yield _style(
            cell_style(section.id, left=True),
            f"{name} 左",
            f'<w:ind w:left="{LABEL_INDENT}"/><w:jc w:val="left"/>',
            fonts_xml(fonts, "table"),
            based_on=cell_style(section.id),
            custom=True,
        )


def _line(table: Table) -> str:
    return f'<w:spacing w:line="{round(table.line_points * TWIPS)}" w:lineRule="exact"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{half_points(points)}"/><w:szCs w:val="{half_points(points)}"/>'


def _characters(page: Page, count: int) -> int:
    """So many characters of body text in twips, at the page's character spacing."""
    return round(count * (page.points["body"] * TWIPS + page.character_spacing))


def _style(
    style_id: str,
    name: str,
    paragraph: str,
    run: str,
    *,
    based_on: str = "Normal",
    follow: str = "",
    link: str = "",
    custom: bool = False,
) -> str:
    """One paragraph style, its children in the order that the schema asks for."""
    kind = ' w:customStyle="1"' if custom else ""
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{style_id}">'
        f'<w:name w:val="{quoted(name)}"/><w:basedOn w:val="{based_on}"/>'
        + (f'<w:next w:val="{follow}"/>' if follow else "")
        + (f'<w:link w:val="{link}"/>' if link else "")
        + f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )
