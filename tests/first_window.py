"""The real program in a process of its own, which says on standard output what its window does.

Lines on standard input: `minimise`, `hang`, `type TEXT`, `imports`, `close`. Run with the data
folder, and the files to open.
"""

import os
import sys
import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from gkdesk import __main__
from gkdesk.ui import app, dialogs

PROSE = "overview"


class Listener(QObject):
    """Brings what is said on standard input into the window's thread."""

    heard = Signal(str)

    def begin(self, do: Callable[[str], None]) -> None:
        """Listen until the end of the input."""
        self.heard.connect(do)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self.heard.emit(line.strip())


def say(*words: object) -> None:
    """Tell the test; a reader that is gone is no matter."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def main() -> int:
    """Run the program, looked at and spoken to."""
    make_application, come_forward = app.make_application, app.come_forward
    listener: list[Listener] = []

    def make() -> QApplication:
        made = make_application()
        listener.append(Listener(made))
        look = QTimer(made, interval=5)

        def found() -> None:
            windows = [one for one in made.topLevelWidgets() if getattr(one, "start", None)]
            if windows:
                look.stop()
                say("open")
                listener[0].begin(lambda line: obey(windows[0], line))

        look.timeout.connect(found)
        look.start()
        return made

    def forward(window: object) -> None:
        come_forward(window)
        say("front", window.isMinimized(), window.isActiveWindow())

    app.make_application, app.come_forward = make, forward
    dialogs.tell = lambda parent, sentence: say("told", sentence.replace("\n", " "))
    dialogs.ask_go_on_after_fault = lambda parent, details: say("fault", repr(details)) or True
    return __main__.main(["--home", *sys.argv[1:]])


def obey(window: object, line: str) -> None:
    """Do what the test asks for."""
    word, _, rest = line.partition(" ")
    if word == "minimise":
        window.showMinimized()
        say("minimised", window.isMinimized())
    elif word == "hang":
        say("hanging")
        time.sleep(3600)
    elif word == "type":
        if window.bench is None:
            window.open_report(window._store.reports()[0].id)
            window.bench.show_step(PROSE)
        window.bench.page.findChild(app_editor()).setPlainText(rest)
        say("typed")
    elif word == "imports":
        say("imports", *(one.name for one in window.imports._files))
    elif word == "close":
        window.close()


def app_editor() -> type:
    """The prose editor, imported when there is a window."""
    from gkdesk.ui.prose_editor import ProseEditor

    return ProseEditor


if __name__ == "__main__":
    sys.exit(main())
