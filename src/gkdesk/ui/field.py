"""One line to type into, with the sentence below it that says what is wrong."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit

from gkdesk.ui import look

_HISTORY_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


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

    def say(self, sentence: str) -> None:
        """Show what is wrong below the field; nothing if the sentence is empty."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        self.setProperty("role", "wrong" if sentence else "")
        self.style().polish(self)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z and Ctrl+Y to the window."""
        if asks_for_history(event):
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell which address has the keyboard."""
        super().focusInEvent(event)
        self.focused.emit(self.address)
