"""What a reader finds in a file: paragraphs and grids in reading order, without any meaning."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a grid: its text, and the rows and columns that it covers.

    Lines within a cell are parted by line breaks, without blank lines or spaces around them; a
    cell that is merged stands once. An empty cell that the file draws is there, with no text.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn: its size, and its cells in reading order; what no cell covers is absent.

    No two cells overlap. Where the file knows no spans (rows of a plain text), rows differ in
    length: a cell's column is then only its number in its row. `bordered` tells whether all
    lines are drawn; None where the file cannot tell.
    """

    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    bordered: bool | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document something stands: in which block, and in which cell of a grid."""

    block: int
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks on its page, as far as the file says so; it carries no meaning.

    `style` is the name of its style in small letters, empty for the default one. `placed` tells
    that the paragraph itself and not its style says where it stands: by a side (`side`: left,
    center, right, both), an indent (`right`, in twips) or blanks before its text. `text` is the
    whole paragraph where it is more than one text of the document or begins with blanks, and
    `lines` the number of texts that it became.
    """

    style: str = ""
    placed: bool = False
    side: str = ""
    right: int = 0
    text: str = ""
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """Paragraphs (one text each, without line breaks where the file knows paragraphs) and grids.

    `lines` tells that the texts are lines of a page or of a plain text, so that a paragraph may
    go on in the next one. Only such a document may have empty texts, each for a blank line of a
    plain text: it may be an empty cell, or part two cells. Its lines keep the spaces before and
    within them, which may be an indent or columns; other paragraphs have none around them.
    `looks` tells of paragraphs of the body, where the file knows any, by the index of their first
    text; it is no part of what makes two documents equal.
    """

    blocks: tuple[str | Grid, ...]
    lines: bool = False
    looks: Mapping[int, Look] = field(default_factory=dict, compare=False)

    @property
    def grids(self) -> Iterator[Grid]:
        """The grids in reading order."""
        return (block for block in self.blocks if isinstance(block, Grid))
