"""Where the keys take the cursor: from one typed cell of a table to another."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto


class Step(Enum):
    """What a key asks for; ENTER and BACK go on in the next column where a column ends."""

    UP = auto()
    DOWN = auto()
    LEFT = auto()
    RIGHT = auto()
    NEXT = auto()
    PREVIOUS = auto()
    ENTER = auto()
    BACK = auto()
    HOME = auto()
    END = auto()
    FIRST = auto()
    LAST = auto()


@dataclass(frozen=True)
class Place:
    """A cell of the body by its first row and column, and how many columns it spans."""

    row: int
    column: int
    columns: int = 1

    @property
    def end(self) -> int:
        """The first column right of it."""
        return self.column + self.columns


class Steps:
    """The ways between the typed cells of one table."""

    def __init__(self, places: Iterable[Place]) -> None:
        """The ways between these cells."""
        self._across = sorted(places, key=lambda place: (place.row, place.column))
        self._down = sorted(self._across, key=lambda place: (place.column, place.row))

    def target(self, start: Place, step: Step) -> Place | None:
        """The cell that a step leads to, from any cell of the table; None where there is none."""
        ways: dict[Step, Callable[[Place], list[Place]]] = {
            Step.UP: self._above,
            Step.DOWN: self._below,
            Step.LEFT: self._left,
            Step.RIGHT: self._right,
            Step.NEXT: self._after,
            Step.PREVIOUS: self._before,
            Step.ENTER: self._below_or_on,
            Step.BACK: self._above_or_back,
            Step.HOME: self._row,
            Step.END: lambda at: self._row(at)[::-1],
            Step.FIRST: lambda _: self._across,
            Step.LAST: lambda _: self._across[::-1],
        }
        found = ways[step](start)
        return found[0] if found else None

    def _left(self, at: Place) -> list[Place]:
        return [place for place in self._row(at) if place.column < at.column][::-1]

    def _right(self, at: Place) -> list[Place]:
        return [place for place in self._row(at) if place.column > at.column]

    def _below_or_on(self, at: Place) -> list[Place]:
        """Downwards; from the foot of a column on to the head of the next."""
        return self._below(at) or [place for place in self._down if place.column >= at.end]

    def _above_or_back(self, at: Place) -> list[Place]:
        """Upwards; from the head of a column back to the foot of the one before."""
        return self._above(at) or [place for place in self._down if place.end <= at.column][::-1]

    def _row(self, at: Place) -> list[Place]:
        return [place for place in self._across if place.row == at.row]

    def _below(self, at: Place) -> list[Place]:
        """The cells under a cell's first column, the nearest first."""
        return [p for p in self._across if p.row > at.row and p.column <= at.column < p.end]

    def _above(self, at: Place) -> list[Place]:
        """The cells over a cell's first column, the nearest first."""
        return [p for p in self._across if p.row < at.row and p.column <= at.column < p.end][::-1]

    def _after(self, at: Place) -> list[Place]:
        here = (at.row, at.column)
        return [place for place in self._across if (place.row, place.column) > here]

    def _before(self, at: Place) -> list[Place]:
        here = (at.row, at.column)
        return [place for place in self._across if (place.row, place.column) < here][::-1]
