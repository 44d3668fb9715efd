"""Sweeps Python's garbage in the window's thread alone.

Python sweeps in whatever thread happens to allocate. In the thread of a backup or of a reading it
would destroy widgets that a closed page left behind, which ends the program: Qt's widgets belong
to one thread (seen in 4 of 24 runs on a busy machine).
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EACH = 500


class Sweeper(QObject):
    """Looks twice a second whether there is enough to sweep, by Python's own measure."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self, interval=_EACH)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Sweep the oldest generation that is due, and with it the younger ones."""
        due = [
            generation
            for generation, (count, most) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > most
        ]
        if due:
            gc.collect(max(due))
