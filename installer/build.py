"""Builds gkdesk for Windows: the folder, the setup .exe, the portable .zip, the list of parts.

    python3 installer/build.py                    with the official Python (downloaded, checked)
    python3 installer/build.py --runtime ZIP      the same, from a file at hand
    python3 installer/build.py --stand-in         with a stand-in for it, for tests only

See README.md beside this file. Runs on Linux and Windows; the Python that builds must be of the
same minor version as the one inside, because it compiles.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

try:
    import pefile  # noqa: F401 - asked for here, to be missed with a sentence
except ImportError:
    sys.exit("缺少 pefile。Debian：apt-get install python3-pefile；其他：pip install pefile。")

import closure
import payload
import runtime
from launchers import compile_starters
from parts import ROOT, BuildError, Part, Parts, fetch_runtime, fetch_wheels, read_parts
from setup_exe import make_setup, sign_file

MARKER = "gkdesk-portable.txt"
MARKER_TEXT = (
    "有这个文件，数据就保存在旁边的“数据”文件夹里，随U盘带走；删除它，数据保存在本机。\r\n"
    "这个文件夹里的内容，能用这台电脑或这个U盘的人都能看到。\r\n"
)
LARGEST_SETUP, LARGEST_FOLDER = 24 << 20, 80 << 20
PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"


def say(text: str) -> None:
    """Print one line at once."""
    print(f"[installer] {text}", flush=True)


def gkdesk_version() -> str:
    """The version of the program, read without importing it."""
    text = (ROOT / "src" / "gkdesk" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([0-9.]+)"$', text, re.MULTILINE)
    assert found
    return found[1]


def assemble(folder: Path, options: argparse.Namespace) -> list[tuple[Part, Path]]:
    """Make the folder gkdesk/ anew; the parts it is made of, each with the file it came from."""
    parts = read_parts(PYTHON)
    payload.make_empty(folder)
    program, licences = folder / payload.PROGRAM, folder / payload.LICENCES
    program.mkdir()
    licences.mkdir()
    digits, source = _add_runtime(parts, program, licences, options)
    fetched = fetch_wheels(list(parts.wheels), PYTHON, options.cache)
    wheels = list(zip(parts.wheels, fetched, strict=True))
    for part, wheel in wheels:
        payload.add_wheel(part, wheel, program)
    payload.add_gkdesk(program)
    payload.add_paths_file(program, digits)
    payload.add_licences(wheels, licences)
    texts = fetch_wheels([part for part, _inside, _name in parts.texts], PYTHON, options.cache)
    payload.add_licence_texts(parts, texts, licences)
    starters = compile_starters(digits, gkdesk_version(), folder)
    if options.sign:
        for starter in starters:
            sign_file(options.sign, starter)
    python = parts.stand_in if options.stand_in else parts.runtime
    payload.write_overview([python, *parts.wheels], licences)
    payload.set_dates(folder)
    return [(python, source), *wheels]


def _add_runtime(
    parts: Parts, program: Path, licences: Path, options: argparse.Namespace
) -> tuple[str, Path]:
    """Put Python into the folder; the digits of its version ("313") and the file it came from."""
    if options.stand_in:
        if not parts.stand_in.hashes:
            raise BuildError(f"替身只有 Python 3.11 至 3.13 的，现在是 {PYTHON}。")
        wheel = fetch_wheels([parts.stand_in], PYTHON, options.cache)[0]
        runtime.assemble_stand_in(wheel, parts, PYTHON, program)
        return PYTHON.replace(".", ""), wheel
    wanted = parts.runtime.version.rpartition(".")[0]
    if wanted != PYTHON:
        raise BuildError(
            f"程序里是 Python {wanted}，编译也要用 {wanted}；现在是 {PYTHON}。"
            f"请用 Python {wanted} 运行本脚本。"
        )
    package = fetch_runtime(parts, options.runtime, options.cache)
    runtime.unpack_runtime(package, parts, program, licences)
    return wanted.replace(".", ""), package


def check(folder: Path) -> None:
    """Check the folder: no DLL missing, none of Windows' own, none that nothing uses."""
    missing = closure.find_missing(folder)
    if missing:
        told = "；".join(f"{name}（{'、'.join(files)}）" for name, files in missing.items())
        raise BuildError(f"这些 DLL 既不在文件夹里，也不属于 Windows 10 1809：{told}")
    foreign = closure.find_foreign(folder)
    if foreign:
        raise BuildError(f"这些是 Windows 自己的文件，不能带上：{'、'.join(foreign)}")
    unused = closure.find_unused(folder)
    if unused:
        raise BuildError(f"这些 DLL 没有文件用到：{'、'.join(unused)}")
    say(
        f"{len(closure.programs(folder))} 个程序文件，引用的 DLL 都在文件夹里或属于 Windows 10 1809"
    )


def tell_sizes(folder: Path, setup: Path) -> None:
    """Print the sizes and the ten largest files. Raises BuildError above what was promised."""
    sizes = {name: (folder / name).stat().st_size for name in payload.files_of(folder)}
    whole, packed = sum(sizes.values()), setup.stat().st_size
    say(f"装好后 {whole / 2**20:.1f} MiB（不超过 80），{len(sizes)} 个文件，最大的十个：")
    for name in sorted(sizes, key=lambda name: -sizes[name])[:10]:
        print(f"    {sizes[name] / 2**20:6.1f} MiB  {name}")
    say(f"安装程序 {packed / 2**20:.1f} MiB（不超过 24）")
    if whole > LARGEST_FOLDER or packed > LARGEST_SETUP:
        raise BuildError("太大了，见上面最大的文件。")


def read_options(arguments: list[str]) -> argparse.Namespace:
    """Take the command line apart."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--runtime", type=Path, metavar="ZIP", help="the embeddable package")
    source.add_argument("--stand-in", action="store_true", help="a stand-in for tests")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR")
    parser.add_argument("--cache", type=Path, default=ROOT / "build" / "wheels", metavar="DIR")
    parser.add_argument("--sign", metavar="COMMAND", help="signs the file put behind it, in place")
    return parser.parse_args(arguments)


def build(options: argparse.Namespace) -> Path:
    """Build everything; the path of the setup. Raises BuildError."""
    version = gkdesk_version()
    name = f"gkdesk-{version}" + ("-STAND-IN" if options.stand_in else "")
    folder = options.out / "gkdesk"
    say("拼装程序文件夹")
    parts = assemble(folder, options)
    check(folder)
    payload.write_list(parts, folder, version, options.out / f"{name}-parts.json")
    say("打包便携版")
    payload.pack(
        folder, options.out / f"{name}-portable.zip", {MARKER: MARKER_TEXT.encode("utf-8-sig")}
    )
    say("制作安装程序（压缩要将近一分钟）")
    setup: Path = options.out / f"{name}-setup.exe"
    make_setup(folder, version, setup, sign=options.sign)
    tell_sizes(folder, setup)
    say(f"做好了：{setup}")
    return setup


def main(arguments: list[str]) -> int:
    """Build, and say in one sentence what went wrong."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        build(read_options(arguments))
    except BuildError as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
