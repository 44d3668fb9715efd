"""What our own export wrote is read back as the equal report, apart from what paper lacks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given

from faults import FORM, consistent
from gkdesk.core import exchange
from gkdesk.core.report import Report
from gkdesk.files import shipped
from gkdesk.files.report_file import read_report
from gkdesk.files.word_export import export_word
from reports import ORGAN, PROSE
from wild_reports import LIKE_OTHERS, ODD_CELLS, ORGANS, data_files, labels, loaded

PUBLISHED = Path(__file__).parents[2] / "data" / "published"
SAMPLE = Path(__file__).parents[3] / "resources" / "samples" / "heyuan-2024.json"
ISSUED = "proactive_disclosure.government_rules.issued"


def as_paper(report: Report) -> dict[str, Any]:
    """The canonical object of a report without what paper does not carry."""
    found = exchange.as_object(report)
    for name in ("contact", "explanations", "printed_totals", "remarks"):
        found.pop(name, None)
    if set(found.get("signature", {})) == {"sealed"}:
        del found["signature"]  # with neither organ nor date there is nothing to be placed
    return found


def read_back(report: Report) -> Report:
    """The report that is read from the Word file that is exported of one."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.docx"
        export_word(report, path)
        return read_report(path)


def with_texts(**texts: str) -> Report:
    """A report of 2024 with some texts, by address, and nothing else."""
    return loaded(exchange.dump(Report(FORM, {"organ": ORGAN, "year": "2024", **texts})))


@given(data_files())
def test_any_report_comes_back_as_it_was(text: str) -> None:
    report = loaded(text)

    assert as_paper(report) == as_paper(read_back(report))


@pytest.mark.parametrize("path", [SAMPLE, *sorted(PUBLISHED.glob("*.json"))], ids=lambda p: p.stem)
def test_published_reports_come_back_as_they_were(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    report = exchange.load(text, shipped.form, date(2026, 2, 1))

    assert as_paper(report) == as_paper(read_back(report))


@pytest.mark.parametrize("line", dict.fromkeys((*labels(FORM), *LIKE_OTHERS, *ORGANS)))
def test_prose_comes_back_whatever_it_looks_like(line: str) -> None:
    """A heading, a title, a signature, a caption, a row of a table or a page number."""
    text = f"{line}\n{PROSE['overview']}\n{line}\n{line}"
    alone = with_texts(**dict.fromkeys(PROSE, line))
    among = with_texts(**dict.fromkeys(PROSE, text), **{"signature.organ": line})

    assert as_paper(alone) == as_paper(read_back(alone))
    assert as_paper(among) == as_paper(read_back(among))


@pytest.mark.parametrize("organ", ORGANS)
def test_an_organ_comes_back_from_a_title_of_any_shape(organ: str) -> None:
    report = with_texts(organ=organ, year="2031")

    assert as_paper(report) == as_paper(read_back(report))


@pytest.mark.parametrize("sealed", ["", "false"])
@pytest.mark.parametrize("day", ["", "2025-01-20", "2025-12-31", "0987-06-05"])
@pytest.mark.parametrize("organ", ["", ORGAN, max(ORGANS, key=len), "2025年1月20日"])
@pytest.mark.parametrize("last", ["", "无。", f"{ORGAN}\n2024年12月31日"])
def test_a_signature_comes_back_with_its_place(
    organ: str, day: str, sealed: str, last: str
) -> None:
    texts = {"signature.organ": organ, "signature.date": day, "signature.sealed": sealed}
    report = with_texts(**texts, other_matters=last)

    assert as_paper(report) == as_paper(read_back(report))


@pytest.mark.parametrize("text", ODD_CELLS)
def test_a_cell_comes_back_as_it_was_typed(text: str) -> None:
    """Words stay words: they never come back as a number."""
    report = with_texts(**{cell.address: text for cell in FORM.typed})
    one = with_texts(**{cell.address: "0" for cell in FORM.typed} | {ISSUED: text})

    assert as_paper(report) == as_paper(read_back(report))
    assert as_paper(one) == as_paper(read_back(one))


@pytest.mark.parametrize("shift", [0, 1, 7, 50])
def test_cells_come_back_when_the_labels_of_the_form_stand_in_them(shift: int) -> None:
    words = labels(FORM)
    typed = enumerate(FORM.typed, start=shift)
    report = with_texts(**{cell.address: words[n % len(words)] for n, cell in typed})

    assert as_paper(report) == as_paper(read_back(report))


def test_a_cell_of_words_is_remarked_upon() -> None:
    back = read_back(with_texts(**{cell.address: "0" for cell in FORM.typed} | {ISSUED: "约3"}))

    assert "约3" == back.text(ISSUED)
    assert [("unsure", ISSUED)] == [(one.kind, one.address) for one in back.remarks]


@pytest.mark.parametrize("seed", range(3))
def test_a_full_report_of_numbers_comes_back_with_its_totals_and_without_remarks(seed: int) -> None:
    texts = {cell.address: "2" for cell in FORM.typed} | consistent(Random(seed))
    report = with_texts(**texts)

    expected = {cell.address: report.shown(cell.address) for cell in FORM.totals}
    back = read_back(report)
    assert expected == back.printed_totals
    assert () == back.remarks


@given(data_files())
def test_a_data_file_comes_back_exactly(text: str) -> None:
    written = exchange.dump(loaded(text))

    assert written == exchange.dump(loaded(written))


def test_what_was_read_comes_back_from_its_data_file_with_totals_and_remarks() -> None:
    back = read_back(with_texts(**{cell.address: "约3" for cell in FORM.typed} | {ISSUED: "3"}))
    written = exchange.dump(back)

    assert back.remarks
    assert written == exchange.dump(loaded(written))
