"""What was read against what is true: each figure right, remarked, silently missing or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gkdesk.core.form import Cell, Form
from gkdesk.core.numbers import parse, show
from gkdesk.core.report import Remark, Report

CHECK = "check_reading"
# These say that a figure may be another: what else was read there is doubted, not taken over.
DOUBTS = (
    "unsure",
    "label_typo",
    "missing",
    "table_missing",
    "old_template",
    "unit",
    CHECK,
    "by_order",
    "merged",
)


@dataclass
class Tally:
    """The addresses of a truth by what became of their figures."""

    right: list[str] = field(default_factory=list)
    remarked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """The numbers, for a line of a table."""
        return (
            f"{len(self.right)} right, {len(self.remarked)} remarked,"
            f" {len(self.wrong)} wrong, {len(self.silent)} missing in silence"
        )


def tally(report: Report, truth: Mapping[str, str]) -> Tally:
    """Each cell of a form against the truth; an address that the truth lacks is blank there.

    A missing figure needs a remark for its cell, row or table. One that was read although it is
    another is wrong, whatever remarks there are; what is kept in words is no figure.
    """
    found = Tally()
    for address, cell in report.form.cells.items():
        read = report.printed_totals if cell.worked_out else report.texts
        text, true = read.get(address, ""), truth.get(address, "")
        if text == true:
            found.right.append(address)
        elif text and not (_is_in_words(text, cell) and remarks_on(report, address)):
            found.wrong.append(address)
        elif remarks_on(report, address):
            found.remarked.append(address)
        else:
            found.silent.append(address)
    return found


def _is_in_words(text: str, cell: Cell) -> bool:
    """Whether a text is no number, so that nothing is worked out with it."""
    return isinstance(parse(text, cell.column.kind), str)


def remarks_on(report: Report, address: str) -> list[Remark]:
    """The remarks about a cell, its row or its table."""
    section, row, _ = address.split(".")
    places = (address, f"{section}.{row}", section)
    return [remark for remark in report.remarks if remark.address in places]


def is_doubted(report: Report, address: str) -> bool:
    """Whether a figure that was read is doubted: where it stands, or by a sum it belongs to."""
    if any(remark.kind in DOUBTS for remark in remarks_on(report, address)):
        return True
    form = report.form
    text = report.texts.get(address) or report.printed_totals.get(address, "")
    if _is_in_words(text, form.cells[address]):
        return True  # what is no number is a finding wherever it stands
    _, row, column = address.split(".")
    balanced = {
        f"{check.section}.{check.fills}.{column}"
        for check in form.checks
        if check.kind == "balance" and row in (*check.left, *check.right)
    }
    sums = {*balanced, address, *form.dependents.get(address, ()), *form.cells[address].addends}
    return any(remark.kind == CHECK and remark.address in sums for remark in report.remarks)


def figures_of(report: Report) -> dict[str, str]:
    """All figures of a report as they would be printed, totals worked out."""
    return {
        address: report.shown(address) for address in report.form.cells if report.shown(address)
    }


def printed(
    form: Form, answers: Mapping[str, object], totals: Mapping[str, object]
) -> dict[str, str]:
    """The figures of a truth by address; a blank is absent."""
    both = {**answers, **totals}
    return {
        address: show(both[address]) if not isinstance(both[address], str) else str(both[address])
        for address in form.cells
        if both.get(address) is not None
    }
