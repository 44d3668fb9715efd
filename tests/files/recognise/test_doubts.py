"""A sum that does not come out names the cell to look at first."""

from __future__ import annotations

from random import Random

import pytest

from faults import FORM, at, consistent
from gkdesk.core.numbers import show
from gkdesk.core.report import Remark, Report
from gkdesk.files.recognise.doubts import doubts
from reports import sound_report


def printed(texts: dict[str, str], **read: str) -> Report:
    """A report printed with the true totals, of which some cells were read as something else."""
    sound = sound_report(**texts)
    totals = {cell.address: show(sound.figure(cell.address)) for cell in FORM.totals}
    return Report(FORM, {**sound.texts, **read}, printed_totals=totals)


@pytest.mark.parametrize("seed", range(20))
def test_sums_that_come_out_are_no_matter(seed: int) -> None:
    assert [] == list(doubts(printed(consistent(Random(seed)))))


@pytest.mark.parametrize("seed", range(20))
def test_the_cell_whose_row_and_column_are_off_by_the_same_is_named(seed: int) -> None:
    texts = consistent(Random(seed))
    place = at("granted", "natural_person")

    first, *others = doubts(printed(texts, **{place: str(int(texts[place]) + 7)}))

    assert (place, "check_reading") == (first.address, first.kind)
    assert "相差7" in first.message
    assert "请先核对读入是否正确" in first.message
    # What is explained is not told again; only the total of totals is off as well.
    assert [at("results_total", "total")] == [remark.address for remark in others]


def test_a_total_that_is_off_alone_is_named_with_both_sides() -> None:
    report = printed(consistent(Random(1)))
    report.printed_totals[at("new_received", "total")] = "99999"

    (remark,) = doubts(report)

    assert at("new_received", "total") == remark.address
    assert "99999" in remark.message


def test_what_is_not_complete_is_not_doubted() -> None:
    report = printed(consistent(Random(1)))
    report.set(at("granted", "natural_person"), None)

    assert [] == list(doubts(report))


def test_a_printed_total_that_is_less_than_its_cells_is_doubted_though_one_is_not_read() -> None:
    texts = consistent(Random(1)) | {at("granted", "other_org"): "7"}
    report = printed(texts)
    report.set(at("granted", "natural_person"), None)
    report.printed_totals[at("granted", "total")] = "2"

    assert at("granted", "total") in [remark.address for remark in doubts(report)]


@pytest.mark.parametrize(("left", "doubted"), [("0", False), ("5", True)])
def test_what_is_blank_in_the_document_is_nothing_in_its_total(left: str, doubted: bool) -> None:
    place, total = at("granted", "natural_person"), at("granted", "total")
    report = printed(consistent(Random(1)) | {place: left})
    report.set(place, None)
    report.remarks = (Remark("blank", "applications.granted", "有 1 格是空白"),)

    assert doubted == (total in [remark.address for remark in doubts(report)])
