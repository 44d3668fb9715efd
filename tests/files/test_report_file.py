"""Report files: read whatever the encoding mark, refused in a sentence with the file's name."""

import json
import sys
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from gkdesk.core import exchange
from gkdesk.errors import UserError
from gkdesk.files import report_file
from gkdesk.files.report_file import read_pasted, read_report
from gkdesk.files.word_export import export_word
from old_form import lines_of, old_applications, old_table
from reports import ORGAN, empty_report, sound_report

DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    """Windows' Notepad writes one."""
    path = tmp_path / "a.JSON"
    path.write_text(exchange.dump(sound_report()), encoding="utf-8-sig")

    assert exchange.dump(read_report(path)) == exchange.dump(sound_report())


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("去年.doc", "另存为 .docx"),
        ("去年.WPS", "另存为 .docx"),
        ("汇总.xls", "另存为 .xlsx"),
        ("公文.ofd", "另存为 .pdf"),
        ("拍照.jpg", "这是图片"),
        ("没有后缀", "可以读取"),
    ],
)
def test_other_files_are_refused_by_name(name: str, advice: str, tmp_path: Path) -> None:
    """Before they are opened, and with what to do."""
    with pytest.raises(UserError, match=f"^“{name}”：不能读取这种文件.*{advice}"):
        read_report(tmp_path / name)


@pytest.mark.parametrize(
    "name",
    [
        "hangzhou_2025.html",
        "hangzhou_2025.copy-tab.txt",
        "hangzhou_2025.html2text.md",
        "hangzhou_2025.soffice.docx",
    ],
)
def test_every_format_gives_the_same_figures(name: str) -> None:
    """The page of a city, as it was published and as it was copied."""
    truth = json.loads((DOCUMENTS / "hangzhou_2025.truth.json").read_text(encoding="utf-8"))
    report = read_report(DOCUMENTS / name)

    assert {a: Decimal(n) for a, n in report.numbers.items()} == {
        a: Decimal(str(n)) for a, n in truth["answers"].items()
    }
    assert (report.year, len(report.printed_totals)) == (2025, len(truth["printed_totals"]))


def test_a_pdf_is_read_in_a_process_of_its_own() -> None:
    """The report of a district, whose form has one old row."""
    report = read_report(DOCUMENTS / "hongze_2024.pdf")

    assert (report.organ, report.year) == ("淮安市洪泽区人民政府", 2024)
    assert report.text("applications.new_received.natural_person") == "95"
    assert [remark.kind for remark in report.remarks] == ["old_template"]


def test_a_document_that_is_no_report_is_refused(tmp_path: Path) -> None:
    """Somebody chose the wrong file."""
    path = tmp_path / "通知.txt"
    path.write_text("关于召开会议的通知\n各村：定于1月5日开会。\n", encoding="utf-8")

    with pytest.raises(UserError, match=r"^“通知\.txt”：.*没有找到年报"):
        read_report(path)


def old_report(tmp_path: Path, year: int) -> Path:
    """A report on the form of 2019 as a text."""
    random = Random(1)
    rows = {
        "proactive_disclosure": old_table({"administrative_permits": "9"}, random),
        "applications": old_applications(sound_report(), ["0"] * 7),
    }
    path = tmp_path / f"{year}.txt"
    path.write_text(lines_of(f"{ORGAN}{year}年政府信息公开工作年度报告", rows), encoding="utf-8")
    return path


def test_a_report_on_the_old_form_is_read_on_that(tmp_path: Path) -> None:
    """What both forms ask for is at the addresses of both."""
    report = read_report(old_report(tmp_path, 2020))

    assert ("2019", 2020) == (report.form.edition, report.year)
    assert "9" == report.text("proactive_disclosure.administrative_permits.decisions")


def test_a_report_of_before_the_first_form_is_refused(tmp_path: Path) -> None:
    """There was no form then."""
    with pytest.raises(UserError, match=r"^“2018\.txt”：这是2018年度的报告，2019年以前"):
        read_report(old_report(tmp_path, 2018))


def test_a_report_that_nobody_has_filled_in_yet_is_read(tmp_path: Path) -> None:
    """Its tables are all there, and blank."""
    path = tmp_path / "空白.docx"
    export_word(empty_report(), path)

    report = read_report(path)

    assert (ORGAN, 2024) == (report.organ, report.year)
    assert {} == report.numbers


def test_a_folder_is_refused_whatever_its_name(tmp_path: Path) -> None:
    """Somebody dragged the folder of all reports."""
    for name in ("往年", "往年.docx", "往年.json"):
        (tmp_path / name).mkdir()

        with pytest.raises(UserError, match=f"^“{name}”：这是一个文件夹"):
            read_report(tmp_path / name)


def test_a_huge_file_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory stays bounded."""
    path = tmp_path / "big.json"
    path.write_text(exchange.dump(sound_report()), encoding="utf-8")
    monkeypatch.setattr(report_file, "LARGEST", 100)

    with pytest.raises(UserError, match="文件太大"):
        read_report(path)


def test_half_a_sign_in_a_copied_page_is_no_obstacle() -> None:
    """A program that cuts a text short leaves the first half of an emoji."""
    page = f"<p>{ORGAN}2024年政府信息公开工作年度报告</p><p>一、总体情况</p><p>很好\ud83d</p>"

    assert read_pasted(page, "").report.organ == ORGAN


def test_a_file_that_word_holds_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commonest of all reasons on Windows, and no English word in it."""

    def held(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "去年.docx"
    path.touch()
    monkeypatch.setattr(Path, "read_bytes", held)
    with pytest.raises(UserError, match=r"^“去年.docx”：文件打不开，可能正在 WPS 或 Word") as told:
        read_report(path)

    assert "Permission" not in str(told.value)


def test_a_path_too_long_for_windows_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says that there is no such file, which the clerk sees lying there."""
    monkeypatch.setattr(sys, "platform", "win32")
    place = tmp_path / ("深" * 70) / ("深" * 70) / ("深" * 70)
    with pytest.raises(UserError, match=r"合起来太长，Windows 打不开"):
        read_report(place / "去年.docx")
    with pytest.raises(UserError, match=r"里没有这个文件"):
        read_report(tmp_path / "去年.docx")
