"""The solver: every smallest change that mends a broken sum is proposed, likeliest first."""

import os
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faults import COLUMNS, FAULTS, ROWS, Fault, Known, at, cell_changed, consistent, digits_swapped
from gkdesk.core.checks.finding import Finding, Mend
from gkdesk.core.checks.run import run_checks
from gkdesk.core.mending import texts_after
from gkdesk.core.report import Report
from gkdesk.core.solver import proposals
from reports import sound_report

FULL = os.environ.get("GKDESK_FULL") == "1"
TRIALS = 1000 if FULL else 40
RANDOM = st.integers(0, 2**32).map(Random)
PRINTED = Known(printed=True)
SUMS = ("t3.row_sum", "t3.result_sum", "t3.identity", "t3.carry", "t4.sum", "t2.balance")


def broken(report: Report, last_year: Report | None = None) -> list[Finding]:
    """The findings about sums."""
    return [one for one in run_checks(report, last_year).findings if one.check.id in SUMS]


def edits(mend: Mend) -> dict[str, str]:
    """What a mend writes where."""
    return {edit.address: edit.text for edit in mend.edits}


def place_of_truth(fault: Fault, random: Random, known: Known) -> int | None:
    """At which place the true mend stands among the proposals; None if no check fired."""
    true = consistent(random)
    slip = fault(true, random)
    report, last = known.report(true | slip, true), known.before(true)
    wanted = {place: true[place] for place in slip}
    findings = broken(report, last)
    offered = [[edits(mend) for mend in proposals(report, one, last)] for one in findings]
    if not findings:
        return None
    places = [mends.index(wanted) for mends in offered if wanted in mends]
    assert places, f"no finding proposes {wanted}"
    return min(places)


@pytest.mark.parametrize("known", [Known(), PRINTED, Known(last_year=True), Known(True, True)])
@given(RANDOM)
def test_nothing_is_wrong_with_a_consistent_table(known: Known, random: Random) -> None:
    """Whatever else is known."""
    true = consistent(random)

    assert broken(known.report(true, true), known.before(true)) == []


@pytest.mark.parametrize("name", FAULTS)
@given(RANDOM)
def test_every_fault_breaks_a_sum_where_the_totals_were_printed(name: str, random: Random) -> None:
    """The sums of exactly the rows and columns whose figures no longer add up."""
    true = consistent(random)
    slip = FAULTS[name](true, random)
    report = PRINTED.report(true | slip, true)
    sound = sound_report(**true)
    wrong = {
        cell.address
        for cell in report.form.totals
        if report.figure(cell.address) != sound.figure(cell.address)
    }
    rows_and_results = {
        finding.addresses[0]
        for finding in broken(report)
        if finding.check.id in ("t3.row_sum", "t3.result_sum")
    }

    assert rows_and_results == wrong
    assert broken(report)


@given(RANDOM)
def test_a_changed_cell_breaks_the_identity_of_its_column(random: Random) -> None:
    """With nothing else known."""
    true = consistent(random)
    ((place, text),) = cell_changed(true, random).items()
    columns = {f.addresses[0].rsplit(".")[-1] for f in broken(sound_report(**true | {place: text}))}

    assert columns == {place.rsplit(".")[-1], "total"}


@pytest.mark.parametrize("name", FAULTS)
def test_the_true_mend_is_among_the_first_three_where_totals_were_printed(
    name: str, record_property: Callable[[str, object], None]
) -> None:
    """In 95 of 100 faults at least; it is among the proposals always."""
    random = Random(2021)
    places = [place_of_truth(FAULTS[name], random, PRINTED) for _ in range(TRIALS)]
    first_three = sum(place is not None and place < 3 for place in places) / len(places)
    record_property("figure", f"{name}, printed totals: first three {first_three:.1%}")

    assert None not in places
    assert first_three >= 0.95


@given(RANDOM)
def test_what_last_year_says_of_a_cell_is_proposed_first(random: Random) -> None:
    """A wrong 上年结转 breaks its identity and the carry-over: one change mends both."""
    known = Known(last_year=True)
    true = consistent(random)
    place = at("carried_over", random.choice(COLUMNS))
    wrong = true | {place: str(int(true[place]) + random.choice((1, 3, 10)))}
    report, last = known.report(wrong, true), known.before(true)

    for finding in broken(report, last):
        assert edits(proposals(report, finding, last)[0]) == {place: true[place]}


@pytest.mark.parametrize("last_year", [False, True])
def test_without_printed_totals_the_true_mend_is_still_proposed(
    last_year: bool, record_property: Callable[[str, object], None]
) -> None:
    """A lone difference of a column cannot tell which cell it is; the rate is only measured."""
    random = Random(2021)
    known = Known(last_year=last_year)
    places = [place_of_truth(cell_changed, random, known) for _ in range(TRIALS)]
    first_three = sum(place is not None and place < 3 for place in places) / len(places)
    beside = "last year's carry-over" if last_year else "nothing else"
    record_property("figure", f"cell changed, {beside} known: first three {first_three:.1%}")

    assert None not in places


def test_swapped_digits_are_found_with_nothing_else_known(
    record_property: Callable[[str, object], None],
) -> None:
    """The true mend is among the first three in 90 of 100."""
    random = Random(2021)
    places = [place_of_truth(digits_swapped, random, Known()) for _ in range(TRIALS)]
    first_three = sum(place is not None and place < 3 for place in places) / len(places)
    record_property("figure", f"digits swapped, nothing else: first three {first_three:.1%}")

    assert first_three >= 0.9


@given(RANDOM, st.sampled_from(sorted(FAULTS)))
def test_every_proposal_mends_what_it_is_proposed_for(random: Random, name: str) -> None:
    """Applied, the finding is gone; and no figure is below zero."""
    true = consistent(random)
    report = PRINTED.report(true | FAULTS[name](true, random), true)
    finding = random.choice(broken(report))
    mend = random.choice(proposals(report, finding))
    texts = report.texts | texts_after(report, mend.edits)
    mended = Report(report.form, texts, printed_totals=report.printed_totals)

    gone = {(one.check.id, one.addresses) for one in broken(mended)}
    narrower = (finding.check.id, finding.addresses)
    assert narrower not in gone or finding.addresses[0].endswith(".total")
    assert all(int(edit.text) >= 0 for edit in mend.edits)


NEW, OVER, GRANTED = (at(r, "natural_person") for r in ("new_received", "carried_over", "granted"))


def one_too_many() -> Report:
    """Three applications came in, two were answered: one is missing somewhere."""
    return sound_report(**{NEW: "3", GRANTED: "2"})


def test_a_lone_difference_proposes_every_cell_of_the_column() -> None:
    """Whatever can be changed without falling below zero, each by what the column is off."""
    report = one_too_many()
    mends = proposals(report, broken(report)[0])
    single = [item for mend in mends if len(mend.edits) == 1 for item in edits(mend).items()]

    zeros = {at(row, "natural_person") for row in ROWS} - {NEW, OVER, GRANTED}
    assert sorted(single) == sorted([(NEW, "2"), (GRANTED, "3"), *((zero, "1") for zero in zeros)])


def test_what_was_typed_last_is_proposed_first() -> None:
    """Where nothing else speaks for another cell."""
    report = one_too_many()
    recent = [GRANTED, NEW]
    first, second, *_ = proposals(report, broken(report)[0], recent=recent)

    assert edits(first) == {GRANTED: "3"}
    assert edits(second) == {NEW: "2"}


def test_numbers_said_in_the_prose_speak_for_a_change() -> None:
    """「收到 2 件」 makes 新收 the likeliest, and the button says why."""
    report = one_too_many()
    overview = report.text("overview").replace("乙。", "全年收到政府信息公开申请2件，答复2件。")
    report.set("overview", overview)
    first = proposals(report, broken(report)[0])[0]

    assert edits(first) == {NEW: "2"}
    assert "与正文写的数相符" in first.reason


def test_a_figure_in_the_neighbouring_column_is_moved_back() -> None:
    """Two columns are off by the same amount: one move mends both."""
    moved = {NEW: "4", at("granted", "commercial_enterprise"): "4"}
    report = sound_report(**moved)
    finding = broken(report)[0]
    swap = {GRANTED: "4", at("granted", "commercial_enterprise"): "0"}

    assert swap in [edits(mend) for mend in proposals(report, finding)[:3]]


def test_a_stock_can_be_mended_in_each_of_its_figures() -> None:
    """现行有效 5, but 5 + 3 - 0 = 8."""
    documents = "proactive_disclosure.normative_documents"
    last = sound_report(**{f"{documents}.in_force": "5"}, year="2023", overview="")
    report = sound_report(**{f"{documents}.issued": "3", f"{documents}.in_force": "5"})
    (finding,) = broken(report, last)

    assert [edits(mend) for mend in proposals(report, finding, last)] == [
        {f"{documents}.in_force": "8"},
        {f"{documents}.issued": "0"},
        {f"{documents}.repealed": "3"},
    ]


def test_findings_that_are_no_sums_have_no_proposals() -> None:
    """The solver knows figures only."""
    report = sound_report(problems_and_improvement="无")

    assert [proposals(report, one) for one in run_checks(report).findings] == [()]
