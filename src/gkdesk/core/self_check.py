"""The 自查单 as data: every rule of the form, both numbers, its verdict and the clerk's reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from gkdesk.core.checks.finding import Compared, Explained, Finding, Outcome, Verdict, name_of
from gkdesk.core.checks.run import run_checks
from gkdesk.core.form import Check, Form, Severity
from gkdesk.core.prose import clean
from gkdesk.core.report import Report

VERDICT_WORDS: Mapping[Verdict, str] = {
    "holds": "通过",
    "broken": "不符",
    "waits": "待填",
    "explained": "已核实",
    "not applicable": "不适用",
}
SEVERITY_WORDS: Mapping[Severity, str] = {"error": "错误", "warning": "提醒", "hint": "提示"}

COLUMNS = ("序号", "核对规则", "如不符", "核对处", "填报数", "对照数", "结论")
SIGNATURES = ("填报人", "审核人", "日期")

_LONGEST = 20  # what a narrow column holds in two lines


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: how grave it is, what was compared, the verdict, and what there is to say."""

    check: str
    rule: str
    severity: Severity
    verdict: Verdict
    compared: tuple[Compared, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """All that a 自查单 says, in the order of the paper; `facts` by the line."""

    organ: str
    title: str
    facts: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]
    counts: str
    made: datetime


def self_check(report: Report, last_year: Report | None, now: datetime) -> SelfCheck:
    """Every check of a report's form as it stands now, `now` being what the paper is dated."""
    outcome = run_checks(report, last_year, keep=True)
    missing = _missing(report, last_year)
    return SelfCheck(
        organ=_plain(report.organ),
        title=f"{report.form.title_lines('', report.year)[-1]}自查单",
        facts=(
            (f"机关名称：{_plain(report.organ)}", f"报告年度：{report.year}年"),
            (
                f"表样依据：{report.form.document_number}",
                f"上年报告：{_last_year(report, last_year)}",
                f"自查时间：{_moment(now)}",
            ),
        ),
        lines=tuple(_line(check, report.form, outcome, missing) for check in report.form.checks),
        counts=_counts(outcome),
        made=now,
    )


def _last_year(report: Report, last_year: Report | None) -> str:
    """Which report the checks between years were made with."""
    if last_year is None:
        return "没有，跨年度的规则未核对"
    organ = "" if last_year.organ == report.organ else f"（{_plain(last_year.organ)}）"
    return f"{last_year.year}年{organ}"


def _missing(report: Report, last_year: Report | None) -> str:
    """What a rule that waits is waiting for."""
    filled = all(cell.address in report.numbers for cell in report.form.typed)
    return "缺上年报告" if filled and last_year is None else "尚缺数据"


def _line(check: Check, form: Form, outcome: Outcome, missing: str) -> Line:
    """The line of one check."""
    findings = [one for one in outcome.findings if one.check.id == check.id]
    explained = [one for one in outcome.explained if one.finding.check.id == check.id]
    verdict = outcome.verdicts[check.id]
    made = outcome.compared.get(check.id, ())
    if findings or explained:
        compared = _broken([*findings, *(one.finding for one in explained)], made, form)
    else:
        compared = _one_for_all(made)
    if verdict == "waits":
        compared = (*compared, Compared(missing, "", ""))
    return Line(
        check.id,
        check.rule,
        _gravest([*findings, *(one.finding for one in explained)], check),
        verdict,
        compared,
        tuple(_notes(findings, explained)),
    )


def _gravest(findings: Iterable[Finding], check: Check) -> Severity:
    """How grave a check is here; a finding may be graver than its check."""
    found = {one.severity for one in findings}
    return next((one for one in SEVERITY_WORDS if one in found), check.severity)


def _broken(
    findings: Iterable[Finding], made: Iterable[Compared], form: Form
) -> tuple[Compared, ...]:
    """Both sides of each finding, under the place that the check itself gave to the comparison."""
    findings, left_over, found = list(findings), list(made), []
    if len(findings) == len(left_over) == 1:  # as the check puts it, with units
        return _one_for_all(tuple(left_over))
    for finding in findings:
        left, right = finding.left or "", finding.right or ""
        if not left and not right:
            continue
        same = next((one for one in left_over if (one.left, one.right) == (left, right)), None)
        if same is not None:
            left_over.remove(same)
        place = same.place if same else _place(finding, form)
        found.append(Compared(_short(place), _short(left), _short(right)))
    return tuple(found)


def _place(finding: Finding, form: Form) -> str:
    """What the first address of a finding is called."""
    cell = form.cells.get(finding.addresses[0])
    if cell is not None:
        return name_of(cell)
    sections = {section.id: section.name for section in (form.preface, *form.sections)}
    return sections.get(finding.addresses[0], "")


def _one_for_all(made: tuple[Compared, ...]) -> tuple[Compared, ...]:
    """The last of many comparisons, which is that of the total where there is one."""
    if not made:
        return ()
    last = made[-1]
    place = f"{_short(last.place)}等 {len(made)} 处" if len(made) > 1 else _short(last.place)
    return (Compared(place, _short(last.left), _short(last.right)),)


def _notes(findings: Iterable[Finding], explained: Iterable[Explained]) -> Iterable[str]:
    """What is wrong, and why what looks wrong is right."""
    for finding in findings:
        yield _what_is_wrong(finding)
    reasons: dict[tuple[str, str, str], str] = {}
    for one in explained:
        given = one.explanation
        key = (given.reason, given.who, given.when)
        reasons[key] = reasons.get(key, "") + _what_is_wrong(one.finding)
    for (reason, who, when), what in reasons.items():
        by = "，".join(filter(None, (_plain(who), _when(when))))
        yield f"{what}已核实：{_plain(reason).rstrip('。')}{f'（{by}）' if by else ''}。"


def _what_is_wrong(finding: Finding) -> str:
    """A finding's message without the rule, which stands above it, and without the advice."""
    check = finding.check
    said = finding.message.replace(f"{check.rule}。", "").replace(check.advice, "")
    return _plain(said) or _plain(finding.message)


def _counts(outcome: Outcome) -> str:
    """How many rules have which verdict, and how many findings there are of which severity."""
    verdicts, severities = list(outcome.verdicts.values()), [f.severity for f in outcome.findings]
    rules = "，".join(
        f"{word} {verdicts.count(verdict)} 条"
        for verdict, word in VERDICT_WORDS.items()
        if verdict in verdicts
    )
    found = "，".join(
        f"{word} {severities.count(severity)} 处"
        for severity, word in SEVERITY_WORDS.items()
        if severity in severities
    )
    return f"共 {len(verdicts)} 条规则：{rules}。{f'不符的有：{found}。' if found else ''}"


def _moment(when: datetime) -> str:
    return f"{when.year}年{when.month}月{when.day}日 {when:%H:%M}"


def _when(text: str) -> str:
    """When an explanation was given; a data file may hold any text."""
    try:
        return _moment(datetime.fromisoformat(text))
    except ValueError:
        return _plain(text)


def _plain(text: str) -> str:
    """A text on one line, without what no paper can carry."""
    return " ".join(clean(text).split())


def _short(text: str) -> str:
    line = _plain(text)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
