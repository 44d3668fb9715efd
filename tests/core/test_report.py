"""A report: what is typed, what is worked out, and what a change changes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdesk.core.report import Change, Report, Total, addresses
from gkdesk.files import shipped

FORM = shipped.form("2021")
ORGAN = {"organ": "叶城县河园镇人民政府", "year": "2024"}
NATURAL = [cell.address for cell in FORM.typed if cell.address.endswith(".natural_person")]


@pytest.fixture
def report() -> Report:
    """A new report with nothing but its organ and year."""
    return Report(FORM, ORGAN)


def test_a_typed_cell_holds_its_canonical_text(report: Report) -> None:
    """What is shown is the number, however it was typed."""
    report.set("applications.granted.natural_person", "０１２")

    assert report.text("applications.granted.natural_person") == "12"
    assert report.numbers["applications.granted.natural_person"] == 12


def test_text_that_is_no_number_is_kept(report: Report) -> None:
    """Nothing typed is lost, and it counts as no number."""
    report.set("applications.granted.natural_person", "三件")

    assert report.text("applications.granted.natural_person") == "三件"
    assert "applications.granted.natural_person" not in report.numbers


def test_a_change_tells_every_address_whose_shown_value_changed(report: Report) -> None:
    """The cell, its row total, its column total and the total of both."""
    changed = report.set("applications.granted.natural_person", "3")

    assert changed == {
        "applications.granted.natural_person",
        "applications.granted.total",
        "applications.results_total.natural_person",
        "applications.results_total.total",
    }


def test_the_same_text_again_changes_nothing(report: Report) -> None:
    """Typing 003 over 3 is no change."""
    report.set("applications.granted.natural_person", "3")

    assert report.set("applications.granted.natural_person", "003") == frozenset()


def test_a_total_with_a_blank_addend_is_a_part_sum(report: Report) -> None:
    """Blank is not zero: the sum says that it is not complete."""
    row = "review_and_litigation.reconsideration"
    assert report.total(f"{row}.total") == Total(None, complete=False)

    report.set(f"{row}.upheld", "2")
    assert report.total(f"{row}.total") == Total(2, complete=False)
    assert report.figure(f"{row}.total") is None

    for column in ("corrected", "other_result", "pending"):
        report.set(f"{row}.{column}", "0")
    assert report.total(f"{row}.total") == Total(2, complete=True)
    assert report.figures()[f"{row}.total"] == 2


def test_a_worked_out_cell_cannot_be_typed(report: Report) -> None:
    """Totals are never typed and never stored."""
    with pytest.raises(KeyError):
        report.set("applications.granted.total", "3")


def test_a_cleared_cell_is_blank_again(report: Report) -> None:
    """None and an empty text both clear."""
    address = "proactive_disclosure.administrative_fees.amount_10k_yuan"
    report.set(address, "3.50")
    assert report.figure(address) == Decimal("3.5")

    report.set(address, None)
    assert address in report.blanks("proactive_disclosure")


def test_change_foretells_what_set_would_do(report: Report) -> None:
    """The change is canonical, and None where nothing would change."""
    address = "applications.granted.natural_person"

    assert report.change(address, "０3") == Change(address, None, "3")
    assert report.change(address, " ") is None


def test_changes_backwards_restore_the_report(report: Report) -> None:
    """Undo is applying the change the other way round."""
    address = "applications.granted.natural_person"
    change = report.change(address, "3")
    assert change is not None
    report.apply([change])

    report.apply([Change(address, change.new, change.old)])

    assert dict(report.texts) == ORGAN


def test_every_address_of_a_report_can_be_filled_in(report: Report) -> None:
    """All that the clerk fills in has an address, and no total is among them."""
    for address in addresses(FORM):
        report.set(address, "1")

    assert len(report.texts) == len(addresses(FORM))
    assert not {cell.address for cell in FORM.totals} & set(addresses(FORM))


@given(st.lists(st.tuples(st.sampled_from(NATURAL), st.integers(0, 99999)), max_size=40))
def test_totals_do_not_depend_on_the_order_of_typing(typed: list[tuple[str, int]]) -> None:
    """Totals after any typing are those of a report filled at once."""
    one = Report(FORM, ORGAN)
    for address, number in typed:
        one.set(address, str(number))
    other = Report(FORM, dict(one.texts))

    assert [one.total(cell.address) for cell in FORM.totals] == [
        other.total(cell.address) for cell in FORM.totals
    ]


@given(st.dictionaries(st.sampled_from([c.address for c in FORM.typed]), st.integers(0, 10**6)))
def test_a_total_is_the_sum_of_its_filled_cells(typed: dict[str, int]) -> None:
    """Rows, columns and the corner add up the same cells."""
    report = Report(FORM, ORGAN | {address: str(number) for address, number in typed.items()})

    for cell in FORM.totals:
        known = [typed[address] for address in cell.addends if address in typed]
        assert report.total(cell.address).value == (sum(known) if known else None)
        assert report.total(cell.address).complete == (len(known) == len(cell.addends))
