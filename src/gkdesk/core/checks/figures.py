"""Checks of the tables: sums, balances, and that every cell holds a figure that can be right."""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from gkdesk.core.checks.facts import Facts, Result, column, spelt, sum_of
from gkdesk.core.checks.finding import Edit, Finding, Mend, name_of
from gkdesk.core.form import Cell, Check, Form
from gkdesk.core.numbers import Answer, Number, parse, show
from gkdesk.core.prose import brief
from gkdesk.core.report import Report

Side: TypeAlias = tuple[str, ...]


def suggestions(report: Report) -> dict[str, Number]:
    """For each cell that a balance may propose, the figure with which its column adds up.

    Columns that are not filled, or would need a figure below zero, have none.
    """
    figures = report.figures()
    found: dict[str, Number] = {}
    for check in report.form.checks:
        others = tuple(row for row in check.right if row != check.fills)
        for cell in report.form.scopes[check.id] if check.fills else ():
            (address,) = column(check.section, (check.fills,), cell.column.id)
            left = sum_of(figures, column(check.section, check.left, cell.column.id))
            right = sum_of(figures, column(check.section, others, cell.column.id))
            if cell.worked_out or left is None or right is None or left < right:
                continue
            found[address] = left - right
    return found


def printed_total(check: Check, facts: Facts) -> Result:
    """Totals that a document printed itself equal what its cells add up to."""
    findings, complete = [], True
    printed_totals = facts.report.printed_totals
    for cell in facts.scope(check):
        if not cell.addends:
            continue
        figure = facts.figures.get(cell.address)
        complete = complete and figure is not None
        printed = printed_totals.get(cell.address)
        if not printed or figure is None:
            if facts.notes is not None and figure is not None:
                facts.note(check, cell, figure, figure)  # worked out here: both are one sum
            continue
        said, right = parse(printed, cell.column.kind), show(figure)
        facts.note(check, cell, printed, right)
        if said == figure:
            continue
        sums = f"印出的总计是{brief(printed)}，各格之和是{right}{_apart(said, figure)}"
        message = f"{name_of(cell)}：{sums}。{check.advice}"
        findings.append(Finding(check, (cell.address,), printed, right, message))
    return findings, complete


def _apart(said: Answer | None, figure: Number) -> str:
    """How far a printed figure is from the right one, if it is a number at all."""
    if not isinstance(said, int | Decimal):
        return ""
    return f"，相差 {show(abs(Decimal(said) - figure))}"


def balance(check: Check, facts: Facts) -> Result:
    """In each column, the rows on the left add up to the rows on the right."""
    findings, complete = [], True
    for cell, left_side, right_side in _columns(check, facts.report.form):
        left, right = sum_of(facts.figures, left_side), sum_of(facts.figures, right_side)
        if left is None or right is None:
            complete = False
            continue
        if facts.notes is not None:  # worked out for every column at every keystroke
            facts.note(check, cell.column.label, left, right)
        if left != right:
            message = (
                f"{cell.column.label}：{spelt(facts, left_side)}＝{left}，"
                f"{spelt(facts, right_side)}＝{right}，"
                f"相差 {abs(left - right)}。{check.advice}"
            )
            sides = left_side + right_side
            findings.append(Finding(check, sides, show(left), show(right), message))
    return findings, complete


@lru_cache(maxsize=16)
def _columns(check: Check, form: Form) -> tuple[tuple[Cell, Side, Side], ...]:
    """The columns of a balance, each with the addresses of its two sides."""
    return tuple(
        (
            cell,
            column(check.section, check.left, cell.column.id),
            column(check.section, check.right, cell.column.id),
        )
        for cell in form.scopes[check.id]
    )


def must_be_zero(check: Check, facts: Facts) -> Result:
    """The figures of some rows are all zero."""
    findings, complete = [], True
    for cell in facts.scope(check):
        figure = facts.figures.get(cell.address)
        if figure is None:
            complete = False
            continue
        facts.note(check, cell, figure, 0)
        if figure != 0:
            text = show(figure)
            message = f"{name_of(cell)}：填了{text}。{check.rule}。{check.advice}"
            mend = Mend("改为 0", (Edit(cell.address, "0"),))
            findings.append(Finding(check, (cell.address,), text, "0", message, mends=(mend,)))
    return findings, complete


def blank(check: Check, facts: Facts) -> Result:
    """No cell is blank or holds a stroke; one finding per table that lists its addresses."""
    places: dict[str, list[Cell]] = {}
    written: set[str] = set()
    for cell in facts.without_number:
        text = facts.report.text(cell.address)
        if text and text not in check.placeholders:
            continue
        places.setdefault(cell.section.id, []).append(cell)
        if text:
            written.add(cell.section.id)
    findings = [
        Finding(
            check,
            tuple(cell.address for cell in cells),
            None,
            None,
            f"{cells[0].section.label}：还有 {len(cells)} 格没有填数字（{_some(cells)}）。"
            f"{check.advice}",
            unfilled=section_id not in written,
        )
        for section_id, cells in places.items()
    ]
    return findings, True


def _some(cells: Sequence[Cell]) -> str:
    names = "、".join(name_of(cell) for cell in cells[:2])
    return f"{names}等" if len(cells) > 2 else names


def number(check: Check, facts: Facts) -> Result:
    """Every filled cell of the check's own kind of figure holds a number."""
    findings, complete = [], True
    for cell in facts.without_number:
        if cell.column.kind != check.kind:
            continue
        text = facts.report.text(cell.address)
        complete = False
        if text and text not in check.placeholders:
            message = (
                f"{name_of(cell)}：“{brief(text)}”不是能用的数字。{check.rule}。{check.advice}"
            )
            findings.append(Finding(check, (cell.address,), text, None, message))
    return findings, complete
