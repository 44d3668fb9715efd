"""TOML text -> Form, strictly: every mistake is listed at once, each with its place."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
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
from gkdesk.core.form_whole import repeated, whole_form
from gkdesk.core.topic import Reading, Speech, Topic

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
    "mention_when": frozenset({"section", "words", "cells"}),
    "longer_than": frozenset({"section", "number"}),
    "carry": frozenset({"section", "left", "right"}),
    "stock": frozenset({"section", "rows", "columns", "plus", "minus"}),
    "unit_suspect": frozenset({"section", "rows", "number", "limit", "limit_for"}),
    "likeness": frozenset({"number", "limit"}),
    "said": frozenset(),
    "said_none": frozenset(),
    "said_elsewhere": frozenset(),
    "published": frozenset(),
    "fee_within": frozenset({"section", "words", "cells"}),
    "other_year": frozenset(),
    "year_digits": frozenset(),
    "period": frozenset({"section", "sentence"}),
    "cites": frozenset({"words", "placeholders"}),
    "year_bracket": frozenset(),
    "nested_quote": frozenset(),
    "bracket_width": frozenset(),
    "remarked": frozenset({"remarks"}),
}
_MAY: Mapping[str, frozenset[str]] = {
    "printed_total": frozenset({"rows", "columns"}),
    "balance": frozenset({"fills"}),
    "mention": frozenset({"sentence"}),
    "present": frozenset({"placeholders"}),
}
_ALWAYS = frozenset({"id", "kind", "severity", "rule", "advice", "source", "example", "applies_to"})


class FormFileError(Exception):
    """A form file that must not be used; `mistakes` lists all of them, each with its place."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


def read_form(text: str, name: str, *, base_of: Callable[[str], str] | None = None) -> Form:
    """The form described by a TOML text; `name` (without folder) stands in the mistakes.

    A form that is only read may be `based_on` another edition, whose text `base_of` gives: what
    it does not say is as there. Raises FormFileError for any unknown, missing or doubled key or
    id, a circle, or widths that do not fill the page.
    """
    reader = _Reader(name)
    data = _parsed(text, name)
    if base_of is not None and (edition := data.pop("based_on", None)):
        data = reader.on_base(data, _parsed(base_of(edition), f"{edition}.toml"))
    form = reader.form(data)
    if form is None or reader.mistakes:
        raise FormFileError(reader.mistakes)
    return form


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormFileError([f"{name}: {error}"]) from error


class _Reader:
    """Builds the records and gathers the mistakes on the way."""

    def __init__(self, name: str) -> None:
        self.mistakes: list[str] = []
        self._name = name

    def wrong(self, place: str, what: str) -> None:
        """Note one mistake."""
        self.mistakes.append(f"{self._name}: {place}: {what}")

    def on_base(self, data: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
        """A whole form's data: its own keys and sections, all others of the edition it is based on.

        `without` lists the checks and topics of the base that the form does not have.
        """
        merged = base | data
        own = {section.get("id"): section for section in data.get("sections", ())}
        merged["sections"] = [own.pop(one["id"], one) for one in base["sections"]]
        for unknown in own:
            self.wrong("sections", f"{unknown!r} is not in the edition that this one is based on")
        for part, ids in merged.pop("without", {}).items():
            known = {one["id"] for one in base.get(part, ())}
            for unknown in sorted(set(ids) - known):
                self.wrong(f"without.{part}", f"unknown id {unknown!r}")
            merged[part] = [one for one in base.get(part, ()) if one["id"] not in ids]
        return merged

    def form(self, data: dict[str, Any]) -> Form | None:
        """The whole form, or None when it cannot even be put together."""
        built: dict[str, Any] = {}
        for key, build in {
            "page": lambda page, place: self._record(Page, page, place),
            "preface": self._section,
            "sections": lambda items, place: self._many(self._section, items, place),
            "checks": lambda items, place: self._many(self._check, items, place),
            "topics": lambda items, place: self._many(self._topic, items, place),
            "speech": lambda speech, place: self._record(Speech, speech, place),
            "organ_kinds": self._organ_kinds,
        }.items():
            if key in data:
                built[key] = build(data[key], key)
        before = len(self.mistakes)
        self._keys(Form, data, "form")
        if before == 0 and not self.mistakes:
            for mistake in whole_form(**built):
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
        for twice in repeated([heading.id for heading in headings if heading]):
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

    def _topic(self, data: dict[str, Any], place: str) -> Topic | None:
        data = dict(data)
        readings = self._records(Reading, data.pop("readings", []), f"{place}.readings")
        built: dict[str, Any] = {"readings": readings}
        return self._record(Topic, data | built, place, built=frozenset(built))

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
        return hint is bool
    return isinstance(value, (int, float) if hint is float else hint)
