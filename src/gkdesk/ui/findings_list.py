"""The list of findings: a heading line per step, the current finding kept while the clerk types."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate

from gkdesk.core.checks.finding import Finding
from gkdesk.core.progress import GRAVEST_FIRST
from gkdesk.core.self_check import SEVERITY_WORDS
from gkdesk.ui import look, marks
from gkdesk.ui.line_list import Index

_LINES = 4
_FINDING = Qt.ItemDataRole.UserRole


def counted(findings: Sequence[Finding]) -> str:
    """How many findings there are of each severity: 「2 处错误，1 处提醒」; empty for none."""
    counts = {one: sum(f.severity == one for f in findings) for one in GRAVEST_FIRST}
    return "，".join(f"{count} 处{SEVERITY_WORDS[one]}" for one, count in counts.items() if count)


class FindingsList(QListWidget):
    """A list whose lines wrap, as high as its content up to some lines."""

    chosen = Signal(object)
    """The clerk wants to go to this finding: a click or Enter, while arrows only look."""
    current_changed = Signal()
    """Another finding is the current one, by the clerk's doing."""
    left = Signal()
    """The clerk wants to go back to the page, by Esc."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("findings")
        self.setAccessibleName("发现的问题")
        self.setWordWrap(True)
        self.setItemDelegate(_LineDelegate(self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setIconSize(QSize(marks.SIZE, marks.SIZE))
        self.itemClicked.connect(self.choose)
        self.itemActivated.connect(self.choose)
        self.currentRowChanged.connect(self.show_heading)
        self.currentRowChanged.connect(lambda _: self.current_changed.emit())

    @property
    def current(self) -> Finding | None:
        """The finding that is selected."""
        return _finding(self.currentItem())

    @property
    def findings(self) -> list[Finding]:
        """The findings that are listed, in their order."""
        return [finding for _, finding in self._rows()]

    def show_groups(
        self, groups: Sequence[tuple[str, Sequence[Finding]]], *, keep_place: bool
    ) -> None:
        """List findings under headings; the current one stays current while it is there.

        Where it is gone, with `keep_place` the next one takes its place.
        """
        before, place = self.current, self.currentRow()
        lines: list[str | Finding] = []
        for heading, findings in groups:
            lines += [heading, *findings]
        # Between the two lists any line may be the current one, and nobody chose it.
        with QSignalBlocker(self):
            for row, line in enumerate(lines):
                _fill(self.item(row) or self._new(), line)
            while self.count() > len(lines):
                self.takeItem(self.count() - 1)
            self._select(self._again(before, place if keep_place else -1))
        self.fit()

    def show_place(self, address: str) -> None:
        """Make the first finding about an address the current one, unless one already is."""
        about = [row for row, finding in self._rows() if address in finding.addresses]
        if about and self.currentRow() not in about:
            self._select(about[0])

    def choose(self, item: QListWidgetItem) -> None:
        """Ask to go to where a finding is."""
        finding = _finding(item)
        if finding is not None:
            self.chosen.emit(finding)

    def show_heading(self, row: int) -> None:
        """Scroll to the heading too, where the current finding is the first below it."""
        if row > 0 and _finding(self.item(row - 1)) is None:
            self.scrollToItem(self.item(row - 1))
            self.scrollToItem(self.item(row))

    def fit(self) -> None:
        """Take the height of whole findings: of the first, and of more within some lines."""
        # Only a layout knows how a finding wraps; Qt's size hint is that of one line.
        self.doItemsLayout()
        heights = [self.visualItemRect(self.item(row)).height() for row in range(self.count())]
        most = max(_LINES * self.sizeHintForRow(0), sum(heights[:2]))
        # A heading alone at the bottom would look cut off.
        ends = {row for row, _ in self._rows()}
        sums = [total for row, total in enumerate(accumulate(heights)) if row in ends]
        sums = [total for total in sums if total <= most]
        self.setFixedHeight(max(sums, default=0))

    def _rows(self) -> Iterator[tuple[int, Finding]]:
        """The rows that are findings, with them."""
        for row in range(self.count()):
            finding = _finding(self.item(row))
            if finding is not None:
                yield row, finding

    def _new(self) -> QListWidgetItem:
        item = QListWidgetItem()
        self.addItem(item)
        return item

    def _again(self, before: Finding | None, place: int) -> int:
        """The row of a finding of before; else the one at or before a place; else -1."""
        if before is None:
            return -1
        alike = [(row, one) for row, one in self._rows() if _key(one) == _key(before)]
        same = [row for row, one in alike if _start(one) == _start(before)]
        # What is typed before it moves a place in prose; its figures tell it all the same.
        moved = [r for r, one in alike if (one.left, one.right) == (before.left, before.right)]
        if same or len(moved) == 1:
            return (same or moved)[0]
        rows = [row for row, _ in self._rows()] if place >= 0 else []
        return next((row for row in rows if row >= place), max(rows, default=-1))

    def _select(self, row: int) -> None:
        if row == self.currentRow():
            return
        self.setCurrentRow(row)
        if row < 0:
            self.clearSelection()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first finding, not at its heading."""
        if self.current is None and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._select(next((row for row, _ in self._rows()), -1))
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
        if event.size().height() != event.oldSize().height():
            self.show_heading(self.currentRow())

    def changeEvent(self, event: QEvent) -> None:
        """Wrap anew for another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make Enter go to the finding, on every platform, and Esc back to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.itemActivated.emit(self.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _LineDelegate(QStyledItemDelegate):
    """Measures a line where Qt forgets that the style sheet's padding leaves its text less room.

    Options are Any because PySide6's stubs leave the members of QStyleOptionViewItem out.
    """

    def sizeHint(self, option: Any, index: Index) -> QSize:
        """As high as the text needs in the width that it is painted in."""
        option.rect = option.rect.adjusted(0, 0, -look.LINE_PADDING, 0)
        return super().sizeHint(option, index)


def _finding(item: QListWidgetItem | None) -> Finding | None:
    """The finding of a line; a heading has none."""
    found: Finding | None = item.data(_FINDING) if item is not None else None
    return found


def _key(finding: Finding) -> tuple[str, tuple[str, ...]]:
    return finding.check.id, finding.addresses


def _start(finding: Finding) -> int | None:
    return finding.span[0] if finding.span else None


def _fill(item: QListWidgetItem, line: str | Finding) -> None:
    """Let a line say a heading or a finding; one that says it already is left alone."""
    if isinstance(line, Finding):
        if _finding(item) != line:
            _fill_finding(item, line)
    elif item.text() != line or _finding(item) is not None:
        _fill_heading(item, line)


def _fill_finding(item: QListWidgetItem, finding: Finding) -> None:
    font = item.font()
    font.setBold(False)
    item.setFont(font)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    item.setText(finding.message)
    item.setIcon(marks.icon(finding.severity))
    item.setData(_FINDING, finding)
    item.setData(
        Qt.ItemDataRole.AccessibleTextRole, f"{SEVERITY_WORDS[finding.severity]}：{finding.message}"
    )
    item.setForeground(marks.colour(finding.severity))


def _fill_heading(item: QListWidgetItem, heading: str) -> None:
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setText(heading)
    item.setData(Qt.ItemDataRole.DecorationRole, None)
    item.setData(_FINDING, None)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, heading)
    item.setForeground(QColor(look.TEXT_QUIET))
