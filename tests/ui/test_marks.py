"""The painted marks."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from gkdesk.ui import marks


def test_every_state_has_a_mark_of_its_own(qapp: QApplication) -> None:
    """One that can be told apart without its colour is not asked for, but all are painted."""
    pictures = {}
    for mark in ("empty", "partial", "done", "error", "warning", "hint"):
        image = marks.icon(mark).pixmap(marks.SIZE).toImage()
        points = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
        pictures[mark] = tuple(point.alpha() for point in points)

    assert len(set(pictures.values())) == len(pictures)
    assert all(any(picture) for picture in pictures.values())


def test_a_mark_keeps_its_colour_in_a_selected_line(qapp: QApplication) -> None:
    """Which severity the current finding has is seen as well."""
    mark = marks.icon("error")
    selected = mark.pixmap(16, 16, QIcon.Mode.Selected)

    assert selected.toImage() == mark.pixmap(16, 16).toImage()
