"""One line to type into, with the sentence below it that says what is wrong."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit

from gkdesk.ui import look

_HISTORY_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)

# As many characters of last year's text stand beside a field.
_PAST_LENGTH = 20


def asks_for_history(event: QEvent) -> bool:
    """Whether a widget is offered a key of undo or redo, which is the window's here."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and any(event.matches(key) for key in _HISTORY_KEYS)
    )


class Field(QLineEdit):
    """A line edit for one address; its own history is off, for the window has one."""

    focused = Signal(str)
    """The field got the keyboard; its address."""

    def __init__(self, address: str, name: str) -> None:
        super().__init__()
        self.address = address
        self.setAccessibleName(name)
        self.fault: QLabel = look.label("", "error", wrap=True)
        self.fault.hide()
        self.past: QLabel = look.label("", "past")
        self.past.setContentsMargins(look.STEP, 0, 0, 0)
        self.past.hide()

    def say(self, sentence: str) -> None:
        """Show what is wrong below the field; nothing if the sentence is empty."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        self.setProperty("role", "wrong" if sentence else "")
        self.style().polish(self)

    def recall(self, text: str) -> None:
        """Show beside the field what stood here last year; nothing if that is empty.

        A long text is cut short, for the field needs the room, and is whole in the tooltip.
        """
        short = text if len(text) <= _PAST_LENGTH else f"{text[:_PAST_LENGTH]}…"
        self.past.setText(f"上年：{short}")
        self.past.setToolTip(look.tip(text) if short != text else "")
        self.past.setHidden(not text)
        self.setAccessibleDescription(f"上年 {text}" if text else "")

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z and Ctrl+Y to the window."""
        if asks_for_history(event):
            event.ignore()
            return False
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take no files: Qt would write their places into the field."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell which address has the keyboard."""
        super().focusInEvent(event)
        self.focused.emit(self.address)
