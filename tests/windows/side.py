"""What the tests need inside Windows and the program does not have: pytest, QtTest, qoffscreen."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from parts import LOCK, Part, fetch_wheels, read_lock, read_parts

_PYTEST = (
    "pytest",
    "pytest-qt",
    "hypothesis",
    "sortedcontainers",
    "iniconfig",
    "packaging",
    "pygments",
    "colorama",
)
_OF_QT = {
    "PySide6/QtTest.pyd": "PySide6/QtTest.pyd",
    "PySide6/Qt6Test.dll": "PySide6/Qt6Test.dll",
    "PySide6/plugins/platforms/qoffscreen.dll": "platforms/qoffscreen.dll",
}


def fill(folder: Path, python: str, cache: Path) -> None:
    """Put it into a folder, which is made."""
    locked = read_lock(LOCK.read_text("utf-8"))
    wanted = [Part(name, locked[name][0], "", locked[name][1]) for name in _PYTEST]
    for wheel in fetch_wheels(wanted, python, cache):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
    qt = next(one for one in read_parts(python).wheels if one.name == "pyside6-essentials")
    with zipfile.ZipFile(fetch_wheels([qt], python, cache)[0]) as archive:
        for inside, place in _OF_QT.items():
            target = folder / place
            target.parent.mkdir(exist_ok=True)
            with archive.open(inside) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)
