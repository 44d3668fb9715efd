"""Where the window stands and how large it is: as it was last, if a screen still shows that."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

PLACE = "window.place"
"""The setting that keeps it: left, top, width, height, and 1 where it filled the screen."""

_WIDTH, _HEIGHT = 1280, 800


def take_place(window: QWidget, stored: str | None) -> None:
    """Stand where the window stood last if a screen still shows that, else in the middle."""
    screen = QGuiApplication.primaryScreen().availableGeometry()
    numbers = [int(one) for one in (stored or "").split(",") if one.lstrip("-").isdecimal()]
    size = QRect(0, 0, min(_WIDTH, screen.width()), min(_HEIGHT, screen.height()))
    size.moveCenter(screen.center())
    if len(numbers) == 5 and _is_seen(QRect(*numbers[:4])):
        size = QRect(*numbers[:4])
    window.setGeometry(size)
    small = screen.width() <= _WIDTH or screen.height() <= _HEIGHT
    if numbers[4:] == [1] or (not stored and small):
        window.showMaximized()


def place_of(window: QWidget) -> str:
    """Where a window stands, to be stored; of one that fills the screen, where it stood before."""
    place = window.normalGeometry() if window.isMaximized() else window.geometry()
    numbers = (place.x(), place.y(), place.width(), place.height(), int(window.isMaximized()))
    return ",".join(map(str, numbers))


def _is_seen(place: QRect) -> bool:
    """Whether enough of a window at this place would be on some screen."""
    return any(
        (seen := screen.availableGeometry().intersected(place)).width() > 200
        and seen.height() > 100
        for screen in QGuiApplication.screens()
    )
