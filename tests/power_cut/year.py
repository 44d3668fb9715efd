"""The scripted session: a report begun, filled in, mended, explained, exported; by keys.

Run as a program of its own, with the folder and the descriptor for marks.
"""

from PySide6.QtCore import Qt

from power_cut.desk import Desk, main
from power_cut.witness import DATA_FILE, SELF_CHECK, SELF_CHECK_PAGE, WORD

Key = Qt.Key
NEW = "applications.new_received.natural_person"
LAST = "applications.carried_forward.natural_person"


def begin(desk: Desk) -> None:
    """A new report, its date, and an opening paragraph in two pauses."""
    from gkdesk.ui.field import Field
    from gkdesk.ui.prose_editor import ProseEditor

    desk.open_report(lambda: desk.press("新建年报"))
    page = desk.window.bench.page
    next(one for one in page.findChildren(Field) if one.address == "signature.date").setFocus()
    desk.keys("2025.1.20", Key.Key_Return)
    page.findChild(ProseEditor).setFocus()
    for part in ("本报告由六个部分组成，", "统计期限自2024年1月1日至12月31日。"):
        desk.keys(part)
        desk.until_stored()


def prose(desk: Desk) -> None:
    """A long text typed, stored by the clock and by turning the page; something pasted."""
    desk.turn()
    desk.keys("（一）主动公开。公开信息120条。\n（二）依申请公开。收到3件。\n")
    desk.until_stored()
    desk.paste("（三）政府信息管理。" + "依法依规，" * 120 + "及时更新。\n（四）平台建设。")
    desk.keys("丁。\n（五）监督保障。工作考核、社会评议合格。")


def first_table(desk: Desk) -> None:
    """Some cells typed, the rest zero."""
    desk.turn()
    desk.keys("2", Key.Key_Tab, "1", Key.Key_Tab, "12", Key.Key_Return)
    desk.press("本表其余填 0")


def table_of_applications(desk: Desk) -> None:
    """Cells typed, a block pasted, zeros filled in, steps taken back and done again."""
    desk.turn()
    for figure in ("3", "1", "0", "2", "14"):
        desk.keys(figure, Key.Key_Tab)
    desk.window.bench.go_to(NEW)
    desk.paste("5\t1\t0\t0\t0\t0\r\n2\t0\t0\t0\t0\t1\r\n")
    desk.press("本表其余填 0")
    for _ in range(3):
        desk.keys(Key.Key_Z, control=True)
    for _ in range(2):
        desk.keys(Key.Key_Y, control=True)
    desk.window.bench.go_to(LAST)
    desk.keys("7", Key.Key_Return)
    desk.keys(Key.Key_Z, control=True)
    desk.window.bench.go_to(LAST)
    desk.keys("8", Key.Key_Return)


def other_steps(desk: Desk) -> None:
    """The last table and the last texts."""
    desk.turn()
    desk.keys("1", Key.Key_Tab, "0", Key.Key_Tab)
    desk.press("本表其余填 0")
    desk.turn()
    desk.keys("主要问题是人手不足。下一步加强培训。")
    desk.turn()
    desk.keys("本年度收取信息处理费0元。")


def explain(desk: Desk) -> None:
    """A finding is said to be right as it stands, and that is taken back and said again."""
    findings = [one for one in desk.session.outcome.findings if one.explainable]
    desk.window.bench.explain(findings[0])
    desk.keys(Key.Key_Z, control=True)
    desk.keys(Key.Key_Y, control=True)


def papers(desk: Desk) -> None:
    """The Word file over an old one, twice; both 自查单; a data file."""
    bench = desk.window.bench
    bench.show_step("review")
    desk.press("导出 Word 文件")
    bench.go_to(NEW)
    desk.keys("6", Key.Key_Return)
    bench.show_step("review")
    desk.press("导出 Word 文件")
    for name in (SELF_CHECK, SELF_CHECK_PAGE):
        desk.save_as = desk.papers / name
        desk.press("自查单")
    desk.save_as = desk.papers / DATA_FILE
    bench.save_as_data_file()
    desk.save_as = desk.papers / WORD


def next_year(desk: Desk) -> None:
    """Larger letters, back to the list, and a second report."""
    desk.keys(Key.Key_Plus, control=True)
    desk.press("← 全部报告")
    desk.until(lambda: desk.window.bench is None)
    desk.open_report(lambda: desk.press("新建 2025 年年报"))
    desk.turn()
    desk.keys("（一）主动公开。公开信息130条。")


STEPS = (
    begin,
    prose,
    first_table,
    table_of_applications,
    other_steps,
    explain,
    papers,
    next_year,
)


def script(desk: Desk) -> None:
    """All steps, and the window closed."""
    for step in STEPS:
        step(desk)
    assert desk.window.close()


if __name__ == "__main__":
    main(script)
