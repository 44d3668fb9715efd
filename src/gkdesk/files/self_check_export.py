"""The 自查单 of a report on disk, as a Word file or a web page."""

from datetime import datetime
from pathlib import Path

from gkdesk.core.report import Report
from gkdesk.core.self_check import self_check
from gkdesk.files.put_in_place import put_in_place
from gkdesk.files.self_check_html import self_check_html
from gkdesk.files.self_check_word import self_check_word

WORD, WEB_PAGE = ".docx", (".html", ".htm")
SUFFIXES = (WORD, *WEB_PAGE)


def export_self_check(report: Report, last_year: Report | None, path: Path, now: datetime) -> None:
    """Write the 自查单 as the suffix asks; an old file stays whole until the new one is.

    Raises UserError if the place cannot be written.
    """
    sheet = self_check(report, last_year, now)
    if path.suffix.lower() in WEB_PAGE:
        put_in_place(self_check_html(sheet), path)
    else:
        put_in_place(self_check_word(sheet, report.form), path)
