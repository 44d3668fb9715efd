"""What a report was after each step of its history: the steps as moments, the texts after one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from gkdesk.core.change import Change
from gkdesk.files.store_file import StoreFile

# No join: for a bounded number SQLite 3.40 would look for each step through all changes below it.
_OF_STEP = "FROM changes WHERE report_id = step.report_id AND number = step.number"
_MOMENTS = f"""
    SELECT number, undone, at, label, (SELECT count(DISTINCT address) {_OF_STEP})
    FROM actions AS step
    WHERE report_id = ? AND number < ? AND EXISTS (SELECT 1 {_OF_STEP}{{scope}})
    ORDER BY number DESC LIMIT ?"""

# Of each address only the change that counts is read whole: a prose text may be long, and changed
# a thousand times. A step may change an address twice, so that its place counts as well.
_PLACES = 1_000_000
_TEXTS = f"""
    SELECT changes.address, {{text}} FROM (
        SELECT address, {{which}}(number * {_PLACES} + place) AS key
        FROM changes JOIN actions USING (report_id, number)
        WHERE report_id = ? AND undone = ? AND number {{side}} ?
        GROUP BY address
    ) JOIN changes ON report_id = ? AND number = key / {_PLACES} AND place = key % {_PLACES}"""
_BACKWARDS = _TEXTS.format(text="old", which="min", side=">")
_FORWARDS = _TEXTS.format(text="new", which="max", side="<=")
_LAST = 2**62


@dataclass(frozen=True, slots=True)
class Moment:
    """One step of the clerk: when, its label, how many addresses it changed.

    `undone` tells that it was taken back and can be done again.
    """

    number: int
    at: datetime
    label: str
    touched: int
    undone: bool


def moments(
    file: StoreFile,
    report_id: int,
    *,
    addresses: Collection[str] | None,
    before: int | None,
    limit: int,
) -> list[Moment]:
    """Steps below the number `before`, newest first; with `addresses` those that changed one."""
    scope = f" AND address IN ({', '.join('?' * len(addresses))})" if addresses is not None else ""
    found = file.rows(
        _MOMENTS.format(scope=scope),
        report_id,
        _LAST if before is None else before,
        *(addresses or ()),
        limit,
    )
    return [
        Moment(number, datetime.fromisoformat(at), label, touched, bool(undone))
        for number, undone, at, label, touched in found
    ]


def begun_at(file: StoreFile, report_id: int) -> datetime:
    """When a report was begun."""
    found = file.rows("SELECT created_at FROM reports WHERE id = ?", report_id)
    return datetime.fromisoformat(found[0][0])


def changes_at(file: StoreFile, report_id: int, number: int) -> tuple[Change, ...]:
    """What a step changed, in the order in which that was done; nothing for a step unknown."""
    found = file.rows(
        "SELECT address, old, new FROM changes WHERE report_id = ? AND number = ? ORDER BY place",
        report_id,
        number,
    )
    return tuple(Change(address, old, new) for address, old, new in found)


def texts_at(file: StoreFile, report_id: int, number: int) -> dict[str, str]:
    """All texts of a report, organ and year among them, as they stood after a step; 0: at first.

    Exact, for it goes from the report as it stands over the changes between: backwards over those
    that stand, or forwards over those that were taken back.
    """
    texts = _present(file, report_id)
    for query, undone in ((_BACKWARDS, False), (_FORWARDS, True)):
        texts |= dict(file.rows(query, report_id, undone, number, report_id))
    texts["organ"] = texts["organ"] or None  # one without a name is not filled in
    return {address: text for address, text in texts.items() if text is not None}


def _present(file: StoreFile, report_id: int) -> dict[str, str | None]:
    """All texts of a report as it stands."""
    [(organ, year)] = file.rows("SELECT organ, year FROM reports WHERE id = ?", report_id)
    found = file.rows("SELECT address, text FROM answers WHERE report_id = ?", report_id)
    return {"organ": organ, "year": str(year), **dict(found)}
