"""The one window: the list of reports, or the report that is open; its size and its text size."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from gkdesk.errors import UserError
from gkdesk.files.store import Store
from gkdesk.files.store_file import StoreWriteError
from gkdesk.paths import Places
from gkdesk.ui import look, window_place

if TYPE_CHECKING:
    from gkdesk.ui.backup_page import BackupPage
    from gkdesk.ui.drop_veil import DropVeil
    from gkdesk.ui.import_page import ImportPage
    from gkdesk.ui.incoming import Incoming
    from gkdesk.ui.start_page import StartPage
    from gkdesk.ui.workbench import Workbench

TEXT_SIZE = "window.text_size"

_LEAST_WIDTH, _LEAST_HEIGHT = 760, 400


class MainWindow(QMainWindow):
    """Shows the start page, an import, the backups, or one open report of a store.

    It is on the screen before there is anything in it, so that the clerk sees at once that
    something happens: what it shows is imported only where it is needed.
    """

    def __init__(self, store: Store, places: Places) -> None:
        super().__init__()
        self._store = store
        self._places = places
        self._start: StartPage | None = None
        self._bench: Workbench | None = None
        self._imports: ImportPage | None = None
        self._backups: BackupPage | None = None
        self._veil: DropVeil | None = None
        self._is_lost = False
        self.setAcceptDrops(True)
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self._points = look.points_of(store.setting(TEXT_SIZE))
        look.dress(self, self._points)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._add_shortcuts()
        window_place.take_place(self, store.setting(window_place.PLACE))
        self._name()

    @property
    def places(self) -> Places:
        """Where this window's data lie."""
        return self._places

    @property
    def last_saved(self) -> datetime | None:
        """When something was stored last; None where there is no report, or no store."""
        try:
            reports = self._store.reports()
        except UserError:
            return None
        return reports[0].changed_at if reports else None

    @property
    def bench(self) -> "Workbench | None":
        """The open report, or None on the start page."""
        return self._bench

    @property
    def start(self) -> "StartPage | None":
        """The start page, or None before it was shown."""
        return self._start

    @property
    def imports(self) -> "ImportPage | None":
        """The import that is under way, or None."""
        return self._imports

    @property
    def backups(self) -> "BackupPage | None":
        """The page for backups while it is shown, or None."""
        return self._backups

    def show_start(self) -> None:
        """Show the list of reports as it stands now."""
        if self._start is None:
            from gkdesk.ui import paper
            from gkdesk.ui.start_page import StartPage

            paper.stay_light()
            self._start = StartPage(self._store, self._places)
            self._start.opened.connect(self.open_report)
            self._start.files_wanted.connect(self.choose_imports)
            self._start.paste_wanted.connect(self.paste)
            self._start.backups_wanted.connect(self.show_backups)
            self._stack.addWidget(self._start)
        else:
            self._start.refresh()
        self._stack.setCurrentWidget(self._start)
        self._start.setFocus()
        self._name()

    def open_report(self, report_id: int) -> None:
        """Open a stored report; a sentence says why where it cannot be read."""
        from gkdesk.files.stored import refuse_read_only
        from gkdesk.ui import dialogs
        from gkdesk.ui.session import Session
        from gkdesk.ui.workbench import Workbench

        try:
            refuse_read_only(self._store, report_id)
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
        self._take_away(gone)
        if self._imports is None:
            self.show_start()
        else:
            self._show_imports(self._imports)
        return True

    def choose_imports(self) -> None:
        """Ask which files to take over, and read them."""
        from gkdesk.ui import incoming

        self.take_in(incoming.chosen(self))

    def paste(self) -> None:
        """Take over what is on the clipboard, or say what to copy."""
        from gkdesk.ui import dialogs, incoming

        try:
            found = incoming.pasted(QGuiApplication.clipboard().mimeData())
        except UserError as error:
            dialogs.tell(self, str(error))
        else:
            self.take_in(found)

    def take_in(self, found: "Sequence[Incoming]") -> None:
        """Show the import with these added to it; nothing is stored before the clerk agrees."""
        if not found:
            return
        if self._imports is None:
            self._imports = self._make_imports()
        self._imports.add(found)
        self._show_imports(self._imports)

    def end_import(self) -> None:
        """Go back to the list of reports; what was not stored is gone."""
        self._drop_imports()
        self.show_start()

    def end_import_with(self, report_id: int, sentence: str) -> None:
        """Go back to the list of reports, and say there what was stored."""
        self.end_import()
        if self._start is not None:
            self._start.tell_kept(report_id, sentence)

    def open_begun(self, report_id: int) -> None:
        """Open a report that was begun from an imported one; what else there is waits."""
        if self._imports is not None and self._imports.is_done:
            self._drop_imports()
        self.open_report(report_id)

    def show_backups(self) -> None:
        """Show the backups; only from the list of reports, so that nothing unsaved can be lost."""
        from gkdesk.ui.backup_page import BackupPage

        assert self._bench is None
        assert self._imports is None
        made = self._backups = BackupPage(self._store, self._places)
        made.left.connect(self.end_backups)
        made.restored.connect(lambda: self._remember(TEXT_SIZE, str(self._points)))
        made.lost.connect(self.give_up)
        self._stack.addWidget(made)
        self._stack.setCurrentWidget(made)
        made.setFocus()
        self._name()

    def end_backups(self) -> None:
        """Go back to the list of reports, as it stands now."""
        gone, self._backups = self._backups, None
        if gone is not None:
            gone.end()
            self._take_away(gone)
        self.show_start()

    def give_up(self, sentence: str) -> None:
        """Close: the store is out of reach, and only a new start can open it."""
        from gkdesk.ui import dialogs

        dialogs.tell(self, sentence)
        self._is_lost = True
        self.close()

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
        points = look.points_of(str(points))
        if points == self._points:
            return
        self._points = points
        look.dress(self, points)
        if self._bench is not None:
            self._bench.set_text_size(points)
        if self._imports is not None:
            self._imports.set_text_size(points)
        if self._backups is not None:
            self._backups.arrange()
        self._remember(TEXT_SIZE, str(points))

    def _add_shortcuts(self) -> None:
        for keys, slot in (
            ("Ctrl++", self.enlarge),
            ("Ctrl+=", self.enlarge),
            ("Ctrl+-", self.reduce),
            ("Ctrl+0", self.restore_text_size),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _make_imports(self) -> "ImportPage":
        from gkdesk.ui.import_page import ImportPage

        made = ImportPage(self._store, self._points)
        made.left.connect(self.end_import)
        made.kept.connect(self.end_import_with)
        made.opened.connect(self.open_begun)
        made.files_wanted.connect(self.choose_imports)
        made.paste_wanted.connect(self.paste)
        self._stack.addWidget(made)
        return made

    def _show_imports(self, imports: "ImportPage") -> None:
        self._stack.setCurrentWidget(imports)
        imports.setFocus()
        self._name()

    def _drop_imports(self) -> None:
        gone, self._imports = self._imports, None
        if gone is not None:
            gone.end()
            self._take_away(gone)

    def _take_away(self, page: QWidget) -> None:
        self._stack.removeWidget(page)
        page.deleteLater()

    def _begin(self) -> None:
        """Show the list of reports first; painted twice before that, it is asked for twice."""
        if self._start is None:
            self.show_start()

    def _name(self) -> None:
        """Put the open report's name into the title bar."""
        report = self._bench.report if self._bench else None
        name = f"{report.organ}{report.year}年度 — " if report else ""
        if self._bench is None and self._imports is not None:
            name = "导入往年报告 — "
        elif self._backups is not None:
            name = "备份 — "
        self.setWindowTitle(name + look.PROGRAM)

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
            QTimer.singleShot(0, self._begin)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files while no report is open, and say so."""
        from gkdesk.ui import incoming

        is_free = self._start is not None and self._bench is None and self._backups is None
        if is_free and incoming.files_in(event.mimeData()):
            from gkdesk.ui.drop_veil import DropVeil

            self._lift_veil()
            self._veil = DropVeil(self._stack)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show the page again."""
        self._lift_veil()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the files that were dropped."""
        from gkdesk.ui import incoming

        self._lift_veil()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take_in(incoming.of_files(incoming.files_in(event.mimeData())))

    def _lift_veil(self) -> None:
        if self._veil is not None:
            self._veil.deleteLater()
            self._veil.hide()
            self._veil = None

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put everything on disk first; stay if it cannot be and the clerk wants to."""
        if self._bench is not None and not self._bench.leave():
            event.ignore()
            return
        if self._imports is not None:
            if not self._imports.may_leave():
                event.ignore()
                return
            self._imports.end()
        if self._backups is not None:
            self._backups.end()
        event.accept()
        if self._is_lost:
            return
        self._remember(window_place.PLACE, window_place.place_of(self))
