"""One official table for Qt: the figures of the report, and how each of them stands."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from gkdesk.core.checks.finding import Finding, Outcome
from gkdesk.core.form import Cell, Table
from gkdesk.core.grid import Grid, GridCell, lay_out
from gkdesk.ui import look
from gkdesk.ui.last_year import past_text
from gkdesk.ui.line_list import NOWHERE, Index
from gkdesk.ui.session import Session
from gkdesk.ui.table_steps import Place

_Role = Qt.ItemDataRole
LAST_YEAR_ROLE = _Role.UserRole + 1
"""Last year's figure of a cell, as a text; empty where there is none."""
_SEVERITIES = ("error", "warning", "hint")


class TableModel(QAbstractTableModel):
    """The body of a table, without the head rows and label columns that stay put beside it."""

    def __init__(self, session: Session, section_id: str, parent: QObject | None = None) -> None:
        """A model of a table section of the open report."""
        super().__init__(parent)
        self._session = session
        self.section = session.form.section(section_id)
        self.grid: Grid = lay_out(session.form, self.section)
        self._cells = {
            (cell.row - self.grid.head_rows, cell.column - self.grid.label_columns): cell
            for cell in self.grid.cells
            if cell.row >= self.grid.head_rows and cell.column >= self.grid.label_columns
        }
        self._places = {cell.address: place for place, cell in self._cells.items() if cell.address}
        self._marks = _marks(session.outcome)
        self._doubtful: frozenset[str] = frozenset()
        self._doubt = ""
        self._recalled = session.last_year
        self._part_sums = {one for one in self._places if self._is_part_sum(one)}
        session.answers_changed.connect(self.show_answers)
        session.outcome_changed.connect(self.show_outcome)

    @property
    def table(self) -> Table:
        """The table as the form describes it."""
        assert self.section.table is not None  # lay_out has refused the others
        return self.section.table

    def address(self, index: Index) -> str:
        """The address of the figure at an index; empty for a label or an invalid index."""
        cell = self.cell(index)
        return cell.address if cell else ""

    def index_of(self, address: str) -> QModelIndex:
        """The index of an address; invalid if it is in another table."""
        place = self._places.get(address)
        return self.index(*place) if place else QModelIndex()

    def cell(self, index: Index) -> GridCell | None:
        """The grid's cell that begins at an index."""
        return self._cells.get((index.row(), index.column())) if index.isValid() else None

    def cells(self) -> Iterator[tuple[Place, GridCell]]:
        """All cells of the body with their places, in reading order."""
        for (row, column), cell in self._cells.items():
            yield Place(row, column, cell.column_span), cell

    def is_typed(self, address: str) -> bool:
        """Whether an address is a figure of this table that the clerk types."""
        return address in self._places and not self._figure(address).worked_out

    def last_year(self, address: str) -> str:
        """What a cell showed in last year's report, totals too; empty where that has none."""
        return past_text(self._session, address)

    def names(self, address: str) -> tuple[str, str]:
        """What stands left of a figure and above it, outermost first, as a reader says it."""
        cell = self._figure(address)
        block = next(block for block in self.table.blocks if cell.row in block.rows)
        row = [block.caption, *self._under(cell.row.under), cell.row.label]
        column = [*self._under(cell.column.under), cell.column.label]
        return "，".join(filter(None, row)), "，".join(column)

    def show_answers(self, addresses: frozenset[str]) -> None:
        """Tell the views which figures of this table are new, or a part sum no longer or now."""
        for address in addresses | self._turned(addresses):
            self._tell(address)
        if self._recalled is not self._session.last_year:  # organ or year has changed
            self._recalled = self._session.last_year
            for address in self._places:
                self._tell(address)

    def show_outcome(self, outcome: Outcome) -> None:
        """Tell the views which cells a finding came to, left, or changed."""
        before, self._marks = self._marks, _marks(outcome)
        for address in before.keys() | self._marks.keys():
            if before.get(address) != self._marks.get(address):
                self._tell(address)

    def show_doubtful(self, addresses: frozenset[str], why: str = "要与原文核对") -> None:
        """Mark figures to look at: of a report that was read those still to be compared."""
        self._doubt = why
        before, self._doubtful = self._doubtful, addresses & self._places.keys()
        for address in before ^ self._doubtful:
            self._tell(address)

    def _turned(self, addresses: frozenset[str]) -> set[str]:
        """The sums over some cells that became complete, or a part sum, by a change of those."""
        dependents = self._session.form.dependents
        sums = {one for address in addresses for one in dependents.get(address, ())}
        sums &= self._places.keys()
        now = {one for one in sums if self._is_part_sum(one)}
        turned = now ^ (self._part_sums & sums)
        self._part_sums ^= turned
        return turned

    def _tell(self, address: str) -> None:
        index = self.index_of(address)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def _figure(self, address: str) -> Cell:
        return self._session.form.cells[address]

    def _under(self, heading_id: str | None) -> list[str]:
        """The labels of a heading and of those it stands under, outermost first."""
        if heading_id is None:
            return []
        heading = self.table.headings[heading_id]
        return [*self._under(heading.under), heading.label]

    def _is_part_sum(self, address: str) -> bool:
        if not self._figure(address).worked_out:
            return False
        total = self._session.report.total(address)
        return total.value is not None and not total.complete

    def _shown(self, address: str) -> str:
        return self._session.report.shown(address)

    def _typed(self, address: str) -> str:
        return self._session.report.text(address)

    def _heads_over(self, column: int) -> list[str]:
        place = column + self.grid.label_columns
        heads = [cell for cell in self.grid.cells if cell.row < self.grid.head_rows]
        return [cell.text for cell in heads if 0 <= place - cell.column < cell.column_span]

    def _labels_beside(self, row: int) -> list[str]:
        place = row + self.grid.head_rows
        labels = [cell for cell in self.grid.cells if cell.column < self.grid.label_columns]
        return [cell.text for cell in labels if 0 <= place - cell.row < cell.row_span]

    def _found(self, address: str) -> tuple[Finding, ...]:
        # A blank cell is never marked: not filled yet is not wrong.
        return self._marks.get(address, ()) if self._shown(address) else ()

    def _message(self, address: str) -> str | None:
        messages = [finding.message for finding in self._found(address)]
        return "\n".join([*messages, *self._past(address)]) or None

    def _tip(self, address: str) -> str | None:
        message = self._message(address)
        return look.tip(message) if message else None

    def _past(self, address: str) -> list[str]:
        """「上年 3」, where there is such a figure."""
        past = self.last_year(address)
        return [f"上年 {past}"] if past else []

    def _background(self, address: str) -> QBrush | None:
        found = self._found(address)
        if found:
            return QBrush(QColor(_MARK[found[0].severity][0]))
        if address in self._doubtful:
            return QBrush(QColor(look.WARNING_LIGHT))
        return QBrush(QColor(look.GREY_CELL)) if self._figure(address).worked_out else None

    def _foreground(self, address: str) -> QBrush | None:
        found = self._found(address)
        if found:
            return QBrush(QColor(_MARK[found[0].severity][1]))
        if not self._figure(address).worked_out:
            return None
        return QBrush(QColor(look.LINE_DARK if address in self._part_sums else look.TEXT_QUIET))

    def _font(self, address: str) -> QFont | None:
        if not self._found(address):
            return None
        font = QFont()
        font.setBold(True)
        return font

    def _spoken(self, address: str) -> str:
        return "，".join((*self.names(address), self._shown(address) or "未填"))

    def _described(self, address: str) -> str:
        if self._found(address):
            return self._message(address) or ""
        worked_out = "自动计算" if self._figure(address).worked_out else ""
        if address in self._part_sums:
            worked_out = "自动计算，还有格未填"
        doubt = self._doubt if address in self._doubtful else ""
        return "，".join(filter(None, [doubt, worked_out, *self._past(address)]))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Rows of the body."""
        return 0 if parent.isValid() else self.grid.rows - self.grid.head_rows

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Columns of the body."""
        return 0 if parent.isValid() else self.grid.columns - self.grid.label_columns

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """What a cell shows or says in one role."""
        cell = self.cell(index)
        if cell is None:
            return None
        if not cell.address:
            return _LABEL[role](cell) if role in _LABEL else None
        return _FIGURE[role](self, cell.address) if role in _FIGURE else None

    def setData(self, index: Index, value: object, role: int = _Role.EditRole) -> bool:
        """Type a text into a cell."""
        address = self.address(index)
        if role != _Role.EditRole or not self.is_typed(address):
            return False
        self._session.set_text(address, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Figures can be chosen, typed ones edited; labels, and what they cover, neither."""
        address = self.address(index)
        if not address:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        flags |= Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsEditable if self.is_typed(address) else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        """The labels of a row or column, outermost first, for those who cannot see the heads."""
        if role not in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return None
        across = orientation == Qt.Orientation.Horizontal
        labels = self._heads_over(section) if across else self._labels_beside(section)
        return "，".join(labels) or None


def _marks(outcome: Outcome) -> dict[str, tuple[Finding, ...]]:
    """The findings about something written, by address, the gravest first."""
    found: dict[str, list[Finding]] = {}
    for finding in outcome.findings:
        if not finding.unfilled:
            for address in finding.addresses:
                found.setdefault(address, []).append(finding)
    return {
        address: tuple(sorted(some, key=lambda one: _SEVERITIES.index(one.severity)))
        for address, some in found.items()
    }


_MARK = {
    "error": (look.ERROR_LIGHT, look.ERROR),
    "warning": (look.WARNING_LIGHT, look.WARNING),
    "hint": (look.ACCENT_LIGHT, look.ACCENT),
}

# What a figure, and what a label within the body, answers in each role.
_FIGURE: Mapping[int, Callable[[TableModel, str], object]] = {
    _Role.DisplayRole: TableModel._shown,
    _Role.EditRole: TableModel._typed,
    _Role.BackgroundRole: TableModel._background,
    _Role.ForegroundRole: TableModel._foreground,
    _Role.FontRole: TableModel._font,
    _Role.ToolTipRole: TableModel._tip,
    _Role.AccessibleTextRole: TableModel._spoken,
    _Role.AccessibleDescriptionRole: TableModel._described,
    _Role.TextAlignmentRole: lambda *_: Qt.AlignmentFlag.AlignCenter,
    LAST_YEAR_ROLE: TableModel.last_year,
}
_LABEL: Mapping[int, Callable[[GridCell], object]] = {
    _Role.DisplayRole: lambda cell: cell.text,
    _Role.BackgroundRole: lambda _: QBrush(QColor(look.HEAD)),
    _Role.AccessibleTextRole: lambda cell: cell.text,
    _Role.TextAlignmentRole: lambda _: Qt.AlignmentFlag.AlignCenter,
}
