import struct
from pathlib import Path

import closure

_SECTION, _PLACE = 0x1000, 0x200


def program(path: Path, *names: str) -> Path:
    """The smallest 64-bit file that imports these DLLs, one function of each."""
    table = (len(names) + 1) * 20
    thunks = table + len(names) * 16
    body, texts, descriptors = b"", b"", b""
    for number, name in enumerate(names):
        word = _SECTION + thunks + len(texts)
        hint = word + len(name) + 1
        texts += name.encode() + b"\0" + b"\0\0f\0"
        body += struct.pack("<QQ", hint, 0)
        thunk = _SECTION + table + number * 16
        descriptors += struct.pack("<IIIII", thunk, 0, 0, word, thunk)
    data = (descriptors + bytes(20) + body + texts).ljust(0x400, b"\0")
    head = b"MZ".ljust(60, b"\0") + struct.pack("<I", 64) + b"PE\0\0"
    head += struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 240, 0x22)
    head += struct.pack("<HBBIIIIIQII", 0x20B, 0, 0, 0, 0x400, 0, 0, 0, 0x140000000, 0x1000, 0x200)
    head += struct.pack("<HHHHHHIIIIHH", 6, 0, 0, 0, 6, 0, 0, 0x2000, 0x200, 0, 3, 0)
    head += struct.pack("<QQQQII", 0x100000, 0x1000, 0x100000, 0x1000, 0, 16)
    head += struct.pack("<IIII", 0, 0, _SECTION, table) + bytes(14 * 8)
    head += b".idata\0\0" + struct.pack("<IIIIIIHHI", 0x400, _SECTION, 0x400, _PLACE, 0, 0, 0, 0, 0)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(head.ljust(_PLACE, b"\0") + data)
    return path


def test_imports_are_read(tmp_path: Path) -> None:
    assert closure.imported(program(tmp_path / "a.dll", "KERNEL32.dll", "b.dll")) == {
        "kernel32.dll",
        "b.dll",
    }


def test_a_dll_that_is_nowhere_is_found_missing(tmp_path: Path) -> None:
    """One in the folder, wherever in it, is there; so is one of Windows."""
    program(tmp_path / "a.exe", "KERNEL32.dll", "Lib.dll", "gone.dll")
    program(tmp_path / "deep" / "lib.dll", "api-ms-win-crt-heap-l1-1-0.dll")
    assert closure.find_missing(tmp_path) == {"gone.dll": ["a.exe"]}


def test_an_api_set_that_windows_10_1809_may_not_have_is_missing(tmp_path: Path) -> None:
    """Also the library for signs of all languages that later versions of Qt want."""
    program(tmp_path / "a.dll", "api-ms-win-core-new-l9-9-9.dll", "icuuc.dll")
    assert set(closure.find_missing(tmp_path)) == {"api-ms-win-core-new-l9-9-9.dll", "icuuc.dll"}


def test_a_file_of_windows_in_the_folder_is_foreign(tmp_path: Path) -> None:
    for name in ("UCRTBASE.DLL", "kernel32.dll", "api-ms-win-crt-heap-l1-1-0.dll", "mine.dll"):
        program(tmp_path / name)
    assert closure.find_foreign(tmp_path) == [
        "UCRTBASE.DLL",
        "api-ms-win-crt-heap-l1-1-0.dll",
        "kernel32.dll",
    ]


def test_a_dll_that_nothing_imports_is_unused(tmp_path: Path) -> None:
    """A plug-in is loaded by Qt."""
    program(tmp_path / "a.exe", "b.dll")
    program(tmp_path / "b.dll")
    program(tmp_path / "c.dll")
    program(tmp_path / "plugins" / "platforms" / "q.dll")
    assert closure.find_unused(tmp_path) == ["c.dll"]
