"""Copies of the clerk's data: written beside their place, synced, compared, and put there whole.

Each copy is for this user alone. What a killed run left half-written bears a name of its own and
is cleared away by the next one.
"""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from gkdesk.errors import UserError
from gkdesk.files.os_faults import reason
from gkdesk.files.put_in_place import sync_folder
from gkdesk.files.store_file import create_private

_BLOCK = 4096
_MAGIC = bytes.fromhex("d9d505f920a163d7")


@contextlib.contextmanager
def part_of(folder: Path) -> Iterator[Path]:
    """A name in `folder` for a file that is not whole yet; what has it at the end is removed."""
    part = folder / f".gk{secrets.token_hex(4)}.tmp"
    try:
        yield part
    finally:
        # The first error is the one to tell; a stick that was pulled out cannot be tidied up.
        for left in (part, Path(f"{part}-journal")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def publish(part: Path, place: Path) -> None:
    """Give a finished file its name, in the place of what is there; it lasts through a power cut.

    Raises OSError, and leaves what is there as it was.
    """
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(part, place)
    sync_folder(place.parent)


def copy_whole(source: Path, place: Path) -> None:
    """Copy a file's bytes to `place`, in the place of what is there.

    Raises OSError, and leaves what is there as it was.
    """
    data = source.read_bytes()
    with part_of(place.parent) as part:
        write_private(data, part)
        publish(part, place)


def keep_aside(path: Path, why: str, now: datetime) -> Path:
    """Copy a data file beside itself as it is, with its journal, and give the copy's place.

    A bad sector is kept as zeros, so that the rest of the file is kept. Raises UserError where
    the copy cannot be written.
    """
    kept = free_name(path.parent, f"{path.stem}-{why}-{now.astimezone():%Y%m%d-%H%M%S}", ".sqlite3")
    try:
        # The journal first: the file alone would say that it had none.
        for end in ("-journal", "") if hot_journal(path) else ("",):
            with part_of(path.parent) as part:
                write_private(read_through(Path(f"{path}{end}")), part)
                publish(part, Path(f"{kept}{end}"))
    except OSError as fault:
        raise UserError(
            f"数据文件不能另存一份（{reason(fault)}），没有改动它。数据文件：{path}"
        ) from fault
    return kept


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """A name in `folder` that nothing has: the stem, or the stem with a number."""
    path, number = folder / f"{stem}{suffix}", 2
    while os.path.exists(path):
        path, number = folder / f"{stem}-{number}{suffix}", number + 1
    return path


def read_through(path: Path) -> bytes:
    """The bytes of a file, with zeros for blocks that the disk cannot read any more.

    Raises OSError where the file cannot be opened at all.
    """
    data = bytearray()
    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        while len(data) < size:
            length = min(_BLOCK, size - len(data))
            try:
                file.seek(len(data))
                block = file.read(length) or b""
            except OSError as fault:
                if fault.errno != errno.EIO:
                    raise
                block = b""
            data += block.ljust(length, b"\0")
    return bytes(data)


def hot_journal(path: Path) -> Path | None:
    """The journal of a change that a power cut left half done; None if there is none.

    An open store keeps its journal between two changes, with an empty head.
    """
    journal = Path(f"{path}-journal")
    try:
        with journal.open("rb") as file:
            return journal if file.read(len(_MAGIC)) == _MAGIC else None
    except OSError:
        return None


def write_private(data: bytes, part: Path) -> None:
    """Write a new file for this user alone, wait until it is on the disk, and read it back.

    Raises OSError, also where what is read is not what was written.
    """
    create_private(part)
    with part.open("rb+") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if part.read_bytes() != data:
        raise OSError(errno.EIO, "写入的内容读回来不一样")
