"""The first step, driven by keys."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.files.store import Store
from gkdesk.ui import dialogs
from gkdesk.ui.basics_page import BasicsPage
from gkdesk.ui.field import Field
from gkdesk.ui.prose_desk import ProseDesk
from gkdesk.ui.session import Session
from keyboard import retype
from reports import ORGAN, PROSE

Show = Callable[[QWidget], None]
OTHER = "叶城县山前镇人民政府"


@pytest.fixture
def page(session: Session, shown: Show) -> BasicsPage:
    """The first step on the screen."""
    made = BasicsPage(session)
    shown(made)
    return made


def field(page: BasicsPage, address: str) -> Field:
    """The field of an address."""
    return next(one for one in page.findChildren(Field) if one.address == address)


def test_the_fields_show_what_is_stored(page: BasicsPage) -> None:
    """Organ, year and signature of the new report."""
    assert field(page, "organ").text() == ORGAN
    assert field(page, "year").text() == "2024"
    assert field(page, "signature.organ").text() == ORGAN
    assert field(page, "signature.date").text() == ""


def test_the_signature_follows_the_organ_while_they_are_the_same(
    page: BasicsPage, session: Session, qtbot: QtBot
) -> None:
    """In one undo step; a signature of its own stays."""
    retype(qtbot, field(page, "organ"), OTHER)
    assert session.report.text("signature.organ") == OTHER

    session.undo()
    assert (field(page, "organ").text(), field(page, "signature.organ").text()) == (ORGAN, ORGAN)

    retype(qtbot, field(page, "signature.organ"), "党政办")
    retype(qtbot, field(page, "organ"), OTHER)
    assert session.report.text("signature.organ") == "党政办"


def test_the_organ_cannot_be_emptied(page: BasicsPage, session: Session, qtbot: QtBot) -> None:
    """A sentence says so, and the name is back."""
    retype(qtbot, field(page, "organ"), "  ")

    assert session.report.organ == ORGAN
    assert field(page, "organ").text() == ORGAN
    assert "不能空着" in field(page, "organ").fault.text()
    assert field(page, "organ").fault.isVisible()


@pytest.mark.parametrize("text", ["2019", "1", "去年", "", str(date.today().year + 2)])
def test_a_year_that_cannot_be_reported_on_is_set_back(
    page: BasicsPage, session: Session, qtbot: QtBot, text: str
) -> None:
    """With a sentence."""
    retype(qtbot, field(page, "year"), text)

    assert session.report.year == 2024
    assert field(page, "year").text() == "2024"
    assert field(page, "year").fault.isVisible()


def test_a_year_is_understood_in_full_width(
    page: BasicsPage, session: Session, qtbot: QtBot
) -> None:
    """The sentence of before is gone."""
    retype(qtbot, field(page, "year"), "x")
    retype(qtbot, field(page, "year"), "２０２３年")

    assert session.report.year == 2023
    assert field(page, "year").text() == "2023"
    assert not field(page, "year").fault.isVisible()


def test_spaces_around_a_name_go_from_the_field_as_well(
    page: BasicsPage, session: Session, qtbot: QtBot
) -> None:
    """The field shows what is stored, although that has not changed."""
    retype(qtbot, field(page, "organ"), f" {ORGAN} ")

    assert session.report.organ == field(page, "organ").text() == ORGAN


def test_a_year_of_another_report_is_set_back(
    page: BasicsPage, store: Store, session: Session, qtbot: QtBot
) -> None:
    """The store's sentence stands below the field."""
    store.create(ORGAN, 2023, "2021", {})
    retype(qtbot, field(page, "year"), "2023")

    assert session.report.year == 2024
    assert field(page, "year").text() == "2024"
    assert "已有一份" in field(page, "year").fault.text()


@pytest.mark.parametrize("text", ["2025-1-20", "2025年1月20日", "２０２５．１．２０"])
def test_a_date_is_stored_one_way_and_shown_as_printed(
    page: BasicsPage, session: Session, qtbot: QtBot, text: str
) -> None:
    """However it was typed."""
    retype(qtbot, field(page, "signature.date"), text)

    assert session.report.text("signature.date") == "2025-01-20"
    assert field(page, "signature.date").text() == "2025年1月20日"


def test_a_text_that_is_no_date_stays_in_the_field(
    page: BasicsPage, session: Session, qtbot: QtBot
) -> None:
    """Unstored, with a sentence; emptied, both are gone."""
    retype(qtbot, field(page, "signature.date"), "下周一")
    assert field(page, "signature.date").text() == "下周一"
    assert field(page, "signature.date").fault.isVisible()
    assert session.report.text("signature.date") == ""

    retype(qtbot, field(page, "signature.date"), "2025-1-20")
    retype(qtbot, field(page, "signature.date"), "")
    assert session.report.text("signature.date") == ""
    assert not field(page, "signature.date").fault.isVisible()


def test_a_date_can_be_taken_from_a_calendar(
    page: BasicsPage, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day that was chosen."""
    monkeypatch.setattr(dialogs, "ask_date", lambda parent, day: date(2025, 1, 21))
    calendar = next(one for one in page.findChildren(QPushButton) if one.text() == "日历…")
    qtbot.mouseClick(calendar, Qt.MouseButton.LeftButton)

    assert session.report.text("signature.date") == "2025-01-21"


def test_the_seal_is_a_check_box_that_undo_moves(
    page: BasicsPage, session: Session, qtbot: QtBot
) -> None:
    """Sealed unless said otherwise."""
    box = page.findChild(QCheckBox)
    assert box.isChecked()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not session.report.sealed

    session.undo()

    assert box.isChecked()


def test_the_contact_fields_open_when_they_are_wanted(
    page: BasicsPage, session: Session, qtbot: QtBot
) -> None:
    """Folded at first, for they are optional."""
    assert not field(page, "contact.phone").isVisible()
    page.go_to("contact.phone")
    retype(qtbot, field(page, "contact.phone"), "0998-1234567")

    assert session.report.text("contact.phone") == "0998-1234567"
    page.toggle_contact()
    assert not field(page, "contact.phone").isVisible()


def test_contact_that_is_filled_in_is_in_sight(store: Store, session: Session, shown: Show) -> None:
    """Nothing that was typed is hidden."""
    session.set_text("contact.office", "党政办")
    page = BasicsPage(session)
    shown(page)

    assert field(page, "contact.office").isVisible()


def test_what_stands_in_a_field_is_handed_over_before_leaving(
    page: BasicsPage, session: Session, qtbot: QtBot
) -> None:
    """Also without Enter."""
    field(page, "signature.organ").setFocus()
    qtbot.keyClicks(field(page, "signature.organ"), "X")
    page.commit()

    assert session.report.text("signature.organ") == ORGAN + "X"


def test_the_help_is_told_which_field_has_the_keyboard(page: BasicsPage, qtbot: QtBot) -> None:
    """By its address."""
    with qtbot.waitSignal(page.focus_changed) as caught:
        page.go_to("signature.date")
    assert caught.args == ["signature.date"]

    with qtbot.waitSignal(page.focus_changed) as caught:
        page.go_to("preface")
    assert caught.args == ["preface"]


def past(page: BasicsPage) -> dict[str, str]:
    """What stands beside the fields, by address."""
    return {
        one.address: one.past.text() for one in page.findChildren(Field) if not one.past.isHidden()
    }


def test_last_years_value_stands_beside_a_field_that_differs(
    second_session: Session, shown: Show, qtbot: QtBot
) -> None:
    """An empty one too; where nothing has changed there is nothing to say."""
    page = BasicsPage(second_session)
    shown(page)
    assert past(page) == {"signature.date": "上年：2025年1月20日"}

    retype(qtbot, field(page, "contact.phone"), "0998-1")
    assert past(page)["contact.phone"] == "上年：0998-7280012"

    second_session.undo()
    assert "contact.phone" not in past(page)


def test_the_opening_paragraph_has_last_years_at_its_side(
    second_session: Session, shown: Show
) -> None:
    """With its years moved on as a draft."""
    page = BasicsPage(second_session)
    shown(page)
    (desk,) = page.findChildren(ProseDesk)
    desk.draft()

    assert desk.past.isVisible()
    assert second_session.report.text("preface") == PROSE["preface"].replace("2024", "2025")


def test_without_last_year_the_page_is_as_it_was(page: BasicsPage) -> None:
    """Nothing beside the fields."""
    (desk,) = page.findChildren(ProseDesk)

    assert past(page) == {}
    assert not any(one.isVisible() for one in (desk.past, desk.take, desk.toggle))
