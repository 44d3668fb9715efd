"""Rows out of the pages of a damaged SQLite file, read by hand where SQLite itself gives up.

The format is https://www.sqlite.org/fileformat2.html. Every leaf that is no free page is looked
at, whether or not a way still leads to it; what cannot be read is skipped and counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

Value = int | float | str | None

_HEADER = 100
_INTERIOR_INDEX, _LEAF_INDEX, _LEAF_TABLE = 2, 10, 13
_USUAL_PAGE = 4096
# What the digit of a serial type stands for, in bytes; 8 and 9 are the numbers 0 and 1.
_LENGTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)


class _BrokenError(Exception):
    """A cell that cannot be read."""


@dataclass(slots=True)
class Pages:
    """A damaged file, whole in memory; `unread` counts the cells that could not be read."""

    data: bytes
    size: int = _USUAL_PAGE
    unread: int = field(default=0, init=False)

    def rows(self) -> Iterator[tuple[int | None, tuple[Value, ...]]]:
        """Each row that can be read: the rowid, None where its table has none, and the values."""
        free = self._free_pages()
        for page in range(1, -(-len(self.data) // self.size) + 1):
            if page not in free:
                yield from self._rows_of(page)

    def _rows_of(self, page: int) -> Iterator[tuple[int | None, tuple[Value, ...]]]:
        start = (page - 1) * self.size
        head = start + (_HEADER if page == 1 else 0)
        kind = self.data[head] if head + 12 < len(self.data) else 0
        if kind not in (_INTERIOR_INDEX, _LEAF_INDEX, _LEAF_TABLE):
            return
        count = self._number(head + 3, 2)
        pointers = head + (12 if kind == _INTERIOR_INDEX else 8)
        for place in range(min(count, self.size // 4)):
            try:
                cell = start + self._number(pointers + 2 * place, 2)
                yield self._cell(kind, cell, start + self.size)
            except (_BrokenError, IndexError, UnicodeDecodeError):
                self.unread += 1

    def _cell(self, kind: int, at: int, end: int) -> tuple[int | None, tuple[Value, ...]]:
        if kind == _INTERIOR_INDEX:
            at += 4
        length, at = self._varint(at)
        rowid = None
        if kind == _LEAF_TABLE:
            rowid, at = self._varint(at)
        return rowid, _record(self._payload(kind, length, at, end))

    def _payload(self, kind: int, length: int, at: int, end: int) -> bytes:
        """The bytes of a cell, from its page and the pages that it runs over into."""
        if length > len(self.data):
            raise _BrokenError
        usable = self.size
        most = usable - 35 if kind == _LEAF_TABLE else (usable - 12) * 64 // 255 - 23
        if length <= most:
            return self._slice(at, length, end)
        least = (usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (usable - 4)
        here = here if here <= most else least
        payload = bytearray(self._slice(at, here, end))
        page = self._number(at + here, 4)
        while len(payload) < length:
            start = (page - 1) * usable
            if page < 2 or start + usable > len(self.data):
                raise _BrokenError
            payload += self.data[start + 4 : start + min(usable, 4 + length - len(payload))]
            page = self._number(start, 4)
        return bytes(payload)

    def _free_pages(self) -> set[int]:
        """The pages that hold nothing any more, as far as the list of them can be followed."""
        free: set[int] = set()
        trunk = self._number(32, 4) if len(self.data) >= _HEADER else 0
        while trunk and trunk not in free and trunk * self.size <= len(self.data):
            start = (trunk - 1) * self.size
            free.add(trunk)
            count = min(self._number(start + 4, 4), self.size // 4 - 2)
            free |= {self._number(start + 8 + 4 * leaf, 4) for leaf in range(count)}
            trunk = self._number(start, 4)
        return free

    def _slice(self, at: int, length: int, end: int) -> bytes:
        if at + length > min(end, len(self.data)):
            raise _BrokenError
        return self.data[at : at + length]

    def _number(self, at: int, length: int) -> int:
        return int.from_bytes(self.data[at : at + length], "big")

    def _varint(self, at: int) -> tuple[int, int]:
        return _varint(self.data, at)


def page_size(data: bytes) -> int:
    """The size of a file's pages as its header says, or the usual one if that says nonsense."""
    said = int.from_bytes(data[16:18], "big")
    said = 65536 if said == 1 else said
    return said if 512 <= said <= 65536 and not said & (said - 1) else _USUAL_PAGE


def _record(payload: bytes) -> tuple[Value, ...]:
    """The values of a row."""
    end, at = _varint(payload, 0)
    if end > len(payload):
        raise _BrokenError
    values: list[Value] = []
    place = end
    while at < end:
        kind, at = _varint(payload, at)
        value, place = _value(payload, kind, place)
        values.append(value)
    if place != len(payload):
        raise _BrokenError
    return tuple(values)


def _value(payload: bytes, kind: int, at: int) -> tuple[Value, int]:
    """One value and the place behind it; we store no numbers with a point, and no bytes."""
    if kind in (7, 10, 11) or (kind >= 12 and kind % 2 == 0):
        raise _BrokenError
    length = _LENGTHS[kind] if kind < 10 else (kind - 13) // 2
    data = payload[at : at + length]
    if len(data) != length:
        raise _BrokenError
    if kind >= 13:
        return data.decode(), at + length
    if kind == 0:
        return None, at
    if kind >= 8:
        return kind - 8, at
    return int.from_bytes(data, "big", signed=True), at + length


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and the place behind it."""
    value = 0
    for step in range(8):
        byte = data[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    return value << 8 | data[at + 8], at + 9
