"""The start page: the list of reports, and the ways to begin one."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gkdesk.files.store import Store
from gkdesk.paths import Places
from gkdesk.ui import dialogs, outside
from gkdesk.ui.folder_link import FolderLink
from gkdesk.ui.new_report import IsStored, NewReport
from gkdesk.ui.start_page import StartPage
from reports import ORGAN

Show = Callable[[QWidget], None]


@pytest.fixture
def make_page(store: Store, tmp_path: Path, shown: Show) -> Callable[[], StartPage]:
    """Give a function that puts the start page on the screen."""

    def make() -> StartPage:
        page = StartPage(store, Places(tmp_path))
        shown(page)
        return page

    return make


def button(page: StartPage, text: str) -> QPushButton:
    """The button that says this."""
    return next(one for one in page.findChildren(QPushButton) if one.text() == text)


def click(qtbot: QtBot, page: StartPage, text: str) -> list[int]:
    """Click a button; the reports that were to be opened by that."""
    opened: list[int] = []
    page.opened.connect(opened.append)
    qtbot.mouseClick(button(page, text), Qt.MouseButton.LeftButton)
    return opened


def answer_new(monkeypatch: pytest.MonkeyPatch, organ: str, year: int) -> list[tuple[str, int]]:
    """Answer the dialog for a new report; what it proposed."""
    proposed: list[tuple[str, int]] = []

    def ask(
        parent: QWidget, organ_then: str, year_then: int, years: range, is_stored: IsStored
    ) -> NewReport:
        proposed.append((organ_then, year_then))
        return NewReport(organ, year)

    monkeypatch.setattr(dialogs, "ask_new_report", ask)
    return proposed


def test_the_first_time_it_says_what_to_do(make_page: Callable[[], StartPage]) -> None:
    """In friendly words, with the place of the data, and the button in focus."""
    page = make_page()
    words = "".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())

    assert "第一次使用" in words
    assert "数据保存在" in words
    assert "可以把整个文件夹复制到U盘留底" in words
    assert not page.view.isVisible()
    page.setFocus()
    assert button(page, "新建年报").hasFocus()


def test_reports_are_listed_the_one_changed_last_first(
    store: Store, make_page: Callable[[], StartPage], qtmodeltester: ModelTester
) -> None:
    """With organ, year, last change and last export."""
    store.create(ORGAN, 2023, "2021", {})
    exported = store.create(ORGAN, 2024, "2021", {})
    store.remember_export(exported, "/甲.docx", draft=False, content="{}")
    page = make_page()
    model = page.view.model()
    cells = [[model.index(row, column).data() for column in range(4)] for row in range(2)]

    assert [line[:2] for line in cells] == [[ORGAN, "2024"], [ORGAN, "2023"]]
    assert cells[0][3].startswith("今天 ")
    assert cells[1][3] == "未导出"
    qtmodeltester.check(model)


def test_enter_and_double_click_open_a_report(
    store: Store, make_page: Callable[[], StartPage], qtbot: QtBot
) -> None:
    """The one in the line."""
    first = store.create(ORGAN, 2023, "2021", {})
    second = store.create(ORGAN, 2024, "2021", {})
    page = make_page()
    opened: list[int] = []
    page.opened.connect(opened.append)
    page.setFocus()

    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    place = page.view.visualRect(page.view.model().index(0, 0)).center()
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert opened == [second, first, second]


def test_a_new_report_defaults_to_last_year_and_the_last_organ(
    store: Store,
    make_page: Callable[[], StartPage],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And is opened at once, signed by its organ."""
    store.create(ORGAN, 2021, "2021", {})
    proposed = answer_new(monkeypatch, "山前镇人民政府", 2024)
    (opened,) = click(qtbot, make_page(), "新建年报")

    assert proposed == [(ORGAN, date.today().year - 1)]
    assert store.report(opened).organ == "山前镇人民政府"
    assert store.answers(opened) == {"signature.organ": "山前镇人民政府"}


@pytest.mark.parametrize("wanted", [True, False])
def test_a_report_that_is_there_is_offered_instead(
    store: Store,
    make_page: Callable[[], StartPage],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    wanted: bool,
) -> None:
    """There are never two of one organ and year."""
    there = store.create(ORGAN, 2024, "2021", {})
    answer_new(monkeypatch, ORGAN, 2024)
    monkeypatch.setattr(dialogs, "ask_open_existing", lambda parent, organ, year: wanted)

    assert click(qtbot, make_page(), "新建年报") == ([there] if wanted else [])
    assert len(store.reports()) == 1


def test_giving_up_the_new_report_does_nothing(
    store: Store,
    make_page: Callable[[], StartPage],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing is stored."""
    monkeypatch.setattr(dialogs, "ask_new_report", lambda *arguments: None)

    assert click(qtbot, make_page(), "新建年报") == []
    assert store.reports() == []


def test_the_sample_is_opened_and_stored_once(
    store: Store, make_page: Callable[[], StartPage], qtbot: QtBot
) -> None:
    """It is a report like any other."""
    page = make_page()
    (first,) = tuple(click(qtbot, page, "打开样例"))
    page.refresh()

    assert click(qtbot, page, "打开样例") == [first]
    assert len(store.reports()) == 1


def test_reports_are_taken_in_from_files_and_from_the_clipboard(
    make_page: Callable[[], StartPage], qtbot: QtBot
) -> None:
    """By buttons and by Ctrl+V; the window does the rest."""
    page = make_page()
    wanted: list[str] = []
    page.files_wanted.connect(lambda: wanted.append("files"))
    page.paste_wanted.connect(lambda: wanted.append("paste"))
    click(qtbot, page, "导入往年报告…")
    click(qtbot, page, "粘贴")
    qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert wanted == ["files", "paste", "paste"]


def test_what_was_taken_in_is_said_and_its_line_chosen(
    store: Store, make_page: Callable[[], StartPage]
) -> None:
    """Quietly, until the list is shown the next time."""
    there = store.create(ORGAN, 2023, "2021", {})
    store.create(ORGAN, 2024, "2021", {})
    page = make_page()
    page.tell_kept(there, "已存入：甲")
    said = next(one for one in page.findChildren(QLabel) if one.text() == "已存入：甲")

    assert page.view.currentIndex().row() == 1
    assert said.isVisible()
    page.refresh()
    assert not said.isVisible()


def test_the_link_to_the_data_folder_is_reached_by_tab(
    make_page: Callable[[], StartPage],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    """And opens it by Enter, for who wants to copy the one file to a stick."""
    opened: list[Path] = []
    monkeypatch.setattr(outside, "open_folder", lambda parent, folder: opened.append(folder))
    page = make_page()
    page.setFocus()
    for _ in range(12):
        if isinstance(QApplication.focusWidget(), FolderLink):
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert opened == [tmp_path]


def test_the_backups_are_one_click_away(make_page: Callable[[], StartPage], qtbot: QtBot) -> None:
    """Also before there is a report: on a new PC."""
    page = make_page()
    with qtbot.waitSignal(page.backups_wanted):
        click(qtbot, page, "备份…")


def test_a_store_out_of_reach_is_told_in_words(
    store: Store,
    tmp_path: Path,
    make_page: Callable[[], StartPage],
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    """The list stays as it was; a new report is asked for and then refused."""
    store.create(ORGAN, 2024, "2021", {})
    page = make_page()
    answer_new(monkeypatch, "山前镇人民政府", 2025)
    blocker = sqlite3.connect(tmp_path / "gkdesk.sqlite3", isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    page.refresh()
    fresh = make_page()
    assert click(qtbot, page, "新建年报") == []
    blocker.execute("ROLLBACK")
    blocker.close()

    assert [one for one in told if "占用" in one] == told
    assert len(told) == 3
    assert page.view.model().rowCount() == 1
    assert "第一次使用" not in [one.text() for one in fresh.findChildren(QLabel) if one.isVisible()]


def next_button(page: StartPage) -> QPushButton:
    """The button that goes on from the line in focus."""
    return next(one for one in page.findChildren(QPushButton) if one.text().endswith(" 年年报"))


def test_the_year_after_the_line_in_focus_is_one_click_away(
    store: Store, make_page: Callable[[], StartPage], qtbot: QtBot
) -> None:
    """The button names the year; the new report has the contact of the old one, and is opened."""
    first = {"contact.phone": "0998-7280012", "applications.carried_forward.other_org": "4"}
    store.create(ORGAN, 2022, "2021", first)
    store.create("山前镇人民政府", 2023, "2021", {})
    page = make_page()
    page.setFocus()
    assert next_button(page).text() == "新建 2024 年年报"
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert next_button(page).text() == "新建 2023 年年报"

    (opened,) = click(qtbot, page, "新建 2023 年年报")

    assert (store.report(opened).organ, store.report(opened).year) == (ORGAN, 2023)
    assert store.answers(opened)["contact.phone"] == "0998-7280012"
    assert store.answers(opened)["applications.carried_over.other_org"] == "4"


def test_a_year_that_is_there_or_too_far_away_cannot_be_begun(
    store: Store, make_page: Callable[[], StartPage], qtbot: QtBot
) -> None:
    """Next year's report may be begun, that of the year after may not."""
    this_year = date.today().year
    store.create(ORGAN, this_year + 1, "2021", {})
    store.create(ORGAN, this_year, "2021", {})
    page = make_page()
    page.setFocus()
    assert not next_button(page).isEnabled()
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert not next_button(page).isEnabled()

    store.create("山前镇人民政府", this_year, "2021", {})
    page.refresh()
    assert next_button(page).isEnabled()


def test_the_year_after_an_old_report_needs_a_form(
    store: Store, make_page: Callable[[], StartPage], qtbot: QtBot
) -> None:
    """That of 2020 hands on to 2021; that of 2019 to a year that cannot be filled in."""
    store.create(ORGAN, 2019, "2019", {})
    store.create("山前镇人民政府", 2020, "2019", {})
    page = make_page()
    page.setFocus()

    assert next_button(page).isEnabled()
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert not next_button(page).isEnabled()


def test_without_reports_there_is_no_year_after(make_page: Callable[[], StartPage]) -> None:
    """The first time there is nothing to go on from."""
    page = make_page()

    assert not [
        one for one in page.findChildren(QPushButton) if one.text() == "" and one.isVisible()
    ]


def test_a_new_report_is_made_from_last_years(
    store: Store,
    make_page: Callable[[], StartPage],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also when organ and year are typed into the dialog."""
    store.create(ORGAN, 2023, "2021", {"contact.phone": "0998-7280012"})
    answer_new(monkeypatch, ORGAN, 2024)
    (opened,) = click(qtbot, make_page(), "新建年报")

    assert store.answers(opened)["contact.phone"] == "0998-7280012"
