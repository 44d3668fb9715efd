"""A Windows of its own under Wine: a prefix in a folder, and programs run in it.

Wine's background services keep what they inherit: every call has its standard streams on /dev/null,
and what a program has to say it writes to a file.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

USER = "王小明"
_DEVNULL = subprocess.DEVNULL
_PATIENCE = 180.0


def is_there() -> bool:
    """Whether this machine has Wine, for 64-bit programs."""
    return shutil.which("wine") is not None and shutil.which("wineserver") is not None


class Wine:
    """One Windows 10, with one user, whose name is Chinese."""

    def __init__(self, folder: Path, fonts: Path | None) -> None:
        self.drive = folder / "prefix" / "drive_c"
        home = folder / "home"
        home.mkdir(parents=True)
        kept = {"PATH", "LANG", "TMPDIR"}
        self._environment = {key: text for key, text in os.environ.items() if key in kept} | {
            "HOME": str(home),
            "USER": USER,
            "LC_ALL": "C.UTF-8",  # file names of Windows are written in it
            "WINEPREFIX": str(folder / "prefix"),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d",
            # Wine keeps QT_* to itself, unless they come with this prefix.
            "WINEQT_QPA_PLATFORM": "offscreen",
            "WINEQT_QPA_PLATFORM_PLUGIN_PATH": r"C:\side\platforms",
        }
        if fonts is not None:
            self._environment["WINEQT_QPA_FONTDIR"] = self.windows_path(fonts)

    def prepare(self) -> None:
        """Make the prefix, with the first Windows 10 that the program is for."""
        self.run("wineboot", "-i")
        self.run("winecfg", "-v", "win10")
        self.user = next(one for one in (self.drive / "users").iterdir() if one.name != "Public")

    def windows_path(self, path: Path) -> str:
        """What Windows calls a path of this machine."""
        inside = path.is_relative_to(self.drive)
        below = path.relative_to(self.drive) if inside else path.relative_to("/")
        return ("C:\\" if inside else "Z:\\") + str(below).replace("/", "\\")

    def run(self, *command: str | Path, patience: float = _PATIENCE) -> int:
        """Run a program to its end, which must come in time; its exit code."""
        try:
            return self.start(*command).wait(patience)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"没有在 {patience:.0f} 秒内结束：{command}") from None

    def start(self, *command: str | Path) -> subprocess.Popen[bytes]:
        """Start a program, in the process that is given; killing that one kills the program."""
        words = [self.windows_path(one) if isinstance(one, Path) else one for one in command]
        return subprocess.Popen(
            ["wine", *words],
            env=self._environment,
            stdin=_DEVNULL,
            stdout=_DEVNULL,
            stderr=_DEVNULL,
        )

    def registry(self, key: str, name: str) -> str | None:
        """A text of the registry, or None."""
        out = self.drive / "registry.reg"
        out.unlink(missing_ok=True)
        self.run("regedit", "/E", out, key)
        text = out.read_text("utf-16") if out.is_file() else ""
        wanted = f'"{name}"=' if name else "@="
        lines = text.partition(f"[{key}]")[2].partition("\n[")[0].splitlines()
        found = next((line for line in lines if line.startswith(wanted)), None)
        if found is None:
            return None
        return re.sub(r"\\(.)", r"\1", found.removeprefix(wanted)[1:-1])

    def end(self) -> None:
        """End everything that runs in this prefix."""
        subprocess.run(["wineserver", "-k"], env=self._environment, check=False)
        subprocess.run(["wineserver", "-w"], env=self._environment, check=False, timeout=30)


def until(done: Callable[[], bool], what: str, patience: float = 60.0) -> None:
    """Wait until something has happened."""
    end = time.monotonic() + patience
    while not done():
        assert time.monotonic() < end, f"等了 {patience:.0f} 秒：{what}"
        time.sleep(0.05)
