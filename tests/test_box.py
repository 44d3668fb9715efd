"""The starter for the window is given a verb: it has no console, and must not fall or be silent."""

import ctypes
import errno
import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from gkdesk import __main__, __version__, box, cli
from gkdesk.core import exchange
from reports import sound_report

Shown = list[tuple[str, int]]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    """What Windows' box said, with its symbol, on a machine where nothing else can speak."""
    said: Shown = []

    def message_box(owner: None, text: str, title: str, icon: int) -> None:
        said.append((text, icon))

    user32 = SimpleNamespace(MessageBoxW=message_box)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    return said


def start(*arguments: str | Path, stdout: io.TextIOBase | None = None) -> int:
    """Start the program without a console; pytest's own streams are put aside meanwhile."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = stdout, None
    try:
        code = __main__.main(list(map(str, arguments)))
        assert (sys.stdout, sys.stderr) == (stdout, None)
    finally:
        sys.stdout, sys.stderr = before
    return code


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "年报.json"
    wrong = sound_report(**{"applications.new_received.natural_person": "3"})
    path.write_text(exchange.dump(wrong), encoding="utf-8")
    return path


def test_version_and_help_are_shown(shown: Shown) -> None:
    """Whole, and once."""
    assert start("--version") == 0
    assert start("--help") == 0

    assert shown == [
        (f"gkdesk {__version__}", box.INFORMATION),
        (cli.HELP.strip(), box.INFORMATION),
    ]


def test_what_was_done_is_shown(shown: Shown, report: Path, tmp_path: Path) -> None:
    """One box for all that the verb says."""
    assert start("export", report, "-o", tmp_path / "出.json") == 0
    assert start("check", report) == 1

    (written, found) = [text for text, _ in shown]
    assert written.startswith("已写出“")
    assert "错误  自然人：一(3)" in found
    assert "审核发现错误" in found


def test_why_it_was_not_done_is_shown(shown: Shown, tmp_path: Path) -> None:
    """The sentence, with a symbol that warns."""
    assert start("read", tmp_path / "没有.json") == 2
    assert start("collate") == 2

    assert [icon for _, icon in shown] == [box.WARNING] * 2
    assert "没有.json" in shown[0][0]
    assert "没有“collate”这个命令" in shown[1][0]


def test_what_was_said_before_it_failed_is_in_the_same_box(shown: Shown) -> None:
    """As `restore` lists a backup before it cannot have the data folder."""

    def verb() -> int:
        cli.say("备份里有两份报告。")
        raise box.UserError("另一个窗口正在使用。")

    with pytest.raises(box.UserError, match=r"^备份里有两份报告。\n另一个窗口正在使用。$"):
        box.run(verb)
    assert shown == []


def test_a_long_text_fits_on_the_screen(shown: Shown, report: Path) -> None:
    """A data file has a thousand lines; it says where all of it can be seen."""
    assert start("read", report) == 0

    (text,) = [text for text, _ in shown]
    lines = text.splitlines()
    assert len(lines) == 30
    assert lines[0] == "{"
    assert "gkdesk-cli.exe" in lines[-1]


def test_what_is_sent_into_a_file_is_not_shown(shown: Shown, report: Path) -> None:
    """`gkdesk.exe read X > file`: the result goes there, as UTF-8 without a mark."""
    file = io.TextIOWrapper(io.BytesIO(), encoding="gbk")
    assert start("read", report, "--json", stdout=file) == 0

    assert shown == []
    assert file.buffer.getvalue().decode("utf-8") == exchange.dump(
        sound_report(**{"applications.new_received.natural_person": "3"})
    )


def test_a_reader_that_has_had_enough_is_no_trouble_on_windows(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`| more`, and q: Windows says that the argument is wrong."""

    class Closed(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            raise OSError(errno.EINVAL, "Invalid argument")

    pipe = io.TextIOWrapper(io.BufferedWriter(Closed()))
    monkeypatch.setattr(sys, "stdout", pipe)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert __main__.main(["--help"]) == 2
    said = sys.stderr.getvalue()
    monkeypatch.setattr(type(pipe.buffer.raw), "write", lambda self, data: len(data))
    pipe.close()

    assert (said, shown) == ("", [])


def test_with_a_console_there_is_no_box(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """And never one on another system, whatever is closed there."""
    for platform, stderr in (("win32", io.StringIO()), ("linux", None)):
        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.setattr(sys, "stderr", stderr)
        assert not box.is_needed()
        assert __main__.main(["collate"]) == 2

    assert shown == []
