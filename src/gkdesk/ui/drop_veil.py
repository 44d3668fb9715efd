"""The veil over the window while files are dragged onto it: it says that they may be dropped."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from gkdesk.ui import look


class DropVeil(QLabel):
    """Covers a widget from its making on, and lets the mouse through to it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("松开鼠标，导入往年报告\n\n先看读入的内容，同意以后才存入", parent)
        self.setProperty("role", "veil")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inset = look.STEP
        self.setGeometry(parent.rect().adjusted(inset, inset, -inset, -inset))
        self.show()
