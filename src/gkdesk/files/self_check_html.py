"""The 自查单 -> the bytes of a web page that needs no other file and prints on A4."""

from html import escape

from gkdesk.core.checks.finding import Compared
from gkdesk.core.self_check import (
    COLUMNS,
    SEVERITY_WORDS,
    SIGNATURES,
    VERDICT_WORDS,
    Line,
    SelfCheck,
)

_STYLE = """\
@page { size: A4; margin: 12mm }
body { font: 9pt/1.25 "宋体", SimSun, "Songti SC", "Noto Serif CJK SC", serif; color: #000;
  background: #fff; max-width: 186mm; margin: 0 auto }
h1 { font: 16pt/1.3 "方正小标宋简体", "宋体", SimSun, serif; text-align: center; margin: 0 0 2mm }
p { margin: 0 0 1.5mm }
p.facts span { margin-right: 2em }
table { border-collapse: collapse; table-layout: fixed; width: 100%; margin-bottom: 2mm }
thead { display: table-header-group }
tr, tbody { break-inside: avoid }
th, td { border: 0.5pt solid #000; padding: 0.3mm 0.7mm; text-align: center;
  vertical-align: middle; overflow-wrap: anywhere }
th { font-family: "黑体", SimHei, sans-serif; font-weight: normal; background: #eee }
td.rule, td.place, td.notes { text-align: left }
tr.broken td.rule, tr.broken td.verdict { font-family: "黑体", SimHei, sans-serif }
p.signatures { margin-top: 6mm }
p.signatures span { display: inline-block; width: 33% }
"""
_WIDTHS = (4.5, 43, 6.5, 20.5, 9, 9, 7.5)  # percent, one for each of COLUMNS


def self_check_html(sheet: SelfCheck) -> bytes:
    """The web page of a 自查单, in UTF-8."""
    facts = "<br>".join(
        "".join(f"<span>{escape(fact)}</span>" for fact in line) for line in sheet.facts
    )
    widths = "".join(f'<col style="width: {width}%">' for width in _WIDTHS)
    head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    body = "\n".join(_line(number, line) for number, line in enumerate(sheet.lines, start=1))
    signatures = "".join(f"<span>{name}：</span>" for name in SIGNATURES)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(sheet.organ + sheet.title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n"
        f'<body>\n<h1>{escape(sheet.title)}</h1>\n<p class="facts">{facts}</p>\n'
        f"<table>\n<colgroup>{widths}</colgroup>\n<thead><tr>{head}</tr></thead>\n{body}\n"
        f"</table>\n<p>{escape(sheet.counts)}</p>\n"
        f'<p class="signatures">{signatures}</p>\n</body>\n</html>\n'
    ).encode()


def _line(number: int, line: Line) -> str:
    """The rows of one rule, which stay on one page: a row for each comparison, then the notes."""
    kind = ' class="broken"' if line.verdict == "broken" else ""
    rows = line.compared or (Compared("", "", ""),)
    high = _rows(len(rows))
    first = (
        f"<td{_rows(len(rows) + bool(line.notes))}>{number}</td>"
        f'<td class="rule"{high}>{escape(line.rule)}</td>'
        f"<td{high}>{SEVERITY_WORDS[line.severity]}</td>{_sides(rows[0])}"
        f'<td class="verdict"{high}>{VERDICT_WORDS[line.verdict]}</td>'
    )
    cells = [first, *map(_sides, rows[1:])]
    if line.notes:
        notes = "<br>".join(escape(note) for note in line.notes)
        cells.append(f'<td class="notes" colspan="{len(COLUMNS) - 1}">{notes}</td>')
    return f"<tbody>{''.join(f'<tr{kind}>{one}</tr>' for one in cells)}</tbody>"


def _rows(count: int) -> str:
    return f' rowspan="{count}"' if count > 1 else ""


def _sides(one: Compared) -> str:
    return (
        f'<td class="place">{escape(one.place)}</td>'
        f"<td>{escape(one.left)}</td><td>{escape(one.right)}</td>"
    )
