"""A sentence with a folder in it, which a click, or Tab and Enter, opens."""

from html import escape
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel

from gkdesk.ui import outside


class FolderLink(QLabel):
    """Says where something lies."""

    def __init__(self, before: str, folder: Path, after: str = "") -> None:
        super().__init__()
        self._folder = folder
        self.setProperty("role", "link")
        self.setWordWrap(True)
        self.setIndent(0)
        self.setTextFormat(Qt.TextFormat.RichText)
        # Qt's own way by keyboard takes two Tabs, and shows nothing at the first.
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(f'{escape(before)} <a href="folder">{escape(str(folder))}</a>{escape(after)}')
        self.linkActivated.connect(self.open)

    def open(self) -> None:
        """Show the folder in the system's own window."""
        outside.open_folder(self.window(), self._folder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the folder by Enter or the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open()
        else:
            super().keyPressEvent(event)
