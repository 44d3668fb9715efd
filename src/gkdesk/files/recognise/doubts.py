"""Sums of a document that do not come out: first of all a reason to look at the reading again."""

from collections.abc import Iterator
from decimal import Decimal

from gkdesk.core.checks.finding import name_of
from gkdesk.core.form import Cell
from gkdesk.core.numbers import parse, show
from gkdesk.core.report import Remark, Report

KIND = "check_reading"


def doubts(report: Report) -> Iterator[Remark]:
    """One remark for each total that its cells do not add up to, or for the cell behind two."""
    gaps = {cell.address: gap for cell in report.form.totals if (gap := _gap(report, cell))}
    explained: set[str] = set()
    for cell in report.form.typed:
        mine = [
            total
            for total in report.form.dependents[cell.address]
            if total in gaps and len(report.form.cells[total].addends) < _ALL
        ]
        if len(mine) == 2 and gaps[mine[0]] == gaps[mine[1]]:
            explained |= set(mine)
            yield Remark(
                KIND,
                cell.address,
                f"{name_of(cell)}读入的是{report.text(cell.address)}，所在的行和列都相差"
                f"{show(abs(gaps[mine[0]]))}，请先核对读入是否正确。",
            )
    for address, gap in gaps.items():
        if address not in explained:
            cell = report.form.cells[address]
            yield Remark(
                KIND,
                address,
                f"{name_of(cell)}印的是{report.printed_totals[address]}，读入的各格相差"
                f"{show(abs(gap))}，请先核对读入是否正确。",
            )

    yield from _balances(report, set(gaps))


def _balances(report: Report, doubted: set[str]) -> Iterator[Remark]:
    """One remark for each column whose two sides, as they are printed, are not the same."""
    for check in report.form.checks:
        if check.kind != "balance":
            continue
        for cell in report.form.scopes[check.id]:
            column = cell.column
            sides = [
                [f"{check.section}.{row}.{column.id}" for row in rows]
                for rows in (check.left, check.right)
            ]
            left, right = ([_said(report, place) for place in side] for side in sides)
            if None in left + right or doubted & {*sides[0], *sides[1]}:
                continue
            gap = sum(one or 0 for one in left) - sum(one or 0 for one in right)
            if gap:
                place = f"{check.section}.{check.fills}.{column.id}"
                message = f"{column.label}一列：{check.rule}，读入的相差{show(abs(Decimal(gap)))}"
                yield Remark(KIND, place, f"{message}，请先核对读入是否正确。")


def _said(report: Report, address: str) -> Decimal | None:
    """A figure as it was read, a total as it is printed; None where it is neither."""
    cell = report.form.cells[address]
    text = report.printed_totals.get(address, "") if cell.worked_out else report.text(address)
    number = parse(text, cell.column.kind)
    return Decimal(number) if isinstance(number, int | Decimal) else None


_ALL = 30  # addends; a total of totals tells nothing about one cell


def _gap(report: Report, cell: Cell) -> Decimal:
    """How far a printed total is from the sum of its cells; 0 where that cannot be told.

    Of a sum with cells that were not read nothing is known but that it is no less than the others
    together; where they are blank in the document, it is just as much.
    """
    said = parse(report.printed_totals.get(cell.address, ""), cell.column.kind)
    if not isinstance(said, int | Decimal):
        return Decimal(0)
    total = report.total(cell.address)
    gap = Decimal(said) - (total.value or 0)
    return gap if total.complete or _has_blanks(report, cell) else min(gap, Decimal(0))


def _has_blanks(report: Report, total: Cell) -> bool:
    """Whether cells of the row that a total ends are blank in the document."""
    row = f"{total.section.id}.{total.row.id}"
    return not total.row.sum and any(
        remark.kind == "blank" and f"{remark.address}.".startswith(f"{row}.")
        for remark in report.remarks
    )
