"""A report as it was, one step of it at a time, to be read and not to be changed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTableView, QWidget

from gkdesk.core.change import Change, differences
from gkdesk.core.checks.finding import Outcome
from gkdesk.core.form import Form
from gkdesk.core.passage import passage
from gkdesk.core.progress import on_step
from gkdesk.core.report import Report
from gkdesk.files.store import Store
from gkdesk.ui import look
from gkdesk.ui.history_words import name, shown
from gkdesk.ui.prose_desk import PastText
from gkdesk.ui.session import Session
from gkdesk.ui.table_model import TableModel
from gkdesk.ui.table_sheet import TableSheet

_MARK = "与现在不同"


class HistoryView(QStackedWidget):
    """Shows one step of a report as it was; what is now another is marked.

    The report lies in a store in memory: the views are those that show any open report.
    """

    def __init__(self, form: Form, points: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._points = points
        self._store = Store.in_memory()
        number = self._store.create("", form.first_year, form.edition, {})
        # Nothing is said of a report that is only looked at.
        self._aside = Session(self._store, number, self, check=lambda *_: Outcome((), {}))
        self._changed: frozenset[str] = frozenset()
        self._now: dict[str, str | None] = {}
        self._tables: dict[str, TableSheet] = {}
        self._models: dict[str, TableModel] = {}
        self._text = PastText("那时的文字")
        self._text.setPlaceholderText("那时这里没有文字")
        self.addWidget(self._text)

    @property
    def report(self) -> Report:
        """The report as it was."""
        return self._aside.report

    def show_texts(self, texts: Mapping[str, str], since: Sequence[Change]) -> None:
        """Take other texts in; `since` is what became another text after them."""
        change = differences(self.report.texts, texts)
        if change:
            self._aside.set_many({one.address: one.new or "" for one in change}, "")
        self._now = {one.address: one.new for one in since}
        self._changed = frozenset(self._now)
        for model in self._models.values():
            model.show_doubtful(self._changed, _MARK)

    def show_step(self, step: str) -> None:
        """Show another step, or the same one with other texts."""
        section = next((one for one in self._form.sections if one.id == step), None)
        if section is None:
            self._show_lines(step)
        elif section.is_prose:
            self._show_prose(step)
        else:
            self.setCurrentWidget(self._table(step))

    def go_to(self, change: Change) -> None:
        """Bring into sight what a step changed, as far as it is on the step that is shown."""
        for step, model in self._models.items():
            index = model.index_of(change.address)
            if index.isValid():
                self._tables[step].setCurrentIndex(index)
                self._tables[step].scrollTo(index)
        if self.currentWidget() is self._text and change.new:
            self._text.show_place(len(passage(change.old or "", change.new).before))

    def set_text_size(self, points: int) -> None:
        """Set everything anew."""
        self._points = points
        self._text.setFont(look.base_font(points + 1))
        for table in self._tables.values():
            table.set_text_size(points)

    def end(self) -> None:
        """Let go of the copy."""
        self._aside.end()
        self._store.close()

    def _table(self, step: str) -> TableSheet:
        if step not in self._tables:
            model = self._models[step] = TableModel(self._aside, step)
            model.show_doubtful(self._changed, _MARK)
            table = self._tables[step] = TableSheet(model)
            table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
            table.setTabKeyNavigation(False)
            table.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
            table.set_text_size(self._points)
            self.addWidget(table)
        return self._tables[step]

    def _show_prose(self, step: str) -> None:
        text = self.report.text(step)
        spans = []
        if step in self._changed:
            found = passage(text, self._now[step] or "")
            spans = [(len(found.before), len(found.before) + len(found.old))]
        self._show_text(text, spans)

    def _show_lines(self, step: str) -> None:
        """The fields of the first step, one in a line."""
        lines: list[str] = []
        spans: list[tuple[int, int]] = []
        for address in on_step(self._form, step):
            line = f"{name(self._form, address)}：{shown(address, self.report.text(address))}"
            if address in self._changed:
                start = sum(len(one) + 1 for one in lines)
                spans.append((start, start + len(line)))
            lines.append(line)
        self._show_text("\n".join(lines), spans)

    def _show_text(self, text: str, spans: list[tuple[int, int]]) -> None:
        self._text.show_text(text)
        self._text.mark(spans)
        self.setCurrentWidget(self._text)
