"""Blocks of cells on the clipboard: as Excel and Word write them, and where a pasted one lands."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import product
from typing import TypeAlias

from gkdesk.core.numbers import parse
from gkdesk.core.report import Report
from gkdesk.ui.table_model import TableModel

Block: TypeAlias = list[list[str]]

# A quoted cell ends at the quote before a separator; what only begins with a quote is plain text.
_CELL = re.compile(r'"((?:[^"]|"")*)"(?=[\t\r\n]|\Z)|([^\t\r\n]*)')
_END_OF_CELL = re.compile(r"\t|\r\n|\r|\n|\Z")
_NEEDS_QUOTES = re.compile(r'["\t\r\n]')


@dataclass(frozen=True)
class Area:
    """A rectangle of cells: its first row and column, and its size."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Landing:
    """What pasting would do: texts for typed cells, what was meant for totals, or why not."""

    texts: Mapping[str, str]
    totals: Mapping[str, str]
    problem: str = ""


def read_block(text: str) -> Block:
    """The cells of a clipboard text: tabs and lines, quoted where a cell holds such itself."""
    block: Block = [[]]
    at = 0
    while at < len(text):
        cell = _CELL.match(text, at)
        assert cell is not None  # the second form matches anything
        quoted, plain = cell.groups()
        block[-1].append(plain if quoted is None else quoted.replace('""', '"'))
        end = _END_OF_CELL.match(text, cell.end())
        assert end is not None  # a cell stops only before a separator
        at = end.end()
        if end.group() == "\t" and at == len(text):
            block[-1].append("")
        elif end.group() not in ("\t", "") and at < len(text):
            block.append([])
    return block if text else []


def write_block(block: Block) -> str:
    """A block as tab-separated text that Excel, Word and `read_block` read back the same."""
    return "".join("\t".join(map(_quoted, row)) + "\r\n" for row in block)


def texts_of(model: TableModel, area: Area) -> Block:
    """What the cells of an area show; what a merged cell covers is empty."""
    return [
        [_shown(model, row, column) for column in range(area.column, area.column + area.columns)]
        for row in range(area.row, area.row + area.rows)
    ]


def write_html(model: TableModel, area: Area) -> str:
    """An area as a table of HTML, with the cells that are merged across."""
    spans = {(place.row, place.column): place.columns for place, _ in model.cells()}
    rows = []
    for row in range(area.row, area.row + area.rows):
        cells = [
            _tag(
                _shown(model, row, column),
                min(spans[row, column], area.column + area.columns - column),
            )
            for column in range(area.column, area.column + area.columns)
            if (row, column) in spans
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<meta charset="utf-8"><table border="1">{"".join(rows)}</table>'


def land(model: TableModel, block: Block, area: Area) -> Landing:
    """Where a block lands that is pasted onto a chosen area.

    It begins at the area's first cell, and fills the whole area where that is a multiple of it,
    as in Excel. Totals are passed over in place. What has no place is refused whole.
    """
    rows, columns = model.rowCount() - area.row, model.columnCount() - area.column
    block = _without_blank_rim(block, rows, columns)
    if not block:
        return Landing({}, {}, "剪贴板里没有文字，没有粘贴。")
    high, wide = len(block), max(map(len, block))
    if high > rows or wide > columns:
        return Landing({}, {}, _too_big(high, wide, rows, columns))
    down = area.rows // high if area.rows % high == 0 else 1
    right = area.columns // wide if area.columns % wide == 0 else 1
    texts: dict[str, str] = {}
    totals: dict[str, str] = {}
    for row, column in product(range(high * down), range(wide * right)):
        line = block[row % high]
        if column % wide >= len(line):
            continue
        index = model.index(area.row + row, area.column + column)
        text, address = line[column % wide], model.address(index)
        if model.is_typed(address):
            texts[address] = text
        elif address:
            totals[address] = text
        elif text.strip() and text.strip() != index.data() and (row < high and column < wide):
            return Landing({}, {}, _no_place(text.strip()))
    return Landing(texts, totals, "" if texts else _ALL_GREY)


def fill(addresses: Iterable[str], text: str) -> Landing:
    """A single value that is pasted onto typed cells: each of them takes it."""
    texts = dict.fromkeys(addresses, text)
    return Landing(texts, {}, "" if texts else _ALL_GREY)


def account(landing: Landing, report: Report) -> str:
    """A sentence on what a paste did, with all that the clerk should look at."""
    cells = report.form.cells
    read = [parse(text, cells[address].column.kind) for address, text in landing.texts.items()]
    parts = [f"已粘贴 {len(read)} 格"]
    if None in read:
        parts.append(f"其中 {read.count(None)} 格是空白")
    odd = sum(isinstance(answer, str) for answer in read)
    if odd:
        parts.append(f"{odd} 格不是数字，照原样保留并标出")
    meant = {one: parse(text, cells[one].column.kind) for one, text in landing.totals.items()}
    other = sum(text not in (None, report.total(one).value) for one, text in meant.items())
    warning = f"有 {other} 格总计与剪贴板里的不同，总计由程序算出，请核对。" if other else ""
    return "，".join(parts) + "。" + warning


_ALL_GREY = "灰色格是自动计算的，没有粘贴。"


def _no_place(text: str) -> str:
    return f"“{text[:12]}”会落到不能填的格上，没有粘贴。请只复制数字部分。"


def _too_big(high: int, wide: int, rows: int, columns: int) -> str:
    return (
        f"剪贴板里有 {high} 行 {wide} 列，从这一格起只有 {rows} 行 {columns} 列，没有粘贴。"
        "请先点要贴的第一格；复制时不要带表头和左边的文字。"
    )


def _without_blank_rim(block: Block, rows: int, columns: int) -> Block:
    """A block without the blank rows and columns that would stick out of the table."""
    block = [list(row) for row in block]
    while len(block) > rows and not any(text.strip() for text in block[-1]):
        block.pop()
    for row in block:
        while len(row) > columns and not row[-1].strip():
            row.pop()
    return block


def _quoted(text: str) -> str:
    if _NEEDS_QUOTES.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def _shown(model: TableModel, row: int, column: int) -> str:
    return str(model.data(model.index(row, column)) or "")


def _tag(text: str, span: int) -> str:
    across = f' colspan="{span}"' if span > 1 else ""
    return f"<td{across}>{escape(text)}</td>"
