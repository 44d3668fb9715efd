"""Files and folders are opened by the system's own programs, or a sentence says why not."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gkdesk.ui import dialogs

_NO_PROGRAM = 1155  # ERROR_NO_ASSOCIATION


def open_file(parent: QWidget, path: Path) -> None:
    """Open a file with the program that the system has for it."""
    _open(parent, path)


def open_folder(parent: QWidget, folder: Path) -> None:
    """Show a folder in the system's own window."""
    _open(parent, folder)


def show_in_folder(parent: QWidget, path: Path) -> None:
    """Open the folder of a file, the file marked where the system can do that."""
    if sys.platform == "win32" and os.path.isfile(path):
        # One string: explorer wants quotes about the path alone, and list2cmdline sets others.
        command = f'explorer.exe /select,"{path}"'
        try:
            subprocess.Popen(command, executable=_explorer())
        except OSError:
            _open(parent, path.parent)
    else:
        _open(parent, path.parent)


def _explorer() -> str:
    """Windows' own, whatever lies in the program's folder or in the current one."""
    return os.path.join(os.environ.get("SYSTEMROOT", r"C:\Windows"), "explorer.exe")


def _open(parent: QWidget, path: Path) -> None:
    if sys.platform == "win32":
        try:
            os.startfile(path)
        except OSError as fault:
            dialogs.tell(parent, _why_not(path, getattr(fault, "winerror", None)))
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        dialogs.tell(parent, _why_not(path, None))


def _why_not(path: Path, code: int | None) -> str:
    """Why a file or folder was not opened, and what to do."""
    if not os.path.exists(path):
        return (
            f"“{path.name or path}”已经不在原来的位置（可能被移走、改名，或U盘已经拔出）。"
            f"原来的位置：{path.parent}"
        )
    if code == _NO_PROGRAM:
        return (
            f"这台电脑上没有能打开“{path.name}”的程序，请先安装 WPS 或 Word。"
            f"文件已经写好，在：{path.parent}"
        )
    return f"系统没有打开“{path.name or path}”。请自己打开它所在的文件夹：{path.parent}"
