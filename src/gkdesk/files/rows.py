"""The rows of a store by their keys, wherever they were read, and which of them are sound."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from gkdesk.files.digests import export_digest, report_digest, step_digest

_LAST_ID = 2**63 - 1


class ReportRow(NamedTuple):
    """A report's own row; `digest` is empty before schema 2."""

    organ: str
    year: int
    edition: str
    created_at: str
    changed_at: str
    change_order: int
    digest: str = ""


class StepRow(NamedTuple):
    """A step of the history without its changes."""

    undone: int
    at: str
    label: str
    digest: str = ""


class ChangeRow(NamedTuple):
    """One change of a step."""

    address: str
    old: str | None
    new: str | None


class ExportRow(NamedTuple):
    """One export."""

    report_id: int
    at: str
    path: str
    draft: int
    content: str
    digest: str = ""


@dataclass(slots=True)
class Rows:
    """All rows that were read; a row that is already there is not replaced by a later reading.

    `headings` are organ and year of reports whose own row could not be read, out of an index.
    """

    reports: dict[int, ReportRow] = field(default_factory=dict)
    answers: dict[int, dict[str, str]] = field(default_factory=dict)
    steps: dict[tuple[int, int], StepRow] = field(default_factory=dict)
    changes: dict[tuple[int, int, int], ChangeRow] = field(default_factory=dict)
    exports: dict[int, ExportRow] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    headings: dict[int, tuple[str, int]] = field(default_factory=dict)

    def add(self, table: str, row: Sequence[Any]) -> bool:
        """Take a row with its key in; False if it cannot be one of this table."""
        if not _fits(table, row):
            return False
        match table:
            case "reports":
                self.reports.setdefault(row[0], ReportRow(*row[1:]))
            case "answers":
                self.answers.setdefault(row[0], {}).setdefault(row[1], row[2])
            case "actions":
                self.steps.setdefault((row[0], row[1]), StepRow(*row[2:]))
            case "changes":
                self.changes.setdefault((row[0], row[1], row[2]), ChangeRow(*row[3:]))
            case "exports":
                self.exports.setdefault(row[0], ExportRow(*row[1:]))
            case "settings":
                self.settings.setdefault(row[0], row[1])
        return True

    def add_unnamed(self, rowid: int | None, values: Sequence[Any]) -> None:
        """Take in a row of which only its shape tells the table; no two tables share one."""
        if rowid is not None:
            if rowid > _LAST_ID:
                return
            # The rowid stands in the place of a key that is stored as NULL.
            row = (rowid, *values[1:]) if values and values[0] is None else ()
            if not self.add("reports", row):
                self.add("exports", row)
            return
        # The times of a step tell it from a change, whose fourth value is an address.
        for table in ("actions", "changes", "answers", "settings"):
            if self.add(table, values):
                return
        if _are(values, (str, int, int)) and _is_year(values[1]):
            self.headings.setdefault(values[2], (values[0], values[1]))

    def report_ids(self) -> set[int]:
        """All reports of which anything was read."""
        steps = {report_id for report_id, _ in self.steps}
        return set(self.reports) | set(self.answers) | set(self.headings) | steps

    def changes_of(self, report_id: int, number: int) -> list[ChangeRow]:
        """The changes of a step, in the order in which they were made."""
        found: list[ChangeRow] = []
        while change := self.changes.get((report_id, number, len(found))):
            found.append(change)
        return found

    def sound_steps(self, report_id: int) -> dict[int, StepRow]:
        """The steps of a report that are as they were written, by number.

        Before schema 2 nothing tells that; then a step needs no more than a change.
        """
        return {
            number: step
            for (owner, number), step in sorted(self.steps.items())
            if owner == report_id and self._is_sound(report_id, number, step)
        }

    def sound_exports(self, report_id: int) -> dict[int, ExportRow]:
        """The exports of a report that are as they were written, by id."""
        return {
            number: row
            for number, row in sorted(self.exports.items())
            if row.report_id == report_id and row.digest in ("", export_digest(*row[1:5]))
        }

    def _is_sound(self, report_id: int, number: int, step: StepRow) -> bool:
        changes = self.changes_of(report_id, number)
        if not step.digest:
            return bool(changes)
        return step.digest == step_digest(number, step.at, step.label, changes)


def is_signed(row: ReportRow, answers: dict[str, str]) -> bool:
    """Whether these are the answers that were written with this row."""
    return bool(row.digest) and row.digest == report_digest(row[:5], sorted(answers.items()))


def _fits(table: str, row: Sequence[Any]) -> bool:
    """Whether the values can be a row of a table, by their kinds."""
    match table:
        case "reports":
            return (
                _are(row[:7], (int, str, int, str, str, str, int))
                and _are(row[7:], (str,) * (len(row) - 7))
                and len(row) <= 8
                and _are_times(row[4:6])
                and _is_year(row[2])
            )
        case "answers":
            return _are(row, (int, str, str))
        case "actions":
            return (
                _are(row[:5], (int, int, int, str, str))
                and _are(row[5:], (str,) * (len(row) - 5))
                and len(row) <= 6
                and _are_times(row[3:4])
            )
        case "changes":
            return (
                len(row) == 6
                and _are(row[:4], (int, int, int, str))
                and all(text is None or isinstance(text, str) for text in row[4:])
            )
        case "exports":
            return (
                _are(row[:6], (int, int, str, str, int, str))
                and _are(row[6:], (str,) * (len(row) - 6))
                and len(row) <= 7
                and _are_times(row[2:3])
            )
    return _are(row, (str, str))


def _are(values: Sequence[Any], kinds: Sequence[type]) -> bool:
    return len(values) == len(kinds) and all(map(isinstance, values, kinds))


def _is_year(value: int) -> bool:
    return 1900 < value < 2200


def _are_times(values: Iterable[str]) -> bool:
    try:
        return all(datetime.fromisoformat(value).tzinfo for value in values)
    except ValueError:
        return False
