"""The steps on the left."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gkdesk.core.checks.finding import Finding
from gkdesk.core.progress import BASICS, REVIEW, Progress, steps
from gkdesk.ui.session import Session
from gkdesk.ui.step_list import StepList, _state, step_title

Show = Callable[[QWidget], None]


@pytest.fixture
def lines(session: Session, shown: Show) -> StepList:
    """The steps of a new report."""
    made = StepList(session)
    shown(made)
    return made


def read_out(lines: StepList) -> list[str]:
    """What a screen reader says of each step."""
    rows = range(lines.count())
    return [lines.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in rows]


def test_all_eight_steps_are_listed_with_their_state(lines: StepList) -> None:
    """Official number and short name, and how far each is."""
    assert read_out(lines)[:3] == ["基本信息，填写中", "一 总体情况，未填", "二 主动公开，未填"]
    assert len(read_out(lines)) == 8


def test_states_follow_the_report(lines: StepList, session: Session) -> None:
    """Under way, wrong, mended, done."""
    session.set_text("applications.new_received.natural_person", "3")
    assert read_out(lines)[3].endswith("，填写中")

    session.fill_zeros("applications")
    assert read_out(lines)[3].endswith("，2 处错误")

    session.set_text("applications.granted.natural_person", "3")
    assert read_out(lines)[3].endswith("，完成")


def test_a_warning_is_counted_where_there_is_no_error(lines: StepList, session: Session) -> None:
    """An error counts more."""
    session.set_text("overview", "只有一句。")

    assert read_out(lines)[1].endswith(" 处提醒")


def test_the_last_step_speaks_for_the_whole_report(full_session: Session, shown: Show) -> None:
    """Ready, or how much is left."""
    lines = StepList(full_session)
    shown(lines)
    assert read_out(lines)[7] == "核对与导出，可导出"

    full_session.set_text("applications.granted.natural_person", "")

    assert read_out(lines)[7] == "核对与导出，1 处待办"


def test_arrows_and_clicks_choose_a_step(lines: StepList, session: Session, qtbot: QtBot) -> None:
    """In any order."""
    order = steps(session.form)
    lines.show_step(BASICS)
    lines.setFocus()
    with qtbot.waitSignal(lines.chosen) as caught:
        qtbot.keyClick(lines, Qt.Key.Key_Down)
    assert caught.args == [order[1]]

    place = lines.visualItemRect(lines.item(7)).center()
    with qtbot.waitSignal(lines.chosen) as caught:
        qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert caught.args == [REVIEW]


def test_a_table_step_is_named_by_number_and_short_name(session: Session) -> None:
    """As on the paper, but short."""
    assert step_title(session.form, "applications") == "三 申请办理"


def test_dense_steps_take_less_room(lines: StepList) -> None:
    """For a low window."""
    before = lines.sizeHintForRow(0)
    lines.set_dense(True)

    assert lines.sizeHintForRow(0) < before


def test_hints_are_counted_in_grey_where_there_is_nothing_worse(
    full_session: Session, qtbot: QtBot
) -> None:
    """The mark goes on saying how far the step is, and all counts are read out."""
    lines = StepList(full_session)
    qtbot.addWidget(lines)
    outcome = full_session.outcome
    checks = {one.severity: one for one in full_session.form.checks}
    hint = Finding(checks["hint"], ("overview",), None, None, "提示")
    error = Finding(checks["error"], ("overview",), None, None, "错误")

    lines.show_outcome(replace(outcome, findings=(hint, hint)))
    assert read_out(lines)[1] == "一 总体情况，2 处提示"
    assert _state(Progress("done", 0, 0, 0, hints=2), outcome) == ("done", "2 处提示")

    lines.show_outcome(replace(outcome, findings=(hint, error)))
    assert read_out(lines)[1] == "一 总体情况，1 处错误，1 处提示"
