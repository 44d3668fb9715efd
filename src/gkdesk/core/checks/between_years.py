"""Checks between this report and last year's: carry-over, stocks, units, likeness."""

from decimal import Decimal

from gkdesk.core.checks.facts import Facts, Result, apart, column
from gkdesk.core.checks.finding import Edit, Finding, Mend, name_of
from gkdesk.core.form import Check, Severity
from gkdesk.core.likeness import likeness as likeness_of
from gkdesk.core.numbers import show


def carry(check: Check, facts: Facts) -> Result:
    """In each column, what was carried over is what last year's report carried forward."""
    findings, complete = [], True
    for cell in facts.scope(check):
        (before,) = column(check.section, check.right, cell.column.id)
        figure, last = facts.figures.get(cell.address), facts.last_figures.get(before)
        if figure is None or last is None:
            complete = False
            continue
        left, right = show(figure), show(last)
        facts.note(check, cell.column.label, left, right)
        if figure == last:
            continue
        source = f"上年报告的“{facts.report.form.cells[before].row.label}”"
        message = (
            f"{name_of(cell)}：填了{left}，{source}是{right}，{apart(figure, last)}。{check.advice}"
        )
        mends = () if cell.worked_out else (_to(cell.address, right, source),)
        findings.append(Finding(check, (cell.address,), left, right, message, mends=mends))
    return findings, complete


def stock(check: Check, facts: Facts) -> Result:
    """A stock is last year's with what came in and without what went out."""
    findings, complete = [], True
    for cell in facts.scope(check):
        prefix = cell.address.rpartition(".")[0]
        plus = [f"{prefix}.{one}" for one in check.plus]
        minus = [f"{prefix}.{one}" for one in check.minus]
        last = facts.last_figures.get(cell.address)
        if last is None or any(one not in facts.figures for one in (cell.address, *plus, *minus)):
            complete = False
            continue
        figures = facts.figures
        right = last + sum(figures[one] for one in plus) - sum(figures[one] for one in minus)
        figure = figures[cell.address]
        facts.note(check, cell, figure, right)
        if figure == right:
            continue
        terms = [f"上年{show(last)}", *(f"＋{show(figures[one])}" for one in plus)]
        terms += [f"－{show(figures[one])}" for one in minus]
        message = (
            f"{name_of(cell)}：填了{show(figure)}，{''.join(terms)}＝{show(right)}，"
            f"{apart(figure, right)}。{check.advice}"
        )
        addresses = (cell.address, *plus, *minus)
        mends = (_to(cell.address, show(right), "上年＋制发－废止"),) if right >= 0 else ()
        findings.append(Finding(check, addresses, show(figure), show(right), message, mends=mends))
    return findings, complete


def unit_suspect(check: Check, facts: Facts) -> Result:
    """An amount is not so much larger that it may be 元 for 万元."""
    findings, complete = [], True
    kind = facts.report.form.organ_kinds[check.limit_for]
    limit = check.limit if kind.fits(facts.report.organ) else None
    for cell in facts.scope(check):
        figure, last = facts.figures.get(cell.address), facts.last_figures.get(cell.address)
        if figure is None:
            complete = False
            continue
        grown = last is not None and 0 < last * (check.number or 0) < figure
        if not grown and (limit is None or figure < limit):
            continue
        text = show(figure)
        before = f"，上年是{show(last)}万元" if last is not None else ""
        message = f"{name_of(cell)}：填了{text}万元{before}。{check.rule}。{check.advice}"
        mend = _to(cell.address, show(Decimal(figure) / 10_000), "元换成万元")
        right = show(last) if grown else show(limit)
        findings.append(Finding(check, (cell.address,), text, right, message, mends=(mend,)))
    return findings, complete


def likeness(check: Check, facts: Facts) -> Result:
    """The prose is not last year's over again."""
    if facts.last_year is None:
        return [], False
    form, last = facts.report.form, facts.last_year
    written = [one.id for one in form.prose if facts.report.text(one.id).strip()]
    if not written:
        return [], False
    percent = likeness_of([(facts.report.text(one.id), last.text(one.id)) for one in form.prose])
    facts.note(check, "全部文字", f"{percent}%", f"{check.number}%")
    if percent < (check.number or 0):
        return [], True
    grave = percent >= (check.limit or 100)
    message = (
        f"全部文字：与上年报告相同的占{percent}%（{check.number}%以上偏高，{check.limit}%以上过高）。"
        f"{check.rule}。{check.advice}"
    )
    left, right = str(percent), str(check.limit if grave else check.number)
    raised: Severity | None = "warning" if grave else None
    return [Finding(check, tuple(written), left, right, message, raised=raised)], True


def _to(address: str, text: str, reason: str) -> Mend:
    return Mend(f"改为 {text}", (Edit(address, text),), reason)
