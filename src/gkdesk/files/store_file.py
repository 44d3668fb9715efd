"""The store's file: opened, upgraded or refused, and written in whole transactions only."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any

from gkdesk.errors import UserError
from gkdesk.files.os_faults import reason
from gkdesk.files.put_in_place import sync_folder

# The last step in `migrations.py`, kept here because importing that file is slow.
SCHEMA = 2
APPLICATION_ID = 0x676B646B
TABLES = frozenset({"reports", "answers", "actions", "changes", "exports", "settings"})
# A number in the header above this is no schema of a newer gkdesk but damage.
_LAST_SCHEMA = 9999

# What the surroundings can do to us, and the way out. A code that is not here is our own mistake.
_FAULTS = {
    sqlite3.SQLITE_FULL: "磁盘已满，请腾出空间后再试",
    sqlite3.SQLITE_READONLY: "文件或所在文件夹是只读的，请取消只读，或换一个能写入的位置",
    sqlite3.SQLITE_BUSY: "文件正被另一个程序占用，请关闭那个程序后再试",
    sqlite3.SQLITE_LOCKED: "文件正被另一个程序占用，请关闭那个程序后再试",
    sqlite3.SQLITE_IOERR: "磁盘读写出错，请检查硬盘或 U 盘是否仍然连接",
    sqlite3.SQLITE_CANTOPEN: "文件或所在文件夹打不开，请检查它是否还在、能否写入",
    sqlite3.SQLITE_PERM: "没有读写这个文件的权限，请换一个能写入的位置",
    sqlite3.SQLITE_NOMEM: "内存不足，请关闭别的程序后再试",
    sqlite3.SQLITE_CORRUPT: "文件已损坏，请用最近一次备份恢复",
    sqlite3.SQLITE_NOTADB: "它不是本程序的数据文件，或者已经损坏，请换一个文件，或用备份恢复",
}
# Of a file that was moved, removed or replaced while it was open SQLite says that it is read-only,
# or that its disk is broken.
_GONE = (
    "它已经不在原处（被移走、删除或换成了别的文件，或者U盘、网络驱动器断开了），"
    "请把它放回原处，或重新连上"
)
_SAID_OF_GONE = frozenset({sqlite3.SQLITE_READONLY_DBMOVED, sqlite3.SQLITE_IOERR_FSTAT})
_MAY_BE_GONE = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})


class StoreReadError(UserError):
    """The store could not be read; the sentence says why."""


class StoreWriteError(UserError):
    """Nothing of a change was written; the sentence says why."""


class StoreDamagedError(UserError):
    """What is in the file is not what was written there; the sentence says so."""


class StoreFile:
    """One open store file: whole transactions out of `transaction`, rows out of `rows`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is written inside is on the disk afterwards, or nothing of it.

        Raises StoreWriteError where disk, lock or file stand in the way.
        """
        with (
            in_words(self.path, StoreWriteError, "刚才的内容没有保存"),
            _whole(self.connection),
        ):
            yield self.connection

    def rows(self, sql: str, *values: object) -> list[Any]:
        """What a query finds. Raises StoreReadError where disk, lock or file stand in the way."""
        with self.reading():
            return self.connection.execute(sql, values).fetchall()

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Raise StoreReadError where disk, lock or file stand in the way of what is inside."""
        with in_words(self.path, StoreReadError, "数据读不出来"):
            yield

    def compact(self) -> None:
        """Write the file anew without its free pages; all that is in it stays.

        Raises StoreWriteError where disk, lock or file stand in the way.
        """
        with in_words(self.path, StoreWriteError, "数据文件没有压缩"):
            # What is copied meanwhile is for no other folder.
            self.connection.execute("PRAGMA temp_store = MEMORY")
            self.connection.execute("VACUUM")

    def close(self) -> None:
        """Let go of the file, and leave no journal beside it if nobody else uses it."""
        place = f"{address(self.path.absolute())}?mode=rw"
        with (
            contextlib.suppress(sqlite3.Error, OSError),
            contextlib.closing(sqlite3.connect(place, timeout=0, uri=True)) as guard,
        ):
            # While this lock is held nobody can be writing: the journal is an emptied one.
            guard.execute("BEGIN IMMEDIATE")
            self.connection.close()
            os.unlink(f"{self.path}-journal")
        self.connection.close()


def open_store_file(path: Path, *, wait: float = 2.0) -> StoreFile:
    """Open the file at `path`, making or upgrading it where needed.

    Waits up to `wait` seconds for a program that holds it. Raises UserError for a file that is
    locked, read-only, broken, not ours, or written by a newer gkdesk.
    """
    failure = "数据文件打不开"
    _prepare(path, failure)
    with in_words(path, UserError, failure), contextlib.ExitStack() as on_failure:
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
        on_failure.callback(connection.close)
        _refuse_strangers(connection, path)
        _configure(connection)
        _upgrade(connection, path)
        _refuse_unwritable(connection)
        on_failure.pop_all()
    return StoreFile(path, connection)


def address(place: PurePath) -> str:
    """An absolute path as SQLite takes it with options behind; a network folder's server too.

    `as_uri` puts that server where SQLite wants nothing.
    """
    from urllib.parse import quote  # not at the top: it is part of no start

    path = place.as_posix()
    return f"file://{'' if path.startswith('/') else '/'}{quote(path)}"


def open_in_memory() -> StoreFile:
    """Open a new store that is in memory alone: nothing of it ever reaches a disk."""
    # Not at the top, as in `_upgrade`.
    from gkdesk.files.migrations import migrate

    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA foreign_keys = ON")
    migrate(connection)
    return StoreFile(Path(":memory:"), connection)


def copy_store(connection: sqlite3.Connection, target: Path) -> None:
    """Copy a store as it stands into the new file `target`, safely even while it is written to.

    Raises FileExistsError where `target` exists; a copy that fails leaves nothing behind.
    """
    create_private(target)
    _sync_folders_above(target)
    try:
        copy = sqlite3.connect(target)
        try:
            # So that its journal is gone for good: it would make the copy an empty one.
            copy.execute("PRAGMA synchronous = EXTRA")
            connection.backup(copy)
        finally:
            copy.close()
    except BaseException:
        target.unlink()
        raise


@contextlib.contextmanager
def in_words(path: Path, kind: type[UserError], failure: str) -> Iterator[None]:
    """Turn what the surroundings did into a sentence; let our own mistakes through.

    A file whose bytes are wrong is told as StoreDamagedError where `kind` is UserError itself.
    """
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as fault:
        why = _GONE if _is_gone(fault, path) else fault_reason(fault)
        if why is None:
            raise
        wrong_bytes = error_code(fault) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
        said = StoreDamagedError if wrong_bytes and kind is UserError else kind
        raise said(f"{failure}：{why}。数据文件：{path}") from fault


def _is_gone(fault: sqlite3.Error | UnicodeDecodeError, path: Path) -> bool:
    """Whether an open file is no longer where it was, whatever SQLite says of that."""
    if getattr(fault, "sqlite_errorcode", 0) in _SAID_OF_GONE:
        return True
    return error_code(fault) in _MAY_BE_GONE and not os.path.exists(path)


def fault_reason(fault: sqlite3.Error | UnicodeDecodeError) -> str | None:
    """What the surroundings did, and the way out; None for a mistake of our own."""
    return _FAULTS.get(error_code(fault))


def error_code(fault: sqlite3.Error | UnicodeDecodeError) -> int:
    """SQLite's primary code; Python has none for a text that is no UTF-8: that file is damaged."""
    if isinstance(fault, UnicodeDecodeError) or str(fault).startswith("Could not decode to UTF-8"):
        return sqlite3.SQLITE_CORRUPT
    # The low byte is the primary code, the rest says where in SQLite it happened.
    return int(getattr(fault, "sqlite_errorcode", 0)) & 0xFF


@contextlib.contextmanager
def _whole(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction; the write lock is taken at once, so that what is read in it stays true."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        # A full disk may already have ended the transaction; a busy COMMIT has not.
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _prepare(path: Path, failure: str) -> None:
    """Create a missing file for this user alone."""
    try:
        if not path.exists():
            create_private(path)
            _sync_folders_above(path)
    except OSError as fault:
        raise UserError(f"{failure}：{reason(fault)}。数据文件：{path}") from fault


def _sync_folders_above(path: Path) -> None:
    """Make a new file last; its folders may be as new, and without their names it is lost."""
    for folder in path.absolute().parents:
        sync_folder(folder)


def create_private(path: Path) -> None:
    """Make an empty file that only this user may read; its journal inherits that."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def why_not_ours(connection: sqlite3.Connection, path: Path) -> str | None:
    """A sentence for another program's database and for one of a newer gkdesk."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    # Our tables under a wrong id are ours still: the header is damaged.
    ours = number(connection, "application_id") == APPLICATION_ID or TABLES <= tables
    if tables and not ours:
        return f"这个文件属于别的程序，没有打开，请换一个文件。数据文件：{path}"
    if SCHEMA < number(connection, "user_version") <= _LAST_SCHEMA:
        newer = "数据文件是用更新版本的本程序写的，为免损坏没有打开，请安装新版后再试。"
        return f"{newer}数据文件：{path}"
    return None


def _refuse_strangers(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse (UserError) a file that is not for us, before anything is written into it."""
    refusal = why_not_ours(connection, path)
    if refusal:
        raise UserError(refusal)
    is_new = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    right = number(connection, "application_id") == APPLICATION_ID
    if not is_new and (not right or not 0 < number(connection, "user_version") <= SCHEMA):
        raise StoreDamagedError(f"数据文件打不开：文件头已损坏，请用备份恢复。数据文件：{path}")


def _configure(connection: sqlite3.Connection) -> None:
    """Safety over speed: each commit is on the disk itself when it returns.

    The journal stays while the file is open, emptied by each commit: were it removed instead, a
    power cut could bring it back and take the commit with it
    (docs/decisions/2026-11-23-the-journal-stays.md).
    """
    connection.execute("PRAGMA journal_mode = PERSIST")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # What was deleted is gone from the pages too: a salvage must not find it again.
    connection.execute("PRAGMA secure_delete = ON")


def _upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Bring a new or old file to the present schema; an old one is copied beside itself first."""
    version = number(connection, "user_version")
    if version == SCHEMA:
        return
    if version:
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
        _copy_beside(connection, path, f"{path.stem}-升级前-v{version}-{stamp}{path.suffix}")
    # Not at the top: sqlite-utils costs a tenth of a second, and most starts need no migration.
    from gkdesk.files.migrations import migrate

    migrate(connection)


def _copy_beside(connection: sqlite3.Connection, path: Path, name: str) -> None:
    """Copy an old store before it is changed; without the copy it is not changed."""
    try:
        copy_store(connection, path.with_name(name))
    except OSError as fault:
        raise UserError(
            f"数据文件需要升级，但升级前的备份写不下去，没有升级：{reason(fault)}。数据文件：{path}"
        ) from fault


def _refuse_unwritable(connection: sqlite3.Connection) -> None:
    """Find out now, not at the first cell, that file or folder cannot be written.

    SQLite opens a read-only file without complaint, and makes its journal at the first write.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def number(connection: sqlite3.Connection, pragma: str) -> int:
    """A number out of the file's header."""
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
