"""The page of a prose section."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.ui.prose_page import ProsePage
from gkdesk.ui.session import Session

Show = Callable[[QWidget], None]


def visible_texts(page: QWidget, kind: type[QLabel] | type[QPushButton]) -> list[str]:
    """What the labels or buttons of a page say, those in sight."""
    return [one.text() for one in page.findChildren(kind) if one.isVisible()]


def button(page: QWidget, text: str) -> QPushButton:
    """The button that says this."""
    return next(one for one in page.findChildren(QPushButton) if one.text() == text)


@pytest.fixture
def page(session: Session, shown: Show) -> ProsePage:
    """The page of section one."""
    made = ProsePage(session, "overview")
    shown(made)
    return made


def test_the_missing_official_parts_are_named(page: ProsePage, session: Session) -> None:
    """Each on a button; what was written is no longer among them."""
    labels = [part.label for part in session.form.section("overview").parts]
    assert visible_texts(page, QPushButton) == [f"＋ {label}" for label in labels]

    page.editor.insert("（一）主动公开方面：甲。", "")

    assert visible_texts(page, QPushButton) == [f"＋ {label}" for label in labels[1:]]


def test_a_missing_part_is_written_by_a_click(
    page: ProsePage, session: Session, qtbot: QtBot
) -> None:
    """Numbered on, the cursor behind it, one undo step."""
    page.editor.insert("（一）主动公开方面：甲。", "")
    labels = [part.label for part in session.form.section("overview").parts]
    qtbot.mouseClick(button(page, f"＋ {labels[1]}"), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.editor, "x")
    page.commit()

    text = f"（一）主动公开方面：甲。\n（二）{labels[1]}方面："
    assert session.report.text("overview") == text + "x"
    session.undo()
    assert page.editor.text == text
    session.undo()
    assert page.editor.text == "（一）主动公开方面：甲。"


def test_all_five_parts_are_praised(page: ProsePage, session: Session) -> None:
    """In one quiet line."""
    for part in session.form.section("overview").parts:
        page.add_part(part.label)

    assert "5 个方面都有了" in visible_texts(page, QLabel)


def test_characters_are_counted_without_spaces(page: ProsePage, qtbot: QtBot) -> None:
    """As Word counts them."""
    page.editor.insert("甲 乙\n丙", "")

    assert "共 3 字" in visible_texts(page, QLabel)


def test_a_sections_example_is_put_in_as_text(session: Session, shown: Show, qtbot: QtBot) -> None:
    """It can be taken back, and changed like any other text."""
    page = ProsePage(session, "other_matters")
    shown(page)
    qtbot.mouseClick(button(page, "插入示例"), Qt.MouseButton.LeftButton)

    assert session.report.text("other_matters") == session.form.section("other_matters").example
    session.undo()
    assert page.editor.text == ""


def test_a_section_without_example_offers_none(session: Session, shown: Show) -> None:
    """And one without official parts asks for none."""
    page = ProsePage(session, "problems_and_improvement")
    shown(page)

    assert visible_texts(page, QPushButton) == []
    assert session.form.section("problems_and_improvement").label in visible_texts(page, QLabel)


def test_going_to_the_page_gives_the_editor_the_keyboard(page: ProsePage) -> None:
    """With the place of a finding selected."""
    page.editor.insert("甲乙丙", "")
    page.go_to("overview", (1, 2))

    assert page.editor.hasFocus()
    assert page.editor.textCursor().selectedText() == "乙"


def test_the_text_grows_with_the_text_size(page: ProsePage) -> None:
    """A little larger than the labels around it."""
    page.set_text_size(14)

    assert page.editor.font().pointSize() == 15


def test_a_second_year_offers_last_years_text(second_session: Session, shown: Show) -> None:
    """In the head of the page, beside the example."""
    page = ProsePage(second_session, "other_matters")
    shown(page)

    assert visible_texts(page, QPushButton) == ["插入示例", "用上年文字起草", "▾ 上年文字"]
