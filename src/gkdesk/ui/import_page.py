"""「导入往年报告」: files are read, looked at beside their source, and stored once agreed to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from gkdesk.errors import UserError
from gkdesk.files import beginnings
from gkdesk.files.open_remarks import OpenRemarks
from gkdesk.files.reading import Reading
from gkdesk.files.store import Store
from gkdesk.ui import dialogs, keep_flow, paper
from gkdesk.ui.import_list import ImportedFile, ImportList, State
from gkdesk.ui.incoming import Incoming
from gkdesk.ui.keep_flow import Kept
from gkdesk.ui.reading_queue import ReadingQueue
from gkdesk.ui.reading_review import ReadingReview

# A single file that is read within this time shows no progress: it would only flicker.
PATIENCE_MS = 300
# A store that another program holds is asked again after this time.
ASK_AGAIN_MS = 5_000


class ImportPage(QWidget):
    """Shows the files of one import, and the review of one of them at a time."""

    left = Signal()
    """The clerk goes back to the list of reports, nothing else being stored."""
    kept = Signal(int, str)
    """The only file is stored as the report with this id; the sentence says what was done."""
    opened = Signal(int)
    """The clerk wants to work on the report with this id."""
    files_wanted = Signal()
    """The clerk wants to choose more files."""
    paste_wanted = Signal()
    """The clerk wants to take over what is on the clipboard."""

    def __init__(self, store: Store, points: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._points = points
        self._files: list[ImportedFile] = []
        self._offered: tuple[ReadingReview, str, int] | None = None
        self._queue = ReadingQueue()
        self._list = ImportList(self._files)
        self._blank = QWidget()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.show_list)
        self._again = QTimer(self, singleShot=True, interval=ASK_AGAIN_MS)
        self._again.timeout.connect(self._follow)
        paper.make_white(self)
        self._stack = QStackedLayout(self)
        for page in (self._blank, self._list):
            self._stack.addWidget(page)
        self._connect()

    @property
    def file_list(self) -> ImportList:
        """The list of files."""
        return self._list

    @property
    def review(self) -> ReadingReview | None:
        """The review that is shown, or None while the list is."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, ReadingReview) else None

    @property
    def is_done(self) -> bool:
        """Whether nothing waits any more to be read or to be agreed to."""
        return all(one.state in ("refused", "cancelled", "stored") for one in self._files)

    def add(self, incoming: Sequence[Incoming]) -> None:
        """Read files, after those that wait already."""
        self._list.add([ImportedFile(one.name) for one in incoming])
        for one in incoming:
            self._queue.add(one.read)
        if len(self._files) == 1:
            self._patience.start()
        else:
            self.show_list()

    def show_list(self) -> None:
        """Show the list of files."""
        self._patience.stop()
        self._stack.setCurrentWidget(self._list)
        self._list.setFocus()

    def show_review(self, row: int) -> None:
        """Show what was read from a file, beside its source."""
        file = self._files[row]
        if file.reading is None:
            return
        self._patience.stop()
        self._list.select(row)
        if file.review is None:
            file.review = self._make_review(file.reading, file.name)
        self._stack.setCurrentWidget(file.review)
        self._offered = None
        self._again.stop()
        self._offer_next(file.review)
        file.review.begin()

    def go_back(self) -> None:
        """From a review to the list if there are several files, else out of the import."""
        if self.review is not None and len(self._files) > 1:
            self.show_list()
        elif self.may_leave():
            self.left.emit()

    def may_leave(self) -> bool:
        """Whether nothing would be lost, or the clerk wants to leave all the same."""
        reviews = [one.review for one in self._files if one.review is not None]
        corrected = any(one.is_corrected() for one in reviews)
        return not corrected or dialogs.ask_leave_import(self)

    def end(self) -> None:
        """Read no more, and let go of what was not stored."""
        self._patience.stop()
        self._again.stop()
        self._queue.cancel()
        for file in self._files:
            if file.review is not None:
                file.review.end()

    def keep(self) -> None:
        """Store the report that is shown, and go on to the others."""
        kept = self._keep()
        if kept is None:
            return
        if len(self._files) == 1:
            self.kept.emit(kept.id, kept.sentence)
        else:
            self.show_list()
            self._select_next()

    def keep_and_go_on(self) -> None:
        """Store the report that is shown, and begin that of the year after."""
        kept = self._keep()
        if kept is None:
            return
        self.show_list()
        try:
            following = beginnings.begin_next(self._store, kept.id)
        except UserError as error:
            dialogs.tell(self, str(error))
        else:
            self.opened.emit(following)

    def set_text_size(self, points: int) -> None:
        """Set the reviews anew; the rest follows the window's font by itself."""
        self._points = points
        for file in self._files:
            if file.review is not None:
                file.review.set_text_size(points)

    def note_began(self, row: int) -> None:
        """Show that a file is being read."""
        self._set_state(row, "reading")

    def note_read(self, row: int, reading: Reading) -> None:
        """Show that a file was read; the only one is looked at without being asked for."""
        file = self._files[row]
        file.reading = reading
        to_check = OpenRemarks(reading.report).against(reading.report)
        file.to_check = sum(not one.settled for one in to_check)
        self._set_state(row, "ready")
        if len(self._files) == 1:
            self.show_review(row)

    def note_refused(self, row: int, sentence: str) -> None:
        """Show why a file cannot be read."""
        file = self._files[row]
        file.sentence = sentence.removeprefix(f"“{file.name}”：")
        self._set_state(row, "refused")
        if len(self._files) == 1:
            self.show_list()

    def note_cancelled(self, row: int) -> None:
        """Show that a file will not be read."""
        self._set_state(row, "cancelled")

    def _set_state(self, row: int, state: State) -> None:
        self._files[row].state = state
        self._list.show_file(row)

    def _keep(self) -> Kept | None:
        """Store the report that is shown and close its review; None where it is not stored."""
        row = next(i for i, one in enumerate(self._files) if one.review is self.review)
        file, review = self._files[row], self.review
        assert review is not None
        kept = keep_flow.keep(self, self._store, review, file.name)
        if kept is None:
            return None
        file.sentence, file.reading, file.review = kept.sentence, None, None
        self._set_state(row, "stored")
        self._stack.removeWidget(review)
        review.end()
        review.deleteLater()
        return kept

    def _select_next(self) -> None:
        """Choose the next file that can be looked at, if there is one."""
        ready = [row for row, one in enumerate(self._files) if one.state == "ready"]
        if ready:
            self._list.select(ready[0])

    def _make_review(self, reading: Reading, name: str) -> ReadingReview:
        review = ReadingReview(reading, name, self._points)
        review.left.connect(self.go_back)
        review.keep_wanted.connect(self.keep)
        review.next_wanted.connect(self.keep_and_go_on)
        review.counted.connect(self._follow)
        self._stack.addWidget(review)
        return review

    def _follow(self) -> None:
        """Note in the list what is still to check, and which year comes after.

        Of every review: a field hands over what was typed only when its review is hidden already.
        """
        for row, file in enumerate(self._files):
            if file.review is not None:
                file.to_check = len(file.review.left_to_check)
                self._list.show_file(row)
        if self.review is not None:
            self._offer_next(self.review)

    def _offer_next(self, review: ReadingReview) -> None:
        """Offer the year after, if its report can be begun; asked anew for another organ or year.

        Not at each figure: a store that another program holds would make each of them wait.
        """
        whose = (review, review.report.organ, review.report.year)
        if whose == self._offered or self._again.isActive():
            return
        possible = keep_flow.can_go_on(self._store, review)
        if possible is None:
            self._again.start()
        else:
            self._again.stop()
            self._offered = whose
        review.offer_next(review.report.year + 1, possible=bool(possible))

    def _connect(self) -> None:
        self._queue.began.connect(self.note_began)
        self._queue.succeeded.connect(self.note_read)
        self._queue.refused.connect(self.note_refused)
        self._queue.cancelled.connect(self.note_cancelled)
        self._list.left.connect(self.go_back)
        self._list.files_wanted.connect(self.files_wanted)
        self._list.paste_wanted.connect(self.paste_wanted)
        self._list.review_wanted.connect(self.show_review)
        self._list.cancel_wanted.connect(self._queue.cancel)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard on; a focus proxy would make Tab skip what stands above it."""
        (self._list if self.review is None else self.review.part).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)
