"""Whether a store file is whole and what it holds, found out without changing what it says."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gkdesk.errors import UserError
from gkdesk.files import digests
from gkdesk.files.os_faults import reason
from gkdesk.files.private_copy import hot_journal
from gkdesk.files.put_in_place import sync_folder
from gkdesk.files.store_file import (
    APPLICATION_ID,
    TABLES,
    address,
    error_code,
    in_words,
    number,
    why_not_ours,
)

# What `schema_digest` gives for each released schema: a changed letter in it changes what is kept.
SCHEMAS = {1: "e68ef3ec743897fc", 2: "002c41d1882e3e53"}

# What the surroundings do; any other answer to a question of ours comes from wrong bytes.
_SURROUNDINGS = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_MISUSE,
    }
)


@dataclass(frozen=True, slots=True)
class HeldReport:
    """One report that a store file holds, and how many answers it has."""

    organ: str
    year: int
    changed_at: datetime
    answers: int


@dataclass(frozen=True, slots=True)
class Holding:
    """What a store file holds, the report changed last first; `faults` is empty if it is whole.

    `refusal` is a sentence for a file that this program cannot use at all: another program's, or
    one of a newer version.
    """

    path: Path
    reports: tuple[HeldReport, ...]
    faults: tuple[str, ...]
    refusal: str | None

    @property
    def answers(self) -> int:
        """How many cells and texts are filled in."""
        return sum(report.answers for report in self.reports)

    @property
    def is_good(self) -> bool:
        """Whether it can be put in the place of a store."""
        return not self.faults and self.refusal is None

    @property
    def as_of(self) -> datetime | None:
        """When something in it was changed last; None without a report."""
        return self.reports[0].changed_at if self.reports else None


def look_into(path: Path) -> Holding:
    """What a store file holds; nothing beside it or in it is touched.

    Raises UserError where it cannot be read at all (missing, a folder, no permission).
    """
    with at_rest(path) as file:
        return _look_into(file, path)


@contextmanager
def at_rest(path: Path) -> Iterator[Path]:
    """The file itself; or, where a power cut left its journal, a copy that SQLite made whole.

    Raises UserError where it cannot be read at all (missing, a folder, no permission).
    """
    if not os.path.isfile(path):
        kind = "是一个文件夹，不是数据文件" if os.path.isdir(path) else "不存在"
        raise UserError(f"“{path}”{kind}，请另选一个文件。")
    journal = hot_journal(path)
    if journal is None:
        yield path
        return
    with _played_back(path, journal) as copy:
        yield copy


@contextmanager
def _played_back(path: Path, journal: Path) -> Iterator[Path]:
    """A copy of a file and its journal, made whole by SQLite, which must write before it can read.

    It lies beside the file: nothing of a report may lie in a folder for everybody's temporary
    files. Raises UserError where it cannot be made or read.
    """
    # Not at the top, here and below: each import is part of the start.
    import shutil
    import tempfile

    with ExitStack() as cleared:
        try:
            aside = tempfile.TemporaryDirectory(prefix=".gk", suffix=".tmp", dir=path.parent)
            copy = Path(cleared.enter_context(aside)) / path.name
            shutil.copyfile(path, copy)
            shutil.copyfile(journal, f"{copy}-journal")
        except OSError as fault:
            raise UserError(
                f"“{path}”读不出来：{reason(fault)}。它和旁边的“{journal.name}”是一起的，"
                "可以一起复制到能写入的文件夹再试。"
            ) from fault
        with (
            in_words(path, UserError, "文件读不出来"),
            closing(sqlite3.connect(copy)) as connection,
            _noticing([]),
        ):
            connection.execute("PRAGMA schema_version").fetchone()
        yield copy


def examine(path: Path, *, wait: float = 2.0) -> list[str]:
    """What is wrong with the store at `path`; an empty list for a whole one.

    SQLite takes back first what a power cut left half done: that is no fault. Raises UserError
    for a file that is locked, out of reach, another program's or written by a newer gkdesk.
    """
    found: list[str] = []
    had_journal = os.path.exists(f"{path}-journal")
    with (
        in_words(path, UserError, "数据文件打不开"),
        closing(sqlite3.connect(path, timeout=wait, isolation_level=None)) as connection,
        _noticing(found),
    ):
        refusal = why_not_ours(connection, path)
        if refusal:
            raise UserError(refusal)
        found += find_faults(connection)
    if had_journal:
        # Else a power cut could bring the journal back, and it would take later changes away.
        sync_folder(path.parent)
    return found


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A finished store file open for reading only; SQLite makes no file beside it."""
    place = f"{address(path.absolute())}?mode=ro&immutable=1"
    with closing(sqlite3.connect(place, uri=True, isolation_level=None)) as connection:
        yield connection


def find_faults(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with an open store, in words; an empty list for a whole one."""
    found: list[str] = []
    with _noticing(found):
        found += _wrong_structure(connection) or _wrong_contents(connection)
    return found


def is_damage(fault: sqlite3.Error | ValueError) -> bool:
    """Whether only wrong bytes can have brought an error about."""
    if isinstance(fault, sqlite3.Error):
        own_mistake = isinstance(fault, sqlite3.ProgrammingError)
        return not own_mistake and error_code(fault) not in _SURROUNDINGS
    return True


def fingerprint(connection: sqlite3.Connection) -> str:
    """Letters that change with anything that a clerk would want to have again.

    Where the window stood is no such thing. Made of the digests, so that it costs no reading of
    the answers, and of the contents alone, so that it compares a store with a copy of it.
    """
    return digests.digest(
        *_values(connection, "SELECT id, change_order, digest FROM reports ORDER BY id"),
        *_values(connection, "SELECT count(*), sum(number), sum(undone) FROM actions"),
        *_values(connection, "SELECT id, digest FROM exports ORDER BY id"),
        *_values(
            connection,
            "SELECT key, value FROM settings WHERE key NOT LIKE 'window.%' ORDER BY key",
        ),
    )


def schema_digest(connection: sqlite3.Connection) -> str:
    """Letters that stand for the columns of our own tables, however the file words them."""
    return digests.digest(
        *(connection.execute(f"PRAGMA table_info({table})").fetchall() for table in sorted(TABLES))
    )


def _look_into(path: Path, named: Path) -> Holding:
    """What a file without a journal holds; sentences call it `named`."""
    found: list[str] = []
    reports: list[HeldReport] = []
    refusal = None
    with in_words(named, UserError, "文件读不出来"), reading(path) as connection, _noticing(found):
        refusal = why_not_ours(connection, named)
        if refusal is None:
            found += find_faults(connection)
            reports += _reports(connection)
    return Holding(named, tuple(reports), tuple(found), refusal)


def _reports(connection: sqlite3.Connection) -> list[HeldReport]:
    found = connection.execute(
        "SELECT organ, year, changed_at,"
        " (SELECT count(*) FROM answers WHERE report_id = reports.id)"
        " FROM reports ORDER BY change_order DESC"
    )
    return [
        HeldReport(str(organ), int(year), datetime.fromisoformat(at), count)
        for organ, year, at, count in found
    ]


@contextmanager
def _noticing(found: list[str]) -> Iterator[None]:
    """Note as a fault what only wrong bytes can bring about; let everything else through."""
    try:
        yield
    except (sqlite3.Error, ValueError) as fault:  # ValueError: no UTF-8, or a time that is none
        if not is_damage(fault):
            raise
        found.append(f"文件内容已损坏（{fault}）")


def _wrong_structure(connection: sqlite3.Connection) -> list[str]:
    """What SQLite itself and the header tell."""
    found = [
        f"数据库结构已损坏（{said.splitlines()[-1]}）"
        for (said,) in connection.execute("PRAGMA integrity_check(3)")
        if said != "ok"
    ]
    if found:
        return found
    version = number(connection, "user_version")
    if number(connection, "application_id") != APPLICATION_ID or version not in SCHEMAS:
        return ["文件头已损坏"]
    if schema_digest(connection) != SCHEMAS[version]:
        return ["数据表的定义已损坏"]
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        return ["有些内容不属于任何一份报告"]
    return []


def _wrong_contents(connection: sqlite3.Connection) -> list[str]:
    """What was changed by something else than this program."""
    times = _values(connection, "SELECT created_at, changed_at FROM reports")
    for at in (*times, *_values(connection, "SELECT at FROM exports")):
        datetime.fromisoformat(str(at))
    _values(connection, "SELECT key, value FROM settings")
    if number(connection, "user_version") < 2:
        for table in ("answers", "actions", "changes"):
            _values(connection, f"SELECT * FROM {table}")
        return []
    found = [
        f"第 {number} 份报告的内容与存入时不同" for number in digests.wrong_reports(connection)
    ]
    for count, what in (
        (digests.wrong_steps(connection), "步历史记录"),
        (digests.wrong_exports(connection), "次导出记录"),
    ):
        if count:
            found.append(f"有 {count} {what}与存入时不同")
    return found


def _values(connection: sqlite3.Connection, sql: str) -> list[Any]:
    """All values that a query finds, row after row."""
    return [value for row in connection.execute(sql) for value in row]
