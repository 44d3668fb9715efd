"""For each check reports that pass and reports that fail, as files of tests/data/reports."""

from pathlib import Path

import pytest

from gkdesk.core.checks.finding import Outcome
from gkdesk.core.checks.run import run_checks
from gkdesk.core.mending import texts_after
from gkdesk.core.report import Report
from gkdesk.files import shipped
from report_files import FOLDER, Case, Found, cases
from reports import sound_last_year, sound_report

FILES = sorted(FOLDER.iterdir())
CASES = [case for path in FILES for case in cases(path)]
PASSES = [case for case in CASES if not case.finds]
FAILS = [case for case in CASES if case.finds]


def run(case: Case) -> Outcome:
    """All checks of a case."""
    return run_checks(case.report, case.last_year)


def test_every_check_has_a_file_with_both() -> None:
    """A check that no report breaks would be none, nor one that no report keeps."""
    checks = [check.id for check in shipped.form("2021").checks]

    assert [path.name for path in FILES] == sorted(f"{check}.toml" for check in checks)
    assert {case.check for case in PASSES} == set(checks)
    assert {case.check for case in FAILS} == set(checks)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_says_first_what_it_is_about(path: Path) -> None:
    """In Chinese, for the county's expert who reads along."""
    first = path.read_text(encoding="utf-8").splitlines()[0]

    assert first.startswith("# ")
    assert not first.isascii()


def test_the_reports_that_the_cases_start_from_are_sound() -> None:
    """Nothing is found in either year, nor between them."""
    assert run_checks(sound_last_year()).findings == ()
    assert run_checks(sound_report(), sound_last_year()).findings == ()


@pytest.mark.parametrize("case", PASSES, ids=lambda case: case.name)
def test_a_case_that_passes_raises_nothing(case: Case) -> None:
    """Neither of its own check nor of any other."""
    assert [finding.message for finding in run(case).findings] == []


@pytest.mark.parametrize("case", FAILS, ids=lambda case: case.name)
def test_a_case_that_fails_raises_what_it_says(case: Case) -> None:
    """Place, both sides and quote of each finding, and no other check beside those named."""
    outcome = run(case)
    found = [one for one in outcome.findings if one.check.id == case.check]
    others = {one.check.id for one in outcome.findings if one.check.id != case.check}

    assert [Found.of(one, case.report) for one in found] == list(case.finds)
    assert others == set(case.also)
    assert outcome.verdicts[case.check] == "broken"


@pytest.mark.parametrize("case", FAILS, ids=lambda case: case.name)
def test_the_first_mend_of_each_finding_mends_it(case: Case) -> None:
    """The texts are then as the file says, and the findings that had a mend are gone."""
    found = [one for one in run(case).findings if one.check.id == case.check]
    texts = texts_after(
        case.report, [edit for one in found if one.mends for edit in one.mends[0].edits]
    )
    mended = Report(case.report.form, {**case.report.texts, **texts})
    after = run_checks(mended, case.last_year).findings

    assert texts == (case.mended or {})
    without_mend = [one.addresses for one in found if not one.mends]
    left = [one.addresses for one in after if one.check.id == case.check]
    assert [addresses for addresses in left if addresses not in without_mend] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[passed]]", "unknown key passed"),
        ('[[passes]]\ncase = "一"\ncolour = "red"', "unknown key 'colour'"),
        ('[[passes]]\ncase = "一"\nlast_year.colour = "red"', "unknown key 'colour'"),
        ('[[passes]]\ncase = "一"\nalso = ["period"]', "unknown key also"),
        ('[[passes]]\ncase = "一"\nprinted_totals.colour = "1"', "unknown key colour"),
        ('[[passes]]\ncase = "一"\npreface = 3', "is no text"),
        ('[[fails]]\ncase = "一"', "finds nothing"),
        ('[[fails]]\ncase = "一"\nfinds = [{ addresses = ["a"], middle = "1" }]', "key middle"),
    ],
)
def test_a_file_with_an_unknown_key_is_refused(text: str, said: str, tmp_path: Path) -> None:
    """A slip in a file must not make its case an empty one."""
    path = tmp_path / "period.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match=said):
        list(cases(path))
