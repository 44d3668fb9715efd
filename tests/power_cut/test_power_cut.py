"""The power is cut at every moment of a working day: what the program confirmed is there."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from gkdesk.core.report import Report
from gkdesk.files import shipped
from gkdesk.files.examine import look_into
from gkdesk.files.word_check import differences
from gkdesk.files.word_writer import write_word
from power_cut import past_days, recording
from power_cut.checker import STORE, Checker, beside, morning, write
from power_cut.choices import choices
from power_cut.disk import Disk, Tree, cuts, rebuild
from power_cut.expected import Promise, State, at_first, confirmed, promises, sha, trees
from power_cut.oplog import MARKS, Op
from power_cut.witness import PAPERS, SELF_CHECK, WORD, digest, tree_of
from reports import sound_report

FULL = os.environ.get("GKDESK_FULL") == "1"
GOAL = 5000
_SAMPLE, _SMALL_SAMPLE = 220, 60
_STARTS = 30 if FULL else 2
_HOT = bytes.fromhex("d9d505f920a163d7")
_PAPER = f"{PAPERS}/{WORD}"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="只在 Linux 上能记录")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A place in memory where there is one: what is synced is known from the log, not the disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


@pytest.fixture(scope="module")
def library(folder: Path) -> Path:
    """The recorder, compiled."""
    return recording.build(folder)


@dataclass(frozen=True)
class Day:
    """What a folder held, what a program did to it, and what it holds then."""

    before: Tree
    log: Sequence[Op]
    after: Tree
    promised: Sequence[Promise]


Live = Callable[..., Day]


@pytest.fixture(scope="module")
def live(folder: Path, library: Path) -> Live:
    """Give a function that lets a script work in a folder, under the recorder."""

    def live(before: Tree, state: State, script: str, *arguments: str) -> Day:
        root = Path(tempfile.mkdtemp(dir=folder))
        write(root, before)
        command = (f"power_cut.{script}", str(root), str(MARKS), *arguments)
        log = recording.record(library, root, root.with_suffix(".log"), *command)
        return Day(before, log, tree_of(root), promises(state, log))

    return live


@pytest.fixture(scope="module")
def papers() -> Tree:
    """A folder of papers with last year's in the place where this year's goes."""
    return {PAPERS: None, _PAPER: write_word(sound_report())}


@pytest.fixture(scope="module")
def year(live: Live, papers: Tree) -> Day:
    """The whole scripted session in the real window."""
    return live(papers, at_first(papers), "year")


@pytest.fixture
def random() -> Random:
    """The same cuts in every run."""
    return Random(20241231)


def look(day: Day, folder: Path, random: Random, sample: int, *, mends: bool = False) -> Checker:
    """Cut the power on a day: everywhere in the full run, else here and there."""
    checker = Checker(folder / "morning", day.promised, mends)
    if FULL:
        checker.explore(cuts(day.before, day.log), random)
    else:
        checker.sample(list(cuts(day.before, day.log)), sample, random)
    return checker


def test_the_recorder_misses_nothing(year: Day) -> None:
    """Replayed with nothing lost, the log gives the folder byte for byte, at every mark."""
    disk, seen = Disk.holding(year.before), dict(trees(year.log))
    assert len(seen) > 30
    for place, op in enumerate(year.log, 1):
        disk.take(op)
        if place in seen:
            assert digest(disk.tree()) == seen[place]

    assert disk.tree() == year.after


@pytest.mark.parametrize(
    "call",
    [
        "mmap.mmap(file.fileno(), 0)",
        "os.sendfile(file.fileno(), other, 0, 10)",
        "os.posix_fallocate(file.fileno(), 0, 9999)",
        "os.pwritev(file.fileno(), [b'x'], 0)",
    ],
)
def test_a_way_of_writing_that_is_not_recorded_ends_the_program(
    folder: Path, library: Path, call: str
) -> None:
    """So that none slips through when SQLite or Python begins to use it."""
    root = Path(tempfile.mkdtemp(dir=folder))
    code = f"""
import mmap, os
other = os.open({sys.executable!r}, os.O_RDONLY)
file = open({str(root / "file")!r}, "wb+", buffering=0)
file.write(b"a" * 5000)
{call}
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=recording.under(library, root, root.with_suffix(".log")),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == -signal.SIGABRT
    assert "is not recorded" in done.stderr


def test_each_paper_that_is_promised_is_whole(year: Day) -> None:
    """So that a paper that equals a promised one is whole as well."""
    disk, promised = Disk.holding(year.before), {one.place: one.state for one in year.promised}
    papers = 0
    for place, op in enumerate(year.log, 1):
        disk.take(op)
        said = json.loads(op.data) if op.kind == "!" else {}
        if said.get("kind") == "file" and said["name"].startswith(PAPERS):
            data = disk.tree()[said["name"]]
            if said["name"] == _PAPER:
                report = Report(shipped.form("2021"), promised[place].texts[1])
                assert differences(report, data) == []
            if said["name"].endswith(SELF_CHECK):
                assert zipfile.ZipFile(BytesIO(data)).testzip() is None
            papers += 1

    assert papers == 5


def test_a_power_cut_loses_nothing_that_was_confirmed(
    year: Day, folder: Path, random: Random, record_property: Callable[[str, object], None]
) -> None:
    """Old or new, never half: every cell, text and step, the Word file, 自查单, the data file."""
    checker = look(year, folder, random, _SAMPLE)

    record_property(
        "figure", f"power cut: {checker.figure}; {confirmed(year.log)} changes confirmed in a day"
    )
    assert checker.failed == 0, "\n".join(checker.examples[:20])
    assert checker.counts["tried"] >= (GOAL if FULL else _SAMPLE // 2)


def test_a_power_cut_while_the_last_one_is_mended_loses_nothing(
    year: Day,
    live: Live,
    folder: Path,
    random: Random,
    record_property: Callable[[str, object], None],
) -> None:
    """The day after begins with a journal that must be played back; the power goes again."""
    place, tree = random.choice(half_done(year))
    state = [one.state for one in year.promised if one.place <= place][-1]
    files = {name: sha(content) for name, content in tree.items() if content and not beside(name)}
    day = live(tree, replace(state, files=files), "next_day")
    checker = look(day, folder, random, _SMALL_SAMPLE)

    record_property("figure", f"power cut again, the day after: {checker.figure}")
    assert checker.failed == 0, "\n".join(checker.examples[:20])


def test_the_window_opens_on_what_a_power_cut_left(year: Day, live: Live, random: Random) -> None:
    """Whatever else the program has in its folder: the lock, the log, the marks of a run."""
    late = [cut for place, cut in cuts(year.before, year.log) if place > len(year.log) // 2]
    for cut in random.sample(late, _STARTS):
        one = random.choice(list(choices(cut, random)))
        tree = rebuild(cut, one.chosen, one.fill)
        assert live(tree, at_first(tree), "next_day").after, one.word


def half_done(day: Day) -> list[tuple[int, Tree]]:
    """The folders that a kill leaves in the middle of a change, with a journal to play back."""
    found = []
    for place, cut in cuts(day.before, day.log):
        tree = rebuild(cut, cut.pending)
        if (tree.get(f"{STORE}-journal") or b"").startswith(_HOT) and place > len(day.log) // 2:
            found.append((place, tree))
    return found


def test_a_power_cut_leaves_backups_and_a_restored_store_whole(
    live: Live, folder: Path, random: Random, record_property: Callable[[str, object], None]
) -> None:
    """A backup is there whole or not at all; a store is the old one or the restored one."""
    day = live({}, at_first({}), "backup_day")
    made = {name: content for name, content in day.after.items() if name.endswith(".sqlite3")}
    assert len(made) == 4, "a store, two backups, and what was there before the restore"
    for name in made:
        write(folder / "whole", {"backup.sqlite3": made[name]})
        assert look_into(folder / "whole" / "backup.sqlite3").is_good, name
    checker = look(day, folder, random, _SMALL_SAMPLE)

    record_property("figure", f"power cut, backups and a restore: {checker.figure}")
    assert checker.failed == 0, "\n".join(checker.examples[:20])


def test_a_power_cut_while_a_backup_is_put_back_in_the_window_loses_nothing(
    live: Live, folder: Path, random: Random, record_property: Callable[[str, object], None]
) -> None:
    """The store is the one before or the one after, whole; what was there before is kept."""
    before, state = past_days.with_backups(folder / "restore")
    day = live(before, state, "restore_day")
    [kept] = [name for name in day.after if "恢复前" in name]
    write(folder / "whole", {"backup.sqlite3": day.after[kept]})
    assert look_into(folder / "whole" / "backup.sqlite3").is_good
    held = [one.state.held for one in day.promised]
    assert len(set(held)) > 5, "restored, the text size, a report taken back, two cells, undo"
    checker = look(day, folder, random, _SMALL_SAMPLE)

    record_property("figure", f"power cut, restoring in the window: {checker.figure}")
    assert checker.failed == 0, "\n".join(checker.examples[:20])


def test_a_power_cut_while_a_damaged_store_is_made_good_loses_nothing(
    live: Live, folder: Path, random: Random, record_property: Callable[[str, object], None]
) -> None:
    """The next start makes it just as good; the damaged file and the backups are there still."""
    whole, state = past_days.with_backups(folder / "mend")
    before = past_days.damaged(whole)
    write(folder / "expected", before)
    mended = morning(folder / "expected")
    assert "已经修复" in mended.alarm
    assert "填写的内容没有丢失" in mended.alarm
    day = live(before, replace(state, held=mended.held), "mend_day")
    [kept] = [name for name in day.after if "损坏" in name]
    assert day.after[kept] == before[STORE]
    checker = look(day, folder, random, _SMALL_SAMPLE, mends=True)

    record_property("figure", f"power cut, mending at the start: {checker.figure}")
    assert checker.failed == 0, "\n".join(checker.examples[:20])


@pytest.mark.parametrize(
    ("careless", "kinds"),
    [
        (("journal_mode=PERSIST", "synchronous=OFF"), {"lost", "unreadable"}),
        (("journal_mode=PERSIST", "synchronous=FULL", "no-fsync"), {"torn"}),
        # What the store had before this test: the removed journal comes back.
        (("journal_mode=DELETE", "synchronous=FULL"), {"lost"}),
    ],
    ids=["store not synced", "paper not synced", "journal removed"],
)
def test_a_program_that_takes_less_care_is_found_out(
    live: Live, papers: Tree, folder: Path, random: Random, careless: tuple[str, ...], kinds: set
) -> None:
    """The test can fail."""
    day = live(papers, at_first(papers), "careless", *careless)
    checker = Checker(folder / "morning", day.promised)
    checker.sample(list(cuts(day.before, day.log)), _SMALL_SAMPLE, random)

    assert {kind for kind in kinds if checker.counts[kind]} == kinds, checker.figure
