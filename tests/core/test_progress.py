"""Progress: the step list says what is still to do."""

from dataclasses import replace

from gkdesk.core.checks.finding import Finding
from gkdesk.core.checks.run import run_checks
from gkdesk.core.progress import Progress, by_step, in_order, progress, step_of, steps
from gkdesk.files import shipped
from reports import empty_report, sound_report

FORM = shipped.form("2021")


def test_a_new_report_is_empty_and_without_errors() -> None:
    """Nothing wrong was written yet."""
    report = empty_report()
    found = progress(report, run_checks(report))

    assert found["applications"] == Progress("empty", 0, 0, 144)
    assert found["overview"] == Progress("empty", 0, 0, 0)


def test_a_sound_report_is_done_on_every_step() -> None:
    """All steps but the last have a state."""
    report = sound_report()
    found = progress(report, run_checks(report))

    assert {step: one.state for step, one in found.items()} == dict.fromkeys(
        steps(FORM)[:-1], "done"
    )


def test_a_step_counts_its_errors_and_blanks() -> None:
    """The broken column and its total are two errors."""
    report = sound_report(**{"applications.new_received.natural_person": "3"})
    report.set("proactive_disclosure.administrative_permits.decisions", None)
    found = progress(report, run_checks(report))

    assert found["applications"] == Progress("done", 2, 0, 0)
    assert found["proactive_disclosure"] == Progress("partial", 0, 0, 1)


def test_every_address_belongs_to_a_step() -> None:
    """Opening paragraph, organ and signature are filled in on the first one."""
    assert step_of(FORM, "applications.granted.natural_person") == "applications"
    assert step_of(FORM, "other_matters") == "other_matters"
    assert {step_of(FORM, one) for one in ("organ", "preface", "signature.date")} == {"basics"}


def test_hints_are_counted_by_themselves() -> None:
    """They are no fault: the step is done all the same."""
    report = sound_report()
    outcome = run_checks(report)
    check = next(one for one in FORM.checks if one.severity == "hint")
    hint = Finding(check, ("overview",), None, None, "提示")

    found = progress(report, replace(outcome, findings=(hint,)))

    assert found["overview"] == Progress("done", 0, 0, 0, hints=1)


def test_steps_with_errors_come_first() -> None:
    """Then those with warnings; otherwise the form's order holds, also within a step."""
    report = sound_report(
        preface="本报告由七个部分组成。",
        **{
            "proactive_disclosure.government_rules.issued": "1",
            "applications.new_received.natural_person": "3",
        },
    )
    groups = by_step(FORM, [one for one in run_checks(report).findings if not one.unfilled])

    assert [step for step, _ in groups][:3] == ["applications", "basics", "proactive_disclosure"]
    assert [one.severity for one in groups[0][1]][:2] == ["error", "error"]
    assert in_order([one for _, some in reversed(groups) for one in some])[0].severity == "error"
