"""Sets gkdesk up from a clean clone, then runs or tests it; standard library only.

python3 .ci/bootstrap.py run  [arguments for gkdesk]    the sample report to Word, then the window
python3 .ci/bootstrap.py test [arguments for pytest]    ruff, mypy, pytest and, without arguments,
                                                        the Windows program under Wine
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"
SAMPLE = ROOT / "resources" / "samples" / "heyuan-2024.json"
EXPORTED = ROOT / "build" / "年报样例.docx"
LINUX = sys.platform.startswith("linux")

# What Qt loads from a Linux system -> the Debian package that has it.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfreetype.so.6": "libfreetype6",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
CHINESE_FONT = "fonts-noto-cjk"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
# A page test turns .docx into PDF with LibreOffice, in fonts that stand in for the official ones.
PAGE_TEST_PACKAGES = ("libreoffice-writer-nogui", "fontconfig", "fonts-liberation", CHINESE_FONT)
FANDOL_PACKAGE = "texlive-lang-chinese"
FANDOL = tuple(f"Fandol{face}-Regular.otf" for face in ("Fang", "Kai", "Hei", "Song"))
PAGE_FONTS = ROOT / "build" / "fonts"
# The simulation of power cuts compiles its recorder.
COMPILER_PACKAGES = ("gcc", "libc6-dev")
C_HEADER = Path("/usr/include/stdio.h")
# The Windows program is built and used here.
WINDOWS_PACKAGES = ("wine", "wine64", "nsis", "gcc-mingw-w64-x86-64")
PROOF = ROOT / "tests" / "windows" / "prove.py"


def say(text: str) -> None:
    """Print one line at once, so that it stands above the output of the next command."""
    print(f"[gkdesk] {text}", flush=True)


def call(*command: str | Path, env: Mapping[str, str] | None = None) -> int:
    """Run a command in the project root and give its exit code."""
    merged = {**os.environ, **(env or {})}
    return subprocess.call([str(part) for part in command], cwd=ROOT, env=merged)


def must(*command: str | Path) -> None:
    """Run a command that the rest stands on; its failure ends this script with its code."""
    code = call(*command)
    if code:
        say(f"这一步没有成功（退出码 {code}）：{' '.join(str(part) for part in command)}")
        sys.exit(code)


# --- the system's packages -------------------------------------------------------------------


def as_root() -> list[str] | None:
    """Give what to put before a command to run it as root, or None when there is no way."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    return ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]


def apt(*arguments: str) -> bool:
    """Run apt-get as root, without questions or chatter, and say whether that worked."""
    before = as_root()
    if before is None or shutil.which("apt-get") is None:
        return False
    command = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    command += ["-o", "Dpkg::Use-Pty=0", *arguments]
    return subprocess.call(command, stdout=subprocess.DEVNULL) == 0


def install_packages(packages: Sequence[str]) -> None:
    """Install the system packages that are missing, or say which to install, and go on."""
    if not packages:
        return
    say(f"安装系统软件包（要几分钟）：{' '.join(packages)}")
    install = ("install", "-y", "--no-install-recommends", *packages)
    if not (apt("update") and apt(*install)):
        say(f"没能自动安装，请用管理员权限安装后再试：{' '.join(packages)}")


def loads(library: str) -> bool:
    """Say whether this system has a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_chinese_font() -> bool:
    """Say whether a folder of system fonts holds a file that is known to be Chinese."""
    known = ("cjk", "hansans", "hanserif", "wqy", "uming", "ukai", "wenkai", "fandol", "simsun")
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    files = (file for folder in folders for file in folder.rglob("*.[ot]t[fc]"))
    return any(word in file.name.lower() for file in files for word in known)


def is_installed(package: str) -> bool:
    """Say whether dpkg counts a package as installed."""
    command = ["dpkg-query", "-W", "-f=${Status}", package]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return False
    return answer.stdout.endswith("ok installed")


def prepare_system() -> None:
    """Install what Qt needs of a Linux system; Windows has all of it."""
    if not LINUX:
        return
    missing = [package for library, package in QT_LIBRARIES.items() if not loads(library)]
    if not has_chinese_font():
        missing.append(CHINESE_FONT)
    install_packages(missing)


# --- Python's packages -----------------------------------------------------------------------


def fingerprint() -> str:
    """Give one word for all that an installed .venv depends on."""
    parts = [LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode()]
    parts.append(sys.version.encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make_venv() -> None:
    """Make .venv anew; on Debian the module for that is a package of its own."""
    if LINUX and importlib.util.find_spec("ensurepip") is None:
        install_packages(["python3-venv"])
    say("建立 Python 虚拟环境 .venv")
    must(sys.executable, "-m", "venv", "--clear", VENV)


def prepare_python() -> None:
    """Fill .venv from requirements.lock, unless it holds exactly that already."""
    stamp, wanted = VENV / "gkdesk-stamp", fingerprint()
    if stamp.is_file() and PYTHON.exists() and stamp.read_text("ascii") == wanted:
        return
    make_venv()
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet")
    say("安装 requirements.lock 里的软件包（逐个核对散列值），要几分钟")
    must(*pip, "install", "--require-hashes", "-r", LOCK)
    must(*pip, "install", "--no-deps", "--no-build-isolation", "-e", ROOT)
    stamp.write_text(wanted, "ascii")


def set_up() -> None:
    """Bring this machine to where gkdesk runs; quick when it is there already."""
    if not (3, 11) <= sys.version_info < (3, 14):
        say(f"需要 Python 3.11、3.12 或 3.13，现在是 {sys.version.split()[0]}。")
        sys.exit(2)
    prepare_system()
    prepare_python()


# --- fonts for the page tests ----------------------------------------------------------------


def page_fonts_are_there() -> bool:
    """Say whether one of the folders the tests look into holds the Fandol fonts."""
    folders = [PAGE_FONTS, Path.home() / ".cache" / "gkdesk-fonts"]
    folders += [Path(given)] if (given := os.environ.get("GKDESK_FONTS")) else []
    return any(all((folder / name).is_file() for name in FANDOL) for folder in folders)


def take_fandol(archive: tarfile.TarFile) -> None:
    """Copy the four fonts out of an archive, each written whole or not at all."""
    for member in archive:
        name = Path(member.name).name
        content = archive.extractfile(member) if name in FANDOL else None
        if content is not None:
            part = PAGE_FONTS / f"{name}.part"
            part.write_bytes(content.read())
            part.replace(PAGE_FONTS / name)


def unpack_fandol(package: Path) -> None:
    """Take the four fonts out of a Debian package without installing it."""
    PAGE_FONTS.mkdir(parents=True, exist_ok=True)
    command = ["dpkg-deb", "--fsys-tarfile", str(package)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as unpacking:
        assert unpacking.stdout is not None
        with tarfile.open(fileobj=unpacking.stdout, mode="r|") as archive:
            take_fandol(archive)


def fetch_page_fonts() -> None:
    """Fetch the Fandol fonts by apt without installing the large package they are in."""
    if page_fonts_are_there():
        return
    say(f"下载页面测试用的 Fandol 字体（{FANDOL_PACKAGE}，约 49 MB）")
    download = ["apt-get", "-qq", "download", FANDOL_PACKAGE]
    with tempfile.TemporaryDirectory() as folder:
        fetched = subprocess.call(download, cwd=folder) == 0
        if not fetched and apt("update"):
            fetched = subprocess.call(download, cwd=folder) == 0
        if fetched:
            unpack_fandol(next(Path(folder).glob("*.deb")))
    if not page_fonts_are_there():
        say("没有取到 Fandol 字体，页面测试会跳过。")


def prepare_page_tests() -> None:
    """Install what the page tests need, where apt can; elsewhere they are skipped."""
    if not (LINUX and shutil.which("apt-get")):
        say("这台机器不能自动安装 LibreOffice 和字体，缺少时页面测试会跳过。")
        return
    packages = [package for package in PAGE_TEST_PACKAGES if not is_installed(package)]
    if shutil.which("soffice"):
        packages = [package for package in packages if not package.startswith("libreoffice")]
    install_packages(packages)
    fetch_page_fonts()


# --- the compiler for the test of power cuts ---------------------------------------------------


def prepare_power_cut_test() -> None:
    """Install a C compiler where there is none and apt can; elsewhere that test is skipped."""
    if not (LINUX and shutil.which("apt-get")):
        return
    if shutil.which("cc") is None or not C_HEADER.is_file():
        install_packages([one for one in COMPILER_PACKAGES if not is_installed(one)])


# --- what builds and runs the Windows program -------------------------------------------------


def prepare_windows_proof() -> None:
    """Install Wine, NSIS and the cross compiler where apt can; elsewhere that proof is skipped."""
    if not (LINUX and shutil.which("apt-get")):
        return
    install_packages([one for one in WINDOWS_PACKAGES if not is_installed(one)])


# --- the two jobs ----------------------------------------------------------------------------


def has_display() -> bool:
    """Say whether a window can be shown."""
    return not LINUX or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def run(arguments: Sequence[str]) -> int:
    """Export the sample report and open the window, or hand the arguments to gkdesk."""
    gkdesk = (PYTHON, "-m", "gkdesk")
    if arguments:
        return call(*gkdesk, *arguments)
    EXPORTED.parent.mkdir(exist_ok=True)
    say("用命令行把样例年报导出成 Word 文件")
    code = call(*gkdesk, "export", SAMPLE, "-o", EXPORTED)
    if code:
        say(f"导出没有成功（退出码 {code}）。")
        return code
    say(f"样例年报在这里：{EXPORTED}")
    if not has_display():
        say("没有图形界面，不打开窗口；在有桌面的电脑上再运行一次这条命令，就会打开填报窗口。")
        return 0
    say("打开填报窗口（关上窗口即结束）")
    return call(*gkdesk)


def test(arguments: Sequence[str]) -> int:
    """Run every check, each announced by a line, and give the first code that is not 0."""
    checks: dict[str, tuple[str, ...]] = {
        "代码检查 ruff check": ("-m", "ruff", "check", "."),
        "代码格式 ruff format --check": ("-m", "ruff", "format", "--check", "."),
        "类型检查 mypy --strict": ("-m", "mypy", "--strict"),
        "测试 pytest": ("-m", "pytest", "-n", "auto", *arguments),
    }
    if not arguments:
        checks["Windows 程序（Wine）"] = (str(PROOF),)
    codes = {}
    for name, command in checks.items():
        say(name)
        codes[name] = call(PYTHON, *command, env={"QT_QPA_PLATFORM": "offscreen"})
    failed = [name for name, code in codes.items() if code]
    say(f"没有通过：{'；'.join(failed)}" if failed else "全部通过")
    return next((code for code in codes.values() if code), 0)


def main(arguments: Sequence[str]) -> int:
    """Do the job that is named first, with the arguments after it."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if not arguments or arguments[0] not in ("run", "test"):
        print(__doc__)
        return 2
    set_up()
    if arguments[0] == "run":
        return run(arguments[1:])
    prepare_page_tests()
    prepare_power_cut_test()
    if not arguments[1:]:
        prepare_windows_proof()
    return test(arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
