"""The list of moments."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gkdesk.errors import UserError
from gkdesk.files.lookback import Then
from gkdesk.ui.history_list import MomentList, amount

Show = Callable[[QWidget], None]
NOON = datetime.now().astimezone().replace(hour=12, minute=0)


def moments(count: int, *, each: timedelta = timedelta(hours=1)) -> list[Then]:
    """Some moments, newest first."""
    return [Then(NOON - turn * each, f"第{turn}步", count - turn) for turn in range(count)]


@pytest.fixture
def view(shown: Show) -> MomentList:
    made = MomentList()
    shown(made)
    return made


def said(view: MomentList) -> list[str]:
    """All lines that were read."""
    return [str(view.lines.index(row, 0).data()) for row in range(view.lines.rowCount())]


def test_moments_stand_under_their_days(view: MomentList) -> None:
    """A day is named once, however many pieces it was read in."""
    view.show_moments(iter(moments(150, each=timedelta(minutes=5))))
    while view.lines.canFetchMore():
        view.lines.fetchMore()

    days = [one for one in said(view) if "日" in one]
    assert [one.split("　")[0] for one in days] == ["今天", "昨天"]
    assert len(said(view)) == 152


def test_the_lines_are_a_sound_model(view: MomentList) -> None:
    """Qt's own tester finds nothing, whichever moments are listed after others."""
    QAbstractItemModelTester(
        view.lines, QAbstractItemModelTester.FailureReportingMode.Warning, view
    )
    for count in (3, 1, 0):
        view.show_moments(iter(moments(count)))

    assert view.lines.rowCount() == 0


def test_the_newest_is_looked_at_and_arrows_go_on_over_the_days(
    view: MomentList, qtbot: QtBot
) -> None:
    """A day itself is never chosen."""
    told: list[Then] = []
    view.chosen.connect(told.append)
    view.show_moments(iter(moments(4, each=timedelta(hours=20))))
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Down)

    assert [one.label for one in told] == ["第0步", "第1步", "第2步", "第3步"]
    assert view.current == told[-1]


def test_what_is_taken_back_is_not_looked_at_first(view: MomentList) -> None:
    """But it is listed, and says so."""
    first, *others = moments(3)
    undone = Then(first.at, first.label, first.number, 4, undone=True)
    view.show_moments(iter([undone, *others]))

    assert view.current == others[0]
    assert amount(undone) == "4 格，已撤销"


def test_only_so_much_is_read_as_is_seen(view: MomentList) -> None:
    """Five thousand moments are read when one scrolls there."""
    read: list[int] = []

    def walk() -> Iterator[Then]:
        for one in moments(5000):
            read.append(one.number)
            yield one

    view.show_moments(walk())
    assert len(read) < 500

    view.show_moments(walk(), wanted=moments(5000)[3000])
    assert view.current == moments(5000)[3000]


def test_enter_asks_for_the_moment(view: MomentList, qtbot: QtBot) -> None:
    """Both of them."""
    view.show_moments(iter(moments(2)))

    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        with qtbot.waitSignal(view.entered):
            qtbot.keyClick(view, key)


def test_a_store_that_cannot_be_read_on_is_told(view: MomentList) -> None:
    """What was read stays."""
    told: list[str] = []
    view.lines.failed.connect(told.append)

    def walk() -> Iterator[Then]:
        yield from moments(100)  # as many as are read at once
        raise UserError("数据读不出来")

    view.show_moments(walk())
    while view.lines.canFetchMore():
        view.lines.fetchMore()

    assert told == ["数据读不出来"]
    assert len([one for one in said(view) if one.startswith("第")]) == 100


def test_a_reader_hears_when_what_and_how_much(view: MomentList) -> None:
    """All that is painted."""
    view.show_moments(iter([Then(NOON, "粘贴", 1, 12)]))

    spoken = view.lines.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"{NOON.month}月{NOON.day}日 12:00，粘贴，12 格"
