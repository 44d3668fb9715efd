"""The one window: the list of reports, or the report that is open; its size and its text size."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from gkdesk.errors import UserError
from gkdesk.files.store import Store
from gkdesk.files.store_file import StoreWriteError
from gkdesk.paths import Places
from gkdesk.ui import look

if TYPE_CHECKING:
    from gkdesk.ui.start_page import StartPage
    from gkdesk.ui.workbench import Workbench

TEXT_SIZE = "window.text_size"
PLACE = "window.place"

_WIDTH, _HEIGHT = 1280, 800
_LEAST_WIDTH, _LEAST_HEIGHT = 760, 400


class MainWindow(QMainWindow):
    """Shows the start page or one open report of a store.

    It is on the screen before there is anything in it, so that the clerk sees at once that
    something happens: what it shows is imported only where it is needed.
    """

    def __init__(self, store: Store, places: Places) -> None:
        super().__init__()
        self._store = store
        self._places = places
        self._start: StartPage | None = None
        self._bench: Workbench | None = None
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self._points = _in_bounds(store.setting(TEXT_SIZE))
        look.dress(self, self._points)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._add_shortcuts()
        self._take_place(store.setting(PLACE))
        self._name()

    @property
    def bench(self) -> "Workbench | None":
        """The open report, or None on the start page."""
        return self._bench

    @property
    def start(self) -> "StartPage | None":
        """The start page, or None before it was shown."""
        return self._start

    def show_start(self) -> None:
        """Show the list of reports as it stands now."""
        if self._start is None:
            from gkdesk.ui import paper
            from gkdesk.ui.start_page import StartPage

            paper.stay_light()
            self._start = StartPage(self._store, self._places)
            self._start.opened.connect(self.open_report)
            self._stack.addWidget(self._start)
        else:
            self._start.refresh()
        self._stack.setCurrentWidget(self._start)
        self._start.setFocus()
        self._name()

    def open_report(self, report_id: int) -> None:
        """Open a stored report; a sentence says why where it cannot be read."""
        from gkdesk.ui import dialogs
        from gkdesk.ui.session import Session
        from gkdesk.ui.workbench import Workbench

        try:
            session = Session(self._store, report_id)
        except UserError as error:
            dialogs.tell(self, str(error))
            return
        self._bench = Workbench(session, self._points)
        session.setParent(self._bench)
        session.answers_changed.connect(self._name)
        self._bench.left.connect(self.close_report)
        self._stack.addWidget(self._bench)
        self._stack.setCurrentWidget(self._bench)
        self._bench.page.setFocus()
        self._name()

    def close_report(self) -> bool:
        """Go back to the list of reports; False if the clerk would rather stay."""
        if self._bench is None:
            return True
        if not self._bench.leave():
            return False
        gone, self._bench = self._bench, None
        self._stack.removeWidget(gone)
        gone.deleteLater()
        self.show_start()
        return True

    def enlarge(self) -> None:
        """Make all text larger."""
        self.set_text_size(self._points + 1)

    def reduce(self) -> None:
        """Make all text smaller."""
        self.set_text_size(self._points - 1)

    def restore_text_size(self) -> None:
        """Make all text as large as it was at first."""
        self.set_text_size(look.POINTS)

    def set_text_size(self, points: int) -> None:
        """Make all text of this size, and remember it."""
        points = _in_bounds(str(points))
        if points == self._points:
            return
        self._points = points
        look.dress(self, points)
        if self._bench is not None:
            self._bench.set_text_size(points)
        self._remember(TEXT_SIZE, str(points))

    def _add_shortcuts(self) -> None:
        for keys, slot in (
            ("Ctrl++", self.enlarge),
            ("Ctrl+=", self.enlarge),
            ("Ctrl+-", self.reduce),
            ("Ctrl+0", self.restore_text_size),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _name(self) -> None:
        """Put the open report's name into the title bar."""
        report = self._bench.report if self._bench else None
        name = f"{report.organ}{report.year}年度 — " if report else ""
        self.setWindowTitle(name + look.PROGRAM)

    def _take_place(self, stored: str | None) -> None:
        """Stand where the window stood last if a screen still shows that, else in the middle."""
        screen = QGuiApplication.primaryScreen().availableGeometry()
        numbers = [int(one) for one in (stored or "").split(",") if one.lstrip("-").isdecimal()]
        size = QRect(0, 0, min(_WIDTH, screen.width()), min(_HEIGHT, screen.height()))
        size.moveCenter(screen.center())
        if len(numbers) == 5 and _is_seen(QRect(*numbers[:4])):
            size = QRect(*numbers[:4])
        self.setGeometry(size)
        small = screen.width() <= _WIDTH or screen.height() <= _HEIGHT
        if numbers[4:] == [1] or (not stored and small):
            self.showMaximized()

    def _remember(self, key: str, value: str) -> None:
        """Keep a setting; where the disk refuses, there is no more to lose than a habit."""
        try:
            self._store.set_setting(key, value)
        except StoreWriteError:
            return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bring the start page as soon as the window itself is on the screen."""
        super().paintEvent(event)
        if self._start is None:
            QTimer.singleShot(0, self.show_start)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put everything on disk first; stay if it cannot be and the clerk wants to."""
        if self._bench is not None and not self._bench.leave():
            event.ignore()
            return
        place = self.normalGeometry() if self.isMaximized() else self.geometry()
        numbers = (place.x(), place.y(), place.width(), place.height(), int(self.isMaximized()))
        self._remember(PLACE, ",".join(map(str, numbers)))
        event.accept()


def _in_bounds(points: str | None) -> int:
    """A stored text size that can be used."""
    if points is None or not points.isdecimal():
        return look.POINTS
    return max(look.POINTS_LEAST, min(look.POINTS_MOST, int(points)))


def _is_seen(place: QRect) -> bool:
    """Whether enough of a window at this place would be on some screen."""
    return any(
        (seen := screen.availableGeometry().intersected(place)).width() > 200
        and seen.height() > 100
        for screen in QGuiApplication.screens()
    )
