"""Backups made between changes, and one of them restored.

Run as a program of its own, with the folder and the descriptor for marks. It works without a
window, since a restore wants the window closed.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gkdesk.core.change import Change
from power_cut.witness import BACKUPS, DATA, ORGAN, PROSE, YEAR, Witness


def main() -> None:
    """Three states of a report, a backup of the first two, the first one restored."""
    root, marks = Path(sys.argv[1]), int(sys.argv[2])
    witness = Witness(marks, root)
    from gkdesk.files.backups import make_backup
    from gkdesk.files.restoring import restore
    from gkdesk.files.store import Store

    path, now, made = root / DATA / "gkdesk.sqlite3", datetime(2025, 1, 10, 8, tzinfo=UTC), []

    path.parent.mkdir()
    with Store.open(path) as store:
        witness.see_store(store._file.connection)
        report = store.create(ORGAN, YEAR, "2021", {})
        for turn, text in enumerate(("甲" * 700, "乙" * 900, "丙" * 1100)):
            store.record(report, [Change(PROSE, None, text)], f"第{turn}次")
            if turn < 2:
                made.append(make_backup(store, root / BACKUPS, now + turn * timedelta(hours=1)))
    restore(path, made[0].path, now + timedelta(hours=3))
    with Store.open(path) as store:
        witness.see_store(store._file.connection)


if __name__ == "__main__":
    main()
