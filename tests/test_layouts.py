"""Reports in many layouts, whole and damaged: a figure is right or remarked, never wrong."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import pytest

from damages import damaged_grid, damaged_text
from gkdesk.core.report import Report
from gkdesk.files.document import Document
from gkdesk.files.html_reader import read_html
from gkdesk.files.pdf_reader import read_pdf
from gkdesk.files.recognise.report import recognise
from gkdesk.files.text_reader import read_plain, read_text
from gkdesk.files.word_reader import read_word
from layouts import FORM, LAYOUTS, as_html, filled, written
from readings import Tally, figures_of, is_doubted, tally
from test_documents import FILES, FOLDER, figures

FULL = os.environ.get("GKDESK_FULL") == "1"
REPORTS, MUTATIONS = (2000, 2000) if FULL else (50, 25)
READERS: dict[str, Callable[[bytes], Document]] = {
    ".docx": read_word,
    ".html": read_html,
    ".pdf": read_pdf,
    ".txt": read_text,
    ".md": read_text,
}
TEXTS = (".txt", ".md")

Record = Callable[[str, object], None]


def parsed(report: Report, layout: str, random: Random) -> Document:
    """A report written in one layout and read as a document."""
    if layout == "html":
        return read_html(as_html(report, random).encode())
    return read_plain(written(report, layout, random))


def add(counted: Counter[str], found: Tally) -> None:
    """Count what became of the figures."""
    for name in ("right", "remarked", "wrong", "silent"):
        counted[name] += len(getattr(found, name))


@pytest.mark.parametrize("layout", [*LAYOUTS, "html"])
def test_a_report_in_any_layout_is_right_or_remarked(layout: str, record_property: Record) -> None:
    counted: Counter[str] = Counter()
    for seed in range(REPORTS):
        random = Random(seed)
        report = filled(random)
        found = tally(recognise(parsed(report, layout, random), FORM).report, figures_of(report))
        add(counted, found)
        assert ([], []) == (found.wrong, found.silent), seed
    share = 100 * counted["right"] // sum(counted.values())
    record_property("figure", f"layout {layout}: {dict(counted)}, {share} % right")
    assert share >= 50  # a reader that remarks everything reads nothing


@pytest.mark.parametrize("layout", [*LAYOUTS, "html"])
def test_a_damaged_layout_gives_no_wrong_figure_in_silence(layout: str) -> None:
    for seed in range(REPORTS):
        random = Random(seed)
        report = filled(random)
        if layout == "html":
            document = damaged_grid(parsed(report, layout, random), random)
        else:
            document = read_plain(damaged_text(written(report, layout, random), random))
        found = recognise(document, FORM).report
        truth = figures_of(report)
        wrong = tally(found, truth).wrong
        assert [] == [address for address in wrong if not is_doubted(found, address)], seed


@cache
def original(name: str) -> Document:
    """A real file as a document."""
    path = FOLDER / name
    return READERS[path.suffix](path.read_bytes())


def mutated(name: str, seed: int) -> Document:
    """A real file with one damage: to a line of its text, or to one of its grids."""
    random = Random(seed)
    path = FOLDER / name
    if path.suffix in TEXTS and (seed % 2 or not list(original(name).grids)):
        return read_plain(damaged_text(path.read_text(encoding="utf-8"), random))
    return damaged_grid(original(name), random)


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_gives_no_wrong_figure_in_silence(
    name: str, record_property: Record
) -> None:
    counted: Counter[str] = Counter()
    for seed in range(MUTATIONS):
        report = recognise(mutated(name, seed), FORM).report
        found = tally(report, figures(name))
        add(counted, found)
        doubted = {address for address in found.wrong if is_doubted(report, address)}
        assert set(found.wrong) <= doubted, seed
        assert [] == found.silent, seed
    record_property("figure", f"{MUTATIONS} mutations of {Path(name).name}: {dict(counted)}")
