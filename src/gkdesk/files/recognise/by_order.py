"""Rows whose labels and figures a text has torn apart, read in the order of the form.

The order alone is never believed. There must be as many rows of figures as the form has rows, each
row that its label names must be at its own place, all labels must be printed, and each sum that
the table has, along the rows, down the columns and from side to side, must come out.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from gkdesk.core.form import Block, Form, Section
from gkdesk.core.numbers import parse
from gkdesk.core.report import Remark
from gkdesk.files.recognise.figures import Figures
from gkdesk.files.recognise.labels import RowLabel, key
from gkdesk.files.recognise.runs import Run, also_named, named
from gkdesk.files.recognise.strips import Field, Strip

_LEAST_KNOWN = 0.4  # of the rows that their labels name
_PRINTED = 2 / 3  # of a label that stands in one piece
_SHORTEST = 4  # signs of it

Rows = Sequence[tuple[RowLabel, Sequence[Field]]]


def read_by_order(
    form: Form,
    section: Section,
    runs: Sequence[Run],
    found: Sequence[Strip],
    labels: tuple[RowLabel, ...],
    figures: Figures,
) -> None:
    """Keep the rows of a table that only its order and all its sums tell, with a remark each."""
    assert section.table is not None
    own = tuple(label for label in labels if label.section is section)
    blocks = section.table.blocks
    if len(blocks) != 1 or not own or not any(row.sum for row in blocks[0].rows):
        return
    if blocks[0].id in figures.reordered:
        return  # sums come out in any order of the columns
    missing = [label for label in own if (section.id, label.row.id) not in figures.rows]
    rows = _in_order(own, list(_chunks(blocks[0], runs, own, labels)))
    if not missing or not rows or not _are_printed(own, found):
        return
    if not _stand_as_read(rows, figures) or not _sums_agree(form, section, rows):
        return
    addresses = {f"{section.id}.{label.row.id}" for label in missing}
    figures.remarks[:] = [one for one in figures.remarks if one.address not in addresses]
    for label, fields in rows:
        if label in missing:
            figures.put(label, list(zip(label.block.columns, fields, strict=True)))
            why = "数字和栏目不在一处，按行的次序读入，各项合计都对得上"
            message = f"“{label.row.label}”：{why}，请核对。"
            address = f"{section.id}.{label.row.id}"
            figures.remarks.append(Remark("by_order", address, message))


def _chunks(
    block: Block, runs: Sequence[Run], own: tuple[RowLabel, ...], labels: tuple[RowLabel, ...]
) -> Iterator[tuple[RowLabel | None, Sequence[Field]]]:
    """The rows of figures, each with the row of the form that its label names, if one does."""
    size = len(block.columns)
    for index, run in enumerate(runs):
        values = run.values
        if len(values) > size:
            values = tuple(one for one in values if not one.is_blank)
        if len(values) < size or len(values) % size:
            continue
        following = runs[index + 1].labels if index + 1 < len(runs) else ()
        match = named(run.labels, following, labels) if run.labels else None
        label = match.label if match and match.label in own and not match.damaged else None
        if label is not None and also_named(run.labels, label, labels):
            label = None
        for start in range(0, len(values), size):
            yield (None if start else label), values[start : start + size]


def _in_order(
    own: tuple[RowLabel, ...], chunks: Sequence[tuple[RowLabel | None, Sequence[Field]]]
) -> Rows:
    """The rows of the form with their figures; none where a named row is not at its place."""
    if len(chunks) != len(own):
        return []
    pairs = list(zip(own, chunks, strict=True))
    known = sum(name is label for label, (name, _) in pairs)
    if known < _LEAST_KNOWN * len(own) or any(n not in (None, label) for label, (n, _) in pairs):
        return []
    return [(label, fields) for label, (_, fields) in pairs]


def _are_printed(own: tuple[RowLabel, ...], found: Sequence[Strip]) -> bool:
    """Whether the labels of all rows stand in a document, though some may be in pieces."""
    text = "".join(key(one.text) for strip in found for one in strip.fields if not one.is_value)
    return all(
        any(one[: max(_SHORTEST, int(len(one) * _PRINTED))] in text for one in label.keys)
        for label in own
    )


def _stand_as_read(rows: Rows, figures: Figures) -> bool:
    """Whether the rows that were read by their labels have the same figures here."""
    return all(
        figures.rows.get((label.section.id, label.row.id))
        in (None, {c.id: one.text for c, one in zip(label.block.columns, fields, strict=True)})
        for label, fields in rows
    )


def _sums_agree(form: Form, section: Section, rows: Rows) -> bool:
    """Whether all sums of a table come out, with figures in all cells but totals."""
    numbers: dict[str, Decimal] = {}
    for label, fields in rows:
        for column, one in zip(label.block.columns, fields, strict=True):
            number = parse(one.text, column.kind)
            if isinstance(number, int | Decimal):
                numbers[f"{section.id}.{label.row.id}.{column.id}"] = Decimal(number)
    cells = [cell for cell in form.cells.values() if cell.section is section]
    typed = [cell.address for cell in cells if not cell.worked_out]
    return (
        all(address in numbers for address in typed)
        and all(
            cell.address not in numbers
            or numbers[cell.address] == sum(numbers[one] for one in cell.addends)
            for cell in cells
            if cell.worked_out
        )
        and all(_balances(form, section, numbers))
    )


def _balances(form: Form, section: Section, numbers: Mapping[str, Decimal]) -> Iterator[bool]:
    """Whether the two sides of each column are the same, where all of it is known."""
    for check in form.checks:
        if check.kind != "balance" or check.section != section.id:
            continue
        for cell in form.scopes[check.id]:
            sides = [
                [numbers.get(f"{section.id}.{row}.{cell.column.id}") for row in side]
                for side in (check.left, check.right)
            ]
            if None not in (*sides[0], *sides[1]):
                left, right = (sum(one or 0 for one in side) for side in sides)
                yield left == right
