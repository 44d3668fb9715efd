"""Strips -> the figures of a form's tables, each at its address; what is not certain is a remark.

A row is known by its label and never by its place alone. Its figures count only if there are as
many as the form has columns; a row that cannot be read for certain is left empty.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from gkdesk.core.form import Block, Column, Form, Heading, Row, Section
from gkdesk.core.numbers import half_width
from gkdesk.core.prose import brief
from gkdesk.errors import UserError
from gkdesk.files.recognise.by_order import read_by_order
from gkdesk.files.recognise.figures import Figures, is_torn
from gkdesk.files.recognise.heads import GridHeads, Heads
from gkdesk.files.recognise.labels import Match, RowLabel, key, row_labels
from gkdesk.files.recognise.moved import withdraw_moved
from gkdesk.files.recognise.official import take_official
from gkdesk.files.recognise.order import is_reordered, may_be_across
from gkdesk.files.recognise.runs import LOOK_BACK, Run, also_named, named
from gkdesk.files.recognise.runs import runs as runs_of
from gkdesk.files.recognise.strips import Field, Strip
from gkdesk.files.recognise.units import is_smaller
from gkdesk.files.recognise.whereabouts import has_heads, of_other_tables

_MOST_RUNS = 3_000  # rows with figures; a report has some sixty
_TOO_MANY = (
    f"文件里带数字的行太多，多于 {_MOST_RUNS} 行，不像一份年度报告，没有读。"
    "请把年度报告复制到一个新文件里再导入。"
)


def read_tables(form: Form, strips: Sequence[Strip], *, lines: bool) -> Figures:
    """The figures of every table of a form that some strips hold; `lines`: strips of a text."""
    figures = Figures()
    found = take_official(form, strips, figures)
    labels = tuple(one for one in row_labels(form) if one.section.id not in figures.official)
    runs = list(islice(runs_of(found, labels, lines=lines), _MOST_RUNS + 1))
    if len(runs) > _MOST_RUNS:
        raise UserError(_TOO_MANY)
    foreign = of_other_tables(form, strips, runs, labels)
    runs = [run for index, run in enumerate(runs) if index not in foreign]
    grids = GridHeads()
    across = {
        section.id: _across_in(section, runs, grids, figures)
        for section in form.sections
        if section.table
        and section.table.arrangement == "across"
        and section.id not in figures.official
    }
    loose = lines and _may_lose_cells(runs)
    rows = [run for run in runs if not any(run is one for one in across.values())]
    _take_rows(form, rows, labels, grids, figures, lines=lines)
    if figures.one_row is None and _has_rows_under_headings(form, figures):
        figures.one_row = False
    for section in form.sections:
        taken = across.get(section.id)
        if taken is not None:
            _take_across(section, taken, figures)
        if section.table is not None:
            read_by_order(form, section, runs, found, labels, figures)
            withdraw_moved(section, figures)
            _note_missing(section, figures)
            if taken is None and loose:
                _doubt_before_missing(section, figures)
    return figures


def _take_rows(
    form: Form,
    runs: Sequence[Run],
    labels: tuple[RowLabel, ...],
    grids: GridHeads,
    figures: Figures,
    *,
    lines: bool,
) -> None:
    """The figures of all rows; in a text, odd figures make the rows beside them doubtful."""
    orphan = 0  # how many figures stood right before that nobody named
    last: Match | None = None
    extra = False  # whether the row before has more figures than it should
    for index, run in enumerate(runs):
        following = runs[index + 1].labels if index + 1 < len(runs) else ()
        match = _row_of(run, following, labels, figures)
        before, orphan = orphan, 0
        if last is not None and lines and not run.labels and len(run.values) == 1:
            figures.doubt_row(last.label, "下面一行单独有一个数，可能是这一行的")
        if last is not None and match is not None and extra:
            figures.doubt_row(match.label, "上面一行的数字多了，可能有这一行的")
        last = match
        extra = match is not None and _has_extra(match, run)
        if match is not None:
            figures.meet(match.label, run.values[0].place)
        if match is not None and before == len(match.label.block.columns):
            figures.doubt_row(match.label, "前面有一行数字没有栏目，分不清是哪一行的，没有读入")
        elif match is not None:
            _take_row(match, run, grids, figures)
        elif (
            not ((following or index + 1 == len(runs)) and _take_heading(form, run, figures))
            and lines
        ):
            orphan = len(run.values)


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


def _take_row(match: Match, run: Run, grids: GridHeads, figures: Figures) -> None:
    label = match.label
    section, block, row = label.section, label.block, label.row
    heads = grids.of(block, run.strip.grid) if run.strip.grid is not None else None
    if is_reordered(block, run.heads) or (heads is not None and heads.is_reordered(block)):
        figures.reordered.add(block.id)
    values = _trimmed(_behind_labels(run, heads), len(block.columns))
    if (zeros := _spread_zero(values, len(block.columns))) is not None:
        values = zeros
        figures.doubt(
            "merged",
            f"{section.id}.{row.id}",
            f"“{row.label}”的各栏并成一格，写的是0，各栏按0读入。",
        )
    loose = heads is None and (_is_scattered(values) or any(map(is_torn, values)))
    if len(values) != len(block.columns) or loose:
        figures.doubt(
            "unsure",
            f"{section.id}.{row.id}",
            f"“{row.label}”应有 {len(block.columns)} 个数，读到 {len(run.values)} 个"
            f"（{brief(' '.join(one.text for one in run.values))}），没有读入，请对照原文填写。",
        )
        return
    placed = _placed(block, values, heads)
    if placed is None or _is_doubtful(block, placed, run, grids, figures):
        figures.unlike.add(block.id)
        figures.doubt_row(label, "各栏的次序和表头对不上，没有读入")
        return
    figures.put(label, placed)
    for column in block.columns:
        if is_smaller(column, run.heads[-LOOK_BACK:]):
            figures.divide(f"{section.id}.{row.id}.{column.id}")


def _has_extra(match: Match, run: Run) -> bool:
    """Whether a row in lines of a text has more figures than columns."""
    return run.strip.grid is None and len(run.values) > len(match.label.block.columns)


def _is_scattered(values: Sequence[Field]) -> bool:
    """Whether figures of one row stand in several lines of a text, and several of them in one."""
    lines = Counter(one.place.block for one in values)
    return len(lines) > 1 and max(lines.values()) > 1


def _is_doubtful(
    block: Block,
    placed: Sequence[tuple[Column, Field]],
    run: Run,
    grids: GridHeads,
    figures: Figures,
) -> bool:
    """Whether figures have their columns only by the form's order, though heads speak against it.

    A table that goes on without its heads has the order that they had.
    """
    grid = run.strip.grid
    if [column for column, _ in placed] != list(block.columns):
        figures.reordered.add(block.id)
    elif block.id in figures.reordered:
        return True
    if grid is None:
        return False
    heads = grids.of(block, grid)
    if not heads.over and block.id in figures.unlike:
        return True
    return heads.drawn and grids.are_others(placed, grid)


def _spread_zero(values: Sequence[Field], count: int) -> list[Field] | None:
    """The zeros of a row whose cells are merged to one that says 0; None if it is no such row."""
    if len(values) != 1 or values[0].span != count or count == 1:
        return None
    (one,) = values
    if half_width(one.text.strip()) != "0":
        return None
    return [replace(one, column=one.column + at, span=1) for at in range(count)]


def _take_heading(form: Form, run: Run, figures: Figures) -> bool:
    """A heading that an older form prints as one row: zeros are those of the rows under it."""
    for section, block, heading, rows in _headings(form):
        count = len(block.columns)
        values = _trimmed(run.values, count)
        if section.id in figures.official:
            continue
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


def _has_rows_under_headings(form: Form, figures: Figures) -> bool:
    """Whether a row was read that an older form does not have under its heading."""
    return any(
        (section.id, row.id) in figures.rows
        for section, _, _, rows in _headings(form)
        for row in rows
    )


def _headings(form: Form) -> Iterator[tuple[Section, Block, Heading, Sequence[Row]]]:
    """The headings that an older form prints as one row, with their place and their rows."""
    for section in form.sections:
        for block in section.table.blocks if section.table else ():
            for heading in section.table.headings.values() if section.table else ():
                rows = [row for row in block.rows if row.under == heading.id]
                if heading.was_one_row and rows:
                    yield section, block, heading, rows


def _placed(
    block: Block, values: Sequence[Field], heads: Heads | None
) -> list[tuple[Column, Field]] | None:
    """Each figure with its column: the one whose head stands over it, else in the form's order.

    None where the heads that are known stand in another order, or over other figures.
    """
    over = [heads.over.get(value.column) if heads else None for value in values]
    columns = [one for one in over if one is not None]
    if len({one.id for one in columns}) == len(block.columns):
        return list(zip(columns, values, strict=True))
    pairs = zip(over, block.columns, strict=True)
    agree = all(head is None or head is column for head, column in pairs)
    if heads is not None and not (heads.ordered and (agree or not heads.drawn)):
        return None
    return list(zip(block.columns, values, strict=True))


def _behind_labels(run: Run, heads: Heads | None) -> Sequence[Field]:
    """The figures of a row without blanks in columns that hold labels in other rows."""
    if heads is None or not heads.drawn:
        return run.values
    start = 0
    while start < len(run.values) and run.values[start].is_blank:
        if run.values[start].column not in heads.worded:
            break
        start += 1
    return run.values[start:]


def _trimmed(values: Sequence[Field], count: int) -> Sequence[Field]:
    """The figures of a row without the blank cells that merged or spare columns leave."""
    if len(values) > count:
        filled = [one for one in values if not one.is_blank]
        return filled if len(filled) == count else values
    return values


def _across_in(
    section: Section, runs: Sequence[Run], grids: GridHeads, figures: Figures
) -> Run | None:
    """The run that holds the figures of a table whose rows stand side by side, if it is there."""
    assert section.table is not None
    (block,) = section.table.blocks
    count = len(block.rows) * len(block.columns)
    found = [
        run
        for run in runs
        if len(_trimmed(run.values, count)) == count
        and has_heads(section, run)
        and may_be_across(block, run.heads)
        and grids.are_over(block, _trimmed(run.values, count), run.strip.grid)
    ]
    if len({tuple(one.text for one in _trimmed(run.values, count)) for run in found}) > 1:
        message = f"“{section.label}”的表格出现了两次，数字不同，没有读入，请对照原文填写。"
        figures.doubt("unsure", section.id, message)
        return None
    return found[0] if found else None


def _take_across(section: Section, run: Run, figures: Figures) -> None:
    """The one line with the figures of all rows."""
    assert section.table is not None
    (block,) = section.table.blocks
    places = [(row, column) for row in block.rows for column in block.columns]
    values = _trimmed(run.values, len(places))
    for (row, column), value in zip(places, values, strict=True):
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


def _doubt_before_missing(section: Section, figures: Figures) -> None:
    """A doubt about each row before one that was not found, where each cell is a line.

    What is lost may be the figures of the one and the label of the other.
    """
    assert section.table is not None
    rows = [row for block in section.table.blocks for row in block.rows]
    there = [(section.id, row.id) in figures.rows for row in rows]
    for at, (row, after) in enumerate(pairwise(rows)):
        place = figures.places.get(f"{section.id}.{row.id}")
        loose = place is not None and (place.row is None or any(there[at + 2 :]))
        if loose and there[at] and not there[at + 1]:
            why = f"没有找到下面的“{after.label}”一行，这里的数字可能是那一行的"
            message = f"“{row.label}”：{why}，请对照原文核对。"
            figures.doubt("unsure", f"{section.id}.{row.id}", message)


def _may_lose_cells(runs: Sequence[Run]) -> bool:
    """Whether cells stand in lines of a text, so that lines that are lost are parts of rows."""
    return any(
        len({one.place.block for one in run.values}) > 1
        if run.strip.grid is None
        else run.strip.grid.bordered is None
        for run in runs
    )
