"""One open report: the only door for edits, and the only one that tells Qt what changed."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from gkdesk.core import exchange, explanations, names, solver
from gkdesk.core.change import Change, differences
from gkdesk.core.checks.figures import suggestions
from gkdesk.core.checks.finding import Edit, Finding, Mend, Outcome
from gkdesk.core.checks.run import run_checks
from gkdesk.core.explanations import Explanation
from gkdesk.core.form import Form
from gkdesk.core.mending import texts_after
from gkdesk.core.numbers import Number
from gkdesk.core.prose import clean
from gkdesk.core.report import Report
from gkdesk.errors import UserError
from gkdesk.files.history import Action, PastText
from gkdesk.files.lookback import Lookback
from gkdesk.files.store import Store
from gkdesk.files.store_file import StoreReadError, StoreWriteError
from gkdesk.files.stored import load_last_year, load_report
from gkdesk.files.word_export import export_word
from gkdesk.ui.outbox import Outbox, ToWrite

_T = TypeVar("_T")
Check = Callable[[Report, Report | None], Outcome]

PROSE_DELAY_MS = 800
PROSE_PAUSE_S = 5.0
SHOWN_HISTORY = 5
# What decides which stored report is last year's.
_HEADING = frozenset(("organ", "year"))
EXPORT_FOLDER = "export.folder"
EXPLAINER = "explain.who"


class Session(QObject):
    """One open report; every edit goes through here and is on disk when the method returns.

    Typed prose is the exception: it is on disk at most one second after the change.
    """

    answers_changed = Signal(frozenset)
    """Addresses whose shown value changed."""
    outcome_changed = Signal(object)
    """The Outcome of all checks after a change."""
    acted = Signal(str)
    """The label of what was done to a finding by a button, so that it can be said."""
    saved = Signal(datetime)
    """Everything typed so far is on disk, at this local time."""
    save_failed = Signal(str)
    """Something could not be written; the sentence says why. It is kept here and tried again."""
    refused = Signal(str)
    """Something kept here can never be written; the sentence says why. It is as it was before."""

    def __init__(
        self,
        store: Store,
        report_id: int,
        parent: QObject | None = None,
        *,
        check: Check = run_checks,
    ) -> None:
        """Open a stored report; UserError if its form is unknown or it cannot be read.

        `check` says what is found against it and last year's.
        """
        super().__init__(parent)
        self._check = check
        self._store = store
        self._id = report_id
        self.report = load_report(store, report_id)
        self.last_year: Report | None = load_last_year(store, self.report)
        self.outcome: Outcome = self._check(self.report, self.last_year)
        self.saved_at: datetime = store.report(report_id).changed_at.astimezone()
        self._typed: dict[str, str] = {}
        self._outbox = Outbox(store, report_id, self)
        self._outbox.failed.connect(self.save_failed)
        self._outbox.refused.connect(self._take_back)
        self._outbox.emptied.connect(self._note_written)
        self._prose_timer = QTimer(self, singleShot=True, interval=PROSE_DELAY_MS)
        self._prose_timer.timeout.connect(self.flush)

    @property
    def form(self) -> Form:
        """The edition of the form that this report is filled in on."""
        return self.report.form

    @property
    def unsaved(self) -> bool:
        """Whether something typed is not on disk although it should be."""
        return not self._outbox.is_empty

    def set_text(self, address: str, text: str) -> None:
        """Type into one cell or field: one action, one undo step.

        Raises UserError, and changes nothing, where another report has this organ and year.
        """
        self.set_many({address: text}, self.name_of(address))

    def set_many(self, texts: Mapping[str, str], label: str) -> None:
        """Type into several cells at once, as a pasted block does: one action, one undo step."""
        self.flush()
        changes = [self.report.change(address, text) for address, text in texts.items()]
        self._act(tuple(change for change in changes if change), label)

    def fill_zeros(self, section_id: str) -> int:
        """Write 0 into every blank cell of a table; how many there were."""
        blanks = self.report.blanks(section_id)
        self.set_many(dict.fromkeys(blanks, "0"), "本表其余填 0")
        return len(blanks)

    def suggestion(self, address: str) -> Number | None:
        """The figure with which the column of a cell adds up, where there is one."""
        return suggestions(self.report).get(address)

    def proposals(self, finding: Finding) -> tuple[Mend, ...]:
        """How a finding can be mended, likeliest first; each is one action when applied."""
        nothing: list[str] = []
        recent = self._look_up(lambda: self._store.recent_addresses(self._id), nothing)
        solved = solver.proposals(self.report, finding, self.last_year, recent)
        known = {mend.edits for mend in finding.mends}
        return (*finding.mends, *(mend for mend in solved if mend.edits not in known))

    def apply_edits(self, edits: Sequence[Edit], label: str) -> None:
        """Carry a proposal out: one action, one undo step."""
        self.flush()
        self.set_many(texts_after(self.report, edits), label)
        self.acted.emit(label)

    def explain(self, finding: Finding, reason: str, who: str) -> None:
        """Note why a finding is right as it stands (已核实); it is silent from now on."""
        given = Explanation(
            finding.check.id,
            finding.addresses,
            finding.left,
            finding.right,
            clean(reason).strip(),
            clean(who).strip(),
            datetime.now().astimezone().isoformat(timespec="minutes"),
        )
        others = (one for one in self.report.explanations if not finding.fits(one))
        self._set_explanations((*others, given), "标记已核实")
        self.remember(EXPLAINER, given.who)

    def retract(self, explanation: Explanation) -> None:
        """Take an explanation back; what it silenced speaks again."""
        others = (one for one in self.report.explanations if one != explanation)
        self._set_explanations(tuple(others), "取消已核实")

    def _set_explanations(self, given: Sequence[Explanation], label: str) -> None:
        self.set_many({explanations.ADDRESS: explanations.write(given)}, label)
        self.acted.emit(label)

    @property
    def explainer(self) -> str:
        """The name of who explained a finding last, in any report."""
        return self.setting(EXPLAINER) or ""

    def type_prose(self, address: str, text: str) -> None:
        """Take the text of a prose editor as it stands while typing goes on.

        The timer is not started again by further typing, so the text is at most a second old.
        """
        text = clean(text)
        if text == self._typed.get(address, self.report.text(address)):
            return
        self._typed[address] = text
        if not self._prose_timer.isActive():
            self._prose_timer.start()

    def flush(self) -> None:
        """Put typed prose on disk now: before another action, an export, or the end."""
        self._prose_timer.stop()
        typed, self._typed = self._typed, {}
        for address, text in typed.items():
            change = self.report.change(address, text)
            if change:
                self._act((change,), self.name_of(address), merge_within=PROSE_PAUSE_S)

    def end(self) -> None:
        """Put typed prose on disk and try nothing again: the report is left."""
        self.flush()
        self._outbox.stop()

    def undo(self) -> str | None:
        """Take the last action back; its label, or None when there is none.

        Raises UserError while something typed before is not on disk.
        """
        return self._walk(self._store.undo)

    def redo(self) -> str | None:
        """Do the last undone action again; its label, or None when there is none.

        Raises UserError while something typed before is not on disk.
        """
        return self._walk(self._store.redo)

    def bring_back(self, changes: Sequence[Change], label: str) -> None:
        """Write earlier texts anew: one action, one undo step, and no step before it is lost.

        Raises UserError, and changes nothing, where that cannot be written.
        """
        if self._walk(lambda number: self._store.bring_back(number, changes, label)):
            self.acted.emit(label)

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, or None."""
        return self.name_of_typed or self._look_up(lambda: self._store.undo_label(self._id), None)

    @property
    def redo_label(self) -> str | None:
        """What redo would do again, or None."""
        return self._look_up(lambda: self._store.redo_label(self._id), None)

    @property
    def name_of_typed(self) -> str | None:
        """The name of prose that is typed but not stored yet, or None."""
        return self.name_of(next(iter(self._typed))) if self._typed else None

    def retry(self) -> None:
        """Try again to write what could not be written."""
        self._outbox.retry()

    def export(self, path: Path) -> None:
        """Write the Word file and remember the export; UserError where it cannot be written."""
        self.flush()
        export_word(self.report, path)
        content = exchange.dump(self.report)
        try:
            self._store.remember_export(self._id, str(path), draft=self.is_draft, content=content)
            self._store.set_setting(EXPORT_FOLDER, str(path.parent))
        except StoreWriteError as error:
            self.save_failed.emit(f"Word 文件已经写好，但这次导出没有记下来。{error}")

    @property
    def is_draft(self) -> bool:
        """Whether a check still finds something, so that an export is marked as a draft."""
        return any(finding.severity != "hint" for finding in self.outcome.findings)

    @property
    def export_folder(self) -> str | None:
        """The folder of the last export of any report, or None."""
        return self.setting(EXPORT_FOLDER)

    def setting(self, key: str) -> str | None:
        """A habit of the clerk that the store keeps, or None."""
        return self._look_up(lambda: self._store.setting(key), None)

    def remember(self, key: str, value: str) -> None:
        """Keep a habit of the clerk; where the disk refuses, nothing else is lost."""
        with suppress(StoreWriteError):
            self._store.set_setting(key, value)

    @property
    def lookback(self) -> Lookback:
        """What this report was at earlier moments; of what is not on disk it knows nothing."""
        return Lookback(self._store, self._id, self.report)

    def history(self, address: str) -> list[PastText]:
        """The last changes of one address, newest first."""
        return self._look_up(
            lambda: self._store.history(self._id, address, limit=SHOWN_HISTORY), []
        )

    def set_organ(self, organ: str) -> None:
        """Type the organ's name; the signature goes with it while the two are the same."""
        texts = {"organ": organ}
        if self.report.text("signature.organ") == self.report.organ:
            texts["signature.organ"] = organ
        self.set_many(texts, self.name_of("organ"))

    def name_of(self, address: str) -> str:
        """What the clerk calls an address: in the undo menu and in the history."""
        return names.name_of(self.form, address)

    def _act(self, changes: tuple[Change, ...], label: str, *, merge_within: float = 0) -> None:
        """Write an action and show it; what cannot be written is shown all the same, and kept."""
        if not changes:
            return
        failed = self._outbox.write(ToWrite(changes, label, merge_within))
        self._show(changes)
        if failed:
            self.save_failed.emit(failed)
        elif not self.unsaved:
            self._tell_saved()

    def _look_up(self, read: Callable[[], _T], otherwise: _T) -> _T:
        """What the store says, or `otherwise` while it is out of reach.

        The red bar tells of that; a view that only looks must neither fail nor wait for a lock.
        """
        if self.unsaved:
            return otherwise
        try:
            return read()
        except StoreReadError:
            return otherwise

    def _walk(self, step: Callable[[int], Action | None]) -> str | None:
        """Take one step through the stored history."""
        self.flush()
        if self.unsaved:
            self.retry()
        if self.unsaved:
            raise UserError("前面的内容还没有写到磁盘上，写好以后才能撤销、重做和恢复。")
        try:
            action = step(self._id)
        except StoreWriteError:
            # A commit that fails at its very last call is carried out all the same.
            shown = self.report.texts
            stored = self._look_up(lambda: load_report(self._store, self._id).texts, shown)
            self._show(differences(shown, stored))
            raise
        if action is None:
            return None
        self._show(action.changes)
        self._tell_saved()
        return action.label

    def _take_back(self, changes: Sequence[Change], why: str) -> None:
        """Show what stood before, as far as nothing else was typed there since; and tell."""
        texts = self.report.texts
        self._show(
            [
                Change(one.address, one.new, one.old)
                for one in changes
                if texts.get(one.address) == one.new
            ]
        )
        self.refused.emit(why)

    def _note_written(self, kept: frozenset[str]) -> None:
        """Tell that what was kept is on disk; what could not be read meanwhile is looked up."""
        if kept & _HEADING:
            self._find_last_year()
        self._tell_saved()

    def _show(self, changes: Sequence[Change]) -> None:
        """Carry changes out in the report and tell the views."""
        shown = self.report.apply(changes)
        if shown & _HEADING:
            self.last_year = self._look_up(lambda: load_last_year(self._store, self.report), None)
        self.outcome = self._check(self.report, self.last_year)
        self.answers_changed.emit(shown)
        self.outcome_changed.emit(self.outcome)

    def _find_last_year(self) -> None:
        """Look for last year's report again: nothing can be read while something is unsaved."""
        texts = self.report.texts
        self._show([Change(address, texts[address], texts[address]) for address in _HEADING])

    def _tell_saved(self) -> None:
        self.saved_at = datetime.now().astimezone()
        self.saved.emit(self.saved_at)
