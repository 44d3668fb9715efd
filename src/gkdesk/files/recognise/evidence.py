"""Sums across the rows of a table as evidence that its columns were read in the right order."""

from decimal import Decimal

from gkdesk.core.form import Cell, Form, Section
from gkdesk.core.numbers import parse
from gkdesk.files.recognise.figures import Figures

_FEWEST = 3  # rows that must speak against a table before it is not believed


def withdraw(form: Form, figures: Figures) -> None:
    """Take back a table in which more rows contradict their printed totals than agree.

    One wrong total is the office's; where most are wrong, the columns are others than it seems.
    """
    for section in form.sections:
        sums = [
            cell
            for cell in form.totals
            if cell.section is section and cell.column.sum and not cell.row.sum
        ]
        said = [_agrees(cell, figures) for cell in sums]
        wrong = said.count(False)
        if wrong >= _FEWEST and wrong > said.count(True):
            _take_back(section, figures)


def _agrees(cell: Cell, figures: Figures) -> bool | None:
    """Whether a printed total is the sum of its row; None where that says nothing."""
    total = parse(figures.printed.get(cell.address, ""), cell.column.kind)
    addends = [parse(figures.answers.get(one, ""), cell.column.kind) for one in cell.addends]
    numbers = [one for one in addends if isinstance(one, int | Decimal)]
    if not isinstance(total, int | Decimal) or len(numbers) < len(addends):
        return None
    if not total and not any(numbers):
        return None
    return bool(sum(numbers) == total)


def _take_back(section: Section, figures: Figures) -> None:
    for section_id, row in list(figures.rows):
        if section_id == section.id:
            figures.drop(f"{section_id}.{row}")
    why = "各行与总计大多对不上，可能是列的顺序不同，没有读入，请对照原文填写。"
    figures.doubt("unsure", section.id, f"“{section.label}”的表格：{why}")
