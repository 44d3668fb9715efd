"""A plain text, from a file or the clipboard -> its lines, and grids where signs part its cells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from gkdesk.files.document import Document, Grid, GridCell
from gkdesk.files.drawn_grid import MOST_CELLS, drawn
from gkdesk.files.drawn_grid import too_big as too_many_cells
from gkdesk.files.plain_text import LARGEST, decode, too_big, visible

_LINE_END = re.compile("\r\n|[\n\r\x0c\x85\u2028\u2029]")
# A cell in quotes, as Excel writes one that holds a line break, a tab or a quote; it counts only
# where a tab stands before or after it. Possessive, so that no text is gone over twice.
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"(?=\t)')
_QUOTED_LAST = re.compile(r'"((?:[^"]++|"")*+)"(?=[\t\r\n]|\Z)')
_PLAIN = re.compile(r"[^\t\n\r\x0c\x85\u2028\u2029]*")
_ENDS = " \t\u3000"
_RULE = re.compile(r"\|?+\s*+(?::-++|-{2,}+):?+\s*+(?:\|\s*+(?::-++|-{2,}+):?+\s*+)*+\|?+\Z")
_PIPE = re.compile(r"(?<!\\)\|")
_CELL_LINE = re.compile(r"([^|]*+)[|\s]*\|")
_FEWEST_CELL_LINES = 4  # with texts; a table has few rows that are one cell
_LONGEST_ROW = 20  # cells; more are the cells of many rows, one behind the other


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its text, or its cells where tabs part them."""

    text: str
    cells: tuple[str, ...] = ()


def read_text(data: bytes) -> Document:
    """The document in a text file; UserError if it is no text, or larger than any report."""
    return read_plain(decode(data))


def read_plain(text: str) -> Document:
    """The document in a text: its lines as they are, and grids; UserError if it is too large.

    Lines whose cells are parted by tabs or pipes are the rows of a grid as long as they follow
    each other, and so are cells with a pipe alone on the line between them. Columns made of
    spaces stay lines with their spaces: where one ends cannot be told for certain.
    """
    if len(text) > LARGEST:
        raise too_big()
    lines = list(islice(_lines(text.removeprefix("\ufeff")), MOST_CELLS + 1))
    if len(lines) > MOST_CELLS:
        raise too_many_cells()
    blocks = list(_blocks(lines))
    while blocks and blocks[-1] == "":
        blocks.pop()
    first = next((at for at, block in enumerate(blocks) if block != ""), 0)
    return Document(tuple(blocks[first:]), lines=True)


def _lines(text: str) -> Iterator[_Line]:
    """The lines of a text; a quoted cell keeps its line breaks."""
    place = 0
    while place < len(text):
        cells, place = _row(text, place)
        end = _LINE_END.match(text, place)
        place = end.end() if end else place
        if len(cells) > 1:
            yield _Line("\t".join(cells), tuple(cells))
        else:  # a break that Word makes within a paragraph is a line's end here
            yield from map(_Line, cells[0].split("\x0b"))


def _row(text: str, place: int) -> tuple[list[str], int]:
    """The cells of one line, and where it ends."""
    cells: list[str] = []
    while True:
        quoted = (_QUOTED_LAST if cells else _QUOTED).match(text, place)
        match = quoted or _PLAIN.match(text, place)
        assert match is not None  # the plain one matches anything
        cells.append(quoted[1].replace('""', '"') if quoted else match[0])
        place = match.end()
        if text[place : place + 1] != "\t":
            return cells, place
        place += 1


def _blocks(lines: list[_Line]) -> Iterator[str | Grid]:
    """Lines and grids in order."""
    at = 0
    while at < len(lines):
        rows: list[tuple[str, ...]] = []
        end = _end_of_tabs(lines, at)
        if end > at:
            rows = [line.cells for line in lines[at:end]]
        elif (end := _end_of_cell_lines(lines, at)) > at:
            yield from _cell_lines(lines[at:end])
            at = end
            continue
        else:
            end = _end_of_pipes(lines, at)
            if end > at:
                rows = _piped(lines[at:end])
            elif not _begins_cell_lines(lines, at + 1):
                rows, end = _split(lines, at)
            if any(len(row) > _LONGEST_ROW for row in rows) and not _is_piped(lines, at):
                yield from _cell_lines(lines[at:end])
                at = end
                continue
        grid = _grid(rows) if rows else None
        end = max(end, at + 1)
        if grid is not None:
            yield grid
        else:
            for line in lines[at:end]:
                yield visible(line.text).replace("\n", " ").rstrip(_ENDS)
        at = end


def _end_of_tabs(lines: list[_Line], at: int) -> int:
    """Where the rows with tabs that begin here end; `at` if none begins.

    The first has a tab between two texts: one before a text alone is an indent.
    """
    if sum(bool(cell.strip(_ENDS)) for cell in lines[at].cells) < 2:
        return at
    while at < len(lines) and lines[at].cells:
        at += 1
    return at


def _end_of_cell_lines(lines: list[_Line], at: int) -> int:
    """Where lines end that are one cell each, with a pipe behind it; `at` if none begin here.

    Where a row ends cannot be told from them, so they are no grid.
    """
    end, texts = at, 0
    while end < len(lines) and not lines[end].cells and (texts or end - at < _FEWEST_CELL_LINES):
        match = _CELL_LINE.fullmatch(lines[end].text.strip())
        if match is None:
            break
        texts += bool(match[1].strip())
        end += 1
    return end if texts >= _FEWEST_CELL_LINES else at


def _begins_cell_lines(lines: list[_Line], at: int) -> bool:
    """Whether a pipe alone on a line begins such lines."""
    return _is_lone(lines, at) and _end_of_cell_lines(lines, at) > at


def _cell_lines(lines: list[_Line]) -> Iterator[str]:
    """The cells of such lines without their pipes."""
    for line in lines:
        text = visible(line.text).replace("\n", " ").strip("| \t\u3000")
        if text:
            yield text


def _end_of_pipes(lines: list[_Line], at: int) -> int:
    """Where the rows with pipes that begin here end; `at` if none begins.

    A rule of dashes below a row marks it as the head of a table, so a row with a rule below it
    begins a grid of its own, and needs no pipe if the rows that follow have them.
    """
    start = at
    while at < len(lines) and (_is_piped(lines, at) or _is_head(lines, at)):
        if at > start and _is_head(lines, at):
            break
        at += 2 if _is_head(lines, at) else 1
    return at


def _is_piped(lines: list[_Line], at: int) -> bool:
    """Whether a line has pipes between its cells; one that is only a pipe has not."""
    text = lines[at].text
    return not lines[at].cells and "|" in text and text.strip() != "|" and bool(_PIPE.search(text))


def _is_head(lines: list[_Line], at: int) -> bool:
    """Whether a rule of dashes stands below a line, with pipes in it or in the row below it."""
    if at + 1 >= len(lines) or lines[at].cells or not lines[at].text.strip():
        return False
    rule = lines[at + 1]
    if rule.cells or not _is_rule(rule.text) or _is_rule(lines[at].text):
        return False
    if _is_piped(lines, at):
        return True
    return at + 2 < len(lines) and _is_piped(lines, at + 2) and not _is_rule(lines[at + 2].text)


def _is_rule(text: str) -> bool:
    """Whether a line is only dashes, as below the head of a table."""
    return bool(_RULE.match(text.strip()))


def _piped(lines: list[_Line]) -> list[tuple[str, ...]]:
    """The cells of lines with pipes, without the rules of dashes.

    Pipes around a row are there in all lines or in none: a single row that begins with a pipe,
    among others that do not, has an empty cell there.
    """
    texts = [line.text.strip() for line in lines]
    begins = all(text.startswith("|") for text in texts)
    ends = all(text.endswith("|") for text in texts)
    rows = []
    for text in texts:
        if _is_rule(text):
            continue
        cells = [cell.replace("\\|", "|") for cell in _PIPE.split(text)]
        cells = cells[1:] if begins else cells
        rows.append(tuple(cells[:-1] if ends and len(cells) > 1 else cells))
    return rows


def _split(lines: list[_Line], at: int) -> tuple[list[tuple[str, ...]], int]:
    """The rows that begin here with a pipe alone on the line between two cells, and their end."""
    rows: list[tuple[str, ...]] = []
    while True:
        row, end = _split_row(lines, at)
        if not row:
            break
        rows.append(row)
        at = end
    # Where no pipe touches a text, blank lines are the space around it and no empty cells.
    return (rows if any(any(map(str.strip, row)) for row in rows) else []), at


def _split_row(lines: list[_Line], at: int) -> tuple[tuple[str, ...], int]:
    """One row of cells on lines of their own; an empty line is an empty cell."""
    cells: list[str] = []
    while True:
        if at == len(lines) or _is_lone(lines, at):
            cells.append("")
        elif not lines[at].cells:
            cells.append(lines[at].text)
            at += 1
        else:
            break
        if not _is_lone(lines, at):
            break
        at += 1
    return (tuple(cells), at) if len(cells) > 1 else ((), at)


def _is_lone(lines: list[_Line], at: int) -> bool:
    return at < len(lines) and lines[at].text.strip() == "|"


def _grid(rows: list[tuple[str, ...]]) -> Grid | None:
    """The rows as a grid; they may differ in length. UserError if it is larger than any report."""
    if sum(map(len, rows)) > MOST_CELLS:
        raise too_many_cells()
    cells = [
        GridCell(row, column, _cell(text))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    return drawn(cells, len(rows))


def _cell(text: str) -> str:
    """A cell's text: its lines without what stands around them."""
    lines = (line.strip(_ENDS) for line in visible(text).split("\n"))
    return "\n".join(line for line in lines if line)
