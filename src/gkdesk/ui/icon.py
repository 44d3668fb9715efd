"""The program's icon on its windows, and its own button in the task bar of Windows."""

import ctypes
import sys
from importlib import import_module
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

ID = "gkdesk"


def icon_file() -> Path:
    """The icon in all sizes; found without `files/shipped`, which the start does not need yet."""
    return Path(str(import_module("gkdesk.resources").__file__)).with_name("gkdesk.ico")


def wear(app: QApplication) -> None:
    """Give all windows the icon. To be called before the first window."""
    app.setWindowIcon(QIcon(str(icon_file())))
    _be_nobody_elses()


def _be_nobody_elses() -> None:
    """Tell Windows that this is no other Python program, whose button and icon it would share.

    Only where Python's own starter runs us: with ours Windows goes by the file, and an identity
    that its shortcuts do not have would give the pinned one a second button.
    """
    if sys.platform == "win32" and Path(sys.executable).stem.casefold() in ("python", "pythonw"):
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(ID)
