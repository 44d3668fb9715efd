"""Salvage: all rows of a whole file, and of a damaged one all that its damage left."""

from pathlib import Path

import pytest

from clerk_at_store import Clock, type_in
from gkdesk.files.salvage import salvage
from gkdesk.files.store import Store
from stores import CELL, make_store, names


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    """A store whose tables have many pages."""
    path = make_store(tmp_path / "gkdesk.sqlite3", clock)
    with Store.open(path, clock=clock) as store:
        store._file.connection.execute("PRAGMA synchronous = OFF")
        for turn in range(300):
            type_in(store, 2, f"cell_{turn}", "字" * 30)
    return path


def test_a_whole_file_is_read_whole(path: Path) -> None:
    """And nothing beside it is touched."""
    salvaged = salvage(path)

    assert len(salvaged.complete) == 6
    assert salvaged.unread == 0
    assert set(salvaged.rows.reports) == {1, 2}
    assert len(salvaged.rows.answers[2]) == 302
    assert len(salvaged.rows.sound_steps(2)) == 302
    assert salvaged.rows.exports[1].path == "D:\\年报.docx"
    assert names(path.parent) == [path.name]


def test_without_the_first_page_everything_else_is_read(path: Path) -> None:
    """SQLite itself gives up on such a file."""
    data = path.read_bytes()
    whole = salvage(path).rows
    path.write_bytes(bytes(4096) + data[4096:])

    salvaged = salvage(path)

    assert salvaged.complete == frozenset()
    assert salvaged.rows == whole


def test_a_lost_page_costs_its_rows_alone(path: Path) -> None:
    """From both sides of it SQLite reads on."""
    data = bytearray(path.read_bytes())
    at = data.index(b"cell_150") // 4096 * 4096
    data[at : at + 4096] = b"\xff" * 4096
    path.write_bytes(data)

    salvaged = salvage(path)

    assert len(salvaged.complete) < 6
    assert set(salvaged.rows.reports) == {1, 2}
    assert len(salvaged.rows.answers[2]) + len(salvaged.rows.changes) > 500


def test_bytes_of_anything_else_hold_no_rows(tmp_path: Path) -> None:
    """A Word file, or nothing at all."""
    path = tmp_path / "file"
    for data in (b"", b"PK\x03\x04" * 999, bytes(9999)):
        path.write_bytes(data)
        assert salvage(path).rows.report_ids() == set()
    with pytest.raises(FileNotFoundError):
        salvage(tmp_path / "nothing")


def test_what_the_cell_held_last_is_read(path: Path) -> None:
    """Not what it held before."""
    assert salvage(path).rows.answers[2][CELL] == "4"
