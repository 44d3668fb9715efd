"""A document cut into strips: a row of a grid, or a line of text with the figures in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gkdesk.core.numbers import fold, half_width
from gkdesk.files.document import Document, Grid, Place

NOWHERE = Place(0)  # of pieces that are not of a document
_GAP = re.compile(r"\t|\s{2,}|\|")
# Figures and strokes at the end of a line, parted by single spaces: 「规章 0 0 0」.
_TAIL = re.compile(
    r"(?:(?<=\s)|^)(?:[0-9][0-9,]*(?:\.[0-9]+)?|[/\-—－])(?:\s+(?:[0-9][0-9,]*(?:\.[0-9]+)?|[/\-—－]))*\s*$"
)
_VALUE = re.compile(r"[0-9][0-9,，]*(?:\.[0-9]+)?|[/\\\-—－–]{1,2}|无|空|N/A|不适用", re.IGNORECASE)
# Zeros that run together, as where tabs were lost: no number begins with one.
_ZEROS = re.compile(r"(?:(?<=[\u4e00-\u9fff)）”\"])|^)0{3,}$")
_PAGE_NUMBER = re.compile(r"[-—–－]\s*[0-9]{1,3}\s*[-—–－]|第?\s*[0-9]{1,3}\s*页.*")


@dataclass(frozen=True, slots=True)
class Field:
    """One piece of a strip: its text, the columns of its grid that it covers, and its place."""

    text: str
    column: int = 0
    span: int = 1
    place: Place = NOWHERE

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written there."""
        return not self.text.strip()

    @property
    def is_value(self) -> bool:
        """Whether it is a figure, or a stroke in its place."""
        return _VALUE.fullmatch(fold(self.text)) is not None


@dataclass(frozen=True, slots=True)
class Strip:
    """The fields of one row of a grid, or of one line; `place` numbers the document's blocks."""

    fields: tuple[Field, ...]
    place: int
    grid: Grid | None = None

    @property
    def text(self) -> str:
        """All that is written there."""
        return " ".join(field.text for field in self.fields)


def strips(document: Document) -> Iterator[Strip]:
    """The strips of a document in reading order, without the numbers of its pages."""
    for place, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            yield from _rows(block, place)
        elif block.strip() and not _PAGE_NUMBER.fullmatch(block.strip()):
            yield Strip(_fields(block, Place(place)), place)


def _rows(grid: Grid, place: int) -> Iterator[Strip]:
    lines: dict[int, list[Field]] = {}
    for cell in grid.cells:
        where = Place(place, cell.row, cell.column)
        field = Field(cell.text, cell.column, cell.column_span, where)
        lines.setdefault(cell.row, []).append(field)
    for row in sorted(lines):
        fields = sorted(lines[row], key=lambda field: field.column)
        yield Strip(tuple(fields), place, grid)


def _fields(line: str, place: Place) -> tuple[Field, ...]:
    """The pieces of a line of text: parted by tabs, bars and wide gaps, figures each by itself."""
    pieces: list[str] = []
    for piece in _GAP.split(line):
        plain = half_width(piece)
        if zeros := _ZEROS.search(plain.strip()):
            pieces += [plain.strip()[: zeros.start()], *zeros[0]]
            continue
        tail = _TAIL.search(plain)
        if tail is None:
            pieces.append(piece.strip())
            continue
        pieces.append(piece[: tail.start()].strip())
        pieces += piece[tail.start() :].split()
    return tuple(Field(piece, place=place) for piece in pieces if piece)
