"""A report -> the bytes of its Word file, the product: title, sections, tables, signature.

Equal reports give equal bytes. The base document is opened by python-docx; the body is put in as
one piece of XML, since its calls per cell would take a hundred times as long.
"""

from collections.abc import Mapping
from datetime import datetime

from gkdesk.core.form import Section
from gkdesk.core.prose import Paragraph
from gkdesk.core.report import Report
from gkdesk.files.printed import one_line, prose, title_lines
from gkdesk.files.word_lines import divide
from gkdesk.files.word_package import About, finished
from gkdesk.files.word_signature import signature_xml
from gkdesk.files.word_styles import (
    BODY,
    HEADING_1,
    HEADING_2,
    HEADING_3,
    HEADING_ROLES,
    RUN_IN_HEADING_2,
    TITLE,
)
from gkdesk.files.word_tables import table_xml
from gkdesk.files.word_xml import TWIPS, fonts_xml, line_break, runs

_HEADING_STYLES = {2: HEADING_2, 3: HEADING_3}


def write_word(report: Report, *, fonts: Mapping[str, str] | None = None) -> bytes:
    """The Word file of a report; `fonts` replace the form's by role (see `gb2312_fonts`)."""
    named = {**report.form.page.fonts, **(fonts or {})}
    title, author = "".join(title_lines(report)), one_line(report.organ)
    about = About(title, author, datetime(report.year + 1, 1, 1))
    return finished(report.form, named, about, _Body(report, named).xml())


class _Body:
    """The paragraphs and tables of a report as XML, in print order."""

    def __init__(self, report: Report, fonts: Mapping[str, str]) -> None:
        self._report = report
        self._form = report.form
        self._fonts = {role: fonts_xml(fonts, role) for role in fonts} | {
            role: fonts_xml(fonts, "body") for role in HEADING_ROLES if role not in fonts
        }

    def xml(self) -> str:
        """Title, a blank line, opening paragraph, sections, signature."""
        pieces = [self._title(), _paragraph(BODY, "")]
        pieces += self._prose(self._form.preface)
        for section in self._form.sections:
            pieces.append(_paragraph(HEADING_1, runs(section.label, self._fonts["heading_1"])))
            if section.table is None:
                pieces += self._prose(section)
            else:
                cells = self._fonts["table"]
                pieces.append(table_xml(self._report, section, section.table, cells))
        return "".join(pieces) + signature_xml(self._report, self._fonts["body"])

    def _title(self) -> str:
        """One paragraph; an organ's name that is too long is divided into nearly equal lines."""
        page = self._form.page
        sign = page.points["title"] * TWIPS + page.character_spacing
        room = int(page.text_width / sign)
        lines = [part for line in title_lines(self._report) for part in divide(line, room)]
        fonts = self._fonts["title"]
        return _paragraph(TITLE, line_break().join(runs(line, fonts) for line in lines))

    def _prose(self, section: Section) -> list[str]:
        """The paragraphs of a prose section; the report's last one is kept with the signature."""
        found = prose(self._report, section)
        last = len(found) - 1 if section is self._form.sections[-1] else -1
        return [self._text(one, keep=index == last) for index, one in enumerate(found)]

    def _text(self, paragraph: Paragraph, *, keep: bool) -> str:
        """A paragraph: all heading, text behind a run-in heading, or text alone."""
        heading, level = paragraph.number + paragraph.heading, paragraph.level
        body = self._fonts["body"]
        if paragraph.heading and level in _HEADING_STYLES and not paragraph.body:
            return _paragraph(
                _HEADING_STYLES[level], runs(heading, self._fonts[f"heading_{level}"]), keep=keep
            )
        if paragraph.heading and level == 2:
            style = f'<w:rStyle w:val="{RUN_IN_HEADING_2}"/>'
            run_in = runs(heading, self._fonts["heading_2"], style)
            return _paragraph(BODY, run_in + runs(paragraph.body, body), keep=keep)
        return _paragraph(BODY, runs(paragraph.text, body), keep=keep)


def _paragraph(style: str, content: str, *, keep: bool = False) -> str:
    """A paragraph; `keep` keeps its last lines on one page with what follows."""
    tie = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{tie}</w:pPr>{content}</w:p>'
