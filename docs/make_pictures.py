"""Makes docs/pictures/*.png: the window at several scalings, the Word pages, the 自查单.

    python docs/make_pictures.py

Each scaling is a fresh process, for Qt reads it once. The Word pages need LibreOffice and
pdftoppm; where they are missing, those pictures are left as they are, and a line says so.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
DOCUMENTS = HERE.parent / "tests" / "data" / "documents"
sys.path.insert(0, str(HERE.parent / "tests"))

import page_fonts  # noqa: E402 (lies beside the tests that need the same fonts)

# Scale in percent -> what a 1366×768 screen is in logical pixels then.
SCREENS = {100: (1366, 768), 125: (1093, 614), 150: (911, 512)}
AT_150 = ("basics", "applications", "review")
AT_125 = ("applications",)
PAGE_DPI = "60"
WRONG = {
    "applications.new_received.natural_person": "3",
    "applications.granted.natural_person": "1",
    "applications.partly_granted.natural_person": "1",
    "proactive_disclosure.government_rules.issued": "1",
    "other_matters": "",
}
REASON = "县政务公开办今年的统一样式，前言不写统计期限"
# What a second year's text says against its tables, which hold zeros.
SAID = "本年新收政府信息公开申请3件，答复3件。"


def main() -> None:
    """Make all pictures."""
    if sys.argv[1:]:
        shoot(int(sys.argv[1]))
        return
    PICTURES.mkdir(exist_ok=True)
    for scale in SCREENS:
        run_scaled(scale)
    picture_word_pages()
    for picture in sorted(PICTURES.glob("*.png")):
        print(f"{picture.stat().st_size // 1024:5} KB  {picture.name}")


def run_scaled(scale: int) -> None:
    """Make the pictures of one scaling in a process of its own."""
    screen = {"name": "screen", "x": 0, "y": 0, "width": 1366, "height": 768}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "screen.json"
        config.write_text(json.dumps({"screens": [screen]}), "utf-8")
        environment = os.environ | {
            "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
            "QT_SCALE_FACTOR": str(scale / 100),
        }
        subprocess.run([sys.executable, __file__, str(scale)], env=environment, check=True)


def shoot(scale: int) -> None:
    """Make the pictures of this process's scaling."""
    page_fonts.prepare()

    from gkdesk import paths
    from gkdesk.files.store import Store
    from gkdesk.paths import Places
    from gkdesk.ui import app
    from gkdesk.ui.main_window import MainWindow
    from gkdesk.ui.window_place import PLACE

    # Pictures show a clerk's folders, not those of whoever made them.
    paths.documents = lambda: Path(r"C:\Users\党政办\Documents")
    application = app.make_application()
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "a.sqlite3") as store:
        store.set_setting(PLACE, "0,0,{},{},0".format(*SCREENS[scale]))
        window = MainWindow(store, Places(Path(r"C:\Users\党政办\AppData\Local\gkdesk")))
        window.show()
        for name in scenes(window, scale):
            for _ in range(3):
                application.processEvents()
            save(window.grab().toImage(), PICTURES / f"{name}-{scale}.png")
        window.close()


def save(picture, path: Path) -> None:  # type: ignore[no-untyped-def]
    """Save a picture small: the 256 commonest of its colours are all that the eye sees."""
    from PySide6.QtGui import QImage

    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    words = memoryview(picture.constBits()).cast("I")
    commonest = [colour for colour, _ in Counter(words).most_common(256)]
    picture.convertToFormat(QImage.Format.Format_Indexed8, commonest).save(str(path), quality=0)


def scenes(window, scale: int) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """Bring the window from scene to scene; the name of each."""
    wanted = {125: AT_125, 150: AT_150}.get(scale)
    window.show_start()
    if wanted is None:
        yield "start-first"
    window.start.begin_sample()
    bench = window.bench
    for step in ("basics", *(section.id for section in bench.report.form.sections), "review"):
        bench.show_step(step)
        if wanted is None or step in wanted:
            yield f"step-{step}"
    session = bench._session
    for address, text in WRONG.items():
        session.set_text(address, text)
    bench.go_to("applications.granted.natural_person")
    yield "findings-table"
    if wanted is None:
        bench.show_history()
        bench._history._filter.setCurrentIndex(2)  # all of the report
        moments = bench._history._list
        moments.setCurrentIndex(moments.model().index(3, 0))
        yield "history"
        bench.close_history()
    finding = next(one for one in session.outcome.findings if one.addresses[0] == "preface")
    session.explain(finding, REASON, "王小明")
    bench.show_step("review")
    if wanted is None:
        yield "findings-review"
    elif scale == 150:
        bench.toggle_help()
        yield "help-open"
        bench.toggle_help()
    if scale != 125:
        yield from second_year(window)
    if wanted is None:
        window.close_report()
        yield "start-list"
    if scale != 125:
        window.close_report()
        yield from imports(window, scale)


def imports(window, scale: int) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """Take reports in: one without doubts, one with many, several with a refused one."""
    from gkdesk.ui.incoming import of_files

    window.take_in(of_files([DOCUMENTS / "huaian_2024.official-template.docx"]))
    wait_until(lambda: window.imports.review is not None)
    window.imports.review.show_step("applications")
    yield "import-table"
    window.end_import()
    window.take_in(of_files([DOCUMENTS / "kewei_2024.txt"]))
    wait_until(lambda: window.imports.review is not None)
    window.imports.review.go_on()
    yield "import-doubts"
    window.end_import()
    if scale == 100:
        names = ("huaian_2024.official-template.docx", "kewei_2024.txt", "user_password.pdf")
        window.take_in(of_files([*(DOCUMENTS / name for name in names), Path("2021年年报.doc")]))
        wait_until(lambda: window.imports.file_list.view.model().index(3, 1).data() != "等待")
        window.imports.file_list.select(2)
        yield "import-list"
        window.end_import()
        yield from backups(window)


def backups(window) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """Three backups, one of them damaged; since the newest a text was deleted."""
    from gkdesk.core.change import Change
    from gkdesk.files.backups import make_backup
    from gkdesk.ui.folder_link import FolderLink

    store, places = window._store, window.places
    report = store.reports()[0]
    cell = "applications.new_received.natural_person"
    with tempfile.TemporaryDirectory() as folder:
        window._places = type(places)(Path(folder))
        made = []
        for day, text in enumerate(("7", "8", "9"), 12):
            store.record(report.id, [Change(cell, store.answers(report.id).get(cell), text)], "填")
            at = datetime(2025, 1, day, 9, 30).astimezone()
            made.append(make_backup(store, window.places.backups, at).path)
        made[1].write_bytes(made[1].read_bytes()[:5000])
        text = store.answers(report.id)["overview"]
        store.record(report.id, [Change("overview", text, text[:60])], "填")
        window.show_backups()
        wait_until(lambda: not window.backups.is_busy)
        for link in window.backups.findChildren(FolderLink):
            shown = link.text().replace(f"{folder}/", f"{places.data}\\")
            link.setText(shown.replace(folder, str(places.data)))
        yield "backup"
        window.end_backups()
        window._places = places


def wait_until(is_done: Callable[[], bool]) -> None:
    """Let Qt work until something is there."""
    from PySide6.QtCore import QCoreApplication, QEventLoop

    while not is_done():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def second_year(window) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """Make the report of the year after, write as last year, and contradict its tables."""
    window.close_report()
    window.start.begin_next()
    bench = window.bench
    session = bench._session
    for section in bench.report.form.sections:
        if not section.is_prose:
            session.fill_zeros(section.id)
    bench.show_step("overview")
    bench.page._desk.draft()
    text = session.report.text("overview")
    session.set_text("overview", text.replace("本年度未收到", f"{SAID}本年度未收到", 1))
    finding = next(one for one in bench._findings.findings if one.mends)
    bench._findings.take_keyboard()
    bench.go_to(finding.addresses[0], finding.span)
    yield "second-year-text"


def picture_word_pages() -> None:
    """Let LibreOffice print the sample and its 自查单, and make a picture of each page."""
    page_fonts.prepare()
    reason = page_fonts.what_is_missing()
    if reason or not shutil.which("pdftoppm"):
        print(f"没有重做导出页面的图：{reason or '没有 pdftoppm'}")
        return

    from gkdesk.core import exchange
    from gkdesk.files import shipped
    from gkdesk.files.beginnings import SAMPLE
    from gkdesk.files.self_check_export import export_self_check
    from gkdesk.files.word_export import export_word

    report = exchange.load(shipped.read_text(SAMPLE), shipped.form, date.today())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        export_word(report, folder / "word.docx")
        export_self_check(report, None, folder / "self-check.docx", datetime(2025, 1, 20, 9, 30))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        convert = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", name]
        documents = sorted(folder.glob("*.docx"))
        subprocess.run([*convert, *map(str, documents)], check=True, capture_output=True)
        for document in documents:
            for old in PICTURES.glob(f"{document.stem}-*.png"):
                old.unlink()
            pdf, target = str(document.with_suffix(".pdf")), str(PICTURES / document.stem)
            subprocess.run(["pdftoppm", "-r", PAGE_DPI, "-png", pdf, target], check=True)


if __name__ == "__main__":
    main()
