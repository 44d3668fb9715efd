"""TOML text -> Form, strictly: every mistake is listed at once, each with its place."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from gkdesk.core.form import (
    Block,
    Check,
    Column,
    Form,
    Heading,
    OrganKind,
    Page,
    Part,
    Row,
    Section,
    Table,
)

Made = TypeVar("Made")

# What a kind of check needs beside id, kind, severity, rule, advice and source; nothing else fits.
_NEEDS: Mapping[str, frozenset[str]] = {
    "printed_total": frozenset({"section"}),
    "balance": frozenset({"section", "left", "right"}),
    "must_be_zero": frozenset({"section", "rows"}),
    "blank": frozenset({"placeholders"}),
    "count": frozenset({"placeholders"}),
    "amount": frozenset({"placeholders"}),
    "no_top_heading": frozenset(),
    "count_of_parts": frozenset({"section", "number"}),
    "parts": frozenset({"section"}),
    "present": frozenset({"section", "words"}),
    "mention": frozenset({"section", "words"}),
}
_MAY: Mapping[str, frozenset[str]] = {
    "printed_total": frozenset({"rows", "columns"}),
    "balance": frozenset({"fills"}),
    "present": frozenset({"placeholders"}),
}
_ALWAYS = frozenset({"id", "kind", "severity", "rule", "advice", "source", "applies_to"})


class FormFileError(Exception):
    """A form file that must not be used; `mistakes` lists all of them, each with its place."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


def read_form(text: str, name: str) -> Form:
    """The form described by a TOML text; `name` (without folder) stands in the mistakes.

    Raises FormFileError for any unknown, missing or doubled key or id, a circle, or widths that
    do not fill the page.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormFileError([f"{name}: {error}"]) from error
    reader = _Reader(name)
    form = reader.form(data)
    if form is None or reader.mistakes:
        raise FormFileError(reader.mistakes)
    return form


class _Reader:
    """Builds the records and gathers the mistakes on the way."""

    def __init__(self, name: str) -> None:
        self.mistakes: list[str] = []
        self._name = name

    def wrong(self, place: str, what: str) -> None:
        """Note one mistake."""
        self.mistakes.append(f"{self._name}: {place}: {what}")

    def form(self, data: dict[str, Any]) -> Form | None:
        """The whole form, or None when it cannot even be put together."""
        built: dict[str, Any] = {}
        for key, build in {
            "page": lambda page, place: self._record(Page, page, place),
            "preface": self._section,
            "sections": lambda items, place: self._many(self._section, items, place),
            "checks": lambda items, place: self._many(self._check, items, place),
            "organ_kinds": self._organ_kinds,
        }.items():
            if key in data:
                built[key] = build(data[key], key)
        before = len(self.mistakes)
        self._keys(Form, data, "form")
        if before == 0 and not self.mistakes:
            for mistake in _whole_form(**built):
                self.wrong(*mistake)
        if self.mistakes:
            return None
        return self._record(Form, data | built, "form", built=frozenset(built))

    def _organ_kinds(self, data: dict[str, Any], place: str) -> dict[str, OrganKind | None]:
        return {
            key: self._record(OrganKind, {"id": key, **value}, f"{place}.{key}")
            for key, value in data.items()
        }

    def _many(self, build: Any, items: Any, place: str) -> tuple[Any, ...]:
        if not isinstance(items, list):
            self.wrong(place, "must be a list of tables")
            return ()
        return tuple(build(item, f"{place}[{index}]") for index, item in enumerate(items))

    def _section(self, data: dict[str, Any], place: str) -> Section | None:
        data = dict(data)
        built: dict[str, Any] = {"parts": self._records(Part, data.pop("parts", []), place)}
        if "table" in data:
            built["table"] = self._table(data.pop("table"), f"{place}.table")
        return self._record(Section, data | built, place, built=frozenset(built))

    def _table(self, data: dict[str, Any], place: str) -> Table | None:
        data = dict(data)
        headings = self._records(Heading, data.pop("headings", []), f"{place}.headings")
        for twice in _repeated([heading.id for heading in headings if heading]):
            self.wrong(f"{place}.headings", f"{twice!r} stands twice")
        built: dict[str, Any] = {
            "blocks": self._many(self._block, data.pop("blocks", []), f"{place}.blocks"),
            "headings": {heading.id: heading for heading in headings if heading},
        }
        return self._record(Table, data | built, place, built=frozenset(built))

    def _block(self, data: dict[str, Any], place: str) -> Block | None:
        data = dict(data)
        built: dict[str, Any] = {
            "columns": self._records(Column, data.pop("columns", []), f"{place}.columns"),
            "rows": self._records(Row, data.pop("rows", []), f"{place}.rows"),
        }
        return self._record(Block, data | built, place, built=frozenset(built))

    def _check(self, data: dict[str, Any], place: str) -> Check | None:
        check = self._record(Check, data, place)
        if check is None:
            return None
        needs = _NEEDS[check.kind]
        for key in sorted(needs - data.keys()):
            self.wrong(place, f"a check of kind {check.kind!r} needs {key!r}")
        for key in sorted(data.keys() - _ALWAYS - needs - _MAY.get(check.kind, frozenset())):
            self.wrong(place, f"{key!r} means nothing to a check of kind {check.kind!r}")
        return check

    def _records(self, kind: type[Made], items: Any, place: str) -> tuple[Made | None, ...]:
        return self._many(lambda item, where: self._record(kind, item, where), items, place)

    def _record(
        self,
        kind: type[Made],
        data: dict[str, Any],
        place: str,
        *,
        built: frozenset[str] = frozenset(),
    ) -> Made | None:
        """One record from one TOML table; the keys in `built` are records already."""
        before = len(self.mistakes)
        known = self._keys(kind, data, place)
        hints = get_type_hints(kind)
        values = {
            key: value if key in built else self._value(value, hints[key], f"{place}.{key}")
            for key, value in data.items()
            if key in known
        }
        return kind(**values) if len(self.mistakes) == before else None

    def _keys(self, kind: type[Any], data: dict[str, Any], place: str) -> frozenset[str]:
        """The keys that a record may have, unknown and missing ones noted."""
        known = {known.name: known for known in fields(kind) if known.init}
        for key in sorted(data.keys() - known.keys()):
            self.wrong(place, f"unknown key {key!r}")
        for key in known.keys() - data.keys():
            if known[key].default is MISSING:
                self.wrong(place, f"{key!r} is missing")
        return frozenset(known)

    def _value(self, value: Any, hint: Any, place: str) -> Any:
        """A TOML value as the type that a field asks for; lists become tuples."""
        if isinstance(hint, UnionType):
            hint = get_args(hint)[0]
        origin, inner = get_origin(hint), get_args(hint)
        if origin is tuple and isinstance(value, list):
            return tuple(
                self._value(item, inner[0], f"{place}[{i}]") for i, item in enumerate(value)
            )
        if origin is Mapping and isinstance(value, dict):
            return {k: self._value(v, inner[1], f"{place}.{k}") for k, v in value.items()}
        if origin is Literal:
            if value not in inner:
                self.wrong(place, f"{value!r} is none of {', '.join(map(str, inner))}")
        elif origin is not None or not _is_a(value, hint):
            self.wrong(place, f"{value!r} is of the wrong type")
        elif value == "" and not place.endswith(".label"):
            self.wrong(place, "must not be empty")
        return value


def _is_a(value: Any, hint: Any) -> bool:
    """Whether a TOML value is of a plain type; a whole number will do for a float."""
    if isinstance(value, bool):
        return False
    return isinstance(value, (int, float) if hint is float else hint)


def _repeated(ids: Sequence[str]) -> list[str]:
    return sorted({one for one in ids if ids.count(one) > 1})


def _whole_form(
    page: Page,
    preface: Section,
    sections: Sequence[Section],
    checks: Sequence[Check],
    organ_kinds: Mapping[str, OrganKind],
) -> Iterator[tuple[str, str]]:
    """Mistakes that show only when all parts are there: ids, circles, widths."""
    everywhere = [preface.id, *(section.id for section in sections)]
    for twice in _repeated(everywhere):
        yield "sections", f"{twice!r} stands twice"
    for twice in _repeated([check.id for check in checks]):
        yield "checks", f"{twice!r} stands twice"
    for section in sections:
        if section.table:
            yield from _whole_table(page, section.id, section.table)
    tables = {section.id: section.table for section in (preface, *sections)}
    for check in checks:
        if check.applies_to and check.applies_to not in organ_kinds:
            yield f"checks.{check.id}", f"unknown group of organs {check.applies_to!r}"
        if check.section and check.section not in tables:
            yield f"checks.{check.id}", f"unknown section {check.section!r}"
        elif check.section:
            yield from _whole_check(check, tables[check.section])


def _whole_table(page: Page, section_id: str, table: Table) -> Iterator[tuple[str, str]]:
    place = f"sections.{section_id}.table"
    if sum(table.widths) != page.text_width:
        yield f"{place}.widths", f"add up to {sum(table.widths)}, not {page.text_width} twips"
    if len(table.widths) != _grid_columns(table):
        yield f"{place}.widths", f"{len(table.widths)} widths for {_grid_columns(table)} columns"
    rows = [row for block in table.blocks for row in block.rows]
    for twice in _repeated([row.id for row in rows]):
        yield f"{place}.rows", f"{twice!r} stands twice"
    columns = [column for block in table.blocks for column in block.columns]
    items: list[Row | Column | Heading] = [*rows, *columns, *table.headings.values()]
    for item in items:
        if item.under is not None and item.under not in table.headings:
            yield f"{place}.{item.id}.under", f"unknown heading {item.under!r}"
    yield from _circles(f"{place}.headings", {h.id: _under(h) for h in table.headings.values()})
    for block in table.blocks:
        for twice in _repeated([column.id for column in block.columns]):
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
        for twice in _repeated(item.sum):
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
    for unknown in [column for column in check.columns if column not in columns]:
        yield f"checks.{check.id}", f"unknown column {unknown!r}"
