"""What a report hands on to the one of the year after: its organ, how to reach it, what is open."""

from collections.abc import Iterator

from gkdesk.core.form import Form
from gkdesk.core.numbers import show
from gkdesk.core.report import CONTACT_FIELDS, Report

_KEPT = ("signature.organ", "signature.sealed", *(f"contact.{name}" for name in CONTACT_FIELDS))


def handed_on(last: Report, form: Form) -> dict[str, str]:
    """The first texts of the next year's report on a form, by address; organ and year apart.

    Where last year's signature is empty the organ signs, as on a blank report.
    """
    kept = {address: text for address in _KEPT if (text := last.text(address))}
    return {"signature.organ": last.organ} | kept | dict(_carried(last, form))


def _carried(last: Report, form: Form) -> Iterator[tuple[str, str]]:
    """Each figure that the form's checks say comes from another row of last year's table."""
    figures = last.figures()
    for check in form.checks:
        rows = dict(zip(check.left, check.right, strict=True)) if check.kind == "carry" else {}
        for cell in form.typed:
            if cell.section.id == check.section and cell.row.id in rows:
                source = f"{check.section}.{rows[cell.row.id]}.{cell.column.id}"
                if source in figures:
                    yield cell.address, show(figures[source])
