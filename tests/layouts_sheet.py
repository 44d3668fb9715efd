"""A drawing written as an .xlsx: by Excel, WPS or a program; one sheet or several."""

from __future__ import annotations

import zipfile
from io import BytesIO
from random import Random
from xml.sax.saxutils import escape

from gkdesk.files.document import Document, Grid, GridCell
from layouts_drawn import whole

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# General, then with thousands separators, then as it is.
STYLES = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 3, 1))


def as_book(document: Document, random: Random) -> bytes:
    """A drawing as the bytes of a workbook."""
    blocks = [whole(block) if isinstance(block, Grid) else block for block in document.blocks]
    book = _Book(random)
    if random.random() < 0.5:
        book.add(blocks)
    else:  # a sheet for each table, what stands before it with it
        begun: list[str | Grid] = []
        for block in blocks:
            begun.append(block)
            if isinstance(block, Grid):
                book.add(begun)
                begun = []
        book.add(begun)
    return book.bytes()


class _Book:
    """Collects sheets and shared texts."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._sheets: list[str] = []
        self._shared: list[str] = []

    def add(self, blocks: list[str | Grid]) -> None:
        """One more sheet with some blocks below each other, somewhere on it."""
        if not blocks:
            return
        random = self._random
        row, left = random.choice((1, 1, 3)), random.choice((1, 1, 2))
        hidden = random.choice((0, 0, 0, left, left + 2))  # a hidden column with others' figures
        width = max((block.columns for block in blocks if isinstance(block, Grid)), default=4)
        rows: dict[int, dict[int, str]] = {}
        areas: list[str] = []
        for block in blocks:
            grid = block if isinstance(block, Grid) else Grid(1, width, (_line(block, width),))
            for cell in grid.cells:
                places = self._places(cell, row, left, hidden)
                rows.setdefault(places[0], {})[places[1]] = self._cell(cell.text, *places[:2])
                if cell.row_span * cell.column_span > 1:
                    areas.append(f"{name(*places[:2])}:{name(*places[2:])}")
            row += grid.rows + random.choice((0, 0, 1))
        if rows:
            self._sheets.append(self._sheet(rows, areas, hidden))

    def _places(self, cell: GridCell, top: int, left: int, hidden: int) -> tuple[int, ...]:
        """First and last row and column of a cell, a hidden column left out."""

        def shown(column: int) -> int:
            return column + (0 < hidden <= column)

        first, last = left + cell.column, left + cell.column + cell.column_span - 1
        row = top + cell.row
        return row, shown(first), row + cell.row_span - 1, shown(last)

    def _cell(self, text: str, row: int, column: int) -> str:
        """A cell with a text or a number, of one of the kinds that programs write."""
        place, plain = f' r="{name(row, column)}"', text.strip().replace(",", "")
        if not text:
            return f'<c{place} s="0"/>'
        is_number = plain.isascii() and plain.replace(".", "", 1).isdigit()
        match self._random.randrange(6) if is_number else self._random.randrange(2):
            case 0:
                texts = f"<r><t>{escape(text[:1])}</t></r><r><t>{escape(text[1:])}</t></r>"
                if self._random.random() < 0.7:
                    texts = f'<t xml:space="preserve">{escape(text)}</t>'
                return f'<c{place} t="inlineStr"><is>{texts}</is></c>'
            case 1:
                self._shared.append(f'<si><t xml:space="preserve">{escape(text)}</t></si>')
                return f'<c{place} t="s"><v>{len(self._shared) - 1}</v></c>'
            case 2:
                return f'<c{place} s="1"><v>{plain}</v></c>'
            case 3:
                return f"<c{place}><f>SUM(B1:B9)</f><v>{plain}</v></c>"
            case 4:
                return f'<c{place} t="str"><f>TEXT(1,"0")</f><v>{escape(text)}</v></c>'
        return f'<c{place} s="2"><v>{plain}</v></c>'

    def _sheet(self, rows: dict[int, dict[int, str]], areas: list[str], hidden: int) -> str:
        if hidden:
            for row, cells in rows.items():
                cells[hidden] = f'<c r="{name(row, hidden)}"><v>9</v></c>'
        lines = "".join(
            f'<row r="{row}">{"".join(cells[column] for column in sorted(cells))}</row>'
            for row, cells in sorted(rows.items())
        )
        last = max(rows) + 1
        lines += f'<row r="{last}" hidden="1"><c r="A{last}"><v>9</v></c></row>'
        columns = f'<cols><col min="{hidden}" max="{hidden}" hidden="1"/></cols>' if hidden else ""
        merged = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
        return f"{columns}<sheetData>{lines}</sheetData><mergeCells>{merged}</mergeCells>"

    def bytes(self) -> bytes:
        """The whole workbook, with a hidden sheet of other figures."""
        other = '<sheetData><row r="1"><c r="A1"><v>9</v></c></row></sheetData>'
        sheets = [*self._sheets, other]
        listed, pointers = "", ""
        parts: dict[str, str] = {}
        for at, sheet in enumerate(sheets, 1):
            state = ' state="hidden"' if sheet is other else ""
            listed += f'<sheet name="表{at}" sheetId="{at}"{state} r:id="r{at}"/>'
            pointers += _pointer(f"r{at}", "worksheet", f"worksheets/sheet{at}.xml")
            part = f'{HEAD}<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
            parts[f"xl/worksheets/sheet{at}.xml"] = part
        pointers += _pointer("s", "sharedStrings", "sharedStrings.xml")
        pointers += _pointer("t", "styles", "styles.xml")
        shared, styles = "".join(self._shared), f"<cellXfs>{STYLES}</cellXfs>"
        parts |= {
            "_rels/.rels": _pointers(_pointer("d", "officeDocument", "xl/workbook.xml")),
            "xl/_rels/workbook.xml.rels": _pointers(pointers),
            "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
            f"<sheets>{listed}</sheets></workbook>",
            "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}">{shared}</sst>',
            "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        }
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            for part_name, text in parts.items():
                package.writestr(part_name, text)
        return target.getvalue()


def _line(text: str, width: int) -> GridCell:
    """A paragraph in a sheet: one cell as wide as the table."""
    return GridCell(0, 0, text, column_span=width)


def name(row: int, column: int) -> str:
    """A place of a sheet with at most 26 columns, as A1."""
    return f"{chr(ord('A') + column - 1)}{row}"


def _pointer(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def _pointers(pointers: str) -> str:
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{pointers}</Relationships>'
