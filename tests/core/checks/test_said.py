"""Checks of the prose against the tables: both sides, what the message says, what mends it."""

import pytest

from findings import findings_of
from gkdesk.core.checks.finding import Compared
from gkdesk.core.checks.run import run_checks
from gkdesk.core.report import Report
from reports import PROSE, sound_report

NEW = "applications.new_received.natural_person"
OVER = "applications.carried_over.natural_person"
GRANTED = "applications.granted.natural_person"
FEES = "proactive_disclosure.administrative_fees.amount_10k_yuan"


def saying(sentence: str, **texts: str) -> Report:
    """A sound report whose overview says something more."""
    return sound_report(overview=f"{PROSE['overview']}\n{sentence}", **texts)


def test_a_contradiction_names_every_reading_and_proposes_each() -> None:
    """收到 may mean 新收, or 新收 and 上年结转 together."""
    report = saying("全年收到政府信息公开申请5件。", **{NEW: "3", OVER: "4", GRANTED: "7"})
    (finding,) = findings_of("text.new_received", report)

    assert (
        "写的是“全年收到政府信息公开申请5件”，表中本年新收是3，新收加上年结转是7" in finding.message
    )
    assert "相差 2。" in finding.message
    assert [(mend.label, mend.reason) for mend in finding.mends] == [
        ("改为 3", "表中本年新收"),
        ("改为 7", "表中新收加上年结转"),
    ]


def test_readings_that_give_the_same_are_one_proposal() -> None:
    """Nobody is asked to choose between 3 and 3."""
    report = saying("全年收到政府信息公开申请5件。", **{NEW: "3", GRANTED: "3"})
    (finding,) = findings_of("text.new_received", report)

    assert [mend.label for mend in finding.mends] == ["改为 3"]


def test_a_number_waits_for_its_cells() -> None:
    """Blank is not zero; the other readings must be known as well."""
    report = saying("全年收到政府信息公开申请5件。", **{NEW: "3", OVER: ""})
    outcome = run_checks(report)

    assert outcome.verdicts["text.new_received"] == "waits"
    assert outcome.verdicts["text.review"] == "holds"  # nothing is said of it


@pytest.mark.parametrize(
    ("sentence", "mended"),
    [
        ("全年行政事业性收费36000元。", "35000"),
        ("全年行政事业性收费3.6万元。", "3.5"),
    ],
)
def test_an_amount_is_mended_in_the_unit_it_is_written_in(sentence: str, mended: str) -> None:
    """Ten thousand 元 are one 万元."""
    (finding,) = findings_of("text.docs", saying(sentence, **{FEES: "3.5"}))

    assert ("3.6", "3.5") == (finding.left, finding.right)
    assert finding.mends[0].edits[0].text == mended


def test_numbers_that_agree_are_kept_as_compared() -> None:
    """The 自查单 shows both sides of what holds."""
    report = saying("全年收到政府信息公开申请3件。", **{NEW: "3", GRANTED: "3"})
    outcome = run_checks(report, keep=True)

    assert outcome.findings == ()
    assert outcome.compared["text.new_received"] == (
        Compared("“全年收到政府信息公开申请3件”", "3", "3"),
    )


def test_that_there_was_none_cannot_be_mended_by_a_number() -> None:
    """未收到 is a sentence; the clerk must say what happened."""
    report = saying("全年未收到政府信息公开申请。", **{NEW: "3", GRANTED: "3"})
    (finding,) = findings_of("text.zero", report)

    assert ("0", "3") == (finding.left, finding.right)
    assert finding.mends == ()


def test_a_sentence_of_a_smaller_unit_is_said_once() -> None:
    """However many numbers it has; the other checks are silent about it."""
    report = saying("区政府办受理政府信息公开申请2件，答复2件。", **{NEW: "5", GRANTED: "5"})
    outcome = run_checks(report)

    assert [one.check.id for one in outcome.findings] == ["text.scope"]
    assert outcome.findings[0].explainable


@pytest.mark.parametrize(
    ("said", "found"), [("11", False), ("12", True), ("13", True), ("0", False)]
)
def test_as_many_published_as_made_is_worth_a_question(said: str, found: bool) -> None:
    """Fewer is usual: some may lawfully stay unpublished."""
    cell = "proactive_disclosure.administrative_penalties.decisions"
    report = saying(f"公示行政处罚决定{said}件。", **{cell: "12"})

    assert bool(findings_of("t2.decisions_scope", report)) is found
