"""What one backup holds, each report beside the present one, and what can be done with it."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gkdesk.errors import UserError
from gkdesk.files.contents import Age, Compared, Comparison, compare, places
from gkdesk.files.store import Store
from gkdesk.ui import look
from gkdesk.ui.backup_lines import BackupLine, ReportLines
from gkdesk.ui.line_list import LineList

_SHOWN = 6


class BackupView(QWidget):
    """Shows the backup in focus."""

    restore_wanted = Signal()
    """The clerk wants the whole backup to take the place of the present data."""
    report_wanted = Signal()
    """The clerk wants the report in focus back, and nothing else."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._line: BackupLine | None = None
        self._comparison: Comparison | None = None
        self._model = ReportLines(self)
        self.reports = LineList(self._model, "备份里的报告", wide=0)
        self.reports.selectionModel().currentChanged.connect(self.show_current)
        self.reports.entered_line.connect(self.want_report)
        self._title = look.label("", "heading", wrap=True)
        self._fault = look.label("", "error", wrap=True)
        self._differs = look.label("", "", wrap=True)
        self._only_now = look.label("", "warning", wrap=True)
        self.take = look.button("")
        self.take.clicked.connect(self.want_report)
        self.restore = look.button("恢复这份备份…")
        self.restore.setToolTip("先把现在的数据另存一份，再换成这份备份里的全部报告")
        self.restore.clicked.connect(self.restore_wanted)
        self._lay_out()
        self.show_line(None)

    @property
    def line(self) -> BackupLine | None:
        """The backup that is shown."""
        return self._line

    @property
    def comparison(self) -> Comparison | None:
        """What the backup holds beside what there is now; None where that cannot be told."""
        return self._comparison

    @property
    def current(self) -> Compared | None:
        """The report in focus."""
        index = self.reports.currentIndex()
        return self._model.line(index.row()) if index.isValid() else None

    def show_line(self, line: BackupLine | None) -> None:
        """Show this backup as it stands beside the present data now."""
        self._line, self._comparison = line, None
        fault = line.fault if line else ""
        if line is not None and line.contents is not None and line.is_good:
            try:
                self._comparison = compare(self._store, line.contents)
            except UserError as error:
                fault = str(error)
        self._show(line, self._comparison, fault)

    def show_current(self) -> None:
        """Say where the report in focus differs from the present one, and offer it."""
        one = self.current
        said = _differing(one) if one is not None else ""
        self._differs.setText(said)
        self._differs.setVisible(bool(said))
        self.take.setVisible(one is not None)
        if one is not None:
            self.take.setText(f"只取回 {one.report.year} 年度这一份报告…")
            self.take.setToolTip(look.tip(f"{one.report.name}：换成备份里的，别的报告不动"))
            self.take.setEnabled(one.age not in (Age.SAME, Age.OTHER_FORM))

    def want_report(self) -> None:
        """Ask for the report in focus, if it can be taken back."""
        if self.take.isVisible() and self.take.isEnabled():
            self.report_wanted.emit()

    def _show(self, line: BackupLine | None, found: Comparison | None, fault: str) -> None:
        now = datetime.now().astimezone()
        self._title.setText(line.name(now) if line else "")
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self._model.show_lines(found.reports if found else ())
        self.reports.setVisible(bool(found and found.reports))
        self._filler.setVisible(self.reports.isHidden())
        gone = found.only_now if found else ()
        self._only_now.setText(f"现在有、这份备份里没有：{'、'.join(gone)}")
        self._only_now.setVisible(bool(gone))
        self.restore.setVisible(found is not None)
        if found and found.reports:
            rows = [row for row, one in enumerate(found.reports) if one.age is not Age.SAME]
            self.reports.selectRow(rows[0] if rows else 0)
        self.show_current()

    def _lay_out(self) -> None:
        self._filler = QWidget()
        buttons = QHBoxLayout()
        buttons.addWidget(self.take)
        buttons.addWidget(self.restore)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.STEP)
        for widget in (self._title, self._fault):
            layout.addWidget(widget)
        layout.addWidget(self.reports, 1)
        layout.addWidget(self._differs)
        layout.addWidget(self._only_now)
        layout.addLayout(buttons)
        layout.addWidget(self._filler, 1)


def _differing(one: Compared) -> str:
    """Where a report in a backup differs, the first few of the places."""
    if not one.changes or one.age is Age.OTHER_FORM:
        return ""
    try:
        said = places(one)
    except UserError as error:
        return str(error)
    more = f"；另有 {len(said) - _SHOWN} 处" if len(said) > _SHOWN else ""
    return f"不同的地方：{'；'.join(said[:_SHOWN])}{more}"
