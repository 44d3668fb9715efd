"""An Excel workbook (.xlsx) -> the grids of its visible sheets, as far as a reader sees them."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gkdesk.files.document import Document, Grid
from gkdesk.files.drawn_grid import MOST_CELLS
from gkdesk.files.drawn_grid import too_big as too_many_cells
from gkdesk.files.plain_text import visible
from gkdesk.files.sheet_layout import Place, laid_out
from gkdesk.files.sheet_numbers import Look, look_of, number_text
from gkdesk.files.zip_parts import Element, NoDoctype, ZipParts

_KIND = "Excel 表格"
_ADVICE = "请在 WPS 表格或 Excel 中另存为 .xlsx（不设密码）后再导入。"
_MOST_ELEMENTS = 600_000
_MOST_TEXT = 20 << 20
_MOST_SHEETS = 256
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\Z")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_TRUE = frozenset(("1", "true", "on"))


def read_sheet(data: bytes) -> Document:
    """The document in a workbook; UserError if it is none, damaged, encrypted or too large.

    Hidden sheets, rows and columns are left out. Where several sheets hold something, the name
    of each comes before its grid. A formula that was never worked out is given as it stands.
    """
    workbook = _Workbook(ZipParts(data, _KIND, _ADVICE))
    found = [(name, grid) for name, grid in workbook.grids() if grid is not None]
    blocks: list[str | Grid] = []
    for name, grid in found:
        if len(found) > 1:
            blocks.append(name)
        blocks.append(grid)
    return Document(tuple(blocks))


@dataclass
class _Counted:
    """What all sheets of a workbook may hold together."""

    parts: ZipParts
    cells: int = 0
    elements: int = 0
    text: int = 0

    def element(self) -> None:
        self.elements += 1
        if self.elements > _MOST_ELEMENTS:
            raise self.parts.too_big()

    def cell(self) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise too_many_cells()

    def characters(self, count: int) -> None:
        self.text += count
        if self.text > _MOST_TEXT:
            raise self.parts.too_big()


class _Workbook:
    """The parts of a workbook that its sheets share."""

    def __init__(self, parts: ZipParts) -> None:
        self._parts = parts
        self._counted = _Counted(parts)
        self._path = self._find_workbook()
        self._root = parts.xml(self._path)
        self._related = self._relations(self._path)
        self._texts = self._shared_texts()
        self._looks = self._styles()
        of_workbook = next(_children(self._root, "workbookPr"), None)
        self._from_1904 = _is_on(of_workbook, "date1904")

    def grids(self) -> Iterator[tuple[str, Grid | None]]:
        """The name and the grid of each visible sheet, in the order of their tabs."""
        sheets = [one for group in _children(self._root, "sheets") for one in group]
        if len(sheets) > _MOST_SHEETS:
            raise self._parts.too_big()
        for sheet in sheets:
            if sheet.get("state", "visible") != "visible":
                continue
            relation = next((v for k, v in sheet.attrib.items() if _local(k) == "id"), "")
            kind, path = self._related.get(relation, ("", ""))
            if kind == "worksheet":
                name = " ".join(visible(sheet.get("name", "")).split())
                yield name, self._grid(path)

    def _grid(self, path: str) -> Grid | None:
        target = _Sheet(self._counted)
        self._parts.feed(path, target, limit=128 << 20)
        rows, columns = target.hidden_rows, target.hidden_columns
        return laid_out(self._cell_texts(target), target.merged, rows, columns)

    def _cell_texts(self, sheet: "_Sheet") -> dict[Place, str]:
        """What each cell shows, if it is anything."""
        texts: dict[Place, str] = {}
        for place, cell in sheet.cells.items():
            text = self._text(cell)
            self._counted.characters(len(text))
            if text:
                texts[place] = text
        return texts

    def _text(self, cell: "_Cell") -> str:
        value = cell.value.strip()
        if not value and not cell.inline:
            return "" if not cell.formula else f"={cell.formula}"
        match cell.kind:
            case "s":
                index = int(value) if value.isascii() and value.isdigit() and len(value) < 9 else -1
                if not 0 <= index < len(self._texts):
                    raise self._parts.damaged()
                return self._texts[index]
            case "inlineStr":
                return _shown(cell.inline)
            case "str" | "e" | "d":
                return _shown(cell.value)
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        look = self._looks[cell.style] if 0 <= cell.style < len(self._looks) else "plain"
        return visible(number_text(value, look, from_1904=self._from_1904))

    def _find_workbook(self) -> str:
        if "xl/workbook.bin" in self._parts:
            raise self._parts.refusal("是二进制格式（.xlsb），不能读")
        found = [path for kind, path in self._relations("").values() if kind == "officeDocument"]
        return found[0] if found else "xl/workbook.xml"

    def _relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        """What a part points to, by the id of the pointer: the kind, and the name of the part."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self._parts:
            return {}
        return {
            one.get("Id", ""): (
                one.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))),
            )
            for one in self._parts.xml(path)
            if one.get("TargetMode") != "External"
        }

    def _part(self, kind: str) -> str:
        """The name of the part of a kind that the workbook points to; empty if there is none."""
        found = (path for one, path in self._related.values() if one == kind)
        return next((path for path in found if path in self._parts), "")

    def _shared_texts(self) -> list[str]:
        path = self._part("sharedStrings")
        if not path:
            return []
        target = _Texts(self._counted)
        self._parts.feed(path, target)
        return [_shown(text) for text in target.texts]

    def _styles(self) -> list[Look]:
        """How numbers look, for each style of a cell."""
        path = self._part("styles")
        if not path:
            return []
        root = self._parts.xml(path, 8 << 20)
        codes = {
            _number(one.get("numFmtId", "")): one.get("formatCode", "")
            for group in _children(root, "numFmts")
            for one in group
        }
        ids = [
            _number(one.get("numFmtId", ""))
            for group in _children(root, "cellXfs")
            for one in group
        ]
        looks = {one: look_of(one, codes.get(one)) for one in set(ids)}
        return [looks[one] for one in ids]


@dataclass(slots=True)
class _Cell:
    """A cell as the file has it."""

    kind: str
    style: int
    value: str = ""
    inline: str = ""
    formula: str = ""


class _Texts(NoDoctype):
    """Collects the shared texts: all runs of each, without the reading aids above them."""

    def __init__(self, counted: _Counted) -> None:
        self.texts: list[str] = []
        self._counted = counted
        self._runs: list[str] = []
        self._in_run = False
        self._aids = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        self._counted.element()
        name = _local(tag)
        if name == "si":
            self._runs = []
        elif name == "rPh":
            self._aids += 1
        self._in_run = name == "t" and not self._aids

    def data(self, text: str) -> None:
        if self._in_run:
            self._runs.append(text)

    def end(self, tag: str) -> None:
        name = _local(tag)
        self._in_run = False
        if name == "rPh":
            self._aids -= 1
        elif name == "si":
            self.texts.append("".join(self._runs))


@dataclass
class _Sheet(NoDoctype):
    """Collects the cells of a sheet, its merged areas, and what is hidden."""

    counted: _Counted
    cells: dict[Place, _Cell] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    _row: int = 0
    _column: int = 0
    _cell: _Cell | None = None
    _text: list[str] | None = None
    _aids: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.counted.element()
        name = _local(tag)
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "t", "f"):
            self._text = [] if self._cell is not None and not self._aids else None
        elif name == "row":
            self._start_row(attributes)
        elif name == "rPh":
            self._aids += 1
        elif name == "col" and _is_on(attributes, "hidden"):
            ends = _number(attributes.get("min", "")), _number(attributes.get("max", ""))
            self.hidden_columns.append(ends)
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            area = _place(first), _place(last or first)
            if area[0] and area[1]:
                self.merged.append((area[0], area[1]))

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        name = _local(tag)
        if name == "c":
            self._cell = None
        elif name == "rPh":
            self._aids -= 1
        elif name in ("v", "t", "f") and self._text is not None and self._cell is not None:
            text, self._text = "".join(self._text), None
            if name == "v":
                self._cell.value = text
            elif name == "t":
                self._cell.inline += text
            else:
                self._cell.formula = text

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        given = _number(attributes.get("r", ""))
        self._row = given if given > 0 else self._row + 1
        self._column = 0
        if self._row > _LAST_ROW:
            raise self.counted.parts.damaged()
        if _is_on(attributes, "hidden"):
            self.hidden_rows.add(self._row)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        """A cell begins: where it says, or else right of the one before it."""
        self.counted.cell()
        place = _place(attributes.get("r", "")) or (self._row, self._column + 1)
        if place[0] > _LAST_ROW or place[1] > _LAST_COLUMN or place[0] < 1:
            raise self.counted.parts.damaged()
        self._column = place[1]
        self._cell = _Cell(attributes.get("t", "n"), _number(attributes.get("s", "0")))
        self.cells[place] = self._cell


def _place(reference: str) -> Place | None:
    """Row and column of a reference such as B12, both from one; None if it is none."""
    match = _REFERENCE.match(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _number(text: str) -> int:
    """A whole number of an attribute; -1 if it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _is_on(element: Element, name: str) -> bool:
    """Whether a switch of an element is on; an element that is absent has none."""
    return element is not None and element.get(name, "").lower() in _TRUE


def _children(element: Element, name: str) -> Iterator[Element]:
    """The children of a name, whichever kind of the standard the file is in."""
    return (one for one in element if _local(one.tag) == name)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _shown(text: str) -> str:
    """A text as a cell shows it: without signs that cannot be seen, its lines without a rim."""
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    lines = (line.strip() for line in visible(text).split("\n"))
    return "\n".join(line for line in lines if line)
