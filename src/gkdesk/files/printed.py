"""What a report says on paper, the same for every printed form: lines, figures, signature."""

from gkdesk.core.dates import show_date
from gkdesk.core.form import Section
from gkdesk.core.numbers import show
from gkdesk.core.prose import Paragraph, clean, paragraphs
from gkdesk.core.report import Report


def one_line(text: str) -> str:
    """A short text without what no paper can carry, on one line."""
    return " ".join(clean(text).split("\n")).strip()


def title_lines(report: Report) -> list[str]:
    """The title, one entry per line of the form's pattern."""
    return report.form.title_lines(one_line(report.organ), report.year)


def prose(report: Report, section: Section) -> tuple[Paragraph, ...]:
    """The paragraphs of a prose section."""
    return paragraphs(clean(report.text(section.id)))


def figure(report: Report, address: str) -> str:
    """What a cell prints: what was typed, or the figure worked out once it is complete.

    A blank stays blank, and so does a total with a blank addend: a part sum on paper would pass
    for the whole. Words on several lines stay so: 3 over 5 must not become 3 5, which is 35.
    """
    if report.form.cells[address].worked_out:
        return show(report.figure(address))
    return "\n".join(one_line(line) for line in clean(report.text(address)).split("\n"))


def signature(report: Report) -> tuple[str, str]:
    """The organ and the date under the report; each may be empty."""
    day = one_line(report.text("signature.date"))
    return one_line(report.text("signature.organ")), show_date(day)
