"""The findings below the page: errors first; a click or Enter goes to the place."""

from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gkdesk.core.checks.finding import Finding, Outcome
from gkdesk.ui import look, marks

_ORDER = ("error", "warning", "hint")
_LINES = 3
_MARKS: dict[str, marks.Mark] = {"error": "error", "warning": "warning", "hint": "hint"}
_NAMES = {"error": "错误", "warning": "提醒", "hint": "提示"}


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """Findings with the errors first, otherwise as the form's checks give them."""
    return sorted(findings, key=lambda finding: _ORDER.index(finding.severity))


def counted(findings: Sequence[Finding]) -> str:
    """How many findings there are of each severity: 「2 处错误，1 处提醒」; empty for none."""
    counts = {one: sum(f.severity == one for f in findings) for one in _ORDER}
    return "，".join(f"{count} 处{_NAMES[one]}" for one, count in counts.items() if count)


class FindingsPanel(QFrame):
    """A list of findings with a line above that counts them and folds the list."""

    activated = Signal(str, object)
    """The clerk wants to go to this address, and to this span of its text or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: list[Finding] = []
        self._folded = False
        self._toggle = look.button("", "flat")
        self._toggle.clicked.connect(self.toggle)
        self._first = look.label("", "error")
        self._first.setTextFormat(Qt.TextFormat.PlainText)
        self._list = _List()
        self._list.setAccessibleName("发现的问题")
        self._list.itemClicked.connect(self.go)
        self._list.itemActivated.connect(self.go)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._toggle)
        line.addWidget(self._first, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * look.STEP, 2, look.STEP, 2)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self._list)
        self._redraw()

    @property
    def findings(self) -> list[Finding]:
        """The findings that are listed, in their order."""
        return self._findings

    @property
    def folded(self) -> bool:
        """Whether only the line that counts is shown."""
        return self._folded

    def show_outcome(self, outcome: Outcome) -> None:
        """List what was found wrong; what is merely not there yet waits for the last step."""
        self._findings = in_order([one for one in outcome.findings if not one.unfilled])
        self._list.clear()
        for finding in self._findings:
            self._list.addItem(_item(finding))
        self._redraw()

    def fold(self, folded: bool) -> None:
        """Show the line only, or the list as well."""
        self._folded = folded
        self._redraw()

    def toggle(self) -> None:
        """Fold or unfold."""
        self.fold(not self._folded)

    def go(self, item: QListWidgetItem) -> None:
        """Ask to go to where a finding is."""
        finding = item.data(Qt.ItemDataRole.UserRole)
        self.activated.emit(finding.addresses[0], finding.span)

    def _redraw(self) -> None:
        count = counted(self._findings)
        self._toggle.setText(f"{'▸' if self._folded else '▾'} {count}" if count else "没有发现问题")
        self._toggle.setToolTip("展开" if self._folded else "收起")
        self._toggle.setEnabled(bool(count))
        self._list.setVisible(bool(count) and not self._folded)
        self._list.fit()
        self._elide()

    def _elide(self) -> None:
        """When folded, the first finding's beginning stands in the line."""
        message = self._findings[0].message if self._folded and self._findings else ""
        room = max(self.width() - self._toggle.sizeHint().width() - 4 * look.STEP, 0)
        metrics = QFontMetrics(self._first.font())
        self._first.setText(metrics.elidedText(message, Qt.TextElideMode.ElideRight, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the line to the new width."""
        super().resizeEvent(event)
        self._elide()

    def minimumSizeHint(self) -> QSize:
        """The line's text gives way to any width."""
        return QSize(0, super().minimumSizeHint().height())


class _List(QListWidget):
    """A list whose lines wrap, as high as its content up to some lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setIconSize(QSize(marks.SIZE, marks.SIZE))

    def fit(self) -> None:
        """Take the height of whole findings: of the first, and of more within some lines."""
        # Only a layout knows how a finding wraps; Qt's size hint is that of one line.
        self.doItemsLayout()
        heights = [self.visualItemRect(self.item(row)).height() for row in range(self.count())]
        most = max([_LINES * self.sizeHintForRow(0), *heights[:1]])
        sums = [total for total in accumulate(heights) if total <= most]
        self.setFixedHeight(max(sums, default=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Wrap anew for another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make Enter go to the finding, on every platform."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.itemActivated.emit(self.currentItem())
            return
        super().keyPressEvent(event)


def _item(finding: Finding) -> QListWidgetItem:
    item = QListWidgetItem(marks.icon(_MARKS[finding.severity]), finding.message)
    item.setData(Qt.ItemDataRole.UserRole, finding)
    item.setData(
        Qt.ItemDataRole.AccessibleTextRole, f"{_NAMES[finding.severity]}：{finding.message}"
    )
    item.setForeground(marks.colour(_MARKS[finding.severity]))
    return item
