"""The buttons for one finding: its likeliest mends, the others in a menu, and 「已核实…」."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from gkdesk.core.checks.finding import Mend
from gkdesk.ui import look, mend_flow

_MOST = 3


class MendBar(QWidget):
    """As many buttons as there is room for; what has none is in the menu."""

    mend_wanted = Signal(object)
    """The clerk chose this Mend."""
    explain_wanted = Signal()
    """The clerk says that it is right as it stands."""
    all_wanted = Signal()
    """The clerk wants all figures in the text brought up to date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mends: tuple[Mend, ...] = ()
        self._explainable = False
        self._told_wrong = 0
        self._first = [_Button("") for _ in range(_MOST)]
        for place, button in enumerate(self._first):
            button.clicked.connect(lambda *_, n=place: self.mend_wanted.emit(self._mends[n]))
        self._more = _Button("更多…")
        self._more.clicked.connect(self.open_menu)
        self._explain = _Button(mend_flow.EXPLAIN)
        self._explain.setToolTip(mend_flow.EXPLAIN_TIP)
        self._explain.clicked.connect(self.explain_wanted)
        self._all = _Button(mend_flow.ALL)
        self._all.clicked.connect(self.all_wanted)
        self._buttons = (*self._first, self._more, self._explain, self._all)
        # As wide as there is room: the buttons fit themselves in, and never widen the window.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.STEP)
        line.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        line.addStretch(1)
        for button in self._buttons:
            line.addWidget(button)
        self.show_actions((), explainable=False, told_wrong=0)

    @property
    def buttons(self) -> Sequence[QPushButton]:
        """All buttons in the order in which Tab goes."""
        return self._buttons

    def show_actions(self, mends: tuple[Mend, ...], *, explainable: bool, told_wrong: int) -> None:
        """Offer these mends; `told_wrong` figures in the text can be mended at once."""
        self._mends = mends
        self._explainable = explainable
        self._told_wrong = told_wrong
        for button, mend in zip(self._first, mends, strict=False):
            button.setText(mend_flow.plain(mend.label))
            button.setToolTip(look.tip(mend.reason))
            button.setAccessibleDescription(mend.reason)
        self._all.setToolTip(mend_flow.all_tip(told_wrong))
        self._fit()

    def menu(self) -> QMenu:
        """The mends that have no button of their own."""
        menu = QMenu(self)
        for mend in self._mends[self._room() :]:
            # Qt puts what follows the tab at the right, as it does the keys of a command.
            action = menu.addAction(mend_flow.plain(f"{mend.label}\t{mend.reason}".rstrip()))
            action.triggered.connect(lambda *_, one=mend: self.mend_wanted.emit(one))
        return menu

    def open_menu(self) -> None:
        """Open the menu at its button."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _room(self) -> int:
        """How many mends have a button of their own."""
        for count in range(min(_MOST, len(self._mends)), 0, -1):
            hints = [one.sizeHint().width() for one in self._shown(count)]
            if sum(hints) + (len(hints) - 1) * look.STEP <= self.width():
                return count
        return 0

    def _shown(self, count: int) -> list[QPushButton]:
        """The buttons to show when so many mends have one."""
        wanted = [(one, True) for one in self._first[:count]]
        wanted += [
            (self._more, len(self._mends) > count),
            (self._explain, self._explainable),
            (self._all, self._told_wrong >= mend_flow.SEVERAL),
        ]
        return [button for button, shown in wanted if shown]

    def _fit(self) -> None:
        """Show the buttons that have room."""
        count = self._room()
        self._more.setText("更多…" if count else "怎么改…")
        shown = self._shown(count)
        for button in self._buttons:
            button.setVisible(button in shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the buttons to the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the buttons to another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def sizeHint(self) -> QSize:
        """One line, of any width."""
        return QSize(0, self._more.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The buttons give way to any width."""
        return self.sizeHint()


class _Button(QPushButton):
    """A button that leaves the clerk in the cell, and that a double click presses once."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAutoDefault(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take no second press: this may not be the button that was pressed first."""
        event.accept()
