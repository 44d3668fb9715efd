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


_ALL = 30  # addends; a total of totals tells nothing about one cell


def _gap(report: Report, cell: Cell) -> Decimal:
    """How far a printed total is from the sum of its cells; 0 where that cannot be told."""
    printed = report.printed_totals.get(cell.address, "")
    said, figure = parse(printed, cell.column.kind), report.figure(cell.address)
    if not isinstance(said, int | Decimal) or figure is None:
        return Decimal(0)
    return Decimal(said) - figure
