"""Carrying a report out of the program and into it as a data file."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from gkdesk import paths
from gkdesk.core import exchange
from gkdesk.core.report import Report
from gkdesk.errors import UserError
from gkdesk.files.file_name import file_name
from gkdesk.files.private_copy import free_name
from gkdesk.files.put_in_place import put_in_place
from gkdesk.ui import dialogs
from gkdesk.ui.session import Session

SUFFIX = ".json"


def save(parent: QWidget, session: Session) -> Path | None:
    """Let the clerk put the report as it stands into a data file; where, or None."""
    session.flush()
    report = session.report
    proposed = paths.documents() / file_name(
        f"{report.organ}{report.year}年度", SUFFIX, draft=False
    )
    while True:
        path = dialogs.ask_save_path(parent, proposed, dialogs.DATA_FILTER)
        if path is None:
            return None
        try:
            put_in_place(exchange.dump(report).encode("utf-8"), path)
        except UserError as error:
            dialogs.tell(parent, str(error))
            proposed = path
        else:
            return path


def rescue(report: Report) -> Path:
    """Put a report that cannot be stored among the clerk's papers, unasked; where.

    Raises UserError where that cannot be written either.
    """
    name = file_name(f"{report.organ}{report.year}年度（关机前未保存）", "", draft=False)
    path = free_name(paths.documents(), name, SUFFIX)
    put_in_place(exchange.dump(report).encode("utf-8"), path)
    return path
