"""Lets the program open what a power cut has left, and says what of the promise is missing."""

import contextlib
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from gkdesk.errors import UserError
from gkdesk.files.opening import open_at_start
from power_cut.choices import choices
from power_cut.disk import Cut, Tree, rebuild
from power_cut.expected import Promise, State, sha
from power_cut.witness import BACKUPS, DATA, digest, held

STORE = f"{DATA}/gkdesk.sqlite3"
FAULTS = ("lost", "torn", "unreadable")
# What a cut may leave beside: SQLite's journal, what was not finished, what the program notes of
# itself (lock, log, marks of a run): that nothing of it keeps the program from starting is shown
# by starting it.
_REMAINS = re.compile(
    rf"{STORE}(-journal)?|.*/\.gk[0-9a-f]{{8}}\.tmp(-journal)?|{DATA}/gkdesk\.(?!sqlite3)[^/]*"
)


def beside(name: str) -> bool:
    """Whether a file is the store, judged by itself, or a remain that nobody was promised."""
    return _REMAINS.fullmatch(name) is not None


@dataclass(frozen=True)
class Found:
    """What the program makes of a folder.

    `fault` says why it cannot open its store, `alarm` is what it tells the clerk of damage.
    """

    fault: str
    alarm: str = ""
    held: str = ""
    texts: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    empty: bool = False


def morning(folder: Path) -> Found:
    """Open the store of a folder as the program does when the power is back, and look into it."""
    path, backups = folder / STORE, folder / BACKUPS
    path.parent.mkdir(exist_ok=True)
    try:
        opened = open_at_start(path, backups, now=lambda: datetime.now(UTC))
        with opened.store as store:
            reports = store.reports()
            texts = {
                one.id: {"organ": one.organ, "year": str(one.year), **store.answers(one.id)}
                for one in reports
            }
            fault = _damage(store._file.connection)
            word = held(store._file.connection)
            if not fault:
                store.set_setting("window.text_size", "11")
            return Found(fault, opened.told or "", word, texts, not reports)
    except (UserError, sqlite3.Error) as error:
        return Found(f"{type(error).__name__}: {error}")


def _damage(connection: sqlite3.Connection) -> str:
    """What SQLite finds wrong in its own file."""
    found = connection.execute("PRAGMA integrity_check").fetchall()
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    return "" if found == [("ok",)] and not orphans else f"{found} {orphans}"


@dataclass
class Checker:
    """Counts, over all cuts, what was kept, lost, torn or unreadable."""

    folder: Path
    promised: Sequence[Promise]
    mends: bool = False  # the store was damaged before: that it is told is no fault
    counts: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    _seen: dict[str, Found] = field(default_factory=dict)
    _checked: set[tuple[int, str]] = field(default_factory=set)

    def check(self, place: int, word: str, tree: Tree) -> None:
        """Look at a folder that a cut at this place of the log has left."""
        last = max(n for n, one in enumerate(self.promised) if one.place <= place)
        name = digest(tree)
        if (last, name) in self._checked:
            self.counts["same"] += 1
            return
        self._checked.add((last, name))
        self.counts["tried"] += 1
        for verdict in (self._store_verdict(last, tree), self._file_verdict(last, tree)):
            if verdict:
                self.counts[verdict.split(":")[0]] += 1
                self.examples.append(f"{word}, cut at {place}, promise {last}: {verdict}")

    def explore(self, cuts: Iterable[tuple[int, Cut]], random: Random) -> None:
        """Every choice of every cut."""
        for place, cut in cuts:
            for one in choices(cut, random):
                self.check(place, one.word, rebuild(cut, one.chosen, one.fill))

    def sample(self, cuts: Sequence[tuple[int, Cut]], count: int, random: Random) -> None:
        """What was confirmed at once, and one choice of each of so many cuts."""
        places = {one.place for one in self.promised}
        for place, cut in cuts:
            if place in places:
                self.check(place, "dropped", rebuild(cut, ()))
        for place, cut in random.sample(cuts, min(count, len(cuts))):
            one = random.choice(list(choices(cut, random)))
            self.check(place, one.word, rebuild(cut, one.chosen, one.fill))

    @property
    def figure(self) -> str:
        """What was counted, in a line."""
        told = ", ".join(f"{self.counts[kind]} {kind}" for kind in FAULTS)
        return f"{self.counts['tried']} cuts tried, {told}"

    @property
    def failed(self) -> int:
        """How many cuts broke the promise."""
        return sum(self.counts[kind] for kind in FAULTS)

    def _found(self, tree: Tree) -> Found:
        data = {path: content for path, content in tree.items() if path.startswith(DATA)}
        name = digest(data)
        if name not in self._seen:
            write(self.folder, data)
            self._seen[name] = morning(self.folder)
        return self._seen[name]

    def _store_verdict(self, last: int, tree: Tree) -> str:
        now, found = self.promised[last].state, self._found(tree)
        if not now.held and found.empty:
            return ""  # the very first start: there was nothing to lose yet
        if found.fault or (found.alarm and not self.mends):
            return f"unreadable: {found.fault or found.alarm}"
        if found.held in (now.held, self._next(last, lambda state: state.held).held):
            # The window says so a moment after the store has it.
            for state in (now, self._next(last, lambda state: state.texts)):
                if all(found.texts.get(one) == texts for one, texts in state.texts.items()):
                    return ""
            return "lost: the window showed what the store does not hold"
        past = [one.state.held for one in self.promised[:last]]
        if found.empty or found.held in past:
            return "lost: the store is as it was before"
        return "torn: the store was never so"

    def _next(self, last: int, of: Callable[[State], object]) -> State:
        """What is promised next that differs in one thing: the one change that is in flight."""
        now = self.promised[last].state
        later = (one.state for one in self.promised[last + 1 :] if of(one.state) != of(now))
        return next(later, now)

    def _file_verdict(self, last: int, tree: Tree) -> str:
        now = self.promised[last].state.files
        for name in {*now, *(name for name, content in tree.items() if content is not None)}:
            if beside(name):
                continue
            content = tree.get(name)
            word = sha(content) if content is not None else None
            later = self._next(last, lambda state, name=name: state.files.get(name))
            if word not in (now.get(name), later.files.get(name)):
                past = {one.state.files.get(name) for one in self.promised[:last]}
                return f"lost: {name} is as before" if word in {None, *past} else f"torn: {name}"
        return ""


def write(folder: Path, tree: Tree) -> None:
    """Put a folder's content in the place of what was there."""
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for path, content in sorted(tree.items()):
        if content is None:
            (folder / path).mkdir()
        else:
            (folder / path).write_bytes(content)
