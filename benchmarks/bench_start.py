"""The start of the window against an empty QtWidgets window: painted 1.6 times, list 2.2 times.

Each round starts both programs in fresh processes, in turn, so that a busy machine slows both;
the first round only warms the disk cache and is dropped. Time runs from before the process is
made until the first paint event: of the window, and of the list with five reports in it.

    python benchmarks/bench_start.py [ROUNDS]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from gkdesk.files.store import Store

GOALS = {"window": 1.6, "list": 2.2}
REPORTS = 5

EMPTY = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("window", time.monotonic() - float(sys.argv[1]))
        QTimer.singleShot(0, self.close)

app = QApplication(sys.argv[:1])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""

OURS = """
import sys, time
from pathlib import Path
from gkdesk import paths
from gkdesk.ui import app

def tell(name):
    print(name, time.monotonic() - float(sys.argv[1]))

class Window(app.MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        tell("window")

    def show_start(self):
        super().show_start()
        view = self.start.view
        paint = view.paintEvent
        def paint_list(event):
            paint(event)
            if view.model().rowCount():
                tell("list")
                self.close()
        view.paintEvent = paint_list

app.MainWindow = Window
app.main(paths.Places(Path(sys.argv[2])))
"""


def run(code: str, home: Path) -> dict[str, float]:
    """The seconds from before the process until each first paint."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    command = [sys.executable, "-I", "-c", code, str(time.monotonic()), str(home)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, float] = {}
    for line in done.stdout.splitlines():
        name, seconds = line.split()
        found.setdefault(name, float(seconds))
    return found


def main() -> int:
    """Print times and ratios; 1 where a goal is missed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    took: dict[str, list[float]] = {"floor": [], "window": [], "list": []}
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        with Store.open(home / "gkdesk.sqlite3") as store:
            for year in range(2021, 2021 + REPORTS):
                store.create("叶城县河园镇人民政府", year, "2021", {})
        for turn in range(rounds + 1):
            once = {"floor": run(EMPTY, home)["window"], **run(OURS, home)}
            for what, seconds in once.items():
                if turn:
                    took[what].append(seconds)
    return report(took)


def report(took: dict[str, list[float]]) -> int:
    """Print what was measured against the goals."""
    middle = {what: statistics.median(times) for what, times in took.items()}
    for what, times in took.items():
        print(
            f"{what:6} min {min(times) * 1e3:6.0f} ms   median {middle[what] * 1e3:6.0f} ms"
            f"   median/floor {middle[what] / middle['floor']:5.2f}"
            f"   min/floor min {min(times) / min(took['floor']):5.2f}"
        )
    kept = True
    for what, goal in GOALS.items():
        ratio = middle[what] / middle["floor"]
        kept = kept and ratio <= goal
        verdict = "kept" if ratio <= goal else "MISSED"
        print(f"{what} painted = {ratio:.2f} empty windows, goal at most {goal}: {verdict}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
