"""The editor of one prose section: plain text, one paragraph per line, stored while typing."""

import re
from collections.abc import Sequence
from html import escape
from itertools import takewhile

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCursor,
    QTextDocumentFragment,
)
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QToolTip, QWidget

from gkdesk.core.checks.finding import Finding, Outcome
from gkdesk.core.prose import clean, official
from gkdesk.ui import look, prose_menu
from gkdesk.ui.field import asks_for_history
from gkdesk.ui.prose_highlighter import Fault, ProseHighlighter, qt_length
from gkdesk.ui.session import Session

# What a double click selects: a number, or the words between two signs.
_WORD = re.compile(r"\d+(?:[.．,]\d+)*|[A-Za-z]+|[^\W\d_A-Za-z]+|.")


class ProseEditor(QPlainTextEdit):
    """Shows the text of one address of a session, and hands each change to it.

    It keeps no history of its own: undo and redo are the session's.
    """

    focused = Signal(str)
    """The editor got the keyboard; the address it shows."""

    def __init__(self, session: Session, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._address = address
        self.setAccessibleName(session.name_of(address))
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(look.STEP)
        self.setPlainText(session.report.text(address))
        self._highlighter = ProseHighlighter(self)
        self.show_outcome(session.outcome)
        self._composing = False
        self._clicked = (0, 0)
        self._holds_word = False
        self._click_timer = QTimer(self, singleShot=True)
        self._click_timer.timeout.connect(self.offer_for_click)
        # Only now: a text that is merely shown is no change of the clerk.
        self.textChanged.connect(self.hand_over)
        session.answers_changed.connect(self.follow)
        session.outcome_changed.connect(self.show_outcome)

    @property
    def text(self) -> str:
        """The text as it is stored; QTextDocument would turn a no-break space into a space."""
        return clean(self.document().toRawText())

    def hand_over(self) -> None:
        """Give the session what stands in the editor."""
        self._session.type_prose(self._address, self.text)

    def commit(self) -> None:
        """Put what was typed on disk."""
        self.hand_over()
        self._session.flush()

    def set_text_size(self, points: int) -> None:
        """Set the text a little larger than the labels around it: it is read at length."""
        self.setFont(look.base_font(points + 1))

    def go_to(self, span: tuple[int, int] | None = None) -> None:
        """Take the keyboard, and select a place of the text."""
        self.setFocus()
        if span is not None:
            start, end = (self._place(index) for index in span)
            self._select(start, end)

    def follow(self, addresses: frozenset[str]) -> None:
        """Show a text that changed elsewhere, as undo does; the cursor stays near the change."""
        if self._address in addresses:
            self._show(self._session.report.text(self._address))

    def show_outcome(self, outcome: Outcome) -> None:
        """Underline the places that findings point to."""
        faults = [
            Fault(self._place(finding.span[0]), self._place(finding.span[1]), finding)
            for finding in outcome.findings
            if finding.span and self._address == finding.addresses[0]
        ]
        self._highlighter.show_faults(faults)

    def findings_under(self, point: QPoint) -> list[Finding]:
        """What is said of the character under a point of the viewport."""
        if self._composing:  # Qt counts what is being composed as text here
            return []
        place, box = self._place_under(point)
        block = self.document().findBlock(place)
        # Beside a line there is nothing, although its end is the nearest place.
        beside = not 0 <= place - block.position() < block.length() - 1
        if beside or not box.top() <= point.y() <= box.bottom():
            return []
        return self._highlighter.findings_at(place, place + 1)

    def findings_at_cursor(self) -> list[Finding]:
        """What is said of the selection, or of the characters on both sides of the cursor."""
        cursor = self.textCursor()
        beside = 0 if cursor.hasSelection() else 1
        return self._highlighter.findings_at(
            cursor.selectionStart() - beside, cursor.selectionEnd() + beside
        )

    def offer(self) -> None:
        """Open a menu of what can be done about the place of the cursor; else say what is wrong."""
        # First: a mend is for the text that was checked.
        self._session.flush()
        findings = self.findings_at_cursor()
        menu = prose_menu.finding_menu(self, self._session, findings)
        below = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
        if menu.isEmpty():
            menu.deleteLater()
            QToolTip.showText(below, _tip(findings), self.viewport())
        else:
            menu.popup(below)

    def offer_for_click(self) -> None:
        """Offer what can be done about a clicked place, unless the clerk has gone on since."""
        here = self.window().focusWidget() is self and self._cursor == self._clicked
        if here and not self._composing:
            self.offer()

    def show_unreviewed(self, spans: Sequence[tuple[int, int]]) -> None:
        """Mark these places of the text as it stands in the editor."""
        text = self.text
        self._highlighter.show_unreviewed(
            [(qt_length(text[:start]), qt_length(text[:end])) for start, end in spans]
        )

    def insert(self, text: str, label: str) -> None:
        """Put a text in place of the selection: one action, one undo step."""
        cursor = self.textCursor()
        raw = self.document().toRawText()
        before, after = _split(raw, cursor.selectionStart())[0], _split(raw, cursor.selectionEnd())
        self.replace_all(clean(before + text + after[1]), label)
        self._select(qt_length(before + text), qt_length(before + text))

    def replace_all(self, text: str, label: str) -> None:
        """Put another text in place of the whole: one action, one undo step."""
        self._session.set_many({self._address: text}, label)

    def _show(self, text: str) -> None:
        """Change no more of the document than differs, so that cursor and view stay."""
        shown = self.document().toRawText().replace("\u2029", "\n")
        if clean(shown) == text:
            return
        self._end_composition()
        start = _shared(shown, text)
        tail = _shared(shown[start:][::-1], text[start:][::-1])
        self._select(qt_length(shown[:start]), qt_length(shown[: len(shown) - tail]))
        self.textCursor().insertText(text[start : len(text) - tail])

    def _place_under(self, point: QPoint) -> tuple[int, QRect]:
        """The place of the character at or nearest to a point, and the box of its line there."""
        cursor = self.cursorForPosition(point)
        box = self.cursorRect(cursor)
        return cursor.position() - (point.x() < box.left()), box

    def _select_word(self, place: int) -> None:
        block = self.document().findBlock(place)
        first, text = block.position(), block.text()
        for word in _WORD.finditer(text):
            start, end = (first + qt_length(text[:index]) for index in word.span())
            if start <= place < end:
                self._select(start, end)

    @property
    def _cursor(self) -> tuple[int, int]:
        """Both ends of the selection."""
        return self.textCursor().anchor(), self.textCursor().position()

    def _end_composition(self) -> None:
        """Drop what is being composed: Qt loses its cursor if the text changes around it."""
        if self._composing:
            self.inputMethodEvent(QInputMethodEvent())

    def _place(self, index: int) -> int:
        """A place of the stored text in Qt's counting."""
        return qt_length(self._session.report.text(self._address)[:index])

    def _select(self, start: int, end: int) -> None:
        last = self.document().characterCount() - 1
        cursor = self.textCursor()
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text in any shape; pictures and files are none."""
        files = any(url.isLocalFile() for url in source.urls())
        return not files and (source.hasText() or source.hasHtml())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text: each paragraph its line, the numbering made official."""
        text = source.text() or QTextDocumentFragment.fromHtml(source.html()).toPlainText()
        cursor = self.textCursor()
        start = (
            cursor.selectionStart() - self.document().findBlock(cursor.selectionStart()).position()
        )
        before = self.document().findBlock(cursor.selectionStart()).text()
        self.insert(pasted(text, opens_line=not _split(before, start)[0].strip()), "粘贴文字")

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text only, so that no colours of this window land in Word."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what is wrong with the place under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = _tip(self.findings_under(event.pos()))
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Offer what can be done about an underlined place that is clicked.

        Only once no second click can follow: a double click selects a word, here as elsewhere.
        """
        super().mouseReleaseEvent(event)
        self._holds_word = False
        clicked = event.button() == Qt.MouseButton.LeftButton
        selected = self.textCursor().hasSelection()
        if clicked and not selected and self.findings_under(event.position().toPoint()):
            self._clicked = self._cursor
            self._click_timer.start(QApplication.doubleClickInterval())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word or a number: Qt takes a whole Chinese line for one word."""
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self._composing:
            self._select_word(self._place_under(event.position().toPoint())[0])
            self._holds_word = True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Keep a selected word while its second click is held: Qt would extend it to the line."""
        if not self._holds_word:
            super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the editor's own menu: Qt's is in English, and knows nothing of findings."""
        self._session.flush()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            findings = self.findings_at_cursor()
        else:
            findings = self.findings_under(event.pos())
        prose_menu.context_menu(self, self._session, findings).popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z and Ctrl+Y to the window, whose history holds all that was typed."""
        if asks_for_history(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make every Enter a paragraph, as paper knows no soft break; let Tab insert nothing.

        While something is being composed the keys are the input method's, and one that it lets
        through is dropped: Qt 6.9 crashes when the cursor leaves a composition of two lines.
        """
        if self._composing:
            event.accept()
        elif _asks_for_offer(event):
            self.offer()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        elif event.key() == Qt.Key.Key_Tab:
            self.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether something is being composed."""
        super().inputMethodEvent(event)
        self._composing = bool(event.preeditString())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell which text has the keyboard."""
        super().focusInEvent(event)
        self.focused.emit(self._address)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave no composition behind that no input method knows of any more."""
        super().focusOutEvent(event)
        self._end_composition()


def _asks_for_offer(event: QKeyEvent) -> bool:
    """Whether these keys are Alt+Enter."""
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)


def _tip(findings: list[Finding]) -> str:
    """The messages of findings, in lines that wrap; empty, which shows nothing, for none."""
    return "".join(f"<p>{escape(finding.message)}</p>" for finding in findings)


def pasted(text: str, *, opens_line: bool) -> str:
    """A text from elsewhere as it goes into the editor; a bit of a line stays as it is."""
    text = clean(text)
    if opens_line:
        body = official(text)
    else:
        first, *rest = text.split("\n")
        body = "\n".join(line for line in (first, official("\n".join(rest))) if line)
    many = "\n" in text.strip("\n")
    return body + "\n" if many and text.endswith("\n") else body


def _shared(one: str, other: str) -> int:
    """How many signs two texts begin with alike."""
    same = (left == right for left, right in zip(one, other, strict=False))
    return sum(takewhile(bool, same))


def _split(text: str, place: int) -> tuple[str, str]:
    """A text before and after a place in Qt's counting."""
    units = text.encode("utf-16-le", "surrogatepass")
    before, after = units[: 2 * place], units[2 * place :]
    return before.decode("utf-16-le", "surrogatepass"), after.decode("utf-16-le", "surrogatepass")
