"""Two processes write into one store at once, as the lock never lets them: nothing is torn."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from clerk_at_store import ORGAN
from gkdesk.files.examine import examine
from gkdesk.files.store import Store

STEPS = 200 if os.environ.get("GKDESK_FULL") == "1" else 40
WRITER = Path(__file__).parent / "two_writers.py"


def test_two_writers_lose_nothing_that_was_confirmed(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Each confirmed step is in the history, in its writer's order, and the last ones stand."""
    path = tmp_path / "gkdesk.sqlite3"
    with Store.open(path) as store:
        report_id = store.create(ORGAN, 2024, "2021", {})
    writers = [
        subprocess.Popen(
            [sys.executable, WRITER, path, letter, str(STEPS)], stdout=subprocess.PIPE, text=True
        )
        for letter in "ab"
    ]
    said = [writer.communicate(timeout=300)[0].splitlines() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    last = {place: text for lines in said for place, text in (line.split() for line in lines)}

    assert examine(path) == []
    with closing(sqlite3.connect(path)) as connection:
        labels = [row[0] for row in connection.execute("SELECT label FROM actions ORDER BY number")]
    for letter in "ab":
        mine = [label for label in labels if label.startswith(letter)]
        assert mine == [f"{letter} {number}" for number in range(STEPS)]
    with Store.open(path) as store:
        assert store.answers(report_id) == last
        for _ in labels:
            assert store.undo(report_id) is not None
        assert store.answers(report_id) == {}
    record_property("figure", f"two writers: {2 * STEPS} steps confirmed, 0 lost, 0 torn")
