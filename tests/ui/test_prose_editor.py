"""The prose editor: what is typed and pasted, and what comes back by undo."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QInputMethodEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.ui import look
from gkdesk.ui.prose_editor import ProseEditor, pasted
from gkdesk.ui.prose_highlighter import qt_length
from gkdesk.ui.session import Session

Show = Callable[[QWidget], None]
ALT = Qt.KeyboardModifier.AltModifier
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
    """Nor are files, whose places Qt gives as text; text is, a link from a web page as well."""
    picture, text, file, link = QMimeData(), QMimeData(), QMimeData(), QMimeData()
    picture.setData("image/png", b"x")
    text.setText("甲")
    file.setUrls([QUrl.fromLocalFile("/去年.docx")])
    link.setUrls([QUrl("https://example.com/")])

    assert not editor.canInsertFromMimeData(picture)
    assert not editor.canInsertFromMimeData(file)
    assert editor.canInsertFromMimeData(text)
    assert editor.canInsertFromMimeData(link)


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


SEVEN = "本报告由七个部分组成。"


@pytest.fixture
def preface(session: Session, shown: Show) -> ProseEditor:
    """An editor whose text has one place to mend."""
    session.set_text("preface", SEVEN)
    made = ProseEditor(session, "preface")
    shown(made)
    made.setFocus()
    return made


def point(editor: ProseEditor, place: int) -> QPoint:
    """The middle of a character in the viewport."""
    cursor = editor.textCursor()
    cursor.setPosition(place)
    left = editor.cursorRect(cursor)
    cursor.setPosition(place + 1)
    return (left.center() + editor.cursorRect(cursor).center()) / 2


def put(editor: ProseEditor, place: int) -> None:
    """Put the cursor somewhere."""
    cursor = editor.textCursor()
    cursor.setPosition(place)
    editor.setTextCursor(cursor)


def offered() -> list[str]:
    """What the open menu offers; it is closed."""
    menu = QApplication.activePopupWidget()
    texts = [one.text() for one in menu.actions() if one.text()] if menu else []
    if menu:
        menu.close()
    return texts


def test_the_underline_has_the_colour_of_the_severity(preface: ProseEditor) -> None:
    """Amber for a warning."""
    (start, length, kind), *_ = formats(preface, 0)

    assert (start, length) == (SEVEN.index("七"), len("七个部分"))
    assert kind.underlineColor() == QColor(look.WARNING)


def test_what_is_said_of_a_place_is_found_by_mouse_and_cursor(preface: ProseEditor) -> None:
    """Beside it nothing, and nothing right of the end of a line."""
    place = SEVEN.index("七")
    assert len(preface.findings_under(point(preface, place))) == 1
    assert preface.findings_under(point(preface, 0)) == []
    assert preface.findings_under(point(preface, place) + QPoint(600, 0)) == []
    assert preface.findings_under(point(preface, place) + QPoint(0, 200)) == []

    put(preface, place)
    assert len(preface.findings_at_cursor()) == 1
    put(preface, 0)
    assert preface.findings_at_cursor() == []


def test_places_move_with_the_text_until_the_checks_run_again(
    preface: ProseEditor, qtbot: QtBot
) -> None:
    """What is typed before them and at their edge is not part of them."""
    place = SEVEN.index("七")
    put(preface, 0)
    qtbot.keyClicks(preface, "ab")
    assert formats(preface, 0)[0][:2] == (place + 2, 4)
    put(preface, place + 2)
    qtbot.keyClicks(preface, "c")
    assert formats(preface, 0)[0][:2] == (place + 3, 4)

    for _ in range(4):
        put(preface, place + 4)
        qtbot.keyClick(preface, Qt.Key.Key_Backspace)
    assert preface.findings_under(point(preface, place + 2)) == []


def test_alt_enter_offers_the_mends_of_the_place(preface: ProseEditor, qtbot: QtBot) -> None:
    """As a click on it does; elsewhere neither opens anything, and nothing is typed."""
    place = SEVEN.index("七")
    put(preface, 0)
    qtbot.keyClick(preface, Qt.Key.Key_Return, ALT)
    assert offered() == []
    qtbot.mouseClick(preface.viewport(), Qt.MouseButton.LeftButton, pos=point(preface, 1))
    assert offered() == []

    put(preface, place)
    qtbot.keyClick(preface, Qt.Key.Key_Return, ALT)
    assert offered()[1:] == ["改为“六”", "已核实…"]
    qtbot.mouseClick(preface.viewport(), Qt.MouseButton.LeftButton, pos=point(preface, place))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    assert offered()[1:] == ["改为“六”", "已核实…"]
    assert preface.text == SEVEN


def test_a_double_click_on_an_underlined_word_selects_it(
    preface: ProseEditor, qtbot: QtBot
) -> None:
    """The menu that a single click opens waits for the second one; Qt alone takes the line."""
    where = point(preface, SEVEN.index("七"))
    qtbot.mouseClick(preface.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseDClick(preface.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseMove(preface.viewport(), where + QPoint(3, 0))
    qtbot.mouseRelease(preface.viewport(), Qt.MouseButton.LeftButton, pos=where)

    assert preface.textCursor().selectedText() == SEVEN[:-1]
    preface.offer_for_click()
    assert offered() == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("（二）收到申请17件，办结15件。", "17"),
        ("收费1，234.56元𠮷，", "234.56"),
        ("𠮷1,234件", "1,234"),
        ("（二）收到申请", "收到申请"),
        ("用OA系统", "OA"),
    ],
)
def test_a_double_click_selects_a_number_or_words(
    preface: ProseEditor, session: Session, qtbot: QtBot, text: str, word: str
) -> None:
    """So that what is typed next replaces it and no more."""
    session.set_text("preface", text)
    where = point(preface, qt_length(text[: text.index(word)]))
    qtbot.mouseDClick(preface.viewport(), Qt.MouseButton.LeftButton, pos=where)

    assert preface.textCursor().selectedText() == word


def test_a_click_offers_nothing_once_the_clerk_types(preface: ProseEditor, qtbot: QtBot) -> None:
    """Who clicks to write there is not kept from it."""
    where = point(preface, SEVEN.index("七"))
    qtbot.mouseClick(preface.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.keyClicks(preface, "1")

    preface.offer_for_click()
    assert offered() == []


def test_nothing_is_said_of_a_place_while_something_is_composed(preface: ProseEditor) -> None:
    """Qt would count what is composed as text."""
    where = point(preface, SEVEN.index("七"))
    QApplication.sendEvent(preface, QInputMethodEvent("shi", []))

    assert preface.findings_under(where) == []


def test_what_is_just_being_typed_is_checked_before_a_menu_opens(
    session: Session, preface: ProseEditor, qtbot: QtBot
) -> None:
    """So that the mend fits the text."""
    put(preface, 0)
    qtbot.keyClicks(preface, "ab")
    put(preface, SEVEN.index("七") + 2)
    preface.offer()
    menu = QApplication.activePopupWidget()
    menu.actions()[1].trigger()
    menu.close()

    assert session.report.text("preface") == "ab" + SEVEN.replace("七", "六")


def test_the_context_menu_speaks_chinese(preface: ProseEditor) -> None:
    """With the mends of the place on top."""
    where = point(preface, SEVEN.index("七"))
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, where, preface.viewport().mapToGlobal(where))
    QApplication.sendEvent(preface.viewport(), event)

    texts = [text.partition("\t")[0] for text in offered()]
    assert texts[1:] == ["改为“六”", "已核实…", "剪切", "复制", "粘贴", "全选"]


def test_the_message_is_shown_under_the_mouse(preface: ProseEditor) -> None:
    """In lines that wrap."""
    where = point(preface, SEVEN.index("七"))
    kind = QHelpEvent.Type.ToolTip
    event = QHelpEvent(kind, where, preface.viewport().mapToGlobal(where))
    QApplication.sendEvent(preface.viewport(), event)

    assert "写的是“七个部分”" in QToolTip.text()
    QToolTip.hideText()
