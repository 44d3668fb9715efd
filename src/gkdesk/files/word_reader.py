"""The bytes of a .docx -> paragraphs and grids in reading order, without any meaning.

What is read is what a reader of the pages sees: insertions stand, deletions and hidden text do
not, automatic numbers are part of their paragraphs. Headers, footers, notes and comments are not
part of the text. A line break ends a paragraph, since many clerks press Shift and Enter for one.
"""

from collections.abc import Iterable
from typing import TypeAlias

from gkdesk.errors import UserError
from gkdesk.files.document import Document, Grid, GridCell, Look
from gkdesk.files.word_borders import all_drawn
from gkdesk.files.word_names import (
    TBL,
    TC,
    TOO_DEEP,
    VANISH,
    P,
    W,
    child,
    content,
    holds,
    value,
    whole,
)
from gkdesk.files.word_numbering import Numbering, Styles, read_styles
from gkdesk.files.word_parts import SAVE_AS, Node, WordParts
from gkdesk.files.word_shape import MOST_PLACES, TOO_MANY_CELLS, Cell, Shape, shape_of
from gkdesk.files.word_text import RUN_STYLE, TextReader

DEEPEST = 20
"""Tables and text boxes within each other; web pages laid out by tables have some five."""
_NO_TEXT = f"这个文件里没有 Word 正文，不是 .docx 文档。{SAVE_AS}"
_STYLE, _NUMBERED, _MARK = f"{W}pStyle", f"{W}numPr", f"{W}rPr"
_GONE = (f"{W}del", f"{W}moveFrom")
_PLAIN = Look()
# Strict files and newer programs name the sides by the direction of reading.
_SIDES = {"start": "left", "end": "right"}

Block: TypeAlias = str | Grid


def read_word(data: bytes) -> Document:
    """What stands in a Word file; UserError, a sentence without its name, if it cannot be read."""
    parts = WordParts(data)
    name = parts.document()
    root = parts.tree(name) if name else None
    body = child(root, "body") if root is not None and root.tag == f"{W}document" else None
    if body is None:
        raise UserError(_NO_TEXT)
    styles = Styles()
    if any(holds(body, tag) for tag in (_STYLE, RUN_STYLE)):
        styles = read_styles(_related(parts, name, "styles"))
    lists = None
    if styles.numbered or holds(body, _NUMBERED):
        lists = _related(parts, name, "numbering")
    if sum(1 for _ in body.iter(TC)) > MOST_PLACES:
        raise UserError(TOO_MANY_CELLS)
    may_hide = bool(styles.hidden) or holds(body, VANISH)
    reader = _Reader(styles, Numbering(lists, styles), may_hide=may_hide)
    return Document(tuple(reader.blocks(body)), looks=reader.looks)


def _related(parts: WordParts, document: str, kind: str) -> Node | None:
    """Another part of the file that belongs to its text; None if there is none."""
    name = parts.related(document, kind)
    return parts.tree(name) if name else None


class _Reader:
    """Goes through a file once, counting its automatic numbers and the places of its grids."""

    def __init__(self, styles: Styles, numbering: Numbering, *, may_hide: bool) -> None:
        self._text = TextReader(styles.hidden, may_hide=may_hide)
        self._hidden = styles.hidden if may_hide else frozenset()
        self._may_hide = may_hide
        self._numbering = numbering
        self._names = styles.names
        self._room = MOST_PLACES
        self._depth = 0
        self.looks: dict[int, Look] = {}  # of the body's paragraphs, by the index of their block

    def blocks(self, element: Node) -> list[Block]:
        """The paragraphs and grids of the body, a cell or a text box."""
        if self._depth > DEEPEST:
            raise UserError(TOO_DEEP)
        self._depth += 1
        found: list[Block] = []
        begun = ""  # of a paragraph that goes on in the next one
        for node in content(element):
            if node.tag == P:
                begun = self._paragraph(node, begun, found)
            elif node.tag == TBL:
                begun = _flush(begun, found)
                found += self._table(node)
        _flush(begun, found)
        self._depth -= 1
        return found

    def _paragraph(self, element: Node, begun: str, found: list[Block]) -> str:
        """Add a paragraph and its text boxes; the text of one that goes on in the next."""
        style, numbered, goes_on = "", None, False
        properties = child(element, "pPr")
        for one in () if properties is None else properties:
            if one.tag == _STYLE:
                style = value(one)
            elif one.tag == _NUMBERED:
                numbered = one
            elif one.tag == _MARK:
                goes_on = self._is_mark_gone(one)
        text, boxes = self._text.read(element) if style not in self._hidden else ("", [])
        if not goes_on and style not in self._hidden:
            text = _with_number(self._numbering.next(style, numbered), text)
        text = begun + text
        if not goes_on:
            at = len(found)
            raw, text = text, _flush(text, found)
            if self._depth == 1 and len(found) > at:
                self.looks[at] = self._look(style, properties, raw, len(found) - at)
        for box in boxes:
            found += self.blocks(box)
        return text

    def _look(self, style: str, properties: Node | None, text: str, lines: int) -> Look:
        """The look of a paragraph; its text only where that is more than the line in `found`."""
        more = text if lines > 1 or text[:1].isspace() else ""
        name = self._names.get(style, style.lower())
        indent = None if properties is None else child(properties, "ind")
        side = None if properties is None else child(properties, "jc")
        if not (name or more) and indent is None and side is None:
            return _PLAIN
        placed = indent is not None or side is not None or more[:1].isspace()
        where = "" if side is None else value(side)
        right = "" if indent is None else indent.get(f"{W}right", indent.get(f"{W}end", ""))
        return Look(name, placed, _SIDES.get(where, where), whole(right), more, lines)

    def _is_mark_gone(self, properties: Node) -> bool:
        """Whether the end of a paragraph is deleted or hidden, so that the next one goes on."""
        for one in properties:
            if one.tag in _GONE:
                return True
        return self._may_hide and self._text.hides(properties)

    def _table(self, element: Node) -> list[Block]:
        """A table: its grid and then those within it, or what it holds if it is a mere frame."""
        shape = shape_of(element, self._room)
        self._room -= shape.rows * shape.columns
        held = [self.blocks(cell.parts[0]) for cell in shape.cells]
        if _is_frame(shape.cells, held):
            return [block for blocks in held for block in blocks]
        inner = [block for blocks in held for block in blocks if isinstance(block, Grid)]
        return [_grid(element, shape, held), *inner]


def _flush(text: str, found: list[Block]) -> str:
    """Add the lines of a paragraph that is complete, without blank ones; nothing goes on."""
    if text:
        found += [line for part in text.split("\n") if (line := part.strip())]
    return ""


def _with_number(number: str, text: str) -> str:
    """A paragraph behind its automatic number, which never runs into a figure: 1. 5万元."""
    if number and number[-1].isascii() and text[:1].isdecimal():
        return f"{number} {text}"
    return number + text


def _is_frame(cells: Iterable[Cell], held: list[list[Block]]) -> bool:
    """Whether a table only holds other things in place: one cell, or tables one below the other.

    Web pages and letterheads are laid out so; no row has two cells with something in them.
    """
    if len(held) <= 1:
        return True
    if not any(isinstance(block, Grid) for blocks in held for block in blocks):
        return False
    rows = [cell.row for cell, blocks in zip(cells, held, strict=True) if blocks]
    return len(rows) == len(set(rows))


def _grid(element: Node, shape: Shape, held: list[list[Block]]) -> Grid:
    """The grid of a table; a table within a cell is not part of the cell's text."""
    cells = tuple(
        GridCell(
            cell.row,
            cell.column,
            "\n".join([block for block in blocks if isinstance(block, str)]),
            cell.rows,
            cell.columns,
        )
        for cell, blocks in zip(shape.cells, held, strict=True)
    )
    return Grid(shape.rows, shape.columns, cells, all_drawn(element, shape))
