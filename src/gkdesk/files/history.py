"""What the clerk did to a report, in steps that can be taken back and done again.

What writes works inside the caller's transaction. A step's number orders it, never its time.
The steps that were taken back are always the last ones of a report: a new step drops them.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gkdesk.core.change import Change
from gkdesk.errors import UserError
from gkdesk.files.digests import sign_report, step_digest
from gkdesk.files.store_file import StoreFile

# These two live in the report's own row, where they must be unique together.
_HEADING = ("organ", "year")

TAKEN_BACK = "撤销前面的改动"
"""The label of the step that stands for what had been taken back."""

_STEPS = "SELECT number, undone, at, label FROM actions"
# A step whose changes were put together with those of a later one goes with that (`thinning`).
_WHOLE = (
    f"{_STEPS} AS step WHERE report_id = ? AND undone = ? AND EXISTS"
    " (SELECT 1 FROM changes WHERE report_id = step.report_id AND number = step.number)"
)
_NEXT_STEP = {
    False: f"{_WHOLE} ORDER BY number DESC LIMIT 1",
    True: f"{_WHOLE} ORDER BY number LIMIT 1",
}


@dataclass(frozen=True, slots=True)
class Action:
    """One step of the clerk, its changes in the direction and order in which they were applied."""

    label: str
    at: datetime
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class PastText:
    """One change of one address, as 「本格历史」 shows it."""

    at: datetime
    label: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class _Step:
    """A stored step without its changes."""

    number: int
    undone: bool
    at: datetime
    label: str


def stamp(moment: datetime) -> str:
    """A moment as the store keeps it."""
    return moment.isoformat(timespec="microseconds")


def record(
    connection: sqlite3.Connection,
    report_id: int,
    changes: Sequence[Change],
    label: str,
    *,
    now: datetime,
    merge_within: float,
) -> None:
    """Write the new texts and the step, or let the last step grow where that is asked for."""
    there = _are_there(connection, report_id, changes)
    _apply(connection, report_id, changes, now)
    if there:
        # A commit that failed at its very last call was carried out, and is now tried again.
        return
    last = _last_step(connection, report_id)
    number = last.number + 1 if last else 1
    if last and last.undone:
        number = _drop_undone(connection, report_id)
    elif (
        last
        and last.label == label
        and _is_recent(last.at, now, merge_within)
        and _grow(connection, report_id, last, changes, now)
    ):
        return
    _add_step(connection, report_id, _Step(number, False, now, label), changes)


def undo(connection: sqlite3.Connection, report_id: int, now: datetime) -> Action | None:
    """Take the last step back; None where there is none."""
    step = _next_step(connection, report_id, undone=False)
    if step is None:
        return None
    done = _changes(connection, report_id, step.number)
    # Backwards, so that the first text returns if a step touched an address twice.
    back = tuple(Change(change.address, change.new, change.old) for change in reversed(done))
    return _replay(connection, report_id, step, back, now)


def redo(connection: sqlite3.Connection, report_id: int, now: datetime) -> Action | None:
    """Do again what was taken back last; None where there is nothing."""
    step = _next_step(connection, report_id, undone=True)
    if step is None:
        return None
    return _replay(connection, report_id, step, _changes(connection, report_id, step.number), now)


def bring_back(
    connection: sqlite3.Connection,
    report_id: int,
    changes: Sequence[Change],
    label: str,
    now: datetime,
) -> Action:
    """Write a step that brings earlier texts back, and forget none of the steps before it.

    What was taken back stands again first, under a step of its own that takes it back: so it can
    still be looked at, and undo leads through all of it.
    """
    last = _last_step(connection, report_id)
    if last and last.undone:
        inverse = _inverse_of_undone(connection, report_id)
        connection.execute("UPDATE actions SET undone = 0 WHERE report_id = ?", (report_id,))
        if inverse:
            step = _Step(last.number + 1, False, now, TAKEN_BACK)
            _add_step(connection, report_id, step, inverse)
    record(connection, report_id, changes, label, now=now, merge_within=0)
    return Action(label, now, tuple(changes))


def next_label(file: StoreFile, report_id: int, *, undone: bool) -> str | None:
    """The label of the step that redo (`undone`) or undo would turn to; None if there is none."""
    found = file.rows(_NEXT_STEP[undone], report_id, undone)
    return str(found[0][3]) if found else None


def past_texts(file: StoreFile, report_id: int, address: str, limit: int) -> list[PastText]:
    """The changes of one address that stand, newest first."""
    found = file.rows(
        "SELECT at, label, old, new FROM changes JOIN actions USING (report_id, number)"
        " WHERE report_id = ? AND address = ? AND undone = 0"
        " ORDER BY number DESC, place DESC LIMIT ?",
        report_id,
        address,
        limit,
    )
    return [PastText(datetime.fromisoformat(at), label, old, new) for at, label, old, new in found]


def recent_addresses(file: StoreFile, report_id: int, limit: int) -> list[str]:
    """The addresses of the last changes that stand, the last one first."""
    found = file.rows(
        "SELECT address FROM changes JOIN actions USING (report_id, number)"
        " WHERE report_id = ? AND undone = 0 ORDER BY number DESC, place DESC LIMIT ?",
        report_id,
        limit,
    )
    return list(dict.fromkeys(address for (address,) in found))


def refuse_twin(
    connection: sqlite3.Connection, organ: str, year: int, *, apart_from: int | None = None
) -> None:
    """Refuse (UserError) a second report of one organ and year."""
    twin = connection.execute(
        "SELECT 1 FROM reports WHERE organ = ? AND year = ? AND id IS NOT ?",
        (organ, year, apart_from),
    ).fetchone()
    if twin:
        raise UserError(
            f"{organ}{year}年度的报告已有一份，没有改动，请打开已有的那份，或换一个机关名称或年度。"
        )


def _apply(
    connection: sqlite3.Connection, report_id: int, changes: Sequence[Change], now: datetime
) -> None:
    """Give each address its new text, and move the report to the front of the list."""
    _touch(connection, report_id, now)
    heading = {change.address: change.new for change in changes if change.address in _HEADING}
    if heading:
        _write_heading(connection, report_id, heading)
    for change in changes:
        if change.address not in _HEADING:
            _write_text(connection, report_id, change.address, change.new)
    sign_report(connection, report_id)


def _are_there(connection: sqlite3.Connection, report_id: int, changes: Sequence[Change]) -> bool:
    """Whether a report has all these new texts already, so that they would make no step."""
    texts = dict(
        connection.execute("SELECT address, text FROM answers WHERE report_id = ?", (report_id,))
    )
    heading = connection.execute(
        "SELECT organ, CAST(year AS TEXT) FROM reports WHERE id = ?", (report_id,)
    ).fetchone()
    texts.update(zip(_HEADING, heading or (), strict=False))
    new = all(texts.get(change.address) == change.new for change in changes)
    return new and any(change.old != change.new for change in changes)


def _touch(connection: sqlite3.Connection, report_id: int, now: datetime) -> None:
    """Note the time of a change, and that this report is now the one changed last."""
    touched = connection.execute(
        "UPDATE reports SET changed_at = ? WHERE id = ?", (stamp(now), report_id)
    )
    if not touched.rowcount:
        raise LookupError(f"no report {report_id} in this store")
    # Apart, so that the index is written only when the clerk turns to another report.
    connection.execute(
        "UPDATE reports SET change_order = (SELECT max(change_order) FROM reports) + 1"
        " WHERE id = ? AND change_order < (SELECT max(change_order) FROM reports)",
        (report_id,),
    )


def _write_heading(
    connection: sqlite3.Connection, report_id: int, heading: Mapping[str, str | None]
) -> None:
    """Change organ and year together, so that only the outcome has to be unique."""
    organ, year = connection.execute(
        "SELECT organ, year FROM reports WHERE id = ?", (report_id,)
    ).fetchone()
    organ = heading.get("organ", organ) or ""
    # A report always has a year; None or a word here is a mistake of the caller.
    year = int(heading.get("year", year))
    refuse_twin(connection, organ, year, apart_from=report_id)
    connection.execute(
        "UPDATE reports SET organ = ?, year = ? WHERE id = ?", (organ, year, report_id)
    )


def _write_text(
    connection: sqlite3.Connection, report_id: int, address: str, text: str | None
) -> None:
    """Store one answer; None takes it away."""
    if text is None:
        connection.execute(
            "DELETE FROM answers WHERE report_id = ? AND address = ?", (report_id, address)
        )
    else:
        connection.execute(
            "INSERT INTO answers (report_id, address, text) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET text = excluded.text",
            (report_id, address, text),
        )


def _last_step(connection: sqlite3.Connection, report_id: int) -> _Step | None:
    """The step with the highest number, taken back or not."""
    return _as_step(
        connection.execute(
            f"{_STEPS} WHERE report_id = ? ORDER BY number DESC LIMIT 1", (report_id,)
        ).fetchone()
    )


def _next_step(connection: sqlite3.Connection, report_id: int, *, undone: bool) -> _Step | None:
    """The step that redo (`undone`) or undo would turn to."""
    return _as_step(connection.execute(_NEXT_STEP[undone], (report_id, undone)).fetchone())


def _as_step(row: tuple[int, int, str, str] | None) -> _Step | None:
    """A row of `actions`, with its time read."""
    if row is None:
        return None
    number, undone, at, label = row
    return _Step(number, bool(undone), datetime.fromisoformat(at), label)


def _drop_undone(connection: sqlite3.Connection, report_id: int) -> int:
    """Forget what was taken back, and give the first number that became free."""
    first = connection.execute(
        "SELECT min(number) FROM actions WHERE report_id = ? AND undone = 1", (report_id,)
    ).fetchone()[0]
    connection.execute("DELETE FROM actions WHERE report_id = ? AND undone = 1", (report_id,))
    return int(first)


def _inverse_of_undone(connection: sqlite3.Connection, report_id: int) -> list[Change]:
    """What leads from the end of all steps that were taken back to the report as it stands."""
    undone = connection.execute(
        "SELECT address, old, new FROM changes JOIN actions USING (report_id, number)"
        " WHERE report_id = ? AND undone = 1 ORDER BY number, place",
        (report_id,),
    )
    here: dict[str, str | None] = {}
    end: dict[str, str | None] = {}
    for address, old, new in undone:
        here.setdefault(address, old)
        end[address] = new
    return [Change(one, end[one], here[one]) for one in end if end[one] != here[one]]


def _is_recent(at: datetime, now: datetime, seconds: float) -> bool:
    """Whether `at` lies at most so many seconds back; a time in the future does not (clock)."""
    return timedelta(0) <= now - at <= timedelta(seconds=seconds) and seconds > 0


def _grow(
    connection: sqlite3.Connection,
    report_id: int,
    last: _Step,
    changes: Sequence[Change],
    now: datetime,
) -> bool:
    """Let the last step end in the new text if both change one and the same address; tell if so.

    A step that ends where it began is dropped: taking it back would show the clerk nothing.
    """
    stored = _changes(connection, report_id, last.number)
    if len(stored) != 1 or len(changes) != 1:
        return False
    change = changes[0]
    if (stored[0].address, stored[0].new) != (change.address, change.old):
        return False
    where = (report_id, last.number)
    if stored[0].old == change.new:
        connection.execute("DELETE FROM actions WHERE report_id = ? AND number = ?", where)
        return True
    grown = step_digest(
        last.number, stamp(now), last.label, [(change.address, stored[0].old, change.new)]
    )
    connection.execute(
        "UPDATE actions SET at = ?, digest = ? WHERE report_id = ? AND number = ?",
        (stamp(now), grown, *where),
    )
    connection.execute(
        "UPDATE changes SET new = ? WHERE report_id = ? AND number = ?", (change.new, *where)
    )
    return True


def _add_step(
    connection: sqlite3.Connection, report_id: int, step: _Step, changes: Sequence[Change]
) -> None:
    """Store a step as the report's last."""
    texts = [(change.address, change.old, change.new) for change in changes]
    signed = step_digest(step.number, stamp(step.at), step.label, texts)
    connection.execute(
        "INSERT INTO actions (report_id, number, at, label, digest) VALUES (?, ?, ?, ?, ?)",
        (report_id, step.number, stamp(step.at), step.label, signed),
    )
    connection.executemany(
        "INSERT INTO changes (report_id, number, place, address, old, new)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        ((report_id, step.number, place, *text) for place, text in enumerate(texts)),
    )


def _changes(connection: sqlite3.Connection, report_id: int, number: int) -> tuple[Change, ...]:
    """The changes of one step, in the order in which they were made."""
    found = connection.execute(
        "SELECT address, old, new FROM changes WHERE report_id = ? AND number = ? ORDER BY place",
        (report_id, number),
    )
    return tuple(Change(address, old, new) for address, old, new in found)


def _replay(
    connection: sqlite3.Connection,
    report_id: int,
    step: _Step,
    changes: tuple[Change, ...],
    now: datetime,
) -> Action:
    """Apply a stored step in one direction, and note which way it now stands."""
    _apply(connection, report_id, changes, now)
    connection.execute(
        "UPDATE actions SET undone = ? WHERE report_id = ? AND number <= ? AND number >"
        " (SELECT coalesce(max(number), 0) FROM changes WHERE report_id = ? AND number < ?)",
        (not step.undone, report_id, step.number, report_id, step.number),
    )
    return Action(step.label, step.at, changes)
