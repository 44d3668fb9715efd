"""All that is known about a report's typed figures, as sums that must come out.

Balances and printed totals, last year's figures, and numbers said in the prose: each is an
equation over typed cells, so that the solver can weigh a change against all of them at once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from gkdesk.core.checks.facts import Facts, column
from gkdesk.core.form import Check, CheckKind, Form
from gkdesk.core.numbers import Number, parse
from gkdesk.core.said import said_in

Source = Literal["form", "printed", "last_year", "prose"]
Terms = Mapping[str, int]


@dataclass(frozen=True)
class Equation:
    """One sum: in one of `ways` the cells times their signs give the constant.

    `addresses` are those of the finding where it is broken.
    """

    check: Check
    source: Source
    addresses: tuple[str, ...]
    ways: tuple[tuple[Terms, Number], ...]

    @property
    def terms(self) -> Terms:
        """The cells of the first way, with their signs."""
        return self.ways[0][0]

    @cached_property
    def cells(self) -> frozenset[str]:
        """Every typed cell that it looks at."""
        return frozenset(address for terms, _ in self.ways for address in terms)

    def gap(self, figures: Mapping[str, Number]) -> Number:
        """How far the first way is off."""
        terms, constant = self.ways[0]
        return sum(sign * figures[one] for one, sign in terms.items()) - constant

    def holds(self, figures: Mapping[str, Number]) -> bool:
        """Whether one of the ways comes out."""
        return any(
            sum(sign * figures[one] for one, sign in terms.items()) == constant
            for terms, constant in self.ways
        )


def equations(facts: Facts) -> list[Equation]:
    """Every equation of a report whose cells are all filled in."""
    numbers = facts.report.numbers
    found = [
        equation
        for check in facts.report.form.checks
        if check.kind in _MAKERS
        for equation in _MAKERS[check.kind](check, facts)
    ]
    return [one for one in found if one.cells and one.cells <= numbers.keys()]


def _terms(form: Form, addresses: Sequence[str], sign: int = 1) -> dict[str, int]:
    """The typed cells behind some addresses; totals stand for their addends."""
    typed = (one for address in addresses for one in form.cells[address].addends or (address,))
    return dict.fromkeys(typed, sign)


def _balances(check: Check, facts: Facts) -> Iterator[Equation]:
    form = facts.report.form
    for cell in facts.scope(check):
        left = column(check.section, check.left, cell.column.id)
        right = column(check.section, check.right, cell.column.id)
        terms = _terms(form, left) | _terms(form, right, -1)
        yield Equation(check, "form", left + right, ((terms, 0),))


def _printed_totals(check: Check, facts: Facts) -> Iterator[Equation]:
    for cell in facts.scope(check):
        printed = facts.report.printed_totals.get(cell.address)
        number = parse(printed, cell.column.kind) if printed else None
        if cell.addends and isinstance(number, int | Decimal):
            terms = dict.fromkeys(cell.addends, 1)
            yield Equation(check, "printed", (cell.address,), ((terms, number),))


def _carried(check: Check, facts: Facts) -> Iterator[Equation]:
    for cell in facts.scope(check):
        (before,) = column(check.section, check.right, cell.column.id)
        last = facts.last_figures.get(before)
        if last is not None:
            terms = _terms(facts.report.form, (cell.address,))
            yield Equation(check, "last_year", (cell.address,), ((terms, last),))


def _stocks(check: Check, facts: Facts) -> Iterator[Equation]:
    for cell in facts.scope(check):
        prefix = cell.address.rpartition(".")[0]
        plus = [f"{prefix}.{one}" for one in check.plus]
        minus = [f"{prefix}.{one}" for one in check.minus]
        last = facts.last_figures.get(cell.address)
        if last is not None:
            terms = {cell.address: 1} | dict.fromkeys(plus, -1) | dict.fromkeys(minus, 1)
            addresses = (cell.address, *plus, *minus)
            yield Equation(check, "last_year", addresses, ((terms, last),))


def _said(check: Check, facts: Facts) -> Iterator[Equation]:
    report, form = facts.report, facts.report.form
    for section in form.prose:
        for one in said_in(report.text(section.id), form, report.year, report.organ):
            if one.topic.check == check.id and not one.elsewhere and one.unit != "元":
                ways = tuple((_terms(form, r.cells), one.value) for r in one.topic.readings)
                yield Equation(check, "prose", (section.id,), ways)


_MAKERS: Mapping[CheckKind, Callable[[Check, Facts], Iterator[Equation]]] = {
    "balance": _balances,
    "printed_total": _printed_totals,
    "carry": _carried,
    "stock": _stocks,
    "said": _said,
}
