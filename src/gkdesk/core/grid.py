"""The official table as one grid of merged cells: the same for paper, screen and web page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from gkdesk.core.form import Block, Column, Form, Heading, Row, Section, Table

Role = Literal["caption", "head", "corner", "label", "figure"]


@dataclass(frozen=True)
class GridCell:
    """One cell of the grid with its place and spans; a figure has an address, others a text.

    A figure that no newer form asks for has neither.
    """

    role: Role
    row: int
    column: int
    text: str = ""
    address: str = ""
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class Grid:
    """A whole table: its size, its cells in reading order, and how much of it is head or label.

    The first `head_rows` rows repeat on a new page and stay in sight when the table scrolls;
    so do the first `label_columns` columns.
    """

    rows: int
    columns: int
    head_rows: int
    label_columns: int
    cells: tuple[GridCell, ...]

    def at(self, row: int, column: int) -> GridCell:
        """The cell that covers a place of the grid; KeyError if none does."""
        for cell in self.cells:
            rows = range(cell.row, cell.row + cell.row_span)
            if row in rows and column in range(cell.column, cell.column + cell.column_span):
                return cell
        raise KeyError((row, column))


def lay_out(form: Form, section: Section) -> Grid:
    """The grid of a table section; ValueError for a prose section."""
    table = section.table
    if table is None:
        raise ValueError(f"{section.id} has no table in form {form.edition}")
    if table.arrangement == "blocks":
        return _lay_out_blocks(section, table)
    if table.arrangement == "grid":
        return _lay_out_grid(section, table)
    return _lay_out_across(section, table)


def _sorted(cells: Sequence[GridCell]) -> tuple[GridCell, ...]:
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def _lay_out_blocks(section: Section, table: Table) -> Grid:
    """Blocks one below the other, each with a caption over the full width and its own header."""
    width = len(table.widths)
    cells: list[GridCell] = []
    top = 0
    for block in table.blocks:
        cells.append(GridCell("caption", top, 0, block.caption, column_span=width))
        cells += _block_line(top + 1, width, block, None, section.id)
        for offset, row in enumerate(block.rows):
            cells += _block_line(top + 2 + offset, width, block, row, section.id)
        top += 2 + len(block.rows)
    return Grid(top, width, 0, 0, _sorted(cells))


def _block_line(
    line: int, width: int, block: Block, row: Row | None, section_id: str
) -> Iterator[GridCell]:
    """One line of a block, or its header if `row` is None; its columns share the full width."""
    yield GridCell("label" if row else "head", line, 0, row.label if row else block.corner)
    span = (width - 1) // len(block.columns)
    for index, column in enumerate(block.columns):
        place = 1 + index * span
        if row is None:
            yield GridCell("head", line, place, column.label, column_span=span)
        else:
            dropped = row.dropped or column.dropped
            address = "" if dropped else f"{section_id}.{row.id}.{column.id}"
            yield GridCell("figure", line, place, address=address, column_span=span)


def _lay_out_grid(section: Section, table: Table) -> Grid:
    """One block: merged heads above the columns, merged labels left of the rows."""
    (block,) = table.blocks
    labels = table.label_columns
    head = _merge([_path(table, column) for column in block.columns])
    side = _merge([_path(table, row) for row in block.rows], depth=labels)
    top = max(item.level + item.levels for item in head)
    cells = [
        GridCell("head", item.level, labels + item.first, item.label, "", item.levels, item.count)
        for item in head
    ]
    cells += [
        GridCell("label", top + item.first, item.level, item.label, "", item.count, item.levels)
        for item in side
    ]
    cells.append(GridCell("corner", 0, 0, block.corner, "", top, labels))
    for line, row in enumerate(block.rows):
        for place, column in enumerate(block.columns):
            address = f"{section.id}.{row.id}.{column.id}"
            cells.append(GridCell("figure", top + line, labels + place, address=address))
    size = labels + len(block.columns)
    return Grid(top + len(block.rows), size, top, labels, _sorted(cells))


def _lay_out_across(section: Section, table: Table) -> Grid:
    """One block whose rows stand side by side under merged heads: a single line of figures."""
    (block,) = table.blocks
    pairs = [(row, column) for row in block.rows for column in block.columns]
    head = _merge([[*_path(table, row), column.label] for row, column in pairs])
    top = max(item.level + item.levels for item in head)
    cells = [
        GridCell("head", item.level, item.first, item.label, "", item.levels, item.count)
        for item in head
    ]
    for place, (row, column) in enumerate(pairs):
        address = f"{section.id}.{row.id}.{column.id}"
        cells.append(GridCell("figure", top, place, address=address))
    return Grid(top + 1, len(pairs), top, 0, _sorted(cells))


@dataclass(frozen=True)
class _Merged:
    """A label over `count` items from `first` on, `levels` deep from `level` on."""

    label: str
    first: int
    count: int
    level: int
    levels: int


def _path(table: Table, item: Row | Column | Heading) -> list[str]:
    """The labels an item stands under, outermost first, its own last."""
    if item.under is None:
        return [item.label]
    return [*_path(table, table.headings[item.under]), item.label]


def _merge(paths: Sequence[Sequence[str]], depth: int = 0) -> list[_Merged]:
    """Join equal neighbours level by level; the innermost label fills what is left of the depth."""
    depth = depth or max(map(len, paths))
    merged: list[_Merged] = []
    for index, path in enumerate(paths):
        for level, label in enumerate(path):
            leaf = level == len(path) - 1
            before = paths[index - 1][: level + 1] if index else ()
            if not leaf and list(before) == list(path[: level + 1]):
                continue
            count = 1 if leaf else _run(paths[index:], path[: level + 1])
            merged.append(_Merged(label, index, count, level, depth - level if leaf else 1))
    return merged


def _run(paths: Sequence[Sequence[str]], prefix: Sequence[str]) -> int:
    """How many paths from the first on begin with a prefix."""
    for index, path in enumerate(paths):
        if list(path[: len(prefix)]) != list(prefix):
            return index
    return len(paths)
