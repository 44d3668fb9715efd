"""Strips -> runs: label pieces and the figures behind them; which row the pieces name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gkdesk.files.recognise.labels import (
    Match,
    RowLabel,
    ends_with_row,
    is_of_headings,
    key,
    match_row,
)
from gkdesk.files.recognise.strips import Field, Strip

_TELLING = 4  # signs of a label that names a row wherever it stands
LOOK_BACK = 8  # pieces of a label that is broken over cells or lines


@dataclass(frozen=True)
class Run:
    """Label pieces, and the figures that follow them before the next label.

    `heads` are all pieces since the last figures, `labels` those that may name these.
    """

    labels: tuple[str, ...]
    heads: tuple[str, ...]
    values: tuple[Field, ...]
    strip: Strip


class _Gathered:
    """Label pieces and figures since the last run; `above` are pieces that name no row."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.above: list[str] = []
        self.pieces: list[str] = []
        self.values: list[Field] = []

    def lift(self) -> None:
        """Let the pieces so far name no row."""
        self.above, self.pieces = self.above + self.pieces, []

    def run(self, strip: Strip, *, named: bool = True) -> Run:
        """What was gathered, as a run; nothing is left."""
        labels = tuple(self.pieces) if named else ()
        made = Run(labels, (*self.above, *self.pieces), tuple(self.values), strip)
        self.clear()
        return made


def runs(found: Sequence[Strip], labels: tuple[RowLabel, ...], *, lines: bool) -> Iterator[Run]:
    """Labels with the figures behind them, through all strips."""
    so_far = _Gathered()
    place = -1
    headings = {key(label.section.label) for label in labels}
    for strip in found:
        if strip.grid is None and key(strip.text) in headings:
            if so_far.values:
                yield so_far.run(strip)
            so_far.clear()  # no label of one table is one in the next
            continue
        if strip.grid is not None and so_far.values:  # figures of a line are none of a grid's row
            yield so_far.run(strip)
        if strip.grid is not None and strip.place != place and not lines:
            # Where a file knows its tables, the words above one are no labels in it.
            so_far.lift()
        place = strip.place
        start = _first_value(strip, labels) if strip.grid is not None else 0
        named = any(not one.is_blank for one in strip.fields[:start])
        for index, one in enumerate(strip.fields):
            if index >= start if strip.grid is not None else one.is_value:
                so_far.values.append(one)
                continue
            if so_far.values:
                yield so_far.run(strip)
            if not one.is_blank:
                so_far.pieces.append(one.text)
        if strip.grid is not None and so_far.values:
            # A label outside of the grid, or in another row, is not the label of this one.
            yield so_far.run(strip, named=named)
    if so_far.values:
        yield so_far.run(strip)


def _first_value(strip: Strip, labels: tuple[RowLabel, ...]) -> int:
    """Where the figures of a grid's row begin: behind its last label; blanks there count."""
    fields = strip.fields
    values = [index for index, one in enumerate(fields) if one.is_value]
    end = values[0] if values else len(fields)
    words = [i for i, one in enumerate(fields[:end]) if not one.is_blank and not one.is_value]
    if values or not words:
        return words[-1] + 1 if words else 0 if values else len(fields)
    match = match_row(fields[words[-1]].text, labels)
    if match and _heads_in(match.label, strip):
        return len(fields)  # a head that is worded like a row
    blanks = len(fields) - words[-1] - 1
    # A row without any figure, all its cells drawn: none of the figures below are its own.
    return words[-1] + 1 if match and blanks == len(match.label.block.columns) else len(fields)


def _heads_in(label: RowLabel, strip: Strip) -> bool:
    """Whether heads of a row's columns stand in a strip beside its label."""
    heads = {key(column.label) for column in label.block.columns}
    return sum(key(one.text) in heads for one in strip.fields if not one.is_blank) > 1


def named(
    pieces: tuple[str, ...], following: tuple[str, ...], labels: tuple[RowLabel, ...]
) -> Match | None:
    """The row that label pieces name, official words before damaged ones."""
    pieces = pieces[-LOOK_BACK:]
    clear = tuple(one for one in pieces if not _is_fragment(one, labels))
    tails = [tail[-count:] for tail in (pieces, clear) for count in range(1, len(tail) + 1)]
    for tail in tails:
        match = match_row("".join(tail), labels)
        if match is not None and not match.damaged:
            return match
    return (
        _goes_on(pieces, following, labels)
        or _goes_on(clear, following, labels)
        or ends_with_row(pieces[-1], labels)
        or match_row(pieces[-1], labels)
    )


def _is_fragment(piece: str, labels: tuple[RowLabel, ...]) -> bool:
    """Whether a piece is only a bit of the headings that stand beside the rows."""
    if any(key(piece) in label.keys for label in labels):
        return False
    sections = {label.section.id: label.section for label in labels}
    return any(is_of_headings(piece, section) for section in sections.values())


def also_named(
    pieces: tuple[str, ...], found: RowLabel, labels: tuple[RowLabel, ...]
) -> list[RowLabel]:
    """Other rows whose whole labels stand before the same figures, where a piece begins or ends."""
    keys = [key(piece) for piece in pieces[-LOOK_BACK:]]
    beginnings = ["".join(keys[at:]) for at in range(len(keys))]
    ends = ["".join(keys[: at + 1]) for at in range(len(keys))]

    def stands(one: str) -> bool:
        return any(b.startswith(one) for b in beginnings) or any(e.endswith(one) for e in ends)

    return [
        label
        for label in labels
        if label is not found
        and any(
            len(one) >= _TELLING and stands(one) and not any(one in own for own in found.keys)
            for one in label.keys
        )
    ]


def _goes_on(
    pieces: tuple[str, ...], following: tuple[str, ...], labels: tuple[RowLabel, ...]
) -> Match | None:
    """A row whose label is broken around its figures."""
    for count in range(1, len(pieces) + 1):
        head = key("".join(pieces[-count:]))
        for more in range(1, min(3, len(following)) + 1):
            whole = head + key("".join(following[:more]))
            for label in labels:
                if len(head) >= 3 and whole in label.keys:
                    return Match(label)
    return None
