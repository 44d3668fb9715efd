"""A prose editor with last year's text at its side."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.core.prose import clean
from gkdesk.files.store import Store
from gkdesk.ui import dialogs, look
from gkdesk.ui.last_year import TEXTS
from gkdesk.ui.prose_desk import ProseDesk
from gkdesk.ui.session import Session

Show = Callable[[QWidget], None]
LAST = "（一）主动公开方面：2024年公开120条。\n（二）监督保障方面：培训3期。"
DRAFT = LAST.replace("2024", "2025")
NOTE = "标黄的 {} 处数字来自上年，请逐个核对。上年文字里加底色的 {} 句与今年相同。"


@pytest.fixture
def desk(second_session: Session, shown: Show) -> ProseDesk:
    """Section one of a second year on the screen, with the keyboard."""
    made = ProseDesk(second_session, "overview")
    shown(made)
    made.setFocus()
    return made


def amber(desk: ProseDesk) -> list[str]:
    """What stands on amber, line by line."""
    found = []
    block = desk.editor.document().firstBlock()
    while block.isValid():
        for one in block.layout().formats():
            if one.format.background().color() == QColor(look.UNREVIEWED):
                units = block.text().encode("utf-16-le")[2 * one.start :]
                found.append(units[: 2 * one.length].decode("utf-16-le"))
        block = block.next()
    return found


def notes(desk: ProseDesk) -> list[str]:
    """The sentences below the editor."""
    return [one.text() for one in desk.findChildren(QLabel) if one.isVisible()]


@dataclass
class Answer:
    """What the clerk says about a text that is there, and how often it was asked."""

    way: str | None
    asked: int = 0


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Answers the question for what is there by 替换, until it is told otherwise."""
    given = Answer("replace")

    def ask(parent: QWidget) -> str | None:
        given.asked += 1
        return given.way

    monkeypatch.setattr(dialogs, "ask_draft", ask)
    return given


def test_last_years_text_stands_beside_this_years(desk: ProseDesk) -> None:
    """To be read and selected, not to be changed."""
    assert desk.past.isVisible()
    assert desk.past.toPlainText() == LAST
    assert desk.past.isReadOnly()
    desk.past.selectAll()
    desk.past.copy()
    assert clean(QApplication.clipboard().text()) == LAST
    assert not QApplication.clipboard().mimeData().hasHtml()


def test_without_last_years_text_there_is_only_the_editor(session: Session, shown: Show) -> None:
    """No pane, no buttons, no marks, no sentence."""
    desk = ProseDesk(session, "overview")
    shown(desk)
    desk.editor.replace_all("公开120条。", "")

    assert not any(one.isVisible() for one in (desk.past, desk.toggle, desk.take))
    assert desk.editor.size() == desk.size()
    assert (amber(desk), notes(desk)) == ([], [])


def test_the_old_text_is_a_draft_with_the_years_moved_on(
    desk: ProseDesk, second_session: Session, answer: Answer, qtbot: QtBot
) -> None:
    """Its numbers are marked and counted; one undo takes it away."""
    qtbot.mouseClick(desk.take, Qt.MouseButton.LeftButton)

    assert second_session.report.text("overview") == DRAFT
    assert answer.asked == 0
    assert amber(desk) == ["120", "3"]
    assert notes(desk) == [NOTE.format(2, 2)]
    assert not desk.take.isEnabled()
    assert desk.editor.hasFocus()

    second_session.undo()

    assert desk.editor.text == ""
    assert (amber(desk), notes(desk)) == ([], [])
    assert desk.take.isEnabled()


@pytest.mark.parametrize(
    ("way", "text"), [("replace", DRAFT), ("append", f"甲。\n{DRAFT}"), (None, "甲。\n")]
)
def test_what_was_written_is_never_lost_unasked(
    desk: ProseDesk,
    second_session: Session,
    answer: Answer,
    qtbot: QtBot,
    way: str | None,
    text: str,
) -> None:
    """The clerk says whether the draft replaces it, follows it, or stays away."""
    desk.editor.replace_all("甲。\n", "")
    answer.way = way
    qtbot.mouseClick(desk.take, Qt.MouseButton.LeftButton)

    assert answer.asked == 1
    assert desk.editor.text == text
    if way:
        second_session.undo()
        assert desk.editor.text == "甲。\n"


def test_a_mark_goes_as_soon_as_its_sentence_is_touched(
    desk: ProseDesk, answer: Answer, qtbot: QtBot
) -> None:
    """At the keystroke; lines that only move keep theirs."""
    desk.draft()
    desk.editor.go_to((len(DRAFT) - 1, len(DRAFT) - 1))
    qtbot.keyClicks(desk.editor, "x")
    assert amber(desk) == ["120"]
    assert notes(desk) == [NOTE.format(1, 1)]

    desk.editor.go_to((0, 0))
    qtbot.keyClick(desk.editor, Qt.Key.Key_Return)
    qtbot.keyClick(desk.editor, Qt.Key.Key_Return)
    assert amber(desk) == ["120"]

    qtbot.keyClick(desk.editor, Qt.Key.Key_Backspace)
    assert amber(desk) == ["120"]

    qtbot.keyClick(desk.editor, Qt.Key.Key_Delete)
    assert amber(desk) == []


def test_the_sentences_of_last_year_that_still_stand_are_shown(
    desk: ProseDesk, answer: Answer
) -> None:
    """Years aside; one that was changed is as it was a year ago and no more."""
    desk.draft()
    same = [one.cursor.selectedText() for one in desk.past.extraSelections()]
    assert same == ["（一）主动公开方面：2024年公开120条。", "（二）监督保障方面：培训3期。"]

    desk.editor.replace_all(DRAFT.replace("120", "130"), "")
    assert [one.cursor.selectedText() for one in desk.past.extraSelections()] == same[1:]


def test_marks_need_no_memory(desk: ProseDesk, second_session: Session, shown: Show) -> None:
    """Another window that opens the report sees the same ones."""
    desk.draft()
    desk.editor.commit()
    again = ProseDesk(second_session, "overview")
    shown(again)

    assert amber(again) == ["120", "3"]
    assert notes(again) == [NOTE.format(2, 2)]


def test_rare_characters_do_not_move_the_marks(desk: ProseDesk) -> None:
    """Qt counts them twice."""
    desk.editor.replace_all(DRAFT.replace("2025", "𠮷𠮷。2025"), "")
    assert amber(desk) == ["120", "3"]

    desk.editor.replace_all(f"𠮷。\n{DRAFT}", "")
    assert amber(desk) == ["120", "3"]


def test_the_pane_is_folded_and_stays_so(
    desk: ProseDesk, second_session: Session, store: Store, shown: Show, qtbot: QtBot
) -> None:
    """Also on other pages and after a restart; the draft is still offered."""
    assert desk.toggle.text() == "▾ 上年文字"
    qtbot.mouseClick(desk.toggle, Qt.MouseButton.LeftButton)

    assert desk.toggle.text() == "▸ 上年文字"
    assert not desk.past.isVisible()
    assert desk.take.isVisible()
    assert store.setting(TEXTS) == "0"
    other = ProseDesk(second_session, "other_matters")
    shown(other)
    assert not other.past.isVisible()

    qtbot.mouseClick(other.toggle, Qt.MouseButton.LeftButton)
    desk.hide()
    desk.show()
    assert desk.past.isVisible()


def test_the_texts_stand_one_below_the_other_where_there_is_no_room(desk: ProseDesk) -> None:
    """Beside each other all the same where there is no height for that either."""
    desk.resize(900, 500)
    assert desk.past.x() > desk.editor.x()
    desk.resize(420, 500)
    assert desk.past.y() > desk.editor.y()
    desk.resize(420, 150)
    assert desk.past.x() > desk.editor.x()


def test_another_year_has_another_last_year(desk: ProseDesk, second_session: Session) -> None:
    """The text goes when the report is no longer the next one, and comes back with it."""
    desk.draft()
    second_session.set_text("year", "2027")
    assert not desk.past.isVisible()
    assert amber(desk) == []

    second_session.undo()
    assert desk.past.isVisible()
    assert amber(desk) == ["120", "3"]
