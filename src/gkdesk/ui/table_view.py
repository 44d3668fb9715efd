"""A table on screen as clerks know it from Excel: keys, selection, clipboard, input method."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QKeyCombination,
    QMimeData,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QStyledItemDelegate,
    QWidget,
)

from gkdesk.core.numbers import half_width
from gkdesk.errors import UserError
from gkdesk.ui.line_list import Index
from gkdesk.ui.session import Session
from gkdesk.ui.table_block import (
    Area,
    account,
    fill,
    land,
    read_block,
    texts_of,
    write_block,
    write_html,
)
from gkdesk.ui.table_model import TableModel
from gkdesk.ui.table_sheet import TableSheet
from gkdesk.ui.table_steps import Place, Step, Steps

_Action = QAbstractItemView.CursorAction
_Key = Qt.Key
_Modifier = Qt.KeyboardModifier
_Trigger = QAbstractItemView.EditTrigger

_STEPS = {
    _Action.MoveUp: Step.UP,
    _Action.MoveDown: Step.DOWN,
    _Action.MoveLeft: Step.LEFT,
    _Action.MoveRight: Step.RIGHT,
    _Action.MoveNext: Step.NEXT,
    _Action.MovePrevious: Step.PREVIOUS,
    _Action.MoveHome: Step.HOME,
    _Action.MoveEnd: Step.END,
}
_TABS = {_Key.Key_Tab: Step.NEXT, _Key.Key_Backtab: Step.PREVIOUS}
# Which way to go on from a page up or down that ends at a total or a label.
_PAGES = {_Action.MovePageUp: Step.DOWN, _Action.MovePageDown: Step.UP}
_ENDS = {_Action.MoveHome: Step.FIRST, _Action.MoveEnd: Step.LAST}


class TableView(TableSheet):
    """One official table, filled in from the keyboard; every edit is one action of the session."""

    said = Signal(str)
    """A sentence for the clerk about what was just done, or could not be."""
    focus_changed = Signal(str)
    """The address under the cursor."""

    def __init__(self, session: Session, section_id: str, parent: QWidget | None = None) -> None:
        """A view of a table section of the open report."""
        super().__init__(TableModel(session, section_id), parent)
        self._session = session
        typed = [one for one in self._model.cells() if self._model.is_typed(one[1].address)]
        self._steps = Steps(place for place, _ in typed)
        self._changed: frozenset[str] = frozenset()
        self.setTabKeyNavigation(False)
        self.setEditTriggers(
            _Trigger.DoubleClicked | _Trigger.EditKeyPressed | _Trigger.AnyKeyPressed
        )
        hint = Qt.InputMethodHint.ImhPreferNumbers | Qt.InputMethodHint.ImhPreferLatin
        self.setInputMethodHints(hint | Qt.InputMethodHint.ImhNoPredictiveText)
        self._delegate.stepped.connect(self.take_step)
        session.answers_changed.connect(self.note_changed)
        self.selectionModel().currentChanged.connect(self.show_current)
        self.take_step(Step.FIRST)

    @property
    def address(self) -> str:
        """The address under the cursor."""
        return self._model.address(self.currentIndex())

    def go_to(self, address: str) -> None:
        """Put the cursor on an address, into sight, with the keys; another table's does nothing."""
        self.commit()
        index = self._model.index_of(address)
        if index.isValid():
            self._put_cursor(index)
        self.setFocus()

    def commit(self) -> None:
        """Store what stands in an open editor, composed text included, and close it."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            QGuiApplication.inputMethod().commit()
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def show_doubtful(self, addresses: frozenset[str]) -> None:
        """Mark the cells that are still to be compared with the document they were read from."""
        self._model.show_doubtful(addresses)

    def take_step(self, step: Step) -> bool:
        """Move the cursor to another typed cell; whether there was one."""
        target = self._steps.target(self._place(), step)
        if target is not None:
            self._put_cursor(self._index(target))
        return target is not None

    def clear_cells(self) -> None:
        """Empty the chosen typed cells: one action."""
        self._type(dict.fromkeys(self._chosen_typed(), ""), "清除")

    def copy_cells(self) -> None:
        """Put the chosen cells on the clipboard, as text and as a table."""
        area = self._area()
        if area is None:
            return
        content = QMimeData()
        content.setText(write_block(texts_of(self._model, area)))
        content.setHtml(write_html(self._model, area))
        QGuiApplication.clipboard().setMimeData(content)

    def cut_cells(self) -> None:
        """Copy the chosen cells and empty the typed ones: one action."""
        self.copy_cells()
        self._type(dict.fromkeys(self._chosen_typed(), ""), "剪切")

    def paste_cells(self) -> None:
        """Type the clipboard's cells from the first chosen cell on: one action."""
        area = self._area()
        if area is None:
            return
        if not self._is_whole(area):
            # Cells picked here and there have no first one; the block begins under the cursor.
            area = Area(self._place().row, self._place().column, 1, 1)
        block = read_block(QGuiApplication.clipboard().text())
        if len(block) == 1 and len(block[0]) == 1:
            landing = fill(self._chosen_typed(), block[0][0])
        else:
            landing = land(self._model, block, area)
        if landing.problem:
            self.said.emit(landing.problem)
            return
        self._type(landing.texts, "粘贴")
        self.said.emit(account(landing, self._session.report))

    def undo(self) -> None:
        """Take back the last action, and show where."""
        self._walk(self._session.undo, "已撤销")

    def redo(self) -> None:
        """Do the last undone action again, and show where."""
        self._walk(self._session.redo, "已重做")

    def show_current(self, current: QModelIndex) -> None:
        """Tell where the cursor is, and let the heads show it."""
        for head in self._heads:
            head.redraw()
        self.focus_changed.emit(self._model.address(current))

    def note_changed(self, addresses: frozenset[str]) -> None:
        """Remember what the last action changed, for undo to go there."""
        self._changed = addresses

    def _walk(self, step: Callable[[], str | None], done: str) -> None:
        self.commit()
        self._changed = frozenset()
        try:
            label = step()
        except UserError as error:
            self.said.emit(str(error))
            return
        if label is None:
            return
        here = [one for one in self._changed if self._model.is_typed(one)]
        if here:
            self.go_to(min(here, key=self._position))
        self.said.emit(f"{done}：{label}。")

    def _position(self, address: str) -> tuple[int, int]:
        index = self._model.index_of(address)
        return index.row(), index.column()

    def _near(self, index: QModelIndex, step: Step) -> QModelIndex:
        """An index, or the next typed cell if it is none."""
        if self._model.is_typed(self._model.address(index)):
            return index
        target = self._steps.target(Place(index.row(), index.column()), step)
        return self._index(target) if target else self.currentIndex()

    def _type(self, texts: Mapping[str, str], verb: str) -> None:
        """Type into several cells as one action, named after what it does to how many."""
        self.commit()
        change = self._session.report.change
        changed = {address: text for address, text in texts.items() if change(address, text)}
        if len(changed) == 1:
            self._session.set_many(changed, f"{verb}：{self._session.name_of(*changed)}")
        else:
            self._session.set_many(changed, f"{verb} {len(changed)} 格")

    def _put_cursor(self, index: QModelIndex) -> None:
        """Choose one cell and no other; Qt's own call would mind a Ctrl that is held down."""
        chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, chosen)
        self.scrollTo(index)

    def _place(self) -> Place:
        index = self.currentIndex()
        row, column = max(index.row(), 0), max(index.column(), 0)
        return Place(row, column, self.columnSpan(row, column))

    def _index(self, place: Place | None) -> QModelIndex:
        return self._model.index(place.row, place.column) if place else QModelIndex()

    def _chosen_typed(self) -> list[str]:
        """The typed cells that are selected."""
        addresses = [self._model.address(index) for index in self.selectedIndexes()]
        return [address for address in addresses if self._model.is_typed(address)]

    def _area(self) -> Area | None:
        """The smallest rectangle around the selected figures."""
        chosen = self.selectedIndexes()
        if not chosen:
            return None
        rows, columns = {one.row() for one in chosen}, {one.column() for one in chosen}
        top, left = min(rows), min(columns)
        return Area(top, left, max(rows) - top + 1, max(columns) - left + 1)

    def _is_whole(self, area: Area) -> bool:
        """Whether all figures within an area are selected."""
        within = [
            place
            for place, cell in self._model.cells()
            if cell.address
            and 0 <= place.row - area.row < area.rows
            and 0 <= place.column - area.column < area.columns
        ]
        return len(within) == len(self.selectedIndexes())

    def _open_with(self, text: str) -> None:
        """Open the cell under the cursor with a text in place of its own."""
        index = self.currentIndex()
        if self._model.is_typed(self._model.address(index)):
            with self._delegate.opening(text):
                self.edit(index)

    def _verb(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key does, if it is none of those that Qt moves the cursor by."""
        modifiers = event.modifiers() & ~_Modifier.KeypadModifier
        pressed = QKeySequence(QKeyCombination(modifiers, _Key(event.key())))
        for sequence, verb in _VERBS.items():
            if pressed == QKeySequence(sequence):
                return partial(verb, self)
        if modifiers & ~_Modifier.ShiftModifier:
            return None
        if event.key() in (_Key.Key_Return, _Key.Key_Enter):
            return partial(self.take_step, Step.BACK if modifiers else Step.ENTER)
        text = half_width(event.text())
        if text.isprintable() and text.strip():
            return partial(self._open_with, text)
        return None

    def make_menu(self) -> QMenu:
        """The menu of the right mouse button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, verb in _MENU:
            menu.addAction(text, partial(verb, self))
        return menu

    def moveCursor(self, action: _Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Move between typed cells; with Shift over all cells, for choosing what to copy."""
        if modifiers & _Modifier.ShiftModifier:
            return super().moveCursor(action, modifiers)
        if action in _PAGES:
            return self._near(super().moveCursor(action, modifiers), _PAGES[action])
        far = modifiers & _Modifier.ControlModifier and action in _ENDS
        target = self._steps.target(self._place(), _ENDS[action] if far else _STEPS[action])
        return self._index(target) if target else self.currentIndex()

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """A key without Shift chooses where it goes; Qt leaves the choice behind under Ctrl."""
        if isinstance(event, QKeyEvent) and not event.modifiers() & _Modifier.ShiftModifier:
            return QItemSelectionModel.SelectionFlag.ClearAndSelect
        return super().selectionCommand(index, event)

    def event(self, event: QEvent) -> bool:
        """Tab goes through the typed cells, and beyond the last one to what follows the table.

        Not in `focusNextPrevChild`: Qt calls that also when a page is hidden.
        """
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _TABS.get(_Key(event.key()))
            back = event.modifiers() & _Modifier.ShiftModifier
            plain = not event.modifiers() & ~_Modifier.ShiftModifier
            if step and plain and self.take_step(Step.PREVIOUS if back else step):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key means to clerks; typing replaces what stands in the cell."""
        editing = self.indexWidget(self.currentIndex()) is not None
        verb = None if editing else self._verb(event)
        if verb is not None:
            verb()
        elif editing or event.key() != _Key.Key_Space:  # a space would empty the cell unseen
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: typing on a total leads nowhere, least of all to another cell."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Open the cell for what an input method brings; Qt alone would lose the first sign of it.

        A composition goes on in the open editor, and Qt leaves it the keys until it ends.
        """
        if self.indexWidget(self.currentIndex()) is not None:
            super().inputMethodEvent(event)
        elif not self._model.is_typed(self.address):
            event.ignore()
        elif event.preeditString():
            with self._delegate.opening(""):
                super().inputMethodEvent(event)
        elif event.commitString().strip():
            self._open_with(half_width(event.commitString()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu in Chinese."""
        self.commit()
        self.make_menu().popup(event.globalPos())

    def hideEvent(self, event: QHideEvent) -> None:
        """Store what stands in an open editor before another step is shown."""
        self.commit()
        super().hideEvent(event)


_VERBS: Mapping[str, Callable[[TableView], object]] = {
    "Ctrl+C": TableView.copy_cells,
    "Ctrl+Ins": TableView.copy_cells,
    "Ctrl+X": TableView.cut_cells,
    "Shift+Del": TableView.cut_cells,
    "Ctrl+V": TableView.paste_cells,
    "Shift+Ins": TableView.paste_cells,
    "Ctrl+Z": TableView.undo,
    "Ctrl+Y": TableView.redo,
    "Ctrl+Shift+Z": TableView.redo,
    "Ctrl+A": TableView.selectAll,
    "Del": TableView.clear_cells,
    "Backspace": TableView.clear_cells,
}
_MENU: tuple[tuple[str, Callable[[TableView], object]], ...] = (
    ("复制\tCtrl+C", TableView.copy_cells),
    ("剪切\tCtrl+X", TableView.cut_cells),
    ("粘贴\tCtrl+V", TableView.paste_cells),
    ("清除\tDel", TableView.clear_cells),
    ("撤销\tCtrl+Z", TableView.undo),
    ("重做\tCtrl+Y", TableView.redo),
)
