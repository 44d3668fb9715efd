"""What a step changed, in words."""

import re

import pytest

from gkdesk.core import explanations
from gkdesk.core.change import Change
from gkdesk.core.explanations import Explanation
from gkdesk.files import shipped
from gkdesk.ui.history_words import changes_in_words, name, shown

FORM = shipped.form("2021")
CELL = "applications.granted.natural_person"


def plain(*changes: Change) -> str:
    """The words without their marks."""
    return re.sub("<[^>]+>", " ", changes_in_words(FORM, changes))


def test_a_figure_is_told_with_its_name_and_both_values() -> None:
    """What was not filled in is 空."""
    words = plain(Change(CELL, None, "3"))

    assert words.split() == [name(FORM, CELL), "空", "→", "3"]


def test_a_text_is_told_by_the_passage_that_changed() -> None:
    """With some signs around it, and the rest left out."""
    long = "长" * 100
    rich = changes_in_words(FORM, [Change("overview", f"{long}3件{long}", f"{long}5件{long}")])

    assert re.findall(r"background-color: #\w+'>([^<]*)<", rich) == ["3", "5"]
    assert rich.count("…" + "长" * 24 + "<span") == 2


def test_a_very_long_passage_loses_its_middle() -> None:
    """Nobody reads five thousand signs there."""
    assert len(plain(Change("overview", None, "新" * 5000))) < 600
    assert "空" in plain(Change("overview", None, "新"))


def test_many_cells_are_counted() -> None:
    """A report that was replaced by an imported one changes two hundred."""
    cells = [cell.address for cell in FORM.typed]

    words = plain(*(Change(one, "0", "1") for one in cells))
    assert f"……另有 {len(cells) - 60} 格。" in words


def test_what_the_clerk_typed_is_no_markup() -> None:
    """Angle brackets are signs like others."""
    words = changes_in_words(FORM, [Change("organ", "<b>", "甲"), Change("overview", "", "<i>")])

    assert "&lt;b&gt;" in words
    assert "&lt;i&gt;" in words


def test_an_address_of_another_form_is_told_as_it_is() -> None:
    """It is better than nothing."""
    assert "no.such.cell" in plain(Change("no.such.cell", "1", "2"))


@pytest.mark.parametrize(
    ("address", "text", "expected"),
    [
        ("signature.sealed", "false", "不盖章"),
        ("signature.sealed", None, "盖章"),
        ("signature.date", "2025-01-20", "2025年1月20日"),
        ("overview", None, ""),
        (
            explanations.ADDRESS,
            explanations.write([Explanation("t3.sum", (), None, None, "已核对台账", "王", "")]),
            "已核对台账",
        ),
    ],
)
def test_fields_are_shown_as_on_the_page(address: str, text: str | None, expected: str) -> None:
    """In the clerk's words."""
    assert shown(address, text) == expected
