"""「导入往年报告」."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gkdesk.core import exchange
from gkdesk.core.report import Remark, Report
from gkdesk.files import shipped
from gkdesk.files.beginnings import begin_from
from gkdesk.files.reading import Reading
from gkdesk.files.recognise.report import NO_ORGAN
from gkdesk.files.store import Store
from gkdesk.files.stored import load_report
from gkdesk.ui import dialogs, look
from gkdesk.ui.field import Field
from gkdesk.ui.import_list import FileLines, ImportedFile
from gkdesk.ui.import_page import ImportPage
from gkdesk.ui.incoming import Incoming, of_files
from gkdesk.ui.reading_review import ReadingReview
from keyboard import press_keys, retype, type_in
from reports import ORGAN, sound_report
from systems import WINDOWS

DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"
CLEAN = DOCUMENTS / "huaian_2024.official-template.docx"
OLD_ROW = DOCUMENTS / "hongze_2024.pdf"
WHOSE = "淮安市人民政府"
CELL = "applications.granted.natural_person"
Show = Callable[[QWidget], None]


@pytest.fixture
def page(store: Store, shown: Show) -> Iterator[ImportPage]:
    """An import with nothing in it yet."""
    made = ImportPage(store, look.POINTS)
    shown(made)
    yield made
    made.end()


def data_file(folder: Path, report: Report, name: str = "去年.json") -> Path:
    """A data file of a report."""
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(exchange.dump(report), "utf-8")
    return file


def read(qtbot: QtBot, page: ImportPage, *files: Path) -> None:
    """Take files in, and wait until all are read or refused."""
    page.add(of_files(files))
    qtbot.waitUntil(lambda: not {"waiting", "reading"} & set(states(page)), timeout=20_000)


def review(qtbot: QtBot, page: ImportPage, file: Path) -> ReadingReview:
    """Take one file in; the review that follows by itself."""
    read(qtbot, page, file)
    assert page.review is not None
    return page.review


def states(page: ImportPage) -> list[str]:
    """How far each file is."""
    return [one.state for one in page._files]


def lines(page: ImportPage) -> list[str]:
    """What the list says of each file."""
    model = page.file_list.view.model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def words(page: QWidget) -> str:
    """All that its labels say."""
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def click(qtbot: QtBot, page: QWidget, text: str) -> None:
    """Click a button that is there to be clicked."""
    buttons = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    qtbot.mouseClick(next(one for one in buttons if one.text() == text), Qt.MouseButton.LeftButton)


def heard(page: ImportPage) -> list[tuple[object, ...]]:
    """What the page tells from now on."""
    events: list[tuple[object, ...]] = []
    page.left.connect(lambda: events.append(("left",)))
    page.kept.connect(lambda *told: events.append(("kept", *told)))
    page.opened.connect(lambda number: events.append(("opened", number)))
    return events


def test_one_readable_file_is_looked_at_at_once(page: ImportPage, qtbot: QtBot) -> None:
    """The list was not to be seen before."""
    page.add(of_files([CLEAN]))
    assert not page.file_list.isVisible()
    qtbot.waitUntil(lambda: page.review is not None)

    assert "没有疑问" in words(page)


def test_a_slow_file_shows_how_far_it_is(page: ImportPage, qtbot: QtBot) -> None:
    """And leads to the review when it is read."""
    go_on = Event()

    def wait() -> Reading:
        go_on.wait(10)
        return Reading(sound_report())

    page.add([Incoming("慢.pdf", wait)])
    qtbot.waitUntil(page.file_list.isVisible)
    assert "正在读取 1/1" in words(page)
    assert lines(page) == ["正在读取…"]
    go_on.set()
    qtbot.waitUntil(lambda: page.review is not None)


def test_nothing_is_stored_before_the_clerk_agrees(
    page: ImportPage, store: Store, qtbot: QtBot
) -> None:
    """Leaving by Esc asks nothing where nothing was corrected."""
    events = heard(page)
    shown = review(qtbot, page, CLEAN)
    assert store.reports() == []
    qtbot.keyClick(shown.part, Qt.Key.Key_Escape)

    assert events == [("left",)]
    assert store.reports() == []


@pytest.mark.parametrize("leave", [True, False])
def test_leaving_asks_once_where_something_was_corrected(
    page: ImportPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, leave: bool
) -> None:
    """What is still being typed counts."""
    asked: list[QWidget] = []
    monkeypatch.setattr(dialogs, "ask_leave_import", lambda parent: asked.append(parent) or leave)
    events = heard(page)
    shown = review(qtbot, page, CLEAN)
    shown.go_to(CELL)
    press_keys(qtbot, "7")
    click(qtbot, page, "← 返回")

    assert len(asked) == 1
    assert events == ([("left",)] if leave else [])


def test_escape_in_an_open_cell_only_drops_what_is_typed(page: ImportPage, qtbot: QtBot) -> None:
    """The second one leaves."""
    events = heard(page)
    shown = review(qtbot, page, CLEAN)
    shown.go_to(CELL)
    press_keys(qtbot, "7")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert shown.report.text(CELL) == "1288"
    assert events == []
    qtbot.keyClick(shown.part, Qt.Key.Key_Escape)
    assert events == [("left",)]


def test_the_report_is_stored_as_it_was_corrected(
    page: ImportPage, store: Store, qtbot: QtBot
) -> None:
    """Also what is still being typed."""
    events = heard(page)
    shown = review(qtbot, page, CLEAN)
    shown.go_to(CELL)
    press_keys(qtbot, "7")
    click(qtbot, page, "存入")

    (kept,) = store.reports()
    assert (kept.organ, kept.year) == (WHOSE, 2024)
    assert store.answers(kept.id)[CELL] == "7"
    assert events == [("kept", kept.id, f"已存入：{WHOSE}2024年度报告")]


def test_one_click_stores_it_and_makes_the_next(
    page: ImportPage, store: Store, qtbot: QtBot
) -> None:
    """With what was carried forward."""
    events = heard(page)
    carried = load_figure(review(qtbot, page, CLEAN), "applications.carried_forward.natural_person")
    click(qtbot, page, "存入并新建 2025 年年报")

    following = store.find(WHOSE, 2025)
    assert following is not None
    assert events == [("opened", following)]
    assert store.answers(following)["applications.carried_over.natural_person"] == carried
    assert page.is_done


def load_figure(shown: ReadingReview, address: str) -> str:
    """A figure as it was read."""
    return shown.report.text(address)


def test_a_year_after_that_is_there_is_not_offered(
    page: ImportPage, store: Store, qtbot: QtBot
) -> None:
    """Nor one that is too far ahead; another organ may have it."""
    store.create(WHOSE, 2025, "2021", {})
    shown = review(qtbot, page, CLEAN)
    assert "存入并新建 2025 年年报" not in visible_buttons(shown)
    field = next(one for one in shown.findChildren(Field) if one.address == "organ")
    retype(qtbot, field, "山前镇人民政府")
    assert "存入并新建 2025 年年报" in visible_buttons(shown)

    year = next(one for one in shown.findChildren(Field) if one.address == "year")
    retype(qtbot, year, str(date.today().year + 1))
    assert not [one for one in visible_buttons(shown) if one.startswith("存入并新建")]


def test_a_year_after_is_offered_once_the_store_can_be_asked(
    page: ImportPage, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program may hold it at the very moment at which the review opens."""
    page._again.setInterval(20)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        shown = review(qtbot, page, CLEAN)
        assert "存入并新建 2025 年年报" not in visible_buttons(shown)
        other.execute("ROLLBACK")
    qtbot.waitUntil(lambda: "存入并新建 2025 年年报" in visible_buttons(shown))

    assert not page._again.isActive()


def test_tab_reaches_all_of_the_list(page: ImportPage, qtbot: QtBot) -> None:
    """Also what stands above the lines."""
    read(qtbot, page, CLEAN, CLEAN)
    page.setFocus()
    first = QApplication.focusWidget()
    assert first is page.file_list.view
    order = []
    for _ in range(5):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        order.append(focus.text() if isinstance(focus, QPushButton) else type(focus).__name__)

    assert order == ["← 返回", "核对并存入", "选择文件…", "粘贴", "LineList"]


def visible_buttons(shown: ReadingReview) -> list[str]:
    """What the buttons say."""
    return [one.text() for one in shown.findChildren(QPushButton) if one.isVisible()]


def test_without_an_organ_nothing_is_stored(page: ImportPage, store: Store, qtbot: QtBot) -> None:
    """The clerk is led to the field, and then it is."""
    shown = review(qtbot, page, DOCUMENTS / "hangzhou_2025.soffice.docx")
    shown.show_step("applications")
    click(qtbot, page, "存入")
    field = QApplication.focusWidget()
    assert isinstance(field, Field)
    assert field.address == "organ"
    assert "请先填写机关名称" in words(page)
    assert store.reports() == []
    retype(qtbot, field, ORGAN)
    click(qtbot, page, "存入")

    assert [one.organ for one in store.reports()] == [ORGAN]


def test_a_year_that_was_not_read_is_confirmed_first(
    page: ImportPage, store: Store, qtbot: QtBot
) -> None:
    """By another year or by a tick."""
    remark = Remark("heading", "year", "没有读出年度，请补上。")
    report = sound_report()
    unread = Report(report.form, report.texts, remarks=[remark])
    page.add([Incoming("去年.txt", lambda: Reading(unread))])
    qtbot.waitUntil(lambda: page.review is not None)
    click(qtbot, page, "存入")
    assert "没有读出年度" in words(page)
    assert store.reports() == []
    page.review.take_tick(remark, True)
    click(qtbot, page, "存入")

    assert [one.year for one in store.reports()] == [2024]


def test_another_report_is_replaced_only_after_a_question(
    page: ImportPage, store: Store, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question says when it was changed and in how many places they differ."""
    there = begin_from(store, sound_report(**{CELL: "3"}))
    asked: list[tuple[object, ...]] = []
    answers = iter([False, True])

    def ask(parent: QWidget, *told: object) -> bool:
        asked.append(told)
        return next(answers)

    monkeypatch.setattr(dialogs, "ask_replace", ask)
    events = heard(page)
    review(qtbot, page, data_file(tmp_path / "u", sound_report()))
    click(qtbot, page, "存入")
    assert store.answers(there)[CELL] == "3"
    assert events == []
    click(qtbot, page, "存入")

    assert store.answers(there)[CELL] == "0"
    assert store.undo_label(there) == "导入：去年.json"
    assert events[0][:2] == ("kept", there)
    assert asked[0][0] == f"{ORGAN}2024年度报告"
    assert str(asked[0][1]).startswith("今天 ")
    assert asked[0][2] == 1


def test_the_same_report_again_changes_nothing(
    page: ImportPage, store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    """And is said, not asked."""
    there = begin_from(store, sound_report())
    before = store.report(there)
    events = heard(page)
    review(qtbot, page, data_file(tmp_path / "u", sound_report()))
    click(qtbot, page, "存入")

    assert "完全相同，没有改动" in str(events[0][2])
    assert store.report(there) == before
    assert store.undo_label(there) is None


def test_a_store_out_of_reach_keeps_the_review(
    page: ImportPage, store: Store, qtbot: QtBot, tmp_path: Path, told: list[str]
) -> None:
    """With a sentence; nothing is lost."""
    shown = review(qtbot, page, CLEAN)
    blocker = sqlite3.connect(tmp_path / "gkdesk.sqlite3", isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    click(qtbot, page, "存入")
    blocker.execute("ROLLBACK")
    blocker.close()
    assert "占用" in told[0]
    assert page.review is shown
    click(qtbot, page, "存入")

    assert len(store.reports()) == 1


def test_several_files_are_listed_with_what_became_of_them(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    """Refused ones with the sentence that says what to do, whole and to be copied."""
    old = tmp_path / "去年.doc"
    old.write_bytes(b"x")
    read(qtbot, page, CLEAN, old, OLD_ROW, DOCUMENTS / "user_password.pdf")
    assert page.review is None
    assert lines(page)[0] == "可以存入"
    assert "另存为 .docx" in lines(page)[1]
    assert lines(page)[2] == "1 处要核对"
    assert "密码" in lines(page)[3]
    assert not page.findChild(QProgressBar).isVisible()

    qtbot.keyClick(page.file_list.view, Qt.Key.Key_Down)
    sentence = next(one for one in page.findChildren(QLabel) if one.text().startswith("“去年.doc”"))
    assert sentence.isVisible()
    assert sentence.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    qtbot.keyClick(page.file_list.view, Qt.Key.Key_Return)
    assert page.review is None


def test_each_of_several_is_looked_at_and_stored_by_itself(
    page: ImportPage, store: Store, qtbot: QtBot
) -> None:
    """The next one is chosen then; corrections of another one stay meanwhile."""
    events = heard(page)
    read(qtbot, page, OLD_ROW, CLEAN)
    qtbot.keyClick(page.file_list.view, Qt.Key.Key_Return)
    first = page.review
    first.go_to(CELL)
    press_keys(qtbot, "7")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClick(first.part, Qt.Key.Key_Escape)
    assert page.file_list.view.hasFocus()
    qtbot.keyClick(page.file_list.view, Qt.Key.Key_Down)
    qtbot.keyClick(page.file_list.view, Qt.Key.Key_Return)
    click(qtbot, page, "存入")
    assert lines(page)[1] == f"已存入：{WHOSE}2024年度报告"
    assert page.file_list.view.currentIndex().row() == 0
    qtbot.keyClick(page.file_list.view, Qt.Key.Key_Return)
    assert page.review is first
    assert first.report.text(CELL) == "7"
    click(qtbot, page, "存入")

    assert len(store.reports()) == 2
    assert page.is_done
    assert events == []


def test_the_count_in_the_list_follows_the_review(page: ImportPage, qtbot: QtBot) -> None:
    """What was ticked is no longer to be checked."""
    read(qtbot, page, OLD_ROW, CLEAN)
    page.show_review(0)
    page.review.take_tick(page.review.left_to_check[0], True)
    page.go_back()

    assert lines(page)[0] == "可以存入"


def test_the_count_follows_what_is_handed_over_on_the_way_to_the_list(
    page: ImportPage, qtbot: QtBot
) -> None:
    """A field gives its text up when it loses the keyboard, its review being hidden by then."""
    nameless = Reading(sound_report(organ=NO_ORGAN))
    nameless.report.remarks = (Remark("heading", "organ", "没有读出机关名称"),)
    page.add([Incoming("甲.docx", lambda: nameless), Incoming("乙.docx", lambda: nameless)])
    qtbot.waitUntil(lambda: states(page) == ["ready", "ready"])
    page.show_review(0)
    page.review.go_to("organ")
    assert lines(page)[0] == "1 处要核对"
    field = QApplication.focusWidget()
    type_in(qtbot, field, ORGAN)
    qtbot.keyClick(field, Qt.Key.Key_Escape)

    assert page.review is None
    assert lines(page) == ["可以存入", "1 处要核对"]


def test_sixty_files_can_be_cancelled(page: ImportPage, qtbot: QtBot) -> None:
    """What was read by then can be stored; the one under way is not waited for."""
    go_on = Event()

    def wait() -> Reading:
        go_on.wait(10)
        return Reading(sound_report())

    read_one = Incoming("0.pdf", lambda: Reading(sound_report()))
    page.add([read_one, *(Incoming(f"{number}.pdf", wait) for number in range(1, 60))])
    qtbot.waitUntil(lambda: states(page)[1] == "reading")
    assert "正在读取 2/60" in words(page)
    click(qtbot, page, "取消")
    go_on.set()
    qtbot.waitUntil(lambda: all(one.done() for one in page._queue._futures))
    qtbot.wait(1)

    assert states(page) == ["ready", *["cancelled"] * 59]
    assert lines(page)[59] == "已取消，没有读取"


def test_more_files_join_those_that_are_there(page: ImportPage, qtbot: QtBot) -> None:
    """The first one's review is kept."""
    review(qtbot, page, CLEAN)
    read(qtbot, page, OLD_ROW)

    assert page.file_list.isVisible()
    assert states(page) == ["ready", "ready"]


@pytest.mark.parametrize("kind", ["empty", "folder", "gone", "odd", "nowhere", "upper"])
def test_odd_files_are_refused_in_words(
    page: ImportPage, qtbot: QtBot, tmp_path: Path, kind: str
) -> None:
    """Or read, if only their names are odd."""
    files = tmp_path / "f"
    files.mkdir()
    file = files / "去年.docx"
    if kind == "empty":
        file.write_bytes(b"")
    elif kind == "folder":
        file.mkdir()
    elif kind == "nowhere":
        file = Path("//没有的电脑/共享/去年.docx")
    elif kind == "odd":
        file = files / f"去年 #1 “定稿”%20{'' if WINDOWS else '<b>'}&amp;.docx"
        shutil.copy(CLEAN, file)
    elif kind == "upper":
        file = files / "去年.DOCX"
        shutil.copy(CLEAN, file)
    read(qtbot, page, file)

    assert states(page) == (["ready"] if kind in ("odd", "upper") else ["refused"])
    if states(page) == ["refused"]:
        assert page.file_list.isVisible()
        assert f"“{file.name}”：" in words(page)
        assert lines(page)[0].endswith("。")
    else:
        assert f"原文：{file.name}" in words(page)


def test_leaving_while_files_are_read_is_no_trouble(
    store: Store, shown: Show, qtbot: QtBot
) -> None:
    """The one under way ends when nobody waits any more."""
    page = ImportPage(store, look.POINTS)
    shown(page)
    events = heard(page)
    page.add(of_files([OLD_ROW, CLEAN, OLD_ROW]))
    qtbot.waitUntil(lambda: "reading" in states(page))
    qtbot.keyClick(page.file_list.view, Qt.Key.Key_Escape)
    assert events == [("left",)]
    page.end()
    queue = page._queue
    page.deleteLater()
    qtbot.waitUntil(lambda: all(one.done() for one in queue._futures))


def test_the_buttons_of_the_list_ask_for_more(page: ImportPage, qtbot: QtBot) -> None:
    """Also Ctrl+V."""
    wanted: list[str] = []
    page.files_wanted.connect(lambda: wanted.append("files"))
    page.paste_wanted.connect(lambda: wanted.append("paste"))
    read(qtbot, page, CLEAN, OLD_ROW)
    click(qtbot, page, "选择文件…")
    click(qtbot, page, "粘贴")
    qtbot.keyClick(page.file_list.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert wanted == ["files", "paste", "paste"]


def test_the_text_size_reaches_every_review(page: ImportPage, qtbot: QtBot) -> None:
    """Also one that is opened later."""
    read(qtbot, page, CLEAN, OLD_ROW)
    page.show_review(0)
    page.set_text_size(look.POINTS + 2)
    page.show_review(1)
    for file in page._files:
        assert file.review is not None
        file.review.show_step("overview")
        assert file.review.part.font().pointSize() == look.POINTS + 3


def test_the_list_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    """By Qt's own rules."""
    model = FileLines([ImportedFile("甲.docx"), ImportedFile("乙.doc", "refused", "不能读取。")])
    qtmodeltester.check(model)
    model.add([ImportedFile("丙.txt")])

    assert model.index(2, 0).data() == "丙.txt"


def test_an_old_report_is_stored_and_hands_on(page: ImportPage, store: Store, qtbot: QtBot) -> None:
    """Of 2020, on the form of 2019."""
    carried = "applications.carried_forward.natural_person"
    old = Report(shipped.form("2019"), {"organ": ORGAN, "year": "2020", carried: "2"})
    events = heard(page)
    page.add([Incoming("2020.docx", lambda: Reading(old))])
    qtbot.waitUntil(lambda: page.review is not None)
    click(qtbot, page, "存入并新建 2021 年年报")

    following = load_report(store, int(str(events[0][1])))
    assert (following.year, following.form.edition) == (2021, "2021")
    assert following.text("applications.carried_over.natural_person") == "2"
    assert store.report(store.find(ORGAN, 2020) or 0).edition == "2019"
