"""A sum that does not come out names the cell to look at first."""

from __future__ import annotations

from random import Random

import pytest

from faults import FORM, at, consistent
from gkdesk.core.numbers import show
from gkdesk.core.report import Report
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
