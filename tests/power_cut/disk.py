"""A model of a disk whose power is cut: what may be in a folder afterwards, given what was synced.

What the model assumes:

- A write reaches the disk in sectors of 512 bytes; a sector is old or new, never a mixture.
- Until fsync or fdatasync of a file returns, each sector written to it and each change of its size
  is on the disk or not, one by one and in any order. A file that has grown without its data shows
  zeros there, noise, or what a freed file left behind (`fill`).
- A new, renamed or removed name is on the disk for sure only after a sync of its folder. Until then
  each is there or not, in any order, whatever was synced meanwhile. A rename is there as a whole.
- What was synced stays.

This is more than ext4 or NTFS would do: there a sync of a file brings older names along, names
keep their order, and nobody sees a freed file's data. Not covered: a disk that says it has synced
and has not, a disk that loses neighbouring sectors, damage to the file system itself, rename on
FAT (two writes there), access rights, and times.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeAlias

from power_cut.oplog import Op

SECTOR = 512
FOLDER = -1
Tree: TypeAlias = dict[str, bytes | None]
"""A folder: each file's content by its path, None for a folder."""
Fill: TypeAlias = Callable[[int, int], bytes]
"""What stands in a range of a file that has grown without its data: start, size."""


@dataclass(frozen=True, slots=True)
class Sector:
    """At most one sector's part of a write."""

    op: int
    file: int
    at: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Size:
    """A file's new size; one that `grows` never makes it smaller."""

    op: int
    file: int
    size: int
    grows: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A name that goes, a name that comes, or both at once."""

    op: int
    file: int
    gone: str
    come: str


Effect: TypeAlias = Sector | Size | Name


@dataclass(frozen=True, slots=True)
class Cut:
    """The disk at one moment: what is sure, what may be there as well, what a freed file held."""

    at: int
    names: dict[str, int]
    contents: dict[int, bytes]
    pending: tuple[Effect, ...]
    freed: bytes


@dataclass
class Disk:
    """Follows the operations of a log; `cut` is what the power's end at this moment leaves."""

    names: dict[str, int] = field(default_factory=dict)
    contents: dict[int, bytes] = field(default_factory=dict)
    pending: list[Effect] = field(default_factory=list)
    live: dict[str, int] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)
    freed: bytes = b""
    _same: dict[int, int] = field(default_factory=dict)
    _at: int = 0

    @classmethod
    def holding(cls, tree: Tree) -> "Disk":
        """A disk on which a folder has been for long."""
        disk = cls()
        for number, (path, content) in enumerate(tree.items(), 1):
            # The recorder counts from 0 upwards.
            file = FOLDER if content is None else -1 - number
            disk.names[path] = disk.live[path] = file
            if content is not None:
                disk.contents[file], disk.sizes[file] = content, len(content)
        return disk

    def cut(self) -> Cut:
        """What there is to choose from if the power ends now."""
        return Cut(self._at, dict(self.names), dict(self.contents), tuple(self.pending), self.freed)

    def tree(self) -> Tree:
        """The folder as the running program sees it: nothing is lost."""
        cut = self.cut()
        return rebuild(cut, cut.pending)

    def take(self, op: Op) -> None:
        """Let one operation happen."""
        file = self._same.get(op.file, op.file)
        match op.kind:
            case "O":
                self._same[op.file] = self.live[op.name]
            case "C":
                self.sizes[file], self.contents[file] = 0, b""
                self._rename(file, "", op.name)
            case "M":
                self._rename(FOLDER, "", op.name)
            case "W":
                self._write(file, op.at, op.data)
            case "T":
                self._truncate(file, op.at)
            case "U" | "K":
                self._free(self.live[op.name], 0)
                self._rename(self.live[op.name], op.name, "")
            case "R":
                self._replace(op.name, op.data.decode("utf-8"))
            case "S":
                self._sync(file)
            case "D":
                self._sync_folder(op.name)
            case "!":
                return
            case other:
                raise AssertionError(f"the model does not know {other} {op.name}")
        self._at += 1

    def _write(self, file: int, at: int, data: bytes) -> None:
        end = at + len(data)
        if end > self.sizes[file]:
            self.sizes[file] = end
            self.pending.append(Size(self._at, file, end, grows=True))
        while at < end:
            size = min(SECTOR - at % SECTOR, end - at)
            self.pending.append(Sector(self._at, file, at, data[:size]))
            at, data = at + size, data[size:]

    def _truncate(self, file: int, size: int) -> None:
        if size < self.sizes[file]:
            self._free(file, size)
        grows = size > self.sizes[file]
        self.sizes[file] = size
        self.pending.append(Size(self._at, file, size, grows))

    def _free(self, file: int, size: int) -> None:
        """Remember what lies on the blocks that a file gives back."""
        if file != FOLDER and len(self.contents[file]) + len(self.pending):
            cut = self.cut()
            self.freed = content(cut, file, cut.pending)[size:] or self.freed

    def _replace(self, gone: str, come: str) -> None:
        if come in self.live:
            self._free(self.live[come], 0)
        self._rename(self.live[gone], gone, come)

    def _rename(self, file: int, gone: str, come: str) -> None:
        effect = Name(self._at, file, gone, come)
        if gone and come:
            assert folder_of(gone) == folder_of(come), "the model moves nothing between folders"
        rename(self.live, effect)
        self.pending.append(effect)

    def _sync(self, file: int) -> None:
        cut = self.cut()
        self.contents[file] = content(cut, file, cut.pending)
        self.pending = [one for one in self.pending if isinstance(one, Name) or one.file != file]

    def _sync_folder(self, folder: str) -> None:
        rest: list[Effect] = []
        for one in self.pending:
            if isinstance(one, Name) and folder_of(one.gone or one.come) == folder:
                rename(self.names, one)
            else:
                rest.append(one)
        self.pending = rest


def folder_of(path: str) -> str:
    """The folder that a name stands in."""
    return path.rpartition("/")[0]


def rename(names: dict[str, int], effect: Name) -> None:
    """Carry out a change of names."""
    names.pop(effect.gone, None)
    if effect.come:
        names[effect.come] = effect.file


def zeros(at: int, size: int) -> bytes:
    """What a careful file system shows."""
    return bytes(size)


def noise(at: int, size: int) -> bytes:
    """What a careless one may show."""
    return Random(at).randbytes(size)


def left_by(freed: bytes) -> Fill:
    """What a careless one shows that gave a freed file's blocks out again."""
    return lambda at, size: freed[at : at + size].ljust(size, b"\0")


def content(cut: Cut, file: int, chosen: Sequence[Effect], fill: Fill = zeros) -> bytes:
    """A file with the chosen of the changes that were not synced, in their order."""
    held = bytearray(cut.contents[file])
    size = len(held)
    for one in chosen:
        if isinstance(one, Name) or one.file != file:
            continue
        if isinstance(one, Size):
            size = max(size, one.size) if one.grows else one.size
            del held[size:]
        else:
            end = one.at + len(one.data)
            if len(held) < end:
                held += fill(len(held), end - len(held))
            held[one.at : end] = one.data
    if len(held) < size:
        held += fill(len(held), size - len(held))
    return bytes(held[:size])


def rebuild(cut: Cut, chosen: Sequence[Effect], fill: Fill = zeros) -> Tree:
    """The folder as it is found if just the chosen changes reached the disk."""
    names = dict(cut.names)
    for one in chosen:
        if isinstance(one, Name):
            rename(names, one)
    tree: Tree = {}
    for path in sorted(names):
        folder = folder_of(path)
        if not folder or tree.get(folder, b"") is None:
            file = names[path]
            tree[path] = None if file == FOLDER else content(cut, file, chosen, fill)
    return tree


def cuts(before: Tree, log: Sequence[Op]) -> Iterator[tuple[int, Cut]]:
    """Every moment of a log after which something differs on the disk, with its place there."""
    disk = Disk.holding(before)
    yield 0, disk.cut()
    for place, op in enumerate(log, 1):
        disk.take(op)
        if op.kind != "O":
            yield place, disk.cut()
