"""The menus of a prose editor."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.core.mending import told_wrong
from gkdesk.ui import dialogs, prose_menu
from gkdesk.ui.explain_dialog import Reason
from gkdesk.ui.prose_editor import ProseEditor
from gkdesk.ui.session import Session

Show = Callable[[QWidget], None]
WRONG = "本年新收政府信息公开申请9件。共答复申请8件。"


@pytest.fixture
def editor(full_session: Session, shown: Show) -> ProseEditor:
    """A section with two figures that the tables contradict."""
    full_session.set_text("overview", WRONG)
    made = ProseEditor(full_session, "overview")
    shown(made)
    made.setFocus()
    return made


def test_each_mend_and_all_of_them_are_one_undo_step(
    editor: ProseEditor, full_session: Session
) -> None:
    """Under a line that says what is wrong."""
    first, second = told_wrong(full_session.outcome.findings)
    menu = prose_menu.finding_menu(editor, full_session, [first])
    head, mend, explain, _, every = menu.actions()
    assert not head.isEnabled()
    assert head.toolTip() == first.message
    assert (mend.text(), explain.text(), every.text()) == ("改为 0", "已核实…", "全部按表更新")

    mend.trigger()
    assert told_wrong(full_session.outcome.findings)[0].left == second.left
    full_session.undo()
    every.trigger()
    assert editor.text == WRONG.replace("9", "0").replace("8", "0")
    full_session.undo()
    assert editor.text == WRONG


def test_a_place_can_be_explained_out_of_the_menu(
    editor: ProseEditor, full_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its underline goes."""
    monkeypatch.setattr(dialogs, "ask_explanation", lambda *_: Reason("台账如此", "王"))
    first, second = told_wrong(full_session.outcome.findings)
    menu = prose_menu.finding_menu(editor, full_session, [first])
    next(one for one in menu.actions() if one.text() == "已核实…").trigger()

    assert told_wrong(full_session.outcome.findings) == (second,)


def test_typing_closes_the_menu_and_lands_in_the_editor(editor: ProseEditor, qtbot: QtBot) -> None:
    """A click on an underlined figure must not stop a clerk who simply types it anew."""
    cursor = editor.textCursor()
    cursor.setPosition(WRONG.index("9") + 1)
    editor.setTextCursor(cursor)
    editor.offer()
    menu = QApplication.activePopupWidget()
    assert menu is not None

    qtbot.keyClick(menu, Qt.Key.Key_Backspace)
    qtbot.keyClicks(editor, "5")

    assert QApplication.activePopupWidget() is None
    assert editor.text == WRONG.replace("9", "5")


def test_cut_and_copy_wait_for_a_selection(editor: ProseEditor, full_session: Session) -> None:
    """All can be selected at any time."""

    def usable() -> list[str]:
        actions = prose_menu.context_menu(editor, full_session, []).actions()
        return [one.text()[:2] for one in actions if one.isEnabled()]

    assert "复制" not in usable()
    editor.selectAll()
    assert usable()[:2] == ["剪切", "复制"]
    assert "全选" in usable()


def test_a_menu_gives_way_to_the_input_method(editor: ProseEditor, full_session: Session) -> None:
    """Which writes into the editor while the menu is open."""
    wrong = told_wrong(full_session.outcome.findings)
    menu = prose_menu.finding_menu(editor, full_session, wrong)
    menu.popup(editor.mapToGlobal(editor.rect().center()))
    QApplication.sendEvent(editor, QInputMethodEvent("shi", []))

    assert QApplication.activePopupWidget() is None
