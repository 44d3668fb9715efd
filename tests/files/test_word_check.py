"""The finished file is compared with the report: whatever differs is found, one sign is enough."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest

import word_reports
from gkdesk.files import word_export
from gkdesk.files.word_check import differences
from gkdesk.files.word_export import WrongWordFileError, export_word
from gkdesk.files.word_styles import pack
from gkdesk.files.word_writer import write_word
from word_reports import W, parts, text

REPORT = word_reports.with_figures("12345")
DATA = write_word(REPORT)
DOCUMENT = "word/document.xml"


def with_document(change: Callable[[str], str]) -> bytes:
    """The file with its document's text changed."""
    entries = parts(DATA)
    before = entries[DOCUMENT].decode()
    after = change(before)
    assert after != before
    return pack({**entries, DOCUMENT: after.encode()})


def with_table_three(change: Callable[[list[Element]], None]) -> bytes:
    """The file with the rows of table three changed."""

    def change_tree(xml: str) -> str:
        root = fromstring(xml)
        table = root.findall(f"{W}body/{W}tbl")[1]
        change(table.findall(f"{W}tr"))
        for row in [row for row in table.iterfind(f"{W}tr") if row.get("drop")]:
            table.remove(row)
        return tostring(root, encoding="unicode")

    return with_document(change_tree)


def test_a_file_as_it_was_written_differs_in_nothing() -> None:
    """Otherwise nothing could ever be exported."""
    for report in (REPORT, word_reports.sample(), word_reports.empty()):
        assert differences(report, write_word(report)) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("河园镇人民政府<", "河圆镇人民政府<", "河圆镇"),
        ("一、总体情况", "一、总的情况", "一、总的情况"),
        (">12345<", ">12354<", "cell (2, 1)"),
        ("规章", "规童", "规童"),
        ("（五）监督保障方面：", "（五）监督保障方面；", "方面；"),
        ("2025年1月20日", "2025年1月21日", "1月21日"),
        ('<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="BodyText"/>', "expected style"),
        ("显著成效。", "显著成效。</w:t><w:br/><w:t>", "a line break"),
        ('<w:vMerge w:val="restart"/>', "", "continues no cell"),
        ('<w:gridSpan w:val="4"/>', '<w:gridSpan w:val="3"/>', "covers 3 of 4 columns"),
    ],
)
def test_one_changed_sign_is_found(old: str, new: str, told: str) -> None:
    """In title, heading, figure, label, text, signature, style, break or span."""
    found = differences(REPORT, with_document(lambda xml: xml.replace(old, new, 1)))

    assert any(told in one for one in found), found


def test_a_dropped_row_is_found() -> None:
    """Though each of its cells says the same as the next row's."""

    def drop(rows: list[Element]) -> None:
        rows[5].set("drop", "yes")

    assert any("found 27×10" in one for one in differences(REPORT, with_table_three(drop)))


def test_two_swapped_cells_are_found() -> None:
    """Each at its place."""

    def swap(rows: list[Element]) -> None:
        first, second = (rows[line].findall(f"{W}tc")[-1] for line in (3, -2))
        assert text(first) != text(second)
        for one, two in zip(first.iter(f"{W}t"), list(second.iter(f"{W}t")), strict=True):
            one.text, two.text = two.text, one.text

    found = differences(REPORT, with_table_three(swap))
    assert [place in one for place, one in zip(("(3, 9)", "(26, 9)"), found, strict=True)] == [1, 1]


def test_a_lost_break_between_two_lines_of_a_cell_is_found() -> None:
    """3 over 5 is not 35."""
    report = word_reports.changed(REPORT, {"applications.granted.natural_person": "3\n5"})
    data = write_word(report)
    entries = parts(data)
    # The title is the only other place of a break, and comes first.
    head, mark, rest = entries[DOCUMENT].decode().rpartition("<w:r><w:br/></w:r>")
    lost = pack({**entries, DOCUMENT: (head + rest).encode()})

    assert mark
    assert [] == differences(report, data)
    assert any("'35'" in one for one in differences(report, lost))


def test_a_cell_moved_to_another_row_is_found() -> None:
    """The number of cells is the same, the columns no longer are."""

    def move(rows: list[Element]) -> None:
        cell = rows[3].findall(f"{W}tc")[-1]
        rows[3].remove(cell)
        rows[4].append(cell)

    found = differences(REPORT, with_table_three(move))
    assert any("row 3 covers 9 of 10" in one for one in found)
    assert any("row 4 covers 11 of 10" in one for one in found)


def test_a_paragraph_too_many_or_too_few_is_found() -> None:
    """A lost last paragraph as well as one that nobody wrote."""
    last = word_reports.changed(REPORT, {"signature.date": None})

    assert differences(last, DATA)
    assert differences(REPORT, write_word(last))


@pytest.mark.parametrize("size", [0, 100, len(DATA) // 2, len(DATA) - 30])
def test_a_file_that_was_cut_off_cannot_be_opened(size: int) -> None:
    """It is told, not raised."""
    assert differences(REPORT, DATA[:size])[0].startswith("cannot be opened")


def test_broken_xml_and_missing_parts_are_found() -> None:
    """Every part is parsed, also those that hold no text."""
    entries = parts(DATA)
    styles = entries.pop("word/styles.xml")

    assert differences(REPORT, pack(entries)) == ["part missing: word/styles.xml"]
    broken = pack({**entries, "word/styles.xml": styles[:-3]})
    assert differences(REPORT, broken)[0].startswith("cannot be opened")


def test_a_wrong_file_is_never_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clerk is told of a bug; a good file of before stays."""
    target = tmp_path / "年报.docx"
    export_word(REPORT, target)
    wrong = word_reports.changed(REPORT, {"organ": "别的镇人民政府"})
    monkeypatch.setattr(word_export, "write_word", lambda report, fonts: write_word(wrong))

    with pytest.raises(WrongWordFileError, match="别的镇"):
        export_word(REPORT, target)

    assert target.read_bytes() == DATA
