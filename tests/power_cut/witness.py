"""In the program under test: says, in order, what the program has confirmed, and what it holds.

It looks on after each transaction of a store, each file put in its place, and each time the window
says that all is saved; it changes nothing of what the program does.
"""

import contextlib
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gkdesk.files import private_copy, put_in_place
from gkdesk.files.store_file import StoreFile
from power_cut.disk import Tree
from power_cut.oplog import MARKS

if TYPE_CHECKING:  # imported, it would take `put_in_place` by its name before it is watched
    from gkdesk.ui.session import Session

DATA, PAPERS, BACKUPS = "数据", "文档", "数据/备份"
WORD, SELF_CHECK, SELF_CHECK_PAGE, DATA_FILE = (
    "年报.docx",
    "自查单.docx",
    "自查单.html",
    "数据.json",
)
PROSE = "overview"
ORGAN, YEAR = "叶城县河园镇人民政府", 2024


def held(connection: sqlite3.Connection) -> str:
    """One word for all that a store holds: every row of ours, its history included."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    rows = [
        (name, sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr))
        for (name,) in sorted(tables)
        if not name.startswith(("sqlite_", "_sqlite"))
    ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def tree_of(root: Path) -> Tree:
    """A folder with all that is in it."""
    paths = sorted(root.rglob("*"))
    return {
        str(path.relative_to(root)): None if path.is_dir() else path.read_bytes() for path in paths
    }


def digest(tree: Tree) -> str:
    """One word for a folder."""
    whole = hashlib.sha256()
    for path, content in sorted(tree.items()):
        size = -1 if content is None else len(content)
        whole.update(f"{path}\0{size}\0".encode())
        whole.update(content or b"")
    return whole.hexdigest()


class Witness:
    """Writes one line of JSON to a descriptor for each thing that the program confirms."""

    def __init__(self, marks: int, root: Path) -> None:
        self._marks = marks
        self._root = root
        self._store = root / DATA / "gkdesk.sqlite3"
        self._said: dict[int, dict[str, str]] = {}
        self._watch_stores()
        self._watch_papers()

    def tell(self, kind: str, **facts: object) -> None:
        """Say something."""
        os.write(self._marks, (json.dumps({"kind": kind, **facts}) + "\n").encode())

    def see_session(self, session: "Session", report_id: int) -> None:
        """Say from now on what the window shows as saved in this report."""

        def see(_: datetime) -> None:
            now = dict(session.report.texts)
            before = self._said.get(report_id, {})
            changed = {key: text for key, text in now.items() if before.get(key) != text}
            changed |= dict.fromkeys(before.keys() - now.keys())
            self._said[report_id] = now
            self.tell("saved", report=report_id, changed=changed)

        see(datetime.now())
        session.saved.connect(see)

    def _watch_stores(self) -> None:
        transaction = StoreFile.transaction

        @contextlib.contextmanager
        def watched(file: StoreFile) -> Iterator[sqlite3.Connection]:
            with transaction(file) as connection:
                yield connection
            if file.path == self._store:
                self.see_store(file.connection)

        StoreFile.transaction = watched

    def see_store(self, connection: sqlite3.Connection) -> None:
        """Say what the store holds, and the whole folder; `look` tells when it began to look."""
        self.tell("look")
        self.tell("stored", held=held(connection), tree=self._tree())

    def _tree(self) -> str:
        """One word for the folder; empty where nobody could tell what it was at this moment."""
        if self._marks != MARKS:
            return ""
        try:
            return digest(tree_of(self._root))
        except FileNotFoundError:  # a thread has put a file in its place meanwhile
            return ""

    def _watch_papers(self) -> None:
        """Before any other module has taken the functions over by their names."""
        put, publish = put_in_place.put_in_place, private_copy.publish
        # A store that is put in the place of another one is put there like a paper.
        from gkdesk.files.examine import reading

        def watched_put(data: bytes, path: Path) -> None:
            put(data, path)
            self._see_file(data, path)

        def watched_publish(part: Path, place: Path) -> None:
            data = part.read_bytes()
            publish(part, place)
            if place != self._store:
                self._see_file(data, place)
                return
            with reading(place) as connection:
                self.see_store(connection)

        put_in_place.put_in_place, private_copy.publish = watched_put, watched_publish

    def _see_file(self, data: bytes, path: Path) -> None:
        name = str(path.relative_to(self._root))
        self.tell("file", name=name, sha=hashlib.sha256(data).hexdigest())
