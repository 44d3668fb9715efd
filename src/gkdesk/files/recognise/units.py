"""In which unit a figure was printed, told by the words over it."""

from collections.abc import Sequence

from gkdesk.core.form import Column
from gkdesk.core.numbers import half_width

_SMALL, _LARGE = "元", "万元"


def printed_unit(column: Column, heads: Sequence[str]) -> str:
    """The unit that the heads over a figure name; empty if none, or if the form asks for none."""
    if column.unit != _LARGE:
        return ""
    pieces = ["".join(half_width(piece).split()) for piece in heads]
    torn = [at for at, piece in enumerate(pieces) if piece.endswith(_LARGE[0])]
    if torn and any(piece.startswith(_SMALL) for piece in pieces[torn[0] :]):
        return _LARGE  # other words may stand between the lines of a head
    words = "".join(pieces)
    return next((unit for unit in (_LARGE, _SMALL) if unit in words), "")


def is_smaller(column: Column, heads: Sequence[str]) -> bool:
    """Whether the heads over a figure say 元 where the form has 万元."""
    return printed_unit(column, heads) == _SMALL
