"""Plain texts are lines; where signs part their cells, they are grids."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn_grids import DOCUMENTS, MUTATIONS, damaged, rows_of, survives, texts
from gkdesk.errors import UserError
from gkdesk.files.document import Grid
from gkdesk.files.text_reader import read_plain, read_text


def blocks(text: str) -> list[str | list[list[str]]]:
    """What a text holds: lines, and the rows of grids."""
    document = read_plain(text)
    assert document.lines
    return [rows_of(one) if isinstance(one, Grid) else one for one in document.blocks]


def test_lines_stay_as_they_are() -> None:
    """Indents and inner spaces too: they may part columns, or tell where a paragraph begins."""
    text = "\ufeff一、总体情况\r\n\u3000\u3000根据\u200b规定  \r  规章    3   5\x0c- 4 -\x0b完"

    assert ["一、总体情况", "\u3000\u3000根据规定", "  规章    3   5", "- 4 -", "完"] == blocks(
        text
    )


def test_blank_lines_between_lines_are_kept() -> None:
    """They may be empty cells, or part cells; around the text they say nothing."""
    assert ["总计", "", "", "商业企业"] == blocks("\n \n总计\n\n\u3000\n商业企业\n\n\n")
    assert [] == blocks("\n\n")
    assert [] == blocks("")


TABLES = {
    "tabs": (
        "题\n甲\t1\t2\n\t\t\n乙\t\t3\n后",
        ["题", [["甲", "1", "2"], ["", "", ""], ["乙", "", "3"]], "后"],
    ),
    "tabs and blank lines": ("甲\t1\n\n乙\t2", [[["甲", "1"]], "", [["乙", "2"]]]),
    "an indent": ("\t一、总体情况\n\t\t正文", [" 一、总体情况", "  正文"]),
    "quotes": (
        '"三、\n本年度"\t"说""是"""\t"2\n3"\r\n乙\t"4"5\t6',
        [[["三、\n本年度", '说"是"', "2\n3"], ["乙", '"4"5', "6"]]],
    ),
    "quotes of a text": ('"四最"\n"甲\n乙"\n', ['"四最"', '"甲', '乙"']),
    "a break of Word in a cell": ("商业\x0b企业\t3", [[["商业\n企业", "3"]]]),
    "pipes around": ("| 甲 | 1 |\n|---|:-:|\n| 乙 | |\n", [[["甲", "1"], ["乙", ""]]]),
    "pipes between": (
        "甲| 1\n---|---\n乙| 2 \n | 3| ",
        [[["甲", "1"], ["乙", "2"], ["", "3", ""]]],
    ),
    "an escaped pipe": (r"| a\|b | c |", [[["a|b", "c"]]]),
    "a head of one cell": ("第（一）项  \n---  \n规章| 3  ", [[["第（一）项"], ["规章", "3"]]]),
    "a rule marks a head": (
        "| 甲 | 1 |\n| 0 | 0 | 0 |\n|---|---|---|\n| 2 | 3 | 4 |",
        [[["甲", "1"]], [["0", "0", "0"], ["2", "3", "4"]]],
    ),
    "a rule alone": (
        "总体情况\n---\n正文\n|---|---|\n|--|",
        ["总体情况", "---", "正文", "|---|---|", "|--|"],
    ),
    "dashes are cells": ("规章\n-\n--\n---\n3", ["规章", "-", "--", "---", "3"]),
    "lone pipes": (
        "题\n信息内容\n|\n本年\n规章\n|\n3\n\n|\n甲\n|\n\n|\n|\n乙\n|\n\n后",
        ["题", [["信息内容", "本年"], ["规章", "3"], ["", "甲", "", "", "乙", ""]], "后"],
    ),
    "lone pipes at the end": ("甲\n|\n1\n|", [[["甲", "1", ""]]]),
    "lone pipes with blank lines around": ("甲\n\n|\n\n1", ["甲", "", "|", "", "1"]),
    "tabs and pipes": ("甲\t1\n乙|2", [[["甲", "1"]], [["乙", "2"]]]),
}


@pytest.mark.parametrize(("text", "expected"), TABLES.values(), ids=TABLES.keys())
def test_signs_between_cells_make_grids(text: str, expected: list[object]) -> None:
    """Rows that follow each other are one; nothing is lost."""
    assert expected == blocks(text)


def test_a_grid_of_rows_is_as_wide_as_the_longest() -> None:
    """No spans are made up."""
    (grid,) = read_plain("甲\t1\n乙\t2\t3").grids

    assert (2, 3, 5) == (grid.rows, grid.columns, len(grid.cells))
    assert all((1, 1) == (cell.row_span, cell.column_span) for cell in grid.cells)


@pytest.mark.parametrize(
    "data",
    [
        "总计\t3".encode(),
        "\ufeff总计\t3".encode(),
        "总计\t3".encode("utf-16"),
        "\ufeff总计\t3".encode("utf-16-be"),
        "总计\t3".encode("gb18030"),
    ],
)
def test_the_charset_is_found(data: bytes) -> None:
    """Marks, UTF-8, GB 18030."""
    assert [["总计", "3"]] == rows_of(next(read_text(data).grids))


@pytest.mark.parametrize(
    "data", [bytes(range(256)), b"\xff\xfe\0\0\0\0" * 9, b"%PDF-1.4 x", b"PK\x03\x04", b"\x80" * 50]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """In words."""
    with pytest.raises(UserError, match="不是文字文件"):
        read_text(data)


HOSTILE = {
    "tabs": "\t" * 1_000_000,
    "cells": "1\t" * 1_000_000,
    "rows": "1\t2\n" * 300_000,
    "a long row": "1\t2\n" * 90_000 + "1\t" * 9_000,
    "lines": "\n" * 1_000_000,
    "pipes": "|" * 1_000_000,
    "lone pipes": "|\n" * 150_000,
    "lone pipes and blanks": "\n|\n" * 90_000,
    "lone pipes, blanks and lines": "\n|\n\n" * 60_000,
    "rules": "|---|\n" * 150_000,
    "heads": "甲\n---|---\n" * 90_000,
    "a long rule": "-" * 3_000_000 + "|" + "-|" * 300_000 + "x",
    "a rule of spaces": "一\n--" + " " * 3_000_000 + "x",
    "spaces": " " * 3_000_000 + "x" + " " * 3_000_000,
    "quotes": '"' * 3_000_000,
    "quotes on lines": '"\n' * 150_000,
    "quotes on lines with tabs": '"a\t"\n' * 150_000,
    "open quotes": '\t"a' * 150_000,
    "double quotes on lines": '"a""\n' * 150_000,
    "backslashes": "\\|" * 1_000_000,
    "too long": "x" * (21 << 20),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_end_soon(text: str) -> None:
    """With a document or a sentence, in a second or two."""
    begin = time.process_time()
    survives(read_text, text.encode())

    assert time.process_time() - begin < 4


def sizes(name: str) -> list[tuple[int, int, int]]:
    """The sizes of a file's grids, and how many cells each has."""
    grids = read_text((DOCUMENTS / name).read_bytes()).grids
    return [(grid.rows, grid.columns, len(grid.cells)) for grid in grids]


@pytest.mark.parametrize("name", ["copy-tab.txt", "pipe-split.txt", "html2text.md"])
def test_three_ways_to_copy_one_page_give_the_same_tables(name: str) -> None:
    """杭州 2025: tabs, lone pipes, markdown."""
    first = (4, 4, 13) if name == "html2text.md" else (3, 4, 12)

    assert [first, (2, 2, 4), (3, 2, 6), (2, 2, 4), (28, 9, 217), (4, 15, 39)] == sizes(
        f"hangzhou_2025.{name}"
    )


def test_the_rows_of_copied_tables_are_whole() -> None:
    """Those without merged cells, to the last figure."""
    wanted = ["四、结转下年度继续办理", "783", "6", "0", "2", "25", "3", "819"]
    for name in ("copy-tab.txt", "pipe-split.txt", "html2text.md"):
        grids = list(read_text((DOCUMENTS / f"hangzhou_2025.{name}").read_bytes()).grids)

        assert wanted == rows_of(grids[4])[27]


def test_cells_on_lines_of_their_own_stay_lines() -> None:
    """With blank lines for empty cells, or without."""
    data = (DOCUMENTS / "hangzhou_2025.cell-per-line.txt").read_bytes()
    lines = list(read_text(data).blocks)
    at = lines.index("自然人")

    assert ["自然人", "法人或其他组织", "总计", "", "商业企业"] == lines[at : at + 5]
    assert [] == sizes("hangzhou_2025.cell-per-line.txt")
    assert [] == sizes("hangzhou_2025.cell-per-line-noblank.txt")
    assert data.decode().rstrip("\n") == "\n".join(map(str, lines))


@pytest.mark.parametrize("name", ["pdfplumber", "pdftotext-layout", "pdftotext-plain"])
def test_texts_of_pdf_files_stay_lines(name: str) -> None:
    """Columns made of spaces keep their spaces."""
    document = read_text((DOCUMENTS / f"huaian_2024.{name}.txt").read_bytes())

    assert [] == list(document.grids)
    if name == "pdftotext-layout":
        assert "规章            1          0        11" in document.blocks


def test_tables_in_the_text_of_a_pdf_are_grids_among_lines() -> None:
    """上海科委 2024: markdown tables, broken by what a page break scattered."""
    document = read_text((DOCUMENTS / "kewei_2024.txt").read_bytes())
    found = [rows_of(grid) for grid in document.grids]

    assert ["规范性文件", "13", "0", "55"] == found[0][2]
    assert [["0"] * 7] == found[2]
    assert "度办" in document.blocks


def cell_texts() -> st.SearchStrategy[str]:
    """Cells of text tables: no pipes, since they would part cells."""
    return texts().map(lambda text: text.replace("|", "/"))


@given(st.lists(st.lists(cell_texts(), min_size=2, max_size=6), min_size=1, max_size=6))
def test_tables_with_tabs_are_read_as_excel_writes_them(rows: list[list[str]]) -> None:
    """Quoted where a cell holds a line break or a quote."""
    rows[0][:2] = ["甲", "乙"]
    text = "\r\n".join(
        "\t".join(
            '"' + cell.replace('"', '""') + '"' if "\n" in cell or '"' in cell else cell
            for cell in row
        )
        for row in rows
    )

    assert [rows] == blocks(f"{text}\r\n")


@given(
    st.lists(st.lists(cell_texts(), min_size=2, max_size=6), min_size=1, max_size=6), st.booleans()
)
def test_tables_with_pipes_are_read_as_markdown_has_them(
    rows: list[list[str]], around: bool
) -> None:
    """With pipes around the rows or only between them, and with a rule below the head."""
    rows = [[cell.replace("\n", " ").replace("-", "一") for cell in row] for row in rows]
    rows = [["甲", *row[1:-1], row[-1] or "乙"] for row in rows]
    lines = [" | ".join(row) for row in rows]
    lines.insert(1, "|".join("---" for _ in rows[0]))
    if around:
        lines = [f"| {line} |" for line in lines]

    assert [rows] == blocks("\n".join(lines))


def test_damaged_texts_end_in_a_document_or_in_words() -> None:
    """Whatever bytes are changed."""
    names = ("copy-tab.txt", "pipe-split.txt", "html2text.md", "cell-per-line.txt")
    files = [(DOCUMENTS / f"hangzhou_2025.{name}").read_bytes() for name in names]
    read = sum(survives(read_text, damaged(files[seed % 4], seed)) for seed in range(MUTATIONS))
    print(f"{read} of {MUTATIONS} damaged texts were read, the others refused")

    assert read > 0


CELLS = ["信息内容", "本年制发件数", "规章", "0", "3", "行政规范性文件", "5"]


def test_lines_with_a_pipe_behind_one_cell_are_cells_and_no_rows() -> None:
    """Pages that programs took apart: a row may begin with a pipe, and end with some."""
    first = "\n".join(f"{cell} |" for cell in CELLS)
    other = "|\n" + "\n".join(f"{cell} |" for cell in CELLS) + " ||||\n|||"

    assert CELLS == blocks(f"{first}\n")
    assert ["甲", *CELLS, "乙"] == blocks(f"甲\n{other}\n乙\n")


def test_three_rows_of_one_cell_stay_a_table() -> None:
    assert [[["甲"], ["乙"], ["丙"], ["丁", "戊"]]] == blocks("甲 |\n乙 |\n丙 |\n丁 | 戊 |\n")


def test_cells_with_a_pipe_behind_each_row_as_well_are_no_single_row() -> None:
    cells = [str(number) for number in range(30)]

    assert cells == blocks("\n|\n".join(cells) + "\n|\n")
