"""A table on screen, driven by keys, mouse, clipboard and input method."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.core.numbers import half_width, parse, show
from gkdesk.ui.session import Session
from gkdesk.ui.table_block import write_block
from gkdesk.ui.table_view import TableView

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier

NEW = "applications.new_received.natural_person"
NEW_FIRM = "applications.new_received.commercial_enterprise"
NEW_OTHER = "applications.new_received.other_org"
NEW_TOTAL = "applications.new_received.total"
CARRIED = "applications.carried_over.natural_person"
GRANTED = "applications.granted.natural_person"
LAST = "applications.carried_forward.natural_person"


Press = Callable[..., None]
Show = Callable[[str], TableView]


@pytest.fixture
def show_table(session: Session, qtbot: QtBot) -> Show:
    """Show a table in a window with something before and behind it, and give it the keys."""
    windows = []

    def show_table(section_id: str) -> TableView:
        window = QWidget()
        qtbot.addWidget(window)
        windows.append(window)  # Python's hold on a window is what keeps it alive
        view = TableView(session, section_id)
        layout = QVBoxLayout(window)
        for widget in (QLineEdit(objectName="before"), view, QLineEdit(objectName="behind")):
            layout.addWidget(widget)
        window.resize(880, 600)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        view.setFocus()
        return view

    return show_table


@pytest.fixture
def view(show_table: Show) -> TableView:
    """Table three, the cursor on its first cell."""
    return show_table("applications")


@pytest.fixture
def press(qtbot: QtBot) -> Press:
    """Press keys, or type text, wherever the keyboard is."""

    def press(*keys: Key | str, modifier: Qt.KeyboardModifier = NONE) -> None:
        # One sign at a time, since each may move the keyboard: into an editor, or out of one.
        for key in [one for some in keys for one in (some if isinstance(some, str) else [some])]:
            where = QApplication.focusWidget()
            assert where is not None
            if isinstance(key, str):
                qtbot.keyClicks(where, key)
            else:
                qtbot.keyClick(where, key, modifier)

    return press


def editor(view: TableView) -> QLineEdit | None:
    """The open editor."""
    widget = view.indexWidget(view.currentIndex())
    assert widget is None or isinstance(widget, QLineEdit)
    return widget


def compose(view: TableView, *, preedit: str = "", commit: str = "") -> None:
    """What an input method sends to the widget that has the keys."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(QApplication.focusWidget(), event)


def put_on_clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def select(view: TableView, first: str, last: str) -> None:
    """Select the rectangle between two cells."""
    model = view.model()
    view.go_to(first)
    for row in range(model.index_of(first).row(), model.index_of(last).row() + 1):
        for column in range(model.index_of(first).column(), model.index_of(last).column() + 1):
            index = model.index(row, column)
            view.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)


def listen(view: TableView) -> list[str]:
    """What the view says from now on."""
    sentences: list[str] = []
    view.said.connect(sentences.append)
    return sentences


# Moving and typing


def test_the_cursor_begins_at_the_first_cell(view: TableView) -> None:
    """Ready to type."""
    assert view.address == NEW


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_enter_stores_and_goes_down(
    session: Session, view: TableView, press: Press, key: Key
) -> None:
    """With either Enter key, Shift goes up."""
    press("3", key)

    assert session.report.text(NEW) == "3"
    assert view.address == CARRIED

    press("4")
    press(key, modifier=SHIFT)

    assert session.report.text(CARRIED) == "4"
    assert view.address == NEW


def test_enter_of_the_keypad_is_enter(view: TableView, press: Press) -> None:
    """Its own modifier is no modifier."""
    press("3")
    press(Key.Key_Enter, modifier=KEYPAD)

    assert view.address == CARRIED


def test_enter_without_an_editor_goes_down(view: TableView, press: Press) -> None:
    """It opens nothing."""
    press(Key.Key_Return)

    assert view.address == CARRIED
    assert editor(view) is None


def test_enter_skips_the_worked_out_row(view: TableView, press: Press) -> None:
    """From the last result to the carry-over, and from there to the next column."""
    view.go_to("applications.other.natural_person")
    press(Key.Key_Return)
    at_foot = view.address
    press(Key.Key_Return)

    assert at_foot == LAST
    assert view.address == NEW_FIRM


def test_tab_goes_right_and_on_to_the_next_row(
    session: Session, view: TableView, press: Press
) -> None:
    """Skipping the totals; Shift goes back."""
    press("1", Key.Key_Tab, "2", Key.Key_Tab)

    assert (session.report.text(NEW), session.report.text(NEW_FIRM)) == ("1", "2")

    view.go_to(NEW_OTHER)
    press("9", Key.Key_Tab)

    assert session.report.text(NEW_OTHER) == "9"
    assert view.address == CARRIED

    press(Key.Key_Backtab, modifier=SHIFT)

    assert view.address == NEW_OTHER


def test_tab_stores_before_it_goes_back(session: Session, view: TableView, press: Press) -> None:
    """Shift+Tab from an open editor."""
    view.go_to(NEW_FIRM)
    press("7")
    press(Key.Key_Backtab, modifier=SHIFT)

    assert session.report.text(NEW_FIRM) == "7"
    assert view.address == NEW


def test_tab_beyond_the_last_cell_leaves_the_table(view: TableView, press: Press) -> None:
    """The keyboard is never caught in it, at neither end."""
    view.go_to("applications.carried_forward.other_org")
    press(Key.Key_Tab)

    assert QApplication.focusWidget().objectName() == "behind"

    view.go_to(NEW)
    press(Key.Key_Backtab, modifier=SHIFT)

    assert QApplication.focusWidget().objectName() == "before"


def test_arrows_move_over_typed_cells_only(view: TableView, press: Press) -> None:
    """Totals are passed over, or end the way."""
    view.go_to("applications.other.other_org")
    press(Key.Key_Down)
    below = view.address
    press(Key.Key_Right)
    right = view.address
    press(Key.Key_Left, Key.Key_Up)

    assert below == "applications.carried_forward.other_org"
    assert right == below
    assert view.address == "applications.other.legal_service_org"


@pytest.mark.parametrize(
    ("key", "target"),
    [(Key.Key_End, "applications.carried_forward.other_org"), (Key.Key_Down, CARRIED)],
)
def test_the_choice_goes_with_the_cursor_also_under_ctrl(
    view: TableView, press: Press, session: Session, key: Key, target: str
) -> None:
    """So that Delete and Ctrl+C mean the cell that is seen to be chosen."""
    session.set_many({NEW: "1", target: "2"}, "填写")
    press(key, modifier=CONTROL)
    press(Key.Key_Delete)

    assert view.address == target
    assert (session.report.text(NEW), session.report.text(target)) == ("1", "")


def test_home_and_end_go_to_the_ends_of_the_row(view: TableView, press: Press) -> None:
    """With Ctrl to the ends of the table."""
    press(Key.Key_End)
    end = view.address
    press(Key.Key_End, modifier=CONTROL)
    last = view.address
    press(Key.Key_Home)
    home = view.address
    press(Key.Key_Home, modifier=CONTROL)

    assert (end, home) == (NEW_OTHER, LAST)
    assert last == "applications.carried_forward.other_org"
    assert view.address == NEW


def test_a_page_down_ends_at_a_typed_cell(session: Session, show_table: Show, press: Press) -> None:
    """Also where a label or a total stands a page further on."""
    view = show_table("applications")
    press(Key.Key_PageDown, Key.Key_PageDown)
    foot = view.address
    press(Key.Key_PageUp, Key.Key_PageUp)
    blocks = show_table("proactive_disclosure")
    press(Key.Key_PageDown)
    lowest = blocks.address
    press(Key.Key_PageUp)

    assert (foot, view.address) == (LAST, NEW)
    assert lowest == "proactive_disclosure.administrative_fees.amount_10k_yuan"
    assert blocks.address == "proactive_disclosure.government_rules.issued"


@pytest.mark.parametrize("height", range(200, 330, 22))
def test_a_page_down_never_ends_at_a_total(view: TableView, press: Press, height: int) -> None:
    """Wherever the page ends."""
    view.window().resize(880, height)
    for _ in range(6):
        press(Key.Key_PageDown)

        assert view.model().is_typed(view.address)


def test_keys_of_the_keypad_are_keys(session: Session, view: TableView, press: Press) -> None:
    """Its Delete empties a cell, its digits are digits."""
    session.set_text(NEW, "3")
    press(Key.Key_Delete, modifier=KEYPAD)

    assert session.report.text(NEW) == ""

    press(Key.Key_5, modifier=KEYPAD)
    press(Key.Key_Return)

    assert session.report.text(NEW) == "5"


def test_merged_cells_are_one_step(session: Session, show_table: Show, press: Press) -> None:
    """In the table of blocks, heads are skipped."""
    view = show_table("proactive_disclosure")
    view.go_to("proactive_disclosure.normative_documents.in_force")
    press(Key.Key_Down)
    below = view.address
    press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return)

    assert below == "proactive_disclosure.administrative_permits.decisions"
    assert view.address == "proactive_disclosure.administrative_fees.amount_10k_yuan"


def test_enter_walks_along_a_table_of_one_row(
    session: Session, show_table: Show, press: Press
) -> None:
    """Where nothing is below, it goes on in the next column."""
    view = show_table("review_and_litigation")
    press("1", Key.Key_Return, "2", Key.Key_Return, "3", Key.Key_Return, "4", Key.Key_Return)

    assert session.report.shown("review_and_litigation.reconsideration.total") == "10"
    assert view.address == "review_and_litigation.litigation_direct.upheld"


def test_typing_replaces(session: Session, view: TableView, press: Press) -> None:
    """What stood in the cell is gone at the first key."""
    session.set_text(NEW, "35")
    press("4")

    assert editor(view).text() == "4"

    press("2", Key.Key_Return)

    assert session.report.text(NEW) == "42"


def test_f2_edits_what_is_there(session: Session, view: TableView, press: Press) -> None:
    """Behind it, nothing selected."""
    session.set_text(NEW, "35")
    press(Key.Key_F2)

    assert editor(view).selectedText() == ""

    press("7", Key.Key_Return)

    assert session.report.text(NEW) == "357"


def test_a_double_click_edits_what_is_there(
    session: Session, view: TableView, press: Press, qtbot: QtBot
) -> None:
    """Like F2."""
    session.set_text(CARRIED, "35")
    place = view.visualRect(view.model().index_of(CARRIED)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    press("7", Key.Key_Return)

    assert session.report.text(CARRIED) == "357"


def test_escape_gives_up_the_edit_only(session: Session, view: TableView, press: Press) -> None:
    """The old text stays, and so does the cursor."""
    session.set_text(NEW, "35")
    press("4", Key.Key_Escape)

    assert session.report.text(NEW) == "35"
    assert view.address == NEW
    assert editor(view) is None
    assert view.hasFocus()


def test_arrows_leave_what_was_begun_by_typing(
    session: Session, view: TableView, press: Press
) -> None:
    """At its edge; within the text they move in it."""
    press("12", Key.Key_Right)

    assert session.report.text(NEW) == "12"
    assert view.address == NEW_FIRM

    press("34", Key.Key_Left)

    assert view.address == NEW_FIRM
    assert editor(view).cursorPosition() == 1

    press(Key.Key_Left, Key.Key_Left)

    assert session.report.text(NEW_FIRM) == "34"
    assert view.address == NEW


def test_up_and_down_always_leave(session: Session, view: TableView, press: Press) -> None:
    """A cell has only one line."""
    session.set_text(NEW, "1")
    press(Key.Key_F2, "2", Key.Key_Down)

    assert session.report.text(NEW) == "12"
    assert view.address == CARRIED

    press("5", Key.Key_Up)

    assert session.report.text(CARRIED) == "5"
    assert view.address == NEW


def test_left_and_right_stay_within_what_was_opened_by_f2(
    session: Session, view: TableView, press: Press
) -> None:
    """Also at its edges."""
    session.set_text(NEW, "35")
    press(Key.Key_F2, Key.Key_Right, Key.Key_Right)

    assert editor(view) is not None

    press(Key.Key_Home, Key.Key_Left, "1", Key.Key_Return)

    assert session.report.text(NEW) == "135"


def test_totals_open_no_editor(view: TableView, press: Press) -> None:
    """Neither by typing, nor by F2, nor by an input method."""
    view.setCurrentIndex(view.model().index_of(NEW_TOTAL))
    press("5", Key.Key_F2)
    compose(view, commit="５")
    compose(view, preedit="wu")

    assert editor(view) is None
    assert view.address == NEW_TOTAL


def test_a_space_empties_nothing(session: Session, view: TableView, press: Press) -> None:
    """It opens no editor either."""
    session.set_text(NEW, "3")
    press(" ")

    assert session.report.text(NEW) == "3"
    assert editor(view) is None


def test_shift_and_arrows_choose_totals_too(view: TableView, press: Press) -> None:
    """For copying."""
    view.go_to(NEW_OTHER)
    press(Key.Key_Right, modifier=SHIFT)

    assert [index.column() for index in view.selectedIndexes()] == [5, 6]


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_delete_empties_all_chosen_typed_cells_in_one_step(
    session: Session, view: TableView, press: Press, key: Key
) -> None:
    """Totals among them change nothing; one undo brings all back."""
    session.set_many({NEW: "1", NEW_OTHER: "2", CARRIED: "3"}, "填写")
    select(view, NEW, "applications.carried_over.total")
    press(key)

    assert [session.report.text(one) for one in (NEW, NEW_OTHER, CARRIED)] == ["", "", ""]
    assert session.undo_label == "清除 3 格"

    press(Key.Key_Z, modifier=CONTROL)

    assert [session.report.text(one) for one in (NEW, NEW_OTHER, CARRIED)] == ["1", "2", "3"]


def test_one_emptied_cell_is_named(session: Session, view: TableView, press: Press) -> None:
    """In what undo says it would take back."""
    session.set_text(NEW, "1")
    press(Key.Key_Delete)

    assert session.undo_label == "清除：一·自然人"


# Undo


def test_undo_goes_where_it_changed_something(
    session: Session, view: TableView, press: Press
) -> None:
    """And says what it did; redo likewise, by either key."""
    sentences = listen(view)
    press("3", Key.Key_Return)
    view.go_to(LAST)
    press(Key.Key_Z, modifier=CONTROL)

    assert session.report.text(NEW) == ""
    assert view.address == NEW
    assert sentences == ["已撤销：一·自然人。"]

    press(Key.Key_Y, modifier=CONTROL)

    assert session.report.text(NEW) == "3"
    assert sentences[-1] == "已重做：一·自然人。"

    press(Key.Key_Z, modifier=CONTROL)
    press(Key.Key_Z, modifier=CONTROL | SHIFT)

    assert session.report.text(NEW) == "3"


def test_undo_with_nothing_left_is_silent(view: TableView, press: Press) -> None:
    """It is no error."""
    sentences = listen(view)
    press(Key.Key_Z, modifier=CONTROL)

    assert sentences == []


def test_undo_of_another_section_leaves_the_cursor(
    session: Session, view: TableView, press: Press
) -> None:
    """It is still said."""
    session.set_text("review_and_litigation.reconsideration.upheld", "1")
    sentences = listen(view)
    view.go_to(GRANTED)
    press(Key.Key_Z, modifier=CONTROL)

    assert view.address == GRANTED
    assert sentences == ["已撤销：行政复议·结果维持。"]


# The clipboard


def test_copy_takes_the_block_as_text_and_as_a_table(
    session: Session, view: TableView, press: Press
) -> None:
    """With totals as they are shown."""
    session.set_many({NEW: "3", NEW_OTHER: "4", "applications.carried_over.other_org": "5"}, "填写")
    select(view, NEW_OTHER, "applications.carried_over.total")
    press(Key.Key_C, modifier=CONTROL)

    content = QGuiApplication.clipboard().mimeData()

    assert content.text() == "4\t7\r\n5\t5\r\n"
    assert "<tr><td>4</td><td>7</td></tr><tr><td>5</td><td>5</td></tr>" in content.html()


def test_everything_can_be_copied_and_pasted_back(
    session: Session, view: TableView, press: Press
) -> None:
    """The whole table with its totals lands where it was, over whatever is there."""
    typed = [one for one in session.form.cells if one.startswith("applications.")]
    typed = [one for one in typed if not session.form.cells[one].worked_out]
    session.set_many({one: str(number) for number, one in enumerate(typed)}, "填写")
    before = dict(session.report.texts)
    press(Key.Key_A, modifier=CONTROL)
    press(Key.Key_C, modifier=CONTROL)
    press(Key.Key_Delete)
    sentences = listen(view)
    press(Key.Key_V, modifier=CONTROL)

    assert session.report.texts == before
    assert sentences == ["已粘贴 144 格。"]


def test_a_paste_is_one_step(session: Session, view: TableView, press: Press) -> None:
    """However many cells it fills."""
    put_on_clipboard("1\t2\r\n3\t4\r\n")
    press(Key.Key_V, modifier=CONTROL)

    assert session.report.text("applications.carried_over.commercial_enterprise") == "4"
    assert session.undo_label == "粘贴 4 格"

    press(Key.Key_Z, modifier=CONTROL)

    assert session.report.blanks("applications")[0] == NEW
    assert session.undo_label is None


def test_totals_that_come_out_otherwise_are_said(
    session: Session, view: TableView, press: Press
) -> None:
    """The pasted total is not taken, and not passed over in silence."""
    sentences = listen(view)
    put_on_clipboard("1\t0\t0\t0\t0\t0\t2\r\n1\t0\t0\t0\t0\t0\t1\r\n")
    press(Key.Key_V, modifier=CONTROL)

    assert session.report.shown(NEW_TOTAL) == "1"
    assert sentences == ["已粘贴 12 格。有 1 格总计与剪贴板里的不同，总计由程序算出，请核对。"]


def test_a_block_that_is_too_large_is_refused_whole(
    session: Session, view: TableView, press: Press
) -> None:
    """With both sizes, and nothing changed."""
    sentences = listen(view)
    put_on_clipboard("1\t2\r\n3\t4\r\n")
    view.go_to("applications.carried_forward.other_org")
    press(Key.Key_V, modifier=CONTROL)

    assert len(session.report.blanks("applications")) == 144
    assert sentences[0].startswith("剪贴板里有 2 行 2 列，从这一格起只有 1 行 2 列，没有粘贴。")


def test_one_value_fills_all_chosen_cells(session: Session, view: TableView, press: Press) -> None:
    """Typed ones, also those picked here and there."""
    put_on_clipboard("０")
    select(view, NEW_OTHER, "applications.carried_over.total")
    index = view.model().index_of(LAST)
    view.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
    press(Key.Key_V, modifier=CONTROL)

    filled = [one for one in (NEW_OTHER, LAST, NEW) if session.report.text(one) == "0"]

    assert filled == [NEW_OTHER, LAST]
    assert session.undo_label == "粘贴 3 格"


def test_a_block_begins_at_the_cursor_where_cells_are_picked_here_and_there(
    session: Session, view: TableView, press: Press
) -> None:
    """There is no first cell then."""
    put_on_clipboard("1\t2")
    view.setCurrentIndex(view.model().index_of(LAST))
    index = view.model().index_of(NEW)
    view.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
    press(Key.Key_V, modifier=CONTROL)

    assert session.report.text(LAST) == "1"
    assert session.report.text(NEW) == ""


def test_blank_cells_of_a_paste_empty_theirs(
    session: Session, view: TableView, press: Press
) -> None:
    """As in Excel: afterwards the table is what was copied; it is said, and undone in one."""
    session.set_text(NEW_FIRM, "9")
    sentences = listen(view)
    put_on_clipboard("1\t\t3")
    press(Key.Key_V, modifier=CONTROL)

    assert session.report.text(NEW_FIRM) == ""
    assert sentences == ["已粘贴 3 格，其中 1 格是空白。"]


def test_pasted_text_is_kept_and_marked(session: Session, view: TableView, press: Press) -> None:
    """As typed text is."""
    sentences = listen(view)
    put_on_clipboard("约3件\t1，200\t/")
    press(Key.Key_V, modifier=CONTROL)

    assert session.report.text(NEW) == "约3件"
    assert session.report.text(NEW_FIRM) == "1200"
    assert sentences == ["已粘贴 3 格，2 格不是数字，照原样保留并标出。"]


def test_nothing_on_the_clipboard_is_said(view: TableView, press: Press) -> None:
    """It looks like a broken key otherwise."""
    QGuiApplication.clipboard().clear()
    sentences = listen(view)
    press(Key.Key_V, modifier=CONTROL)

    assert sentences == ["剪贴板里没有文字，没有粘贴。"]


def test_cut_copies_and_empties_in_one_step(
    session: Session, view: TableView, press: Press
) -> None:
    """So that figures can be moved."""
    session.set_many({NEW: "1", NEW_FIRM: "2"}, "填写")
    select(view, NEW, NEW_FIRM)
    press(Key.Key_X, modifier=CONTROL)

    assert QGuiApplication.clipboard().text() == "1\t2\r\n"
    assert session.report.text(NEW) == ""
    assert session.undo_label == "剪切 2 格"


def test_the_menu_is_in_chinese_and_works(session: Session, view: TableView, qtbot: QtBot) -> None:
    """The right mouse button stores what is open, and offers what the keys do."""
    session.set_text(NEW, "1")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(view.viewport(), event)
    menu = view.findChild(QMenu)
    actions = {action.text().split("\t")[0]: action for action in menu.actions()}

    assert list(actions) == ["复制", "剪切", "粘贴", "清除", "撤销", "重做"]

    actions["清除"].trigger()
    menu.close()

    assert session.report.text(NEW) == ""


# The input method (trap 1) and other doors for figures


def test_figures_that_an_input_method_commits_at_once_are_whole(
    session: Session, view: TableView, press: Press
) -> None:
    """`１２` on a chosen, unopened cell is 12, whatever stood there."""
    session.set_text(NEW, "77")
    compose(view, commit="１２")

    assert editor(view).text() == "12"

    press(Key.Key_Return)

    assert session.report.text(NEW) == "12"


def test_figures_that_an_input_method_commits_one_by_one_are_whole(
    session: Session, view: TableView, press: Press
) -> None:
    """The second goes to the editor that the first has opened."""
    session.set_text(NEW, "77")
    compose(view, commit="１")
    compose(view, commit="２")
    press(Key.Key_Return)

    assert session.report.text(NEW) == "12"


def test_a_composition_on_an_unopened_cell_opens_it_empty(
    session: Session, view: TableView, press: Press
) -> None:
    """And goes on in it; Qt keeps the keys on the view until it ends."""
    session.set_text(NEW, "77")
    compose(view, preedit="shi")

    assert editor(view).text() == ""

    compose(view, preedit="shi'er")
    compose(view, commit="１２")

    assert editor(view).text() == "１２"

    press("3", Key.Key_Return)

    assert session.report.text(NEW) == "123"


def test_a_composition_that_is_given_up_leaves_the_old_text(
    session: Session, view: TableView, press: Press
) -> None:
    """The editor stays open with it."""
    session.set_text(NEW, "77")
    compose(view, preedit="shi")
    compose(view)

    assert editor(view).text() == "77"

    press(Key.Key_Return)

    assert session.report.text(NEW) == "77"


def test_an_empty_event_of_an_input_method_opens_nothing(view: TableView) -> None:
    """Some send one when the keyboard moves."""
    compose(view)

    assert editor(view) is None


def test_a_full_width_key_is_read_like_any_other(
    session: Session, view: TableView, press: Press, qtbot: QtBot
) -> None:
    """Some input methods send keys instead of events."""
    for sign in "１２":
        event = QKeyEvent(QEvent.Type.KeyPress, 0, NONE, sign)
        QApplication.sendEvent(QApplication.focusWidget(), event)
    press(Key.Key_Return)

    assert session.report.text(NEW) == "12"


NUMBER_FORMS = st.text(
    alphabet=st.characters(categories=("Nd", "Nl", "No", "Po", "Zs", "Pd")), min_size=1, max_size=6
).filter(str.strip)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=NUMBER_FORMS)
@example("²")
@example("①")
@example("²")
@example("1²")
@example("１，２００")
@example("3.0")
@example("٣")
@example("½")
@example("1,2")
def test_no_form_of_number_becomes_another_number(
    session: Session, view: TableView, press: Press, text: str
) -> None:
    """Typed or pasted, it is the number it stands for, or kept and marked."""
    view.go_to(NEW)
    press(Key.Key_Delete)
    compose(view, commit=text)
    press(Key.Key_Return)
    typed = session.report.text(NEW)
    view.go_to(NEW)
    press(Key.Key_Delete)
    put_on_clipboard(write_block([[text]]))
    press(Key.Key_V, modifier=CONTROL)

    for stored, kept in (
        (typed, half_width(text)),
        (session.report.text(NEW), text),
    ):
        meant = parse(text, "count")
        if isinstance(meant, int):
            assert stored == show(meant)
        else:
            assert NEW not in session.report.numbers
            assert stored == kept.strip()


# Storing what stands in an open editor (trap 3)


def test_commit_stores_what_is_being_typed(session: Session, view: TableView, press: Press) -> None:
    """Before an export, another step, or the end; and closes the editor."""
    press("12")
    view.commit()

    assert session.report.text(NEW) == "12"
    assert editor(view) is None

    view.commit()


def test_losing_the_keyboard_stores(session: Session, view: TableView, press: Press) -> None:
    """A click elsewhere, another window."""
    press("12")
    view.window().findChild(QLineEdit, "behind").setFocus()

    assert session.report.text(NEW) == "12"


def test_a_click_on_another_cell_stores(
    session: Session, view: TableView, press: Press, qtbot: QtBot
) -> None:
    """And goes there."""
    press("12")
    place = view.visualRect(view.model().index_of(GRANTED)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert session.report.text(NEW) == "12"
    assert view.address == GRANTED


def test_being_hidden_stores(session: Session, view: TableView, press: Press) -> None:
    """As on the way to another step."""
    press("12")
    view.hide()

    assert session.report.text(NEW) == "12"


def test_being_hidden_lets_the_keys_go_on(view: TableView, press: Press) -> None:
    """The cursor stays where it is, and the keyboard is not lost with the table."""
    view.hide()

    assert view.address == NEW
    assert QApplication.focusWidget().objectName() == "behind"


def test_going_elsewhere_stores(session: Session, view: TableView, press: Press) -> None:
    """A click on a finding."""
    press("12")
    view.go_to(LAST)

    assert session.report.text(NEW) == "12"
    assert view.address == LAST
    assert view.visualRect(view.currentIndex()).bottom() <= view.viewport().height()


# Look


@pytest.mark.parametrize("points", [8, 10, 16])
def test_rows_and_columns_follow_the_text_size(
    session: Session, show_table: Show, points: int
) -> None:
    """By the font, not by pixels; the heads meet the cells."""
    view = show_table("applications")
    view.set_text_size(points)
    rect = view.visualRect(view.model().index(0, 0))

    assert rect.height() >= view.fontMetrics().height()
    assert rect.left() + view.verticalHeader().width() == view.verticalHeader().sizeHint().width()
    assert view.viewport().geometry().top() == view.horizontalHeader().sizeHint().height()


def test_a_table_fits_the_width_it_has(session: Session, show_table: Show) -> None:
    """No table scrolls sideways in a page of the smallest screen, nor leaves room unused."""
    for section_id in ("proactive_disclosure", "applications", "review_and_litigation"):
        view = show_table(section_id)
        for width in (660, 880):
            view.window().resize(width, 500)
            QApplication.processEvents()

            assert view.horizontalScrollBar().maximum() == 0, section_id
            assert view.columnViewportPosition(view.model().columnCount() - 1) > 0


def test_the_cursor_stays_in_sight_when_room_is_lost(view: TableView) -> None:
    """As when findings come up below the table, or the text grows."""
    view.go_to(LAST)
    view.window().resize(880, 400)
    QApplication.processEvents()
    view.set_text_size(14)

    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_every_cell_can_be_painted(session: Session, view: TableView, show_table: Show) -> None:
    """With findings, part sums, text, a selection and an open editor, in all tables."""
    session.set_many({NEW: "3", NEW_FIRM: "很长很长的一段文字", GRANTED: "1"}, "填写")
    view.selectAll()
    view.edit(view.model().index_of(CARRIED))
    other = show_table("proactive_disclosure")

    assert not view.grab().isNull()
    assert not other.grab().isNull()


def test_the_view_tells_where_the_cursor_is(view: TableView, press: Press) -> None:
    """For the help beside it."""
    addresses: list[str] = []
    view.focus_changed.connect(addresses.append)
    press(Key.Key_Return)

    assert addresses == [CARRIED]


def test_an_address_of_another_table_moves_nothing(view: TableView) -> None:
    """It is not ours to find."""
    view.go_to("organ")

    assert view.address == NEW


def test_without_a_selection_the_clipboard_is_left_alone(view: TableView, press: Press) -> None:
    """Nothing to copy, nowhere to paste."""
    put_on_clipboard("5")
    view.clearSelection()
    view.setCurrentIndex(QModelIndex())
    press(Key.Key_C, modifier=CONTROL)
    press(Key.Key_V, modifier=CONTROL)

    assert QGuiApplication.clipboard().text() == "5"


def test_another_font_is_measured_anew(view: TableView) -> None:
    """Whoever sets it."""
    before = view.rowHeight(0)
    font = view.font()
    font.setPointSizeF(20)
    view.setFont(font)
    QApplication.sendEvent(view, QEvent(QEvent.Type.StyleChange))

    assert view.rowHeight(0) > before
