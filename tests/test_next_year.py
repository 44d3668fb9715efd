"""A new national form is a new file: a made-up edition goes all the way without new code."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gkdesk.core.checks.run import run_checks
from gkdesk.core.form import Form
from gkdesk.core.form_file import read_form
from gkdesk.core.grid import lay_out
from gkdesk.core.progress import steps
from gkdesk.core.report import Report
from gkdesk.files import shipped
from gkdesk.files.store import Store
from gkdesk.files.word_check import differences
from gkdesk.files.word_writer import write_word
from gkdesk.ui import look
from gkdesk.ui.session import Session
from gkdesk.ui.workbench import Workbench

NEW_ROW = """
[[sections.table.blocks.rows]]
id = "brand_new"
label = "4.全新的一行"
brief = "三(六)4"
under = "other_handling"
help = "新。"
"""
NEW_COLUMN = """
[[sections.table.blocks.columns]]
id = "media"
label = "新闻媒体"
under = "organisations"
help = "新。"
"""
NEW_SECTION = """
[[sections]]
id = "appendix"
label = "七、附加事项说明"
name = "附加事项"
help = "新。"
"""


def in_front_of(text: str, place: str, new: str) -> str:
    """A text with something new in front of the only place that reads so."""
    assert text.count(place) == 1
    return text.replace(place, new + place)


@pytest.fixture
def form() -> Form:
    """Edition 2027: one more row, one more column, one more section, seven parts."""
    text = shipped.read_text("forms/2021.toml")
    text = in_front_of(text, '[[sections.table.blocks.rows]]\nid = "results_total"', NEW_ROW)
    text = in_front_of(text, '[[sections.table.blocks.columns]]\nid = "other_org"', NEW_COLUMN)
    text = in_front_of(text, "# Checks: each kind", NEW_SECTION)
    for old, new in (
        ('"overdue_fee", "other"]', '"overdue_fee", "other", "brand_new"]'),
        ('"legal_service_org", "other_org"]', '"legal_service_org", "media", "other_org"]'),
        ("[360, 900, 2824, 680, 680, 680, 680, 680, 680, 680]", f"[360, 900, 2824{', 595' * 8}]"),
        ('edition = "2021"', 'edition = "2027"'),
        ("first_year = 2021", "first_year = 2027"),
        ("number = 6\n", "number = 7\n"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    return read_form(text, "2027.toml")


@pytest.fixture
def report(form: Form) -> Report:
    """A report on the new form, with a figure in each cell."""
    figures = {cell.address: str(place) for place, cell in enumerate(form.typed)}
    signature = {"signature.organ": "某镇人民政府", "signature.date": "2028-01-05"}
    basics = {
        "organ": "某镇人民政府",
        "year": "2027",
        "preface": "七个部分",
        "appendix": "（一）无。",
    }
    return Report(form, basics | figures | signature)


def test_grid_sums_and_checks_follow_the_file(form: Form, report: Report) -> None:
    """The new row and column are laid out, added up and checked."""
    grid = lay_out(form, form.section("applications"))
    figures = [cell.address for cell in grid.cells if cell.role == "figure"]

    assert (grid.rows, grid.columns) == (29, 11)
    assert "applications.brand_new.media" in figures
    assert len(form.cells["applications.results_total.total"].addends) == 22 * 7
    broken = [f.addresses[0] for f in run_checks(report).findings if f.check.kind == "balance"]
    assert "applications.new_received.media" in broken
    assert run_checks(report).verdicts["sections.count_text"] == "holds"


def test_the_word_file_follows_the_file(report: Report) -> None:
    """Every cell, label and heading of the new form is on paper."""
    assert differences(report, write_word(report)) == []


def test_the_window_follows_the_file(
    form: Form, report: Report, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is a step for the new section, and a cell for each new figure."""
    monkeypatch.setattr(shipped, "form", lambda edition: {"2027": form}[edition])
    with Store.open(tmp_path / "gkdesk.sqlite3") as store:
        texts = {a: t for a, t in report.texts.items() if a not in ("organ", "year")}
        session = Session(store, store.create("某镇人民政府", 2027, "2027", texts))
        bench = Workbench(session, look.POINTS)
        qtbot.addWidget(bench)
        bench.show()
        for step in steps(form):
            bench.show_step(step)
        bench.go_to("applications.brand_new.media")

        assert bench.step == "applications"
        assert bench.page.view.address == "applications.brand_new.media"
