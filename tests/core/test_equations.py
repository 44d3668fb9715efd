"""Equations: all that is known about the figures of a report, and nothing that is not."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from faults import COLUMNS, FORM, Known, at, consistent
from gkdesk.core.checks.facts import Facts
from gkdesk.core.equations import Equation, equations
from gkdesk.core.report import Report
from reports import sound_report


def known(report: Report, last_year: Report | None = None) -> list[Equation]:
    """The equations of a report."""
    return equations(Facts.of(report, last_year))


@given(st.integers(0, 2**32).map(Random))
def test_every_equation_of_a_consistent_report_holds(random: Random) -> None:
    """With printed totals and last year's figures."""
    true = consistent(random)
    everything = Known(printed=True, last_year=True)
    found = known(everything.report(true, true), everything.before(true))

    assert {one.source for one in found} == {"form", "printed", "last_year"}
    assert all(one.holds(sound_report(**true).numbers) for one in found)


def test_an_equation_with_a_blank_cell_is_none() -> None:
    """Blank is not zero."""
    report = sound_report()
    report.set(at("granted", COLUMNS[0]), None)
    columns = {one.addresses[0] for one in known(report)}

    assert columns == {at("new_received", column) for column in COLUMNS[1:]}


def test_the_gap_says_how_far_the_left_side_is_too_large() -> None:
    """Three came in, none was answered."""
    report = sound_report(**{at("new_received", COLUMNS[0]): "3"})
    gaps = {one.addresses[0]: one.gap(report.numbers) for one in known(report)}

    assert gaps[at("new_received", COLUMNS[0])] == 3
    assert gaps[at("new_received", COLUMNS[1])] == 0


def test_a_number_in_the_prose_is_an_equation_with_each_of_its_readings() -> None:
    """「收到N件」 may mean 新收, or 新收 and 结转."""
    report = sound_report(
        **{at("new_received", COLUMNS[0]): "3", at("carried_over", COLUMNS[0]): "1"}
    )
    for count, right in (("3", True), ("4", True), ("5", False)):
        report.set("overview", f"全年收到政府信息公开申请{count}件。")
        (said,) = [one for one in known(report) if one.source == "prose"]

        assert said.holds(report.numbers) is right


def test_a_sentence_about_a_smaller_unit_is_no_equation() -> None:
    """Its number is not the table's."""
    report = sound_report(overview="县政府办公室受理政府信息公开申请17件。")

    assert [one for one in known(report) if one.source == "prose"] == []


def test_a_printed_total_that_is_no_number_is_no_equation() -> None:
    """A stroke says nothing."""
    report = Report(FORM, sound_report().texts, printed_totals={at("granted", "total"): "/"})

    assert [one for one in known(report) if one.source == "printed"] == []
