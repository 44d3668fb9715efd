"""A report that was read comes into the store: looked at aside, then agreed to, never unasked."""

from dataclasses import dataclass

from gkdesk.core import explanations
from gkdesk.core.change import Change, differences
from gkdesk.core.report import CONTACT_FIELDS, Report
from gkdesk.errors import UserError
from gkdesk.files.beginnings import answers_of
from gkdesk.files.recognise.report import NO_ORGAN
from gkdesk.files.store import Store, StoredReport

# What the clerk types and no document shows: where it says nothing of these, they stay.
_NOT_ON_PAPER = (
    explanations.ADDRESS,
    "signature.sealed",
    *(f"contact.{one}" for one in CONTACT_FIELDS),
)


@dataclass(frozen=True, slots=True)
class Twin:
    """The stored report of the same organ and year, and all in which a new one differs."""

    stored: StoredReport
    changes: tuple[Change, ...]


def set_aside(report: Report) -> tuple[Store, int]:
    """A store in memory that holds nothing but this report, and its id there.

    An organ that could not be read is left blank, for the clerk to fill in.
    """
    store = Store.in_memory()
    organ = "" if report.organ == NO_ORGAN else report.organ
    return store, store.create(organ, report.year, report.form.edition, answers_of(report))


def find_twin(store: Store, report: Report, *, from_paper: bool) -> Twin | None:
    """The stored report that a new one would take the place of, if there is one.

    Raises UserError where that one is on another form.
    """
    found = store.find(report.organ, report.year)
    if found is None:
        return None
    stored = store.report(found)
    if stored.edition != report.form.edition:
        raise UserError(
            f"{report.organ}{report.year}年度的报告已有一份，用的是{stored.edition}年表样，"
            f"不能用{report.form.edition}年表样的替换，没有改动。请核对年度。"
        )
    old, new = store.answers(found), answers_of(report)
    if from_paper:
        new = {one: old[one] for one in _NOT_ON_PAPER if one in old} | new
    return Twin(stored, differences(old, new))


def replace(store: Store, twin: Twin, label: str) -> None:
    """Put a report in the place of its twin: one action, one undo step."""
    store.record(twin.stored.id, twin.changes, label)
