"""Folders from before: a store with its backups, as the clerk left it, and the same damaged."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gkdesk.core.change import Change
from gkdesk.files.backups import make_backup
from gkdesk.files.store import Store
from power_cut.disk import Tree
from power_cut.expected import State, sha
from power_cut.witness import BACKUPS, DATA, ORGAN, PROSE, YEAR, held, tree_of
from power_cut.year import NEW

STORE = f"{DATA}/gkdesk.sqlite3"
LAST = "乙" * 900


def with_backups(root: Path) -> tuple[Tree, State]:
    """Two reports, two backups, and something typed since; what the store holds."""
    path, now = root / STORE, [datetime(2025, 1, 10, 8, tzinfo=UTC)]
    path.parent.mkdir(parents=True)
    with Store.open(path, clock=lambda: now[0]) as store:
        store.create(ORGAN, YEAR - 1, "2021", {PROSE: "上年。" * 300})
        report = store.create(ORGAN, YEAR, "2021", {})
        old = None
        for figure, text in (("1", "甲" * 700), ("2", "丙" * 800), ("3", LAST)):
            now[0] += timedelta(hours=1)
            store.record(report, [Change(PROSE, old, text)], "总体情况")
            store.record(report, [Change(NEW, None, figure)], "新收")
            old = text
            if text != LAST:
                make_backup(store, root / BACKUPS, now[0])
    with closing(sqlite3.connect(path)) as connection:
        word = held(connection)
    tree = tree_of(root)
    files = {name: sha(data) for name, data in tree.items() if data and name.startswith(BACKUPS)}
    return tree, State(word, {}, files)


def damaged(tree: Tree) -> Tree:
    """The same with a figure that a failing disk changed, and a page that it lost."""
    data = tree[STORE]
    assert data is not None
    page = 4096
    place = data.rindex(LAST[:300].encode()) // page * page
    return {**tree, STORE: data[:place] + bytes(page) + data[place + page :]}
