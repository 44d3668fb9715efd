"""The program is killed at random moments while a clerk types: what it confirmed is there."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from power_cut import recording
from power_cut.checker import STORE, Found, morning
from power_cut.witness import DATA, PAPERS, PROSE

KILLS = 300 if os.environ.get("GKDESK_FULL") == "1" else 6
# The promise for prose is a second; the rest is for a machine that others keep busy.
_LAST_SECOND, _GRACE = 1.0, 1.0
_HOT = bytes.fromhex("d9d505f920a163d7")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")


@dataclass
class Account:
    """What the program has said in this life: what must be there after the next kill."""

    held: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    will: dict[str, str | None] = field(default_factory=dict)
    typed: list[tuple[float, str]] = field(default_factory=list)
    changes: int = 0

    def take(self, said: Mapping[str, object]) -> None:
        """One line of the witness."""
        match said:
            case {"kind": "stored", "held": held}:
                self.held = held
                self.changes += 1
            case {"kind": "saved", "changed": changed}:
                self.texts = _there(self.texts | changed)
                self._forget_typed()
            case {"kind": "will", "changes": changes}:
                self.will = changes
            case {"kind": "typed", "at": at, "text": text}:
                self.typed.append((at, text.strip()))

    @property
    def prose(self) -> str:
        """The text that the window showed as saved."""
        return self.texts.get(PROSE, "").strip()

    def fault_of_cells(self, found: Found) -> str:
        """What of the cells is not as it was confirmed, or as the step in flight would make it."""
        (there,) = found.texts.values()
        now, later = _cells(self.texts), _cells(_there(self.texts | self.will))
        if _cells(there) not in (now, later):
            return f"{now.items() ^ _cells(there).items()}"
        same = there == self.texts
        return "" if not same or found.held == self.held else "the history is another"

    def age_of_lost(self, found: Found, killed: float) -> float:
        """The age in seconds of the oldest keystroke in the prose that is lost; 0 if none is."""
        (there,) = found.texts.values()
        ways = [self.prose, *(text for _, text in self.typed)]
        assert there.get(PROSE, "").strip() in ways, "a text that never was"
        last = len(ways) - 1 - ways[::-1].index(there.get(PROSE, "").strip())
        return killed - self.typed[last][0] if last < len(self.typed) else 0.0

    def _forget_typed(self) -> None:
        """What was typed up to the text that is saved now is no longer in flight."""
        texts = [text for _, text in self.typed]
        if self.prose in texts:
            self.typed = self.typed[len(texts) - texts[::-1].index(self.prose) :]


def _there(texts: Mapping[str, str | None]) -> dict[str, str]:
    return {address: text for address, text in texts.items() if text is not None}


def _cells(texts: Mapping[str, str]) -> dict[str, str]:
    return {address: text for address, text in texts.items() if address != PROSE}


def live_and_die(root: Path, seed: int, random: Random) -> tuple[list[Mapping[str, object]], float]:
    """Start the real program, let it be worked with, and kill it at a random moment.

    Gives what it said, and when it was killed.
    """
    # One in ten dies before its report is open.
    young = random.random() < 0.1
    with subprocess.Popen(
        [sys.executable, "-m", "power_cut.typist", str(root), "1", str(seed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        env=recording.environment(),
    ) as program:
        said = b""
        while not young and b'"saved"' not in said:
            line = program.stdout.readline()
            assert line, program.stderr.read().decode()
            said += line
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.communicate(timeout=random.uniform(0, random.choice((1, 1, 1, 4))))
        at = time.monotonic()
        program.kill()
        rest, trouble = program.communicate()
    assert program.returncode == -signal.SIGKILL, trouble.decode()
    return [json.loads(line) for line in (said + rest).split(b"\n")[:-1]], at


def test_a_killed_program_loses_nothing_that_it_confirmed(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Cells and blocks to the last one confirmed, prose to the last second; it starts again."""
    root, random = tmp_path / "root", Random(7)
    (root / PAPERS).mkdir(parents=True)
    account, changes, journals, oldest = Account(), 0, 0, 0.0
    for kill in range(KILLS):
        said, at = live_and_die(root, kill, random)
        for one in said:
            account.take(one)
        journal = root / f"{STORE}-journal"
        journals += journal.is_file() and journal.read_bytes().startswith(_HOT)
        if not (root / DATA).exists():
            continue
        # On a copy, so that the next life of the program finds what this one has left.
        copy = tmp_path / "copy"
        shutil.copytree(root, copy)
        found = morning(copy)
        shutil.rmtree(copy)
        assert found.fault == "", f"kill {kill}"
        if account.texts:
            assert account.fault_of_cells(found) == "", f"kill {kill}"
            age = account.age_of_lost(found, at)
            assert age <= _LAST_SECOND + _GRACE, f"kill {kill}"
            oldest = max(oldest, age)
        changes += account.changes
        there = next(iter(found.texts.values()), {})
        account = Account(found.held, dict(there))

    record_property(
        "figure",
        f"kill: {KILLS} times, {changes} changes confirmed, 0 lost, 0 torn, 0 unreadable;"
        f" {journals} times a journal was played back; oldest prose lost {oldest:.2f} s",
    )
