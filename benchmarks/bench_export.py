"""Writing the Word file against its zip floor and against docxtpl, and a thousand in one process.

Turn by turn in one run, so that a busy machine slows all of them: the floor (zip and deflate of
the same finished parts), gkdesk writing, gkdesk writing, re-opening and comparing, and docxtpl
filling a prepared template with the same texts. What counts are the ratios, not the times.

    python benchmarks/bench_export.py [ROUNDS] [BATCH]
"""

import json
import re
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from gkdesk.core import exchange
from gkdesk.core.report import Report
from gkdesk.files import shipped
from gkdesk.files.word_check import differences
from gkdesk.files.word_styles import pack
from gkdesk.files.word_writer import write_word

WRITE_GOAL, CHECKED_GOAL, PEER_GOAL, GROWTH_GOAL = 12.0, 16.0, 6.0, 30.0
IN_A_BATCH = "--batch"
# What a template would have as fields: figures and whole paragraphs; labels stay as they are.
FIELD = re.compile(r'(<w:t xml:space="preserve">)([0-9.]+|[^<]{26,})(</w:t>)')


def filled_report() -> Report:
    """The sample's prose with a figure in every cell."""
    text = shipped.read_text("samples/heyuan-2024.json")
    report = exchange.load(text, shipped.form, date(2025, 2, 1))
    for number, cell in enumerate(report.form.cells.values()):
        if not cell.worked_out:
            report.set(cell.address, str(number * 7 % 99991))
    return report


def parts_of(data: bytes) -> dict[str, bytes]:
    """The entries of a .docx by name."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def docxtpl_way(data: bytes) -> Callable[[], bytes]:
    """docxtpl filling a template that was made out of the finished file."""
    from docxtpl import DocxTemplate

    parts, texts = parts_of(data), []

    def field(match: re.Match[str]) -> str:
        texts.append(match.group(2))
        return f"{match.group(1)}{{{{ t[{len(texts) - 1}] }}}}{match.group(3)}"

    document = FIELD.sub(field, parts["word/document.xml"].decode())
    template = pack({**parts, "word/document.xml": document.encode()})

    def render() -> bytes:
        filled = DocxTemplate(BytesIO(template))
        filled.render({"t": texts}, autoescape=True)
        file = BytesIO()
        filled.save(file)
        return file.getvalue()

    return render


def take_turns(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """The seconds of each way, all ways in every round; a first round warms up."""
    took: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds + 1):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            if turn:
                took[name].append(time.perf_counter() - start)
    return took


def resident() -> float:
    """Resident memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


def batch(count: int) -> None:
    """Write and compare many reports in this fresh process; print time, floor and growth."""
    report = filled_report()
    parts = parts_of(write_word(report))
    start_size, start = resident(), time.perf_counter()
    for number in range(count):
        report.set("applications.other.natural_person", str(number))
        if differences(report, write_word(report)):
            raise AssertionError("the written file differs from its report")
    seconds, growth = time.perf_counter() - start, resident() - start_size
    start = time.perf_counter()
    for _ in range(count):
        pack(parts)
    floor = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "floor": floor, "growth": growth}))


def main() -> int:
    """Print what was measured; 1 where a goal is missed."""
    numbers = [int(one) for one in sys.argv[1:] if one.isdecimal()]
    rounds, count = (numbers + [60, 1000][len(numbers) :])[:2]
    if IN_A_BATCH in sys.argv:
        batch(count)
        return 0
    report = filled_report()
    data = write_word(report)
    parts = parts_of(data)
    ways: dict[str, Callable[[], object]] = {
        "floor": lambda: pack(parts),
        "write": lambda: write_word(report),
        "write and compare": lambda: differences(report, write_word(report)),
        "docxtpl": docxtpl_way(data),
    }
    took = take_turns(ways, rounds)
    command = [sys.executable, __file__, str(rounds), str(count), IN_A_BATCH]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return tell(took, json.loads(done.stdout), count)


def tell(took: dict[str, list[float]], many: dict[str, float], count: int) -> int:
    """Each figure beside its goal; 1 where one is missed."""
    middle = {way: statistics.median(times) for way, times in took.items()}
    least = {way: min(times) for way, times in took.items()}
    for way in took:
        print(
            f"{way:18} median {middle[way] * 1e3:7.2f} ms = {middle[way] / middle['floor']:6.1f}"
            f" floors   min {least[way] * 1e3:7.2f} ms = {least[way] / least['floor']:6.1f} floors"
        )
    each, floors = many["seconds"] / count * 1e3, many["seconds"] / many["floor"]
    print(f"{count} written and compared in one process: {each:.2f} ms each = {floors:.1f} floors")
    compared = middle["write and compare"] / middle["floor"]
    goals = (
        ("write / floor", middle["write"] / middle["floor"], WRITE_GOAL, "at most"),
        ("write and compare / floor", compared, CHECKED_GOAL, "at most"),
        ("docxtpl / write", middle["docxtpl"] / middle["write"], PEER_GOAL, "at least"),
        (f"growth over {count} reports, MB", many["growth"], GROWTH_GOAL, "at most"),
    )
    missed = False
    for name, figure, goal, word in goals:
        kept = figure <= goal if word == "at most" else figure >= goal
        missed |= not kept
        print(f"{name:32} {figure:6.1f}   goal {word} {goal:.0f}: {'kept' if kept else 'MISSED'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
