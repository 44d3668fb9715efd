"""The printed pages, as LibreOffice lays them out: the measures of GB/T 9704, tables whole.

All reports are rendered by one call. Measures are points from the upper left corner; LibreOffice
puts a gap between digits and Chinese that Word does not, so such lines are not measured across.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import word_reports
from gkdesk.core.report import Report
from gkdesk.files.printed import figure
from gkdesk.files.word_writer import write_word
from word_reports import FORM, LONG_ORGAN, LONGER_ORGAN, TABLES, changed

pdfplumber = pytest.importorskip("pdfplumber")

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 184 * MM, 37 * MM, 262 * MM
PITCH, CHARACTER = 28.95, 15.75
DAY = "2025年1月20日"
PROSE = "乡镇全年主动公开各类政府信息并及时回应群众关切" * 40
FONTS = {
    "heading": "FandolHei-Regular",
    "run-in heading": "FandolKai-Regular",
    "body": "FandolFang-Regular",
    "table": "FandolSong-Regular",
    "digits": "LiberationSerif",
}


def signed(organ: str, sealed: str | None) -> Report:
    """The sample, signed by this organ."""
    texts = {"signature.organ": organ, "signature.date": "2025-01-20", "signature.sealed": sealed}
    return changed(word_reports.sample(), texts)


SIGNED = {
    "sealed": signed("叶城县河园镇人民政府", None),
    "sealed-short": signed("镇政府", None),
    "sealed-long": signed(LONG_ORGAN, None),
    "sealed-longer": signed(LONGER_ORGAN, None),
    "unsealed": signed("叶城县河园镇人民政府", "false"),
    "unsealed-short": signed("镇政府", "false"),
    "unsealed-long": signed(LONG_ORGAN, "false"),
}
REPORTS = {
    **SIGNED,
    "prose": changed(
        word_reports.sample(),
        {"preface": PROSE[:190], "overview": f"{PROSE}\n{PROSE}", "other_matters": PROSE[:300]},
    ),
    "five-digits": word_reports.with_figures("12345"),
    "six-digits": word_reports.with_figures("123456"),
    "empty": word_reports.empty(),
    "long-organ": changed(word_reports.sample(), {"organ": LONG_ORGAN}),
    "longer-organ": changed(word_reports.sample(), {"organ": LONGER_ORGAN}),
    "long-cell": changed(
        word_reports.sample(), {"applications.other.natural_person": "不是数字的文字" * 12}
    ),
}
# One to twenty-two lines more on the first page: every place of a page's foot has its turn.
SWEPT = {
    f"swept-{lines:02}": changed(
        word_reports.sample(),
        {
            "preface": PROSE[: 28 * lines + 20],
            "problems_and_improvement": PROSE[: 28 * (22 - lines) + 9],
            "other_matters": PROSE[: 28 * (1 + lines % 6)],
        },
    )
    for lines in range(22)
}


@dataclass
class Line:
    """Signs on one baseline, from left to right."""

    baseline: float
    signs: list[dict[str, Any]]

    @property
    def text(self) -> str:
        return "".join(sign["text"] for sign in self.signs)

    @property
    def left(self) -> float:
        return self.signs[0]["x0"]

    @property
    def right(self) -> float:
        return self.signs[-1]["x1"]

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass
class Page:
    """One page: the lines outside tables, the page number, the tables with their cells' texts."""

    lines: list[Line]
    footer: Line
    tables: list[Any]
    cells: list[str]

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.lines]


def lines_of(signs: Sequence[dict[str, Any]], height: float) -> list[Line]:
    """Signs grouped by baseline, from top to bottom; spaces show nothing."""
    found: dict[float, list[dict[str, Any]]] = {}
    for sign in signs:
        if sign["text"].strip():
            found.setdefault(round(height - sign["matrix"][5], 1), []).append(sign)
    return [Line(at, sorted(found[at], key=lambda s: s["x0"])) for at in sorted(found)]


def read_page(page: Any) -> Page:
    """What stands on a page."""
    tables = page.find_tables()

    def in_table(sign: dict[str, Any]) -> bool:
        boxes = [table.bbox for table in tables]
        return any(b[1] - 1 < sign["top"] and sign["bottom"] < b[3] + 1 for b in boxes)

    *lines, footer = lines_of([s for s in page.chars if not in_table(s)], page.height)
    cells = [cell for table in tables for row in table.extract() for cell in row if cell]
    return Page(lines, footer, tables, cells)


@pytest.fixture(scope="session")
def pages(
    render_pdf: Callable[[Sequence[Path]], list[Path]], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], list[Page]]:
    """Give a function from the name of a report to its pages; each is read once."""
    folder = tmp_path_factory.mktemp("docx")
    files = {name: folder / f"{name}.docx" for name in (*REPORTS, *SWEPT)}
    for name, report in (REPORTS | SWEPT).items():
        files[name].write_bytes(write_word(report))
    rendered = dict(zip(files, render_pdf(list(files.values())), strict=True))
    read: dict[str, list[Page]] = {}

    def of(name: str) -> list[Page]:
        if name not in read:
            with pdfplumber.open(rendered[name]) as document:
                read[name] = [read_page(page) for page in document.pages]
        return read[name]

    return of


Pages = Callable[[str], list[Page]]


def full_lines(found: list[Page]) -> Iterator[Line]:
    """Lines of body text from edge to edge that hold Chinese only."""
    for page in found:
        for line in page.lines:
            edges = line.left < LEFT + 2 and line.right > RIGHT - 10
            if edges and not any(sign["text"].isascii() for sign in line.signs):
                yield line


def test_a_full_page_of_text_has_twenty_two_lines(pages: Pages) -> None:
    """On the pitch of the standard, from the upper edge of the text area to the lower."""
    full = [page for page in pages("prose")[1:-1] if not page.tables]
    full = [page for page, after in pairwise(full) if not after.tables]

    assert len(full) >= 2
    for page in full:
        assert len(page.lines) == 22
        pitches = [b.baseline - a.baseline for a, b in pairwise(page.lines)]
        assert all(abs(pitch - PITCH) <= 0.1 for pitch in pitches)


def test_the_first_page_keeps_the_grid_with_title_and_headings(pages: Pages) -> None:
    """The title's lines, the blank one and the headings are lines like all others."""
    for name in ("sealed", "long-organ", "prose"):
        first, *_, last = pages(name)[0].lines
        rows = (last.baseline - first.baseline) / PITCH

        assert round(rows) == 21
        assert abs(rows - 21) < 0.1


def test_a_full_line_has_twenty_eight_characters(pages: Pages) -> None:
    """At a pitch of 15.75 points; one mark may hang over the edge."""
    lines = [line for name in ("prose", "sealed") for line in full_lines(pages(name))]

    assert len(lines) > 60
    for line in lines:  # 27, justified, where a mark must not begin the next line
        assert len(line.signs) in {27, 28, 28 + (line.right > RIGHT + 1)}
    plain = [line for line in lines if set(line.text) <= set(PROSE)]
    assert {len(line.signs) for line in plain} == {28}
    steps = [b["x0"] - a["x0"] for ln in plain for a, b in pairwise(ln.signs)]
    assert all(abs(step - CHARACTER) <= 0.1 for step in steps)


def test_text_and_tables_keep_to_the_text_area(pages: Pages) -> None:
    """156 by 225 millimetres on A4; only a mark may hang over."""
    for name in ("sealed", "five-digits", "longer-organ", "sealed-longer"):
        for page in pages(name):
            for line in page.lines:
                hanging = 16.5 if line.text[-1] in "，。、；：）”" else 0.5
                assert line.left >= LEFT - 0.5
                assert line.right <= RIGHT + hanging
                assert TOP < line.baseline < BOTTOM
            for table in page.tables:
                left, top, right, bottom = table.bbox
                assert (left, right) == pytest.approx((LEFT, RIGHT), abs=1)
                assert TOP <= top < bottom <= BOTTOM


def test_page_numbers_stand_outside_seven_millimetres_below_the_text(pages: Pages) -> None:
    """— 1 — in 4号 宋体, one character in: odd pages right, even ones left."""
    for number, page in enumerate(pages("sealed"), start=1):
        footer = page.footer

        assert footer.text == f"—{number}—"
        assert {round(sign["size"]) for sign in footer.signs} == {14}
        assert all("FandolSong" in sign["fontname"] for sign in footer.signs)
        if number % 2:
            assert footer.right == pytest.approx(RIGHT - 14, abs=2)
        else:
            assert footer.left == pytest.approx(LEFT + 14, abs=2)
        dash = footer.baseline - 0.38 * 14  # the stroke of the dash lies that high
        assert dash == pytest.approx(BOTTOM + 7 * MM, abs=1 * MM)


def test_each_kind_of_text_is_set_in_its_font(pages: Pages) -> None:
    """The fonts are embedded under their own names, by which they are told."""
    first, second, *_ = pages("sealed")
    by_line = {line.text: {s["fontname"].split("+")[1] for s in line.signs} for line in first.lines}

    assert "NotoSerifCJK" in "".join(by_line["叶城县河园镇人民政府"])
    assert by_line[FORM.sections[0].label] == {FONTS["heading"]}
    run_in = next(line for line in first.lines if line.text.startswith("（一）"))
    names = [sign["fontname"].split("+")[1] for sign in run_in.signs]
    assert names == [FONTS["run-in heading"]] * 10 + [FONTS["body"]] * (len(names) - 10)
    quotes = [s for line in second.lines for s in line.signs if s["text"] in "“”"]
    assert {sign["fontname"].split("+")[1] for sign in quotes} == {FONTS["body"]}
    digits = [s for line in first.lines[3:] for s in line.signs if s["text"] in "0123456789"]
    assert {sign["fontname"].split("+")[1] for sign in digits} == {FONTS["digits"]}


@pytest.mark.parametrize("name", ["sealed", "five-digits", "six-digits", "empty", "prose"])
def test_every_table_stands_whole_on_one_page_with_its_heading(pages: Pages, name: str) -> None:
    """No row is split, no head repeated, because nothing has to be."""
    found = pages(name)
    sizes = [(t, page) for page in found for t in page.tables]

    assert [len(table.rows) for table, _ in sizes] == [14, 28, 4]
    for section, (table, page) in zip(TABLES, sizes, strict=True):
        above = [line for line in page.lines if line.baseline < table.bbox[1]]
        assert above[-1].text == section.label


def test_a_table_that_cannot_stay_whole_repeats_its_head_and_splits_no_row(pages: Pages) -> None:
    """A clerk's own long text in a cell makes table three higher than a page."""
    found = [t for page in pages("long-cell") for t in page.tables]
    parts = [table for table in found if "申请人情况" in str(table.extract()[0])]

    assert len(parts) > 1
    assert sum(len(table.rows) for table in parts) == 28 + 3 * (len(parts) - 1)


@pytest.mark.parametrize("name", ["five-digits", "six-digits"])
def test_no_figure_is_broken_over_two_lines(pages: Pages, name: str) -> None:
    """The text of its cell has no line break."""
    report = REPORTS[name]
    figures = Counter(figure(report, address) for address in FORM.cells)

    assert not figures - Counter(cell for page in pages(name) for cell in page.cells)


def test_blank_cells_stay_blank(pages: Pages) -> None:
    """No figure stands anywhere in an empty report, and no signature."""
    found = pages("empty")

    assert not [cell for page in found for cell in page.cells if cell.isdigit()]
    assert found[-1].texts[-1] == FORM.sections[-1].label


@pytest.mark.parametrize("name", [*REPORTS, *SWEPT])
def test_no_heading_and_no_signature_stands_alone(pages: Pages, name: str) -> None:
    """A heading is followed by text or table, a signature goes with lines of the text."""
    labels = {section.label for section in FORM.sections}
    *before, last = pages(name)

    for page in before:
        lowest = max((table.bbox[3] for table in page.tables), default=0.0)
        if page.lines and page.lines[-1].baseline > lowest:
            assert page.texts[-1] not in labels
    if last.lines[-1].text == DAY:
        assert len(last.lines) > 2


def signature(found: list[Page]) -> tuple[list[Line], Line]:
    """The lines of the organ and the date, which end the report."""
    *_, page = found
    place = max(
        index
        for index, (one, two) in enumerate(pairwise(page.lines))
        if two.baseline - one.baseline > 1.5 * PITCH
    )
    *organ, day = page.lines[place + 1 :]
    assert day.text == DAY
    return organ, day


@pytest.mark.parametrize("name", SIGNED)
def test_one_line_is_free_above_the_signature(pages: Pages, name: str) -> None:
    """Room for the seal, or what the standard asks for without one."""
    page = pages(name)[-1]
    organ, _ = signature(pages(name))
    above = max(line.baseline for line in page.lines if line.baseline < organ[0].baseline)

    assert organ[0].baseline - above == pytest.approx(2 * PITCH, abs=0.2)


@pytest.mark.parametrize("name", ["sealed", "sealed-short", "sealed-long", "sealed-longer"])
def test_a_sealed_date_is_four_characters_from_the_right(pages: Pages, name: str) -> None:
    """And the organ centred over it, as far as it has room."""
    organ, day = signature(pages(name))
    widened = 5 * 3.5  # LibreOffice's gaps between the digits and 年, 月, 日

    assert day.right == pytest.approx(RIGHT - 4 * CHARACTER, abs=1)
    for line in organ:
        assert line.right <= RIGHT + 0.5
        if len(line.text) <= 14:
            assert line.middle == pytest.approx(day.middle + widened / 2, abs=1)


@pytest.mark.parametrize("name", ["unsealed", "unsealed-long"])
def test_an_unsealed_date_begins_two_characters_right_of_the_organ(pages: Pages, name: str) -> None:
    """The organ itself two characters from the right."""
    (organ,), day = signature(pages(name))

    assert organ.right == pytest.approx(RIGHT - 2 * CHARACTER, abs=1)
    assert day.left - organ.left == pytest.approx(2 * CHARACTER, abs=1)


def test_an_unsealed_date_longer_than_the_organ_is_two_characters_from_the_right(
    pages: Pages,
) -> None:
    """And the organ begins two characters left of where Word begins the date."""
    (organ,), day = signature(pages("unsealed-short"))
    widened = 5 * 3.5

    assert day.right == pytest.approx(RIGHT - 2 * CHARACTER, abs=1)
    assert day.left + widened - organ.left == pytest.approx(2 * CHARACTER, abs=1)


@pytest.mark.parametrize(("name", "lines"), [("sealed", 2), ("long-organ", 3), ("longer-organ", 3)])
def test_the_lines_of_a_title_are_centred(pages: Pages, name: str, lines: int) -> None:
    """However many there are."""
    title = pages(name)[0].lines[:lines]

    assert title[-1].text == "2024年政府信息公开工作年度报告"
    for line in title:
        assert line.middle == pytest.approx((LEFT + RIGHT) / 2, abs=1)
