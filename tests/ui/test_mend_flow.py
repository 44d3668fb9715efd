"""What a button beside a finding does."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gkdesk.core.checks.finding import Finding
from gkdesk.core.mending import told_wrong
from gkdesk.ui import dialogs, mend_flow
from gkdesk.ui.explain_dialog import Reason
from gkdesk.ui.session import Session

RULES = "proactive_disclosure.government_rules.issued"
TWO_WRONG = "（一）主动公开。本年新收政府信息公开申请9件。\n（二）依申请公开。共答复申请8件。"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """The window that the buttons are in."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def found(session: Session, check: str) -> Finding:
    """What a check has found."""
    return next(one for one in session.outcome.findings if one.check.id == check)


def test_a_mend_is_one_undo_step_and_is_told(window: QWidget, full_session: Session) -> None:
    """With the name of the place."""
    labels: list[str] = []
    full_session.acted.connect(labels.append)
    full_session.set_text(RULES, "6")
    finding = found(full_session, "t2.no_township_rules")

    mend_flow.mend(window, full_session, finding, finding.mends[0])

    assert full_session.report.text(RULES) == "0"
    assert labels == [f"改为 0（{full_session.name_of(RULES)}）"]
    assert full_session.undo() == labels[0]
    assert full_session.report.text(RULES) == "6"


def test_a_mend_that_typing_has_overtaken_changes_nothing(
    window: QWidget, full_session: Session, told: list[str]
) -> None:
    """A place in the text of before would be another place now."""
    full_session.set_text("preface", "本报告由七个部分组成。")
    finding = found(full_session, "sections.count_text")
    full_session.type_prose("preface", "现公布：本报告由七个部分组成。")

    mend_flow.mend(window, full_session, finding, finding.mends[0])

    assert full_session.report.text("preface") == "现公布：本报告由七个部分组成。"
    assert len(told) == 1


def test_a_mend_goes_on_when_something_else_was_typed(
    window: QWidget, full_session: Session, told: list[str]
) -> None:
    """The finding is still the same."""
    full_session.set_text("preface", "本报告由七个部分组成。")
    finding = found(full_session, "sections.count_text")
    full_session.type_prose("preface", "本报告由七个部分组成。完。")

    mend_flow.mend(window, full_session, finding, finding.mends[0])

    assert full_session.report.text("preface") == "本报告由六个部分组成。完。"
    assert told == []


def test_a_mend_goes_on_when_another_column_was_typed_last(
    window: QWidget, full_session: Session, told: list[str]
) -> None:
    """Its reason is no longer 刚才填的; what it does is the same."""
    first, other = (f"applications.granted.{one}" for one in ("natural_person", "other_org"))
    full_session.set_text(first, "14")
    finding = found(full_session, "t3.identity")
    chosen = next(one for one in full_session.proposals(finding) if one.edits[0].address == first)
    full_session.set_text(other, "5")
    assert chosen not in full_session.proposals(finding)

    mend_flow.mend(window, full_session, finding, chosen)

    assert told == []
    assert full_session.report.text(first) == chosen.edits[0].text


def test_all_figures_in_the_text_are_mended_in_one_undo_step(full_session: Session) -> None:
    """And taken back together."""
    full_session.set_text("overview", TWO_WRONG)
    count = len(told_wrong(full_session.outcome.findings))
    assert count >= 2

    mend_flow.mend_all(full_session)

    assert told_wrong(full_session.outcome.findings) == ()
    assert full_session.undo() == f"全部按表更新（{count} 处）"
    assert full_session.report.text("overview") == TWO_WRONG


def test_one_section_can_be_mended_alone(full_session: Session) -> None:
    """Another keeps its figures; with nothing to mend nothing is done."""
    full_session.set_text("overview", TWO_WRONG)
    mend_flow.mend_all(full_session, "problems_and_improvement")

    assert full_session.report.text("overview") == TWO_WRONG


def test_an_explained_finding_is_silent_and_the_name_is_remembered(
    window: QWidget, full_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dialog shows the message; giving up changes nothing."""
    asked: list[tuple[str, str]] = []
    answers = [None, Reason("已与法制办核对", "王小明"), Reason("同上", "")]

    def ask(parent: QWidget, message: str, who: str) -> Reason | None:
        asked.append((message, who))
        return answers.pop(0)

    monkeypatch.setattr(dialogs, "ask_explanation", ask)
    full_session.set_text(RULES, "6")
    finding = found(full_session, "t2.no_township_rules")
    mend_flow.explain(window, full_session, finding)
    assert finding in full_session.outcome.findings

    mend_flow.explain(window, full_session, finding)

    assert asked == [(finding.message, ""), (finding.message, "")]
    assert finding not in full_session.outcome.findings
    (one,) = full_session.outcome.explained
    assert (one.explanation.reason, one.explanation.who) == ("已与法制办核对", "王小明")
    assert full_session.explainer == "王小明"


def test_what_is_no_finding_any_more_is_not_explained(
    window: QWidget, full_session: Session, told: list[str]
) -> None:
    """The clerk is told to look again."""
    full_session.set_text(RULES, "6")
    finding = found(full_session, "t2.no_township_rules")
    full_session.set_text(RULES, "0")

    mend_flow.explain(window, full_session, finding)

    assert len(told) == 1
    assert full_session.report.explanations == ()
