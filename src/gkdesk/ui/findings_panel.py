"""The findings below the page, by step and errors first, and what can be done about each."""

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gkdesk.core.checks.finding import Finding, Mend, Outcome
from gkdesk.core.mending import told_wrong
from gkdesk.core.progress import by_step
from gkdesk.ui import look
from gkdesk.ui.findings_list import FindingsList, counted
from gkdesk.ui.mend_bar import MendBar
from gkdesk.ui.session import Session
from gkdesk.ui.step_list import step_title


class FindingsPanel(QFrame):
    """A list of findings; the line above counts them, folds the list, and mends the current one."""

    activated = Signal(str, object)
    """The clerk wants to go to this address, and to this span of its text or None."""
    mend_wanted = Signal(object, object)
    """The clerk wants this Finding mended by this Mend."""
    explain_wanted = Signal(object)
    """The clerk says that this Finding is right as it stands."""
    all_wanted = Signal()
    """The clerk wants all figures in the text brought up to date."""
    left = Signal()
    """The clerk wants to go back to the page."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._folded = False
        self._toggle = look.button("", "flat")
        self._toggle.clicked.connect(self.toggle)
        self._first = look.label()
        self._list = FindingsList()
        self._list.chosen.connect(self.go)
        self._list.current_changed.connect(self.show_actions)
        self._list.left.connect(self.left)
        self._bar = MendBar()
        self._bar.mend_wanted.connect(self.mend)
        self._bar.explain_wanted.connect(lambda: self.explain_wanted.emit(self._list.current))
        self._bar.all_wanted.connect(self.all_wanted)
        self._lay_out()
        self._redraw()

    @property
    def findings(self) -> list[Finding]:
        """The findings that are listed, in their order."""
        return self._list.findings

    @property
    def current(self) -> Finding | None:
        """The finding that the buttons are for."""
        return self._list.current

    @property
    def folded(self) -> bool:
        """Whether only the line that counts is shown."""
        return self._folded

    @property
    def has_keyboard(self) -> bool:
        """Whether what is typed goes here."""
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def show_outcome(self, outcome: Outcome) -> None:
        """List what was found wrong; what is merely not there yet waits for the last step."""
        form, before = self._session.form, self._list.current
        at_work = self.has_keyboard
        found = [one for one in outcome.findings if not one.unfilled]
        groups = [(step_title(form, step), some) for step, some in by_step(form, found)]
        self._list.show_groups(groups, keep_place=at_work)
        # A second Enter must not press the button of a finding that has taken the place.
        if at_work and before is not None and self._list.current != before:
            self._list.setFocus()
        self._redraw()

    def show_place(self, address: str) -> None:
        """Offer what can be done about a cell that the cursor is on."""
        if address in self._session.form.cells:
            self._list.show_place(address)

    def take_keyboard(self) -> None:
        """Give the list the keyboard, unfolded."""
        if self.findings:
            self.fold(False)
            self._list.setFocus()

    def fold(self, folded: bool) -> None:
        """Show the line only, or the list as well."""
        self._folded = folded
        self._redraw()

    def toggle(self) -> None:
        """Fold or unfold."""
        self.fold(not self._folded)

    def go(self, finding: Finding) -> None:
        """Ask to go to where a finding is."""
        self.activated.emit(finding.addresses[0], finding.span)

    def mend(self, chosen: Mend) -> None:
        """Ask to mend the current finding."""
        if self._list.current is not None:
            self.mend_wanted.emit(self._list.current, chosen)

    def show_actions(self) -> None:
        """Offer what can be done about the current finding; proposals are sought for it alone."""
        finding = None if self._folded else self._list.current
        wrong = told_wrong(self.findings)
        # Beside the mends of a table it would seem to belong to them.
        about_text = finding is None or finding in wrong
        self._bar.show_actions(
            self._session.proposals(finding) if finding else (),
            explainable=finding is not None and finding.explainable,
            told_wrong=len(wrong) if about_text else 0,
        )

    def _redraw(self) -> None:
        count = counted(self.findings)
        self._toggle.setText(f"{'▸' if self._folded else '▾'} {count}" if count else "没有发现问题")
        self._toggle.setToolTip("展开（F8）" if self._folded else "收起")
        self._toggle.setEnabled(bool(count))
        self._list.setVisible(bool(count) and not self._folded)
        self._list.fit()
        self._bar.setVisible(not self._folded)
        self._first.setVisible(self._folded)
        self.show_actions()
        self._elide()

    def _elide(self) -> None:
        """When folded, the first finding's beginning stands in the line."""
        first = self.findings[:1] if self._folded else []
        self._first.setProperty("role", first[0].severity if first else "quiet")
        self._first.style().polish(self._first)
        message = first[0].message if first else ""
        room = max(self.width() - self._toggle.sizeHint().width() - 4 * look.STEP, 0)
        metrics = QFontMetrics(self._first.font())
        self._first.setText(metrics.elidedText(message, Qt.TextElideMode.ElideRight, room))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._toggle)
        line.addWidget(self._first, 1)
        line.addWidget(self._bar, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * look.STEP, 2, look.STEP, 2)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self._list)
        # From a finding on to what can be done about it.
        order = (self._toggle, self._list, *self._bar.buttons)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the line to the new width."""
        super().resizeEvent(event)
        self._elide()

    def minimumSizeHint(self) -> QSize:
        """The line's text gives way to any width."""
        return QSize(0, super().minimumSizeHint().height())
