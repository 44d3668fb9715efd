"""What is said at the start of a run that did not end as it should: when, and what there is."""

from datetime import datetime
from pathlib import Path

from gkdesk.files.run_marker import Run
from gkdesk.paths import Places
from gkdesk.ui import dialogs, fault_report, moments
from gkdesk.ui.foot_note import FootNote
from gkdesk.ui.main_window import MainWindow

_TAIL = 6_000


def make_note(window: MainWindow, run: Run, crash: str) -> FootNote:
    """The quiet line, with its details behind a button."""
    said = sentence(run, window.last_saved, datetime.now().astimezone())
    told = details(run, crash, window.places)
    note = FootNote(said)
    note.details_wanted.connect(lambda: dialogs.tell_details(window, said, told))
    return note


def sentence(run: Run, saved: datetime | None, now: datetime) -> str:
    """What happened, and up to when everything is there; `saved`: when something was stored."""
    at = moments.words(run.alive.astimezone(), now)
    said = f"上次程序没有正常结束（{at} 前后断电或意外退出）。"
    if saved is None:
        return f"{said}当时还没有报告。"
    return f"{said}已存的内容都在，最后保存于{moments.words(saved.astimezone(), now)}。"


def details(run: Run, crash: str, places: Places) -> str:
    """For the support: the run, where the program stood, the end of the log."""
    lines = [
        fault_report.about(),
        f"上次启动：{run.began.astimezone():%Y-%m-%d %H:%M:%S}",
        f"最后运行：{run.alive.astimezone():%Y-%m-%d %H:%M:%S}",
        f"日志：{places.log}",
    ]
    if crash:
        lines += ["", "退出时程序所在的位置：", crash]
    log = _end_of(places.log)
    if log:
        lines += ["", "日志末尾：", log]
    return "\n".join(lines)


def _end_of(path: Path) -> str:
    try:
        return path.read_bytes()[-_TAIL:].decode("utf-8", "replace").strip()
    except OSError:
        return ""
