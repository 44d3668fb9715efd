"""Whether the system is about to end the program: then nothing may be asked."""

from PySide6.QtCore import QCoreApplication

_PROPERTY = "gkdesk_ending"


def is_ending() -> bool:
    """Whether the machine shuts down, or the user logs off, just now."""
    app = QCoreApplication.instance()
    return app is not None and bool(app.property(_PROPERTY))


def set_ending(ending: bool) -> None:
    """Note that it does; it may yet change its mind."""
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty(_PROPERTY, ending)
