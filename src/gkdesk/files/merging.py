"""What was salvaged and the newest backup become one: report by report, the best of both.

A report whose digest is right is taken as it was left. Else the backup's is taken, and each whole
later step of the clerk is done again on it. Without a backup, what can be read is taken and told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from gkdesk.files.rows import ReportRow, Rows, StepRow, is_signed
from gkdesk.files.salvage import Salvaged

_HEADING = ("organ", "year")
_EDITION = "2021"
_NAMELESS = "（机关名称已损坏）"


class Fate(Enum):
    """What became of a report."""

    WHOLE = "as it was left, to the last cell"
    BACKUP = "as in the backup, with what could be read of later work"
    PARTS = "what could be read; something may be missing or wrong"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A report after the merge: `as_of` is when its state was written, `steps` what was redone.

    `lost_steps` counts the gaps in its history.
    """

    organ: str
    year: int
    fate: Fate
    as_of: datetime
    answers: int
    steps: int = 0
    lost_steps: int = 0


@dataclass(slots=True)
class Merged:
    """The rows of the new store, and what became of each report and of the exports."""

    rows: Rows = field(default_factory=Rows)
    outcomes: list[Outcome] = field(default_factory=list)
    lost_exports: int = 0


@dataclass(frozen=True, slots=True)
class _State:
    """A report's row and answers."""

    row: ReportRow
    answers: Mapping[str, str]


def merge(salvaged: Salvaged, backup: Rows | None, now: datetime) -> Merged:
    """Make one of what was salvaged and a whole backup's rows, if there is one."""
    found, kept = salvaged.rows, backup or Rows()
    merged = Merged()
    whole_settings = "settings" in salvaged.complete
    merged.rows.settings = found.settings if whole_settings else kept.settings | found.settings
    readable = {"reports", "answers"} <= salvaged.complete
    # Where all reports are known, a row of another one has a damaged number.
    known = set(found.reports) if "reports" in salvaged.complete else found.report_ids()
    for report_id in sorted(known | set(kept.reports)):
        same = _is_same(found.reports.get(report_id), kept.reports.get(report_id))
        before = kept if report_id in kept.reports and same else Rows()
        _merge_report(merged, report_id, found, before, now, readable=readable)
        if not same:
            # The number was given again after an older backup had been restored: two reports.
            _add_other(merged, report_id, kept)
    ids = {*found.exports, *kept.exports}
    merged.lost_exports = max(ids, default=0) - len(merged.rows.exports)
    return merged


def _merge_report(
    merged: Merged, report_id: int, found: Rows, kept: Rows, now: datetime, *, readable: bool
) -> None:
    """Add one report to what is merged."""
    steps = found.sound_steps(report_id)
    left = _as_left(report_id, found, readable=readable)
    again = 0
    if left is not None:
        fate, state = Fate.WHOLE, left
    elif report_id in kept.reports:
        state, again = _done_again(report_id, found, kept, steps)
        fate = Fate.BACKUP
    else:
        state, fate = _parts(report_id, found, steps, now), Fate.PARTS
    if fate is not Fate.WHOLE and _is_proven(report_id, state, found):
        fate = Fate.WHOLE
    _add(merged, report_id, state)
    before = kept.sound_steps(report_id)
    all_steps = before | steps
    _add_history(merged, report_id, before, kept)
    _add_history(merged, report_id, steps, found)
    for number, export in (kept.sound_exports(report_id) | found.sound_exports(report_id)).items():
        merged.rows.exports.setdefault(number, export)
    row = merged.rows.reports[report_id]
    at = datetime.fromisoformat(row.changed_at)
    seen = {number for owner, number in found.steps if owner == report_id} | set(all_steps)
    lost = max(seen, default=0) - len(all_steps)
    merged.outcomes.append(Outcome(row.organ, row.year, fate, at, len(state.answers), again, lost))


def _is_same(found: ReportRow | None, kept: ReportRow | None) -> bool:
    """Whether one number stands for one report in both."""
    return found is None or kept is None or found.created_at == kept.created_at


def _as_left(report_id: int, found: Rows, *, readable: bool) -> _State | None:
    """A report that is as the clerk left it; None if that cannot be said of it."""
    row = found.reports.get(report_id)
    if row is None:
        return None
    answers = found.answers.get(report_id, {})
    # Before schema 2 there is no digest: then SQLite's word must do that it read everything.
    whole = is_signed(row, answers) if row.digest else readable
    return _State(row, answers) if whole else None


def _is_proven(report_id: int, state: _State, found: Rows) -> bool:
    """Whether what was put together is what was there, by the digest that was kept of it."""
    row = found.reports.get(report_id)
    if row is None:
        return False
    return row[:5] == state.row[:5] and is_signed(row, dict(state.answers))


def _done_again(
    report_id: int, found: Rows, kept: Rows, steps: Mapping[int, StepRow]
) -> tuple[_State, int]:
    """The backup's report with the later steps of the clerk, and how many of these there are."""
    row = kept.reports[report_id]
    texts: dict[str, str | None] = {"organ": row.organ, "year": str(row.year)}
    texts |= kept.answers.get(report_id, {})
    before = kept.sound_steps(report_id)
    gone = [n for n, step in before.items() if not step.undone and _is_gone(n, step, steps)]
    for number in sorted(gone, reverse=True):
        for change in reversed(kept.changes_of(report_id, number)):
            texts[change.address] = change.old
    new = [n for n, step in steps.items() if not step.undone and _is_new(step, before.get(n))]
    for number in sorted(new):
        for change in found.changes_of(report_id, number):
            texts[change.address] = change.new
    last = found.reports.get(report_id)
    times = [step.at for number, step in steps.items() if number in new]
    changed_at = last.changed_at if last else max(times, default=row.changed_at)
    return _state(row._replace(changed_at=changed_at), texts), len(new) + len(gone)


def _is_gone(number: int, step: StepRow, later: Mapping[int, StepRow]) -> bool:
    """Whether a step of the backup was taken back afterwards, as far as that can be read."""
    now = later.get(number)
    return now is not None and (bool(now.undone) or (now.at, now.label) != (step.at, step.label))


def _is_new(step: StepRow, before: StepRow | None) -> bool:
    """Whether a step is not yet in the backup's state."""
    return before is None or bool(before.undone) or before.at != step.at


def _parts(report_id: int, found: Rows, steps: Mapping[int, StepRow], now: datetime) -> _State:
    """What can be read of a report of which there is no backup."""
    texts: dict[str, str | None] = {**found.answers.get(report_id, {})}
    newest: dict[str, str | None] = {}
    for number, step in steps.items():
        if not step.undone:
            newest |= {c.address: c.new for c in found.changes_of(report_id, number)}
    # The newest sound step of an address is surer than a row whose report is not signed.
    texts |= newest
    row = found.reports.get(report_id)
    if row is not None:
        # What the row says counts: a step that changed organ or year is in it already.
        return _state(row, {**texts, "organ": row.organ, "year": str(row.year)})
    organ, year = found.headings.get(report_id, (None, None))
    texts.setdefault("organ", organ or texts.get("signature.organ") or _NAMELESS)
    signed = texts.get("signature.date") or ""
    texts.setdefault("year", str(year or _year_before(signed) or now.year - 1))
    times = [step.at for step in steps.values()]
    at = max(times, default=now.isoformat(timespec="microseconds"))
    return _state(ReportRow("", 0, _EDITION, min(times, default=at), at, report_id), texts)


def _year_before(signed: str) -> int | None:
    """The year that a report signed on this day is about."""
    return int(signed[:4]) - 1 if signed[:4].isascii() and signed[:4].isdigit() else None


def _state(row: ReportRow, texts: Mapping[str, str | None]) -> _State:
    """Texts by address, organ and year put into the row."""
    answers = {a: t for a, t in texts.items() if t is not None and a not in _HEADING}
    year = texts.get("year") or ""
    heading = row._replace(
        organ=texts.get("organ") or row.organ,
        year=int(year) if year.isascii() and year.isdigit() else row.year,
    )
    return _State(heading, answers)


def _add(merged: Merged, report_id: int, state: _State) -> None:
    """Add a report under a heading that no other one has."""
    row = state.row
    taken = {(other.organ, other.year) for other in merged.rows.reports.values()}
    while (row.organ, row.year) in taken:
        row = row._replace(organ=f"{row.organ}（另一份）")
    merged.rows.reports[report_id] = row
    merged.rows.answers[report_id] = dict(state.answers)


def _add_history(
    merged: Merged, report_id: int, steps: Mapping[int, StepRow], source: Rows
) -> None:
    """Add sound steps; those that are added last take the place of others."""
    for number, step in steps.items():
        merged.rows.steps[report_id, number] = step
        place = 0
        while merged.rows.changes.pop((report_id, number, place), None):
            place += 1
        for place, change in enumerate(source.changes_of(report_id, number)):
            merged.rows.changes[report_id, number, place] = change


def _add_other(merged: Merged, report_id: int, kept: Rows) -> None:
    """Add a report of the backup whose number has been given to another one since."""
    row = kept.reports[report_id]
    if any((o.organ, o.year) == (row.organ, row.year) for o in merged.rows.reports.values()):
        return
    number = max([*merged.rows.reports, *kept.reports]) + 1
    _add(merged, number, _State(row, kept.answers.get(report_id, {})))
    answers = len(kept.answers.get(report_id, {}))
    at = datetime.fromisoformat(row.changed_at)
    merged.outcomes.append(Outcome(row.organ, row.year, Fate.BACKUP, at, answers))
