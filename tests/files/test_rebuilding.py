"""A store that is built of rows is one like any other."""

from pathlib import Path

from clerk_at_store import Clock
from gkdesk.files.examine import examine
from gkdesk.files.rebuilding import build_store
from gkdesk.files.salvage import salvage
from gkdesk.files.store import Store
from stores import CELL, make_store


def test_a_built_store_holds_the_same_and_is_signed(tmp_path: Path, clock: Clock) -> None:
    """Undo goes on in it."""
    path = make_store(tmp_path / "gkdesk.sqlite3", clock)
    build_store(tmp_path / "new.sqlite3", salvage(path).rows)

    assert examine(tmp_path / "new.sqlite3") == []
    assert salvage(tmp_path / "new.sqlite3").rows == salvage(path).rows
    with Store.open(tmp_path / "new.sqlite3", clock=clock) as store:
        store.undo(2)
        assert store.answers(2)[CELL] == "3"
