"""Reading published PDF reports against pdfplumber extracting text and tables of the same files.

Turn by turn in one run, so that a busy machine slows all alike: gkdesk in this process, gkdesk with
a process of its own (as the program reads), pdfplumber. What counts are the ratios.

    python benchmarks/bench_pdf.py [ROUNDS]
"""

import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pdfplumber

from gkdesk.files.pdf_apart import read_pdf_apart
from gkdesk.files.pdf_reader import read_pdf

DOCUMENTS = Path(__file__).parent.parent / "tests" / "data" / "documents"


def pdfplumber_way(data: bytes) -> None:
    """What a reader by pdfplumber would ask of it."""
    with pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()


def pdfplumber_tables(data: bytes) -> None:
    """The tables alone."""
    with pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_tables()


WAYS: dict[str, Callable[[bytes], object]] = {
    "gkdesk": read_pdf,
    "gkdesk apart": read_pdf_apart,
    "pdfplumber tables": pdfplumber_tables,
    "pdfplumber tables, text": pdfplumber_way,
}


def timed(way: Callable[[bytes], object], data: bytes) -> float:
    """Milliseconds of one reading."""
    start = time.perf_counter()
    way(data)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Print the medians of each file and how many times gkdesk is faster."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    for path in sorted(DOCUMENTS.glob("*_2024.pdf")):
        data = path.read_bytes()
        times: dict[str, list[float]] = {name: [] for name in WAYS}
        for _ in range(rounds + 1):
            for name, way in WAYS.items():
                times[name].append(timed(way, data))
        medians = {name: statistics.median(each[1:]) for name, each in times.items()}
        print(f"{path.name}, {len(data) // 1024} KB, {rounds} rounds")
        for name, median in medians.items():
            print(f"  {name:26}{median:9.1f} ms{median / medians['gkdesk']:8.1f} ×")


if __name__ == "__main__":
    main()
