"""Store and papers without a window, with less care than the program takes: the test must fail.

Arguments: the folder, the descriptor for marks, the PRAGMAs in place of the store's own, and
`no-fsync` where papers are not to be synced.
"""

import os
import sqlite3
import sys
from pathlib import Path

from gkdesk.core.change import Change
from gkdesk.files import put_in_place, store_file
from power_cut.witness import DATA, ORGAN, PAPERS, WORD, YEAR, Witness

_CHANGES = 12


def configure(connection: sqlite3.Connection) -> None:
    """In place of the store's own."""
    for pragma in sys.argv[3:]:
        if pragma != "no-fsync":
            connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA foreign_keys = ON")


def main() -> None:
    """Some cells, a long text, and a paper over an old one."""
    root, marks = Path(sys.argv[1]), int(sys.argv[2])
    store_file._configure = configure
    if "no-fsync" in sys.argv:
        put_in_place.os = type("os", (), {**vars(os), "fsync": staticmethod(lambda file: None)})
    witness = Witness(marks, root)
    from gkdesk.files.store import Store

    (root / DATA).mkdir()
    with Store.open(root / DATA / "gkdesk.sqlite3") as store:
        witness.see_store(store._file.connection)
        report = store.create(ORGAN, YEAR, "2021", {})
        for turn in range(_CHANGES):
            changes = {f"cell_{turn}": str(turn), "overview": "字" * 900}
            store.record(report, [Change(one, None, changes[one]) for one in changes], "填写")
        put_in_place.put_in_place(b"new" * 3000, root / PAPERS / WORD)


if __name__ == "__main__":
    main()
