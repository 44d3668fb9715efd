"""The sample on paper says what the published report says, paragraph by paragraph, cell by cell."""

import re
from io import BytesIO
from itertools import chain
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from gkdesk.files.report_file import read_report
from gkdesk.files.word_writer import write_word

HERE = Path(__file__).parent
SAMPLE = Path(__file__).parents[1] / "resources" / "samples" / "heyuan-2024.json"
# As taken from the web: page breaks in the middle of sentences, one label cut in two by one.
PUBLISHED = (
    (HERE / "data" / "heyuan-2024-published.txt")
    .read_text(encoding="utf-8")
    .replace("(四) 无\t", "(四) 无法提供\t")
    .replace("\t法提供\t", "\t\t")
)


def bare(text: str) -> str:
    """A text without white space, its numbering official."""
    text = re.sub(r"\s", "", text)
    return re.sub(r"\(([一二三四五六七八九十]+|本列[^)]*)\)", r"（\1）", text)


@pytest.fixture(scope="module")
def printed() -> list[Paragraph | Table]:
    """Paragraphs and tables of the exported sample, in their order."""
    document = Document(BytesIO(write_word(read_report(SAMPLE))))
    return list(document.iter_inner_content())


def rows_of(table: Table) -> list[list[str]]:
    """The texts of a table's cells, each merged cell once, row by row."""
    seen: set[object] = set()
    rows: list[list[str]] = []
    for row in table.rows:
        rows.append([])
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                rows[-1] += [bare(cell.text)] if cell.text.strip() else []
    return rows


def published_rows() -> list[list[str]]:
    """The texts of all lines of the published report that are lines of tables."""
    lines = [line.split("\t") for line in PUBLISHED.splitlines() if "\t" in line]
    return [[bare(cell) for cell in line if cell.strip()] for line in lines]


def test_every_paragraph_is_that_of_the_published_report(
    printed: list[Paragraph | Table],
) -> None:
    """Words and their order, mistakes included; what page breaks cut is one paragraph again."""
    prose = [line for line in PUBLISHED.splitlines() if "\t" not in line and line.strip()]
    ours = [bare(one.text) for one in printed if isinstance(one, Paragraph) and one.text.strip()]

    assert "".join(ours) == "".join(bare(line) for line in prose)
    # Each of ours begins where a published line begins: none was joined to its neighbour.
    starts = {bare(line)[:8] for line in prose}
    assert [one for one in ours if one[:8] not in starts] == []
    # And each published line that is not the rest of a cut one is a paragraph of ours.
    assert len(prose) - len(ours) == 2


def test_every_cell_is_that_of_the_published_report(printed: list[Paragraph | Table]) -> None:
    """Lines of figures in order with their labels; heads by their labels."""
    ours = [row for table in printed if isinstance(table, Table) for row in rows_of(table)]
    theirs = published_rows()
    figures = [row for row in ours if row and row[-1].isdigit()]

    assert figures == [row for row in theirs if row and row[-1].isdigit()]
    assert sorted(chain(*ours)) == sorted(chain(*theirs))
