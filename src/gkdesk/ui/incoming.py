"""What the clerk brings from outside: files that are chosen, dropped or copied, a copied text."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from gkdesk import paths
from gkdesk.errors import UserError
from gkdesk.files.report_file import READABLE, read_file, read_pasted
from gkdesk.ui import dialogs
from gkdesk.ui.reading_queue import Read

PASTED = "粘贴的内容"
_HOW_TO_COPY = (
    "请在 Word、WPS 或网页里打开往年的报告，按 Ctrl+A 全选、Ctrl+C 复制，再回到这里粘贴。"
)
_PICTURE = "剪贴板里是一张图片，里面没有文字。"
_NOTHING = "剪贴板里没有文件，也没有文字。"


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something that may be a report: its name, and how it is read."""

    name: str
    read: Read


def chosen(parent: QWidget) -> list[Incoming]:
    """The files that the clerk picks, none if the clerk gave up."""
    kinds = f"年报文件 ({' '.join(f'*{one}' for one in READABLE)});;全部文件 (*)"
    return of_files(dialogs.ask_open_paths(parent, paths.documents(), kinds))


def of_files(files: Sequence[Path]) -> list[Incoming]:
    """Files by their paths, there or not: reading them will tell."""
    return [Incoming(path.name or str(path), partial(read_file, path)) for path in files]


def pasted(clipboard: QMimeData | None) -> list[Incoming]:
    """What is on the clipboard; UserError with what to do where there is nothing to read.

    Qt gives None for an empty one, whatever its types say.
    """
    clipboard = clipboard or QMimeData()
    files = files_in(clipboard)
    if files:
        return of_files(files)
    html, text = clipboard.html(), clipboard.text()
    if text.strip() or html.strip():
        return [Incoming(PASTED, partial(read_pasted, html, text))]
    raise UserError((_PICTURE if clipboard.hasImage() else _NOTHING) + _HOW_TO_COPY)


def files_in(data: QMimeData) -> list[Path]:
    """The files on this machine or its network that are dragged or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
