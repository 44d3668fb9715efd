"""How a report begins: blank, from last year's, from the shipped sample, or as one was read."""

from datetime import date

from gkdesk.core import exchange
from gkdesk.core.next_year import handed_on
from gkdesk.core.report import Report
from gkdesk.files import shipped
from gkdesk.files.store import Store
from gkdesk.files.stored import find_last_year, load_report

SAMPLE = "samples/heyuan-2024.json"


def first_year() -> int:
    """The first year that can be reported on."""
    return min(shipped.form(edition).first_year for edition in shipped.EDITIONS)


def can_report_on(year: int, today: date) -> bool:
    """Whether a year has a form to fill in and is not too far ahead; without loading a form."""
    # An edition is named after the first year that it serves.
    return int(shipped.EDITIONS[0]) <= year <= today.year + 1


def begin_blank(store: Store, organ: str, year: int) -> int:
    """Store a blank report and give its id; UserError where there is one of this organ and year.

    The signature is written at once: what will be printed is there to be seen and changed.
    """
    return store.create(organ, year, shipped.edition_for(year), {"signature.organ": organ})


def begin_next(store: Store, report_id: int) -> int:
    """Store the report of the year after a stored one, with what that hands on; give its id.

    Raises UserError where there is one already, and where the old one cannot be read.
    """
    last = load_report(store, report_id)
    year = last.year + 1
    edition = shipped.edition_for(year)
    return store.create(last.organ, year, edition, handed_on(last, shipped.form(edition)))


def begin_year(store: Store, organ: str, year: int) -> int:
    """Store a report of an organ and year: from last year's where that is stored, else blank."""
    last = find_last_year(store, organ, year)
    return begin_blank(store, organ, year) if last is None else begin_next(store, last)


def begin_sample(store: Store, today: date) -> int:
    """The id of the shipped sample report in the store, stored now if it is not there."""
    sample = exchange.load(shipped.read_text(SAMPLE), shipped.form, today)
    found = store.find(sample.organ, sample.year)
    return begin_from(store, sample) if found is None else found


def begin_from(store: Store, report: Report) -> int:
    """Store a whole report and give its id; UserError where there is one of this organ and year."""
    return store.create(report.organ, report.year, report.form.edition, answers_of(report))


def answers_of(report: Report) -> dict[str, str]:
    """All texts of a report as the store keeps them; organ and year are the stored report's own."""
    return {a: t for a, t in report.texts.items() if a not in ("organ", "year")}
