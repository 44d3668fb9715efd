"""Exporting as the clerk goes through it: asked once for a draft, then for a place, then done."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gkdesk import paths
from gkdesk.errors import UserError
from gkdesk.files.file_name import file_name
from gkdesk.ui import dialogs
from gkdesk.ui.findings_panel import counted
from gkdesk.ui.session import Session

SUFFIX = ".docx"


def proposed_path(session: Session) -> Path:
    """Where the Word file would go: the last folder, the report's title, marked if a draft."""
    folder = Path(session.export_folder) if session.export_folder else paths.documents()
    if not folder.is_dir():
        folder = paths.documents()
    title = "".join(session.form.title_lines(session.report.organ, session.report.year))
    return folder / file_name(title, SUFFIX, draft=session.is_draft)


def export_word_file(parent: QWidget, session: Session) -> Path | None:
    """Let the clerk export; where the file went, or None if there is none.

    Where it cannot be written, a sentence says so and another place can be chosen.
    """
    session.flush()
    serious = [one for one in session.outcome.findings if one.severity != "hint"]
    if session.is_draft and not dialogs.ask_export_draft(parent, counted(serious)):
        return None
    proposed = proposed_path(session)
    while True:
        chosen = dialogs.ask_save_path(parent, proposed, dialogs.WORD_FILTER)
        if chosen is None:
            return None
        path = with_suffix(chosen)
        if path != chosen and path.exists() and not dialogs.ask_overwrite(parent, path):
            proposed = path
            continue
        try:
            session.export(path)
        except UserError as error:
            dialogs.tell(parent, str(error))
            proposed = path
        else:
            return path


def with_suffix(path: Path) -> Path:
    """The path with the suffix of a Word file, which a name like 「报告2024.1」 lacks."""
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)


def open_file(path: Path) -> None:
    """Open a file with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def open_folder(path: Path) -> None:
    """Open the folder of a file, the file marked where the system can do that."""
    if sys.platform == "win32" and path.is_file():
        subprocess.Popen(["explorer", "/select,", str(path)])
    else:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
