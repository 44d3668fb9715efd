"""A new store out of rows that were saved from a damaged one."""

from contextlib import closing
from pathlib import Path

from gkdesk.files.digests import sign_all
from gkdesk.files.rows import Rows
from gkdesk.files.store_file import open_store_file


def build_store(path: Path, rows: Rows) -> None:
    """Make a new store at `path` that holds these rows, whole and signed.

    Raises UserError where it cannot be written.
    """
    with closing(open_store_file(path)) as file, file.transaction() as connection:
        for table, found in _by_table(rows).items():
            for row in found:
                marks = ", ".join("?" * len(row))
                connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)
        sign_all(connection)


def _by_table(rows: Rows) -> dict[str, list[tuple[object, ...]]]:
    """The rows as the tables have them, parents first; their digests are made anew."""
    return {
        "reports": [(number, *row[:6], "") for number, row in rows.reports.items()],
        "answers": [
            (report_id, address, text)
            for report_id, answers in rows.answers.items()
            for address, text in answers.items()
        ],
        "actions": [(*key, *row[:3], "") for key, row in rows.steps.items()],
        "changes": [(*key, *row) for key, row in rows.changes.items()],
        "exports": [(number, *row[:5], "") for number, row in rows.exports.items()],
        "settings": list(rows.settings.items()),
    }
