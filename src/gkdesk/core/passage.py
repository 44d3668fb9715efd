"""The passage in which two states of a text differ."""

from dataclasses import dataclass

from gkdesk.core.likeness import shared_start


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands before the difference, what was there, what is there now, what follows."""

    before: str
    old: str
    new: str
    after: str


def passage(old: str, new: str) -> Passage:
    """The one passage outside of which two texts are the same, as short as can be."""
    start = shared_start(old, new)
    room = min(len(old), len(new)) - start
    end = min(shared_start(old[::-1], new[::-1]), room)
    return Passage(
        old[:start],
        old[start : len(old) - end],
        new[start : len(new) - end],
        old[len(old) - end :],
    )
