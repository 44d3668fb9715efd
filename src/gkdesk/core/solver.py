"""The smallest changes of figures that mend a broken sum, likeliest first.

Every change is weighed against all that is known (`equations`): one that makes printed totals,
last year's figures and the prose agree as well stands before one that mends its own sum only;
among equals the kind of slip decides, and what was typed last.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gkdesk.core.checks.facts import Facts
from gkdesk.core.checks.finding import Edit, Finding, Mend, name_of
from gkdesk.core.equations import Equation, equations
from gkdesk.core.form import Form
from gkdesk.core.numbers import Number, show
from gkdesk.core.report import Report
from gkdesk.core.slips import Slip, shifts, swaps, whole_columns

_AGREES = {
    "printed": "与印出的总计相符",
    "last_year": "与上年报告相符",
    "prose": "与正文写的数相符",
    "form": "各列勾稽都相符",
}
# What a kind of slip weighs where all that is known speaks for two changes alike.
_SWAPPED_DIGITS, _ONE_DIGIT, _BALANCE, _LAST_TYPED = -4.0, -1.5, -1.0, -2.0
_FROM_ZERO, _LAST_YEARS, _SEVERAL = 1.0, -0.5, 0.5


@dataclass(frozen=True)
class _Change:
    """New figures for some cells: what to call it, how likely such a slip is, and why."""

    figures: Mapping[str, Number]
    label: str
    weight: float
    why: str = ""


def proposals(
    report: Report, finding: Finding, last_year: Report | None = None, recent: Sequence[str] = ()
) -> tuple[Mend, ...]:
    """Every smallest change that mends a finding about figures; none for other findings.

    `recent` are addresses in the order in which they were typed, the last one first.
    """
    facts = Facts.of(report, last_year)
    known = equations(facts)
    targets = _targets(finding, known, report)
    if not targets:
        return ()
    scale = _Scale(known, report)
    found: dict[tuple[tuple[str, Number], ...], tuple[float, float, _Change, Equation]] = {}
    for target in targets:
        for change in _changes(target, facts, recent):
            broken = scale.broken_after(change.figures, target)
            if broken is not None:
                key = tuple(sorted(change.figures.items()))
                found.setdefault(key, (broken, change.weight, change, target))
    least = min((broken for broken, *_ in found.values()), default=0)
    return tuple(
        _mend(change, scale.agreeing(change.figures, target))
        for broken, _, change, target in sorted(found.values(), key=lambda one: one[:2])
        # Several cells at once must be worth it.
        if broken == least or len(change.figures) == 1
    )


def _targets(finding: Finding, known: Sequence[Equation], report: Report) -> list[Equation]:
    """The broken equations behind a finding; for a sum of columns the columns that are broken."""
    figures = report.numbers
    found = [
        one
        for one in known
        if one.source != "prose"
        and (one.check.id, one.addresses) == (finding.check.id, finding.addresses)
        and not one.holds(figures)
    ]
    parts = [
        one
        for target in found
        for one in known
        if one.check is target.check and one.cells < target.cells and not one.holds(figures)
    ]
    return parts or found


class _Scale:
    """Weighs changes against everything that is known."""

    def __init__(self, known: Sequence[Equation], report: Report) -> None:
        self._figures = report.numbers
        self._known = known
        self._before = {id(one): one.holds(self._figures) for one in known}
        self._about: dict[str, list[Equation]] = {}
        for one in known:
            for address in one.cells:
                self._about.setdefault(address, []).append(one)

    def broken_after(self, figures: Mapping[str, Number], target: Equation) -> float | None:
        """How many more equations are broken after a change; None if the target still is."""
        changed = _Laid(self._figures, figures)
        if not target.holds(changed):
            return None
        touched = {id(one): one for address in figures for one in self._about.get(address, ())}
        return float(sum(self._before[key] - one.holds(changed) for key, one in touched.items()))

    def agreeing(self, figures: Mapping[str, Number], target: Equation) -> list[Equation]:
        """What else was broken, and is not after a change."""
        changed = _Laid(self._figures, figures)
        touched = {id(one): one for address in figures for one in self._about.get(address, ())}
        return [
            one
            for key, one in touched.items()
            if one is not target and not self._before[key] and one.holds(changed)
        ]


class _Laid(dict[str, Number]):
    """Some figures laid over others without copying them."""

    def __init__(self, under: Mapping[str, Number], over: Mapping[str, Number]) -> None:
        super().__init__(over)
        self._under = under

    def __missing__(self, address: str) -> Number:
        return self._under[address]


def _changes(target: Equation, facts: Facts, recent: Sequence[str]) -> Iterator[_Change]:
    """Single cells first, then figures that stand in a neighbour's place."""
    form = facts.report.form
    yield from _single(target, facts, recent)
    for slip in (
        *swaps(form, target.cells, facts.report.numbers),
        *shifts(form, target.cells, facts.report.numbers),
        *whole_columns(form, target.cells, facts.report.numbers),
    ):
        yield _Change(slip.figures, _slip_label(slip, form), _SEVERAL, "")


def _single(target: Equation, facts: Facts, recent: Sequence[str]) -> Iterator[_Change]:
    """One cell changed so that the sum comes out."""
    figures = facts.report.numbers
    gap = target.gap(figures)
    for address, sign in target.terms.items():
        cell, old = facts.report.form.cells[address], figures[address]
        new = old - sign * gap
        if new < 0 or (cell.column.kind == "count" and new != int(new)):
            continue
        weight, why = _slip_of_one(old, new)
        if cell.row.id == target.check.fills:
            weight, why = weight + _BALANCE, why or "按勾稽关系"
        if address in recent:
            weight += _LAST_TYPED / (1 + recent.index(address))
            why = why or ("刚才填的" if recent[0] == address else "")
        if new and facts.last_figures.get(address) == new:
            weight += _LAST_YEARS
        label = f"{name_of(cell)} {show(old)} 改为 {show(new)}"
        yield _Change({address: new}, label, weight, why)


def _slip_of_one(old: Number, new: Number) -> tuple[float, str]:
    """How likely one figure was typed for another, by their digits."""
    one, other = show(old), show(new)
    if len(one) == len(other) and sorted(one) == sorted(other):
        differing = [index for index in range(len(one)) if one[index] != other[index]]
        if len(differing) == 2:
            return _SWAPPED_DIGITS, "两位数字颠倒"
    if _one_digit_apart(one, other):
        return _ONE_DIGIT + (_FROM_ZERO if old == 0 else 0), "错了一位数字" if old else ""
    return (_FROM_ZERO if old == 0 else 0.0), ""


def _one_digit_apart(one: str, other: str) -> bool:
    """Whether a digit was mistyped, left out or doubled."""
    if len(one) == len(other):
        return sum(left != right for left, right in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(
        long[:index] + long[index + 1 :] == short for index in range(len(long))
    )


def _mend(change: _Change, agreeing: Sequence[Equation]) -> Mend:
    """A change as a button: what it does, and what speaks for it."""
    reasons = [change.why] if change.why else []
    several = len(change.figures) > 1
    # One cell of a column always mends the sum of all columns with it: that says nothing.
    speaking = [one.source for one in agreeing if several or one.source != "form"]
    reasons += dict.fromkeys(_AGREES[source] for source in speaking)
    edits = tuple(Edit(address, _text(new)) for address, new in change.figures.items())
    return Mend(change.label, edits, "；".join(reasons))


def _text(number: Number) -> str:
    return show(Decimal(number) if isinstance(number, Decimal) else int(number))


def _slip_label(slip: Slip, form: Form) -> str:
    """What a slip is called on a button."""
    cells = [form.cells[address] for address in slip.places]
    if slip.kind == "swap":
        return f"{name_of(cells[0])} 与 {name_of(cells[1])} 对调"
    if slip.kind == "columns":
        return f"{cells[0].column.label}、{cells[1].column.label}两列对调"
    columns = "各列" if slip.all_columns else cells[0].column.label
    way = "上移" if slip.kind == "up" else "下移"
    rows = dict.fromkeys(cell.row.brief for cell in cells)
    return f"{columns}：{'至'.join(rows)}{way}一行"
