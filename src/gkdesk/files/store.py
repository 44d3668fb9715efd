"""The clerk's reports as the SQLite file keeps them: answers, history, exports and settings."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from gkdesk.core.change import Change
from gkdesk.files import examine, history, past
from gkdesk.files.digests import export_digest, sign_report
from gkdesk.files.history import Action, PastText, stamp
from gkdesk.files.past import Moment
from gkdesk.files.store_file import StoreFile, copy_store, open_in_memory, open_store_file

Clock = Callable[[], datetime]

_REPORTS = """
    SELECT id, organ, year, edition, changed_at,
        (SELECT at FROM exports WHERE report_id = reports.id ORDER BY exports.id DESC LIMIT 1)
    FROM reports"""


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as the list of reports shows it; `exported_at` is None before its first export."""

    id: int
    organ: str
    year: int
    edition: str
    changed_at: datetime
    exported_at: datetime | None


@dataclass(frozen=True, slots=True)
class Export:
    """One paper that went out: when, where to, and what the report held then."""

    id: int
    at: datetime
    path: str
    draft: bool
    content: str


class Store:
    """The one door to the store file; what a method wrote is on the disk when it returns.

    Every reading method raises StoreReadError, every writing one StoreWriteError (nothing is
    written then), where disk, lock or file stand in the way; both are UserErrors.
    An unknown report id is a bug.
    """

    def __init__(self, file: StoreFile, clock: Clock) -> None:
        self._file = file
        self._clock = clock

    @classmethod
    def open(cls, path: Path, *, clock: Clock | None = None, wait: float = 2.0) -> Self:
        """Open the store at `path`, made or upgraded if needed; `wait` seconds for its lock.

        Raises UserError for a file that is locked, read-only, broken, not ours or too new.
        """
        return cls(open_store_file(path, wait=wait), clock or (lambda: datetime.now(UTC)))

    @classmethod
    def in_memory(cls) -> Self:
        """A new store that is gone when it is closed: for what nobody has agreed to keep."""
        return cls(open_in_memory(), lambda: datetime.now(UTC))

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._file.path

    def copy_to(self, target: Path) -> None:
        """Copy the store as it stands into a new file.

        Raises OSError and sqlite3.Error: only the caller knows what the copy is for.
        """
        copy_store(self._file.connection, target)

    def fingerprint(self) -> str:
        """Letters that change with anything that a clerk would want to have again."""
        with self._file.reading():
            return examine.fingerprint(self._file.connection)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def go_on_with(self, other: Self) -> None:
        """Be the door to the file that another store just opened, from now on in its stead."""
        self._file = other._file

    def __enter__(self) -> Self:
        """The store itself, closed at the end of the `with` block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the file, whatever happened."""
        self.close()

    def reports(self) -> list[StoredReport]:
        """All reports, the one changed last first."""
        return [
            _as_report(row) for row in self._file.rows(f"{_REPORTS} ORDER BY change_order DESC")
        ]

    def report(self, report_id: int) -> StoredReport:
        """One report without its answers."""
        found = self._file.rows(f"{_REPORTS} WHERE id = ?", report_id)
        if not found:
            raise LookupError(f"no report {report_id} in this store")
        return _as_report(found[0])

    def find(self, organ: str, year: int) -> int | None:
        """The id of the report of an organ and year, if there is one."""
        found = self._file.rows("SELECT id FROM reports WHERE organ = ? AND year = ?", organ, year)
        return int(found[0][0]) if found else None

    def create(self, organ: str, year: int, edition: str, answers: Mapping[str, str]) -> int:
        """Store a new report with its first answers, and give its id.

        Raises UserError where there is one of this organ and year.
        """
        now = stamp(self._now())
        with self._file.transaction() as connection:
            history.refuse_twin(connection, organ, year)
            report_id = connection.execute(
                "INSERT INTO reports (organ, year, edition, created_at, changed_at, change_order)"
                " SELECT ?, ?, ?, ?, ?, coalesce(max(change_order), 0) + 1 FROM reports",
                (organ, year, edition, now, now),
            ).lastrowid
            assert report_id is not None
            connection.executemany(
                "INSERT INTO answers (report_id, address, text) VALUES (?, ?, ?)",
                ((report_id, address, text) for address, text in answers.items()),
            )
            sign_report(connection, report_id)
        return report_id

    def answers(self, report_id: int) -> dict[str, str]:
        """What was typed into a report, by address; organ and year are the report's own."""
        found = self._file.rows("SELECT address, text FROM answers WHERE report_id = ?", report_id)
        return dict(found)

    def record(
        self,
        report_id: int,
        changes: Sequence[Change],
        label: str,
        *,
        merge_within: float = 0,
    ) -> None:
        """Write one action of the clerk: the new texts, and one step that undo takes back.

        A new text of None takes the answer away. If the last step has the same label, changed
        only the same address and is at most `merge_within` seconds old, it grows instead, so
        that typing makes one step per pause. Addresses "organ" and "year" change the report
        itself; UserError where another report has both.
        """
        if not changes:
            return
        with self._file.transaction() as connection:
            history.record(
                connection, report_id, changes, label, now=self._now(), merge_within=merge_within
            )

    def bring_back(self, report_id: int, changes: Sequence[Change], label: str) -> Action | None:
        """Write earlier texts as one action, which undo takes back; None if there are none.

        No step is forgotten by that, not even those that were taken back.
        """
        if not changes:
            return None
        with self._file.transaction() as connection:
            return history.bring_back(connection, report_id, changes, label, self._now())

    def undo(self, report_id: int) -> Action | None:
        """Take the last step back, and tell what changed by that; None where there is none."""
        with self._file.transaction() as connection:
            return history.undo(connection, report_id, self._now())

    def redo(self, report_id: int) -> Action | None:
        """Do again what was taken back last, and tell what changed by that; None if nothing."""
        with self._file.transaction() as connection:
            return history.redo(connection, report_id, self._now())

    def undo_label(self, report_id: int) -> str | None:
        """The label of the step that `undo` would take back; None where there is none."""
        return history.next_label(self._file, report_id, undone=False)

    def redo_label(self, report_id: int) -> str | None:
        """The label of the step that `redo` would do again; None where there is none."""
        return history.next_label(self._file, report_id, undone=True)

    def history(self, report_id: int, address: str, *, limit: int = 50) -> list[PastText]:
        """The changes of one address that stand, newest first."""
        return history.past_texts(self._file, report_id, address, limit)

    def recent_addresses(self, report_id: int, *, limit: int = 60) -> list[str]:
        """The addresses that were changed, the last one first; steps taken back do not count."""
        return history.recent_addresses(self._file, report_id, limit)

    def moments(
        self,
        report_id: int,
        *,
        addresses: Collection[str] | None = None,
        before: int | None = None,
        limit: int = 200,
    ) -> list[Moment]:
        """The steps of a report, newest first, those taken back among them.

        With `addresses` only those that changed one of these; with `before` only those below
        that number, so that a long history can be read piece by piece.
        """
        return past.moments(self._file, report_id, addresses=addresses, before=before, limit=limit)

    def begun_at(self, report_id: int) -> datetime:
        """When a report was begun."""
        return past.begun_at(self._file, report_id)

    def changes_at(self, report_id: int, number: int) -> tuple[Change, ...]:
        """What one step changed."""
        return past.changes_at(self._file, report_id, number)

    def texts_at(self, report_id: int, number: int) -> dict[str, str]:
        """All texts of a report, organ and year too, as they stood after a step; 0: at first."""
        return past.texts_at(self._file, report_id, number)

    def thin(self, now: datetime, *, compact: bool = True) -> int:
        """Put old prose steps together so that the file stays small; how many are gone.

        Without `compact` the room in the file that becomes free is only used again.
        """
        # Not at the top: it brings the form along, which no start needs.
        from gkdesk.files import thinning

        with self._file.transaction() as connection:
            count = thinning.thin(connection, now.astimezone(UTC))
        if compact and thinning.is_wasteful(self._file.connection):
            self._file.compact()
        return count

    def remember_export(self, report_id: int, path: str, *, draft: bool, content: str) -> None:
        """Note that a report went out to `path`, and what it held (its exchange format)."""
        at = stamp(self._now())
        signed = export_digest(at, path, int(draft), content)
        with self._file.transaction() as connection:
            connection.execute(
                "INSERT INTO exports (report_id, at, path, draft, content, digest)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (report_id, at, path, draft, content, signed),
            )

    def exports(self, report_id: int) -> list[Export]:
        """What went out of a report, newest first."""
        found = self._file.rows(
            "SELECT id, at, path, draft, content FROM exports WHERE report_id = ? ORDER BY id DESC",
            report_id,
        )
        return [
            Export(number, datetime.fromisoformat(at), path, bool(draft), content)
            for number, at, path, draft, content in found
        ]

    def setting(self, key: str) -> str | None:
        """A setting of the program, or None where it was never set."""
        found = self._file.rows("SELECT value FROM settings WHERE key = ?", key)
        return str(found[0][0]) if found else None

    def set_setting(self, key: str, value: str) -> None:
        """Keep a setting of the program."""
        with self._file.transaction() as connection:
            connection.execute(
                "INSERT INTO settings (key, value) VALUES (?, ?)"
                " ON CONFLICT DO UPDATE SET value = excluded.value",
                (key, value),
            )

    def _now(self) -> datetime:
        """The present moment in UTC, as every time in the store is kept."""
        return self._clock().astimezone(UTC)


def _as_report(row: tuple[int, str, int, str, str, str | None]) -> StoredReport:
    """A row of `_REPORTS`, with its times read."""
    number, organ, year, edition, changed_at, exported_at = row
    return StoredReport(
        number,
        organ,
        year,
        edition,
        datetime.fromisoformat(changed_at),
        datetime.fromisoformat(exported_at) if exported_at else None,
    )
