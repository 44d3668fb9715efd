"""The log of the recorder: what was done to one folder, operation by operation."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

# The descriptor on which the recorder takes marks; no process has one of this number.
MARKS = 987654321
_HEAD = struct.Struct("=II qqq")


@dataclass(frozen=True, slots=True)
class Op:
    """One call that changed the folder, or a mark of the test.

    `kind` is the recorder's letter, `file` the number it gave a file, `at` an offset or a size,
    `name` a path below the folder, `data` what was written, said, or the new name.
    """

    kind: str
    file: int
    at: int
    name: str
    data: bytes


def read(log: bytes) -> Iterator[Op]:
    """The operations of a log."""
    place = 0
    while place < len(log):
        kind, name_size, file, at, size = _HEAD.unpack_from(log, place)
        place += _HEAD.size
        name = log[place : place + name_size].decode("utf-8")
        place += name_size
        yield Op(chr(kind), file, at, name, log[place : place + size])
        place += size
