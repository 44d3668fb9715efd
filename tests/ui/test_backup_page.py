"""「备份」."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clerk_at_store import Clock, type_in
from gkdesk.core.change import Change
from gkdesk.files.backups import list_backups, make_backup
from gkdesk.files.second_place import FOLDER, name_second_place, second_place
from gkdesk.files.store import Store
from gkdesk.paths import Places
from gkdesk.ui import dialogs
from gkdesk.ui.backup_page import BackupPage
from gkdesk.ui.folder_link import FolderLink
from reports import ORGAN
from stores import CELL, hold, names, spoil

Show = Callable[[QWidget], None]
Open = Callable[[], BackupPage]
PARAGRAPH = "（一）主动公开方面：全年公开120条。"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


@pytest.fixture
def backup(store: Store, places: Places) -> Path:
    """A backup of a report of 2023 and one of 2024, in which a colleague deleted a text since."""
    store.create(ORGAN, 2023, "2021", {"overview": "上年。"})
    report_id = store.create(ORGAN, 2024, "2021", {"overview": PARAGRAPH, CELL: "4"})
    made = make_backup(store, places.backups, Clock()())
    assert made is not None
    store.record(report_id, [Change("overview", PARAGRAPH, None)], "填写")
    return made.path


@pytest.fixture
def open_page(store: Store, places: Places, shown: Show, qtbot: QtBot) -> Iterator[Open]:
    """Give a function that puts the page on the screen, all backups looked into."""
    pages: list[BackupPage] = []

    def make() -> BackupPage:
        page = BackupPage(store, places)
        pages.append(page)
        shown(page)
        page.setFocus()
        settle(qtbot, page)
        return page

    yield make
    for page in pages:
        page.end()


def settle(qtbot: QtBot, page: BackupPage) -> None:
    """Wait until nothing is being looked at any more."""
    qtbot.waitUntil(lambda: not page.is_busy, timeout=20_000)


def texts(view: QWidget) -> list[list[str]]:
    """What the lines of a list say."""
    model = view.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def words(page: QWidget) -> str:
    """All that its labels say."""
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def button(page: QWidget, text: str) -> QPushButton:
    """The button to be seen that begins with this."""
    buttons = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    return next(one for one in buttons if one.text().startswith(text))


def click(qtbot: QtBot, page: QWidget, text: str) -> None:
    qtbot.mouseClick(button(page, text), Qt.MouseButton.LeftButton)


def agree(monkeypatch: pytest.MonkeyPatch, ask: str, answer: object = True) -> list[str]:
    """Answer a question; what it said."""
    said: list[str] = []

    def reply(parent: QWidget, *told: object) -> object:
        said.append("\n".join(map(str, told)))
        return answer

    monkeypatch.setattr(dialogs, ask, reply)
    return said


def overview(store: Store, year: int = 2024) -> str | None:
    """What the text of a report is now."""
    return store.answers(store.find(ORGAN, year)).get("overview")


def test_backups_are_listed_with_what_they_hold(
    store: Store, places: Places, backup: Path, open_page: Open
) -> None:
    """The newest first, a damaged one told."""
    clock = Clock()
    clock.forward(24 * 3600)
    made = make_backup(store, places.backups, clock())
    assert made is not None
    spoil(made.path, "上年。".encode(), "去年。".encode())
    page = open_page()

    when, held, state = texts(page.backups)[1]
    assert when.startswith("2025年1月10日 ")
    assert ":" in when
    assert held == f"2024、2023年度，3 项，{ORGAN}"
    assert state == "完好"
    assert texts(page.backups)[0][2] == "损坏"
    assert "已经损坏" in words(page.view)
    assert "不能恢复" in words(page.view)
    assert [one for one in page.view.findChildren(QPushButton) if one.isVisible()] == []


def test_the_backup_in_focus_shows_its_reports_beside_the_present_ones(
    store: Store, backup: Path, open_page: Open
) -> None:
    """Older, the same, missing; where they differ, a lost text first."""
    store.create(ORGAN, 2025, "2021", {})
    store.record(1, [Change("year", "2023", "2022")], "填写")
    page = open_page()
    lines = texts(page.view.reports)

    assert [(line[0], line[2], line[3]) for line in lines] == [
        (f"2024年度 {ORGAN}", "2", "比现在的旧，1 处不同"),
        (f"2023年度 {ORGAN}", "1", "现在没有"),
    ]
    assert f"（备份里 {len(PARAGRAPH)} 字，现在 0 字）" in words(page.view)
    assert f"现在有、这份备份里没有：{ORGAN}2022年度、{ORGAN}2025年度" in words(page.view)


def test_it_is_driven_by_keys(backup: Path, open_page: Open, qtbot: QtBot) -> None:
    """Arrows choose, Enter goes on to the reports, Tab to the buttons, Esc goes back."""
    page = open_page()
    assert page.backups.hasFocus()
    qtbot.keyClick(page.backups, Qt.Key.Key_Return)
    assert page.view.reports.hasFocus()
    order = []
    for _ in range(10):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        order.append(focus.text() if isinstance(focus, QPushButton) else type(focus).__name__)

    assert order == [
        "只取回 2024 年度这一份报告…",
        "恢复这份备份…",
        "选择…",
        "FolderLink",
        "← 返回",
        "立即备份",
        "打开别处的备份…",
        "FolderLink",
        "LineList",
        "LineList",
    ]
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page.backups, Qt.Key.Key_Escape)


def test_backing_up_now(store: Store, places: Places, open_page: Open, qtbot: QtBot) -> None:
    """It says what came of it; nothing is made where nothing changed, or where nothing is."""
    page = open_page()
    click(qtbot, page, "立即备份")
    settle(qtbot, page)
    assert "还没有报告" in words(page)
    store.create(ORGAN, 2024, "2021", {})

    click(qtbot, page, "立即备份")
    qtbot.waitUntil(lambda: "已备份，检查完好" in words(page))
    settle(qtbot, page)
    assert [line[2] for line in texts(page.backups)] == ["完好"]

    click(qtbot, page, "立即备份")
    qtbot.waitUntil(lambda: "没有改动" in words(page))
    assert len(names(places.backups)) == 1


def test_a_backup_that_is_made_meanwhile_is_listed(
    store: Store, places: Places, backup: Path, open_page: Open, qtbot: QtBot
) -> None:
    """What the clerk looks at stays in focus: the backup, and the report in it."""
    page = open_page()
    page.view.reports.selectRow(1)
    clock = Clock()
    clock.forward(1800)
    assert make_backup(store, places.backups, clock()) is not None

    page.look_again()
    settle(qtbot, page)

    assert [line[2] for line in texts(page.backups)] == ["完好", "完好"]
    assert page.backups.currentIndex().row() == 1
    assert page.view.line is not None
    assert page.view.line.copy.path == backup
    assert page.view.current is not None
    assert page.view.current.report.year == 2023


def test_restoring_says_what_will_happen_and_does_it(
    store: Store,
    places: Places,
    backup: Path,
    open_page: Open,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The present data are kept, listed, and can be restored in their turn."""
    store.create(ORGAN, 2025, "2021", {})
    page = open_page()
    asked = agree(monkeypatch, "ask_restore")
    with qtbot.waitSignal(page.restored):
        click(qtbot, page, "恢复这份备份")
    settle(qtbot, page)

    assert f"{ORGAN}2024年度：变成今天 " in asked[0]
    assert "1 处不同" in asked[0]
    assert f"{ORGAN}2025年度：备份里没有" in asked[0]
    assert f"{ORGAN}2023年度：不变" in asked[0]
    assert overview(store) == PARAGRAPH
    assert store.find(ORGAN, 2025) is None
    (before,) = places.data.glob("gkdesk-恢复前-*.sqlite3")
    assert str(before) in words(page)
    assert texts(page.backups)[0][1].startswith("恢复前另存：2023—2025年度")
    assert page.view.line.copy.path == backup

    qtbot.keyClick(page.backups, Qt.Key.Key_Up)
    with qtbot.waitSignal(page.restored):
        click(qtbot, page, "恢复这份备份")
    assert overview(store) is None
    assert store.find(ORGAN, 2025) is not None


def test_restoring_nothing_unless_the_clerk_agrees(
    store: Store,
    places: Places,
    backup: Path,
    open_page: Open,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing is written."""
    page = open_page()
    agree(monkeypatch, "ask_restore", False)
    click(qtbot, page, "恢复这份备份")

    assert overview(store) is None
    assert list(places.data.glob("gkdesk-恢复前-*")) == []


def test_a_restoring_that_fails_leaves_the_present_data_open(
    store: Store,
    places: Places,
    backup: Path,
    open_page: Open,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    told: list[str],
) -> None:
    """A virus scanner holds the file; it is said, and work goes on."""
    page = open_page()
    agree(monkeypatch, "ask_restore")
    hold(monkeypatch, places.store)
    click(qtbot, page, "恢复这份备份")

    assert "原来的数据没有改动" in told[0]
    assert overview(store) is None
    type_in(store, 2, "overview", "乙")
    assert overview(store) == "乙"


def test_a_store_that_cannot_be_opened_again_is_given_up(
    store: Store,
    places: Places,
    backup: Path,
    open_page: Open,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The window can only be closed; everything is on the disk."""
    page = open_page()
    agree(monkeypatch, "ask_restore")
    blockers: list[sqlite3.Connection] = []

    def lock() -> None:
        blockers.append(sqlite3.connect(places.store, isolation_level=None))
        blockers[0].execute("BEGIN EXCLUSIVE")

    hold(monkeypatch, places.store, first=lock)
    with qtbot.waitSignal(page.lost, timeout=20_000) as lost:
        click(qtbot, page, "恢复这份备份")
    blockers[0].execute("ROLLBACK")
    blockers[0].close()

    assert "请关闭本程序" in lost.args[0]
    with Store.open(places.store) as again:
        assert overview(again) is None


def test_one_report_is_taken_back_alone(
    store: Store, backup: Path, open_page: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one step that can be undone; the other reports stay as they are now."""
    type_in(store, 1, "overview", "新写的。")
    page = open_page()
    asked = agree(monkeypatch, "ask_take_back")
    qtbot.keyClick(page.backups, Qt.Key.Key_Return)
    qtbot.keyClick(page.view.reports, Qt.Key.Key_Return)

    assert f"备份里 {len(PARAGRAPH)} 字，现在 0 字" in asked[0]
    assert overview(store) == PARAGRAPH
    assert overview(store, 2023) == "新写的。"
    assert "已取回" in words(page)
    assert texts(page.view.reports)[0][3] == "相同"
    assert store.undo_label(2).startswith("从备份取回（")
    store.undo(2)
    assert overview(store) is None


def test_a_missing_report_is_taken_back_as_a_new_one(
    store: Store, backup: Path, open_page: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing has to be asked: nothing is lost by it."""
    store.record(1, [Change("year", "2023", "2022")], "填写")
    page = open_page()
    asked = agree(monkeypatch, "ask_take_back")
    page.view.reports.setFocus()
    qtbot.keyClick(page.view.reports, Qt.Key.Key_Down)
    click(qtbot, page, "只取回 2023 年度")

    assert overview(store, 2023) == "上年。"
    assert overview(store, 2022) == "上年。"
    assert asked == []


def test_a_report_that_is_the_same_is_not_offered(
    backup: Path, open_page: Open, qtbot: QtBot, store: Store
) -> None:
    """Neither by the button nor by Enter."""
    page = open_page()
    qtbot.keyClick(page.backups, Qt.Key.Key_Return)
    qtbot.keyClick(page.view.reports, Qt.Key.Key_Down)

    assert not button(page, "只取回 2023").isEnabled()
    qtbot.keyClick(page.view.reports, Qt.Key.Key_Return)
    assert len(store.reports()) == 2


def test_a_second_place_is_named_and_given_up(
    store: Store,
    backup: Path,
    open_page: Open,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """A folder of its own is made on the stick, and gets the newest backup at once."""
    stick = tmp_path_factory.mktemp("U盘")
    page = open_page()
    assert "第二备份位置：未设置" in words(page)
    agree(monkeypatch, "ask_second_place", stick)
    click(qtbot, page, "选择…")
    qtbot.waitUntil(lambda: f"{stick / FOLDER}（最近一份" in words(page))
    assert second_place(store) == stick / FOLDER
    assert len(list_backups(stick / FOLDER)) == 1

    click(qtbot, page, "不再使用")
    assert "第二备份位置：未设置" in words(page)
    assert second_place(store) is None
    assert len(list_backups(stick / FOLDER)) == 1


def test_a_missing_second_place_is_told(
    store: Store, backup: Path, open_page: Open, tmp_path: Path
) -> None:
    """In plain words."""
    name_second_place(store, tmp_path / "U盘" / FOLDER)

    assert "找不到（U盘没有插上）" in words(open_page())


def test_a_second_place_among_the_data_is_refused(
    store: Store,
    places: Places,
    open_page: Open,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    told: list[str],
) -> None:
    """It would go with them."""
    places.backups.mkdir()
    agree(monkeypatch, "ask_second_place", places.backups)
    click(qtbot, open_page(), "选择…")

    assert "请换一个位置" in told[0]
    assert second_place(store) is None


def test_restoring_leaves_the_second_place_as_it_is(
    store: Store,
    backup: Path,
    open_page: Open,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """It was named after that backup was made."""
    name_second_place(store, tmp_path / "U盘")
    page = open_page()
    agree(monkeypatch, "ask_restore")
    click(qtbot, page, "恢复这份备份")

    assert overview(store) == PARAGRAPH
    assert second_place(store) == tmp_path / "U盘"


def test_a_backup_from_elsewhere_is_looked_at(
    places: Places,
    backup: Path,
    open_page: Open,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """On a new PC, from a stick; a file of another kind is refused in words."""
    stick = tmp_path_factory.mktemp("U盘")
    moved = backup.rename(stick / backup.name)
    page = open_page()
    assert texts(page.backups) == []
    agree(monkeypatch, "ask_backup", moved)
    click(qtbot, page, "打开别处的备份")
    settle(qtbot, page)
    assert texts(page.backups)[0][2] == "完好"
    assert len(texts(page.view.reports)) == 2

    word = stick / "年报.docx"
    word.write_bytes(b"PK\x03\x04" * 99)
    agree(monkeypatch, "ask_backup", word)
    click(qtbot, page, "打开别处的备份")
    settle(qtbot, page)
    assert texts(page.backups)[0][2] == "不能用"
    assert "不是本程序的备份，或者已经损坏" in words(page.view)


def test_many_backups_leave_the_window_alive(
    store: Store, places: Places, backup: Path, shown: Show, qtbot: QtBot
) -> None:
    """They are listed before they are looked into."""
    for number in range(2, 31):
        (places.backups / f"备份-{number:06}-20250110-160000.sqlite3").write_bytes(
            backup.read_bytes()
        )
    page = BackupPage(store, places)
    states = [line[2] for line in texts(page.backups)]
    assert len(states) == 30
    assert set(states) == {"检查中…"}
    shown(page)
    settle(qtbot, page)

    assert {line[2] for line in texts(page.backups)} == {"完好"}
    page.end()


def test_where_all_lies_is_explained(places: Places, open_page: Open) -> None:
    """With links to both folders."""
    links = [one.text() for one in open_page().findChildren(FolderLink)]

    assert any(str(places.backups) in one for one in links)
    assert any(f">{places.data}<" in one for one in links)


@pytest.mark.parametrize(("width", "is_beside"), [(1366, True), (911, True), (600, False)])
def test_narrow_windows_show_a_backup_below_the_list(
    backup: Path, open_page: Open, qtbot: QtBot, width: int, is_beside: bool
) -> None:
    """As large texts do; nothing is cut off at the side."""
    page = open_page()
    page.resize(width, 512)
    qtbot.waitUntil(lambda: (page.view.x() > page.backups.x()) is is_beside)

    assert page.view.mapTo(page, page.view.rect().bottomRight()).x() < width
