"""Reports as offices published them: no false alarm, and what is said in them is understood."""

from pathlib import Path

import pytest

from gkdesk.core.checks.finding import Finding
from gkdesk.core.checks.run import run_checks
from gkdesk.core.mending import texts_after
from gkdesk.core.report import Report
from gkdesk.core.said import Said, said_in
from gkdesk.files.report_file import read_report

FOLDER = Path(__file__).parent / "data" / "published"
SAMPLE = Path(__file__).parents[1] / "resources" / "samples" / "heyuan-2024.json"
PATHS = [*sorted(FOLDER.glob("*.json")), SAMPLE]
WORDS = ("text.", "year.", "punct.", "period", "cite.", "t2.decisions_scope", "amount.")

# Faults that the reports really have.
FAULTS = {
    "heyuan-2024": ["period", "punct.year_bracket", "punct.nested_quote"],
    "hongze_2024": ["text.scope"],
}
SAID = {
    "hangzhou_2025": [],
    "hongze_2024": [("received", 17)],
    "huaian_2024": [
        ("received", 3119),
        ("answered", 3050),
        ("carried_over", 34),
        ("carried_forward", 103),
        ("reconsideration", 351),
        ("reconsideration_upheld", 72),
        ("reconsideration_corrected", 64),
        ("reconsideration_other_result", 178),
        ("reconsideration_pending", 37),
        ("litigation", 46),
        ("litigation_upheld", 25),
        ("litigation_corrected", 5),
        ("litigation_other_result", 9),
        ("litigation_pending", 7),
    ],
    "kewei_2024": [
        ("reconsideration", 1),
        ("litigation", 0),
        ("received", 34),
        ("carried_over", 2),
        ("granted", 9),
        ("partly_granted", 0),
        ("refused", 2),
        ("unavailable", 10),
        ("not_processed", 0),
        ("other_handling", 14),
        ("carried_forward", 1),
    ],
    "heyuan-2024": [("received", 0)],
}


def reports() -> dict[str, Report]:
    """The published reports by name."""
    return {path.stem: read_report(path) for path in PATHS}


def said_everywhere(report: Report) -> list[tuple[str, Said]]:
    """All that a report says, with the section that says it."""
    return [
        (section.id, one)
        for section in report.form.prose
        for one in said_in(report.text(section.id), report.form, report.year)
    ]


def about_words(report: Report) -> list[Finding]:
    """What the checks of figures said and of writing find."""
    found = run_checks(report).findings
    return [one for one in found if one.check.id.startswith(WORDS)]


PLACES = [
    pytest.param(name, section, one, id=f"{name}-{one.topic.id}")
    for name, report in reports().items()
    for section, one in said_everywhere(report)
    if not one.elsewhere
]
NUMBERS = [place for place in PLACES if not place.values[2].none]


@pytest.mark.parametrize("name", sorted(SAID))
def test_only_real_faults_are_found(name: str) -> None:
    """Postal codes, telephone numbers, visits, bulletins and other years raise nothing."""
    found = [one.check.id for one in about_words(reports()[name])]

    assert found == FAULTS.get(name, [])


def test_a_smaller_unit_is_a_hint_with_both_numbers() -> None:
    """The office had 17 applications, its district 95."""
    (finding,) = about_words(reports()["hongze_2024"])

    assert (finding.left, finding.right, finding.severity) == ("17", "95", "hint")


@pytest.mark.parametrize("name", sorted(SAID))
def test_what_is_said_is_understood(name: str) -> None:
    """Silence is not the reason why nothing is found."""
    said = [(one.topic.id, one.value) for _, one in said_everywhere(reports()[name])]

    assert said == SAID[name]


@pytest.mark.parametrize(("name", "section", "one"), NUMBERS)
def test_a_number_that_is_changed_in_the_text_is_found(name: str, section: str, one: Said) -> None:
    """One more in the text, and the check of its topic speaks; its mend brings the number back."""
    report = reports()[name]
    text, (start, end) = report.text(section), one.span
    wrong = str(int(one.value) + 1)
    report.set(section, text[:start] + wrong + text[end:])
    place = (start, start + len(wrong))
    (finding,) = (
        found
        for found in about_words(report)
        if (found.check.id, found.span) == (one.topic.check, place)
    )

    assert (finding.left, finding.right) == (wrong, str(one.value))
    assert texts_after(report, finding.mends[0].edits) == {section: text}


@pytest.mark.parametrize(("name", "section", "one"), PLACES)
def test_a_cell_that_is_changed_is_found(name: str, section: str, one: Said) -> None:
    """One more in the cell, and the check of its topic speaks at the number's place."""
    report = reports()[name]
    address = _typed(report, one.topic.readings[0].cells[0])
    report.set(address, str(int(report.numbers[address]) + 1))
    wanted = one.topic.none_check if one.none else one.topic.check
    found = [(f.check.id, f.addresses, f.span) for f in about_words(report)]

    assert (wanted, (section,), one.span) in found


def _typed(report: Report, address: str) -> str:
    """A typed cell that a figure is, or that it adds up."""
    addends = report.form.cells[address].addends
    return addends[0] if addends else address
