"""留痕: what was changed when, looked at and brought back."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.files.lookback import Then
from gkdesk.files.store import Store
from gkdesk.ui import dialogs, look, moments
from gkdesk.ui.history_list import MomentList
from gkdesk.ui.history_page import HistoryPage
from gkdesk.ui.history_view import HistoryView
from gkdesk.ui.session import Session
from reports import ORGAN

Show = Callable[[QWidget], None]
Open = Callable[..., HistoryPage]
CELL = "applications.new_received.natural_person"
OTHER = "applications.granted.natural_person"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many changes the clerk agreed to."""
    counts: list[int] = []

    def agree(parent: QWidget, when: str, differences: int) -> bool:
        counts.append(differences)
        return True

    monkeypatch.setattr(dialogs, "ask_bring_back", agree)
    return counts


@pytest.fixture
def opened(session: Session, shown: Show) -> Iterator[Open]:
    """A function that opens the history of what was typed."""
    session.set_text(CELL, "3")
    session.set_many({CELL: "4", OTHER: "4"}, "粘贴 2 格")
    session.set_text("overview", "收到4件。")
    made: list[HistoryPage] = []

    def open_page(focus: str, wanted: Then | None = None) -> HistoryPage:
        page = HistoryPage(session, look.POINTS, focus, wanted)
        look.dress(page, look.POINTS)
        shown(page)
        page.begin()
        made.append(page)
        return page

    yield open_page
    for page in made:
        page.end()


def listed(page: HistoryPage) -> list[str]:
    """The labels of the moments listed, newest first."""
    lines = page.findChild(MomentList).lines
    found = (lines.then(lines.index(row, 0)) for row in range(lines.rowCount()))
    return [one.label for one in found if one]


def words(page: HistoryPage) -> str:
    """All that is in sight in labels."""
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def button(page: HistoryPage, start: str) -> QPushButton:
    """The button whose text begins so."""
    return next(one for one in page.findChildren(QPushButton) if one.text().startswith(start))


def choose(page: HistoryPage, qtbot: QtBot, label: str) -> None:
    """Go down to a moment by keys."""
    view = page.findChild(MomentList)
    while view.current and view.current.label != label:
        qtbot.keyClick(view, Qt.Key.Key_Down)


def scopes(page: HistoryPage) -> QTabBar:
    """The names of what can be listed."""
    bars = page.findChildren(QTabBar)
    return next(one for one in bars if one.tabText(0) in ("本格", "本节", "全部"))


def test_it_begins_with_the_cell_in_focus(opened: Open, session: Session, qtbot: QtBot) -> None:
    """Then its section, then all; by keys."""
    page = opened(CELL)
    name = session.name_of(CELL)
    assert listed(page) == ["粘贴 2 格", name, "新建报告"]
    assert QApplication.focusWidget() is page.findChild(MomentList)

    scopes(page).setFocus()
    qtbot.keyClick(scopes(page), Qt.Key.Key_Right)
    assert listed(page) == ["粘贴 2 格", name, "新建报告"]
    qtbot.keyClick(scopes(page), Qt.Key.Key_Right)
    assert listed(page) == ["总体情况", "粘贴 2 格", name, "新建报告"]


@pytest.mark.parametrize(
    ("focus", "expected"),
    [
        (CELL, ["本格", "本节", "全部"]),
        ("overview", ["本节", "全部"]),
        ("signature.date", ["本格", "本节", "全部"]),
        ("basics", ["本节", "全部"]),
        ("review", ["全部"]),
    ],
)
def test_what_can_be_listed_depends_on_where_the_clerk_was(
    opened: Open, focus: str, expected: list[str]
) -> None:
    """A text is a section of its own; the last step is none."""
    tabs = scopes(opened(focus))

    assert [tabs.tabText(place) for place in range(tabs.count())] == expected


def test_a_moment_shows_what_it_changed_and_the_report_then(
    opened: Open, session: Session, qtbot: QtBot
) -> None:
    """With the section that it changed, and how much is another now."""
    page = opened("review")
    choose(page, qtbot, session.name_of(CELL))
    view = page.findChild(HistoryView)

    assert "空" in words(page)
    assert page.step == "applications"
    assert (view.report.text(CELL), view.report.text(OTHER)) == ("3", "")
    assert "与现在相比有 3 处不同" in words(page)


def test_the_whole_report_is_brought_back_as_one_undo_step(
    opened: Open, session: Session, qtbot: QtBot, asked: list[int]
) -> None:
    """Asked for by Enter; undo gives back what was."""
    told: list[tuple[str, str]] = []
    before = dict(session.report.texts)
    page = opened(CELL)
    page.brought_back.connect(lambda *args: told.append(args))
    choose(page, qtbot, session.name_of(CELL))
    at = page.findChild(MomentList).current.at
    when = moments.lasting(at.astimezone(), datetime.now().astimezone())
    qtbot.keyClick(page.findChild(MomentList), Qt.Key.Key_Return)

    assert asked == [3]
    assert told == [("overview", f"恢复到 {when}")]
    assert (session.report.text(CELL), session.report.text("overview")) == ("3", "")
    assert session.undo() == f"恢复到 {when}"
    assert dict(session.report.texts) == before


def test_only_the_cell_is_brought_back(opened: Open, session: Session, qtbot: QtBot) -> None:
    """The rest stays as it is, and the step says which cell."""
    page = opened(CELL)
    choose(page, qtbot, session.name_of(CELL))
    qtbot.mouseClick(button(page, "只恢复这一格"), Qt.MouseButton.LeftButton)

    assert (session.report.text(CELL), session.report.text(OTHER)) == ("3", "4")
    assert session.undo_label is not None
    assert session.undo_label.endswith(f"（{session.name_of(CELL)}）")


def test_only_the_section_in_sight_is_brought_back(
    opened: Open, session: Session, qtbot: QtBot
) -> None:
    """Whichever tab is chosen."""
    page = opened("review")
    choose(page, qtbot, "新建报告")
    tabs = next(one for one in page.findChildren(QTabBar) if one is not scopes(page))
    tabs.setCurrentIndex(1)
    qtbot.mouseClick(button(page, "只恢复这一节"), Qt.MouseButton.LeftButton)

    assert (session.report.text("overview"), session.report.text(CELL)) == ("", "4")


def test_nothing_is_brought_back_where_nothing_differs(opened: Open) -> None:
    """The newest moment is the present."""
    page = opened("review")

    assert "与现在相同" in words(page)
    assert not button(page, "恢复到这一刻").isEnabled()
    assert not button(page, "只恢复").isEnabled()


def test_a_clerk_who_does_not_agree_keeps_all(
    opened: Open, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written."""
    monkeypatch.setattr(dialogs, "ask_bring_back", lambda *_: False)
    page = opened("review")
    choose(page, qtbot, "新建报告")
    qtbot.keyClick(page.findChild(MomentList), Qt.Key.Key_Return)

    assert session.report.text(CELL) == "4"


def test_an_export_is_looked_at_and_tells_what_was_changed_since(
    opened: Open, session: Session, tmp_path: Path
) -> None:
    """From the last step."""
    session.export(tmp_path / "年报.docx")
    session.set_text(CELL, "5")
    page = opened("review", session.lookback.exports()[0])

    assert listed(page)[:2] == [session.name_of(CELL), "导出 Word：年报.docx"]
    assert page.findChild(MomentList).current.export is not None
    assert "此后的改动" in words(page)
    assert page.findChild(HistoryView).report.text(CELL) == "4"


def test_an_export_that_cannot_be_read_is_told(
    opened: Open, store: Store, session: Session, qtbot: QtBot
) -> None:
    """The other moments can be looked at all the same."""
    store.remember_export(1, "D:\\a.docx", draft=False, content='{"format": "x"}')
    page = opened("review")
    assert "这次导出的内容读不出来" in words(page)
    assert not button(page, "恢复到这一刻").isEnabled()

    choose(page, qtbot, "新建报告")
    assert button(page, "恢复到这一刻").isEnabled()


def test_an_empty_history_says_so(session: Session, shown: Show) -> None:
    """There is the beginning, and nothing to bring back."""
    page = HistoryPage(session, look.POINTS, CELL)
    shown(page)

    assert listed(page) == ["新建报告"]
    assert "这一格没有改动过。" in words(page)
    page.end()


def test_a_locked_store_is_a_sentence(
    opened: Open, session: Session, store: Store, qtbot: QtBot, told: list[str], asked: list[int]
) -> None:
    """While looking, and while bringing back."""
    page = opened("review")
    choose(page, qtbot, "新建报告")
    with sqlite3.connect(store.path, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        qtbot.mouseClick(button(page, "恢复到这一刻"), Qt.MouseButton.LeftButton)
        qtbot.keyClick(page.findChild(MomentList), Qt.Key.Key_Up)
        assert "数据读不出来" in words(page)
        page.show_scope()
        assert "数据读不出来" in words(page)
        other.execute("ROLLBACK")
    other.close()

    assert len(told) == 1
    assert "占用" in told[0]
    assert session.report.text(CELL) == "4"


def test_an_organ_that_another_report_has_by_now_is_refused(
    opened: Open, session: Session, store: Store, qtbot: QtBot, told: list[str], asked: list[int]
) -> None:
    """In a sentence; nothing is changed."""
    session.set_text("organ", "河园镇人民政府")
    store.create(ORGAN, 2024, "2021", {})
    page = opened("review")
    choose(page, qtbot, "新建报告")
    qtbot.mouseClick(button(page, "恢复到这一刻"), Qt.MouseButton.LeftButton)

    assert "已有一份" in told[0]
    assert session.report.organ == "河园镇人民政府"


def test_escape_goes_back(opened: Open, qtbot: QtBot) -> None:
    """From wherever the keyboard is."""
    page = opened(CELL)
    for widget in (page.findChild(MomentList), page.findChild(HistoryView).currentWidget()):
        widget.setFocus()
        with qtbot.waitSignal(page.left):
            qtbot.keyClick(widget, Qt.Key.Key_Escape)


def test_tab_goes_round_without_getting_lost(opened: Open, qtbot: QtBot) -> None:
    """Scopes, moments, sections, the report, both buttons."""
    page = opened(CELL)
    choose(page, qtbot, "新建报告")
    seen = set()
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())

    wanted = {button(page, "只恢复"), button(page, "恢复到"), scopes(page)}
    assert wanted | {page.findChild(HistoryView).currentWidget()} <= seen
    assert len(seen) <= 8
