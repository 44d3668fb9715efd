"""Checks of the prose against the tables: numbers said there are those of the cells."""

from decimal import Decimal
from functools import lru_cache

from gkdesk.core.checks.facts import Facts, Result, apart, sum_of, title
from gkdesk.core.checks.finding import Edit, Finding, Mend
from gkdesk.core.form import Check, Form, Section
from gkdesk.core.han import show_han
from gkdesk.core.numbers import Number, show
from gkdesk.core.prose import brief
from gkdesk.core.said import Said, said_in
from gkdesk.core.topic import Reading

_YUAN = "元"
_PER_10K = 10_000


def said(check: Check, facts: Facts) -> Result:
    """Each number that is said of one of the check's topics is what one of its readings gives."""
    findings, complete = [], True
    for section, one in _said(check, facts):
        if one.none and one.topic.none_check:
            continue
        figures = _figures(one, facts)
        known = [figure for _, figure in figures if figure is not None]
        complete = complete and len(known) == len(figures)
        if known:
            _note(check, facts, one, known[0])
        if len(known) == len(figures) and _amount(one) not in known and not one.elsewhere:
            findings.append(_contradiction(check, section, one, figures))
    return findings, complete


def said_none(check: Check, facts: Facts) -> Result:
    """Where the prose says that there was none, the cells are zero, and the other way round."""
    findings, complete = [], True
    for section, one in _said(check, facts):
        figures = _figures(one, facts)
        known = [figure for _, figure in figures if figure is not None]
        complete = complete and len(known) == len(figures)
        if len(known) < len(figures) or not known or one.elsewhere:
            continue
        _note(check, facts, one, known[0])
        if (one.value == 0) != (known[0] == 0) and (one.none or not any(known)):
            findings.append(_contradiction(check, section, one, figures))
    return findings, complete


def said_elsewhere(check: Check, facts: Facts) -> Result:
    """A sentence that names a smaller unit may give another number than the tables; say so."""
    findings = []
    seen: set[tuple[str, int]] = set()
    for section, one in _said(check, facts):
        place = (section.id, one.sentence)
        if not one.elsewhere or place in seen:
            continue
        figures = _figures(one, facts)
        known = [figure for _, figure in figures if figure is not None]
        if len(known) < len(figures):
            continue
        if _amount(one) in known:
            continue
        seen.add(place)
        reading, figure = figures[0]
        message = (
            f"{title(section)}：“{brief(one.quote)}”说的是“{one.elsewhere}”，"
            f"表中{reading.label}是{show(figure)}，{_apart(one, figure)}。{check.advice}"
        )
        left, right = show(_amount(one)), show(figure)
        findings.append(Finding(check, (section.id,), left, right, message, one.span))
    return findings, True


def published(check: Check, facts: Facts) -> Result:
    """Decisions said to be published are fewer than all decisions, or the table may lack some."""
    findings, complete = [], True
    for section, one in _said(check, facts):
        ((reading, figure),) = _figures(one, facts)
        complete = complete and figure is not None
        if figure is None or one.value == 0 or one.value < figure:
            continue
        message = (
            f"{title(section)}：写的是“{brief(one.quote)}”，表中{reading.label}是{show(figure)}，"
            f"{_apart(one, figure)}。{check.rule}。{check.advice}"
        )
        left, right = show(one.value), show(figure)
        addresses = (section.id, *reading.cells)
        findings.append(Finding(check, addresses, left, right, message, one.span))
    return findings, complete


def _said(check: Check, facts: Facts) -> tuple[tuple[Section, Said], ...]:
    """What the prose says of a check's topics, with its section."""
    report = facts.report
    return _said_of(check, facts.texts, report.form, report.year, report.organ)


@lru_cache(maxsize=64)
def _said_of(
    check: Check, texts: tuple[str, ...], form: Form, year: int, organ: str
) -> tuple[tuple[Section, Said], ...]:
    """What the texts say of a check's topics; of all topics where none names the check."""
    mine = {topic for topic in form.topics if check.id in (topic.check, topic.none_check)}
    return tuple(
        (section, one)
        for section, text in zip(form.prose, texts, strict=True)
        for one in (_heard(text, form, year, organ) if text else ())
        if not mine or one.topic in mine
    )


@lru_cache(maxsize=32)
def _heard(text: str, form: Form, year: int, organ: str) -> tuple[Said, ...]:
    """All that a text says, for every check that asks."""
    return said_in(text, form, year, organ)


def _note(check: Check, facts: Facts, one: Said, figure: Number) -> None:
    """Keep a said number beside its cell's, where that is asked for."""
    if facts.notes is not None:
        facts.note(check, f"“{brief(one.quote)}”", _amount(one), figure)


def _figures(one: Said, facts: Facts) -> list[tuple[Reading, Number | None]]:
    """What each reading of a number gives; None while a cell is not filled in."""
    return [(reading, sum_of(facts.figures, reading.cells)) for reading in one.topic.readings]


def _amount(one: Said) -> Number:
    """A said number in the unit of its cells: 元 in 万元."""
    return Decimal(one.value) / _PER_10K if one.unit == _YUAN else one.value


def _contradiction(
    check: Check, section: Section, one: Said, figures: list[tuple[Reading, Number | None]]
) -> Finding:
    """A said number that no reading gives."""
    (reading, figure), *others = figures
    also = "".join(f"，{other.label}是{show(number)}" for other, number in others)
    message = (
        f"{title(section)}：写的是“{brief(one.quote)}”，表中{reading.label}是{show(figure)}{also}，"
        f"{_apart(one, figure)}。{check.advice}"
    )
    mends = () if one.none else _mends(section, one, figures)
    left, right = show(_amount(one)), show(figure)
    return Finding(check, (section.id,), left, right, message, one.span, mends=mends)


def _apart(one: Said, figure: Number | None) -> str:
    return apart(_amount(one), figure or 0)


def _mends(
    section: Section, one: Said, figures: list[tuple[Reading, Number | None]]
) -> tuple[Mend, ...]:
    """The number put right, once for each figure that a reading gives."""
    mends: dict[str, Mend] = {}
    for reading, figure in figures:
        text = _as_written(one, figure or 0)
        edit = Edit(section.id, text, one.span)
        mends.setdefault(text, Mend(f"改为 {text}", (edit,), f"表中{reading.label}"))
    return tuple(mends.values())


def _as_written(one: Said, figure: Number) -> str:
    """A figure as the clerk writes numbers here: in 元 or 万元, in Arabic or Chinese numerals."""
    number = figure * _PER_10K if one.unit == _YUAN else figure
    if isinstance(number, int) and not one.written[:1].isdecimal():
        return show_han(number)
    return show(number)
