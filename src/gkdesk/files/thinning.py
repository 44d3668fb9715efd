"""Older prose steps are put together by ten minutes, later by hours: the history stays small.

Each pause in typing makes a step with the whole text before and after it: a text of 5,000 signs
that was typed with a thousand pauses takes 33 MB, and each backup as much. Some hours later nobody
wants more of that than how the text stood every ten minutes, and a week later at the end of each
hour (docs/decisions/2026-11-23-the-history-stays-small.md).
"""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from gkdesk.errors import UserError
from gkdesk.files import shipped
from gkdesk.files.digests import step_digest
from gkdesk.files.history import stamp

KEPT_HOURS = 2
"""Steps of this many hours are left as they are: each pause can be taken back."""
FINE_DAYS = 7
"""Steps of this many days are put together by ten minutes, those before by hours."""

# A file with more free pages than this, and more free than used ones, is written anew.
_FREE_PAGES = 512
_HOUR = len("2025-01-10T08")
_TEN_MINUTES = len("2025-01-10T08:3")

# A number with a plus: else SQLite 3.40 would look for each step through all changes below it.
_OLD = """
    SELECT number, at, label, address FROM actions JOIN changes USING (report_id, number)
    WHERE report_id = ?1 AND undone = 0 AND +number < (
        SELECT coalesce(min(number), 9e18) FROM actions WHERE report_id = ?1 AND at >= ?2)
    ORDER BY number"""


@dataclass(frozen=True, slots=True)
class _Step:
    """An old step with the address of one of its changes."""

    number: int
    at: str
    label: str
    address: str


def thin(connection: sqlite3.Connection, now: datetime) -> int:
    """Put old prose steps of all reports together, in the caller's transaction; how many are gone.

    A step that is gone stays in the history as a line without changes: undo takes it with the one
    that has them now. Nothing is done to cells, to the last hours, or to what was taken back.
    """
    limit = stamp(now - timedelta(hours=KEPT_HOURS))
    week = stamp(now - timedelta(days=FINE_DAYS))
    count = 0
    for report_id, edition in connection.execute("SELECT id, edition FROM reports").fetchall():
        rows = connection.execute(_OLD, (report_id, limit)).fetchall()
        for run in list(_runs([_Step(*row) for row in rows], edition, week)):
            count += _put_together(connection, report_id, run)
    return count


def is_wasteful(connection: sqlite3.Connection) -> bool:
    """Whether most of the file is free, so that it should be written anew."""
    [free] = connection.execute("PRAGMA freelist_count").fetchone()
    [pages] = connection.execute("PRAGMA page_count").fetchone()
    return bool(free > _FREE_PAGES and free > pages - free)


def _runs(steps: list[_Step], edition: str, week: str) -> Iterator[list[_Step]]:
    """Steps that follow each other and only typed on in one text, within ten minutes or an hour."""

    def span(step: _Step) -> tuple[str, str, str]:
        return step.address, step.label, step.at[: _HOUR if step.at < week else _TEN_MINUTES]

    prose = _prose(edition) if steps else ()
    changes = Counter(step.number for step in steps)
    for key, group in groupby(steps, key=span):
        run = list(group)
        if key[0] in prose and len(run) > 1 and all(changes[one.number] == 1 for one in run):
            yield run


def _prose(edition: str) -> Collection[str]:
    """The addresses of texts that are typed at length; none on a form unknown to this program."""
    try:
        form = shipped.form(edition)
    except UserError:
        return frozenset()
    return frozenset(section.id for section in form.prose)


def _put_together(connection: sqlite3.Connection, report_id: int, run: list[_Step]) -> int:
    """Let the last step of a run lead from the text before the first to its own; how many go."""
    last = run[-1]
    text = "SELECT {} FROM changes WHERE report_id = ? AND number = ?"
    [old] = connection.execute(text.format("old"), (report_id, run[0].number)).fetchone()
    [new] = connection.execute(text.format("new"), (report_id, last.number)).fetchone()
    if old == new:  # to take that back would show the clerk nothing
        return 0
    connection.execute(
        "DELETE FROM changes WHERE report_id = ? AND number BETWEEN ? AND ?",
        (report_id, run[0].number, last.number - 1),
    )
    connection.execute(
        "UPDATE changes SET old = ? WHERE report_id = ? AND number = ?",
        (old, report_id, last.number),
    )
    for step in run:
        changes = [(step.address, old, new)] if step is last else []
        connection.execute(
            "UPDATE actions SET digest = ? WHERE report_id = ? AND number = ?",
            (step_digest(step.number, step.at, step.label, changes), report_id, step.number),
        )
    return len(run) - 1
