"""The process that reads a PDF: which Python it is, and what is said where it does not start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gkdesk.errors import UserError
from gkdesk.files import pdf_apart
from gkdesk.files.pdf_apart import read_pdf_apart

ANSWER = b'{"refused": "ok"}'


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as it is installed on Windows, started by its own starter."""
    parts = tmp_path / "年报 程序" / "program"
    parts.mkdir(parents=True)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "prefix", str(parts))
    monkeypatch.setattr(sys, "executable", str(parts.parent / "gkdesk.exe"))
    for name in ("gkdesk.exe", "program/pythonw.exe"):
        (parts.parent / name).write_bytes(b"MZ")
    return parts


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The programs that were started."""
    programs: list[str] = []

    def run(command: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        assert command[1:] == ["-I", "-m", "gkdesk.files.pdf_apart"]
        assert options["capture_output"]
        programs.append(command[0])
        return subprocess.CompletedProcess(command, 0, ANSWER, b"")

    monkeypatch.setattr(subprocess, "run", run)
    return programs


def read() -> None:
    with pytest.raises(UserError, match="ok"):
        read_pdf_apart(b"%PDF")


def test_our_starter_is_no_python(installed: Path, started: list[str]) -> None:
    """It would open a second window; Python's own lies among the parts."""
    read()

    assert started == [str(installed / "pythonw.exe")]


@pytest.mark.parametrize("name", ["pythonw.exe", "python.exe", "PYTHON.EXE"])
def test_a_python_that_runs_us_reads_too(
    installed: Path, started: list[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Support's way, and a developer's virtual environment, whose prefix is a folder above."""
    monkeypatch.setattr(sys, "executable", str(installed / name))
    monkeypatch.setattr(sys, "prefix", str(installed / "gone"))
    read()

    assert started == [str(installed / name)]


def test_elsewhere_it_is_the_same_python(
    started: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it is called."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "pypy3"))
    read()

    assert started == [str(tmp_path / "pypy3")]


def test_a_python_that_is_gone_is_told(installed: Path) -> None:
    """And never our starter instead, whose window would say that it knows no “-I”."""
    (installed / "pythonw.exe").unlink()
    with pytest.raises(UserError, match=r"（pythonw\.exe）没有启动，可能被杀毒软件拦截或删除"):
        read_pdf_apart(b"%PDF")


@pytest.mark.skipif(os.name == "nt", reason="a program that may not be run")
def test_a_python_that_may_not_be_run_is_told(installed: Path) -> None:
    """As an antivirus holds it."""
    assert pdf_apart._python().is_file()
    with pytest.raises(UserError, match="没有启动"):
        read_pdf_apart(b"%PDF")
