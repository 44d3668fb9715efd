"""White pages and their scrolling; apart from the look, for Qt's own names cost 12 ms to load."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def stay_light() -> None:
    """Keep title bars and the system's dialogs light as well, whatever the desktop prefers."""
    QGuiApplication.styleHints().setColorScheme(Qt.ColorScheme.Light)


def make_white(widget: QWidget) -> None:
    """Make a plain widget white: Qt paints no style sheet's ground on one unasked."""
    widget.setProperty("role", "page")
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def scrolled(content: QWidget) -> QScrollArea:
    """A frameless area that scrolls its content up and down, never sideways."""
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setProperty("role", content.property("role") or "clear")
    area.viewport().setProperty("role", "clear")
    area.setWidget(content)
    return area
