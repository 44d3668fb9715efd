"""Digests of what was typed: they tell a figure that a failing disk changed from one of the clerk.

SQLite notices a torn page, but not a 3 that became a 7. So each report, each step of its history
and each export keeps a digest of what it holds, written in the same transaction.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby

# What a digest was made of: numbers, texts, and lists of them.
Value = str | int | None | Sequence["Value"]

_REPORT = "SELECT organ, year, edition, created_at, changed_at FROM reports WHERE id = ?"
_ANSWERS = "SELECT address, text FROM answers WHERE report_id = ? ORDER BY address"
_STEPS = """
    SELECT report_id, number, at, label, digest, address, old, new
    FROM actions LEFT JOIN changes USING (report_id, number)
    ORDER BY report_id, number, place"""
_EXPORTS = "SELECT id, at, path, draft, content, digest FROM exports"


def digest(*values: Value) -> str:
    """Sixteen letters that stand for some values; any other values have others."""
    # Escaped, so that the bytes are the same under every Python.
    text = json.dumps(values, ensure_ascii=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def step_digest(
    number: int, at: str, label: str, changes: Sequence[tuple[str, str | None, str | None]]
) -> str:
    """The digest of one step of the history: (address, old, new) of each change, in order."""
    return digest(number, at, label, changes)


def export_digest(at: str, path: str, draft: int, content: str) -> str:
    """The digest of one export."""
    return digest(at, path, draft, content)


def report_digest(heading: Sequence[str | int], answers: Sequence[tuple[str, str]]) -> str:
    """The digest of organ, year, edition and both times of a report, and its sorted answers."""
    return digest(tuple(heading), answers)


def sign_report(connection: sqlite3.Connection, report_id: int) -> None:
    """Write the digest of a report as it stands in the present transaction."""
    connection.execute(
        "UPDATE reports SET digest = ? WHERE id = ?", (_of_report(connection, report_id), report_id)
    )


def sign_all(connection: sqlite3.Connection) -> None:
    """Write all digests anew, where the rows are known to be right."""
    for (report_id,) in connection.execute("SELECT id FROM reports").fetchall():
        sign_report(connection, report_id)
    for report_id, number, right, _kept in list(_steps(connection)):
        connection.execute(
            "UPDATE actions SET digest = ? WHERE report_id = ? AND number = ?",
            (right, report_id, number),
        )
    for number, right, _kept in list(_exports(connection)):
        connection.execute("UPDATE exports SET digest = ? WHERE id = ?", (right, number))


def wrong_reports(connection: sqlite3.Connection) -> list[int]:
    """The reports that are not as they were written."""
    kept = connection.execute("SELECT id, digest FROM reports").fetchall()
    return [number for number, signed in kept if signed != _of_report(connection, number)]


def wrong_steps(connection: sqlite3.Connection) -> int:
    """How many steps of the history are not as they were written."""
    return sum(right != kept for _report, _number, right, kept in _steps(connection))


def wrong_exports(connection: sqlite3.Connection) -> int:
    """How many exports are not as they were written."""
    return sum(right != kept for _number, right, kept in _exports(connection))


def _of_report(connection: sqlite3.Connection, report_id: int) -> str:
    heading = connection.execute(_REPORT, (report_id,)).fetchone()
    return report_digest(heading, connection.execute(_ANSWERS, (report_id,)).fetchall())


def _steps(connection: sqlite3.Connection) -> Iterator[tuple[int, int, str, str]]:
    """Report, number, right digest and kept digest of each step."""
    for (report_id, number, at, label, kept), rows in groupby(
        connection.execute(_STEPS), key=lambda row: row[:5]
    ):
        # A step without changes gives one row without an address.
        changes = [tuple(row[5:]) for row in rows if row[5] is not None]
        yield report_id, number, step_digest(number, at, label, changes), kept


def _exports(connection: sqlite3.Connection) -> Iterator[tuple[int, str, str]]:
    """Id, right digest and kept digest of each export."""
    for number, *values, kept in connection.execute(_EXPORTS):
        yield number, export_digest(*values), kept
