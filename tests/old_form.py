"""Reports as they were printed on the 2019 form: the old table two, one row of other handling."""

from __future__ import annotations

import html
from collections.abc import Sequence
from random import Random

from gkdesk.core.report import Report
from gkdesk.files import shipped
from layouts import FORM, tables

OLD = shipped.form("2019")
SECTION = "proactive_disclosure"
HEADING = "（六）其他处理"
UNDER = ("overdue_correction", "overdue_fee", "other")
CHANGES = ("0", "+3", "-2", "增3", "减少1", "无变化", "/", "5")

Rows = list[list[str]]


def old_table(decisions: dict[str, str], random: Random) -> Rows:
    """The old table two; its figures are random but for the decisions, which stand by row."""
    table = OLD.section(SECTION).table
    assert table is not None
    rows: Rows = []
    for block in table.blocks:
        rows.append([block.caption])
        rows.append([block.corner, *(column.label for column in block.columns)])
        for row in block.rows:
            figures = [
                decisions.get(row.id, "4")
                if column.id == "decisions"
                else random.choice(CHANGES)
                if column.id == "items_changed"
                else str(random.randrange(40))
                for column in block.columns
            ]
            rows.append([row.label, *figures])
    return rows


def old_applications(report: Report, one_row: Sequence[str]) -> Rows:
    """Table three with other handling as one row of these figures."""
    section = FORM.section("applications")
    assert section.table is not None
    labels = {row.label for row in section.table.blocks[0].rows if row.id in UNDER}
    rows: Rows = []
    for row in tables(report, section):
        if HEADING in row:
            rows.append([HEADING, *one_row])
        elif not labels & set(row):
            rows.append(row)
    return rows


def page(title: str, section_rows: dict[str, Rows]) -> str:
    """A web page of a report: its title, the six headings, and these tables."""
    pieces = [f"<h1>{html.escape(title)}</h1>"]
    for section in FORM.sections:
        pieces.append(f"<h2>{section.label}</h2>")
        if section.table is None:
            pieces.append("<p>全年工作平稳有序。</p>")
        else:
            lines = [
                "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
                for row in section_rows.get(section.id, [])
            ]
            pieces.append(f"<table>{''.join(lines)}</table>")
    return "".join(pieces)


def lines_of(title: str, section_rows: dict[str, Rows]) -> str:
    """The same as a text with tabs."""
    found = [title]
    for section in FORM.sections:
        found.append(section.label)
        if section.table is None:
            found.append("全年工作平稳有序。")
        found += ["\t".join(row) for row in section_rows.get(section.id, [])]
    return "\n".join(found)
