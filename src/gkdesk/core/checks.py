"""A report -> findings and verdicts; one function per kind of check, everything anew each time."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, TypeAlias

from gkdesk.core.form import Cell, Check, CheckKind, Section
from gkdesk.core.numbers import Answer, Number, fold, parse, show
from gkdesk.core.prose import brief, paragraphs
from gkdesk.core.report import Report

Verdict = Literal["holds", "broken", "waits", "explained", "not applicable"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule broken here: which, where, both sides, and a sentence that says what to do.

    `span` is a place in the prose of the only address; `unfilled` tells that nothing wrong was
    written, something is merely not there yet.
    """

    check: Check
    addresses: tuple[str, ...]
    left: str | None
    right: str | None
    message: str
    span: tuple[int, int] | None = None
    unfilled: bool = False


@dataclass(frozen=True)
class Outcome:
    """All findings in the order of the form's checks, and each check's verdict by its id."""

    findings: tuple[Finding, ...]
    verdicts: Mapping[str, Verdict]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that a county would send a report back for."""
        return tuple(finding for finding in self.findings if finding.check.severity == "error")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the checks of one run look at: the report, and its figures worked out once."""

    report: Report
    figures: Mapping[str, Number]
    without_number: tuple[Cell, ...]

    @classmethod
    def of(cls, report: Report) -> "_Facts":
        """The facts of a report as it stands; `without_number` are typed cells that hold none."""
        numbers = report.numbers
        missing = tuple(cell for cell in report.form.typed if cell.address not in numbers)
        return cls(report, report.figures(), missing)

    def scope(self, check: Check) -> tuple[Cell, ...]:
        """The cells that a check looks at."""
        return self.report.form.scopes[check.id]


# What a kind's function gives: its findings, and whether all it needs is filled in.
_Result: TypeAlias = tuple[list[Finding], bool]


def run(report: Report) -> Outcome:
    """Every check of the report's form; nothing is kept from one run to the next."""
    facts = _Facts.of(report)
    findings: list[Finding] = []
    verdicts: dict[str, Verdict] = {}
    for check in report.form.checks:
        kind = report.form.organ_kinds.get(check.applies_to)
        if kind is not None and not kind.fits(report.organ):
            verdicts[check.id] = "not applicable"
            continue
        found, complete = KINDS[check.kind](check, facts)
        findings += found
        verdicts[check.id] = "broken" if found else "holds" if complete else "waits"
    return Outcome(tuple(findings), verdicts)


def suggestions(report: Report) -> dict[str, Number]:
    """For each cell that a balance may propose, the figure with which its column adds up.

    Columns that are not filled, or would need a figure below zero, have none.
    """
    figures = report.figures()
    found: dict[str, Number] = {}
    for check in report.form.checks:
        others = tuple(row for row in check.right if row != check.fills)
        for cell in report.form.scopes[check.id] if check.fills else ():
            (address,) = _column(check.section, (check.fills,), cell.column.id)
            left = _sum(figures, _column(check.section, check.left, cell.column.id))
            right = _sum(figures, _column(check.section, others, cell.column.id))
            if cell.worked_out or left is None or right is None or left < right:
                continue
            found[address] = left - right
    return found


def name_of(cell: Cell) -> str:
    """A short name of a cell for messages: row, then column."""
    return f"{cell.row.brief}·{cell.column.label}"


@lru_cache(maxsize=256)
def _column(section: str, rows: tuple[str, ...], column: str) -> tuple[str, ...]:
    """The addresses of some rows in one column of a section."""
    return tuple(f"{section}.{row}.{column}" for row in rows)


def _sum(figures: Mapping[str, Number], addresses: Sequence[str]) -> Number | None:
    """The sum of some figures; None while one is not complete."""
    try:
        return sum(map(figures.__getitem__, addresses))
    except KeyError:
        return None


def _printed_total(check: Check, facts: _Facts) -> _Result:
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
            continue
        said, right = parse(printed, cell.column.kind), show(figure)
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


def _balance(check: Check, facts: _Facts) -> _Result:
    """In each column, the rows on the left add up to the rows on the right."""
    findings, complete = [], True
    for cell in facts.scope(check):
        left_side = _column(check.section, check.left, cell.column.id)
        right_side = _column(check.section, check.right, cell.column.id)
        left, right = _sum(facts.figures, left_side), _sum(facts.figures, right_side)
        if left is None or right is None:
            complete = False
        elif left != right:
            message = (
                f"{cell.column.label}：{_spelt(facts, left_side)}＝{left}，"
                f"{_spelt(facts, right_side)}＝{right}，"
                f"相差 {abs(left - right)}。{check.advice}"
            )
            sides = left_side + right_side
            findings.append(Finding(check, sides, show(left), show(right), message))
    return findings, complete


def _spelt(facts: _Facts, addresses: Sequence[str]) -> str:
    """A sum with its figures put in: 「一(3)＋二(0)」."""
    briefs = [facts.report.form.cells[address].row.brief for address in addresses]
    return "＋".join(
        f"{brief}({show(facts.figures[address])})"
        for brief, address in zip(briefs, addresses, strict=True)
    )


def _must_be_zero(check: Check, facts: _Facts) -> _Result:
    """The figures of some rows are all zero."""
    findings, complete = [], True
    for cell in facts.scope(check):
        figure = facts.figures.get(cell.address)
        if figure is None:
            complete = False
        elif figure != 0:
            text = show(figure)
            message = f"{name_of(cell)}：填了{text}。{check.rule}。{check.advice}"
            findings.append(Finding(check, (cell.address,), text, "0", message))
    return findings, complete


def _blank(check: Check, facts: _Facts) -> _Result:
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


def _number(check: Check, facts: _Facts) -> _Result:
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


def _no_top_heading(check: Check, facts: _Facts) -> _Result:
    """No prose holds a heading of the first level, which is the form's alone."""
    findings = []
    for section in facts.report.form.prose:
        for one in paragraphs(facts.report.text(section.id)):
            if one.level == 1:
                label = (one.number + one.heading) or one.text[:20]
                message = f"{_title(section)}：正文里有一级标题“{label}”。{check.advice}"
                span = (one.start, one.heading_end if one.heading else one.end)
                findings.append(Finding(check, (section.id,), label, None, message, span))
    return findings, True


_SHORT = 20  # longer than any way of writing 无
_HAN_DIGITS = "零一二三四五六七八九十"
_COUNT_OF_PARTS = re.compile(rf"((?<![0-9０-９])[0-9０-９]+|两|[{_HAN_DIGITS}]+)\s*[个大]\s*部分")


def _count_of_parts(check: Check, facts: _Facts) -> _Result:
    """Where a text says of how many parts the report consists, it says the right number."""
    findings = []
    for match in _COUNT_OF_PARTS.finditer(facts.report.text(check.section)):
        said = match.group(1).replace("两", "二")
        # Text, not int(), which refuses a number of some thousand digits.
        count = fold(said).lstrip("0")
        if len(said) == 1 and said in _HAN_DIGITS:
            count = str(_HAN_DIGITS.index(said))
        if count != str(check.number):
            section = facts.report.form.section(check.section)
            message = (
                f"{_title(section)}：写的是“{brief(match.group())}”。{check.rule}。{check.advice}"
            )
            left, right = count or "0", str(check.number)
            findings.append(Finding(check, (section.id,), left, right, message, match.span()))
    return findings, True


def missing_parts(section: Section, text: str) -> list[str]:
    """The labels of the official parts that no heading of a prose section names."""
    headings = "\n".join(one.heading for one in paragraphs(text))
    return [
        part.label for part in section.parts if not any(word in headings for word in part.words)
    ]


def _parts(check: Check, facts: _Facts) -> _Result:
    """A prose section has a heading for each of its official parts."""
    section, text = _prose(check, facts)
    missing = missing_parts(section, text)
    if not missing:
        return [], True
    there, all_parts = str(len(section.parts) - len(missing)), str(len(section.parts))
    message = f"{_title(section)}：缺少{'、'.join(missing)}。{check.rule}。{check.advice}"
    unfilled = not text.strip()
    return [Finding(check, (section.id,), there, all_parts, message, unfilled=unfilled)], True


def _present(check: Check, facts: _Facts) -> _Result:
    """A prose section is written, and names all it has to speak of."""
    section, text = _prose(check, facts)
    text = text.strip()
    if not text:
        return [_about(check, section, "还没有写。", unfilled=True)], True
    if len(text) <= _SHORT and re.sub(r"[\W_]", "", text) in ("", *check.placeholders):
        return [_about(check, section, f"只写了“{text}”。", left=text)], True
    return _mention(check, facts)


def _mention(check: Check, facts: _Facts) -> _Result:
    """A prose section has at least one word of each group; the first word names the group."""
    section, text = _prose(check, facts)
    missing = [group[0] for group in check.words if not any(word in text for word in group)]
    if not missing:
        return [], True
    if not text.strip():
        return [_about(check, section, "还没有写。", unfilled=True)], True
    return [_about(check, section, f"没有写到{'和'.join(missing)}。")], True


def _about(
    check: Check, section: Section, what: str, *, left: str | None = None, unfilled: bool = False
) -> Finding:
    message = f"{_title(section)}：{what}{check.rule}。{check.advice}"
    return Finding(check, (section.id,), left, None, message, unfilled=unfilled)


def _prose(check: Check, facts: _Facts) -> tuple[Section, str]:
    """The prose section that a check looks at, and its text."""
    return facts.report.form.section(check.section), facts.report.text(check.section)


def _title(section: Section) -> str:
    """What a message calls a section; the opening paragraph has no printed label."""
    return section.label or section.name


KINDS: Mapping[CheckKind, Callable[[Check, _Facts], _Result]] = {
    "printed_total": _printed_total,
    "balance": _balance,
    "must_be_zero": _must_be_zero,
    "blank": _blank,
    "count": _number,
    "amount": _number,
    "no_top_heading": _no_top_heading,
    "count_of_parts": _count_of_parts,
    "parts": _parts,
    "present": _present,
    "mention": _mention,
}
