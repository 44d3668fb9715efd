"""The 自查单 as a Word file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest

from gkdesk.core.checks.finding import Compared
from gkdesk.core.explanations import ADDRESS, Explanation, write
from gkdesk.core.report import Report
from gkdesk.core.self_check import COLUMNS, SelfCheck, self_check
from gkdesk.files import shipped
from gkdesk.files.self_check_word import self_check_word
from reports import PROSE, sound_report
from word_reports import W, part

FORM = shipped.form("2021")
NOW = datetime(2025, 1, 18, 9, 30)
RULES = "proactive_disclosure.government_rules"
FONT_SLOTS = {f"{W}{slot}" for slot in ("ascii", "hAnsi", "eastAsia", "cs")}


def wrong_report() -> Report:
    """A report with ten findings and two that are explained."""
    report = sound_report(
        preface="本报告由7个部分组成<b>&“引号”，\x07统计期限自2024年1月1日至12月31日。",
        overview="总体不错。",
        problems_and_improvement="无",
        other_matters="无",
        **{
            f"{RULES}.issued": "6",
            f"{RULES}.in_force": "6",
            "applications.new_received.natural_person": "3",
            "applications.granted.natural_person": "三件",
            "applications.granted.other_org": "",
            "applications.new_received.other_org": "2",
            "applications.new_received.commercial_enterprise": "2",
            "applications.new_received.research_institution": "4",
            "proactive_disclosure.administrative_fees.amount_10k_yuan": "很多",
        },
    )
    reasons = [
        Explanation(
            "t2.no_township_rules", (f"{RULES}.{column}",), "6", "0", "县局<已>核", "甲", ""
        )
        for column in ("issued", "in_force")
    ]
    report.set(ADDRESS, write(reasons))
    return report


def sheet_of(report: Report) -> SelfCheck:
    """The 自查单 of a report with last year's of zeros."""
    return self_check(report, sound_report(year="2023", **dict.fromkeys(PROSE, "")), NOW)


def wordy(sheet: SelfCheck, count: int) -> SelfCheck:
    """The same sheet with comparisons in some of its lines that take two lines of print."""
    quote = (Compared("“全年共收到政府信息公开申请12件等 3 处”", "12", "12"),)
    lines = [replace(line, compared=quote) for line in sheet.lines[:count]]
    return replace(sheet, lines=(*lines, *sheet.lines[count:]))


SOUND = sheet_of(sound_report())
SHEETS = {"sound": SOUND, "wordy": wordy(SOUND, 14), "wrong": sheet_of(wrong_report())}
DATA = {name: self_check_word(sheet, FORM) for name, sheet in SHEETS.items()}


def test_the_wrong_report_is_as_wrong_as_these_tests_want_it() -> None:
    """Ten findings at least, and two explained; the sound one has none."""
    sheet = SHEETS["wrong"]

    assert {line.verdict for line in SHEETS["sound"].lines} == {"holds"}
    assert sum(len(line.notes) for line in sheet.lines if line.verdict == "broken") >= 10
    (explained,) = [line for line in sheet.lines if line.verdict == "explained"]
    assert len(explained.compared) == 2


@pytest.mark.parametrize("name", SHEETS)
def test_the_table_holds_every_line_in_real_cells(name: str) -> None:
    """python-docx reads the same rules, numbers and notes in their order."""
    document = docx.Document(BytesIO(DATA[name]))
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    expected = [list(COLUMNS)]
    for number, line in enumerate(SHEETS[name].lines, start=1):
        for one in line.compared:
            expected.append([str(number), line.rule, one.place, one.left, one.right])
        if not line.compared:
            expected.append([str(number), line.rule, "", "", ""])
        if line.notes:
            expected.append([str(number), *["\n".join(line.notes)] * 6])

    short = [[*row[:2], *row[3:6]] for row in rows]
    found = [row if len(set(row[1:])) == 1 and row[1] else part for row, part in
             zip(rows, short, strict=True)]  # fmt: skip
    assert rows[0] == expected[0]
    assert found[1:] == expected[1:]


def test_head_counts_and_signatures_stand_around_the_table() -> None:
    """In print order."""
    sheet = SHEETS["sound"]
    texts = [one.text for one in docx.Document(BytesIO(DATA["sound"])).paragraphs if one.text]

    assert texts[0] == sheet.title
    assert texts[1:3] == ["　　".join(line) for line in sheet.facts]
    assert texts[3] == sheet.counts
    assert texts[4].split() == ["填报人：", "审核人：", "日期："]


def test_fonts_are_named_in_all_four_slots_and_the_language_is_chinese() -> None:
    """Wherever fonts are named at all; the page is A4."""
    for name in ("word/document.xml", "word/styles.xml"):
        tree = part(DATA["wrong"], name)
        for fonts in tree.iter(f"{W}rFonts"):
            assert set(fonts.attrib) >= FONT_SLOTS
    language = next(part(DATA["wrong"], "word/styles.xml").iter(f"{W}lang"))
    size = next(part(DATA["wrong"], "word/document.xml").iter(f"{W}pgSz"))

    assert language.get(f"{W}eastAsia") == "zh-CN"
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")


def test_widths_stand_in_the_grid_and_in_every_cell() -> None:
    """Each row of cells is as wide as the grid, which is as wide as the text area."""
    document = part(DATA["wrong"], "word/document.xml")
    grid = [int(one.get(f"{W}w") or 0) for one in document.iter(f"{W}gridCol")]
    margins = next(document.iter(f"{W}pgMar"))
    sides = int(margins.get(f"{W}left") or 0) + int(margins.get(f"{W}right") or 0)

    assert sum(grid) == 11906 - sides
    for row in document.iter(f"{W}tr"):
        assert sum(int(one.get(f"{W}w") or 0) for one in row.iter(f"{W}tcW")) == sum(grid)


def test_equal_data_give_equal_bytes() -> None:
    """The clock has no part in it."""
    assert self_check_word(sheet_of(wrong_report()), FORM) == DATA["wrong"]


def test_a_sound_report_takes_one_page_and_no_finding_is_cut_off(
    render_pdf: Callable[[Sequence[Path]], list[Path]], tmp_path: Path
) -> None:
    """One with findings may run on; its head is repeated, and who signs is not alone there."""
    pdfplumber = pytest.importorskip("pdfplumber")
    files = [tmp_path / f"{name}.docx" for name in SHEETS]
    for file in files:
        file.write_bytes(DATA[file.stem])
    sound, quoting, wrong = render_pdf(files)

    for file in (sound, quoting):
        with pdfplumber.open(file) as pages:
            assert len(pages.pages) == 1
    with pdfplumber.open(wrong) as pages:
        texts = ["".join((page.extract_text() or "").split()) for page in pages.pages]
    assert all("核对规则" in text for text in texts)
    for line in SHEETS["wrong"].lines:
        for note in line.notes:
            assert "".join(note.split())[:30] in "".join(texts)
