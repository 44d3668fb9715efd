"""A drawing written as a .docx in the ways of Word, WPS, LibreOffice and converters."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Literal
from xml.sax.saxutils import escape

from gkdesk.files.document import Document, Grid, GridCell
from layouts_drawn import whole
from word_files import DRAWN, cell, paragraph, row, run, span, table, text_box, word_file

Program = Literal["Word", "old Word", "widths", "pdf2docx"]
PROGRAMS: tuple[Program, ...] = ("Word", "Word", "old Word", "widths", "pdf2docx")
WIDTH = 600


def as_word(document: Document, random: Random, program: Program | None = None) -> bytes:
    """A drawing as the bytes of a Word file."""
    made = program or random.choice(PROGRAMS)
    body = "".join(
        _table(whole(block), random, made)
        if isinstance(block, Grid)
        else paragraph(_runs(block, random))
        for block in document.blocks
    )
    if random.random() < 0.1:
        body = table(row(cell(body + paragraph())))
    return word_file(body)


def _table(grid: Grid, random: Random, program: Program) -> str:
    """A table, perhaps in a frame, a text box or a content control."""
    lines = "".join(_row(grid, at, random, program) for at in range(grid.rows))
    borders = f"<w:tblBorders>{DRAWN}</w:tblBorders>"
    widths = [WIDTH] * grid.columns
    made = table(lines, widths=widths, properties=borders)
    match random.randrange(12):
        case 0:
            made = table(row(cell(made + paragraph())))
        case 1:
            made = table(row(cell()), row(cell(paragraph("附表") + made + paragraph())))
        case 2:
            made = paragraph(text_box(made + paragraph()))
        case 3:
            made = f"<w:sdt><w:sdtPr/><w:sdtContent>{made}</w:sdtContent></w:sdt>"
    return made


def _row(grid: Grid, at: int, random: Random, program: Program) -> str:
    """One row: a cell that is merged stands in each of its rows."""
    mine = [one for one in grid.cells if one.row <= at < one.row + one.row_span]
    mine.sort(key=lambda one: one.column)
    properties = ""
    if program == "Word" and random.random() < 0.2:
        mine, properties = _without_ends(mine)
    cells = "".join(_cell(one, at, random, program) for one in mine)
    if random.random() < 0.03:
        cells = f"<w:sdt><w:sdtContent>{cells}</w:sdtContent></w:sdt>"
    made = row(cells, properties=properties) if cells else ""
    if random.random() < 0.03:
        gone = random.choice(('<w:del w:id="9" w:author="a"/>', "<w:hidden/>"))
        made += row(*("9" for _ in range(grid.columns)), properties=gone)
    return made


def _without_ends(cells: list[GridCell]) -> tuple[list[GridCell], str]:
    """A row without the empty cells at its ends, which are only left free."""
    free = {"gridBefore": 0, "gridAfter": 0}
    for name, end in (("gridBefore", 0), ("gridAfter", -1)):
        while len(cells) > 1 and not cells[end].text and cells[end].row_span == 1:
            free[name] += cells.pop(end).column_span
    return cells, "".join(f'<w:{name} w:val="{n}"/>' for name, n in free.items() if n)


def _cell(one: GridCell, at: int, random: Random, program: Program) -> str:
    merge = ""
    if one.row_span > 1:
        goes_on = random.choice(("<w:vMerge/>", '<w:vMerge w:val="continue"/>'))
        merge = '<w:vMerge w:val="restart"/>' if at == one.row else goes_on
    if at > one.row:  # nobody sees what stands in the rest of a merged cell
        content = paragraph("9" if random.random() < 0.1 else "")
    else:
        content = _content(one.text, random, program)
    wide = one.column_span
    if program == "old Word" and wide > 1:
        first = cell(content, f'<w:hMerge w:val="restart"/>{merge}')
        return first + cell("", f"<w:hMerge/>{merge}") * (wide - 1)
    width = f'<w:tcW w:w="{WIDTH * wide}" w:type="dxa"/>'
    return cell(content, width + ("" if program == "widths" or wide < 2 else span(wide)) + merge)


def _content(text: str, random: Random, program: Program) -> str:
    """The paragraphs of a cell: one for each line, or breaks within one."""
    lines = text.split("\n")
    if program == "pdf2docx" and not text[:1].isdigit():
        lines = [word for line in lines for word in line.split(" ")]
        empty = paragraph() * random.choice((0, 0, 1))
        return empty + "".join(paragraph(_runs(line, random)) for line in lines) + empty
    if random.random() < 0.3:
        return paragraph("<w:r><w:br/></w:r>".join(_runs(line, random) for line in lines))
    return "".join(paragraph(_runs(line, random)) for line in lines)


def _runs(text: str, random: Random) -> str:
    """A line in one of many ways that all look the same."""
    return random.choice(RUNS)(text, random) if text else ""


def _one(text: str, random: Random) -> str:
    return run(text)


def _each(text: str, random: Random) -> str:
    """Each sign a run of its own, as converters write."""
    return "".join(run(sign, '<w:spacing w:val="-2"/>') for sign in text)


def _in_two(text: str, random: Random) -> str:
    """A text broken anywhere, with marks between that nobody sees."""
    at = random.randrange(len(text) + 1)
    marks = '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="a"/>'
    return run(text[:at]) + marks + "<w:r/>" + run(text[at:]) + '<w:bookmarkEnd w:id="0"/>'


def _tracked(text: str, random: Random) -> str:
    """The text was put in for others that were deleted, before, within and behind it."""
    gone = '<w:del w:id="2" w:author="a"><w:r><w:delText>9</w:delText></w:r></w:del>'
    at = random.randrange(len(text) + 1)
    moved = f'<w:moveFrom w:id="3" w:author="a">{run("8")}</w:moveFrom>'
    first = f'<w:ins w:id="4" w:author="a">{run(text[:at])}</w:ins>'
    return gone + first + gone + run(text[at:]) + moved


def _hidden(text: str, random: Random) -> str:
    """Hidden digits stand around the text."""
    return run("7", "<w:vanish/>") + run(text) + run("7", "<w:vanish/>")


def _controlled(text: str, random: Random) -> str:
    """A content control, a link or a smart tag around the text."""
    return random.choice(
        (
            f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>",
            f'<w:hyperlink w:anchor="a">{run(text)}</w:hyperlink>',
            f'<w:smartTag w:element="number">{run(text)}</w:smartTag>',
        )
    )


def _field(text: str, random: Random) -> str:
    """A formula field whose last result is the text."""
    code = escape("=SUM(ABOVE) 5")
    if random.random() < 0.5:
        return f'<w:fldSimple w:instr="{code}">{run(text)}</w:fldSimple>'
    kinds = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in FIELD}
    asked = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return kinds["begin"] + asked + kinds["separate"] + run(text) + kinds["end"]


FIELD = ("begin", "separate", "end")
RUNS: tuple[Callable[[str, Random], str], ...] = (
    *(_one,) * 8,
    _each,
    _in_two,
    _tracked,
    _hidden,
    _controlled,
    _field,
)
