"""The Windows Python that the program runs in: the official embeddable package, or a stand-in.

The stand-in is for tests on a machine that cannot reach python.org: genuine Windows DLLs out of a
wheel, the standard library of the Python that builds (another patch level, so never for users),
and a forwarding python3.dll. It is never shipped; build.py marks what is made with it.
"""

from __future__ import annotations

import importlib.util
import marshal
import sysconfig
import zipfile
from fnmatch import fnmatchcase
from pathlib import Path

import pefile
from launchers import compile_forwarder, compile_plain_python
from parts import BuildError, Parts

# Of the standard library: what no program needs that is installed and has no console.
_LEFT_OUT = {
    "__pycache__", "config", "curses", "dbm", "distutils", "ensurepip", "idlelib", "lib-dynload",
    "lib2to3", "pydoc_data", "site-packages", "test", "tests", "tkinter", "turtledemo", "venv",
}  # fmt: skip
_EPOCH = (1980, 1, 1, 0, 0, 0)


def unpack_runtime(package: Path, parts: Parts, folder: Path, licences: Path) -> None:
    """Put what is kept of the embeddable package into a folder, its licence into another."""
    with zipfile.ZipFile(package) as archive:
        names = archive.namelist()
        for pattern in parts.runtime.keep:
            if pattern not in names:
                raise BuildError(f"{package.name} 里没有 {pattern}，请核对 parts.toml。")
            (folder / pattern).write_bytes(archive.read(pattern))
        (licences / "Python-LICENSE.txt").write_bytes(archive.read("LICENSE.txt"))


def assemble_stand_in(wheel: Path, parts: Parts, python: str, folder: Path) -> None:
    """Put a Windows Python together in a folder, for tests; see the top of this file."""
    digits = python.replace(".", "")
    with zipfile.ZipFile(wheel) as archive:
        for pattern in parts.runtime.keep:
            name = pattern.replace("313", digits)
            inside = parts.stand_in_folder + name
            if inside in archive.namelist():
                (folder / name).write_bytes(archive.read(inside))
    pack_standard_library(folder / f"python{digits}.zip")
    library = folder / f"python{digits}.dll"
    compile_forwarder(library.stem, exported_names(library), folder / "python3.dll")
    compile_plain_python(digits, folder / "pythonw.exe")


def exported_names(library: Path) -> list[str]:
    """The names of Python's interface that a DLL exports."""
    with pefile.PE(str(library), fast_load=True) as read:
        read.parse_data_directories(directories=[0])
        names = [symbol.name.decode() for symbol in read.DIRECTORY_ENTRY_EXPORT.symbols]
    return sorted(name for name in names if name.startswith(("Py", "_Py")))


def pack_standard_library(archive: Path) -> None:
    """Compile this Python's standard library into a zip file, the same bytes each time."""
    library = Path(sysconfig.get_path("stdlib"))
    sources = [file for file in library.rglob("*.py") if _belongs(file.relative_to(library))]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for source in sorted(sources):
            inside = source.relative_to(library).as_posix()
            entry = zipfile.ZipInfo(f"{inside}c", _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(entry, compiled(source.read_bytes(), inside))


def _belongs(path: Path) -> bool:
    folders = path.parts[:-1]
    return not _LEFT_OUT.intersection(folders) and not any(
        fnmatchcase(part, pattern)
        for part in path.parts
        for pattern in ("config-*", "_sysconfigdata*")
    )


def compiled(source: bytes, name: str) -> bytes:
    """The content of a .pyc that is used without a look at its source (PEP 552, unchecked hash)."""
    code = compile(source, name.replace("/", "\\"), "exec", dont_inherit=True)
    head = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little")
    return head + importlib.util.source_hash(source) + marshal.dumps(code)
