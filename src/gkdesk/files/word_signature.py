"""The signature under the report, placed as GB/T 9704-2012 asks for, with a seal and without."""

from gkdesk.core.form import Page
from gkdesk.core.report import Report
from gkdesk.files.printed import signature
from gkdesk.files.word_lines import divide, ems
from gkdesk.files.word_styles import SIGNATURE
from gkdesk.files.word_xml import TWIPS, line_break, runs

_FOUR, _TWO = 4, 2
"""Characters that stay free: right of a sealed date, and of an unsealed organ."""


def signature_xml(report: Report, fonts: str) -> str:
    """A blank line, the organ, the date; only what is filled in, and nothing for nothing.

    The blank line is asked for without a seal; with one it is the room of the seal's upper half,
    whose edge may come within one line of the text.
    """
    organ, day = signature(report)
    if not organ and not day:
        return ""
    measure = _Measure(report.form.page)
    place = _sealed if report.sealed else _unsealed
    lines = divide(organ, int(measure.room / measure.character)) if organ else []
    organ_place, day_place = place(measure, lines, day)
    return (
        _paragraph("", [], fonts, keep=True)
        + (_paragraph(organ_place, lines, fonts, keep=bool(day)) if organ else "")
        + (_paragraph(day_place, [day], fonts, keep=False) if day else "")
    )


class _Measure:
    """Widths on the page in twips: the text area, a character, a text."""

    def __init__(self, page: Page) -> None:
        self.room = page.text_width
        self._points, self._spacing = page.points["body"], page.character_spacing
        self.character = self._points * TWIPS + self._spacing

    def width(self, text: str) -> int:
        """The width of a text in body type: each sign, digits too, has the same extra spacing."""
        return round(ems(text) * self._points * TWIPS + len(text) * self._spacing)


def _sealed(measure: _Measure, organ: list[str], day: str) -> tuple[str, str]:
    """The date four characters from the right, the organ centred over it.

    An organ too long for that moves left until it ends at the edge of the text.
    """
    right = round(_FOUR * measure.character)
    left = measure.room - 2 * right - measure.width(day)
    longest = max((measure.width(line) for line in organ), default=0)
    left = max(0, min(left, measure.room - longest - TWIPS))  # a point to spare for rounding
    return _indent(left, 0, "center"), _indent(0, right, "right")


def _unsealed(measure: _Measure, organ: list[str], day: str) -> tuple[str, str]:
    """The organ two characters from the right, the date beginning two right of the organ.

    A date that is the longer stands two characters from the right, and the organ begins two
    characters left of it.
    """
    two = round(_TWO * measure.character)
    longest = max((measure.width(line) for line in organ), default=0)
    date_width = measure.width(day)
    if date_width > longest:
        first = measure.room - two - date_width - two
        return _indent(first, 0, "left"), _indent(0, two, "right")
    right = max(0, min(two, measure.room - longest))
    first = measure.room - right - longest
    return _indent(first, 0, "left"), _indent(first + two, 0, "left")


def _paragraph(place: str, lines: list[str], fonts: str, *, keep: bool) -> str:
    """One paragraph of the block; `keep` ties it to the next one, so that none stands alone."""
    text = line_break().join(runs(line, fonts) for line in lines)
    tie = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{SIGNATURE}"/>{tie}{place}</w:pPr>{text}</w:p>'


def _indent(left: int, right: int, side: str) -> str:
    return f'<w:ind w:left="{left}" w:right="{right}"/><w:jc w:val="{side}"/>'
