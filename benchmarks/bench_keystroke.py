"""One keystroke to all totals and findings against a plain sum: the goal is under 100 µs.

Turn by turn in one run, so that a busy machine slows all alike: the floor (adding up 200 numbers
with `sum`), the core alone (the text put in, totals and all checks anew), the core with a report
that breaks every column; then, for information, the session with its store in memory and a table
listening, and one cell painted anew. A keystroke here is what is stored when a cell is left.

    python benchmarks/bench_keystroke.py [ROUNDS]
"""

import os
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from gkdesk.core.checks.run import run_checks
from gkdesk.core.report import Report
from gkdesk.files import shipped
from gkdesk.files.migrations import migrate
from gkdesk.files.report_file import read_report
from gkdesk.files.store import Store
from gkdesk.files.store_file import StoreFile
from gkdesk.ui.session import Session
from gkdesk.ui.table_view import TableView

GOAL_US = 100.0
EDITION = "2021"
SECTION = "applications"
CELL = f"{SECTION}.granted.natural_person"
SAMPLE = Path(__file__).parents[1] / "resources" / "samples" / "heyuan-2024.json"
NUMBERS = list(range(200))


def texts() -> dict[str, str]:
    """The sample report: filled in, two columns out of balance as soon as a cell is changed."""
    sample = read_report(SAMPLE)
    return {a: text for a, text in sample.texts.items() if a not in ("organ", "year")}


def broken_texts() -> dict[str, str]:
    """The worst case: every column is out of balance and every text lacks what it needs."""
    form = shipped.form(EDITION)
    return {cell.address: "3" for cell in form.typed} | {s.id: "甲。" for s in form.prose}


def floor(_: int) -> None:
    """The 200 numbers of a report, added up."""
    sum(NUMBERS)


def core(filled: dict[str, str]) -> Callable[[int], None]:
    """The text, the totals, the findings: no Qt, no disk."""
    report = Report(shipped.form(EDITION), {"organ": "河园镇人民政府", "year": "2024", **filled})

    def press(turn: int) -> None:
        report.set(CELL, str(turn))
        run_checks(report)

    return press


def open_session() -> Session:
    """A session whose store lies in memory: all of its work, none of the disk's."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    store = Store(StoreFile(Path(":memory:"), connection), lambda: datetime.now(UTC))
    return Session(store, store.create("河园镇人民政府", 2024, EDITION, texts()))


def main() -> int:
    """Print the times and ratios; 1 where the core misses its goal."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    app = QApplication.instance() or QApplication([])
    session = open_session()
    view = TableView(session, SECTION)
    view.resize(840, 480)
    view.show()
    app.processEvents()
    model = view.model()
    index = model.index_of(CELL)

    def type_through_model(turn: int) -> None:
        model.setData(index, str(turn))

    def paint(_: int) -> None:
        view.viewport().repaint(view.visualRect(index))

    # Apart from each other: painting would leave the core a cold cache.
    bare = {"floor": floor, "core": core(texts()), "worst": core(broken_texts())}
    window = {"session": type_through_model, "paint": paint}
    return report_on(measure(bare, rounds) | measure(window, rounds))


def measure(ways: dict[str, Callable[[int], None]], rounds: int) -> dict[str, list[float]]:
    """Microseconds of each way, turn by turn."""
    took: dict[str, list[float]] = {way: [] for way in ways}
    for turn in range(rounds):
        for way, press in ways.items():
            start = time.perf_counter()
            press(turn)
            took[way].append((time.perf_counter() - start) * 1e6)
    return took


def report_on(took: dict[str, list[float]]) -> int:
    """Print what was measured; 1 where the goal is missed."""
    middle = {way: statistics.median(times) for way, times in took.items()}
    for way, times in took.items():
        print(
            f"{way:8} min {min(times):8.1f} µs   median {middle[way]:8.1f} µs"
            f"   median/floor {middle[way] / middle['floor']:7.1f}"
        )
    kept = middle["core"] <= GOAL_US
    verdict = "kept" if kept else "MISSED"
    print(
        f"all totals and findings after one cell = {middle['core']:.0f} µs,"
        f" goal {GOAL_US:.0f} µs: {verdict}"
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
