"""Whether all lines of a Word table are drawn, as the table itself and its cells say."""

from collections.abc import Iterator, Mapping

from gkdesk.files.word_names import VAL, W, child, holds
from gkdesk.files.word_parts import Node
from gkdesk.files.word_shape import Cell, Shape

_NONE = ("nil", "none", "")
_WHITE = ("ffffff", "#ffffff")
_NAMES = {"start": "left", "end": "right"}
_BORDERS, _EXCEPTIONS = f"{W}tcBorders", f"{W}tblPrEx"
_OPPOSITE = {"top": "bottom", "bottom": "top", "left": "right", "right": "left"}

Sides = Mapping[str, bool]


def all_drawn(table: Node, shape: Shape) -> bool | None:
    """Whether all lines of a table are drawn; None if that is left to a style to say."""
    properties = child(table, "tblPr")
    styled = properties is not None and child(properties, "tblStyle") is not None
    whole = _of_table(properties)
    unsaid = None if styled else False
    if not holds(table, _BORDERS) and not holds(table, _EXCEPTIONS):
        return _all(whole.get(side, unsaid) for side in _sides_of(shape))
    return _all(_lines(shape, whole, unsaid))


def _all(lines: Iterator[bool | None]) -> bool | None:
    """Whether all are drawn: False if one is not, None if one is not known."""
    found = set(lines)
    if False in found:
        return False
    return None if None in found else True


def _sides_of(shape: Shape) -> Iterator[str]:
    """The kinds of lines that a table of this size has."""
    yield from ("top", "bottom", "left", "right")
    yield from ["insideH"] * (shape.rows > 1) + ["insideV"] * (shape.columns > 1)


def _of_table(properties: Node | None) -> Sides:
    """What a table, or the exceptions of a row, say of all its lines."""
    borders = None if properties is None else child(properties, "tblBorders")
    return {} if borders is None else _sides(borders)


def _sides(borders: Node) -> Sides:
    """For each side that is spoken of, whether its line is to be seen."""
    return {
        _NAMES.get(name := one.tag.removeprefix(W), name): (
            one.get(VAL, "") not in _NONE and one.get(f"{W}color", "").lower() not in _WHITE
        )
        for one in borders
    }


class _Piece:
    """A cell's part in one row: what it says of its four sides, and what holds otherwise."""

    __slots__ = ("_own", "_table", "_unsaid", "cell", "row")

    def __init__(self, cell: Cell, row: int, table: Sides, unsaid: bool | None) -> None:
        self.cell = cell
        self.row = row
        properties = child(cell.parts[row - cell.row], "tcPr")
        borders = None if properties is None else child(properties, "tcBorders")
        self._own = {} if borders is None else _sides(borders)
        self._table = table
        self._unsaid = unsaid

    def side(self, side: str, *, outer: bool) -> bool | None:
        """Whether the line on a side is drawn as far as this cell goes; None if it is not said."""
        if side in self._own:
            return self._own[side]
        inside = "insideH" if side in ("top", "bottom") else "insideV"
        return self._table.get(side if outer else inside, self._unsaid)


def _lines(shape: Shape, whole: Sides, unsaid: bool | None) -> Iterator[bool | None]:
    """Each line between two places of the grid, and around it: drawn if one of both draws it."""
    tables = []
    for element in shape.elements:
        exceptions = child(element, "tblPrEx")
        tables.append(whole if exceptions is None else {**whole, **_of_table(exceptions)})
    pieces: dict[tuple[int, int], _Piece] = {}
    for cell in shape.cells:
        for row in range(cell.row, cell.row + cell.rows):
            piece = _Piece(cell, row, tables[row], unsaid)
            for column in range(cell.column, cell.column + cell.columns):
                pieces[row, column] = piece
    for (row, column), piece in pieces.items():
        for side, at in (
            ("top", (row - 1, column)),
            ("left", (row, column - 1)),
            ("bottom", (row + 1, column)),
            ("right", (row, column + 1)),
        ):
            beside = pieces.get(at)
            if beside is None:
                inside = 0 <= at[0] < shape.rows and 0 <= at[1] < shape.columns
                yield piece.side(side, outer=not inside)
            elif beside.cell is not piece.cell and side in ("bottom", "right"):
                yield _either(
                    piece.side(side, outer=False), beside.side(_OPPOSITE[side], outer=False)
                )


def _either(one: bool | None, other: bool | None) -> bool | None:
    """A line that two cells share is drawn if one of them draws it."""
    if one or other:
        return True
    return None if one is None or other is None else False
