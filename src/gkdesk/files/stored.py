"""A stored report as a report, and the one of the year before."""

from gkdesk.core.report import Report
from gkdesk.errors import UserError
from gkdesk.files import shipped
from gkdesk.files.store import Store


def load_report(store: Store, report_id: int) -> Report:
    """A report of the store; UserError if its form is unknown or it cannot be read."""
    stored = store.report(report_id)
    texts = {"organ": stored.organ, "year": str(stored.year)} | store.answers(report_id)
    return Report(shipped.form(stored.edition), texts)


def refuse_read_only(store: Store, report_id: int) -> None:
    """Refuse (UserError) to fill in a report on an old form, which is only read."""
    edition = store.report(report_id).edition
    if edition in shipped.READ_ONLY:
        raise UserError(
            f"这份报告用的是{edition}年的旧表样，只供读取，不能在这里填报。"
            "它可以作为上年报告：新建下一年的年报时，上年结转会自动填好。"
        )


def find_last_year(store: Store, organ: str, year: int) -> int | None:
    """The id of an organ's stored report of the year before, if there is one.

    One on a form that this program does not know counts as none: this year's can be filled in.
    """
    found = store.find(organ, year - 1)
    editions = (*shipped.EDITIONS, *shipped.READ_ONLY)
    known = found is not None and store.report(found).edition in editions
    return found if known else None


def load_last_year(store: Store, report: Report) -> Report | None:
    """The stored report of the same organ and the year before, if there is one."""
    found = find_last_year(store, report.organ, report.year)
    return None if found is None else load_report(store, found)
