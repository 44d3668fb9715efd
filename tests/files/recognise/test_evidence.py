"""Evidence: a table whose totals speak against its columns is not read at all."""

from random import Random

from faults import COLUMNS, FORM, ROWS, at, consistent
from gkdesk.files.recognise.evidence import withdraw
from gkdesk.files.recognise.figures import Figures


def read(shift: int, wrong_totals: int = 0) -> Figures:
    """A table read with its columns moved by some places, and some totals printed wrong."""
    true = consistent(Random(7))
    figures = Figures()
    for number, row in enumerate(ROWS):
        line = [true[at(row, column)] for column in COLUMNS]
        line.append(str(sum(map(int, line)) + (number < wrong_totals)))
        moved = line[shift:] + line[:shift]
        figures.rows["applications", row] = {}
        figures.printed[at(row, "total")] = moved.pop()
        figures.answers |= {at(row, c): n for c, n in zip(COLUMNS, moved, strict=True)}
    return figures


def test_a_table_whose_totals_agree_stays() -> None:
    """Also where the office printed one total wrong."""
    for wrong in (0, 1):
        figures = read(0, wrong)
        withdraw(FORM, figures)

        assert len(figures.answers) == len(ROWS) * len(COLUMNS)
        assert figures.remarks == []


def test_a_table_with_its_columns_elsewhere_is_taken_back() -> None:
    """Nothing of it is believed, and one remark says why."""
    figures = read(2)
    withdraw(FORM, figures)

    assert (figures.answers, figures.printed) == ({}, {})
    assert [(one.kind, one.address) for one in figures.remarks] == [("unsure", "applications")]
