"""Proves the Windows program on Linux: it is built, installed and used under Wine, step by step.

    python tests/windows/prove.py

Wine, NSIS and the cross compiler must be there (`.ci/bootstrap.py test` installs them). What fails
is said with the step, and ends it with 1. Nothing outside build/ and a temporary folder is touched.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent
ROOT = TESTS.parent
sys.path[:0] = [str(TESTS), str(ROOT / "installer")]

import build  # noqa: E402
import clerk  # noqa: E402
import side  # noqa: E402
from payload import files_of, set_dates  # noqa: E402
from setup_exe import make_setup  # noqa: E402
from wine import Wine, is_there, until  # noqa: E402

import page_fonts  # noqa: E402
from gkdesk.files.report_file import read_report  # noqa: E402
from power_cut.checker import STORE, morning  # noqa: E402
from power_cut.test_kill import Account  # noqa: E402
from power_cut.witness import DATA, DATA_FILE, PAPERS, WORD  # noqa: E402
from reports import sound_report  # noqa: E402

OLD, TITLE = "0.0.1", "政府信息公开年报填报"
SAMPLE = ROOT / "resources" / "samples" / "heyuan-2024.json"
CACHE = ROOT / "build" / "wheels"
REFUSED = 5
KILLS = 3
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\gkdesk"
# The suite's parts that make sense there, in two processes. The rest asks for Linux (LibreOffice,
# signals, a recorder of disk calls) or for the sources' own tools.
SUITES = {
    "files": ("tests/files",),
    "core, ui and the whole": (
        "tests/core",
        "tests/ui",
        *(
            f"tests/test_{name}.py"
            for name in (
                "box",
                "check_reports",
                "cli",
                "cli_store",
                "documents",
                "next_year",
                "paths",
                "published",
                "sample",
                "shipped_forms",
                "two_writers",
                "whole_year",
            )
        ),
    ),
}


def sha(path: Path) -> str:
    """One word for a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tree(folder: Path) -> dict[str, str]:
    """One word for each file of a folder."""
    return {name: sha(folder / name) for name in files_of(folder)}


class Proof:
    """The steps, each with a line and its seconds."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.began = time.monotonic()
        self.wine = Wine(work, page_fonts.find_fonts())

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Say what was done and how long it took; a failure is said with the step."""
        start = time.monotonic()
        try:
            yield
        except BaseException:
            print(f"[windows] 没有通过：{name}", flush=True)
            raise
        print(f"[windows] {time.monotonic() - start:6.1f} 秒  {name}", flush=True)

    @property
    def home(self) -> Path:
        """The installed program's folder."""
        return self.wine.user / "AppData" / "Local" / "Programs" / "gkdesk"

    @property
    def data(self) -> Path:
        """The clerk's data folder."""
        return self.wine.user / "AppData" / "Local" / "gkdesk"

    def inside(self, log: Path, job: str, *arguments: str | Path) -> tuple[str | Path, ...]:
        """The command that runs a job of the tests in the installed program's Python."""
        python = self.home / "program" / "pythonw.exe"
        prepare = ("-I", "-X", "utf8", HERE / "inside.py", log, self.wine.drive / "side", TESTS)
        return (python, *prepare, job, *arguments)

    # --- what is built ------------------------------------------------------------------------

    def build_twice(self) -> None:
        """Two builds at the same time, into two folders; the first is the one that is proved."""
        script = ROOT / "installer" / "build.py"
        builds = [
            subprocess.Popen(
                [sys.executable, script, "--stand-in", "--cache", CACHE, "--out", self.work / name],
                stdout=None if name == "first" else subprocess.DEVNULL,
            )
            for name in ("first", "second")
        ]
        assert [one.wait() for one in builds] == [0, 0]
        made = sorted(one.name for one in (self.work / "first").iterdir() if one.is_file())
        for name in made:
            first, second = self.work / "first" / name, self.work / "second" / name
            assert sha(first) == sha(second), f"两次生成的 {name} 不一样"
            print(f"[windows]     {sha(first)[:16]}  {name}", flush=True)
        self.payload = self.work / "first" / "gkdesk"
        (self.setup,) = (self.work / "first").glob("*-setup.exe")
        (self.portable,) = (self.work / "first").glob("*-portable.zip")

    def build_old(self) -> None:
        """A setup of an older version, with a file that the new one has not any more."""
        folder = self.work / "old" / "gkdesk"
        shutil.copytree(self.payload, folder)
        (folder / "program" / "gone-in-new.txt").write_bytes(b"old")
        set_dates(folder)
        self.old_setup = self.work / "old-setup.exe"
        make_setup(folder, OLD, self.old_setup, quick=True)

    def prepare(self) -> None:
        """A Windows, and what the tests bring along."""
        self.wine.prepare()
        assert self.wine.user.name == "王小明"
        side.fill(self.wine.drive / "side", build.PYTHON, CACHE)

    # --- installing -----------------------------------------------------------------------------

    def install_old(self) -> None:
        """Silently; the files, the entries in the menus and in the registry are there."""
        assert self.wine.run(self.old_setup, "/S") == 0
        installed = tree(self.home)
        assert "uninstall.exe" in installed
        assert installed.items() >= tree(self.work / "old" / "gkdesk").items()
        assert len(self._shortcuts()) == 2, self._shortcuts()
        assert self._version() == OLD
        command = r"HKEY_CURRENT_USER\Software\Classes\gkdesk.report\shell\open\command"
        starter = self.wine.windows_path(self.home / "gkdesk.exe")
        assert self.wine.registry(command, "") == f'"{starter}" "%1"'

    def _shortcuts(self) -> list[Path]:
        places = (self.wine.user, self.work / "home")
        return [one for place in places for one in place.rglob(f"{TITLE}.lnk")]

    def _version(self) -> str | None:
        return self.wine.registry(f"HKEY_CURRENT_USER\\{UNINSTALL}", "DisplayVersion")

    def start_and_refuse(self) -> None:
        """It starts; a second start is over at once; neither setup nor uninstaller touches it."""
        first = self.wine.start(self.home / "gkdesk.exe")
        until(lambda: (self.data / "gkdesk.sqlite3").is_file(), "数据文件")
        time.sleep(2)  # the window comes a moment later
        assert self.wine.run(self.home / "gkdesk.exe") == 0
        shutil.copy(SAMPLE, self.wine.user / "镇 2024.gkdesk.json")
        # What Windows runs at a double click (Wine's `start` does not look among the user's types).
        assert self.wine.run(self.home / "gkdesk.exe", self.wine.user / "镇 2024.gkdesk.json") == 0
        before = tree(self.home)
        assert self.wine.run(self.setup, "/S") == REFUSED
        self.wine.run(self.home / "uninstall.exe", "/S", f"_?={self.wine.windows_path(self.home)}")
        assert tree(self.home) == before
        assert first.poll() is None
        first.kill()
        first.wait()

    def upgrade(self) -> None:
        """Over the old one, right after a kill: its files go, the data and the menus stay."""
        (desktop,) = [one for one in self._shortcuts() if "Start Menu" not in str(one)]
        desktop.unlink()
        mine = self.home / "program" / "mine.txt"
        mine.write_bytes(b"mine")
        before = tree(self.data)
        assert self.wine.run(self.setup, "/S") == 0
        assert tree(self.data) == before
        assert not (self.home / "program" / "gone-in-new.txt").exists()
        assert mine.read_bytes() == b"mine"
        mine.unlink()
        assert tree(self.payload).items() <= tree(self.home).items()
        assert self._version() == build.gkdesk_version()
        assert not desktop.exists()
        assert len(self._shortcuts()) == 1

    def uninstall(self) -> None:
        """The program goes, as it was put there; the data stay."""
        installed = tree(self.home)
        del installed["uninstall.exe"]
        assert installed == tree(self.payload), "程序文件夹里的文件变了"
        before = tree(self.data)
        assert self.wine.run(self.home / "uninstall.exe", "/S") == 0
        until(lambda: not self.home.exists(), "程序文件夹还在")
        assert tree(self.data) == before
        assert self._shortcuts() == []
        assert self._version() is None

    # --- using ----------------------------------------------------------------------------------

    def year(self) -> None:
        """A whole report typed by keys, exported; what is read back is what was typed."""
        root = self.wine.user / "年报 资料"
        (root / PAPERS).mkdir(parents=True)
        log, marks = self.work / "year.log", self.work / "year.marks"
        code = self.wine.run(*self.inside(log, "clerk", root, marks))
        assert code == 0, log.read_text("utf-8")
        told = [json.loads(line) for line in marks.read_text("utf-8").splitlines()]
        found = morning(root)
        assert (found.fault, found.alarm) == ("", "")
        assert found.held == [one["held"] for one in told if one["kind"] == "stored"][-1]
        typed = sound_report(**clerk.FIGURES)
        wanted = dict(typed.texts)
        for name in (DATA_FILE, WORD):
            texts = read_report(root / PAPERS / name).texts
            assert {key: texts.get(key) for key in wanted} == wanted, name
        self.paper = root / PAPERS / WORD

    def command_line(self) -> None:
        """UTF-8 in a pipe, whatever the code page; a PDF read by the child process; exit codes."""
        pdf = self._printed()
        for paper in (self.paper, pdf):
            here = [sys.executable, "-m", "gkdesk", "read", paper, "--json"]
            wanted = subprocess.run(here, capture_output=True, text=True, check=True)
            assert self._piped("read", paper, "--json") == (0, wanted.stdout, wanted.stderr)
        code, _told, errors = self._piped("check", r"C:\没有.json")
        assert code == 2
        assert "没有.json" in errors

    def _printed(self) -> Path:
        """The paper as a PDF, as a county's web site has it; its fonts are in it."""
        page_fonts.prepare()
        profile = (self.work / "soffice").as_uri()
        command = [
            "soffice",
            "--headless",
            f"-env:UserInstallation={profile}",
            "--convert-to",
            "pdf",
        ]
        command += ["--outdir", str(self.paper.parent), str(self.paper)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return self.paper.with_suffix(".pdf")

    def _piped(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Run the command-line starter, its outputs in pipes; the exit code and what it said."""
        out, errors = self.work / "out", self.work / "errors"
        command = (self.home / "gkdesk-cli.exe", *arguments)
        log = self.work / "pipe.log"
        code = self.wine.run(*self.inside(log, "pipe", out, errors, *command))
        return code, out.read_text("utf-8"), errors.read_text("utf-8")

    def kills(self) -> None:
        """Killed while it is typed in, and started again on what is left: nothing is missing."""
        root, account = self.wine.user / "断电", Account()
        (root / PAPERS).mkdir(parents=True)
        for seed in range(KILLS):
            log, marks = self.work / f"{seed}.log", self.work / f"{seed}.marks"
            program = self.wine.start(*self.inside(log, "power_cut.typist", root, marks, str(seed)))
            until(lambda: marks.is_file() and b'"will"' in marks.read_bytes(), log.name)  # noqa: B023
            time.sleep(Random(seed).uniform(0.5, 3))
            assert program.poll() is None, log.read_text("utf-8")
            program.kill()
            program.wait()
            for line in marks.read_bytes().split(b"\n")[:-1]:
                account.take(json.loads(line))
            copy = self.work / "copy"
            shutil.copytree(root, copy)
            found = morning(copy)
            shutil.rmtree(copy)
            assert found.fault == ""
            assert account.fault_of_cells(found) == ""
            account = Account(found.held, dict(next(iter(found.texts.values()), {})))
        assert (root / STORE).is_file()

    def carry(self) -> None:
        """The portable program, under a path with spaces: its data lie beside it."""
        stick = self.wine.drive / "U盘 模拟"
        with zipfile.ZipFile(self.portable) as archive:
            archive.extractall(stick)
        before = tree(self.data) if self.data.is_dir() else {}
        program = self.wine.start(stick / "gkdesk" / "gkdesk.exe")
        until(lambda: (stick / "gkdesk" / DATA / "gkdesk.sqlite3").is_file(), "U盘上的数据")
        program.kill()
        program.wait()
        assert (tree(self.data) if self.data.is_dir() else {}) == before

    def suites(self) -> None:
        """The suite's parts that make sense there, by the Windows Python."""
        options = ("-q", "-p", "no:cacheprovider", "--tb=short")
        logs = {name: self.work / f"suite-{name}.log" for name in SUITES}
        running = {
            name: self.wine.start(*self.inside(logs[name], "pytest", *options, *folders))
            for name, folders in SUITES.items()
        }
        codes = {name: one.wait(900) for name, one in running.items()}
        for name, log in logs.items():
            text = log.read_text("utf-8", errors="replace")
            print(f"[windows]     {name}：{text.strip().splitlines()[-1]}", flush=True)
            if codes[name]:
                print(text[-6000:], flush=True)
        assert set(codes.values()) == {0}


def prove(work: Path) -> None:
    """All steps, in their order."""
    proof = Proof(work)
    steps = (
        ("两次生成，逐字节相同", proof.build_twice),
        ("旧版本的安装程序", proof.build_old),
        ("新的 Windows（用户名王小明）", proof.prepare),
        ("静默安装旧版本", proof.install_old),
        ("启动；再次启动；双击数据文件；运行时不许升级和卸载", proof.start_and_refuse),
        ("强制结束后升级，数据不动", proof.upgrade),
        ("用键盘填完一整份年报，导出，读回", proof.year),
        ("命令行：管道里的 UTF-8，读 PDF", proof.command_line),
        (f"填写时强制结束 {KILLS} 次，重新打开", proof.kills),
        ("便携版", proof.carry),
        ("Windows 的 Python 跑测试", proof.suites),
        ("卸载，数据还在", proof.uninstall),
    )
    try:
        for name, do in steps:
            with proof.step(name):
                do()
    finally:
        proof.wine.end()
    print(f"[windows] 共 {time.monotonic() - proof.began:.0f} 秒，全部通过", flush=True)


def main(arguments: list[str]) -> int:
    """Prove, or say why not."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--keep", type=Path, metavar="DIR", help="work there, and leave all of it")
    options = parser.parse_args(arguments)
    if not (is_there() and shutil.which("makensis")):
        print("[windows] 没有 Wine 或 NSIS，跳过 Windows 程序的验证", flush=True)
        return 1 if os.environ.get("GKDESK_CI") else 0
    with contextlib.ExitStack() as stack:
        work = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        work.mkdir(exist_ok=True)
        prove(work)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
