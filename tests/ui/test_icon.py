"""The icon: all sizes, in the form that Windows' shell and NSIS take, and on the windows."""

import ctypes
import importlib.util
import struct
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from PySide6.QtGui import QIcon, QImage, QImageReader
from PySide6.QtWidgets import QApplication

from gkdesk.ui import icon

SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """docs/make_icon.py."""
    path = Path(__file__).parents[2] / "docs" / "make_icon.py"
    spec = importlib.util.spec_from_file_location("make_icon", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pictures() -> list[tuple[int, bytes]]:
    """The pictures in the icon file: size by its directory, and data."""
    data = icon.icon_file().read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind) == (0, 1)
    found = []
    for number in range(count):
        width, height, *_, length, place = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert width == height
        found.append((width or 256, data[place : place + length]))
    assert 6 + 16 * count + sum(len(one) for _, one in found) == len(data)
    return found


def test_every_size_is_there() -> None:
    """From the title bar at 100 % to the large symbols of a folder."""
    assert [size for size, _ in pictures()] == SIZES


def test_small_pictures_are_bitmaps_and_large_ones_png() -> None:
    """NSIS 3.08 and old shells know no PNG; a bitmap of 256 would be a quarter of a megabyte."""
    for size, data in pictures():
        if size >= 128:
            assert data.startswith(b"\x89PNG\r\n")
        else:
            head = struct.unpack_from("<IiiHHI", data)
            assert head == (40, size, 2 * size, 1, 32, 0)
            mask = -(-size // 32) * 4
            assert len(data) == 40 + size * (4 * size + mask)


def test_the_file_is_what_the_script_draws(maker: ModuleType) -> None:
    """Twice the same bytes; another Qt may round the seal's edge otherwise, and nothing else."""
    assert maker.make_icon() == maker.make_icon()
    reader = QImageReader(str(icon.icon_file()))
    for number, size in enumerate(SIZES):
        assert reader.jumpToImage(number)
        there = reader.read().convertToFormat(QImage.Format.Format_ARGB32)
        drawn = maker.draw(size)
        assert there.size() == drawn.size()
        steps = [abs(a - b) for a, b in zip(there.constBits(), drawn.constBits(), strict=True)]
        assert max(steps) <= 8, size


def test_the_corners_are_clear_and_masked() -> None:
    """On a dark task bar there is no white square about it; a shell without alpha has the mask."""
    for size, data in pictures():
        if size < 128:
            assert data[40 + 4 * size * size - 4 * size :][:4] == bytes(4)  # above, left
            assert data[-(-(-size // 32) * 4)] & 0x80  # the mask's last row is the highest


def test_the_windows_wear_it(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the screen's scaling."""
    before = qapp.windowIcon()
    try:
        icon.wear(qapp)
        assert [one.width() for one in qapp.windowIcon().availableSizes()] == SIZES
        assert not qapp.windowIcon().pixmap(16).isNull()
    finally:
        qapp.setWindowIcon(before)


@pytest.mark.parametrize(
    ("starter", "platform", "expected"),
    [
        ("pythonw.exe", "win32", ["gkdesk"]),
        ("PYTHON.EXE", "win32", ["gkdesk"]),
        ("gkdesk.exe", "win32", []),
        ("python", "linux", []),
    ],
)
def test_only_a_bare_python_needs_an_identity(
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    starter: str,
    platform: str,
    expected: list[str],
) -> None:
    """A pinned shortcut of our own starter has none, and would get a second button."""
    named: list[str] = []
    shell = SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=named.append)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(shell32=shell), raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(sys, "executable", str(tmp_path / starter))
    monkeypatch.setattr(QApplication, "setWindowIcon", lambda app, given: isinstance(given, QIcon))
    icon.wear(qapp)

    assert named == expected
