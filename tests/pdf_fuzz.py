"""Mutated PDF files through the reader, in a process of its own: python pdf_fuzz.py SEED COUNT."""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

# The Python of an installed program looks for no modules beside a script.
sys.path.insert(0, str(Path(__file__).parent))

from gkdesk.errors import UserError
from gkdesk.files.pdf_reader import read_pdf
from pdf_writer import Sheet, stream, write

DOCUMENTS = Path(__file__).parent / "data" / "documents"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 999 999] /Resources << /Font << /F1 3 0 R >> >>"


def table() -> bytes:
    """A small file with nothing packed: mutations reach the drawing itself."""
    sheet = Sheet()
    for step in range(5):
        sheet.line(60, 700 - 20 * step, 260, 700 - 20 * step)
        sheet.bar(60 + 50 * step, 620, 60 + 50 * step, 700)
    for place in range(16):
        sheet.text(70 + 50 * (place % 4), 686 - 20 * (place // 4), str(place * 37))
    sheet.marks.append("q 1 0 0 1 0 -300 cm /X Do Q")
    sheet.things["X"] = stream("\n".join(sheet.marks[:20]).encode(), FORM)
    return write([sheet, sheet])


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file with a few bytes, pieces or numbers changed, or cut off."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        place = chance.randrange(len(changed))
        length = chance.choice([1, 2, 8, 100, 3000])
        kind = chance.randrange(6)
        if kind == 0:
            changed[place] = chance.randrange(256)
        elif kind == 1:
            del changed[place : place + length]
        elif kind == 2:
            changed[place:place] = changed[place : place + length]
        elif kind == 3:
            other = chance.randrange(len(changed))
            changed[place : place + length] = changed[other : other + length]
        elif kind == 4:
            changed[place:place] = chance.choice(
                [b"-1", b"99999999999", b"<<", b"]", b"1e38 ", b"/"]
            )
        elif chance.random() < 0.2:
            del changed[place:]
        if not changed:
            break
    return bytes(changed)


def main() -> None:
    """Say what came of each file; the last one named is the one that crashed."""
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    files = [(DOCUMENTS / f"{name}_2024.pdf").read_bytes() for name in ("huaian", "hongze")]
    files += [table()] * 2
    outcomes: Counter[str] = Counter()
    for number in range(seed, seed + count):
        chance = random.Random(number)
        data = mutated(chance.choice(files), chance)
        print("seed", number, flush=True)
        try:
            read_pdf(data)
            outcomes["read"] += 1
        except UserError as refusal:
            outcomes[str(refusal)[:18]] += 1
    print(ascii(dict(outcomes)))  # a pipe on Windows takes no Chinese


if __name__ == "__main__":
    main()
