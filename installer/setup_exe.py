"""Makes the setup .exe with NSIS out of the finished folder.

The script is gkdesk.nsi. Which files it puts down and, when the program is removed, takes away is
written out here one by one: a folder that the clerk chose may hold more than ours.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path, PurePosixPath

from parts import BuildError
from payload import DATE, files_of

HERE = Path(__file__).resolve().parent
SCRIPT = HERE / "gkdesk.nsi"


def write_lists(folder: Path, target: Path) -> None:
    """Write the macros that put down each file of a folder, and that remove each."""
    names = [PurePosixPath(name) for name in files_of(folder)]
    lines = ["!macro PutFiles"]
    for place in sorted({name.parent for name in names}):
        lines.append(f'  SetOutPath "{_installed(place)}"')
        lines += [f'  File "{folder / name}"' for name in names if name.parent == place]
    lines += ["!macroend", "!macro RemoveFiles"]
    lines += [f'  Delete "{_installed(name)}"' for name in names]
    places = {place for name in names for place in name.parents} - {PurePosixPath(".")}
    deepest_first = sorted(places, key=lambda place: (-len(place.parts), place))
    lines += [f'  RMDir "{_installed(place)}"' for place in deepest_first]
    lines += ["!macroend", ""]
    target.write_text("\n".join(lines), "utf-8-sig")


def _installed(path: PurePosixPath) -> str:
    below = str(path).replace("/", "\\")
    return "$INSTDIR" if below == "." else f"$INSTDIR\\{below}"


def make_setup(
    folder: Path, version: str, target: Path, *, sign: str | None = None, quick: bool = False
) -> None:
    """Make the setup of a folder. `quick` packs it three times as fast, and larger, for tests.

    `sign` is a command that signs the file whose path is put behind it. Raises BuildError.
    """
    makensis = shutil.which("makensis") or shutil.which("makensis", path=_program_files())
    if makensis is None:
        raise BuildError("没有找到 makensis。Debian：apt-get install nsis；Windows：安装 NSIS 3。")
    size = sum((folder / name).stat().st_size for name in files_of(folder))
    with tempfile.TemporaryDirectory() as work:
        lists = Path(work) / "files.nsh"
        write_lists(folder, lists)
        defines = {
            "VERSION": version,
            "NUMBERS": ".".join([*version.split("."), "0", "0", "0"][:4]),
            "LISTS": lists,
            "OUTFILE": target,
            "KILOBYTES": size // 1024,
            "SIDE": HERE / "side.bmp",
            "ICON": HERE.parent / "resources" / "gkdesk.ico",
            **({"QUICK": 1} if quick else {}),
            **({"SIGN": sign} if sign else {}),
        }
        command = [makensis, "-V2", "-WX", "-INPUTCHARSET", "UTF8"]
        command += [f"-D{name}={value}" for name, value in defines.items()] + [str(SCRIPT)]
        # NSIS takes the date of the uninstaller that it makes from here.
        made = subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(DATE)},
        )
    if made.returncode != 0:
        raise BuildError(f"NSIS 没有成功：\n{made.stdout}{made.stderr}")
    if sign:
        sign_file(sign, target)


def sign_file(command: str, file: Path) -> None:
    """Have a file signed in its place. Raises BuildError."""
    words = [*shlex.split(command, posix=os.name != "nt"), str(file)]
    if subprocess.call(words) != 0:
        raise BuildError(f"签名没有成功：{' '.join(words)}")


def _program_files() -> str:
    folders = [os.environ.get(name, "") for name in ("ProgramFiles(x86)", "ProgramFiles")]
    return os.pathsep.join(str(Path(folder) / "NSIS") for folder in folders if folder)
