"""A layout that puts widgets side by side and goes on in the next line where they do not fit."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem


class FlowLayout(QLayout):
    """Lays out like words in a paragraph, at any width and text size; all lines are as high."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def _flow(self, area: QRect, *, move: bool) -> int:
        """Put each visible widget in its place in the area; the height that takes."""
        shown = [item for item in self._items if not item.isEmpty()]
        line = max((item.sizeHint().height() for item in shown), default=0)
        place = QPoint(area.topLeft())
        for item in shown:
            size = QSize(item.sizeHint().width(), line)
            if place.x() > area.x() and place.x() + size.width() > area.right() + 1:
                place = QPoint(area.x(), place.y() + line + self._gap)
            if move:
                item.setGeometry(QRect(place, size))
            place.setX(place.x() + size.width() + self._gap)
        return place.y() + line - area.y()

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more widget at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:
        """The one at a place; None, as Qt wants it, past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def takeAt(self, index: int) -> QLayoutItem:
        """Give one back; None, as Qt wants it, past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def hasHeightForWidth(self) -> bool:
        """A narrow area needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that all need at a width."""
        return self._flow(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        """Put all in their places."""
        super().setGeometry(area)
        self._flow(area, move=True)

    def sizeHint(self) -> QSize:
        """As little as possible; the height follows from the width."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Room for the widest."""
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size
