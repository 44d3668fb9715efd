"""The findings below the page, and the buttons for the current one."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.core.checks.finding import Finding, Mend
from gkdesk.ui import look
from gkdesk.ui.findings_panel import FindingsPanel
from gkdesk.ui.session import Session

Show = Callable[[QWidget], None]
RULES = "proactive_disclosure.government_rules.issued"
NEW = "applications.new_received.natural_person"


@pytest.fixture
def panel(full_session: Session, shown: Show) -> FindingsPanel:
    """A panel that follows a report with two errors and a warning; one more is merely missing."""
    made = FindingsPanel(full_session)
    look.dress(made, look.POINTS)
    shown(made)
    full_session.outcome_changed.connect(made.show_outcome)
    full_session.set_many({RULES: "1", NEW: "3", "overview": ""}, "填写")
    return made


def buttons(panel: FindingsPanel) -> list[str]:
    """What the buttons in sight say, but for the one that counts and folds."""
    found = [one.text() for one in panel.findChildren(QPushButton) if one.isVisible()]
    return [text for text in found if not text.startswith(("▾", "▸", "没有"))]


def button(panel: FindingsPanel, start: str) -> QPushButton:
    """The button in sight whose text begins so."""
    found = [one for one in panel.findChildren(QPushButton) if one.isVisible()]
    return next(one for one in found if one.text().startswith(start))


def select_warning(panel: FindingsPanel) -> None:
    """Make the warning the current finding, as arrow keys do."""
    panel.show_place(RULES)


def test_errors_come_first_and_what_is_not_there_yet_waits(panel: FindingsPanel) -> None:
    """The empty section one is for the last step."""
    assert [finding.severity for finding in panel.findings] == ["error", "error", "warning"]
    assert not any(finding.unfilled for finding in panel.findings)
    assert button(panel, "▾").text() == "▾ 2 处错误，1 处提醒"


def test_folded_it_is_one_line_with_the_count_and_the_first_finding(
    panel: FindingsPanel, qtbot: QtBot
) -> None:
    """A click on the count unfolds it again; folded it offers nothing."""
    select_warning(panel)
    panel.fold(True)
    assert not panel.findChild(QWidget, "findings").isVisible()
    assert buttons(panel) == []

    qtbot.mouseClick(button(panel, "▸ 2 处错误"), Qt.MouseButton.LeftButton)

    assert panel.findChild(QWidget, "findings").isVisible()
    assert "改为 0" in buttons(panel)
    assert not panel.folded


def test_without_findings_it_says_so(panel: FindingsPanel, full_session: Session) -> None:
    """In one quiet line."""
    full_session.undo()

    assert button(panel, "没有发现问题")
    assert not panel.findChild(QWidget, "findings").isVisible()


def test_nothing_is_offered_before_a_finding_is_chosen(panel: FindingsPanel) -> None:
    """A quiet line."""
    assert panel.current is None
    assert buttons(panel) == []


def test_the_current_finding_can_be_mended_or_explained(panel: FindingsPanel, qtbot: QtBot) -> None:
    """Each button hands over the finding that it is for."""
    select_warning(panel)
    assert buttons(panel) == ["改为 0", "已核实…"]

    with qtbot.waitSignal(panel.mend_wanted) as caught:
        qtbot.mouseClick(button(panel, "改为 0"), Qt.MouseButton.LeftButton)
    finding, mend = caught.args
    assert isinstance(finding, Finding)
    assert isinstance(mend, Mend)
    assert (finding.addresses, mend.label) == ((RULES,), "改为 0")

    with qtbot.waitSignal(panel.explain_wanted) as caught:
        qtbot.mouseClick(button(panel, "已核实…"), Qt.MouseButton.LeftButton)
    assert caught.args == [finding]


def test_an_error_cannot_be_explained_away(panel: FindingsPanel) -> None:
    """It must be mended."""
    panel.show_place(NEW)

    assert "已核实…" not in buttons(panel)


def test_the_cursor_on_a_wrong_cell_offers_its_mends(panel: FindingsPanel) -> None:
    """A cell with which nothing is wrong changes nothing, nor does a section."""
    panel.show_place(RULES)
    panel.show_place("applications.granted.social_organization")
    panel.show_place("overview")

    assert panel.current is not None
    assert panel.current.addresses == (RULES,)


def test_a_mended_finding_gives_the_keyboard_back_to_the_list(
    panel: FindingsPanel, full_session: Session
) -> None:
    """A second Enter must not press a button that is for another finding by now."""
    select_warning(panel)
    button(panel, "改为 0").setFocus()

    full_session.set_text(RULES, "0")

    assert panel.findChild(QWidget, "findings").hasFocus()
    assert panel.current == panel.findings[-1]


def test_a_finding_that_stays_keeps_the_keyboard_on_its_button(
    panel: FindingsPanel, full_session: Session
) -> None:
    """Another cell changed."""
    select_warning(panel)
    button(panel, "改为 0").setFocus()

    full_session.set_text(NEW, "4")

    assert button(panel, "改为 0").hasFocus()


def test_tab_goes_from_the_list_to_the_buttons(panel: FindingsPanel, qtbot: QtBot) -> None:
    """Hands stay on the keyboard."""
    panel.take_keyboard()
    select_warning(panel)
    qtbot.keyClick(panel.findChild(QWidget, "findings"), Qt.Key.Key_Tab)

    assert button(panel, "改为 0").hasFocus()
