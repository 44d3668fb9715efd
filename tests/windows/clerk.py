"""The scripted session of the Windows proof: every cell and every text typed by keys, exported."""

from PySide6.QtCore import Qt

from power_cut.desk import Desk
from power_cut.witness import DATA_FILE, WORD
from reports import PROSE

Key = Qt.Key
DATE = "2025-01-20"
# What this year has to tell; every other cell is zero.
FIGURES = {
    "applications.new_received.natural_person": "3",
    "applications.granted.natural_person": "2",
    "applications.carried_forward.natural_person": "1",
    "proactive_disclosure.normative_documents.issued": "2",
    "proactive_disclosure.normative_documents.in_force": "12",
    "proactive_disclosure.administrative_fees.amount_10k_yuan": "3.5",
    "review_and_litigation.reconsideration.upheld": "1",
}


def begin(desk: Desk) -> None:
    """A new report, its date and its opening text."""
    from gkdesk.ui.field import Field

    desk.open_report(lambda: desk.press("新建年报"))
    page = desk.window.bench.page
    next(one for one in page.findChildren(Field) if one.address == "signature.date").setFocus()
    desk.keys(DATE, Key.Key_Return)
    write(desk, "preface")


def write(desk: Desk, address: str) -> None:
    """A text, until the program has stored it by itself."""
    from gkdesk.ui.prose_editor import ProseEditor

    desk.window.bench.page.findChild(ProseEditor).setFocus()
    desk.keys(PROSE[address])
    desk.until_stored()


def fill(desk: Desk) -> None:
    """All steps in their order, each table cell by cell."""
    for section in desk.window.bench.report.form.sections:
        desk.turn()
        if section.is_prose:
            write(desk, section.id)
            continue
        for address in desk.window.bench.report.blanks(section.id):
            assert desk.window.bench.page.view.address == address
            desk.keys(FIGURES.get(address, "0"), Key.Key_Tab)


def script(desk: Desk) -> None:
    """The whole report, without a finding; the Word file and the data file."""
    begin(desk)
    fill(desk)
    bench = desk.window.bench
    assert [one.message for one in desk.session.outcome.findings] == []
    bench.show_step("review")
    desk.save_as = desk.papers / WORD
    desk.press("导出 Word 文件")
    desk.save_as = desk.papers / DATA_FILE
    bench.save_as_data_file()
    assert desk.window.close()
