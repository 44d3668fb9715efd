"""Damage to a store file as disks, sticks and power cuts do it, by a seed."""

from collections.abc import Callable
from random import Random

PAGE = 4096
SECTOR = 512


def flipped_bits(data: bytes, older: bytes, random: Random) -> bytes:
    """Some single bits are others."""
    damaged = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 5, 50))):
        damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
    return bytes(damaged)


def changed_bytes(data: bytes, older: bytes, random: Random) -> bytes:
    """Some runs of bytes are any others."""
    damaged = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 4))):
        at = random.randrange(len(damaged))
        length = min(random.choice((1, 2, 8, 100, 3000)), len(damaged) - at)
        damaged[at : at + length] = random.randbytes(length)
    return bytes(damaged)


def changed_head(data: bytes, older: bytes, random: Random) -> bytes:
    """A byte of the head, or of the first page, is another."""
    damaged = bytearray(data)
    damaged[random.randrange(random.choice((100, PAGE)))] = random.randrange(256)
    return bytes(damaged)


def zeroed_sectors(data: bytes, older: bytes, random: Random) -> bytes:
    """Some sectors are empty, as after a power cut on a stick."""
    damaged = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 20))):
        at = random.randrange(len(damaged) // SECTOR) * SECTOR
        damaged[at : at + SECTOR] = bytes(SECTOR)
    return bytes(damaged)


def cut_off(data: bytes, older: bytes, random: Random) -> bytes:
    """The file ends too early, between two pages or within one."""
    length = random.randrange(len(data))
    return data[: length - length % random.choice((1, SECTOR, PAGE))]


def something_behind(data: bytes, older: bytes, random: Random) -> bytes:
    """The file goes on with something else."""
    return data + random.randbytes(random.choice((1, 700, PAGE, 3 * PAGE)))


def pages_of_before(data: bytes, older: bytes, random: Random) -> bytes:
    """Some pages are those of an earlier state: their writing never reached the disk."""
    damaged = bytearray(data)
    for page in random.sample(range(len(older) // PAGE), random.choice((1, 1, 2, 5))):
        damaged[page * PAGE : (page + 1) * PAGE] = older[page * PAGE : (page + 1) * PAGE]
    return bytes(damaged)


def pages_swapped(data: bytes, older: bytes, random: Random) -> bytes:
    """Two pages stand in each other's place."""
    one, other = random.sample(range(len(data) // PAGE), 2)
    pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
    pages[one], pages[other] = pages[other], pages[one]
    return b"".join(pages)


def other_bytes(data: bytes, older: bytes, random: Random) -> bytes:
    """The file is none of ours any more."""
    return random.choice((b"", bytes(len(data)), random.randbytes(len(data)), b"PK\x03\x04" * 99))


Damage = Callable[[bytes, bytes, Random], bytes]
DAMAGES: tuple[Damage, ...] = (
    flipped_bits,
    changed_bytes,
    changed_head,
    zeroed_sectors,
    cut_off,
    something_behind,
    pages_of_before,
    pages_swapped,
    other_bytes,
)
