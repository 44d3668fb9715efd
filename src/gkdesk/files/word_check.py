"""Re-opens a finished Word file and compares all that stands in it with the report.

It shares nothing with the writer but the report and its form: it reads the zip and the XML as a
stranger would, finds every cell by its position and spans, and every paragraph by its order.
"""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from typing import TypeAlias
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from gkdesk.core.form import Section
from gkdesk.core.grid import lay_out
from gkdesk.core.report import Report
from gkdesk.files.printed import figure, prose, signature, title_lines

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_PARTS = frozenset(
    {"[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", _DOCUMENT, _STYLES}
)

Place: TypeAlias = tuple[int, int]


@dataclass(frozen=True)
class _Paragraph:
    """A paragraph: the name of its style, its text, and whether it is broken into lines.

    As what is expected, an empty style is any style, and `broken` allows line breaks.
    """

    style: str
    text: str
    broken: bool = False


@dataclass(frozen=True)
class _Cell:
    """A cell of a table: how many rows and columns it covers, and its text."""

    rows: int
    columns: int
    text: str


@dataclass
class _Table:
    """A table: its size and its cells by the place of their upper left corner."""

    rows: int
    columns: int
    cells: dict[Place, _Cell]
    faults: list[str]


_Block: TypeAlias = _Paragraph | _Table


def differences(report: Report, data: bytes) -> list[str]:
    """What differs between a report and the bytes of its Word file; empty if nothing does."""
    try:
        parts = _parse_all(data)
    except (zipfile.BadZipFile, ElementTree.ParseError) as error:
        return [f"cannot be opened: {error}"]
    missing = sorted(_PARTS - parts.keys())
    if missing:
        return [f"part missing: {name}" for name in missing]
    names = _style_names(parts[_STYLES])
    found = _blocks(parts[_DOCUMENT], names)
    return list(_compare(_expected(report), found))


def _parse_all(data: bytes) -> dict[str, Element]:
    """Every part of the file, parsed; reading an entry also proves its checksum."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: ElementTree.fromstring(package.read(name)) for name in package.namelist()}


def _value(element: Element | None) -> str:
    """The value of an element that has nothing else; empty if there is none."""
    return "" if element is None else element.get(f"{_W}val", "")


def _style_names(styles: Element) -> dict[str, str]:
    """The name of each style by its id, as Word and screen readers know it."""
    return {
        style.get(f"{_W}styleId", ""): _value(style.find(f"{_W}name"))
        for style in styles.iterfind(f"{_W}style")
    }


def _blocks(document: Element, names: Mapping[str, str]) -> Iterator[_Block]:
    """The paragraphs and tables of the body in order."""
    for element in document.iterfind(f"{_W}body/*"):
        if element.tag == f"{_W}p":
            style = names.get(_value(element.find(f"{_W}pPr/{_W}pStyle")), "")
            broken = element.find(f"{_W}r/{_W}br") is not None
            yield _Paragraph(style, "".join(element.itertext()), broken)
        elif element.tag == f"{_W}tbl":
            yield _table(element)


def _table(element: Element) -> _Table:
    """A table with its merged cells put together again."""
    columns = len(element.findall(f"{_W}tblGrid/{_W}gridCol"))
    rows = element.findall(f"{_W}tr")
    table = _Table(len(rows), columns, {}, [])
    open_cells: dict[int, Place] = {}
    for row, line in enumerate(rows):
        column = 0
        for cell in line:
            if cell.tag == f"{_W}tc":
                column += _read_cell(table, cell, (row, column), open_cells)
        if column != columns:
            table.faults.append(f"row {row} covers {column} of {columns} columns")
    return table


def _read_cell(table: _Table, element: Element, place: Place, open_cells: dict[int, Place]) -> int:
    """Put one cell into the table, or lengthen the one it continues; the columns it covers."""
    span, merge = 1, ""
    for one in element.iterfind(f"{_W}tcPr/*"):
        if one.tag == f"{_W}gridSpan":
            span = int(_value(one))
        elif one.tag == f"{_W}vMerge":
            merge = _value(one) or "continue"
    row, column = place
    text = "".join("\n" if one.tag == f"{_W}br" else one.text or "" for one in element.iter())
    if merge != "continue":
        table.cells[place] = _Cell(1, span, text)
        open_cells.pop(column, None)
        if merge == "restart":
            open_cells[column] = place
        return span
    above = open_cells.get(column)
    if above is None or table.cells[above].columns != span or text:
        table.faults.append(f"cell {place} continues no cell above it")
    else:
        table.cells[above] = _Cell(row - above[0] + 1, span, table.cells[above].text)
    return span


def _expected(report: Report) -> Iterator[_Block]:
    """The blocks that the file of a report must hold, in order."""
    form = report.form
    yield _Paragraph("Title", "".join(title_lines(report)), broken=True)
    yield _Paragraph("", "")
    yield from _expected_prose(report, form.preface)
    for section in form.sections:
        yield _Paragraph("heading 1", section.label)
        if section.is_prose:
            yield from _expected_prose(report, section)
        else:
            yield _expected_table(report, section)
    lines = [line for line in signature(report) if line]
    yield from [_Paragraph("", "")] * bool(lines)
    for line in lines:
        yield _Paragraph("Signature", line, broken=True)


def _expected_prose(report: Report, section: Section) -> Iterator[_Paragraph]:
    for paragraph in prose(report, section):
        all_heading = paragraph.heading and not paragraph.body and paragraph.level in (2, 3)
        style = f"heading {paragraph.level}" if all_heading else "Body Text"
        yield _Paragraph(style, paragraph.text)


def _expected_table(report: Report, section: Section) -> _Table:
    grid = lay_out(report.form, section)
    cells = {
        (cell.row, cell.column): _Cell(
            cell.row_span,
            cell.column_span,
            figure(report, cell.address) if cell.address else cell.text,
        )
        for cell in grid.cells
    }
    return _Table(grid.rows, grid.columns, cells, [])


def _compare(expected: Iterator[_Block], found: Iterator[_Block]) -> Iterator[str]:
    """Differences block by block; after a block of the other kind nothing more is compared."""
    for index, (left, right) in enumerate(zip_longest(expected, found)):
        place = f"block {index}"
        if isinstance(left, _Paragraph) and isinstance(right, _Paragraph):
            yield from _compare_paragraphs(place, left, right)
        elif isinstance(left, _Table) and isinstance(right, _Table):
            yield from _compare_tables(place, left, right)
        else:
            yield f"{place}: expected {_brief(left)}, found {_brief(right)}"
            return


def _compare_paragraphs(place: str, expected: _Paragraph, found: _Paragraph) -> Iterator[str]:
    if found.text != expected.text:
        yield f"{place}: expected {expected.text!r}, found {found.text!r}"
    if expected.style and found.style != expected.style:
        yield f"{place}: expected style {expected.style!r}, found {found.style!r}"
    if found.broken and not expected.broken:
        yield f"{place}: a line break within {found.text!r}"


def _compare_tables(place: str, expected: _Table, found: _Table) -> Iterator[str]:
    for fault in found.faults:
        yield f"{place}: {fault}"
    if (found.rows, found.columns) != (expected.rows, expected.columns):
        yield (
            f"{place}: expected {expected.rows}×{expected.columns}"
            f" cells, found {found.rows}×{found.columns}"
        )
    for at in sorted(expected.cells.keys() | found.cells.keys()):
        left, right = expected.cells.get(at), found.cells.get(at)
        if left != right:
            yield f"{place}, cell {at}: expected {left}, found {right}"


def _brief(block: _Block | None) -> str:
    if block is None:
        return "nothing"
    return repr(block.text) if isinstance(block, _Paragraph) else "a table"
