"""Reports in the layouts of each format, as bytes: a figure is right or remarked, never wrong."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from damages import damaged_grid
from gkdesk.core.report import Report
from gkdesk.files.document import Document
from gkdesk.files.html_reader import read_html
from gkdesk.files.pdf_reader import read_pdf
from gkdesk.files.recognise.report import recognise
from gkdesk.files.sheet_reader import read_sheet
from gkdesk.files.word_reader import read_word
from layouts import FORM, filled
from layouts_drawn import drawn
from layouts_html import as_page
from layouts_pdf import as_pdf
from layouts_sheet import as_book
from layouts_word import as_word
from readings import figures_of, is_doubted, tally
from systems import is_wine

REPORTS = 2000 if os.environ.get("GKDESK_FULL") == "1" else 20
Writer = Callable[[Document, Random], bytes]
Reader = Callable[[bytes], Document]
FORMATS: dict[str, tuple[Writer, Reader]] = {
    "docx": (as_word, read_word),
    "html": (as_page, read_html),
    "xlsx": (as_book, read_sheet),
    "pdf": (as_pdf, read_pdf),
}
# Columns without lines between them, whose heads wrap, cannot be told apart: no order is known.
LEFT_OUT = {"pdf": ("columns swapped",)}
# Nor is it where damage takes the heads. In a page of boxes the number of the next row follows a
# figure that is lost, as if it were one.
LEFT_OUT_IF_DAMAGED = ("columns swapped", "serial numbers")

Record = Callable[[str, object], None]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_report_in_any_layout_of_a_format_is_right_or_remarked(
    kind: str, record_property: Record
) -> None:
    write, read = FORMATS[kind]
    counted: Counter[str] = Counter()
    ways: dict[str, list[int]] = {}
    for seed in range(REPORTS):
        random, told = Random(seed), list[str]()
        report = filled(random)
        drawing = drawn(report, random, told, without=LEFT_OUT.get(kind, ()))
        found = tally(read_back(read(write(drawing, random))), figures_of(report))
        counted += Counter(right=len(found.right), remarked=len(found.remarked))
        for way in set(told) or {"official"}:
            ways.setdefault(way, []).append(len(found.right))
        assert ([], []) == (found.wrong, found.silent), seed
    share = 100 * counted["right"] // sum(counted.values())
    record_property("figure", f"{kind}: {dict(counted)}, {share} % right; {_shares(ways)}")
    if kind == "pdf" and is_wine():
        return  # it has not Windows' fonts, whose measures PDFium takes where a file brings none
    assert share >= 75  # a reader that remarks everything reads nothing


@pytest.mark.parametrize("kind", FORMATS)
def test_a_damaged_table_of_a_format_gives_no_wrong_figure_in_silence(kind: str) -> None:
    write, read = FORMATS[kind]
    for seed in range(REPORTS):
        random = Random(seed)
        report = filled(random)
        drawing = drawn(report, random, [], without=LEFT_OUT_IF_DAMAGED)
        found = read_back(read(write(damaged_grid(drawing, random), random)))
        wrong = tally(found, figures_of(report)).wrong
        assert [] == [address for address in wrong if not is_doubted(found, address)], seed


def read_back(document: Document) -> Report:
    """The report in a document."""
    return recognise(document, FORM).report


def _shares(ways: dict[str, list[int]]) -> str:
    """How many in a hundred figures were right, for each way of drawing."""
    cells = len(FORM.cells)
    shares = {way: 100 * sum(right) // (cells * len(right)) for way, right in ways.items()}
    return ", ".join(f"{way} {share}" for way, share in sorted(shares.items()))
