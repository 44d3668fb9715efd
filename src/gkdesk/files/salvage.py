"""What can still be read of a damaged store: by SQLite, from both ends, and page by page."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gkdesk.files.examine import is_damage, reading
from gkdesk.files.pages import Pages, page_size
from gkdesk.files.private_copy import read_through
from gkdesk.files.rows import Rows
from gkdesk.files.store_file import error_code

_KEYS = {
    "reports": "id",
    "answers": "report_id, address",
    "actions": "report_id, number",
    "changes": "report_id, number, place",
    "exports": "id",
    "settings": "key",
}
# A way that runs in a circle through damaged pages must not keep the clerk waiting.
_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Salvaged:
    """The rows that were read of a damaged file.

    `complete` are the tables that SQLite read from end to end; `unread` counts the rows that are
    there and could not be read, as far as that can be known.
    """

    rows: Rows
    complete: frozenset[str]
    unread: int


def salvage(path: Path) -> Salvaged:
    """Read what can be read of a damaged store file, which is not changed.

    What SQLite finds counts first, for it knows which of two rows is the present one; what it
    does not reach is read out of the pages. Raises OSError where the file cannot be opened.
    """
    data = read_through(path)
    rows = Rows()
    complete = frozenset(table for table in _KEYS if _read_table(path, table, rows))
    pages = Pages(data, page_size(data))
    for rowid, values in pages.rows():
        rows.add_unnamed(rowid, values)
    return Salvaged(rows, complete, pages.unread)


def _read_table(path: Path, table: str, rows: Rows) -> bool:
    """Read a table as far as SQLite can; whether it was read from end to end.

    Each table has a connection of its own, since some damage stops a connection for good.
    """
    with _skipping_damage() as forwards, _opened(path) as connection:
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY {_KEYS[table]}"):
            rows.add(table, row)
        forwards.append(True)
    if forwards:
        return True
    backwards = ", ".join(f"{key} DESC" for key in _KEYS[table].split(", "))
    with _skipping_damage(), _opened(path) as connection:
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY {backwards}"):
            rows.add(table, row)
    return False


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The file for reading only; a query ends after some seconds, whatever runs in a circle."""
    with reading(path) as connection:
        end = time.monotonic() + _SECONDS
        connection.set_progress_handler(lambda: time.monotonic() > end, 100_000)
        yield connection


@contextlib.contextmanager
def _skipping_damage() -> Iterator[list[bool]]:
    """Let what is inside end at the first damaged place."""
    done: list[bool] = []
    try:
        yield done
    except (sqlite3.Error, ValueError) as fault:
        own_limit_or_disk = isinstance(fault, sqlite3.Error) and error_code(fault) in (
            sqlite3.SQLITE_INTERRUPT,
            sqlite3.SQLITE_IOERR,
        )
        if not own_limit_or_disk and not is_damage(fault):
            raise
