"""The program is started twice: one window, which comes to the front; real processes."""

import contextlib
import os
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from clerk_at_store import ORGAN
from gkdesk.files import summons
from gkdesk.files.store import Store
from gkdesk.paths import Places

ROUNDS = 200 if os.environ.get("GKDESK_FULL") == "1" else 8
PATIENCE = 60
FIRST = Path(__file__).parent / "first_window.py"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of Linux")


class Program:
    """A start of the program; what it says, line by line."""

    def __init__(self, places: Places, *files: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, FIRST, str(places.data), *files],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
            bufsize=0,
        )

    def line(self) -> str:
        """The next thing it says; nothing at its end."""
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        assert ready, "it says nothing"
        return self.process.stdout.readline().decode().strip()

    def tell(self, line: str) -> None:
        """Speak to its window."""
        self.process.stdin.write(f"{line}\n".encode())

    def end(self) -> int:
        """Close its window, and wait for its end."""
        self.tell("close")
        return self.wait()

    def wait(self) -> int:
        """Wait for its end."""
        return self.process.wait(PATIENCE)

    def kill(self, how: int = 9) -> int:
        """End it from outside."""
        self.process.send_signal(how)
        return self.wait()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A data folder with Chinese and a space in its name, and one report in it."""
    folder = tmp_path / "我的 数据"
    folder.mkdir(mode=0o700)
    with Store.open(Places(folder).store) as store:
        store.create(ORGAN, 2024, "2021", {})
    return Places(folder)


@pytest.fixture
def start(places: Places) -> Iterator[Callable[[], Program]]:
    """Start the program; whatever still runs at the end is ended."""
    started: list[Program] = []

    def begin(*files: Path) -> Program:
        started.append(Program(places, *files))
        return started[-1]

    yield begin
    for one in started:
        if one.process.poll() is None:
            one.kill()
        for pipe in (one.process.stdin, one.process.stdout):
            pipe.close()


def second_start(places: Places, *files: str) -> tuple[int, str, float]:
    """Start the plain program again, above the data folder: exit code, what it said, time."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "gkdesk", "--home", str(places.data), *files],
        cwd=places.data.parent,
        capture_output=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        timeout=PATIENCE,
        check=False,
    )
    took = time.monotonic() - began
    lines = done.stderr.decode().splitlines()
    assert not any("PySide6" in line for line in lines if line.startswith("import time:"))
    said = [line for line in lines if not line.startswith("import time:")]
    return done.returncode, done.stdout.decode() + "".join(said), took


def untouched(places: Places) -> tuple[bytes, int]:
    """What a start that only calls another must not change."""
    return places.store.read_bytes(), places.store.stat().st_mtime_ns


def left(places: Places) -> set[str]:
    """What lies in the folder, but for the log of what the offscreen display cannot do."""
    names = {one.name for one in places.data.iterdir()}
    if places.log.exists():
        lines = places.log.read_text("utf-8").splitlines()
        said = [line for line in lines if line and not line[0].isdecimal()]
        assert all("This plugin does not support" in line for line in said)
    return names - {places.log.name}


def test_a_second_start_brings_the_first_window_forward(
    places: Places, start: Callable[[], Program], record_property: Callable[[str, object], None]
) -> None:
    """Also from the task bar; it says nothing, touches nothing and never loads Qt."""
    first = start()
    assert first.line() == "open"
    before = untouched(places)
    code, said, took = second_start(places)
    assert (code, said) == (0, "")
    assert first.line() == "front False True"
    first.tell("minimise")
    assert first.line() == "minimised True"
    assert second_start(places)[0] == 0
    assert first.line() == "front False True"

    assert untouched(places) == before
    assert not places.request.exists()
    assert first.end() == 0
    assert left(places) == {"gkdesk.sqlite3", "备份"}
    record_property("figure", f"second start: {took:.2f} s until the first window is in front")


def test_a_file_is_opened_in_the_window_that_is_there(
    places: Places, start: Callable[..., Program]
) -> None:
    """The first start takes its own in, then that of the second, whose folder is another one."""
    for name in ("第一份.txt", "第 二 份.txt"):
        (places.data.parent / name).write_text("一、总体情况", encoding="utf-8")
    first = start(places.data.parent / "第一份.txt")
    assert first.line() == "open"
    assert second_start(places, "第 二 份.txt")[:2] == (0, "")
    assert first.line() == "front False True"
    first.tell("imports")

    assert first.line() == "imports 第一份.txt 第 二 份.txt"
    assert first.end() == 0
    assert left(places) == {"gkdesk.sqlite3", "备份"}


def test_a_window_that_hangs_is_told(places: Places, start: Callable[[], Program]) -> None:
    """After a few seconds, with its process number."""
    first = start()
    assert first.line() == "open"
    first.tell("hang")
    assert first.line() == "hanging"
    os.utime(places.lock, (0, 0))  # long after its start
    second = start()

    said = second.line()
    assert said.startswith("told 本程序已经打开")
    assert f"进程号 {first.process.pid}" in said
    assert second.wait() == 2
    assert not places.request.exists()


def test_a_request_that_nobody_takes_is_taken_back(places: Places) -> None:
    """By the one that left it, where the lock's holder has no window."""
    from gkdesk.files.lock_file import held

    with held(places.lock):
        os.utime(places.lock, (0, 0))
        assert not summons.call_the_first(places.lock, places.request, places.marker, 0.1)
    assert not places.request.exists()


def test_another_users_window_is_not_called(places: Places) -> None:
    """It would come to the front on a screen that nobody here sees."""
    from gkdesk.files.lock_file import held, read_holder

    with held(places.lock):
        holder = read_holder(places.lock)
        places.marker.write_text(
            f'{{"pid": {os.getpid()}, "user": "张三", "began": 0}}', encoding="utf-8"
        )
        assert summons.whose(holder, places.marker) == ""
        os.chown(places.lock, 65534, 65534)
        holder = read_holder(places.lock)
        assert summons.whose(holder, places.marker) == "nobody"
        assert not summons.call_the_first(places.lock, places.request, places.marker, 0.1)


def test_a_log_off_stores_what_is_typed(places: Places, start: Callable[[], Program]) -> None:
    """No question, no mark of a bad end, no lock."""
    first = start()
    assert first.line() == "open"
    first.tell("type 停电以前写的")
    assert first.line() == "typed"
    assert first.kill(signal.SIGTERM) == 0

    with Store.open(places.store) as store:
        assert store.answers(1)["overview"] == "停电以前写的"
    assert left(places) == {"gkdesk.sqlite3", "备份"}


def test_a_hard_crash_leaves_its_place_in_the_code(
    places: Places, start: Callable[[], Program]
) -> None:
    """And nothing else; the next start opens, tells, and puts it into the log."""
    first = start()
    assert first.line() == "open"
    first.tell("type 河园镇的秘密")
    assert first.line() == "typed"
    assert first.kill(signal.SIGSEGV) == -signal.SIGSEGV
    crash = places.crash.read_text("utf-8")
    assert "Segmentation fault" in crash
    assert "河园镇" not in crash
    assert places.marker.exists()

    second = start()
    assert second.line() == "open"
    assert second.end() == 0
    assert "Segmentation fault" in places.log.read_text("utf-8")
    assert not places.crash.exists()
    assert not places.marker.exists()


def until_it_is_clear(program: Program) -> list[str]:
    """What a start says until it is a window, or the end of it."""
    said: list[str] = []
    while "open" not in said:
        line = program.line()
        if not line:
            break
        said.append(line)
    return said


def test_two_starts_at_once_make_one_window(
    places: Places, start: Callable[[], Program], record_property: Callable[[str, object], None]
) -> None:
    """Round after round, also where the round before ended by a kill and left its lock."""
    random, killed, slowest = Random(5), 0, 0.0
    for number in range(ROUNDS):
        began = time.monotonic()
        both = [start(), start()]
        said = [until_it_is_clear(one) for one in both]
        assert sorted(map(bool, said)) == [False, True], f"round {number}: {said}"
        first, second = sorted(both, key=lambda one: said[both.index(one)] == [])
        assert second.wait() == 0, f"round {number}"
        slowest = max(slowest, time.monotonic() - began)
        assert "open" in said[both.index(first)]
        first.tell(f"type 第{number}轮")
        while first.line() != "typed":
            pass
        if random.random() < 0.5:
            killed += 1
            first.kill()
        else:
            assert first.end() == 0
            with Store.open(places.store) as store:
                assert store.answers(1)["overview"] == f"第{number}轮"
    with contextlib.closing(sqlite3.connect(places.store)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

    record_property(
        "figure",
        f"two starts at once: {ROUNDS} rounds, {ROUNDS} windows, {killed} killed,"
        f" slowest {slowest:.1f} s",
    )
