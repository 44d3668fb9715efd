"""Assembles the folder gkdesk/: the starters, and below them the program and its licences.

    gkdesk.exe  gkdesk-cli.exe      the starters
    program/                        Python and, in Lib/site-packages, everything it imports
    licenses/                       the licence of each part

Python files are compiled beforehand: the folder may be read-only, and it starts faster.
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from parts import ROOT, BuildError, Part, Parts, sha256
from runtime import compiled

# One date for all files, so that the same inputs give the same bytes.
DATE = 1_577_836_800  # 2020-01-01 00:00:00 UTC
PROGRAM, LICENCES = "program", "licenses"
_SITE = Path("Lib") / "site-packages"
_NOT_OURS = "LicenseRef-Qt-Commercial.txt"  # the wheels are used under the LGPL


def add_paths_file(program: Path, digits: str) -> None:
    """Say where Python looks for modules; with this file it looks nowhere else."""
    lines = [f"python{digits}.zip", ".", str(_SITE).replace("/", "\\")]
    (program / f"python{digits}._pth").write_text("\r\n".join([*lines, ""]), "ascii", newline="")


def add_wheel(part: Part, wheel: Path, program: Path) -> None:
    """Put what is kept of a wheel into site-packages, or beside Python's DLL."""
    with zipfile.ZipFile(wheel) as archive:
        for name in _matching(archive, part, part.keep):
            _put(name, archive.read(name), program / _SITE)
        for name in _matching(archive, part, part.beside_python):
            (program / Path(name).name).write_bytes(archive.read(name))


def _matching(archive: zipfile.ZipFile, part: Part, patterns: tuple[str, ...]) -> Iterator[str]:
    names = [name for name in archive.namelist() if not name.endswith("/")]
    for pattern in patterns:
        found = [name for name in names if fnmatchcase(name, pattern)]
        if not found:
            raise BuildError(
                f"{part.name} {part.version} 里没有与“{pattern}”相符的文件，请核对 parts.toml。"
            )
        yield from found


def _put(name: str, content: bytes, folder: Path) -> None:
    target = folder / name
    if target.suffix == ".py":
        target, content = target.with_suffix(".pyc"), compiled(content, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def add_gkdesk(program: Path) -> None:
    """Put our own packages and the form files into site-packages."""
    for root, inside in (
        (ROOT / "src" / "gkdesk", "gkdesk"),
        (ROOT / "resources", "gkdesk/resources"),
    ):
        for file in sorted(root.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                name = f"{inside}/{file.relative_to(root).as_posix()}"
                _put(name, file.read_bytes(), program / _SITE)


def add_licences(wheels: list[tuple[Part, Path]], folder: Path) -> None:
    """Put the licences that the wheels carry into a folder, one folder for each part."""
    for part, wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if _is_licence(name):
                    below = name.partition(".dist-info/")[2].removeprefix("licenses/")
                    target = folder / f"{part.name}-{part.version}" / below
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.read(name))


def _is_licence(name: str) -> bool:
    below = name.partition(".dist-info/")[2]
    return (
        below.startswith(("licenses/", "LICEN", "COPYING"))
        and not name.endswith("/")
        and not name.endswith(_NOT_OURS)
    )


def add_licence_texts(parts: Parts, wheels: list[Path], folder: Path) -> None:
    """Put the texts in place that the wheels name and do not carry."""
    for (_part, inside, name), wheel in zip(parts.texts, wheels, strict=True):
        with zipfile.ZipFile(wheel) as archive:
            (folder / name).write_bytes(archive.read(inside))


def write_overview(parts: list[Part], folder: Path) -> None:
    """Say which part has which licence, and what the LGPL asks to be said."""
    lines = ["本程序由以下部分组成，各部分的许可文本在本文件夹里：", ""]
    lines += [f"    {part.name} {part.version}    {part.licence}" for part in parts]
    lines += [
        "    Microsoft Visual C++ runtime    随 shiboken6 分发，微软允许再分发",
        "    MinGW-w64 runtime（启动程序）    公有领域和 ZPL-2.1",
        "    NSIS（安装程序）    zlib/libpng",
        "",
        "Qt 和 PySide6 按 LGPL-3.0 使用（LGPL-3.0.txt、GPL-3.0.txt），没有改动，源代码见",
        "https://code.qt.io/。program\\Lib\\site-packages\\PySide6 里的 DLL 可以换成自己编译的。",
        "",
    ]
    (folder / "README.txt").write_text("\r\n".join(lines), "utf-8-sig", newline="")


def set_dates(folder: Path) -> None:
    """Give all files and folders the one date."""
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (DATE, DATE))


def files_of(folder: Path) -> list[str]:
    """The files below a folder, in one order, with slashes."""
    return sorted(
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()
    )


def pack(folder: Path, archive: Path, extra: dict[str, bytes]) -> None:
    """Pack a folder, under its name, and some more files into a zip; the same bytes each time."""
    contents = {name: (folder / name).read_bytes() for name in files_of(folder)} | extra
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(f"{folder.name}/{name}", (2020, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(entry, contents[name])


def write_list(parts: list[tuple[Part, Path]], folder: Path, version: str, target: Path) -> None:
    """Write the list of parts and files, with versions, licences and hashes, as JSON."""
    told = {
        "program": {"name": "gkdesk", "version": version},
        "parts": [
            {
                "name": part.name,
                "version": part.version,
                "licence": part.licence,
                "file": source.name,
                "sha256": sha256(source),
            }
            for part, source in parts
        ],
        "files": [
            {"path": name, "bytes": (folder / name).stat().st_size, "sha256": sha256(folder / name)}
            for name in files_of(folder)
        ],
    }
    target.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


def make_empty(folder: Path) -> None:
    """Make a folder anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
