"""The moments of a report by day, newest first, read from the store as far as one scrolls."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QWidget

from gkdesk.errors import UserError
from gkdesk.files.lookback import Then
from gkdesk.ui import look, moments
from gkdesk.ui.line_list import NOWHERE, Index

THEN_ROLE = Qt.ItemDataRole.UserRole
"""The moment of a line, a Then; None for a day."""
_PIECE = 100


class MomentLines(QAbstractListModel):
    """Moments as lines under their days; more of them are read when the view asks for more."""

    failed = Signal(str)
    """The store could not be read on; the sentence says why."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Then | str] = []
        self._ahead: Iterator[Then] = iter(())
        self._more = False
        self._now = datetime.now().astimezone()

    def read(self, walk: Iterator[Then]) -> None:
        """Show other moments."""
        self.beginResetModel()
        self._lines, self._ahead, self._more = [], walk, True
        self._now = datetime.now().astimezone()
        self._lines = self._piece()
        self.endResetModel()

    def then(self, index: Index) -> Then | None:
        """The moment of a line; None for a day or no line."""
        line = self._lines[index.row()] if index.isValid() else None
        return line if isinstance(line, Then) else None

    def canFetchMore(self, parent: Index = NOWHERE) -> bool:
        """Whether the beginning of the report has not been reached."""
        return self._more

    def fetchMore(self, parent: Index = NOWHERE) -> None:
        """Read some more moments."""
        new = self._piece()
        if new:
            first = len(self._lines)
            self.beginInsertRows(NOWHERE, first, first + len(new) - 1)
            self._lines.extend(new)
            self.endInsertRows()

    def _piece(self) -> list[Then | str]:
        """The next moments with the days that begin among them."""
        try:
            found = list(islice(self._ahead, _PIECE))
        except UserError as error:
            self._more = False
            self.failed.emit(str(error))
            return []
        self._more = len(found) == _PIECE
        last = self._lines[-1] if self._lines else None
        day = self._day(last) if isinstance(last, Then) else ""
        lines: list[Then | str] = []
        for then in found:
            if self._day(then) != day:
                day = self._day(then)
                lines.append(day)
            lines.append(then)
        return lines

    def _day(self, then: Then) -> str:
        return moments.day(then.at.astimezone(), self._now)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """The lines that were read so far."""
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A day cannot be chosen."""
        if self.then(index) is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a line."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == THEN_ROLE:
            return line if isinstance(line, Then) else None
        if isinstance(line, str):
            return line if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return look.tip(line.label)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            when = moments.lasting(line.at.astimezone(), self._now)
            return "，".join(filter(None, [when, line.label, amount(line)]))
        return None


class MomentList(QListView):
    """Lists the moments of a report; the one in focus is looked at."""

    chosen = Signal(object)
    """The moment that the clerk looks at now, a Then."""
    entered = Signal()
    """Enter: the clerk wants the moment in focus back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = MomentLines(self)
        self.setModel(self.lines)
        self.setItemDelegate(_MomentDelegate(self))
        self.setAccessibleName("留痕")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self.choose)

    def show_moments(self, walk: Iterator[Then], wanted: Then | None = None) -> None:
        """List other moments; in focus is the newest that stands, or the one that is wanted."""
        self.lines.read(walk)
        index = self._find(wanted) if wanted else self._newest()
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    @property
    def current(self) -> Then | None:
        """The moment in focus."""
        return self.lines.then(self.currentIndex())

    def choose(self, index: QModelIndex) -> None:
        """Tell which moment is in focus."""
        then = self.lines.then(index)
        if then is not None:
            self.chosen.emit(then)

    def _find(self, wanted: Then) -> QModelIndex:
        row = 0
        while row < self.lines.rowCount() or self.lines.canFetchMore():
            if row == self.lines.rowCount():
                self.lines.fetchMore()
            elif self.lines.then(self.lines.index(row, 0)) == wanted:
                return self.lines.index(row, 0)
            else:
                row += 1
        return self._newest()

    def _newest(self) -> QModelIndex:
        places = (self.lines.index(row, 0) for row in range(self.lines.rowCount()))
        standing = (one for one in places if (then := self.lines.then(one)) and not then.undone)
        return next(standing, self.lines.index(1, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the moment in focus by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)


def amount(then: Then) -> str:
    """How much a step changed, and whether it is taken back; empty for a single cell."""
    count = f"{then.touched} 格" if then.touched > 1 else ""
    return "，".join(filter(None, [count, "已撤销" if then.undone else ""]))


class _MomentDelegate(QStyledItemDelegate):
    """Paints a moment: the time, what was done, and how much at the right.

    Options are Any because PySide6's stubs leave the members of QStyleOptionViewItem out.
    """

    def sizeHint(self, option: Any, index: Index) -> QSize:
        """One line of text with room around it."""
        return QSize(0, option.fontMetrics.height() + look.STEP)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Paint one line."""
        box = QRectF(option.rect).adjusted(look.STEP, 0, -look.STEP, 0)
        then: Then | None = index.data(THEN_ROLE)
        painter.save()
        painter.setFont(option.font)
        if then is None:
            self._paint_day(painter, box, option.font, str(index.data()))
        else:
            self._paint_moment(painter, box, option, then)
        painter.restore()

    def _paint_day(self, painter: QPainter, box: QRectF, font: Any, day: str) -> None:
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(look.TEXT_QUIET))
        painter.drawText(box, _LEFT, day)

    def _paint_moment(self, painter: QPainter, box: QRectF, option: Any, then: Then) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            focused = option.state & QStyle.StateFlag.State_HasFocus
            painter.setPen(QColor(look.ACCENT) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.ACCENT_LIGHT))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(2, 1, -2, -1), 4, 4)
        metrics = option.fontMetrics
        painter.setPen(QColor(look.TEXT_QUIET))
        painter.drawText(box, _LEFT, f"{then.at.astimezone():%H:%M}")
        painter.drawText(box, _RIGHT, amount(then))
        room = metrics.horizontalAdvance(amount(then))
        label = box.adjusted(metrics.horizontalAdvance("00:00") + 1.5 * look.STEP, 0, 0, 0)
        label.setRight(box.right() - room - (look.STEP if room else 0))
        painter.setPen(QColor(_colour(then)))
        elided = metrics.elidedText(then.label, Qt.TextElideMode.ElideRight, int(label.width()))
        painter.drawText(label, _LEFT, elided)


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def _colour(then: Then) -> str:
    if then.undone:
        return look.TEXT_PAST
    return look.ACCENT_DARK if then.export else look.TEXT
