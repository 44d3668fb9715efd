"""The prose editor: what is typed and pasted, and what comes back by undo."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.ui.prose_editor import ProseEditor, pasted
from gkdesk.ui.prose_highlighter import qt_length
from gkdesk.ui.session import Session

Show = Callable[[QWidget], None]
WORD = "总体情况如下。\r\n(一)\t主动公开方面：很好。\r\n\r\n　　(二) 依申请公开方面：没有。\r\n"


@pytest.fixture
def editor(session: Session, shown: Show) -> ProseEditor:
    """An empty editor with the keyboard."""
    made = ProseEditor(session, "overview")
    shown(made)
    made.setFocus()
    return made


def paste(editor: ProseEditor, text: str = "", html: str = "") -> None:
    """Paste as Ctrl+V does."""
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    editor.insertFromMimeData(data)


def formats(editor: ProseEditor, line: int) -> list[tuple[int, int, QTextCharFormat]]:
    """What the highlighter made of a line: start, length, format."""
    layout = editor.document().findBlockByNumber(line).layout()
    return [(one.start, one.length, QTextCharFormat(one.format)) for one in layout.formats()]


def test_typed_prose_is_stored_while_typing_goes_on(
    editor: ProseEditor, session: Session, qtbot: QtBot
) -> None:
    """The report has it after a moment, nobody left the editor."""
    qtbot.keyClicks(editor, "abc")

    qtbot.waitUntil(lambda: session.report.text("overview") == "abc", timeout=1500)


def test_what_is_pasted_from_word_keeps_its_paragraphs(
    editor: ProseEditor, session: Session
) -> None:
    """One line each, no empty ones, no indents, the numbering official."""
    paste(editor, WORD)

    assert session.report.text("overview") == (
        "总体情况如下。\n（一）主动公开方面：很好。\n（二）依申请公开方面：没有。\n"
    )


def test_html_alone_is_pasted_as_plain_paragraphs(editor: ProseEditor, session: Session) -> None:
    """As WPS and browsers give it."""
    paste(editor, html="<p>甲</p><p><b>（一）乙</b></p>")

    assert session.report.text("overview") == "甲\n（一）乙"


def test_a_paste_is_one_undo_step_apart_from_typing(
    editor: ProseEditor, session: Session, qtbot: QtBot
) -> None:
    """Undo takes the block away and leaves what was typed."""
    qtbot.keyClicks(editor, "abc")
    paste(editor, "粘贴的")
    assert editor.text == "abc粘贴的"

    session.undo()

    assert editor.text == "abc"


def test_the_cursor_stands_behind_what_was_pasted(editor: ProseEditor, qtbot: QtBot) -> None:
    """So that typing goes on there, rare characters or not."""
    paste(editor, "开头结尾")
    cursor = editor.textCursor()
    cursor.setPosition(2)
    editor.setTextCursor(cursor)
    paste(editor, "𠮷中")
    qtbot.keyClicks(editor, "x")

    assert editor.text == "开头𠮷中x结尾"


def test_a_paste_replaces_the_selection(editor: ProseEditor) -> None:
    """As everywhere."""
    paste(editor, "甲乙丙")
    cursor = editor.textCursor()
    cursor.setPosition(1)
    cursor.setPosition(2, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    paste(editor, "新")

    assert editor.text == "甲新丙"


@pytest.mark.parametrize(
    ("text", "opens_line", "wanted"),
    [
        ("(一)甲", True, "（一）甲"),
        ("(1)条", False, "(1)条"),
        ("甲\n(一)乙", False, "甲\n（一）乙"),
        ("甲\r\n", True, "甲"),
        ("甲\r\n乙\r\n", True, "甲\n乙\n"),
        ("", True, ""),
    ],
)
def test_only_what_opens_a_line_is_read_as_numbering(
    text: str, opens_line: bool, wanted: str
) -> None:
    """A bit of a line that lands inside another is left as it is."""
    assert pasted(text, opens_line=opens_line) == wanted


def test_undo_shows_the_text_of_before_and_keeps_the_place(
    editor: ProseEditor, session: Session
) -> None:
    """The cursor stands where the change was taken back."""
    session.set_text("overview", "一二三四五六")
    session.set_text("overview", "一二三X四五六")

    session.undo()

    assert editor.text == "一二三四五六"
    assert editor.textCursor().position() == 3


def test_a_text_that_is_merely_shown_is_no_change(session: Session, shown: Show) -> None:
    """Not even one with a no-break space, which Qt would make a space."""
    session.set_text("overview", "甲\u00a0乙")
    label = session.undo_label
    editor = ProseEditor(session, "overview")
    shown(editor)
    editor.commit()

    assert session.report.text("overview") == "甲\u00a0乙"
    assert session.undo_label == label


def test_enter_makes_a_paragraph_and_so_does_shift_enter(editor: ProseEditor, qtbot: QtBot) -> None:
    """A soft line break would be none on paper."""
    qtbot.keyClicks(editor, "a")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(editor, "b")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, "c")

    assert editor.text == "a\nb\nc"
    assert editor.document().blockCount() == 3


def test_tab_leaves_the_editor(editor: ProseEditor, qtbot: QtBot) -> None:
    """It inserts nothing."""
    qtbot.keyClick(editor, Qt.Key.Key_Tab)

    assert editor.text == ""


def test_what_the_input_method_is_composing_is_not_stored(
    editor: ProseEditor, session: Session
) -> None:
    """Only what it commits."""
    QApplication.sendEvent(editor, QInputMethodEvent("zhong", []))
    editor.commit()
    assert session.report.text("overview") == ""

    done = QInputMethodEvent("", [])
    done.setCommitString("中")
    QApplication.sendEvent(editor, done)
    editor.commit()

    assert session.report.text("overview") == "中"


def test_headings_are_shown_as_headings(editor: ProseEditor) -> None:
    """The second level strong in colour, up to its end and no further."""
    paste(editor, "（一）主动公开方面：很好。\n1.小标题\n正文1.5万元")

    start, length, kind = formats(editor, 0)[0]
    assert (start, length) == (0, len("（一）主动公开方面："))
    assert kind.fontWeight() > 600
    assert formats(editor, 1)[0][:2] == (0, len("1.小标题"))
    assert formats(editor, 2) == []


def test_a_heading_of_the_first_level_is_underlined(editor: ProseEditor) -> None:
    """It belongs to the form; the place is right behind rare characters too."""
    paste(editor, "𠮷𠮷\n二、不该有的标题")

    (_, _, kind), *_ = formats(editor, 1)
    assert kind.underlineStyle() == QTextCharFormat.UnderlineStyle.WaveUnderline
    assert formats(editor, 0) == []


def test_going_to_a_finding_selects_its_place(editor: ProseEditor, session: Session) -> None:
    """The span counts characters, Qt counts half of rare ones."""
    paste(editor, "𠮷\n二、标题")
    (finding,) = [one for one in session.outcome.findings if one.span]
    editor.go_to(finding.span)

    assert editor.textCursor().selectedText() == "二、标题"


def test_copied_text_is_plain(editor: ProseEditor, qtbot: QtBot) -> None:
    """No colours of this window land in Word."""
    paste(editor, "（一）甲：乙")
    qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(editor, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "（一）甲：乙"
    assert not data.hasHtml()


def test_pictures_are_not_taken(editor: ProseEditor) -> None:
    """Text is."""
    picture, text = QMimeData(), QMimeData()
    picture.setData("image/png", b"x")
    text.setText("甲")

    assert not editor.canInsertFromMimeData(picture)
    assert editor.canInsertFromMimeData(text)


def test_the_editor_tells_when_it_gets_the_keyboard(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    """The help follows."""
    editor = ProseEditor(session, "overview")
    shown(editor)
    editor.clearFocus()

    with qtbot.waitSignal(editor.focused) as caught:
        editor.setFocus()

    assert caught.args == ["overview"]


def test_rare_characters_count_twice_in_qt() -> None:
    """UTF-16 has two units for them."""
    assert qt_length("a𠮷中") == 4


def compose(editor: ProseEditor, text: str) -> None:
    """Compose as an input method does, nothing committed yet."""
    QApplication.sendEvent(editor, QInputMethodEvent(text, []))


def test_keys_during_a_composition_are_the_input_methods(
    editor: ProseEditor, session: Session, qtbot: QtBot
) -> None:
    """Qt crashes when the cursor is moved out of a composition that fills more than a line."""
    editor.resize(400, 200)
    editor.replace_all("甲\n乙\n丙", "填写")
    compose(editor, "长" * 200)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_A):
        qtbot.keyClick(editor, key, Qt.KeyboardModifier.ShiftModifier)

    compose(editor, "")
    assert editor.text == "甲\n乙\n丙"
    qtbot.keyClicks(editor, "a")
    assert "a" in editor.text


def test_a_composition_ends_when_the_text_changes_around_it(
    editor: ProseEditor, session: Session, qtbot: QtBot
) -> None:
    """Undo from the window's button, for one; the cursor stays inside the text."""
    editor.replace_all("甲乙丙" * 100, "填写")
    compose(editor, "长" * 200)
    session.undo()

    assert editor.text == ""
    assert editor.textCursor().block().isValid()
    qtbot.keyClicks(editor, "a")
    assert editor.text == "a"


def test_a_composition_ends_when_the_editor_is_left(
    editor: ProseEditor, session: Session, shown: Show, qtbot: QtBot
) -> None:
    """What no input method knows of any more would hold the keys for ever."""
    compose(editor, "长")
    editor.clearFocus()
    editor.setFocus()
    qtbot.keyClicks(editor, "a")

    assert editor.text == "a"
