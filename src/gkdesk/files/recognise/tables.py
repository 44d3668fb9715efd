"""Strips -> the figures of a form's tables, each at its address; what is not certain is a remark.

A row is known by its label and never by its place alone. Its figures count only if there are as
many as the form has columns; a row that cannot be read for certain is left empty.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gkdesk.core.form import Block, Column, Form, Heading, Section
from gkdesk.core.numbers import half_width, parse, show
from gkdesk.core.prose import brief
from gkdesk.core.report import Remark
from gkdesk.files.document import Grid
from gkdesk.files.recognise.labels import (
    Match,
    RowLabel,
    ends_with_row,
    is_of_headings,
    key,
    match_row,
    row_labels,
)
from gkdesk.files.recognise.strips import Field, Strip

_TELLING = 4  # signs of a label that names a row wherever it stands
_LOOK_BACK = 8  # pieces of a label that is broken over cells or lines


@dataclass
class Figures:
    """What was read from the tables: texts by address, printed totals, and doubts."""

    answers: dict[str, str] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    rows: set[tuple[str, str]] = field(default_factory=set)

    def take(self, section: Section, row: str, column: Column, text: str, *, total: bool) -> None:
        """Keep one figure; a blank is none, and what is no figure and no stroke is a doubt."""
        place = f"{section.id}.{row}.{column.id}"
        if not text.strip():
            if total:
                self.doubt("blank_total", place, "总计一格是空白。")
            return
        answer = parse(text, column.kind)
        if isinstance(answer, str) and not Field(text).is_value:
            self.doubt(
                "unsure", place, f"写的是“{brief(text)}”，不是一个数，没有读入，请对照原文填写。"
            )
            return
        (self.printed if total else self.answers)[place] = show(answer)

    def doubt(self, kind: str, address: str, message: str) -> None:
        """Keep one doubt."""
        self.remarks.append(Remark(kind, address, message))


@dataclass(frozen=True)
class _Run:
    """Label pieces, and the figures that follow them before the next label.

    `heads` are all pieces since the last figures, `labels` those that may name these.
    """

    labels: tuple[str, ...]
    heads: tuple[str, ...]
    values: tuple[Field, ...]
    strip: Strip


def read_tables(form: Form, found: Sequence[Strip], *, lines: bool) -> Figures:
    """The figures of every table of a form that some strips hold; `lines`: strips of a text."""
    figures = Figures()
    labels = row_labels(form)
    runs = list(_runs(found))
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
        if match is None and _take_heading(form, run, figures):
            orphan = 0
        elif match is None:
            orphan = len(run.values) if lines else 0
        elif orphan == len(match.label.block.columns):
            _doubt_row(match.label, figures, "前面有一行数字没有栏目，分不清是哪一行的，没有读入")
            orphan = 0
        else:
            _take_row(match, run, figures)
            orphan = 0
    for section in form.sections:
        taken = across.get(section.id)
        if taken is not None:
            _take_across(section, taken, figures)
        if section.table is not None:
            _note_missing(section, figures)
    return figures


def _runs(found: Sequence[Strip]) -> Iterator[_Run]:
    """Labels with the figures behind them, through all strips."""
    pieces: list[str] = []
    values: list[Field] = []
    for strip in found:
        start = _first_value(strip)
        named = any(not one.is_blank for one in strip.fields[:start])
        for index, one in enumerate(strip.fields):
            if index >= start if strip.grid is not None else one.is_value:
                values.append(one)
                continue
            if values:
                yield _Run(tuple(pieces), tuple(pieces), tuple(values), strip)
                pieces, values = [], []
            if not one.is_blank:
                pieces.append(one.text)
        if strip.grid is not None and values:
            # A label outside of the grid, or in another row, is not the label of this one.
            labels = tuple(pieces) if named else ()
            yield _Run(labels, tuple(pieces), tuple(values), strip)
            pieces, values = [], []
    if values:
        yield _Run(tuple(pieces), tuple(pieces), tuple(values), strip)


def _first_value(strip: Strip) -> int:
    """Where the figures of a grid's row begin: behind its last label; blanks there count."""
    values = [index for index, one in enumerate(strip.fields) if one.is_value]
    if not values:
        return len(strip.fields)
    words = [
        index
        for index, one in enumerate(strip.fields[: values[0]])
        if not one.is_blank and not one.is_value
    ]
    return words[-1] + 1 if words else 0


def _row_of(
    run: _Run, following: tuple[str, ...], labels: tuple[RowLabel, ...], figures: Figures
) -> Match | None:
    """The row that a run's labels name; None, with a remark, where it may be another."""
    if not run.labels:
        return None
    match = _named(run.labels, following, labels)
    if match is None:
        return None
    others = _also_named(run.labels, match.label, labels)
    if others:
        for label in (*others, match.label):
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


def _named(
    pieces: tuple[str, ...], following: tuple[str, ...], labels: tuple[RowLabel, ...]
) -> Match | None:
    """The row that label pieces name, official words before damaged ones."""
    pieces = pieces[-_LOOK_BACK:]
    clear = tuple(one for one in pieces if not _is_fragment(one, labels))
    tails = [tail[-count:] for tail in (pieces, clear) for count in range(1, len(tail) + 1)]
    for tail in tails:
        match = match_row("".join(tail), labels)
        if match is not None and not match.damaged:
            return match
    return (
        _goes_on(pieces, following, labels)
        or _goes_on(clear, following, labels)
        or ends_with_row(pieces[-1], labels)
        or match_row(pieces[-1], labels)
    )


def _is_fragment(piece: str, labels: tuple[RowLabel, ...]) -> bool:
    """Whether a piece is only a bit of the headings that stand beside the rows."""
    if any(key(piece) in label.keys for label in labels):
        return False
    return any(is_of_headings(piece, label.section) for label in labels)


def _also_named(
    pieces: tuple[str, ...], found: RowLabel, labels: tuple[RowLabel, ...]
) -> list[RowLabel]:
    """Other rows whose whole labels stand before the same figures."""
    joined = "".join(key(piece) for piece in pieces[-_LOOK_BACK:])
    return [
        label
        for label in labels
        if label is not found
        and any(
            len(one) >= _TELLING and one in joined and not any(one in own for own in found.keys)
            for one in label.keys
        )
    ]


def _goes_on(
    pieces: tuple[str, ...], following: tuple[str, ...], labels: tuple[RowLabel, ...]
) -> Match | None:
    """A row whose label is broken around its figures."""
    for count in range(1, len(pieces) + 1):
        head = key("".join(pieces[-count:]))
        for more in range(1, min(3, len(following)) + 1):
            whole = head + key("".join(following[:more]))
            for label in labels:
                if len(head) >= 3 and whole in label.keys:
                    return Match(label)
    return None


def _take_row(match: Match, run: _Run, figures: Figures) -> None:
    label = match.label
    section, block, row = label.section, label.block, label.row
    values = _trimmed(run.values, len(block.columns))
    if len(values) != len(block.columns):
        figures.doubt(
            "unsure",
            f"{section.id}.{row.id}",
            f"“{row.label}”应有 {len(block.columns)} 个数，读到 {len(run.values)} 个"
            f"（{brief(' '.join(one.text for one in run.values))}），没有读入，请对照原文填写。",
        )
        return
    if (section.id, row.id) in figures.rows:
        _doubt_row(label, figures, "这一行出现了两次，读入的是前一次的")
        return
    figures.rows.add((section.id, row.id))
    for column, value in _placed(block, values, run.strip):
        total = bool(row.sum or column.sum)
        figures.take(section, row.id, column, value.text, total=total)


def _take_heading(form: Form, run: _Run, figures: Figures) -> bool:
    """A heading that an older form prints as one row: zeros are those of the rows under it."""
    for section, block, heading in _headings(form):
        rows = [row for row in block.rows if row.under == heading.id]
        count = len(block.columns)
        values = _trimmed(run.values, count)
        if not run.labels or key(run.labels[-1]) != key(heading.label) or len(values) != count:
            continue
        texts = [one.text.strip() for one in values]
        zero = all(half_width(text) == "0" for text in texts)
        what = (
            "各行按 0 读入"
            if zero
            else f"印的是 {brief(' '.join(texts))}，没有读入，请分到各行填写"
        )
        figures.doubt(
            "old_template",
            f"{section.id}.{rows[0].id}",
            f"“{heading.label}”只印了一行，是2019年的旧表；{what}。",
        )
        for row in rows:
            figures.rows.add((section.id, row.id))
            for column, value in zip(block.columns, values, strict=True) if zero else ():
                total = bool(column.sum)
                if not total:
                    figures.take(section, row.id, column, value.text, total=False)
        return True
    return False


def _headings(form: Form) -> Iterator[tuple[Section, Block, Heading]]:
    """The headings that stand over rows, with where they are."""
    for section in form.sections:
        for block in section.table.blocks if section.table else ():
            over = {row.under for row in block.rows}
            for heading in section.table.headings.values() if section.table else ():
                if heading.id in over:
                    yield section, block, heading


def _placed(block: Block, values: Sequence[Field], strip: Strip) -> Iterator[tuple[Column, Field]]:
    """Each figure with its column: the one whose head stands over it, else in the form's order."""
    heads = _heads(block, strip.grid) if strip.grid is not None else {}
    over = [heads.get(value.column) for value in values]
    columns = [one for one in over if one is not None]
    if len({one.id for one in columns}) == len(block.columns):
        yield from zip(columns, values, strict=True)
    else:
        yield from zip(block.columns, values, strict=True)


def _heads(block: Block, grid: Grid) -> dict[int, Column]:
    """The column of the form whose head covers just one column of a grid, by that column."""
    found: dict[int, Column] = {}
    for column in block.columns:
        cells = [cell for cell in grid.cells if key(cell.text) == key(column.label)]
        places = {cell.column for cell in cells if cell.column_span == 1}
        if len(places) == 1:
            found[places.pop()] = column
    return found


def _doubt_row(label: RowLabel, figures: Figures, why: str) -> None:
    figures.doubt(
        "unsure",
        f"{label.section.id}.{label.row.id}",
        f"“{label.row.label}”：{why}，请对照原文核对。",
    )


def _trimmed(values: Sequence[Field], count: int) -> Sequence[Field]:
    """The figures of a row without the blank cells that merged or spare columns leave."""
    if len(values) > count:
        filled = [one for one in values if not one.is_blank]
        return filled if len(filled) == count else values
    return values


def _across_in(section: Section, runs: Sequence[_Run]) -> _Run | None:
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


def _take_across(section: Section, run: _Run, figures: Figures) -> None:
    """The one line with the figures of all rows."""
    assert section.table is not None
    (block,) = section.table.blocks
    values = _trimmed(run.values, len(block.rows) * len(block.columns))
    _take_line(section, block, values, figures)


def _take_line(section: Section, block: Block, values: Sequence[Field], figures: Figures) -> None:
    places = [(row, column) for row in block.rows for column in block.columns]
    for (row, column), value in zip(places, values, strict=True):
        figures.rows.add((section.id, row.id))
        figures.take(section, row.id, column, value.text, total=bool(column.sum))


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
