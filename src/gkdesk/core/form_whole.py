"""Mistakes of a form file that show only when all its parts are there: ids, circles, widths."""

from collections.abc import Iterator, Mapping, Sequence

from gkdesk.core.form import (
    Check,
    Column,
    Heading,
    OrganKind,
    Page,
    Row,
    Section,
    Table,
)
from gkdesk.core.topic import Speech, Topic


def repeated(ids: Sequence[str]) -> list[str]:
    """The ids that stand more than once."""
    return sorted({one for one in ids if ids.count(one) > 1})


def whole_form(
    page: Page,
    preface: Section,
    sections: Sequence[Section],
    checks: Sequence[Check],
    topics: Sequence[Topic],
    speech: Speech,
    organ_kinds: Mapping[str, OrganKind],
) -> Iterator[tuple[str, str]]:
    """Each mistake with its place."""
    del speech  # its words refer to nothing
    everywhere = [preface.id, *(section.id for section in sections)]
    for twice in repeated(everywhere):
        yield "sections", f"{twice!r} stands twice"
    for twice in repeated([check.id for check in checks]):
        yield "checks", f"{twice!r} stands twice"
    for section in sections:
        if section.table:
            yield from _whole_table(page, section.id, section.table)
    yield from _whole_topics(sections, checks, topics)
    tables = {section.id: section.table for section in (preface, *sections)}
    for check in checks:
        for group in filter(None, (check.applies_to, check.limit_for)):
            if group not in organ_kinds:
                yield f"checks.{check.id}", f"unknown group of organs {group!r}"
        if check.section and check.section not in tables:
            yield f"checks.{check.id}", f"unknown section {check.section!r}"
        elif check.section:
            yield from _whole_check(check, tables[check.section])


def _whole_topics(
    sections: Sequence[Section], checks: Sequence[Check], topics: Sequence[Topic]
) -> Iterator[tuple[str, str]]:
    """Topics and checks that name cells or checks which the form does not have."""
    addresses = {
        f"{section.id}.{row.id}.{column.id}"
        for section in sections
        for block in (section.table.blocks if section.table else ())
        for row in block.rows
        for column in block.columns
    }
    named = [(f"checks.{check.id}", cell) for check in checks for cell in check.cells]
    for topic in topics:
        named += [(f"topics.{topic.id}", cell) for one in topic.readings for cell in one.cells]
        for check in filter(None, (topic.check, topic.none_check)):
            if check not in {one.id for one in checks}:
                yield f"topics.{topic.id}", f"unknown check {check!r}"
    for twice in repeated([topic.id for topic in topics]):
        yield "topics", f"{twice!r} stands twice"
    for place, cell in named:
        if cell not in addresses:
            yield place, f"unknown cell {cell!r}"


def _whole_table(page: Page, section_id: str, table: Table) -> Iterator[tuple[str, str]]:
    place = f"sections.{section_id}.table"
    if sum(table.widths) != page.text_width:
        yield f"{place}.widths", f"add up to {sum(table.widths)}, not {page.text_width} twips"
    if len(table.widths) != _grid_columns(table):
        yield f"{place}.widths", f"{len(table.widths)} widths for {_grid_columns(table)} columns"
    rows = [row for block in table.blocks for row in block.rows]
    for twice in repeated([row.id for row in rows]):
        yield f"{place}.rows", f"{twice!r} stands twice"
    columns = [column for block in table.blocks for column in block.columns]
    items: list[Row | Column | Heading] = [*rows, *columns, *table.headings.values()]
    for item in items:
        if item.under is not None and item.under not in table.headings:
            yield f"{place}.{item.id}.under", f"unknown heading {item.under!r}"
    yield from _circles(f"{place}.headings", {h.id: _under(h) for h in table.headings.values()})
    for block in table.blocks:
        for twice in repeated([column.id for column in block.columns]):
            yield f"{place}.columns", f"{twice!r} stands twice"
        yield from _sums(f"{place}.rows", block.rows)
        yield from _sums(f"{place}.columns", block.columns)


def _under(heading: Heading) -> tuple[str, ...]:
    return (heading.under,) if heading.under else ()


def _grid_columns(table: Table) -> int:
    """How many grid columns the blocks of a table take up."""
    if table.arrangement == "across":
        return sum(len(block.rows) * len(block.columns) for block in table.blocks)
    return table.label_columns + max((len(block.columns) for block in table.blocks), default=0)


def _sums(place: str, items: Sequence[Row] | Sequence[Column]) -> Iterator[tuple[str, str]]:
    known = {item.id: item.sum for item in items}
    for item in items:
        for addend in item.sum:
            if addend not in known:
                yield f"{place}.{item.id}.sum", f"unknown id {addend!r}"
        for twice in repeated(item.sum):
            yield f"{place}.{item.id}.sum", f"{twice!r} is added twice"
    yield from _circles(place, known)


def _circles(place: str, graph: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for start in graph:
        seen: set[str] = set()
        queue = list(graph[start])
        while queue:
            one = queue.pop()
            if one == start:
                yield f"{place}.{start}", "leads back to itself"
                break
            if one not in seen:
                seen.add(one)
                queue += graph.get(one, ())


def _whole_check(check: Check, table: Table | None) -> Iterator[tuple[str, str]]:
    """Rows and columns that a check names but its section does not have."""
    blocks = table.blocks if table else ()
    rows = {row.id for block in blocks for row in block.rows}
    columns = {column.id for block in blocks for column in block.columns}
    named = [*check.rows, *check.left, *check.right, *filter(None, [check.fills])]
    for unknown in [row for row in named if row not in rows]:
        yield f"checks.{check.id}", f"unknown row {unknown!r}"
    named_columns = [*check.columns, *check.plus, *check.minus]
    for unknown in [column for column in named_columns if column not in columns]:
        yield f"checks.{check.id}", f"unknown column {unknown!r}"
