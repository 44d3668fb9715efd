"""The small marks of the window, painted so that no font needs to have them."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from gkdesk.ui import look

Mark = Literal["empty", "partial", "done", "error", "warning", "hint", "none"]

SIZE = 16
_RATIO = 4  # painted large enough for every scaling, and made smaller by Qt

_COLOURS: dict[Mark, str] = {
    "empty": look.LINE_DARK,
    "partial": look.ACCENT,
    "done": look.GOOD,
    "error": look.ERROR,
    "warning": look.WARNING,
    "hint": look.TEXT_QUIET,
    "none": look.LINE_DARK,
}


def colour(mark: Mark) -> QColor:
    """The colour of a mark, also for the words beside it."""
    return QColor(_COLOURS[mark])


def icon(mark: Mark) -> QIcon:
    """A mark as an icon, sharp at every scaling."""
    picture = QPixmap(SIZE * _RATIO, SIZE * _RATIO)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.scale(_RATIO, _RATIO)
    paint(painter, QRectF(0, 0, SIZE, SIZE), mark)
    painter.end()
    made = QIcon(picture)
    made.addPixmap(picture, QIcon.Mode.Selected)  # else Qt would make it grey in a selected line
    return made


def paint(painter: QPainter, square: QRectF, mark: Mark) -> None:
    """Paint a mark into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(square.topLeft())
    painter.scale(square.width() / SIZE, square.height() / SIZE)
    pen = QPen(colour(mark), 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    _SHAPES[mark](painter)
    painter.restore()


def _ring(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(8, 8), 5, 5)


def _half(painter: QPainter) -> None:
    _ring(painter)
    painter.setBrush(painter.pen().color())
    painter.drawChord(QRectF(3, 3, 10, 10), 90 * 16, 180 * 16)


def _tick(painter: QPainter) -> None:
    _strong(painter)
    painter.drawPolyline([QPointF(3.5, 8.5), QPointF(6.8, 11.8), QPointF(12.8, 4.8)])


def _cross(painter: QPainter) -> None:
    _strong(painter)
    painter.drawLine(QPointF(4, 4), QPointF(12, 12))
    painter.drawLine(QPointF(12, 4), QPointF(4, 12))


def _shout(painter: QPainter) -> None:
    _strong(painter)
    painter.drawLine(QPointF(8, 3), QPointF(8, 9))
    painter.drawPoint(QPointF(8, 12.5))


def _dash(painter: QPainter) -> None:
    painter.drawLine(QPointF(4.5, 8), QPointF(11.5, 8))


def _strong(painter: QPainter) -> None:
    pen = painter.pen()
    pen.setWidthF(2.2)
    painter.setPen(pen)


_SHAPES = {
    "empty": _ring,
    "partial": _half,
    "done": _tick,
    "error": _cross,
    "warning": _shout,
    "hint": _dash,
    "none": _dash,
}
