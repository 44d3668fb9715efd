"""Figures that a lost cell has moved: the total stands in the last addend's place, or sums fail."""

from decimal import Decimal

from gkdesk.core.form import Block, Column, Row, Section
from gkdesk.core.numbers import parse
from gkdesk.files.recognise.figures import Figures

_BLANKS = {"blank", "blank_total"}


def withdraw_moved(section: Section, figures: Figures) -> None:
    """Take back rows of a table whose figures may have moved by a cell, each with a doubt.

    Not of one that is laid out as the form has it: there each cell stands at its own place.
    """
    assert section.table is not None
    if section.id in figures.official:
        return
    for block in section.table.blocks:
        for row in block.rows:
            for total in (column for column in block.columns if column.sum):
                if _ends_in_total(_numbers(section, row, total, figures)):
                    address = f"{section.id}.{row.id}"
                    figures.drop(address)
                    why = "总计一格是空白，前面一格可能就是总计，没有读入，请对照原文填写"
                    figures.doubt("unsure", address, f"“{row.label}”：{why}。")
    if section.table.arrangement == "across":
        _withdraw_line(section, section.table.blocks[0], figures)


def _withdraw_line(section: Section, block: Block, figures: Figures) -> None:
    """Take back the one line of a table that has a blank, and a sum that is wrong or unreadable."""
    kinds = {r.kind for r in figures.remarks if r.address.startswith(f"{section.id}.")}
    if not kinds & _BLANKS:
        return
    totals = [column for column in block.columns if column.sum]
    sums = [_numbers(section, row, one, figures) for row in block.rows for one in totals]
    places = {f"{section.id}.{row.id}.{one.id}" for row in block.rows for one in totals}
    unread = any(r.kind == "unsure" and r.address in places for r in figures.remarks)
    if unread or any(map(_is_wrong, sums)):
        for row in block.rows:
            figures.drop(f"{section.id}.{row.id}")
        why = "有空白，合计又对不上，数字可能挪了一格，没有读入，请对照原文填写。"
        figures.doubt("unsure", section.id, f"“{section.label}”的表格：{why}")


def _numbers(section: Section, row: Row, total: Column, figures: Figures) -> list[Decimal | None]:
    """A total and its addends as they were read; None for what is no number."""
    both = {**figures.answers, **figures.printed}
    texts = [both.get(f"{section.id}.{row.id}.{one}", "") for one in (total.id, *total.sum)]
    read = [parse(text, total.kind) for text in texts]
    return [Decimal(one) if isinstance(one, int | Decimal) else None for one in read]


def _is_wrong(numbers: list[Decimal | None]) -> bool:
    """Whether a total is not the sum of its addends, all of them known."""
    known = [one for one in numbers if one is not None]
    return len(known) == len(numbers) and known[0] != sum(known[1:])


def _ends_in_total(numbers: list[Decimal | None]) -> bool:
    """Whether the total is not there, and the last addend may be it: it is no less than the sum."""
    total, *addends = numbers
    known = [one for one in addends if one is not None]
    if total is not None or len(known) < len(addends):
        return False
    return bool(known[-1]) and known[-1] >= sum(known[:-1])
