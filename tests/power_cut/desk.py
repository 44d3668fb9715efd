"""The real program at the clerk's desk, driven by keys from inside its own process.

What a script shares: the start through `python -m gkdesk`'s own door, the witness, and the keys.
"""

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from power_cut.witness import DATA, ORGAN, PAPERS, WORD, YEAR, Witness

CONTROL = Qt.KeyboardModifier.ControlModifier
_PATIENCE_MS = 60_000


class Desk:
    """The open window, and the clerk's hands."""

    def __init__(self, root: Path, marks: int) -> None:
        self.root = root
        self.told: list[str] = []
        self.papers = root / PAPERS
        self.witness = Witness(marks, root)
        self.save_as: Path = self.papers / WORD

    expected = "nothing"
    """How a sentence may begin that the program tells the clerk in a dialog."""

    def run(self, script: Callable[["Desk"], None]) -> int:
        """Start the program, let the script work in its window, and give its exit code."""
        from gkdesk import __main__
        from gkdesk.ui import app

        self._answer_dialogs()
        make_application = app.make_application

        def make() -> QApplication:
            made = make_application()
            QTimer.singleShot(0, made, lambda: self._work(script))
            return made

        app.make_application = make
        return __main__.main(["--home", str(self.root / DATA)])

    def _work(self, script: Callable[["Desk"], None]) -> None:
        """Wait for the window and work; a fault of the script ends the process with its trace."""
        try:
            from gkdesk.ui.main_window import MainWindow

            tops = QApplication.topLevelWidgets
            self.until(lambda: any(isinstance(one, MainWindow) and one.start for one in tops()))
            self.window = next(one for one in tops() if isinstance(one, MainWindow))
            self.window.activateWindow()
            self.until(self.window.isActiveWindow)
            # A window painted twice before its first page asks for that page twice.
            QTest.qWait(1)
            self.witness.tell("opened")
            self.witness.see_store(self.window._store._file.connection)
            script(self)
            assert all(sentence.startswith(self.expected) for sentence in self.told), self.told
        except BaseException:
            traceback.print_exc()
            os._exit(3)

    def _answer_dialogs(self) -> None:
        """What a clerk would choose."""
        from gkdesk import paths
        from gkdesk.ui import dialogs
        from gkdesk.ui.explain_dialog import Reason
        from gkdesk.ui.new_report import NewReport

        def never(*words: object) -> None:
            raise AssertionError(f"the program told the clerk: {words[1:]}")

        paths.documents = lambda: self.papers
        dialogs.tell = lambda _, sentence: self.told.append(sentence)
        dialogs.ask_go_on_after_fault = never
        dialogs.ask_new_report = lambda *_: NewReport(ORGAN, YEAR)
        dialogs.ask_explanation = lambda *_: Reason("已核对台账，确实如此", "张三")
        dialogs.ask_export_draft = lambda *_: True
        dialogs.ask_restore = dialogs.ask_take_back = lambda *_: True
        dialogs.ask_save_path = lambda *_: self.save_as

    @property
    def session(self):
        """The session of the open report."""
        return self.window.bench._session

    def until(self, done: Callable[[], bool]) -> None:
        """Let the program go on until something has happened."""
        patience = QDeadlineTimer(_PATIENCE_MS)
        while not done():
            assert not patience.hasExpired(), "it never happened"
            QTest.qWait(1)  # the only way to Qt's own loop that the tests' keys take as well

    def open_report(self, open_it: Callable[[], None]) -> None:
        """Open a report, and look on from now on."""
        open_it()
        self.until(lambda: self.window.bench is not None)
        self.witness.see_session(self.session, self.session._id)

    def press(self, start: str, parent: QWidget | None = None) -> None:
        """Press a button in sight by the keyboard."""
        buttons = (parent or self.window).findChildren(QPushButton)
        button = next(one for one in buttons if one.isVisible() and one.text().startswith(start))
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Return)

    def keys(self, *keys: Qt.Key | str, control: bool = False) -> None:
        """Press keys, or type a text, wherever the keyboard is."""
        from keyboard import commit

        for key in (one for some in keys for one in (some if isinstance(some, str) else [some])):
            where = QApplication.focusWidget()
            if not isinstance(key, str):
                QTest.keyClick(where, key, CONTROL if control else Qt.KeyboardModifier.NoModifier)
            elif key == "\n":
                QTest.keyClick(where, Qt.Key.Key_Return)
            elif key.isascii():
                QTest.keyClicks(where, key)
            else:
                commit(where, key)

    def paste(self, text: str) -> None:
        """Paste a text that another program has copied."""
        QGuiApplication.clipboard().setText(text)
        self.keys(Qt.Key.Key_V, control=True)

    def until_stored(self) -> None:
        """Let the program store typed prose by itself."""
        self.until(lambda: self.session.name_of_typed is None)

    def turn(self) -> QWidget:
        """Turn to the next step; its page."""
        QTest.keyClick(self.window, Qt.Key.Key_PageDown, CONTROL)
        return self.window.bench.page


def main(script: Callable[[Desk], None]) -> None:
    """Run a script on the folder and the descriptor that the command line names."""
    sys.exit(Desk(Path(sys.argv[1]), int(sys.argv[2])).run(script))
