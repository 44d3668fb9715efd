"""Exporting as the clerk goes through it: asked once for a draft, then for a place, then done."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gkdesk import paths
from gkdesk.errors import UserError
from gkdesk.files.file_name import file_name
from gkdesk.files.self_check_export import SUFFIXES, export_self_check
from gkdesk.ui import dialogs
from gkdesk.ui.findings_list import counted
from gkdesk.ui.session import Session

SUFFIX = ".docx"


def proposed_path(session: Session) -> Path:
    """Where the Word file would go: the last folder, the report's title, marked if a draft."""
    title = "".join(session.form.title_lines(session.report.organ, session.report.year))
    return _folder(session) / file_name(title, SUFFIX, draft=session.is_draft)


def export_word_file(parent: QWidget, session: Session) -> Path | None:
    """Let the clerk export; where the file went, or None if there is none.

    Where it cannot be written, a sentence says so and another place can be chosen.
    """
    session.flush()
    serious = [one for one in session.outcome.findings if one.severity != "hint"]
    if session.is_draft and not dialogs.ask_export_draft(parent, counted(serious)):
        return None
    return _save(parent, proposed_path(session), dialogs.WORD_FILTER, (SUFFIX,), session.export)


def save_self_check(parent: QWidget, session: Session) -> Path | None:
    """Let the clerk put the 自查单 into a Word file or a web page; where it went, or None."""
    session.flush()
    report = session.report

    def write(path: Path) -> None:
        export_self_check(report, session.last_year, path, datetime.now().astimezone())

    name = file_name(f"{report.organ}{report.year}年年报自查单", SUFFIX, draft=False)
    proposed = _folder(session) / name
    return _save(parent, proposed, dialogs.SELF_CHECK_FILTER, SUFFIXES, write)


def _folder(session: Session) -> Path:
    """The folder of the last export while it is there, else the clerk's documents."""
    folder = Path(session.export_folder) if session.export_folder else paths.documents()
    return folder if os.path.isdir(folder) else paths.documents()


def _save(
    parent: QWidget,
    proposed: Path,
    kinds: str,
    suffixes: tuple[str, ...],
    write: Callable[[Path], None],
) -> Path | None:
    """Ask for a place until the file is written there, or the clerk gives up."""
    while True:
        chosen = dialogs.ask_save_path(parent, proposed, kinds)
        if chosen is None:
            return None
        path = with_suffix(chosen, suffixes)
        if path != chosen and os.path.exists(path) and not dialogs.ask_overwrite(parent, path):
            proposed = path
            continue
        try:
            write(path)
        except UserError as error:
            dialogs.tell(parent, str(error))
            proposed = path
        else:
            return path


def with_suffix(path: Path, suffixes: tuple[str, ...] = (SUFFIX,)) -> Path:
    """The path with the first of these suffixes unless it has one: 「报告2024.1」 has none."""
    named = path.suffix.lower() in suffixes
    return path if named else path.with_name(path.name + suffixes[0])
