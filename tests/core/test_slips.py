"""Slips: swapped figures and moved rows are put right, and nothing else is touched."""

from collections.abc import Iterator

from faults import COLUMNS, FORM, ROWS, at
from gkdesk.core.slips import Slip, shifts, swaps, whole_columns
from reports import sound_report

PERSON, BUSINESS = COLUMNS[:2]


def fixed(found: Iterator[Slip]) -> list[tuple[str, dict[str, int]]]:
    """The slips as kind and new figures."""
    return [(slip.kind, dict(slip.figures)) for slip in found]


def numbers(**figures: int) -> dict[str, int]:
    """A table of zeros but for the first column's rows named here."""
    texts = {at(row, PERSON): str(figure) for row, figure in figures.items()}
    return dict(sound_report(**texts).numbers)


def test_neighbours_in_a_column_and_all_cells_of_a_row_can_change_places() -> None:
    """Only pairs with different figures, and only those that touch the cells asked for."""
    cell = at("granted", PERSON)
    found = fixed(swaps(FORM, frozenset({cell}), numbers(granted=4)))

    above, below = (ROWS[ROWS.index("granted") + step] for step in (-1, 1))
    partners = [at("granted", column) for column in COLUMNS[1:]]
    partners += [at(above, PERSON), at(below, PERSON)]
    assert sorted(found, key=str) == sorted(
        (("swap", {cell: 0, partner: 4}) for partner in partners), key=str
    )


def test_a_run_below_an_empty_row_can_move_up() -> None:
    """Its figures move by one row and the zeros come to its end."""
    first, second, third = ROWS[:3]
    figures = numbers(**{second: 5, third: 7})
    up = {at(first, PERSON): 5, at(second, PERSON): 7, at(third, PERSON): 0}

    assert ("up", up) in fixed(shifts(FORM, frozenset(up), figures))


def test_all_columns_can_have_moved_together() -> None:
    """As a pasted block does that begins a row too low."""
    first, second = ROWS[:2]
    figures = numbers(**{second: 5}) | {at(second, BUSINESS): 6}
    cells = frozenset({at(first, PERSON)})
    together = [slip for slip in shifts(FORM, cells, figures) if slip.all_columns]

    expected = {
        at(first, PERSON): 5,
        at(first, BUSINESS): 6,
        at(second, PERSON): 0,
        at(second, BUSINESS): 0,
    }
    assert expected in [dict(slip.figures) for slip in together if slip.kind == "up"]


def test_whole_columns_can_have_changed_places() -> None:
    """From top to bottom; equal columns are none."""
    figures = numbers(granted=4)
    found = fixed(whole_columns(FORM, frozenset(figures), figures))

    pair = {at("granted", PERSON): 0, at("granted", BUSINESS): 4}
    assert ("columns", pair) in found
    assert len([one for one in found if one[0] == "columns"]) == len(COLUMNS) - 1


def test_a_blank_cell_takes_part_in_nothing() -> None:
    """What is not filled in cannot have been swapped or moved."""
    figures = numbers(granted=4)
    del figures[at("partly_granted", PERSON)]

    cells = frozenset(figures)
    everything = (*swaps(FORM, cells, figures), *shifts(FORM, cells, figures))
    assert all(at("partly_granted", PERSON) not in slip.figures for slip in everything)


def test_nothing_slips_by_a_row_where_rows_stand_side_by_side() -> None:
    """Table four has its groups beside each other: nobody types them down a column."""
    review = [one.address for one in FORM.typed if one.address.startswith("review_and_litigation")]
    figures = dict.fromkeys(review, 0) | {review[0]: 10, review[2]: 1}

    assert list(shifts(FORM, frozenset(review[:4]), figures)) == []
    assert list(swaps(FORM, frozenset(review[:4]), figures))
