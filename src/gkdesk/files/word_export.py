"""A report -> its Word file on disk: written in memory, re-opened and compared, put in place."""

from collections.abc import Mapping
from pathlib import Path

from gkdesk.core.report import Report
from gkdesk.errors import UserError
from gkdesk.files import shipped
from gkdesk.files.put_in_place import put_in_place
from gkdesk.files.word_check import differences
from gkdesk.files.word_writer import write_word


class WrongWordFileError(Exception):
    """The finished file does not say what the report says: a bug, and nothing was written."""


def export_word(report: Report, path: Path, *, fonts: Mapping[str, str] | None = None) -> None:
    """Write the Word file of a report; an existing file stays whole until the new one is whole.

    Raises UserError if the place cannot be written or the report is on a form that is only read,
    WrongWordFileError for a bug of ours.
    """
    if report.form.edition in shipped.READ_ONLY:
        raise UserError(
            f"这份报告用的是{report.form.edition}年的旧表样，只供读取和核对，不能导出 Word 文件。"
            "请新建本年年报填报。"
        )
    data = write_word(report, fonts=fonts)
    found = differences(report, data)
    if found:
        raise WrongWordFileError("\n".join(found))
    put_in_place(data, path)
