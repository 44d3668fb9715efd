"""A drawing written as a page of a government website, or as Word saves one."""

from __future__ import annotations

from random import Random
from xml.sax.saxutils import escape

from gkdesk.files.document import Document, Grid, GridCell
from layouts_drawn import whole

NAVIGATION = (
    '<div class="nav"><ul><li><a href="/">首页</a></li><li>政务公开 <b>2025</b></li></ul></div>'
    '<script>var year = "<td>1</td>";</script><style>td { width: 9px }</style><!-- 3 件 -->'
)
FOOT = "<p>版权所有　备案序号：新ICP备19000123号 访问量 10234</p>"


def as_page(document: Document, random: Random) -> bytes:
    """A drawing as the bytes of a page, as a rule with real tables."""
    divs = random.random() < 0.08
    table = _divs if divs else _table
    body = "".join(
        table(whole(block), random)
        if isinstance(block, Grid)
        else f"<p>{_said(block, random)}</p>\n"
        for block in document.blocks
    )
    match random.randrange(6):
        case 0:
            body = f"{NAVIGATION}<div><div>{body}</div></div>{FOOT}"
        case 1:
            frame = f"<td>{NAVIGATION}</td><td><table><tr><td>{body}</td></tr></table></td>"
            body = f"<table width=100%><tr>{frame}</tr></table>{FOOT}"
    charset = random.choice(("utf-8", "gb18030", "gb2312"))
    head = f'<head><meta charset="{charset}"><title>信息公开</title></head>'
    encoding = "gb18030" if charset == "gb2312" else charset
    return f"<!DOCTYPE html><html>{head}<body>{body}</body></html>".encode(encoding)


def _table(grid: Grid, random: Random) -> str:
    """A table with spans; a group ends where no cell goes on."""
    ends = [at for at in range(1, grid.rows) if not _goes_on(grid, at)]
    end = random.choice(ends) if ends and random.random() < 0.4 else 0
    rows = [_row(grid, at, random) for at in range(grid.rows)]
    if end:
        made = f"<thead>{''.join(rows[:end])}</thead>\n<tbody>{''.join(rows[end:])}</tbody>"
    else:
        made = "".join(rows)
    made = f'<table border="1" cellspacing=0>{random.choice(COLUMNS)}{made}</table>\n'
    if random.random() < 0.1:
        made = f"<table><tr><td>{made}</td></tr></table>"
    return made


COLUMNS = ("", "", "<colgroup><col width=90></colgroup>", "<caption>情况表</caption>")


def _goes_on(grid: Grid, row: int) -> bool:
    """Whether a cell above a row covers it as well."""
    return any(cell.row < row < cell.row + cell.row_span for cell in grid.cells)


def _row(grid: Grid, row: int, random: Random) -> str:
    cells = [_cell(cell, random) for cell in grid.cells if cell.row == row]
    end = random.choice(("</tr>", "</tr>\n"))
    made = f"<tr>{''.join(cells)}{end}"
    if random.random() < 0.03:
        made += f'<tr style="display: none">{"<td>9</td>" * grid.columns}</tr>'
    if random.random() < 0.02:
        made += f"<!--[if !supportMisalignedColumns]><tr height=0><td>9</td></tr><![endif]-->{end}"
    return made


def _cell(cell: GridCell, random: Random) -> str:
    name = random.choice(("td", "td", "td", "th"))
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f" colspan={cell.column_span}" if cell.column_span > 1 else ""
    end = f"</{name}>" if random.random() < 0.95 else ""
    return f"<{name}{spans} class=c>{_said(cell.text, random)}{end}"


def _divs(grid: Grid, random: Random) -> str:
    """A table made of boxes: only its style sheet knows that it is one."""
    rows = [
        "".join(f"<div>{_said(c.text, random)}</div>" for c in grid.cells if c.row == row)
        for row in range(grid.rows)
    ]
    return "".join(f'<div class="row">{row}</div>\n' for row in rows)


def _said(text: str, random: Random) -> str:
    """A text in one of many ways that all look the same."""
    plain = escape(text)
    lines = random.choice(("<br>", "<br/>\n")).join(plain.split("\n"))
    at = random.randrange(len(text) + 1)
    match random.randrange(12):
        case 0:
            return f"\n        {lines}\n    "
        case 1:
            return f"&nbsp;{lines}&nbsp;"
        case 2:
            return (
                f'<p class=MsoNormal><span lang=EN-US><font face="宋体">{lines}</font></span></p>'
            )
        case 3 if "\n" not in text:
            return f"<span>{escape(text[:at])}</span><span><b>{escape(text[at:])}</b></span>"
        case 4:
            return f'<span style="display:none">9</span>{lines}<s>9</s><del>8</del><o:p></o:p>'
        case 5 if "\n" in text:
            return "".join(f"<p>{line}</p>" for line in plain.split("\n"))
        case 6 if text.isascii() and text.strip():
            return "".join(f"&#{ord(sign)};" for sign in text)
        case 7:
            return f"<div>{lines}</div>"
    return lines
