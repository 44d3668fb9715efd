"""Stores that tests of backups and repairs start from, and what is in one."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from clerk_at_store import ORGAN, Clock, type_in
from gkdesk.files.store import Store

SAVED = Path(__file__).parent / "data" / "stores"
CELL = "applications.new_received.natural_person"


@contextmanager
def open_store(path: Path, clock: Clock) -> Iterator[Store]:
    """A store with a report of 2023 and one of 2024 with two steps of history and an export."""
    with Store.open(path, clock=clock) as store:
        store.create(ORGAN, 2023, "2021", {"overview": "上年。"})
        report_id = store.create(ORGAN, 2024, "2021", {"signature.organ": ORGAN})
        clock.forward(60)
        type_in(store, report_id, CELL, "3", "4")
        store.remember_export(report_id, "D:\\年报.docx", draft=False, content="{}")
        yield store


def make_store(path: Path, clock: Clock) -> Path:
    """The same, closed."""
    with open_store(path, clock):
        return path


def change(path: Path, clock: Clock, text: str) -> None:
    """Let the clerk fill in the cell once more, a minute later."""
    clock.forward(60)
    with Store.open(path, clock=clock) as store:
        type_in(store, 2, CELL, text)


def cell(path: Path) -> str:
    """What stands in the cell."""
    with Store.open(path) as store:
        return store.answers(2)[CELL]


def spoil(path: Path, old: bytes, new: bytes) -> None:
    """Change bytes of a file as a failing disk does, each time they occur."""
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))


def hold(
    monkeypatch: pytest.MonkeyPatch,
    path: Path,
    fault: Exception | None = None,
    first: Callable[[], object] | None = None,
) -> None:
    """Let nothing take the place of a file, as while a virus scanner holds it.

    `fault` is what is raised instead; `first` is what happens just before.
    """
    replace = os.replace

    def held(source: str, target: Path) -> None:
        if Path(target) != path:
            replace(source, target)
            return
        if first:
            first()
        raise fault or PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(os, "replace", held)


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(entry.name for entry in folder.iterdir())


def cut_off(path: Path, folder: Path) -> Path:
    """A copy of the store as a power cut in the middle of a big step leaves it."""
    folder.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_spill = ON")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE answers SET text = '99'")
        for row in range(60):
            connection.execute("INSERT INTO answers VALUES (2, ?, ?)", (f"b{row}", "字" * 3000))
        for end in ("", "-journal"):
            shutil.copy(f"{path}{end}", folder / f"{path.name}{end}")
    return folder / path.name
