"""Where the keys take the cursor."""

import pytest

from gkdesk.ui.table_steps import Place, Step, Steps

# Two rows of three figures; under them one wide figure that spans the three columns.
PLACES = [Place(row, column) for row in (0, 1) for column in (0, 1, 2)] + [Place(3, 0, 3)]
STEPS = Steps(PLACES)


@pytest.mark.parametrize(
    ("start", "step", "target"),
    [
        ((0, 0), Step.RIGHT, (0, 1)),
        ((0, 2), Step.RIGHT, None),
        ((0, 0), Step.LEFT, None),
        ((0, 2), Step.NEXT, (1, 0)),
        ((1, 2), Step.NEXT, (3, 0)),
        ((1, 0), Step.PREVIOUS, (0, 2)),
        ((0, 0), Step.PREVIOUS, None),
        ((0, 1), Step.DOWN, (1, 1)),
        ((1, 2), Step.DOWN, (3, 0)),
        ((3, 0), Step.UP, (1, 0)),
        ((0, 1), Step.UP, None),
        ((1, 1), Step.HOME, (1, 0)),
        ((1, 1), Step.END, (1, 2)),
        ((1, 1), Step.FIRST, (0, 0)),
        ((0, 1), Step.LAST, (3, 0)),
    ],
)
def test_a_step_leads_to_the_next_typed_cell(
    start: tuple[int, int], step: Step, target: tuple[int, int] | None
) -> None:
    """In the direction asked for, over whatever cannot be typed in between."""
    place = next(one for one in PLACES if (one.row, one.column) == start)
    found = STEPS.target(place, step)

    assert target == (found and (found.row, found.column))


def test_enter_goes_on_at_the_head_of_the_next_column() -> None:
    """And back to the foot of the one before."""
    steps = Steps([Place(0, 0), Place(1, 0), Place(0, 1), Place(1, 1)])

    assert steps.target(Place(1, 0), Step.ENTER) == Place(0, 1)
    assert steps.target(Place(0, 1), Step.BACK) == Place(1, 0)
    assert steps.target(Place(1, 1), Step.ENTER) is None
    assert steps.target(Place(0, 0), Step.BACK) is None


def test_a_step_may_begin_at_a_total() -> None:
    """A click can put the cursor on a cell that is not typed."""
    assert STEPS.target(Place(1, 3), Step.LEFT) == Place(1, 2)
