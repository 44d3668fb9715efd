"""Strips -> the figures of a form's tables, each at its address; what is not certain is a remark.

A row is known by its label and never by its place alone. Its figures count only if there are as
many as the form has columns; a row that cannot be read for certain is left empty.
"""

import re
from collections.abc import Iterator, Sequence

from gkdesk.core.form import Block, Column, Form, Heading, Row, Section
from gkdesk.core.numbers import half_width
from gkdesk.core.prose import brief
from gkdesk.files.document import Grid, GridCell
from gkdesk.files.recognise.figures import Figures
from gkdesk.files.recognise.labels import Match, RowLabel, key, row_labels
from gkdesk.files.recognise.runs import LOOK_BACK, Run, also_named, named
from gkdesk.files.recognise.runs import runs as runs_of
from gkdesk.files.recognise.strips import Field, Strip

_OWN_HEADS = 3  # a block of more columns is a table by itself, its heads above all figures
_YUAN = re.compile(r"单位\w{0,3}元")


def read_tables(form: Form, found: Sequence[Strip], *, lines: bool) -> Figures:
    """The figures of every table of a form that some strips hold; `lines`: strips of a text."""
    figures = Figures()
    labels = row_labels(form)
    runs = list(runs_of(found, labels, lines=lines))
    across = {
        section.id: _across_in(section, runs)
        for section in form.sections
        if section.table and section.table.arrangement == "across"
    }
    orphan = 0  # how many figures stood right before that nobody named
    for index, run in enumerate(runs):
        if any(run is one for one in across.values()):
            continue
        following = runs[index + 1].labels if index + 1 < len(runs) else ()
        match = _row_of(run, following, labels, figures)
        before, orphan = orphan, 0
        if match is not None:
            figures.meet(match.label, run.values[0].place)
        if match is not None and before == len(match.label.block.columns):
            figures.doubt_row(match.label, "前面有一行数字没有栏目，分不清是哪一行的，没有读入")
        elif match is not None:
            _take_row(match, run, figures)
        elif not (following and _take_heading(form, run, figures)) and lines:
            orphan = len(run.values)
    if figures.one_row is None and any(
        (section.id, row.id) in figures.rows
        for section, _, _, rows in _headings(form)
        for row in rows
    ):
        figures.one_row = False
    for section in form.sections:
        taken = across.get(section.id)
        if taken is not None:
            _take_across(section, taken, figures)
        if section.table is not None:
            _note_missing(section, figures)
    return figures


def _row_of(
    run: Run, following: tuple[str, ...], labels: tuple[RowLabel, ...], figures: Figures
) -> Match | None:
    """The row that a run's labels name; None, with a remark, where it may be another."""
    if not run.labels:
        return None
    match = named(run.labels, following, labels)
    if match is None:
        return None
    others = also_named(run.labels, match.label, labels)
    if others:
        for label in (*others, match.label):
            figures.meet(label, run.values[0].place)
            figures.doubt(
                "unsure",
                f"{label.section.id}.{label.row.id}",
                f"“{label.row.label}”的数字和别的行挨在一起，分不清是哪一行的，没有读入，请对照原文填写。",
            )
        return None
    if match.damaged:
        label = match.label
        figures.doubt(
            "label_typo",
            f"{label.section.id}.{label.row.id}",
            f"栏目“{brief(run.labels[-1])}”按“{label.row.label}”读入。",
        )
    return match


def _take_row(match: Match, run: Run, figures: Figures) -> None:
    label = match.label
    section, block, row = label.section, label.block, label.row
    values = _trimmed(_behind_labels(block, run), len(block.columns))
    if len(values) != len(block.columns):
        figures.doubt(
            "unsure",
            f"{section.id}.{row.id}",
            f"“{row.label}”应有 {len(block.columns)} 个数，读到 {len(run.values)} 个"
            f"（{brief(' '.join(one.text for one in run.values))}），没有读入，请对照原文填写。",
        )
        return
    placed = _placed(block, values, run.strip)
    if placed is None:
        figures.doubt_row(label, "各栏的次序和表头对不上，没有读入")
        return
    figures.put(label, placed)
    for column in block.columns:
        if _is_smaller_unit(column, run):
            figures.divide(f"{section.id}.{row.id}.{column.id}")


def _is_smaller_unit(column: Column, run: Run) -> bool:
    """Whether the head over a figure says 元 where the form has 万元."""
    head = "".join(key(piece) for piece in run.heads[-LOOK_BACK:])
    return column.unit == "万元" and column.unit not in head and bool(_YUAN.search(head))


def _take_heading(form: Form, run: Run, figures: Figures) -> bool:
    """A heading that an older form prints as one row: zeros are those of the rows under it."""
    for section, block, heading, rows in _headings(form):
        count = len(block.columns)
        values = _trimmed(run.values, count)
        if not run.labels or key(run.labels[-1]) != key(heading.label) or len(values) != count:
            continue
        # The totals that were printed are of the one row, not of each of those under it.
        pairs = zip(block.columns, values, strict=True)
        read = [(column, one) for column, one in pairs if not column.sum]
        zeros = [pair for pair in read if half_width(pair[1].text.strip()) == "0"]
        for row in rows:
            figures.rows[section.id, row.id] = {}
            figures.places.setdefault(f"{section.id}.{row.id}", run.values[0].place)
            for column, one in zeros:
                figures.take(section, row.id, column, one, total=False)
        others = [
            f"{column.label} {one.text.strip()}"
            for column, one in read
            if (column, one) not in zeros
        ]
        _doubt_heading(section, heading, rows, others, figures)
        return True
    return False


def _doubt_heading(
    section: Section, heading: Heading, rows: Sequence[Row], others: Sequence[str], figures: Figures
) -> None:
    """Remark upon one row for several; `others` are its figures that are not zero."""
    figures.one_row = True
    told = f"“{heading.label}”只印了一行，是2019年的旧表；"
    what = (
        f"{brief('、'.join(others))} 分不清是哪一行的，没有读入，请分到各行填写"
        if others
        else "各行按 0 读入"
    )
    for row in rows if others else rows[:1]:
        figures.doubt("old_template", f"{section.id}.{row.id}", f"{told}{what}。")


def _headings(form: Form) -> Iterator[tuple[Section, Block, Heading, Sequence[Row]]]:
    """The headings that an older form prints as one row, with their place and their rows."""
    for section in form.sections:
        for block in section.table.blocks if section.table else ():
            for heading in section.table.headings.values() if section.table else ():
                rows = [row for row in block.rows if row.under == heading.id]
                if heading.was_one_row and rows:
                    yield section, block, heading, rows


def _placed(
    block: Block, values: Sequence[Field], strip: Strip
) -> list[tuple[Column, Field]] | None:
    """Each figure with its column: the one whose head stands over it, else in the form's order.

    None where the heads that are known stand in another order, or over other figures.
    """
    heads = _heads(block, strip.grid) if strip.grid is not None else {}
    over = [heads.get(value.column) for value in values]
    columns = [one for one in over if one is not None]
    if len({one.id for one in columns}) == len(block.columns):
        return list(zip(columns, values, strict=True))
    found = list(zip(block.columns, values, strict=True))
    if strip.grid is not None and not _agree(block, strip.grid, over):
        return None
    return found


def _agree(block: Block, grid: Grid, over: Sequence[Column | None]) -> bool:
    """Whether the heads that are known let the figures be in the form's order."""
    rows: dict[int, list[int]] = {}
    keys = [key(column.label) for column in block.columns]
    for cell in _above_figures(block, grid):
        if key(cell.text) in keys:
            rows.setdefault(cell.row, []).append(keys.index(key(cell.text)))
    if len(block.columns) > _OWN_HEADS and any(row != sorted(row) for row in rows.values()):
        return False
    pairs = zip(over, block.columns, strict=True)
    return not _is_drawn(grid) or all(head is None or head is column for head, column in pairs)


def _above_figures(block: Block, grid: Grid) -> list[GridCell]:
    """The cells in which the heads of a block may stand."""
    figures = [cell.row for cell in grid.cells if Field(cell.text).is_value]
    own = len(block.columns) > _OWN_HEADS
    first = min(figures, default=grid.rows) if own else grid.rows
    return [cell for cell in grid.cells if cell.row < first]


def _is_drawn(grid: Grid) -> bool:
    """Whether the columns of a grid are known, as they are not in rows of a text."""
    return grid.bordered is not None or any(cell.column_span > 1 for cell in grid.cells)


def _heads(block: Block, grid: Grid) -> dict[int, Column]:
    """The column of the form whose head covers just one column of a grid, by that column."""
    above = _above_figures(block, grid)
    found: dict[int, Column] = {}
    for column in block.columns:
        cells = [one for one in above if key(one.text) == key(column.label)]
        places = {cell.column for cell in cells if cell.column_span == 1}
        if len(places) == 1:
            found[places.pop()] = column
    return found


def _behind_labels(block: Block, run: Run) -> Sequence[Field]:
    """The figures of a row without blanks in columns that hold labels in other rows."""
    grid = run.strip.grid
    if grid is None or not _is_drawn(grid):
        return run.values
    heads = {(cell.row, cell.column) for cell in _above_figures(block, grid)}
    words = {
        cell.column
        for cell in grid.cells
        if (cell.row, cell.column) not in heads and cell.text and not Field(cell.text).is_value
    }
    start = 0
    while start < len(run.values) and run.values[start].is_blank:
        if run.values[start].column not in words:
            break
        start += 1
    return run.values[start:]


def _trimmed(values: Sequence[Field], count: int) -> Sequence[Field]:
    """The figures of a row without the blank cells that merged or spare columns leave."""
    if len(values) > count:
        filled = [one for one in values if not one.is_blank]
        return filled if len(filled) == count else values
    return values


def _across_in(section: Section, runs: Sequence[Run]) -> Run | None:
    """The run that holds the figures of a table whose rows stand side by side, if it is there."""
    assert section.table is not None
    (block,) = section.table.blocks
    count = len(block.rows) * len(block.columns)
    named = [one.label for one in block.rows] + [one.label for one in block.columns[:-1]]
    telling = [key(one)[-2:] for one in named]
    for run in runs:
        joined = "".join(key(piece) for piece in run.heads)
        if len(_trimmed(run.values, count)) == count and all(one in joined for one in telling):
            return run
    return None


def _take_across(section: Section, run: Run, figures: Figures) -> None:
    """The one line with the figures of all rows."""
    assert section.table is not None
    (block,) = section.table.blocks
    places = [(row, column) for row in block.rows for column in block.columns]
    for (row, column), value in zip(places, _trimmed(run.values, len(places)), strict=True):
        figures.rows[section.id, row.id] = {}
        figures.take(section, row.id, column, value, total=bool(column.sum))
        if value.is_blank and not column.sum:
            place = f"{section.id}.{row.id}.{column.id}"
            figures.doubt("blank", place, f"“{row.label}”的{column.label}是空白，没有当作 0。")


def _note_missing(section: Section, figures: Figures) -> None:
    """Rows that were not found; a table without any is lost as a whole."""
    table = section.table
    assert table is not None
    rows = [row for block in table.blocks for row in block.rows]
    missing = [row for row in rows if (section.id, row.id) not in figures.rows]
    doubted = {remark.address for remark in figures.remarks}
    if len(missing) == len(rows):
        figures.doubt("table_missing", section.id, f"没有找到“{section.label}”的表格。")
        return
    for row in missing:
        address = f"{section.id}.{row.id}"
        if address not in doubted:
            figures.doubt("missing", address, f"没有找到“{row.label}”一行，请对照原文填写。")
