"""Reading a Word file against python-docx walking the same tables, and its floor.

Turn by turn in one run, in seconds of the processor, so that a busy machine slows all of them:
the floor (unzip and parse the text's part alone), gkdesk reading all paragraphs and grids, and
python-docx opening the file and walking all cells of its tables by rows. What counts are the
ratios, not the times.

    python benchmarks/bench_read.py [ROUNDS] [FILE.docx ...]
"""

import gc
import json
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from gkdesk.core import exchange
from gkdesk.files import shipped
from gkdesk.files.document import Document
from gkdesk.files.word_reader import read_word
from gkdesk.files.word_writer import write_word

PEER_GOAL, MAIN_PART = 5.0, "word/document.xml"


def our_export() -> bytes:
    """The Word file of the sample with a figure in every cell."""
    text = shipped.read_text("samples/heyuan-2024.json")
    report = exchange.load(text, shipped.form, date(2025, 2, 1))
    for number, cell in enumerate(report.form.cells.values()):
        if not cell.worked_out:
            report.set(cell.address, str(number * 7 % 99991))
    return write_word(report)


def floor(data: bytes) -> object:
    """Unzip and parse the text's part, nothing else."""
    from lxml import etree

    with zipfile.ZipFile(BytesIO(data)) as package:
        return etree.fromstring(package.read(MAIN_PART))


def peer(data: bytes) -> list[list[list[str]]]:
    """python-docx: the texts of all cells of all tables, row by row."""
    import docx

    tables = docx.Document(BytesIO(data)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def ours(document: Document) -> list[list[list[str]]]:
    """The same texts out of what gkdesk read: a merged cell stands in each of its places."""
    tables = []
    for grid in document.grids:
        texts = [[""] * grid.columns for _ in range(grid.rows)]
        for cell in grid.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    texts[row][column] = cell.text
        tables.append(texts)
    return tables


def take_turns(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """The processor's seconds of each way, all in every round; a first round warms up."""
    took: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds + 1):
        for name, way in ways.items():
            gc.collect()  # each pays for its own garbage
            start = time.process_time()
            way()
            if turn:
                took[name].append(time.process_time() - start)
    return took


def measure(name: str, data: bytes, rounds: int) -> float:
    """Print what one file took; how many times faster than python-docx it was read."""
    took = take_turns(
        {
            "floor": lambda: floor(data),
            "gkdesk": lambda: read_word(data),
            "python-docx": lambda: peer(data),
        },
        rounds,
    )
    middle = {way: statistics.median(times) for way, times in took.items()}
    equal = ours(read_word(data)) == peer(data)
    print(f"{name}: the same texts in all places of the tables: {'yes' if equal else 'no'}")
    for way, seconds in middle.items():
        share = seconds / middle["floor"]
        print(f"  {way:12} median {seconds * 1e3:8.2f} ms = {share:6.1f} floors")
    return middle["python-docx"] / middle["gkdesk"]


def main() -> int:
    """Print what was measured; 1 where the goal is missed."""
    rounds = next((int(one) for one in sys.argv[1:] if one.isdecimal()), 20)
    files = [Path(one) for one in sys.argv[1:] if not one.isdecimal()]
    named = {"our own export": our_export()} | {one.name: one.read_bytes() for one in files}
    ratios = {name: measure(name, data, rounds) for name, data in named.items()}
    print(json.dumps({name: round(ratio, 1) for name, ratio in ratios.items()}, ensure_ascii=False))
    ratio = ratios["our own export"]
    kept = ratio >= PEER_GOAL
    print(
        f"python-docx / gkdesk, our own export {ratio:6.1f}"
        f"   goal at least {PEER_GOAL:.0f}: {'kept' if kept else 'MISSED'}"
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
