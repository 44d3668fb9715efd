"""A backup is put back in the window, then one report of another; worked on, one step back.

Run as a program of its own, with the folder and the descriptor for marks.
"""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from power_cut.desk import Desk, main
from power_cut.year import NEW


def script(desk: Desk) -> None:
    """The older backup whole, out of the newer one a report; both are on the page of backups."""
    desk.press("备份")
    desk.until(lambda: desk.window.backups is not None and not desk.window.backups.is_busy)
    page = desk.window.backups
    page.backups.selectRow(1)
    desk.press("恢复这份备份")
    desk.until(lambda: not page.is_busy)
    newer = next(row for row in range(3) if "恢复前" not in page.backups.model().line(row).held)
    page.backups.selectRow(newer)
    desk.press("只取回")
    desk.press("← 返回")
    desk.open_report(lambda: QTest.keyClick(desk.window.start.view, Qt.Key.Key_Return))
    desk.window.bench.go_to(NEW)
    desk.keys("41", Qt.Key.Key_Tab, "42", Qt.Key.Key_Tab)
    desk.keys(Qt.Key.Key_Z, control=True)
    assert desk.window.close()


if __name__ == "__main__":
    main(script)
