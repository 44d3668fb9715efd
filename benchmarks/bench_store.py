"""One saved cell with its history against a bare fsync: the goal is at most 15 times.

Three ways to put one typed figure on the disk, turn by turn in one run, so that a busy machine
slows all three: the floor (pwrite and fsync of the same bytes), gkdesk's store, and the same
rows written with sqlite-utils in one transaction. What counts are the ratios, not the times.

    python benchmarks/bench_store.py [ROUNDS] [FOLDER]     FOLDER: on the disk to be measured
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from gkdesk.core.report import Change
from gkdesk.files.migrations import migrations
from gkdesk.files.store import Store

GOAL = 15.0
ADDRESS = "applications.new_received.natural_person"
LABEL = "填写"
# A report that has been worked on: every cell filled, and some days of history.
ANSWERS = {
    f"applications.row_{row}.column_{column}": "3" for row in range(25) for column in range(7)
}
PAST_STEPS = 400

TypeOneCell = Callable[[int], None]


@contextmanager
def floor(folder: Path) -> Iterator[TypeOneCell]:
    """The bytes of one change, written over and over to one place of a file, and synced."""
    file = os.open(folder / "floor", os.O_CREAT | os.O_RDWR)

    def write(turn: int) -> None:
        os.pwrite(file, f"{ADDRESS}{turn}{turn + 1}{LABEL}".encode(), 0)
        os.fsync(file)

    yield write
    os.close(file)


@contextmanager
def ours(folder: Path) -> Iterator[TypeOneCell]:
    """gkdesk's store, through the call that the window makes."""
    with Store.open(folder / "ours.sqlite3") as store:
        report_id = store.create("河园镇人民政府", 2024, "2021", ANSWERS)
        for step in range(PAST_STEPS):
            store.record(report_id, [Change(f"past_{step % 100}", None, str(step))], LABEL)

        def write(turn: int) -> None:
            store.record(report_id, [Change(ADDRESS, str(turn), str(turn + 1))], LABEL)

        yield write


@contextmanager
def peer(folder: Path) -> Iterator[TypeOneCell]:
    """The same rows in the same schema, written by sqlite-utils' own calls."""
    db = Database(folder / "peer.sqlite3")
    migrations.apply(db)
    db.execute("PRAGMA synchronous = FULL")
    now = "2025-01-10T08:00:00.000000+00:00"
    row = {"organ": "河园镇人民政府", "year": 2024, "edition": "2021"}
    times = {"created_at": now, "changed_at": now, "change_order": 1}
    db.table("reports").insert({"id": 1, **row, **times})
    db.table("answers").insert_all(
        {"report_id": 1, "address": address, "text": text} for address, text in ANSWERS.items()
    )

    def write(turn: int) -> None:
        with db.atomic():
            answer = {"report_id": 1, "address": ADDRESS, "text": str(turn + 1)}
            db.table("answers").upsert(answer, pk=("report_id", "address"))
            step = {"report_id": 1, "number": PAST_STEPS + turn}
            db.table("actions").insert({**step, "undone": 0, "at": now, "label": LABEL})
            texts = {"address": ADDRESS, "old": str(turn), "new": str(turn + 1)}
            db.table("changes").insert({**step, "place": 0, **texts})
            db.table("reports").update(1, {"changed_at": now})

    for step in range(-PAST_STEPS, 0):
        write(step)
    yield write
    db.close()


def main() -> int:
    """Print the three times and their ratios; 1 where the goal is missed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    base = sys.argv[2] if len(sys.argv) > 2 else None
    took: dict[str, list[float]] = {"floor": [], "ours": [], "peer": []}
    with tempfile.TemporaryDirectory(dir=base) as name:
        folder = Path(name)
        with floor(folder) as bare, ours(folder) as store, peer(folder) as utils:
            ways = {"floor": bare, "ours": store, "peer": utils}
            for turn in range(rounds):
                for way, write in ways.items():
                    start = time.perf_counter()
                    write(turn)
                    took[way].append(time.perf_counter() - start)
    return report(took)


def report(took: dict[str, list[float]]) -> int:
    """Print what was measured; 1 where the goal is missed."""
    middle = {way: statistics.median(times) for way, times in took.items()}
    for way, times in took.items():
        print(
            f"{way:6} min {min(times) * 1e3:6.3f} ms   median {middle[way] * 1e3:6.3f} ms"
            f"   median/floor {middle[way] / middle['floor']:5.1f}"
            f"   min/floor min {min(times) / min(took['floor']):5.1f}"
        )
    ratio = middle["ours"] / middle["floor"]
    kept = ratio <= GOAL
    verdict = "kept" if kept else "MISSED"
    print(f"one cell and its history = {ratio:.1f} bare fsyncs, goal at most {GOAL:.0f}: {verdict}")
    print(f"sqlite-utils / ours = {middle['peer'] / middle['ours']:.2f}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
