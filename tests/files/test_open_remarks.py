"""What is still to be looked at in a report that was read."""

from pathlib import Path

from gkdesk.core.report import Remark, Report
from gkdesk.files.open_remarks import OpenRemarks, first_place, under
from gkdesk.files.report_file import read_file
from reports import sound_report

DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"
ROW = "applications.granted"
CELL = f"{ROW}.natural_person"
TOTAL = f"{ROW}.total"


def read(*remarks: Remark, blank: str = "", **printed: str) -> Report:
    """A report of zeros as it was read, one row blank, with these remarks and printed totals."""
    report = sound_report()
    if blank:
        for address in [one for one in report.texts if one.startswith(f"{blank}.")]:
            report.set(address, None)
    return Report(report.form, report.texts, printed_totals=printed, remarks=remarks)


def corrected(report: Report, **texts: str) -> Report:
    """The same report, changed by the clerk."""
    return Report(report.form, {**report.texts, **texts})


def test_a_blank_row_is_settled_when_all_its_cells_are_filled_in() -> None:
    """And open again when one of them is emptied."""
    report = read(Remark("missing", ROW, "没有找到"), blank=ROW)
    remarks = OpenRemarks(report)
    typed = [one for one in under(report.form, ROW) if one != TOTAL]
    all_but_one = corrected(report, **dict.fromkeys(typed[1:], "0"))
    whole = corrected(report, **dict.fromkeys(typed, "0"))

    assert [one.settled for one in remarks.against(report)] == [False]
    assert [one.settled for one in remarks.against(all_but_one)] == [False]
    assert [one.settled for one in remarks.against(whole)] == [True]
    assert [one.settled for one in remarks.against(report)] == [False]


def test_a_filled_row_is_settled_by_a_correction_or_by_the_clerks_word() -> None:
    """A word can be taken back; what was corrected needs none."""
    remark = Remark("label_typo", ROW, "按“予以公开”读入。")
    report = read(remark)
    remarks = OpenRemarks(report)
    remarks.tick(remark, ticked=True)
    (ticked,) = remarks.against(report)
    remarks.tick(remark, ticked=False)
    (open_again,) = remarks.against(report)
    (mended,) = remarks.against(corrected(report, **{CELL: "3"}))

    assert (ticked.settled, ticked.by_word) == (True, True)
    assert (open_again.settled, open_again.by_word) == (False, True)
    assert (mended.settled, mended.by_word) == (True, False)


def test_a_sum_that_does_not_come_out_is_worked_out_anew() -> None:
    """It goes when the figures are right, and comes with every other wrong one."""
    report = read(**{TOTAL: "5"})
    remarks = OpenRemarks(report)
    (doubt,) = remarks.against(report)

    assert doubt.remark.address == TOTAL
    assert remarks.against(corrected(report, **{CELL: "5"})) == []
    (other,) = remarks.against(corrected(report, **{CELL: "4"}))
    assert "相差1" in other.remark.message


def test_a_sum_that_the_office_printed_wrong_is_settled_by_the_clerks_word() -> None:
    """Until the figures change: then it is another doubt."""
    report = read(**{TOTAL: "5"})
    remarks = OpenRemarks(report)
    remarks.tick(remarks.against(report)[0].remark, ticked=True)

    assert [one.settled for one in remarks.against(report)] == [True]
    changed = corrected(report, **{CELL: "4"})
    assert [one.settled for one in remarks.against(changed)] == [False]


def test_an_organ_that_was_not_read_needs_more_than_a_word() -> None:
    """A report belongs to somebody."""
    remark = Remark("heading", "organ", "没有读出机关名称，请补上。")
    report = read(remark)
    remarks = OpenRemarks(report)
    remarks.tick(remark, ticked=True)
    nobody = corrected(report, organ="")

    assert not remarks.against(nobody)[0].settled
    assert not remarks.against(nobody)[0].by_word
    assert remarks.against(corrected(report, organ="山前镇人民政府"))[0].settled


def test_sums_come_first_and_the_others_in_the_order_of_the_steps() -> None:
    """A whole file with many remarks; how its tables are drawn is no matter here."""
    report = read(
        Remark("borders", "applications", "没有画出来"),
        Remark("missing", "review_and_litigation", "丙"),
        Remark("missing", ROW, "乙"),
        Remark("heading", "year", "甲"),
        **{TOTAL: "5"},
    )
    messages = [one.remark.message for one in OpenRemarks(report).against(report)]

    assert messages[0].startswith("三(一)·总计")
    assert messages[1:] == ["甲", "乙", "丙"]


def test_a_remark_leads_to_the_first_blank_cell_that_it_is_about() -> None:
    """Else to the first of its cells, or to itself."""
    report = read(blank=ROW)

    assert first_place(report, Remark("missing", ROW, "")) == CELL
    half = corrected(report, **{CELL: "1"})
    assert first_place(half, Remark("missing", ROW, "")) != CELL
    assert first_place(sound_report(), Remark("label_typo", ROW, "")) == CELL
    assert first_place(report, Remark("blank_total", TOTAL, "")) == TOTAL
    assert first_place(report, Remark("heading", "year", "")) == "year"


def test_the_same_doubt_twice_is_one() -> None:
    """Else the way through the list would never come to what stands after it."""
    twice, other = Remark("row", ROW, "看不清"), Remark("section", "other_matters", "没有")
    found = OpenRemarks(read(twice, twice, other)).against(sound_report())

    assert [one.remark for one in found] == [twice, other]


def test_a_real_file_without_doubts_has_nothing_to_check() -> None:
    """And one with many has them all."""
    clean = read_file(DOCUMENTS / "huaian_2024.official-template.docx").report
    many = read_file(DOCUMENTS / "kewei_2024.txt").report

    assert OpenRemarks(clean).against(clean) == []
    assert len(OpenRemarks(many).against(many)) == len(many.remarks)


def test_a_figure_that_no_newer_form_asks_for_is_shown_and_asks_for_nothing() -> None:
    """The clerk may open it again all the same."""
    remark = Remark("no_counterpart", "proactive_disclosure.procurement", "政府采购 3，没有读入")
    report = read(remark)
    remarks = OpenRemarks(report)

    assert [(one.remark, one.settled) for one in remarks.against(report)] == [(remark, True)]

    remarks.tick(remark, ticked=False)

    assert [one.settled for one in remarks.against(report)] == [False]
