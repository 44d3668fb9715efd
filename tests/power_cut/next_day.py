"""The day after a power cut: the report is opened and worked on again; by keys.

Run as a program of its own, with the folder and the descriptor for marks.
"""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from power_cut.desk import Desk, main
from power_cut.year import NEW


def script(desk: Desk) -> None:
    """The first report of the list, a few cells, one step back, and the window closed."""
    desk.open_report(lambda: QTest.keyClick(desk.window.start.view, Qt.Key.Key_Return))
    desk.window.bench.go_to(NEW)
    for figure in ("31", "32", "33"):
        desk.keys(figure, Qt.Key.Key_Tab)
    desk.keys(Qt.Key.Key_Z, control=True)
    assert desk.window.close()


if __name__ == "__main__":
    main(script)
