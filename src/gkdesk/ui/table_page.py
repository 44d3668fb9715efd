"""The page of a table section: its heading, its buttons, and the table."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from gkdesk.core.checks.finding import Outcome
from gkdesk.core.numbers import show
from gkdesk.ui import last_year, look, paper
from gkdesk.ui.session import Session
from gkdesk.ui.table_view import TableView

# The kinds of checks whose rule is worth a line above the table while it is being filled in.
_HINTS = ("balance", "must_be_zero")


class TablePage(QWidget):
    """One step with a table."""

    focus_changed = Signal(str)
    """The address under the cursor, for the help panel."""
    said = Signal(str)
    """A sentence about what was just done, or could not be; it also stands above the table."""

    def __init__(self, session: Session, section_id: str, parent: QWidget | None = None) -> None:
        """The page of a table section of the open report."""
        super().__init__(parent)
        paper.make_white(self)
        self._session = session
        self._section = session.form.section(section_id)
        self._proposals = {
            check.fills: check
            for check in session.form.checks
            if check.section == section_id and check.fills
        }
        self.view = TableView(session, section_id, self)
        self._hint = look.label("", "quiet", wrap=True)
        self._blanks = look.label("", "quiet")
        self._recall = QCheckBox("显示上年")
        self._recall.setToolTip("在每格右下角用灰色小字显示上年的数")
        self._zeros = look.button("本表其余填 0")
        self._proposal = look.button("按勾稽填入")
        self._lay_out()
        self._connect()
        self.show_outcome(session.outcome)

    def _lay_out(self) -> None:
        top, bar, page = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        top.addWidget(look.label(self._section.label, "title", wrap=True), 1)
        top.setSpacing(2 * look.STEP)
        top.addWidget(self._recall)
        top.addWidget(self._blanks)
        bar.addWidget(self._hint, 1)
        bar.setSpacing(look.STEP)
        for button in (self._zeros, self._proposal):
            bar.addWidget(button)
        margin = 3 * look.STEP
        page.setContentsMargins(margin, look.STEP, margin, look.STEP)
        page.setSpacing(look.STEP)
        page.addLayout(top)
        page.addLayout(bar)
        page.addWidget(self.view, 1)
        # Not before it is part of the page: it would be a window of its own for a moment.
        self._proposal.setVisible(bool(self._proposals))
        self._recall.hide()
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self._zeros.clicked.connect(self.fill_zeros)
        self._proposal.clicked.connect(self.fill_proposal)
        self._recall.clicked.connect(self.choose_recall)
        self.view.focus_changed.connect(self.show_focus)
        self.view.said.connect(self.say)
        self._session.outcome_changed.connect(self.show_outcome)

    def go_to(self, address: str, span: tuple[int, int] | None = None) -> None:
        """Put the cursor on a cell; a span is a place in prose and means nothing here."""
        self.view.go_to(address)

    def commit(self) -> None:
        """Store what stands in an open editor."""
        self.view.commit()

    def set_text_size(self, points: float) -> None:
        """Follow the window's text size."""
        self.view.set_text_size(points)

    def fill_zeros(self) -> None:
        """Write 0 into every blank cell of the table, and say how many there were."""
        self.commit()
        count = self._session.fill_zeros(self._section.id)
        self.say(f"已填 0：{count} 格。原有的数字没有改动，可以撤销。")
        self.view.setFocus()

    def fill_proposal(self) -> None:
        """Write the figure that makes the column of the cursor add up."""
        self.commit()
        address = self._proposed_address()
        figure = self._session.suggestion(address)
        if figure is not None:
            self._session.set_text(address, show(figure))
            self.view.go_to(address)
            self.say(f"已填入 {show(figure)}：{self._session.name_of(address)}。请与登记台账核对。")

    def choose_recall(self, wanted: bool) -> None:
        """Show last year's figures in the cells, or no longer, and remember it."""
        last_year.want(self._session, last_year.FIGURES, wanted=wanted)
        self.view.recall(wanted)
        self.view.setFocus()

    def recall(self) -> None:
        """Show last year's figures if there are any, unless the clerk did not want them."""
        wanted = last_year.is_wanted(self._session, last_year.FIGURES)
        self._recall.setVisible(self._session.last_year is not None)
        self._recall.setChecked(wanted)
        self.view.recall(wanted)

    def say(self, sentence: str) -> None:
        """Show a sentence above the table until the cursor moves on."""
        self._hint.setText(sentence)
        self.said.emit(sentence)

    def show_focus(self, address: str) -> None:
        """Show what goes with the column of the cursor, and tell the window."""
        self._hint.setText(self._standing_hint())
        self._show_proposal()
        self.focus_changed.emit(address)

    def show_outcome(self, outcome: Outcome) -> None:
        """Bring count and buttons up to date after a change."""
        blanks = len(self._session.report.blanks(self._section.id))
        self._blanks.setText(f"还有 {blanks} 格未填" if blanks else "本表已填完")
        self._zeros.setEnabled(blanks > 0)
        self._hint.setText(self._standing_hint())
        self._show_proposal()

    def _standing_hint(self) -> str:
        """The rules of this table, and that grey cells are worked out where it has any."""
        verdicts = self._session.outcome.verdicts
        rules = [
            check.rule
            for check in self._session.form.checks
            if check.section == self._section.id
            and check.kind in _HINTS
            and verdicts[check.id] != "not applicable"
        ]
        totals = [one for one in self._session.form.totals if one.section.id == self._section.id]
        return "".join(f"{part}。" for part in [*rules, *(["灰色格自动计算"] if totals else [])])

    def _proposed_address(self) -> str:
        """The cell that a check can propose a figure for, in the column of the cursor."""
        cell = self._session.form.cells.get(self.view.address)
        column = cell.column.id if cell else ""
        return "".join(f"{self._section.id}.{row}.{column}" for row in self._proposals)

    def _show_proposal(self) -> None:
        if not self._proposals:
            return
        address = self._proposed_address()
        figure = self._session.suggestion(address)
        new = figure is not None and figure != self._session.report.figure(address)
        self._proposal.setEnabled(new)
        self._proposal.setText("按勾稽填入" if figure is None else f"按勾稽填入 {show(figure)}")
        rules = "".join(check.rule for check in self._proposals.values())
        name = self._session.name_of(address) if figure is not None else ""
        self._proposal.setToolTip(look.tip(f"{name}\n{rules}".strip()))

    def showEvent(self, event: QShowEvent) -> None:
        """Tell the window where the cursor is as this step comes to the front."""
        super().showEvent(event)
        self.recall()
        self.focus_changed.emit(self.view.address)
