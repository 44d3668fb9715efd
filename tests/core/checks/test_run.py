"""All checks of a report: verdicts, explained findings, what was compared."""

from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

from gkdesk.core.checks.finding import Compared
from gkdesk.core.checks.run import KINDS, run_checks
from gkdesk.core.explanations import Explanation
from gkdesk.core.form import CheckKind
from gkdesk.core.report import Report
from gkdesk.files import shipped
from reports import PROSE, empty_report, sound_report

FORM = shipped.form("2021")
FEES = "proactive_disclosure.administrative_fees.amount_10k_yuan"
PERIOD = "2024年1月1日至12月31日"
REASON = Explanation("period", ("preface",), None, PERIOD, "另有通知", "张三", "2025-01-20T09:00")


def explained(texts: Mapping[str, str], *explanations: Explanation) -> Report:
    """A report with some texts and the clerk's explanations."""
    return Report(FORM, sound_report(**texts).texts, explanations=explanations)


def test_a_sound_report_has_no_finding_and_every_check_holds() -> None:
    """A year without applications is the commonest case."""
    outcome = run_checks(sound_report())

    assert outcome.findings == ()
    waiting = {check for check, verdict in outcome.verdicts.items() if verdict == "waits"}
    assert waiting == {"t3.carry", "t2.balance", "similarity"}
    assert set(outcome.verdicts.values()) == {"holds", "waits"}
    assert list(outcome.verdicts) == [check.id for check in FORM.checks]


def test_every_kind_of_check_has_its_function() -> None:
    """The kinds of the form file and the functions match, both ways."""
    assert set(KINDS) == set(get_args(CheckKind))


def test_sections_that_are_not_written_yet_are_unfilled_not_wrong() -> None:
    """A new report shows no faults while it is being filled in."""
    outcome = run_checks(empty_report())

    assert outcome.findings
    assert all(finding.unfilled for finding in outcome.findings)


def test_of_two_reasons_for_one_finding_the_last_one_holds() -> None:
    """It is one finding, and counted once."""
    later = replace(REASON, reason="再次核实")
    outcome = run_checks(explained({"preface": "六个部分。"}, REASON, REASON, later))

    assert [one.explanation for one in outcome.explained] == [later]


def test_an_explained_finding_is_silent() -> None:
    """The verdict tells it apart from a check that holds, and the reason stays with it."""
    outcome = run_checks(explained({"preface": "六个部分。"}, REASON))

    assert outcome.findings == ()
    assert outcome.verdicts["period"] == "explained"
    assert [(one.finding.check.id, one.explanation) for one in outcome.explained] == [
        ("period", REASON)
    ]


def test_an_explanation_is_silent_only_while_its_numbers_are_the_same() -> None:
    """One more or less on either side, and the finding speaks again."""
    address = "proactive_disclosure.normative_documents.issued"
    texts = {"overview": f"{PROSE['overview']}\n制发规范性文件3件。", address: "2"}
    report = explained(
        texts, replace(REASON, check="text.docs", addresses=("overview",), left="3", right="2")
    )
    assert run_checks(report).verdicts["text.docs"] == "explained"

    report.set(address, "1")
    assert run_checks(report).verdicts["text.docs"] == "broken"
    report.set(address, "2")
    report.set("overview", texts["overview"].replace("3件", "4件"))
    assert run_checks(report).verdicts["text.docs"] == "broken"
    report.set("overview", texts["overview"])
    assert run_checks(report).verdicts["text.docs"] == "explained"


def test_of_two_findings_the_one_that_is_not_explained_speaks() -> None:
    """An explanation is for one finding, not for a whole check."""
    row = "proactive_disclosure.government_rules"
    reason = replace(
        REASON, check="t2.no_township_rules", addresses=(f"{row}.issued",), left="1", right="0"
    )
    outcome = run_checks(explained({f"{row}.issued": "1", f"{row}.in_force": "1"}, reason))

    assert [one.addresses for one in outcome.findings] == [(f"{row}.in_force",)]
    assert len(outcome.explained) == 1
    assert outcome.verdicts["t2.no_township_rules"] == "broken"


def test_an_error_cannot_be_explained_away() -> None:
    """Nor what is merely not there yet."""
    reason = replace(REASON, check="num.amount", addresses=(FEES,), left="x", right=None)
    outcome = run_checks(explained({FEES: "x"}, reason))
    assert outcome.verdicts["num.amount"] == "broken"
    assert outcome.explained == ()

    blank = replace(REASON, check="sec6.fee", addresses=("other_matters",), left=None, right=None)
    assert run_checks(explained({"other_matters": ""}, blank)).verdicts["sec6.fee"] == "broken"


def test_a_check_that_does_not_apply_says_so() -> None:
    """A department has no 社会评议 to report."""
    outcome = run_checks(sound_report(organ="上海市科学技术委员会", overview="（一）主动公开"))

    assert outcome.verdicts["sec1.assessment"] == "not applicable"
    assert outcome.verdicts["t2.no_township_rules"] == "not applicable"


def test_what_was_compared_is_kept_on_request() -> None:
    """Both sides by place, whether they agree or not; otherwise nothing is kept."""
    report = sound_report(**{"applications.new_received.natural_person": "3"})
    outcome = run_checks(report, keep=True)

    assert outcome.compared["t3.identity"][0] == Compared("自然人", "3", "0")
    assert outcome.compared["t3.identity"][1] == Compared("商业企业", "0", "0")
    assert outcome.compared["sec1.length"][0].right == "1000字"
    assert run_checks(report).compared == {}


def test_errors_are_what_a_report_is_sent_back_for() -> None:
    """Warnings and hints are not among them."""
    outcome = run_checks(sound_report(preface="无", problems_and_improvement="无"))

    assert [one.check.id for one in outcome.errors] == ["sec5.present"]
    assert len(outcome.findings) == 2
