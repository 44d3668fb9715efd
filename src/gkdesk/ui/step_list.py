"""The steps on the left with the state of each: 未填, 填写中, 完成, n 处错误."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from gkdesk.core.checks.finding import Outcome
from gkdesk.core.form import Form
from gkdesk.core.progress import BASICS, REVIEW, Progress, progress, steps
from gkdesk.ui import look, marks
from gkdesk.ui.line_list import Index
from gkdesk.ui.session import Session

_STEP = Qt.ItemDataRole.UserRole
_MARK = Qt.ItemDataRole.UserRole + 1
_STATE = Qt.ItemDataRole.UserRole + 2
_NAMES = {BASICS: "基本信息", REVIEW: "核对与导出"}
_STATES: dict[str, str] = {"empty": "未填", "partial": "填写中", "done": "完成"}


def step_title(form: Form, step: str) -> str:
    """What a step is called: its official number and its short name."""
    if step in _NAMES:
        return _NAMES[step]
    section = form.section(step)
    return f"{section.label.partition('、')[0]} {section.name}"


class StepList(QListWidget):
    """Lists the steps of a session's report; the current one is the page that is shown."""

    chosen = Signal(str)
    """The clerk chose this step."""
    entered = Signal()
    """The clerk wants to type there: a click or Enter, while arrows only look."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName("填报步骤")
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self._delegate = _StepDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for step in steps(session.form):
            item = QListWidgetItem(step_title(session.form, step))
            item.setData(_STEP, step)
            self.addItem(item)
        self.show_outcome(session.outcome)
        session.outcome_changed.connect(self.show_outcome)
        self.currentRowChanged.connect(self.choose)
        self.clicked.connect(self.entered)

    def show_step(self, step: str) -> None:
        """Mark the step that is shown."""
        self.setCurrentRow(steps(self._session.form).index(step))

    def choose(self, row: int) -> None:
        """Tell which step the clerk turned to."""
        if row >= 0:
            self.chosen.emit(steps(self._session.form)[row])

    def set_dense(self, dense: bool) -> None:
        """Put the steps closer together, for a low window."""
        self._delegate.padding = look.STEP if dense else 2 * look.STEP
        self.doItemsLayout()

    def show_outcome(self, outcome: Outcome) -> None:
        """Show each step's state anew."""
        states = progress(self._session.report, outcome)
        for row in range(self.count()):
            item = self.item(row)
            state = states.get(item.data(_STEP))
            mark, words = _state(state, outcome)
            item.setData(_MARK, mark)
            item.setData(_STATE, words)
            whole = _counts(state) or words
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}，{whole}")
            item.setToolTip(look.tip(f"{item.text()}：{whole}"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go into the chosen step by Enter, on every platform."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as the longest step with its state."""
        room = self.fontMetrics().horizontalAdvance("六 核对与导出　 10 处错误")
        return QSize(room + marks.SIZE + 5 * look.STEP, super().sizeHint().height())


def _state(state: Progress | None, outcome: Outcome) -> tuple[marks.Mark, str]:
    """The mark and the words for a step; the last step speaks for the whole report."""
    if state is None:
        errors = len(outcome.errors)
        return ("partial", f"{errors} 处待办") if errors else ("done", "可导出")
    if state.errors:
        return "error", f"{state.errors} 处错误"
    if state.warnings:
        return "warning", f"{state.warnings} 处提醒"
    if state.hints:
        # A hint is no fault: the mark goes on saying how far the step is.
        return state.state, f"{state.hints} 处提示"
    return state.state, _STATES[state.state]


def _counts(state: Progress | None) -> str:
    """All that was found on a step; empty for nothing, and for the last step."""
    if state is None:
        return ""
    counts = ((state.errors, "错误"), (state.warnings, "提醒"), (state.hints, "提示"))
    return "，".join(f"{count} 处{word}" for count, word in counts if count)


class _StepDelegate(QStyledItemDelegate):
    """Paints a step: its mark, its title, and its state at the right.

    Options are Any because PySide6's stubs leave the members of QStyleOptionViewItem out.
    """

    padding = 2 * look.STEP

    def sizeHint(self, option: Any, index: Index) -> QSize:
        """One line of text with room around it."""
        return QSize(0, option.fontMetrics.height() + self.padding)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Paint one step."""
        box = QRectF(option.rect).adjusted(4, 1, -4, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, box, option.state)
        mark: marks.Mark = index.data(_MARK)
        middle = box.center().y() - marks.SIZE / 2
        marks.paint(painter, QRectF(box.left() + 8, middle, marks.SIZE, marks.SIZE), mark)
        text = box.adjusted(marks.SIZE + 16, 0, -8, 0)
        font = option.font
        font.setBold(bool(option.state & QStyle.StateFlag.State_Selected))
        painter.setFont(font)
        painter.setPen(QColor(look.TEXT))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(text, left, index.data(Qt.ItemDataRole.DisplayRole))
        self._paint_state(painter, text, option, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        selected = state & QStyle.StateFlag.State_Selected
        if not selected and not state & QStyle.StateFlag.State_MouseOver:
            return
        focused = selected and state & QStyle.StateFlag.State_HasFocus
        painter.setPen(QPen(QColor(look.ACCENT), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.ACCENT_LIGHT if selected else look.HEAD))
        painter.drawRoundedRect(box, 4, 4)

    def _paint_state(self, painter: QPainter, box: QRectF, option: Any, index: Index) -> None:
        """Paint the words for the state; the quiet ones in grey, and never over the title."""
        mark: marks.Mark = index.data(_MARK)
        font = option.font
        font.setBold(False)
        font.setPointSizeF(font.pointSizeF() * 0.9)
        painter.setFont(font)
        painter.setPen(
            marks.colour(mark) if mark in ("error", "warning") else QColor(look.TEXT_QUIET)
        )
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(box, right, index.data(_STATE))
