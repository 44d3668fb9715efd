"""Runs a program under the recorder and reads back, in order, what it did to one folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from power_cut.oplog import Op, read

HERE = Path(__file__).resolve().parent
_PATIENCE = 180


def compiler() -> str:
    """The C compiler; without one, or elsewhere than on Linux, the test is skipped with a word."""
    if not sys.platform.startswith("linux"):
        pytest.skip("只在 Linux 上能记录写盘操作")
    found = shutil.which("cc") or shutil.which("gcc")
    if found:
        return found
    if os.environ.get("GKDESK_CI"):
        pytest.fail("CI 里必须有 C 编译器（gcc、libc6-dev）")
    return pytest.skip("没有 C 编译器（gcc、libc6-dev），不能记录写盘操作")


def build(folder: Path) -> Path:
    """Compile the recorder into a folder."""
    library = folder / "recorder.so"
    command = [compiler(), "-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"]
    subprocess.run([*command, "-o", library, HERE / "recorder.c", "-ldl", "-pthread"], check=True)
    return library


def environment(**more: str) -> dict[str, str]:
    """What a program under test runs with: no display, and our packages as here."""
    return os.environ | {
        "PYTHONPATH": os.pathsep.join([str(HERE.parent), *sys.path]),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
        **more,
    }


def under(library: Path, root: Path, log: Path) -> dict[str, str]:
    """What a program runs with under the recorder."""
    return environment(
        LD_PRELOAD=str(library), GKDESK_RECORD_ROOT=str(root), GKDESK_RECORD_LOG=str(log)
    )


def record(library: Path, root: Path, log: Path, *command: str) -> list[Op]:
    """Run a Python module with arguments, and give all that it did below `root`."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        env=under(library, root, log),
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return list(read(log.read_bytes()))
