"""What can be put back: the backups and the copies made before a restoring, and what is in one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from gkdesk.core import names
from gkdesk.core.change import Change, differences
from gkdesk.core.form import Form
from gkdesk.files import shipped
from gkdesk.files.backups import list_backups
from gkdesk.files.examine import Holding, at_rest, look_into, reading
from gkdesk.files.restoring import safety_copies
from gkdesk.files.store import Store

_REPORTS = "SELECT id, organ, year, edition, changed_at FROM reports ORDER BY year DESC, organ"
_ANSWERS = "SELECT address, text FROM answers WHERE report_id = ?"


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that can be put in the place of the store, and when it says it was made.

    `before`: it was made because another one was put back. `made_at` is None for any other file.
    """

    path: Path
    made_at: datetime | None
    before: bool = False


@dataclass(frozen=True, slots=True)
class CopiedReport:
    """One report in a copy, with all its texts."""

    organ: str
    year: int
    edition: str
    changed_at: datetime
    answers: Mapping[str, str]

    @property
    def name(self) -> str:
        """What the clerk calls it."""
        return f"{self.organ}{self.year}年度"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy holds, and its reports, the latest year first; none of a damaged one."""

    holding: Holding
    reports: tuple[CopiedReport, ...]


class Age(Enum):
    """How a report in a copy is, seen from the present one."""

    SAME = "same"
    OLDER = "older"
    NEWER = "newer"
    MISSING = "missing"
    OTHER_FORM = "other form"


@dataclass(frozen=True, slots=True)
class Compared:
    """A report in a copy beside the present one; `changes` is what taking it back would change."""

    report: CopiedReport
    age: Age
    changed_at: datetime | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A copy beside the present store, and the reports that only the store has."""

    reports: tuple[Compared, ...]
    only_now: tuple[str, ...]


def list_copies(store: Path, backups: Path) -> list[Copy]:
    """All that lies where copies lie, the newest first; UserError where that cannot be read.

    Backups go by their numbers, which no clock changes; the others stand where their time does.
    """
    found = _in_folder(backups)
    for copy in (Copy(path, at, before=True) for at, path in safety_copies(store)):
        place = next((i for i, one in enumerate(found) if _time(one) <= _time(copy)), len(found))
        found.insert(place, copy)
    return found


def copy_at(path: Path) -> Copy:
    """A file from anywhere as a copy."""
    return next((one for one in _in_folder(path.parent) if one.path == path), Copy(path, None))


def read_contents(path: Path) -> Contents:
    """What a copy holds; UserError where it cannot be read at all."""
    with at_rest(path) as file:
        holding = look_into(path)
        reports: list[CopiedReport] = []
        if holding.is_good:
            with reading(file) as connection:
                for number, organ, year, edition, changed_at in connection.execute(_REPORTS):
                    answers = dict(connection.execute(_ANSWERS, (number,)).fetchall())
                    at = datetime.fromisoformat(changed_at)
                    reports.append(CopiedReport(organ, year, edition, at, answers))
    return Contents(holding, tuple(reports))


def compare(store: Store, contents: Contents) -> Comparison:
    """What a copy holds beside what the store holds now; UserError where that cannot be read."""
    present = {(one.organ, one.year): one for one in store.reports()}
    compared = []
    for report in contents.reports:
        now = present.pop((report.organ, report.year), None)
        if now is None:
            compared.append(Compared(report, Age.MISSING, None, ()))
            continue
        changes = differences(store.answers(now.id), report.answers)
        age = Age.OLDER if report.changed_at < now.changed_at else Age.NEWER
        if now.edition != report.edition:
            age = Age.OTHER_FORM
        elif not changes:
            age = Age.SAME
        compared.append(Compared(report, age, now.changed_at, changes))
    only_now = sorted(f"{organ}{year}年度" for organ, year in present)
    return Comparison(tuple(compared), tuple(only_now))


def places(compared: Compared) -> list[str]:
    """Where a report in a copy differs from the present one, in words, in the form's order."""
    form = shipped.form(compared.report.edition)
    order = {address: place for place, address in enumerate(form.cells)}
    sections = {section.id: section.name for section in form.prose}

    def place(change: Change) -> tuple[bool, int]:
        # A text that is gone weighs more than a figure.
        return change.address not in sections, order.get(change.address, -1)

    return [
        f"{_name(form, change.address)}（{_both(change, change.address in sections)}）"
        for change in sorted(compared.changes, key=place)
    ]


def _both(change: Change, is_prose: bool) -> str:
    """What stands now and in the copy: of a long text how long it is."""
    then, now = change.new or "", change.old or ""
    if is_prose or max(len(then), len(now)) > 16:
        return f"备份里 {len(then)} 字，现在 {len(now)} 字"
    return f"备份里 {then or '未填'}，现在 {now or '未填'}"


def _name(form: Form, address: str) -> str:
    try:
        return names.name_of(form, address)
    except KeyError:
        return "核实说明"  # the only text that is no field of the form


def _in_folder(folder: Path) -> list[Copy]:
    return [Copy(backup.path, backup.made_at) for backup in list_backups(folder)]


def _time(copy: Copy) -> datetime:
    return copy.made_at or datetime.min.astimezone()
