"""A clerk who never stops: cells, blocks, prose, steps back, until the program is killed.

Run as a program of its own, with the folder, the descriptor for marks, and a seed. Before each
key it says what it is about to do (`will`, `typed`), so that what was in flight is known.
"""

import sys
import time
from itertools import product
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from power_cut.desk import Desk, main
from power_cut.witness import PROSE

TABLE = "applications"
BLOCK = ("new_received", "carried_over"), ("natural_person", "commercial_enterprise")
_LONGEST = 300
_SIGNS = "公开信息依法及时更新，答复三件。\n"


class Typist:
    """One working day; `texts` is what the cells hold by the typist's own account."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.random = Random(seed)

    def work(self) -> None:
        """Never return."""
        self._open()
        while True:
            self.random.choice((*[self.cells] * 4, self.block, self.prose, self.page))()

    def cells(self) -> None:
        """Some figures, one by one; the last one is taken back now and then."""
        addresses = [c.address for c in self.report.form.typed if c.section.id == TABLE]
        for _ in range(self.random.randint(1, 6)):
            address = self.random.choice(addresses)
            before = self.report.texts.get(address)
            figure = str(self.random.randrange(1000))
            self.desk.window.bench.go_to(address)
            self.will({address: figure})
            self.desk.keys(figure, Qt.Key.Key_Return)
            QTest.qWait(1)
            if figure != before and self.random.random() < 0.3:
                self.will({address: before})
                self.desk.keys(Qt.Key.Key_Z, control=True)

    def block(self) -> None:
        """Four figures out of Excel at once."""
        figures = [str(self.random.randrange(1000)) for _ in range(4)]
        places = [f"{TABLE}.{row}.{column}" for row, column in product(*BLOCK)]
        self.desk.window.bench.go_to(places[0])
        self.will(dict(zip(places, figures, strict=True)))
        self.desk.paste("{}\t{}\r\n{}\t{}\r\n".format(*figures))
        QTest.qWait(1)

    def prose(self) -> None:
        """Some seconds of writing."""
        self.desk.window.bench.go_to(PROSE)
        if len(self.report.text(PROSE)) > _LONGEST:
            self._type(Qt.Key.Key_A, control=True)
            self._type(Qt.Key.Key_Delete)
        for _ in range(self.random.randint(5, 60)):
            self._type(self.random.choice(_SIGNS))
            QTest.qWait(self.random.randint(1, 40))

    def page(self) -> None:
        """The next page or the one before."""
        self.random.choice((self.desk.window.bench.forward, self.desk.window.bench.back))()

    def will(self, changes: dict[str, str | None]) -> None:
        """Say what comes."""
        self.desk.witness.tell("will", changes=changes)

    @property
    def report(self):
        """The report that is open."""
        return self.desk.window.bench.report

    def _type(self, key: Qt.Key | str, *, control: bool = False) -> None:
        at = time.monotonic()
        self.desk.keys(key, control=control)
        text = self.desk.window.focusWidget().text
        self.desk.witness.tell("typed", at=at, text=text)

    def _open(self) -> None:
        view = self.desk.window.start.view
        if view.model().rowCount():
            self.desk.open_report(lambda: QTest.keyClick(view, Qt.Key.Key_Return))
        else:
            self.desk.open_report(lambda: self.desk.press("新建年报"))


def script(desk: Desk) -> None:
    """Work with the seed that the command line names."""
    Typist(desk, int(sys.argv[3])).work()


if __name__ == "__main__":
    main(script)
