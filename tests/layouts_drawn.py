"""Reports drawn as paragraphs and grids in the ways of many offices; the writers start from them.

A drawing is what a person sees on the paper, and so the same `Document` that a reader gives.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from random import Random

from gkdesk.core.form import Section
from gkdesk.core.grid import Grid as OfficialGrid
from gkdesk.core.grid import lay_out
from gkdesk.core.report import Report
from gkdesk.files.document import Document, Grid, GridCell
from layouts import FORM

Block = str | Grid
WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789.,"}

# How a figure is written, a whole report alike.
NUMBERS: tuple[Callable[[str], str], ...] = (
    str,
    str,
    lambda text: text.translate(WIDE),
    lambda text: f"{int(text):,}" if text.isdecimal() else text,
    lambda text: f"{int(text):,}".translate(WIDE) if text.isdecimal() else text,
    lambda text: f" {text} ",
)


def official(report: Report) -> Document:
    """A report as the form has it."""
    blocks: list[Block] = ["".join(FORM.title_lines(report.organ, report.year))]
    for section in FORM.sections:
        blocks.append(section.label)
        if section.table is None:
            blocks += report.text(section.id).split("\n")
        else:
            blocks.append(_table(report, section, str))
    return Document(tuple(block for block in blocks if block))


def drawn(
    report: Report, random: Random, told: list[str], *, without: Collection[str] = ()
) -> Document:
    """A report as some office lays it out; `told` which ways were taken, `without` those named."""
    blocks: list[Block] = ["".join(FORM.title_lines(report.organ, report.year))]
    blocks.append(report.text("preface"))
    number = random.choice(NUMBERS)
    tables: dict[str, Grid] = {}
    for section in FORM.sections:
        if section.table is not None:
            tables[section.label] = _table(report, section, number)
            layout = lay_out(FORM, section)
            if layout.label_columns > 1 and random.random() < 0.15:
                told.append("headings above")
                tables[section.label] = _headings_above(tables[section.label], layout)
    if random.random() < 0.1:
        told.append("all in one")
        tables = {next(iter(tables)): _stacked(tables)}
    for section in FORM.sections:
        if section.table is None:
            blocks += [section.label, *report.text(section.id).split("\n")]
        elif section.label in tables:
            blocks += [section.label, *_changed(tables[section.label], random, told, without)]
    return Document(tuple(block for block in blocks if block))


def _table(report: Report, section: Section, number: Callable[[str], str]) -> Grid:
    """The official table of a section."""
    layout = lay_out(FORM, section)
    cells = tuple(
        GridCell(
            cell.row,
            cell.column,
            number(report.shown(cell.address)) if cell.address else cell.text,
            cell.row_span,
            cell.column_span,
        )
        for cell in layout.cells
    )
    return Grid(layout.rows, layout.columns, cells, bordered=True)


def _headings_above(grid: Grid, official: OfficialGrid) -> Grid:
    """Each heading beside rows stands in a row of its own above them, as wide as the table."""
    labels, head = official.label_columns, official.head_rows
    beside = [c for c in grid.cells if c.row >= head and c.column < labels]
    headings = [cell for cell in beside if cell.row_span > 1]
    cells: list[GridCell] = []
    for cell in grid.cells:
        above = sum(one.row <= cell.row for one in headings) if cell.row >= head else 0
        if cell in headings:
            earlier = sum((one.row, one.column) < (cell.row, cell.column) for one in headings)
            row = cell.row + earlier
            cells.append(replace(cell, row=row, column=0, row_span=1, column_span=grid.columns))
        elif cell in beside:
            cells.append(replace(cell, row=cell.row + above, column=0, column_span=labels))
        else:
            cells.append(replace(cell, row=cell.row + above))
    return _sorted(replace(grid, rows=grid.rows + len(headings)), cells)


def _stacked(tables: Mapping[str, Grid]) -> Grid:
    """All tables in one, the section's label in a row over each but the first."""
    width = max(grid.columns for grid in tables.values())
    cells: list[GridCell] = []
    top = 0
    for label, grid in tables.items():
        if top:
            cells.append(GridCell(top, 0, label, column_span=width))
            top += 1
        edges = [at * width // grid.columns for at in range(grid.columns + 1)]
        for cell in grid.cells:
            left, right = edges[cell.column], edges[cell.column + cell.column_span]
            place = replace(cell, row=top + cell.row, column=left, column_span=right - left)
            cells.append(place)
        top += grid.rows
    return Grid(top, width, tuple(cells), bordered=True)


def _changed(grid: Grid, random: Random, told: list[str], without: Collection[str]) -> list[Block]:
    """A table with a few of the changes below; the last ones cut it into several."""
    for name, change, chance in CHANGES:
        if random.random() < chance and name not in without:
            told.append(name)
            grid = change(grid, random)
    blocks: list[Block] = [grid]
    for name, part, chance in PARTS:
        if random.random() < chance:
            told.append(name)
            blocks = [
                one
                for block in blocks
                for one in ([block] if isinstance(block, str) else part(block, random))
            ]
    return blocks


def _sorted(grid: Grid, cells: Iterable[GridCell]) -> Grid:
    return replace(grid, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _transposed(grid: Grid) -> Grid:
    cells = (GridCell(c.column, c.row, c.text, c.column_span, c.row_span) for c in grid.cells)
    return _sorted(Grid(grid.columns, grid.rows, (), grid.bordered), cells)


def _with_row(grid: Grid, at: int) -> Grid:
    """The grid with an empty row; merged cells go through it."""
    cells = [
        replace(cell, row=cell.row + 1)
        if cell.row >= at
        else replace(cell, row_span=cell.row_span + 1)
        if cell.row + cell.row_span > at
        else cell
        for cell in grid.cells
    ]
    return whole(_sorted(replace(grid, rows=grid.rows + 1), cells))


def _spare_row(grid: Grid, random: Random) -> Grid:
    return _with_row(grid, random.randrange(grid.rows + 1))


def _spare_column(grid: Grid, random: Random) -> Grid:
    at = random.choice((0, grid.columns, random.randrange(grid.columns + 1)))
    return _transposed(_with_row(_transposed(grid), at))


def _upright(grid: Grid, random: Random) -> Grid:
    """Labels of the first columns that cover rows, one sign below the other."""
    cells = [
        replace(cell, text="\n".join(cell.text)) if cell.row_span > 1 and cell.column < 2 else cell
        for cell in grid.cells
    ]
    return replace(grid, cells=tuple(cells))


def _in_lines(grid: Grid, random: Random) -> Grid:
    """Labels that are broken over lines, or have a space in them."""
    return replace(grid, cells=tuple(_in_line(cell, random) for cell in grid.cells))


def _in_line(cell: GridCell, random: Random) -> GridCell:
    if len(cell.text) < 4 or cell.text.strip()[0].isdigit() or random.random() < 0.6:
        return cell
    at = random.randrange(2, len(cell.text))
    return replace(cell, text=cell.text[:at] + random.choice("\n ") + cell.text[at:])


def _serial(grid: Grid, random: Random) -> Grid:
    """A first column that counts the rows."""
    moved = [replace(cell, column=cell.column + 1) for cell in grid.cells]
    serial = [GridCell(row, 0, str(row) if row else "序号") for row in range(grid.rows)]
    return _sorted(replace(grid, columns=grid.columns + 1), [*moved, *serial])


def _remarked(grid: Grid, random: Random) -> Grid:
    """A last column for remarks."""
    texts = ["备注", *(random.choice(("", "", "", "无", "含转办1件")) for _ in range(grid.rows))]
    more = [GridCell(row, grid.columns, texts[row]) for row in range(grid.rows)]
    return _sorted(replace(grid, columns=grid.columns + 1), [*grid.cells, *more])


# The columns of the three tables that may change places with the next one, under the same head.
FREE = {4: (1, 2), 10: range(4, 8), 15: [at for at in range(14) if at % 5 < 4]}


def _swapped(grid: Grid, random: Random) -> Grid:
    """Two neighbouring columns changed places with their heads."""
    free = [at for at in FREE.get(grid.columns, ()) if grid.columns < 15 or grid.rows < 6]
    if not free:
        return grid
    at = random.choice(free)
    places = {at: at + 1, at + 1: at}
    return _sorted(
        grid,
        (
            replace(cell, column=places.get(cell.column, cell.column))
            if cell.column_span == 1
            else cell
            for cell in grid.cells
        ),
    )


def _apart(grid: Grid, random: Random) -> list[Block]:
    """Each block below a row that is one cell as a table of its own, the cell in it or above it."""
    tops = [c.row for c in grid.cells if c.column == 0 and c.column_span == grid.columns]
    if len(tops) < 2 or any(c.row < top < c.row + c.row_span for c in grid.cells for top in tops):
        return [grid]
    above = random.random() < 0.3
    blocks: list[Block] = []
    for top, end in zip([0, *tops[1:]], [*tops[1:], grid.rows], strict=True):
        cells = [replace(c, row=c.row - top) for c in grid.cells if top <= c.row < end]
        if above and cells[0].column_span == grid.columns and end - top > 1:
            blocks.append(cells[0].text)
            cells, top = [replace(cell, row=cell.row - 1) for cell in cells[1:]], top + 1
        blocks.append(replace(grid, rows=end - top, cells=tuple(cells)))
    return [block for block in blocks if block]


def _over_pages(grid: Grid, random: Random) -> list[Block]:
    """A page ends within the table; its head may be repeated, and a page number stand between."""
    if grid.rows < 4:
        return [grid]
    at = random.randrange(2, grid.rows)
    heads = random.choice((0, 3)) if grid.columns == 10 and at > 3 else 0
    upper, lower = [], [replace(c) for c in grid.cells if c.row + c.row_span <= heads]
    for cell in grid.cells:
        if cell.row + cell.row_span <= at:
            upper.append(cell)
        elif cell.row >= at:
            lower.append(replace(cell, row=cell.row - at + heads))
        else:  # a merged cell is cut; its text stands in one of the parts, or in both
            texts = random.choice(((cell.text, ""), (cell.text, cell.text), ("", cell.text)))
            upper.append(replace(cell, text=texts[0], row_span=at - cell.row))
            rest = cell.row + cell.row_span - at
            lower.append(replace(cell, row=heads, text=texts[1], row_span=rest))
    number = random.choice(((), ("- 4 -",), ("第 4 页",)))
    parts = (at, upper), (grid.rows - at + heads, lower)
    first, second = (_sorted(replace(grid, rows=rows), cells) for rows, cells in parts)
    return [first, *number, second]


def whole(grid: Grid) -> Grid:
    """The grid as it can be drawn: no cell over another or out of it, an empty one in each gap."""
    width = max((cell.column + cell.column_span for cell in grid.cells), default=0)
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        wide = 0
        while wide < cell.column_span and (cell.row, cell.column + wide) not in taken:
            wide += 1
        high = 0
        while high < min(cell.row_span, grid.rows - cell.row) and not any(
            (cell.row + high, cell.column + at) in taken for at in range(wide)
        ):
            high += 1
        if wide and high:
            cells.append(replace(cell, row_span=high, column_span=wide))
            taken |= {(cell.row + y, cell.column + x) for y in range(high) for x in range(wide)}
    gaps = [(y, x) for y in range(grid.rows) for x in range(width) if (y, x) not in taken]
    return _sorted(replace(grid, columns=width), [*cells, *(GridCell(y, x, "") for y, x in gaps)])


Change = Callable[[Grid, Random], Grid]
CHANGES: tuple[tuple[str, Change, float], ...] = (
    ("columns swapped", _swapped, 0.05),
    ("upright labels", _upright, 0.2),
    ("labels in lines", _in_lines, 0.3),
    ("spare row", _spare_row, 0.15),
    ("spare column", _spare_column, 0.15),
    ("remarks", _remarked, 0.05),
    ("serial numbers", _serial, 0.05),
)
Part = Callable[[Grid, Random], list[Block]]
PARTS: tuple[tuple[str, Part, float], ...] = (
    ("blocks apart", _apart, 0.3),
    ("over pages", _over_pages, 0.25),
)
