"""Mutated report files through the program's reader: python fuzz_files.py KIND SEED COUNT.

It runs in a process of its own, so that a file that hangs or eats memory ends that process alone.
"""

from __future__ import annotations

import faulthandler
import json
import random
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from gkdesk.errors import UserError
from gkdesk.files import report_file
from gkdesk.files.document import Document
from gkdesk.files.pdf_reader import read_pdf
from layouts import as_html, filled, written
from layouts_drawn import drawn
from layouts_pdf import as_pdf
from layouts_sheet import as_book
from layouts_word import as_word
from word_files import zipped

FOLDER = Path(__file__).parent / "data"
DOCUMENTS, SAMPLES = FOLDER / "documents", FOLDER / "published"
KINDS = (".docx", ".html", ".txt", ".md", ".xlsx", ".pdf", ".json")
TODAY, SECONDS = date(2026, 2, 1), 10.0
PIECES = (
    b"<",
    b">",
    b"\0",
    b"\xff\xfe",
    b"&#",
    b"</table>",
    b"<table><tr><td>",
    b"\t",
    b"|",
    b"\r",
)
VALUES = (
    "0",
    "-1",
    "1",
    "7",
    "99",
    "1000",
    "65534",
    "4294967296",
    "9" * 40,
    "",
    "甲",
    "1.5",
    "1e9",
)
_VALUE = re.compile(r"""(?<==)(?:"[^"<>]*"|'[^'<>]*'|\d+)""")
_TAG = re.compile(r"<[^<>]+>")
_JSON_VALUES = (
    "null",
    "[]",
    "{}",
    "1e999",
    "-0",
    '"\\ud800"',
    '"\\u0000"',
    "1" * 5000,
    "NaN",
    "true",
)


def seeds(kind: str) -> list[bytes]:
    """Real files of a kind, and two that a generator wrote."""
    chance = random.Random(7)
    found = [path.read_bytes() for path in sorted(DOCUMENTS.glob(f"*{kind}"))]
    found = [data for data in found if kind != ".json"]
    makers: dict[str, Callable[[], bytes]] = {
        ".docx": lambda: as_word(_drawing(chance), chance),
        ".xlsx": lambda: as_book(_drawing(chance), chance),
        ".pdf": lambda: as_pdf(_drawing(chance), chance),
        ".html": lambda: as_html(filled(chance), chance).encode(),
        ".txt": lambda: written(filled(chance), "lines", chance).encode("gb18030"),
        ".md": lambda: written(filled(chance), "pipes", chance).encode(),
    }
    if kind in makers:
        return [*found, makers[kind](), makers[kind]()]
    return [path.read_bytes() for path in sorted(SAMPLES.glob("*.json"))]


def _drawing(chance: random.Random) -> Document:
    return drawn(filled(chance), chance, [])


def mutated(kind: str, data: bytes, chance: random.Random) -> bytes:
    """A file that somebody or something has damaged."""
    if kind in (".docx", ".xlsx") and chance.random() < 0.7:
        return _in_a_part(data, chance)
    if kind == ".html" and chance.random() < 0.5:
        return _markup(data.decode("utf-8", "replace"), chance).encode()
    if kind == ".json" and chance.random() < 0.5:
        return _values(data.decode(), chance).encode()
    return _bytes(data, chance)


def _bytes(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut out, repeated, or put in from elsewhere."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at, length = chance.randrange(len(changed) + 1), chance.choice((1, 2, 30, 400, 5000))
        other = chance.randrange(len(changed) + 1)
        match chance.randrange(6):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length] * chance.choice((1, 2, 50))
            case 3:
                changed[at : at + length] = changed[other : other + length]
            case 4:
                changed[at:at] = chance.choice(PIECES)
            case 5 if chance.random() < 0.2:
                del changed[at:]
    return bytes(changed)


def _in_a_part(data: bytes, chance: random.Random) -> bytes:
    """One part of a zipped file changed, its markup or its bytes; rarely a part gone or doubled."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts: dict[str, str | bytes] = {one: package.read(one) for one in package.namelist()}
    name = chance.choice([one for one in parts if one.endswith((".xml", ".rels"))])
    main = [one for one in parts if one.endswith(("document.xml", "sheet1.xml", "sheet2.xml"))]
    name = chance.choice(main) if main and chance.random() < 0.7 else name
    part = bytes(parts[name]) if isinstance(parts[name], bytes) else b""
    match chance.randrange(8):
        case 0:
            del parts[name]
        case 1:
            parts[name] = _bytes(part, chance)
        case 2:
            parts[name] = parts[chance.choice(list(parts))]
        case _:
            parts[name] = _markup(part.decode("utf-8", "replace"), chance)
    return zipped(parts)


def _markup(text: str, chance: random.Random) -> str:
    """Values of attributes changed, elements gone, doubled, put elsewhere."""
    for _ in range(chance.choice((1, 2, 8))):
        pattern = chance.choice((_VALUE, _VALUE, _TAG))
        places = [match.span() for match in pattern.finditer(text)]
        if not places:
            return text
        start, end = chance.choice(places)
        if pattern is _VALUE:
            text = f'{text[:start]}"{chance.choice(VALUES)}"{text[end:]}'
            continue
        low, high = sorted((start, chance.choice(places)[1]))
        match chance.randrange(4):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:low] + text[high:]
            case 2 if high - low < 20_000:
                text = text[:low] + text[low:high] * 3 + text[high:]
            case _:
                text = text[:low] + text[start:end] * chance.choice((1, 300)) + text[low:]
    return text


def _values(text: str, chance: random.Random) -> str:
    """A value of a data file is another one."""
    places = [match.span() for match in re.finditer(r'"[^"\n]*"|\d+|true|\[|\{', text)]
    start, end = chance.choice(places)
    other = chance.choice(places)
    new = chance.choice((*_JSON_VALUES, text[other[0] : other[1]], "[" * 100_000))
    return text[:start] + new + text[end:]


def main() -> None:
    """Read the files; say how many were read and refused, the slowest one and the memory taken."""
    kind, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if "apart" not in sys.argv[4:]:  # a process for each PDF takes a quarter of a second
        report_file._READERS[".pdf"] = read_pdf  # type: ignore[index]
    files = seeds(kind)
    outcomes: Counter[str] = Counter()
    slowest = (0.0, -1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"年报{kind}"
        for number in range(seed, seed + count):
            chance = random.Random(number)
            path.write_bytes(mutated(kind, chance.choice(files), chance))
            print(number, flush=True)  # the last one printed is the one that crashed
            faulthandler.dump_traceback_later(4 * SECONDS, exit=True)
            start = time.process_time()
            try:
                report_file.read_file(path, today=TODAY)
                outcomes["read"] += 1
            except UserError as refusal:
                if not str(refusal).endswith("。"):
                    raise ValueError(refusal) from refusal
                outcomes["refused"] += 1
            slowest = max(slowest, (round(time.process_time() - start, 2), number))
            faulthandler.cancel_dump_traceback_later()
    # Not ru_maxrss, which counts the process that this one was forked from.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    memory = int(status.split("VmHWM:")[1].split()[0]) // 1024
    print(json.dumps({**outcomes, "slowest": slowest, "megabytes": memory}))


if __name__ == "__main__":
    main()
