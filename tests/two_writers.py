"""One of two writers at one store: says on standard output what was confirmed; run with a letter.

What is refused because the other holds the file is tried again, as the window does.
"""

import sys
from pathlib import Path

from gkdesk.core.change import Change
from gkdesk.files.store import Store
from gkdesk.files.store_file import StoreReadError, StoreWriteError


def main(path: Path, letter: str, steps: int) -> None:
    """Write step after step into a few places of one report."""
    with Store.open(path, wait=10) as store:
        for number in range(steps):
            address, text = f"{letter}{number % 7}", f"{letter}-{number}"
            while True:
                try:
                    old = store.answers(1).get(address)
                    store.record(1, [Change(address, old, text)], f"{letter} {number}")
                except (StoreReadError, StoreWriteError):
                    continue
                break
            print(address, text, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
