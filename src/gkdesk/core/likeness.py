"""How much of a text is last year's: by characters as a whole, and sentence by sentence."""

import re
from collections.abc import Sequence
from functools import lru_cache

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_PIECE = 64  # signs between two rows that are kept
_DEEPEST = 200 * _PIECE  # signs worked out in one go: each piece asks for the one before
_SHORTEST = 6  # signs of a sentence that is worth showing


def likeness(pairs: Sequence[tuple[str, str]]) -> int:
    """The likeness of texts that belong together, in percent, rounded down.

    Twice the longest common subsequence of characters without white space, over both lengths.
    """
    bare = [("".join(one.split()), "".join(other.split())) for one, other in pairs]
    total = sum(len(one) + len(other) for one, other in bare)
    return 200 * sum(common(one, other) for one, other in bare) // total if total else 0


@lru_cache(maxsize=32)
def common(left: str, right: str) -> int:
    """The length of the longest common subsequence of two texts."""
    tail = shared_start(left[::-1], right[::-1])
    left, right = left[: len(left) - tail], right[: len(right) - tail]
    for end in range(_DEEPEST, len(left), _DEEPEST):
        _row(left[:end], right)
    return tail + len(right) - _row(left, right).bit_count()


def same_sentences(text: str, other: str) -> tuple[tuple[int, int], ...]:
    """The spans of a text's sentences that stand in another text as well."""
    known = {_bare(match.group()) for match in _SENTENCE.finditer(other)}
    return tuple(
        match.span()
        for match in _SENTENCE.finditer(text)
        if len(bare := _bare(match.group())) >= _SHORTEST and bare in known
    )


@lru_cache(maxsize=256)
def _row(left: str, right: str) -> int:
    """The last row of the table of common subsequences, one bit for each sign of `right`.

    A bit is clear where one more sign is common. Each sign of `left` is one step for all signs
    of `right` at once (Crochemore and others 2001; Hyyrö 2004). Kept in pieces, so that typing
    works out no more than what follows it.
    """
    full = (1 << len(right)) - 1
    if not left:
        return full
    done = (len(left) - 1) // _PIECE * _PIECE
    row, places = _row(left[:done], right), _places(right)
    for sign in left[done:]:
        hit = row & places.get(sign, 0)
        if hit:
            row = row + hit | row - hit
    return row & full


@lru_cache(maxsize=16)
def _places(text: str) -> dict[str, int]:
    """Where each sign of a text stands, as bits."""
    places: dict[str, int] = {}
    for index, sign in enumerate(text):
        places[sign] = places.get(sign, 0) | 1 << index
    return places


def shared_start(one: str, other: str) -> int:
    """How many signs two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _bare(sentence: str) -> str:
    return "".join(sentence.split())
