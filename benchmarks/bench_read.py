"""Reading a Word file against python-docx walking the same tables; a report in each format.

Turn by turn in one run, in seconds of the processor, so that a busy machine slows all of them:
the floor (unzip and parse the text's part alone), gkdesk reading all paragraphs and grids, and
python-docx opening the file and walking all cells of its tables by rows. Then one report in each
format, read whole, to the figures with their remarks, against the least that any reader does:
unpack and parse. What counts are the ratios, not the times. A PDF is read in this process; the
program reads it in one of its own, whose start bench_pdf.py shows.

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
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random

from gkdesk.core import exchange
from gkdesk.core.report import Report
from gkdesk.files import shipped
from gkdesk.files.document import Document
from gkdesk.files.html_reader import read_html
from gkdesk.files.pdf_reader import read_pdf
from gkdesk.files.recognise.report import recognise
from gkdesk.files.sheet_reader import read_sheet
from gkdesk.files.text_reader import read_text
from gkdesk.files.word_reader import read_word
from gkdesk.files.word_writer import write_word

PEER_GOAL, MAIN_PART = 5.0, "word/document.xml"
TESTS = Path(__file__).parent.parent / "tests"  # its writers of other offices' files
DAY = date(2025, 2, 1)
Way = Callable[[bytes], object]


def our_report() -> Report:
    """The sample with a figure in every cell."""
    text = shipped.read_text("samples/heyuan-2024.json")
    report = exchange.load(text, shipped.form, DAY)
    for number, cell in enumerate(report.form.cells.values()):
        if not cell.worked_out:
            report.set(cell.address, str(number * 7 % 99991))
    return report


def floor(data: bytes, part: str = MAIN_PART) -> object:
    """Unzip and parse the text's part, nothing else."""
    from lxml import etree

    with zipfile.ZipFile(BytesIO(data)) as package:
        return etree.fromstring(package.read(part))


def floor_of_html(data: bytes) -> object:
    """Parse a page."""
    from lxml import html

    return html.document_fromstring(data)


def floor_of_pdf(data: bytes) -> object:
    """Parse the pages and take their text."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def formats(report: Report) -> dict[str, tuple[bytes, Way, Way]]:
    """One report in each format: its bytes, how it is read whole, and its floor."""
    sys.path.insert(0, str(TESTS))
    from layouts import as_html, written
    from layouts_drawn import official
    from layouts_pdf import as_pdf
    from layouts_sheet import as_book

    form = shipped.form(shipped.EDITIONS[-1])

    def whole(reader: Callable[[bytes], Document]) -> Way:
        return lambda data: recognise(reader(data), form)

    page, text = as_html(report, Random(1)), written(report, "tabs", Random(1))
    book, paper = (write(official(report), Random(1)) for write in (as_book, as_pdf))
    return {
        ".docx": (write_word(report), whole(read_word), floor),
        ".html": (page.encode(), whole(read_html), floor_of_html),
        ".txt": (text.encode(), whole(read_text), lambda data: data.decode().split("\n")),
        ".xlsx": (book, whole(read_sheet), lambda data: floor(data, "xl/worksheets/sheet1.xml")),
        ".pdf": (paper, whole(read_pdf), floor_of_pdf),
        ".json": (
            exchange.dump(report).encode(),
            lambda data: exchange.load(data.decode(), shipped.form, DAY),
            json.loads,
        ),
    }


def measure_formats(report: Report, rounds: int) -> None:
    """Print what reading one whole report took in each format."""
    print("one report, read whole:")
    for name, (data, read, least) in formats(report).items():
        ways = {"floor": partial(least, data), "gkdesk": partial(read, data)}
        middle = {way: statistics.median(took) for way, took in take_turns(ways, rounds).items()}
        ratio = middle["gkdesk"] / middle["floor"]
        print(
            f"  {name:6} {len(data) // 1024:5} KB, median {middle['gkdesk'] * 1e3:8.2f} ms"
            f" = {ratio:7.1f} floors of {middle['floor'] * 1e3:.2f} ms"
        )


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
    report = our_report()
    named = {"our own export": write_word(report)} | {one.name: one.read_bytes() for one in files}
    ratios = {name: measure(name, data, rounds) for name, data in named.items()}
    print(json.dumps({name: round(ratio, 1) for name, ratio in ratios.items()}, ensure_ascii=False))
    measure_formats(report, rounds)
    ratio = ratios["our own export"]
    kept = ratio >= PEER_GOAL
    print(
        f"python-docx / gkdesk, our own export {ratio:6.1f}"
        f"   goal at least {PEER_GOAL:.0f}: {'kept' if kept else 'MISSED'}"
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
