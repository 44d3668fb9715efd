"""Checks between this report and last year's."""

import pytest

from findings import findings_of
from gkdesk.core.checks.run import run_checks
from gkdesk.files import shipped
from reports import LAST_PROSE, PROSE, sound_last_year, sound_report

BETWEEN = ("t3.carry", "t2.balance", "similarity")
CARRIED = "applications.carried_over.natural_person"
FEES = "proactive_disclosure.administrative_fees.amount_10k_yuan"


@pytest.mark.parametrize("check", BETWEEN)
def test_without_last_year_a_check_waits_and_with_it_holds(check: str) -> None:
    """Nothing is said about a year that nobody knows."""
    report = sound_report()

    assert run_checks(report).verdicts[check] == "waits"
    assert run_checks(report, sound_last_year()).verdicts[check] == "holds"


def test_a_wrong_carry_names_both_years() -> None:
    """Where, both figures, how far apart, and what to do."""
    report = sound_report(**{CARRIED: "1"})
    last_year = sound_last_year(**{"applications.carried_forward.natural_person": "2"})
    finding, total = findings_of("t3.carry", report, last_year)

    assert finding.message.startswith(
        "二·自然人：填了1，上年报告的“四、结转下年度继续办理”是2，相差 1。请改为"
    )
    assert [mend.label for mend in finding.mends] == ["改为 2"]
    assert total.mends == ()  # a total is worked out, not typed


def test_a_column_that_last_year_left_blank_waits() -> None:
    """Blank is not zero, in either year."""
    last_year = sound_last_year(**{"applications.carried_forward.other_org": "/"})

    assert run_checks(sound_report(), last_year).verdicts["t3.carry"] == "waits"


def test_a_stock_shows_its_sum() -> None:
    """上年＋制发－废止, with the numbers."""
    row = "proactive_disclosure.normative_documents"
    report = sound_report(**{f"{row}.issued": "3", f"{row}.repealed": "1", f"{row}.in_force": "8"})
    (finding,) = findings_of("t2.balance", report, sound_last_year(**{f"{row}.in_force": "5"}))

    assert "填了8，上年5＋3－1＝7，相差 1。" in finding.message


@pytest.mark.parametrize(
    ("organ", "last", "now", "found"),
    [
        ("叶城县河园镇人民政府", "3.5", "35", False),
        ("叶城县河园镇人民政府", "3.5", "35.000001", True),
        ("叶城县河园镇人民政府", "0", "9999", False),
        ("叶城县河园镇人民政府", "0", "10000", True),
        ("叶城县河园镇人民政府", "9000", "10000", True),
        ("叶城县人民政府", "9000", "10000", False),
        ("叶城县人民政府", "0", "10000", False),
    ],
)
def test_an_amount_is_suspect_above_ten_times_or_ten_thousand(
    organ: str, last: str, now: str, found: bool
) -> None:
    """The second is for townships alone."""
    report = sound_report(organ=organ, **{FEES: now})
    last_year = sound_last_year(organ=organ, **{FEES: last})

    assert bool(findings_of("amount.unit_suspect", report, last_year)) is found


def test_the_same_words_are_a_warning_and_fewer_a_hint() -> None:
    """From 80 percent on the finding is graver than its check."""
    (copied,) = findings_of("similarity", sound_report(), sound_last_year(**PROSE))
    assert (copied.left, copied.right, copied.severity) == ("100", "80", "warning")

    half = sound_last_year(
        **PROSE | {"preface": LAST_PROSE["preface"], "problems_and_improvement": "无"}
    )
    (alike,) = findings_of("similarity", sound_report(), half)
    assert 60 <= int(str(alike.left)) < 80
    assert (alike.right, alike.severity) == ("60", "hint")


@pytest.mark.parametrize(
    ("same", "severity"),
    [(59, None), (60, "hint"), (79, "hint"), (80, "warning"), (100, "warning")],
)
def test_likeness_counts_from_sixty_and_from_eighty(same: int, severity: str | None) -> None:
    """Exactly at the edges."""
    sections = [section.id for section in shipped.form("2021").prose]
    blank = dict.fromkeys(sections, "")
    report = sound_report(**blank | {"overview": "甲" * same + "乙" * (100 - same)})
    last_year = sound_last_year(**blank | {"overview": "甲" * same + "丙" * (100 - same)})

    found = [one.severity for one in findings_of("similarity", report, last_year)]
    assert found == ([severity] if severity else [])


def test_likeness_waits_until_something_is_written() -> None:
    """Two empty reports are not copied from each other."""
    blank = dict.fromkeys(PROSE, "")
    outcome = run_checks(sound_report(**blank), sound_last_year(**blank))

    assert outcome.verdicts["similarity"] == "waits"
