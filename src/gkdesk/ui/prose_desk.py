"""A prose editor with last year's text at its side, and with the numbers that came from there."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QResizeEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import (
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from gkdesk.core.drafting import moved_on, with_example
from gkdesk.core.likeness import same_sentences
from gkdesk.core.unreviewed import unreviewed
from gkdesk.ui import dialogs, last_year, look
from gkdesk.ui.copy_menu import copy_menu, selected_text
from gkdesk.ui.prose_editor import ProseEditor
from gkdesk.ui.prose_highlighter import qt_length
from gkdesk.ui.session import Session

# With less room than for this many characters the two texts stand one below the other, unless
# there are no more than so many lines for both.
_BESIDE = 40
_BELOW = 12


class ProseDesk(QWidget):
    """One prose section of a session: what is written, and what was written a year ago.

    Where last year's report has no text here it is the editor and nothing else. Which numbers
    still stand as they came from there is worked out anew at each change and kept nowhere.
    """

    def __init__(self, session: Session, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._address = address
        self._lines = 0
        self.editor = ProseEditor(session, address)
        self.past = PastText(f"上年的{session.name_of(address)}")
        self.toggle: QPushButton = look.button("", "flat")
        self.toggle.setParent(self)  # else it would be a window of its own for a moment
        self.toggle.clicked.connect(self.fold)
        self.take: QPushButton = look.button("用上年文字起草")
        self.take.setParent(self)
        self.take.setToolTip("把上年这一节的文字放进来，年份往后推一年，数字标黄待核对")
        self.take.clicked.connect(self.draft)
        self._note = look.label("", "quiet")
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self.recall()
        self.editor.textChanged.connect(self.mark)
        session.answers_changed.connect(self.follow)

    def recall(self) -> None:
        """Show last year's text, unless there is none or the clerk has folded it away."""
        text = last_year.past_text(self._session, self._address)
        wanted = last_year.is_wanted(self._session, last_year.TEXTS)
        self.past.show_text(text)
        for button in (self.toggle, self.take):
            button.setHidden(not text)
        self.past.setHidden(not text or not wanted)
        self.toggle.setText(f"{'▾' if wanted else '▸'} 上年文字")
        self.mark()

    def fold(self) -> None:
        """Fold last year's text away or show it again, and remember it."""
        last_year.want(self._session, last_year.TEXTS, wanted=self.past.isHidden())
        self.recall()

    def follow(self, addresses: frozenset[str]) -> None:
        """Take another report for last year's, where organ or year changed."""
        if not addresses.isdisjoint(("organ", "year")):
            self.recall()

    def mark(self) -> None:
        """Mark what still stands as it came from last year's text: its numbers, its sentences."""
        text, proposed = self.editor.text, self._proposed
        spans = unreviewed(text, proposed) if proposed else ()
        self.editor.show_unreviewed(spans)
        same = self._same_sentences(text)
        self.past.mark(same)
        notes = [f"标黄的 {len(spans)} 处数字来自上年，请逐个核对。"] if spans else []
        if same and not self.past.isHidden():
            notes.append(f"上年文字里加底色的 {len(same)} 句与今年相同。")
        self._note.setText("".join(notes))
        self._note.setHidden(not notes)
        self.take.setEnabled(text != proposed)

    def draft(self) -> None:
        """Take last year's text over, its years moved on: one action, one undo step."""
        text = self.editor.text.rstrip()
        way = dialogs.ask_draft(self) if text else "replace"
        if way is None:
            return
        kept = "" if way == "replace" else text
        new = with_example(kept, self._proposed)
        self.editor.replace_all(new, "用上年文字起草")
        start = len(new) - len(self._proposed)
        self.editor.go_to((start, start))

    def set_text_size(self, points: int, lines: int = 0) -> None:
        """Set both texts anew, each this many lines high if that is said."""
        self._lines = lines
        self.editor.set_text_size(points)
        self.past.setFont(self.editor.font())
        self._turn()
        if lines:
            height = lines * self.editor.fontMetrics().lineSpacing() + 2 * look.STEP
            for text in (self.editor, self.past):
                text.setFixedHeight(height)

    @property
    def _proposed(self) -> str:
        """Last year's text as a draft for this year; empty where there is none."""
        last = self._session.last_year
        if last is None:
            return ""
        return moved_on(last.text(self._address), last.year, self._session.report.year)

    def _same_sentences(self, text: str) -> tuple[tuple[int, int], ...]:
        """The sentences of last year's text that stand in this year's, but for the year."""
        past, moved = last_year.past_text(self._session, self._address), self._proposed
        # Moving the years on keeps every sign in its place, or else their spans would not fit.
        return same_sentences(moved if len(moved) == len(past) else past, text)

    def _lay_out(self) -> None:
        for text in (self.editor, self.past):
            self._sides.addWidget(text)
        self._sides.setChildrenCollapsible(False)
        self._sides.setHandleWidth(look.STEP)
        self._sides.setStretchFactor(0, 3)
        self._sides.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.STEP // 2)
        layout.addWidget(self._sides, 1)
        layout.addWidget(self._note)
        self._note.hide()
        self.setFocusProxy(self.editor)

    def _turn(self) -> None:
        metrics = self.editor.fontMetrics()
        wide = self.width() >= _BESIDE * metrics.horizontalAdvance("国")
        low = self.height() < _BELOW * metrics.lineSpacing() and not self._lines
        across = wide or low
        self._sides.setOrientation(Qt.Orientation.Horizontal if across else Qt.Orientation.Vertical)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the texts beside each other where there is room for that."""
        super().resizeEvent(event)
        self._turn()

    def showEvent(self, event: QShowEvent) -> None:
        """Another page may have folded the texts away meanwhile."""
        super().showEvent(event)
        self.recall()


class PastText(QPlainTextEdit):
    """Last year's text: to be read and copied from, never to be changed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "past")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setToolTip(look.tip(name))
        self.document().setDocumentMargin(look.STEP)
        self._marked: Sequence[tuple[int, int]] = ()

    def show_text(self, text: str) -> None:
        """Show another text; the same one stays where it was scrolled to."""
        if text != self.toPlainText():
            self.mark(())
            self.setPlainText(text)

    def show_place(self, place: int) -> None:
        """Scroll to a sign of the text."""
        cursor = self.textCursor()
        cursor.setPosition(qt_length(self.toPlainText()[:place]))
        self.setTextCursor(cursor)
        self.centerCursor()

    def mark(self, spans: Sequence[tuple[int, int]]) -> None:
        """Give these places another ground: the same sentences stand in this year's text."""
        if spans == self._marked:  # as at most signs that are typed beside a long text
            return
        self._marked = spans
        text = self.toPlainText()
        self.setExtraSelections([self._selection(text, span) for span in spans])

    def _selection(self, text: str, span: tuple[int, int]) -> Any:
        """A place with another ground; Any because PySide6's stubs leave its members out."""
        selection: Any = QTextEdit.ExtraSelection()
        selection.format.setBackground(QColor(look.ACCENT_LIGHT))
        cursor = self.textCursor()
        cursor.setPosition(qt_length(text[: span[0]]))
        cursor.setPosition(qt_length(text[: span[1]]), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        return selection

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text only."""
        return selected_text(self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with it, in Chinese."""
        copy_menu(self).popup(event.globalPos())
