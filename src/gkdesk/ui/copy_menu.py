"""What can be done with a text that is only read: copied as plain text, and chosen whole."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QTextEdit


def copy_menu(text: QPlainTextEdit | QTextEdit) -> QMenu:
    """A menu of its own, in Chinese whatever Qt has been given."""
    menu = QMenu(text)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    copy = menu.addAction("复制\tCtrl+C", text.copy)
    copy.setEnabled(text.textCursor().hasSelection())
    menu.addAction("全选\tCtrl+A", text.selectAll)
    return menu


def selected_text(text: QPlainTextEdit | QTextEdit) -> QMimeData:
    """What is selected as plain text only, so that no colours of this window land in Word."""
    data = QMimeData()
    data.setText(text.textCursor().selection().toPlainText())
    return data
