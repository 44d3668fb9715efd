"""Run by the installed program's own Python, under Wine or on Windows: a job of the tests.

    pythonw.exe -I -X utf8 inside.py LOG SIDE TESTS JOB [ARGUMENTS]

LOG takes what is printed; SIDE has what the tests need and the program does not (pytest, QtTest);
TESTS is the folder of tests. JOB is `pytest`; or `pipe`, which runs a command with its outputs in
pipes and puts them into two files; or the name of a script for the desk: then the arguments are a
folder, a file for marks, and what the script wants.
"""

import importlib
import os
import subprocess
import sys
import traceback
from pathlib import Path


def prepare(side: Path, tests: Path) -> None:
    """Let modules of the tests be found, and Qt's module for them."""
    sys.path[:0] = [str(side), str(tests), str(Path(__file__).parent)]
    import PySide6

    PySide6.__path__.append(str(side / "PySide6"))
    from PySide6 import QtWidgets  # noqa: F401 - what QtTest's DLL needs is loaded with it


def desk(script: str, root: Path, marks: Path) -> int:
    """The real program at the clerk's desk; see power_cut/desk.py."""
    from power_cut.desk import Desk

    module = importlib.import_module(script)
    file = os.open(marks, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0))
    return Desk(root, file).run(module.script)


def pipe(out: str, errors: str, *command: str) -> int:
    """A command whose outputs go to another program, without a console."""
    done = subprocess.run(command, capture_output=True, check=False)
    Path(out).write_bytes(done.stdout)
    Path(errors).write_bytes(done.stderr)
    return done.returncode


def main(side: Path, tests: Path, job: str, arguments: list[str]) -> int:
    """Do the job."""
    prepare(side, tests)
    if job == "pytest":
        import pytest

        os.chdir(tests.parent)
        return int(pytest.main(arguments))
    if job == "pipe":
        return pipe(*arguments)
    sys.argv = [job, *arguments]
    return desk(job, *map(Path, arguments[:2]))


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8", buffering=1) as log:
        sys.stdout = sys.stderr = log
        try:
            code = main(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4], sys.argv[5:])
        except BaseException:
            traceback.print_exc()
            code = 3
        log.flush()
    # Threads of a test that failed may wait for ever.
    os._exit(code)
