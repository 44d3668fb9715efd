"""Which of the changes that were not synced reached the disk: the ways in which a cut may end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from power_cut.disk import Cut, Effect, Fill, Name, Sector, Size, left_by, noise, zeros

# Of more operations or sectors than this only a random part is taken one by one.
_ONE_BY_ONE = 12
_RANDOM = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """One way in which a cut may end."""

    word: str
    chosen: tuple[Effect, ...]
    fill: Fill = zeros


def choices(cut: Cut, random: Random) -> Iterator[Choice]:
    """The ways in which a cut may end: dropped, torn, re-ordered, names before data and after."""
    pending = cut.pending
    yield Choice("dropped", ())
    if not pending:
        return
    yield Choice("all there", pending)
    yield from _names_and_data(cut)
    yield from _one_by_one(pending, random)
    yield from _torn(pending, random)
    yield from _at_random(pending, random)


def _names_and_data(cut: Cut) -> Iterator[Choice]:
    names = tuple(one for one in cut.pending if isinstance(one, Name))
    bare = tuple(one for one in cut.pending if not isinstance(one, Sector))
    data = tuple(one for one in cut.pending if not isinstance(one, Name))
    yield Choice("names only", names)
    yield Choice("data only", data)
    yield Choice("names and sizes, zeros", bare)
    yield Choice("names and sizes, noise", bare, noise)
    yield Choice("names and sizes, a freed file", bare, left_by(cut.freed))
    yield Choice("no sizes", tuple(one for one in cut.pending if not isinstance(one, Size)))


def _one_by_one(pending: Sequence[Effect], random: Random) -> Iterator[Choice]:
    """One operation alone, and all but one."""
    ops = _some(sorted({one.op for one in pending}), random)
    for op in ops:
        yield Choice("one alone", tuple(one for one in pending if one.op == op))
        yield Choice("all but one", tuple(one for one in pending if one.op != op))


def _torn(pending: Sequence[Effect], random: Random) -> Iterator[Choice]:
    """The last write stops after some sectors, or has begun behind them."""
    last = max((one.op for one in pending if isinstance(one, Sector)), default=None)
    if last is None:
        return
    sectors = [one for one in pending if isinstance(one, Sector) and one.op == last]
    for border in _some(range(1, len(sectors)), random):
        for word, half in (("head", sectors[:border]), ("tail", sectors[border:])):
            lost = {id(one) for one in sectors} - {id(one) for one in half}
            yield Choice(f"torn, {word}", tuple(one for one in pending if id(one) not in lost))
            yield Choice(f"torn, {word} alone", tuple(half))


def _at_random(pending: Sequence[Effect], random: Random) -> Iterator[Choice]:
    ops = sorted({one.op for one in pending})
    for _ in range(_RANDOM):
        fill = random.choice((zeros, noise))
        kept = {op for op in ops if random.random() < 0.5}
        yield Choice("some operations", tuple(one for one in pending if one.op in kept), fill)
        share = random.random()
        some = [one for one in pending if random.random() < share]
        yield Choice("some sectors", tuple(some), fill)
        random.shuffle(some)
        yield Choice("some, re-ordered", tuple(some), fill)


def _some(all_of: Sequence[int], random: Random) -> Sequence[int]:
    few = len(all_of) <= _ONE_BY_ONE
    return all_of if few else sorted(random.sample(all_of, _ONE_BY_ONE))
