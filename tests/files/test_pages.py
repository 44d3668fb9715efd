"""Rows read out of pages by hand: the same that SQLite reads, and none made up."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdesk.files.pages import Pages, page_size

TEXTS = ["", "河园镇", "字" * 400, "长" * 5000, "x" * 20_000]


def make(path: Path, size: int) -> list[tuple[object, ...]]:
    """A file with a table of each kind, an index, and rows that run over; its rows."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {size}")
        # No old letters where no row is: some systems' SQLite leaves them there.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, text TEXT, n INTEGER)")
        connection.execute(
            "CREATE TABLE b (key TEXT, n INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID"
        )
        for number in (0, 1, -1, 127, 40_000, 9_000_000, 2**31, 2**45, 2**62, -(2**63)):
            for text in TEXTS:
                connection.execute("INSERT INTO a (text, n) VALUES (?, ?)", (text, number))
                connection.execute("INSERT INTO b VALUES (?, ?)", (text, number))
        a = connection.execute("SELECT id, NULL, text, n FROM a").fetchall()
        return a + connection.execute("SELECT NULL, key, n FROM b").fetchall()


@pytest.mark.parametrize("size", [512, 1024, 4096, 65536])
def test_all_rows_are_read(tmp_path: Path, size: int) -> None:
    """Of leaves and of inner pages, of every page size, with what runs over."""
    path = tmp_path / "file"
    rows = make(path, size)
    data = path.read_bytes()
    pages = Pages(data, page_size(data))
    found = [(rowid, *values) for rowid, values in pages.rows()]

    assert page_size(data) == size
    assert sorted(map(repr, rows)) == sorted(repr(row) for row in found if row[1] != "table")
    assert pages.unread == 0


def test_free_pages_are_left_out(tmp_path: Path) -> None:
    """What was deleted does not come back."""
    path = tmp_path / "file"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE a (text TEXT)")
        connection.executemany("INSERT INTO a VALUES (?)", [("字" * 300,)] * 200)
        connection.execute("DELETE FROM a")

    assert [values[0] for _, values in Pages(path.read_bytes()).rows()] == ["table"]


def test_a_damaged_row_costs_itself_and_is_counted(tmp_path: Path) -> None:
    """The rows about it are read."""
    path = tmp_path / "file"
    rows = make(path, 4096)
    data = path.read_bytes().replace("长".encode() * 500, b"\xff" * 1500, 1)
    pages = Pages(data)

    assert len([values for _, values in pages.rows() if values[0] != "table"]) == len(rows) - 1
    assert pages.unread == 1


@given(st.integers(0, 2**32))
def test_no_bytes_whatever_are_too_much(seed: int) -> None:
    """Noise gives rows or none, never an error or a way in a circle."""
    random = Random(seed)
    data = bytearray(random.randbytes(4096 * 4))
    for page in range(4):
        data[page * 4096] = random.choice((2, 10, 13))
        data[page * 4096 + 1 : page * 4096 + 8] = bytes((0, 0, 0, random.randrange(40), 9, 0, 0))

    for _ in Pages(bytes(data), page_size(bytes(data))).rows():
        pass


@pytest.mark.parametrize("data", [b"", b"\0", bytes(100), bytes(4096)])
def test_too_few_bytes_are_no_rows(data: bytes) -> None:
    """Of an empty file, for one."""
    assert list(Pages(data, page_size(data)).rows()) == []
