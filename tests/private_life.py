"""A whole year in the real program, by keys, and what it opens: files, sockets, programs.

Run with the folder of all and a file for what was seen. Reports are begun, filled in, exported,
carried over; papers of strangers that point at other machines are taken in.
"""

import json
import os
import sys
from pathlib import Path

SEEN: list[tuple[str, str]] = []
_NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "poplib.", "imaplib.", "ssl.")
_PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "webbrowser.open")


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note what reaches out, and what is written in the folder for temporary files."""
    if event.startswith(_NETWORK) or event in _PROGRAMS:
        SEEN.append((event, repr(arguments)))
    if event == "open" and str(arguments[0]).startswith(os.environ["TMPDIR"]):
        SEEN.append((event, repr(arguments)))


sys.addaudithook(watch)

from power_cut import year  # noqa: E402
from power_cut.desk import Desk  # noqa: E402


def take_in(desk: Desk) -> None:
    """The papers of strangers, one by one; then the window is closed."""
    from gkdesk.ui import incoming

    desk.press("← 全部报告")
    desk.until(lambda: desk.window.bench is None)
    for paper in sorted((desk.root / "外来").iterdir()):
        desk.window.take_in(incoming.of_files([paper]))
        desk.until(lambda: desk.window.imports is not None)
        imports = desk.window.imports
        desk.until(lambda: imports.review is not None or imports.is_done)  # noqa: B023
        desk.window.end_import()


def script(desk: Desk) -> None:
    """All of the year, and what its process has loaded."""
    for step in year.STEPS:
        step(desk)
    take_in(desk)
    desk.session_maps = Path("/proc/self/maps").read_text("utf-8")
    seen = {"seen": SEEN, "maps": desk.session_maps}
    Path(sys.argv[2]).write_text(json.dumps(seen), encoding="utf-8")
    assert desk.window.close()


if __name__ == "__main__":
    os.umask(0o022)
    with open(os.devnull, "wb") as marks:
        code = Desk(Path(sys.argv[1]), marks.fileno()).run(script)
    sys.exit(code)
