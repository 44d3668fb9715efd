"""A clerk at a disk that fails at one call after the other; run with a folder, prints JSON.

For each kind of error, and each call that changes the disk, an action is done while it fails. What
the window says and holds is looked at, then the disk is well again, and all must be stored.
"""

import ctypes
import errno
import itertools
import json
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel

from gkdesk.errors import UserError
from gkdesk.files.store import Store
from gkdesk.ui.save_state import FailureBar, SavedLabel
from gkdesk.ui.session import Session

CELL, OTHER = "applications.granted.natural_person", "applications.granted.other_org"
PROSE = "overview"
FULL = os.environ.get("GKDESK_FULL") == "1"
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, *((errno.EDQUOT, errno.EROFS) if FULL else ()))
DISK = ctypes.CDLL(None)


def disk(name: str) -> ctypes.c_int:
    """One of the switches of `failing.c`."""
    return ctypes.c_int.in_dll(DISK, f"failing_{name}")


class Clerk:
    """An open report, its red bar, and a look at the file from outside."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = Store.open(path, wait=0.1)
        self.session = Session(
            self.store, self.store.create("叶城县河园镇人民政府", 2024, "2021", {})
        )
        self.bar, self.label = FailureBar(self.session), SavedLabel(self.session)
        self.refused: list[str] = []

    def stored(self) -> dict[str, str]:
        """What another program finds in the file."""
        with closing(sqlite3.connect(self.path)) as other:
            assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return dict(other.execute("SELECT address, text FROM answers").fetchall())

    def while_it_fails(
        self, act: Callable[[], None], code: int, after: int, *, once: bool
    ) -> tuple[bool, str]:
        """Do something while the disk fails; whether it did, and what the window says then."""
        disk("hits").value, disk("with").value, disk("once").value = 0, code, once
        disk("after").value = after
        act()
        disk("after").value = -1
        said = self.bar.findChild(QLabel).text() if not self.bar.isHidden() else ""
        assert bool(said) == self.session.unsaved == (self.label.text() == "未能保存")
        return bool(disk("hits").value), said


def work(clerk: Clerk) -> dict[str, object]:
    """Each action, each error, each call; the sentences that were said, by error."""
    session, numbers = clerk.session, itertools.count(1)
    sentences: dict[str, set[str]] = {}
    rounds = failed = 0
    for (name, act), code, once in itertools.product(ACTIONS.items(), ERRORS, (False, True)):
        for after in itertools.count():
            number = str(next(numbers))
            before = clerk.stored()
            hit, said = clerk.while_it_fails(
                partial(act, session, number),
                code,
                after,
                once=once,
            )
            if not hit:
                break
            rounds += 1
            held = dict(session.report.texts)
            if said:
                failed += 1
                sentences.setdefault(errno.errorcode[code], set()).add(said)
                there = clerk.stored()
                wanted = {key: held[key] for key in before.keys() | there.keys() if key in held}
                assert there in (before, wanted), (name, code, after)
                session.retry()
            assert clerk.bar.isHidden(), (name, code, after, once)
            assert clerk.label.text().startswith("已保存")
            expected = {key: text for key, text in held.items() if key not in ("organ", "year")}
            assert clerk.stored() == expected, (name, code, after, once)
    told = {key: sorted(found) for key, found in sentences.items()}
    return {"rounds": rounds, "failed": failed, "sentences": told}


def cell(session: Session, number: str) -> None:
    """One cell."""
    session.set_text(CELL, number)


def block(session: Session, number: str) -> None:
    """Two cells at once."""
    session.set_many({CELL: number, OTHER: number}, "粘贴")


def prose(session: Session, number: str) -> None:
    """A text."""
    session.type_prose(PROSE, number * 2_000)
    session.flush()


ACTIONS = {"cell": cell, "block": block, "prose": prose}


def walk(clerk: Clerk) -> list[str]:
    """Undo and redo while the disk fails: told, and nothing is changed."""
    told: set[str] = set()
    session = clerk.session
    for code in ERRORS:
        session.set_text(CELL, f"77{code}")
        for step in (session.undo, session.redo):
            for after in itertools.count():
                before = dict(session.report.texts)
                disk("with").value, disk("once").value, disk("after").value = code, 0, after
                try:
                    step()
                    break
                except UserError as error:
                    told.add(str(error))
                finally:
                    disk("after").value = -1
                assert clerk.stored()[CELL] == session.report.text(CELL)
                if dict(session.report.texts) != before:
                    break
    return sorted(told)


def main() -> None:
    """All of it."""
    app = QApplication(sys.argv[:1])
    clerk = Clerk(Path(sys.argv[1]) / "gkdesk.sqlite3")
    found = work(clerk) | {"walks": walk(clerk)}
    clerk.session.end()
    clerk.store.close()
    print(json.dumps(found))
    app.quit()


if __name__ == "__main__":
    main()
