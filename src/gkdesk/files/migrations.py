"""The store's schema as numbered steps; a step that was released is never edited again.

This file imports sqlite-utils, which costs a tenth of a second: `store_file` imports it only when
a file is new or old. Each step leaves its own number in `PRAGMA user_version`, so that the store
can see without sqlite-utils that there is nothing to do.
"""

import sqlite3

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from gkdesk.files.digests import sign_all

migrations = Migrations("gkdesk")


def migrate(connection: sqlite3.Connection) -> None:
    """Run every step that this file has not had yet; together they happen wholly or not at all."""
    # A step may rebuild a table that others refer to; SQLite wants the watch on foreign keys off
    # for that, and it can be switched only outside a transaction.
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(
            Database(connection, recursive_triggers=False, execute_plugins=False),
        )
        _refuse_orphans(connection)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA foreign_keys = ON")


@migrations()
def m001_reports_answers_and_history(db: Database) -> None:
    """The first schema: all text, and nothing of what the national form asks.

    `change_order` and `number` order things, never the times: a clerk's clock may jump back.
    The tables that each cell writes are WITHOUT ROWID, so that a cell touches four pages.
    """
    for statement in (
        """CREATE TABLE reports (
            id INTEGER PRIMARY KEY, organ TEXT NOT NULL, year INTEGER NOT NULL,
            edition TEXT NOT NULL, created_at TEXT NOT NULL, changed_at TEXT NOT NULL,
            change_order INTEGER NOT NULL, UNIQUE (organ, year)) STRICT""",
        "CREATE INDEX reports_by_change ON reports (change_order)",
        """CREATE TABLE answers (
            report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
            address TEXT NOT NULL, text TEXT NOT NULL,
            PRIMARY KEY (report_id, address)) STRICT, WITHOUT ROWID""",
        """CREATE TABLE actions (
            report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
            number INTEGER NOT NULL, undone INTEGER NOT NULL DEFAULT 0,
            at TEXT NOT NULL, label TEXT NOT NULL,
            PRIMARY KEY (report_id, number)) STRICT, WITHOUT ROWID""",
        """CREATE TABLE changes (
            report_id INTEGER NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL,
            address TEXT NOT NULL, old TEXT, new TEXT,
            PRIMARY KEY (report_id, number, place),
            FOREIGN KEY (report_id, number) REFERENCES actions (report_id, number)
                ON DELETE CASCADE) STRICT, WITHOUT ROWID""",
        """CREATE TABLE exports (
            id INTEGER PRIMARY KEY,
            report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
            at TEXT NOT NULL, path TEXT NOT NULL, draft INTEGER NOT NULL,
            content TEXT NOT NULL) STRICT""",
        "CREATE INDEX exports_by_report ON exports (report_id)",
        """CREATE TABLE settings (
            key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID""",
        # "gkdk": tells our files from other programs' SQLite files.
        "PRAGMA application_id = 0x676B646B",
        "PRAGMA user_version = 1",
    ):
        db.execute(statement)


@migrations()
def m002_digests(db: Database) -> None:
    """A digest of each report, step and export, so that a disk that changes a digit is noticed."""
    for table in ("reports", "actions", "exports"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN digest TEXT NOT NULL DEFAULT ''")
    sign_all(db.conn)
    db.execute("PRAGMA user_version = 2")


def _refuse_orphans(connection: sqlite3.Connection) -> None:
    """Stop a step that would leave rows without the report they belong to: that is a bug."""
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise AssertionError(f"a migration left rows without their parent: {orphans[:5]}")
