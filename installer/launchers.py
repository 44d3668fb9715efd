"""Compiles the starters (gkdesk.exe, gkdesk-cli.exe) with MinGW, the same bytes each time."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pefile
from parts import ROOT, BuildError

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "launcher.c"
MANIFEST = HERE / "launcher.manifest"
ICON = ROOT / "resources" / "gkdesk.ico"
TITLE = "政府信息公开年报填报"
_PREFIX = "x86_64-w64-mingw32-"
_FLAGS = ("-O2", "-s", "-municode", "-Wall", "-Wextra", "-Werror", "-Wl,--no-insert-timestamp")

# Language 2052 is Chinese as written in China; code page 1200 is UTF-16.
_RESOURCES = """\
#pragma code_page(65001)
1 ICON "{icon}"
1 24 "{manifest}"
1 VERSIONINFO
FILEVERSION {numbers}
PRODUCTVERSION {numbers}
FILEOS 0x40004
FILETYPE 1
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "080404b0"
    BEGIN
      VALUE "CompanyName", "gkdesk"
      VALUE "FileDescription", "{title}"
      VALUE "FileVersion", "{version}"
      VALUE "InternalName", "{name}"
      VALUE "LegalCopyright", "gkdesk"
      VALUE "OriginalFilename", "{name}"
      VALUE "ProductName", "{title}"
      VALUE "ProductVersion", "{version}"
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x804, 1200
  END
END
"""


def tool(name: str) -> str:
    """A program of MinGW, with Linux's prefix or, on Windows, without. Raises BuildError."""
    found = shutil.which(_PREFIX + name) or shutil.which(name if name != "gcc" else "gcc.exe")
    if found is None:
        raise BuildError(
            f"没有找到 MinGW 的 {name}。Debian：apt-get install gcc-mingw-w64-x86-64；"
            "Windows：安装 w64devkit 或 MSYS2，并把它的 bin 放进 PATH。"
        )
    return found


def compile_starters(digits: str, version: str, folder: Path) -> list[Path]:
    """Make gkdesk.exe and gkdesk-cli.exe for the Python of these digits ("313") in a folder."""
    made = []
    for name, flags in (("gkdesk.exe", ("-mwindows",)), ("gkdesk-cli.exe", ("-DCONSOLE",))):
        with tempfile.TemporaryDirectory() as work:
            resources = _compile_resources(name, version, Path(work))
            _compile(digits, folder / name, *flags, str(resources))
        made.append(folder / name)
    return made


def compile_plain_python(digits: str, target: Path) -> None:
    """Make the stand-in's pythonw.exe."""
    _compile(digits, target, "-DPLAIN", "-mwindows")


def compile_forwarder(library: str, names: list[str], target: Path) -> None:
    """Make a DLL that hands each name on to another DLL, as Python's own python3.dll does."""
    with tempfile.TemporaryDirectory() as work:
        exports, empty = Path(work) / "exports.def", Path(work) / "empty.c"
        lines = [
            f"LIBRARY {target.name}",
            "EXPORTS",
            *(f"{name} = {library}.{name}" for name in names),
        ]
        exports.write_text("\n".join(lines) + "\n", "ascii")
        empty.write_text(
            "int __stdcall DllMainCRTStartup(void *a, unsigned b, void *c)"
            " { (void)a, (void)b, (void)c; return 1; }\n",
            "ascii",
        )
        _run(
            tool("gcc"), "-shared", "-nostdlib", "-s", "-e", "DllMainCRTStartup",
            "-Wl,--no-insert-timestamp",
            "-Wl,--disable-auto-image-base",  # it would be made out of the path
            "-o", str(target), str(empty), str(exports),
        )  # fmt: skip


def _compile(digits: str, target: Path, *flags: str) -> None:
    _run(
        tool("gcc"),
        *_FLAGS,
        f'-DPYDLL=L"python{digits}.dll"',
        "-o",
        str(target),
        str(SOURCE),
        *flags,
    )
    _write_checksum(target)


def _compile_resources(name: str, version: str, work: Path) -> Path:
    numbers = ",".join([*version.split("."), "0", "0", "0"][:4])
    text = _RESOURCES.format(
        icon=ICON.as_posix(), manifest=MANIFEST.as_posix(), numbers=numbers, version=version,
        name=name, title=TITLE,
    )  # fmt: skip
    script, made = work / "starter.rc", work / "starter.o"
    script.write_text(text, "utf-8")
    _run(tool("windres"), "-c", "65001", str(script), str(made))
    return made


def _write_checksum(file: Path) -> None:
    """Fill in the checksum of the header: an empty one is a mark of suspicion to some scanners."""
    read = pefile.PE(data=file.read_bytes())
    read.OPTIONAL_HEADER.CheckSum = read.generate_checksum()
    file.write_bytes(read.write())


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BuildError(f"编译没有成功：{' '.join(command)}\n{done.stderr}")
