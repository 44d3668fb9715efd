"""A document becomes a report: texts, figures, and remarks about what is not certain."""

from __future__ import annotations

from dataclasses import replace

from gkdesk.files import shipped
from gkdesk.files.document import Document, Grid
from gkdesk.files.recognise.report import NO_ORGAN, recognise
from gkdesk.files.text_reader import read_plain
from gkdesk.files.word_reader import read_word
from gkdesk.files.word_writer import write_word
from reports import ORGAN, sound_report

FORM = shipped.form("2021")


def test_an_empty_document_is_a_report_of_remarks() -> None:
    report = recognise(Document(()), FORM).report

    assert NO_ORGAN == report.organ
    assert ["organ", "year"] == [r.address for r in report.remarks if r.kind == "heading"]
    assert 3 == sum(remark.kind == "table_missing" for remark in report.remarks)
    assert not report.numbers


def test_the_organ_of_the_signature_stands_in_for_a_title() -> None:
    report = recognise(
        read_plain(f"六、其他需要报告的事项\n无。\n{ORGAN}\n2025年1月20日"), FORM
    ).report

    assert ORGAN == report.organ


def test_our_own_export_is_read_without_a_remark() -> None:
    report = sound_report()

    found = recognise(read_word(write_word(report)), FORM).report

    assert () == found.remarks
    assert report.numbers == found.numbers


def test_a_wrong_total_is_a_remark_to_look_at_the_reading() -> None:
    report = recognise(read_plain("1.属于国家秘密 1 0 0 0 0 0 2"), FORM).report

    (remark,) = [one for one in report.remarks if one.kind == "check_reading"]
    assert "applications.state_secret.total" == remark.address
    assert "2" == report.printed_totals["applications.state_secret.total"]


def test_a_table_without_lines_is_remarked_where_the_file_says_so() -> None:
    document = read_word(write_word(sound_report()))
    blank = [replace(b, bordered=False) if isinstance(b, Grid) else b for b in document.blocks]

    remarks = recognise(replace(document, blocks=tuple(blank)), FORM).report.remarks

    tables = [section.id for section in FORM.sections if section.table is not None]
    assert [("borders", one) for one in tables] == [(r.kind, r.address) for r in remarks]
    assert () == recognise(document, FORM).report.remarks


def test_what_is_not_read_of_the_text_is_said() -> None:
    lines = (
        f"现公布{ORGAN}2024年政府信息公开工作年度报告。",
        "一、总体情况",
        "六、其他需要报告的事项",
    )
    text = "\n".join((*lines, "无。", ORGAN, "2025年1月20日", "打印"))

    remarks = recognise(read_plain(text), FORM).report.remarks

    said = [("organ_named", "organ"), ("behind", "other_matters")]
    said += [("section_missing", "problems_and_improvement")]
    assert set(said) <= {(remark.kind, remark.address) for remark in remarks}


def test_a_total_of_cells_that_are_all_blank_is_doubted() -> None:
    report = recognise(read_plain("1.属于国家秘密\t\t\t\t\t\t\t2"), FORM).report

    assert "2" == report.printed_totals["applications.state_secret.total"]
    assert "check_reading" in {remark.kind for remark in report.remarks}
