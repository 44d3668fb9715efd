"""Reports written as text and HTML in the layouts that are met."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from random import Random

from faults import FORM, consistent
from gkdesk.core.form import Block, Heading, Row, Section
from gkdesk.core.report import Report
from reports import ORGAN

Lines = list[str]
Rows = list[list[str]]  # a table as pieces: labels and figures of each row

# Headings that a page break repeats or cuts.
REPEATED = ("（三）不予公开", "（四）无", "法提供", "三、本年度办理结果")
PROSE = (
    "（一）主动公开。全年公开政府信息1,234条，其中政策解读12件。",
    "（二）依申请公开。新收申请3件，均在20个工作日内答复。",
    "一是人手不足；二是“三安全一稳定”的审查还不够细。",
    "本年度收取信息处理费0元。没有行政复议、行政诉讼。",
    "行政许可、行政处罚等信息按规定公开，规章5件",
)


def filled(random: Random) -> Report:
    """A report with figures that add up, and short prose."""
    texts = {cell.address: str(random.choice((0, 0, 1, 7, 43, 1250))) for cell in FORM.typed}
    texts |= consistent(random)
    texts["proactive_disclosure.administrative_fees.amount_10k_yuan"] = random.choice(
        ("0", "3.5", "7730.280001")
    )
    prose = {s.id: "\n".join(random.sample(PROSE, random.randrange(1, 4))) for s in FORM.prose}
    return Report(FORM, {"organ": ORGAN, "year": "2024", **prose, **texts})


def tables(report: Report, section: Section) -> Rows:
    """The rows of a table as they are read from left to right; heads first, labels as printed."""
    table = section.table
    assert table is not None
    if table.arrangement == "across":
        return _across(report, section)
    rows: Rows = []
    for block in table.blocks:
        rows += [[block.caption]] if block.caption else [["申请人情况"]]
        rows.append([block.corner, *(column.label for column in block.columns)])
        rows += [_row(report, section, block, row) for row in block.rows]
    return rows


def _row(report: Report, section: Section, block: Block, row: Row) -> list[str]:
    """The headings that begin at a row, its label, its figures."""
    assert section.table is not None
    headings = section.table.headings
    labels: list[str] = []
    under = row.under
    first = next(one for one in block.rows if one.under == row.under)
    while under is not None and first is row:
        labels.insert(0, headings[under].label)
        under = headings[under].under
        first = next(one for one in block.rows if one.under in _below(headings, under))
    figures = [report.shown(f"{section.id}.{row.id}.{column.id}") for column in block.columns]
    return [*labels, row.label, *figures]


def _below(headings: Mapping[str, object], under: str | None) -> set[str | None]:
    """A heading and those that stand under it."""
    return {under} | {h for h in headings if getattr(headings[h], "under", None) == under}


def _across(report: Report, section: Section) -> Rows:
    """The table whose rows stand side by side."""
    assert section.table is not None
    (block,) = section.table.blocks
    heads = ["行政复议", "行政诉讼"]
    figures = [
        report.shown(f"{section.id}.{row.id}.{column.id}")
        for row in block.rows
        for column in block.columns
    ]
    columns = [column.label for column in block.columns]
    return [heads, ["未经复议直接起诉", "复议后起诉"], columns * 3, figures]


def broken(text: str, random: Random) -> Lines:
    """A label over two lines, or spaced, or with half-width signs, or as it is."""
    way = random.randrange(8)
    if way == 0 and len(text) > 2:
        at = random.randrange(1, len(text))
        return [text[:at], text[at:]]
    if way == 1:
        at = random.randrange(len(text) + 1)
        return [text[:at] + " " + text[at:]]
    if way == 2:
        return [text.translate(str.maketrans("（），：、", "(),:、"))]
    return [text]


def is_figure(piece: str) -> bool:
    """Whether a piece of a row is a figure."""
    return (piece[:1].isdecimal() and "." not in piece[1:2]) or piece == "3.5"


def _labels(row: Sequence[str], random: Random) -> Lines:
    return [line for piece in row if not is_figure(piece) for line in broken(piece, random)]


def _figures(row: Sequence[str]) -> Lines:
    return [piece for piece in row if is_figure(piece)]


def _apart(row: Sequence[str], random: Random) -> tuple[Lines, Lines]:
    """The pieces of a row's label: those in lines before the figures, and the last."""
    labels = _labels(row, random)
    return labels[:-1], labels[-1:]


def by_tabs(row: Sequence[str], random: Random) -> Lines:
    """One row of the table on a line, tabs between; a broken label in lines before it."""
    before, last = _apart(row, random)
    return [*before, "\t".join((*last, *_figures(row)))]


def by_spaces(row: Sequence[str], random: Random) -> Lines:
    """One row on a line, one space between."""
    before, last = _apart(row, random)
    return [*before, " ".join((*last, *_figures(row)))]


def by_lines(row: Sequence[str], random: Random) -> Lines:
    """One cell on each line."""
    return [*_labels(row, random), *_figures(row)]


def by_blank_lines(row: Sequence[str], random: Random) -> Lines:
    """One cell on each line, a blank line behind each."""
    return [line for cell in by_lines(row, random) for line in (cell, "")]


def by_pipes(row: Sequence[str], random: Random) -> Lines:
    """Pipes around all cells."""
    return [f"| {' | '.join((*_labels(row, random), *_figures(row)))} |"]


def around(row: Sequence[str], random: Random) -> Lines:
    """A label that goes on in the line below its figures."""
    before, last = _apart(row, random)
    label = "".join(last)
    if len(label) < 8 or random.random() < 0.5 or not _figures(row):
        return [*before, " ".join((*last, *_figures(row)))]
    at = random.randrange(2, len(label) - 1)
    return [*before, " ".join((label[:at], *_figures(row))), label[at:]]


LAYOUTS: Mapping[str, Callable[[Sequence[str], Random], Lines]] = {
    "tabs": by_tabs,
    "spaces": by_spaces,
    "lines": by_lines,
    "blank lines": by_blank_lines,
    "pipes": by_pipes,
    "around": around,
}


def written(report: Report, layout: str, random: Random) -> str:
    """A report as a text in one layout, with page numbers and repeated headings here and there."""
    lines: Lines = ["".join(FORM.title_lines(report.organ, report.year)), report.text("preface")]
    for section in FORM.sections:
        lines.append(section.label)
        if section.table is None:
            lines.append(report.text(section.id))
            continue
        for row in tables(report, section):
            if random.random() < 0.05:
                lines.append(random.choice(("- 4 -", "5", "第 3 页")))
            if random.random() < 0.03:
                lines.append(random.choice(REPEATED))
            lines += LAYOUTS[layout](row, random)
    return "\n".join(lines)


def as_html(report: Report, random: Random) -> str:
    """A report as a page with merged cells, the columns of its tables in any order."""
    pieces = [f"<h1>{''.join(FORM.title_lines(report.organ, report.year))}</h1>"]
    for section in FORM.sections:
        pieces.append(f"<h2>{section.label}</h2>")
        if section.table is None:
            lines = report.text(section.id).split("\n")
            pieces += [f"<p>{html.escape(line)}</p>" for line in lines]
        elif section.table.arrangement == "across":
            pieces.append(
                _table([[(piece, 1) for piece in row] for row in tables(report, section)])
            )
        else:
            rows = [
                row
                for block in section.table.blocks
                for row in _spanned(report, section, block, random)
            ]
            pieces.append(_table(rows))
    return "".join(pieces)


def _spanned(
    report: Report, section: Section, block: Block, random: Random
) -> list[list[tuple[str, int]]]:
    """The rows of a block: texts with the rows they cover; a heading covers all rows under it."""
    columns = list(block.columns)
    if random.random() < 0.3:
        random.shuffle(columns)
    assert section.table is not None
    headings = section.table.headings
    open_headings: set[str] = set()
    rows: list[list[tuple[str, int]]] = [
        [(block.corner or "信息内容", 1), *((column.label, 1) for column in columns)]
    ]
    for row in block.rows:
        cells: list[tuple[str, int]] = []
        under = row.under
        while under is not None:
            if under not in open_headings:
                open_headings.add(under)
                size = sum(under in _above(headings, other.under) for other in block.rows)
                cells.insert(0, (headings[under].label, size))
            under = headings[under].under
        figures = [report.shown(f"{section.id}.{row.id}.{column.id}") for column in columns]
        rows.append([*cells, (row.label, 1), *((figure, 1) for figure in figures)])
    depth = max(len(_above(headings, row.under)) for row in block.rows) + 1
    return _aligned(rows, block, headings, depth)


def _aligned(
    rows: list[list[tuple[str, int]]],
    block: Block,
    headings: Mapping[str, Heading],
    depth: int,
) -> list[list[tuple[str, int]]]:
    """The rows with their labels made as wide as the columns of labels: all figures in line."""
    found = [[(f"{depth}:{rows[0][0][0]}", 1), *rows[0][1:]]]
    for row, cells in zip(block.rows, rows[1:], strict=True):
        at = len(cells) - len(block.columns) - 1
        wide = depth - len(_above(headings, row.under))
        found.append([*cells[:at], (f"{wide}:{cells[at][0]}", 1), *cells[at + 1 :]])
    return found


def _above(headings: Mapping[str, Heading], under: str | None) -> list[str]:
    """The headings over a row, the nearest first."""
    found: list[str] = []
    while under is not None:
        found.append(under)
        under = headings[under].under
    return found


_WIDE = re.compile(r"(\d):(.*)")


def _table(rows: list[list[tuple[str, int]]]) -> str:
    """A table of HTML; a text that begins with a digit and a colon is that many columns wide."""
    pieces = ["<table>"]
    for row in rows:
        pieces.append("<tr>")
        for text, size in row:
            wide = _WIDE.fullmatch(text)
            across = f' colspan="{wide[1]}"' if wide else ""
            said = html.escape(wide[2] if wide else text)
            pieces.append(f'<td rowspan="{size}"{across}>{said}</td>')
        pieces.append("</tr>")
    return "".join((*pieces, "</table>"))
