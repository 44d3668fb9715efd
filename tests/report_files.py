"""The readable reports of tests/data/reports: for each check, cases that pass and cases that fail.

A file is named after its check and holds tables `[[passes]]` and `[[fails]]`. A case has only what
differs from a sound report: texts by address, and perhaps `last_year` (what differs from a sound
report of the year before), `printed_totals` and `remarks` as a reader of documents gives them. A
text that begins with 「……」 goes on where the sound text ends, as a paragraph of its own.

What a failing case must raise is in `finds`; what its texts are after the first mend of each
finding in `mended`; which other checks have something as well in `also`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from gkdesk.core.checks.finding import Finding
from gkdesk.core.report import Remark, Report
from reports import sound_last_year, sound_report

FOLDER = Path(__file__).parent / "data" / "reports"
GOES_ON = "……"


@dataclass(frozen=True)
class Found:
    """What a case says of one finding; `quote` is the text that its span covers."""

    addresses: tuple[str, ...]
    left: str | None = None
    right: str | None = None
    quote: str | None = None
    severity: str | None = None

    @classmethod
    def of(cls, finding: Finding, report: Report) -> "Found":
        """A finding as a case would say it, its severity only where it is raised."""
        span = finding.span
        quote = report.text(finding.addresses[0])[slice(*span)] if span else None
        return cls(finding.addresses, finding.left, finding.right, quote, finding.raised)


@dataclass(frozen=True)
class Case:
    """One case of a check; without `finds` it passes."""

    check: str
    name: str
    report: Report
    last_year: Report | None
    finds: tuple[Found, ...] = ()
    mended: Mapping[str, str] | None = None
    also: tuple[str, ...] = ()


def cases(path: Path) -> Iterator[Case]:
    """The cases of one file, those that pass first; ValueError for a key that it may not have."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    _refuse(data, {"passes", "fails"}, path.name)
    for group in ("passes", "fails"):
        for number, case in enumerate(data.get(group, []), 1):
            place = f"{path.name}: {group}[{number}]"
            if group == "fails" and not case.get("finds"):
                raise ValueError(f"{place}: finds nothing")
            if group == "passes":
                _refuse(case, case.keys() - {"finds", "mended", "also"}, place)
            yield _case(path.stem, dict(case), place)


def _case(check: str, data: dict[str, Any], place: str) -> Case:
    name = data.pop("case")
    finds = tuple(_found(one, place) for one in data.pop("finds", []))
    mended, also = data.pop("mended", None), tuple(data.pop("also", []))
    last_year = data.pop("last_year", None)
    printed = dict(_flat(data.pop("printed_totals", {})))
    remarks = [Remark(**one) for one in data.pop("remarks", [])]
    try:
        sound = sound_report()
        report = sound_report(**_texts(data, sound))
        before = sound_last_year()
        last = None if last_year is None else sound_last_year(**_texts(last_year, before))
    except KeyError as unknown:
        raise ValueError(f"{place}: unknown key {unknown}") from unknown
    _refuse(printed, {cell.address for cell in report.form.totals}, place)
    report = Report(report.form, report.texts, printed_totals=printed, remarks=remarks)
    wanted = None if mended is None else _texts(mended, sound)
    return Case(check, f"{place} {name}", report, last, finds, wanted, also)


def _found(data: dict[str, Any], place: str) -> Found:
    _refuse(data, {field.name for field in fields(Found)}, place)
    return Found(**data | {"addresses": tuple(data["addresses"])})


def _texts(data: Mapping[str, Any], sound: Report) -> dict[str, str]:
    """Texts by address, those that go on put behind the sound ones."""
    return {
        address: f"{sound.text(address)}\n{text.removeprefix(GOES_ON)}"
        if text.startswith(GOES_ON)
        else text
        for address, text in _flat(data)
    }


def _flat(data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """The texts of nested TOML tables by their dotted keys."""
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            yield prefix + key, value
        else:
            raise ValueError(f"{prefix}{key}: {value!r} is no text")


def _refuse(data: Mapping[str, Any], known: set[str], place: str) -> None:
    """Stop at a key that is not known."""
    if unknown := sorted(data.keys() - known):
        raise ValueError(f"{place}: unknown key {', '.join(unknown)}")
