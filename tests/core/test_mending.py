"""Proposals carried out, and which findings are mended at once."""

from dataclasses import replace

from gkdesk.core.checks.finding import Edit, Finding, Mend
from gkdesk.core.mending import first_mends, texts_after, told_wrong
from gkdesk.files import shipped
from reports import sound_report

CHECKS = {check.id: check for check in shipped.form("2021").checks}


def said(check: str, address: str, span: tuple[int, int], text: str) -> Finding:
    """A finding about a figure in prose."""
    mend = Mend(f"改为 {text}", (Edit(address, text, span),))
    return Finding(CHECKS[check], (address,), "9", text, "", span, mends=(mend,))


def test_places_of_one_text_are_all_changed_where_they_stood() -> None:
    """Whatever their new length."""
    report = sound_report(other_matters="收到9件，答复8件。")
    edits = (Edit("other_matters", "100", (2, 3)), Edit("other_matters", "0", (7, 8)))

    assert texts_after(report, edits) == {"other_matters": "收到100件，答复0件。"}


def test_of_two_edits_of_one_place_the_first_counts() -> None:
    """In a cell and in prose."""
    report = sound_report(other_matters="收到9件。")
    cell = "applications.granted.natural_person"
    edits = (
        Edit(cell, "1"),
        Edit(cell, "2"),
        Edit("other_matters", "3", (2, 3)),
        Edit("other_matters", "4", (2, 4)),
    )

    assert texts_after(report, edits) == {cell: "1", "other_matters": "收到3件。"}


def test_only_figures_in_prose_are_brought_up_to_date_by_the_tables() -> None:
    """Not other mends of a text, and on request those of one section alone."""
    here, there = (
        said("text.docs", "overview", (0, 1), "3"),
        said("text.zero", "preface", (1, 2), "0"),
    )
    other = said("sections.count_text", "preface", (3, 4), "六")
    no_mend = replace(here, mends=())

    assert told_wrong([here, other, there, no_mend]) == (here, there)
    assert told_wrong([here, other, there], "preface") == (there,)
    assert first_mends((here, there)) == (*here.mends[0].edits, *there.mends[0].edits)
