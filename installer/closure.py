"""Whether every DLL that the program loads is in its folder or part of Windows 10 1809.

Wine has DLLs of its own in place of Microsoft's, so a missing one would go unnoticed there.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pefile

# Part of every Windows 10 from 1809 on (LTSC 2019 among them). The API sets are named one by one: a
# new one in a new version of a part is to be looked up, not let through.
_OF_WINDOWS = """
    advapi32 authz bcrypt bcryptprimitives comctl32 comdlg32 crypt32 d3d11 d3d12 d3d9 dwmapi dwrite
    dxgi gdi32 imm32 iphlpapi kernel32 mpr msvcrt netapi32 ntdll ole32 oleaut32 propsys rpcrt4
    setupapi shcore shell32 shlwapi uiautomationcore user32 userenv uxtheme version winmm ws2_32
    ucrtbase wtsapi32
    api-ms-win-core-path-l1-1-0 api-ms-win-core-synch-l1-2-0 api-ms-win-core-winrt-l1-1-0
    api-ms-win-core-winrt-string-l1-1-0 api-ms-win-shcore-scaling-l1-1-1
    api-ms-win-crt-conio-l1-1-0 api-ms-win-crt-convert-l1-1-0 api-ms-win-crt-environment-l1-1-0
    api-ms-win-crt-filesystem-l1-1-0 api-ms-win-crt-heap-l1-1-0 api-ms-win-crt-locale-l1-1-0
    api-ms-win-crt-math-l1-1-0 api-ms-win-crt-multibyte-l1-1-0 api-ms-win-crt-private-l1-1-0
    api-ms-win-crt-process-l1-1-0 api-ms-win-crt-runtime-l1-1-0 api-ms-win-crt-stdio-l1-1-0
    api-ms-win-crt-string-l1-1-0 api-ms-win-crt-time-l1-1-0 api-ms-win-crt-utility-l1-1-0
"""
WINDOWS_10 = frozenset(f"{name}.dll" for name in _OF_WINDOWS.split()) | {"winspool.drv"}
_LOADED_BY_NAME = {"pdfium.dll"}  # by ctypes
_PROGRAMS = {".dll", ".exe", ".pyd"}
_IMPORTS, _DELAYED = 1, 13  # entries of the data directory


def programs(folder: Path) -> list[Path]:
    """The files of a folder that Windows runs or loads."""
    return sorted(file for file in folder.rglob("*") if file.suffix.lower() in _PROGRAMS)


def imported(file: Path) -> set[str]:
    """The names, in small letters, of the DLLs that a file imports, at its start or later."""
    with pefile.PE(str(file), fast_load=True) as read:
        read.parse_data_directories(directories=[_IMPORTS, _DELAYED])
        entries = [
            entry
            for table in ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT")
            for entry in getattr(read, table, [])
        ]
    return {entry.dll.decode("ascii").lower() for entry in entries}


def find_missing(folder: Path) -> dict[str, list[str]]:
    """DLLs that are neither in the folder nor in Windows, each with the files that want it."""
    there = {file.name.lower() for file in programs(folder)}
    missing = defaultdict(list)
    for file in programs(folder):
        for name in sorted(imported(file) - there - WINDOWS_10):
            missing[name].append(file.relative_to(folder).as_posix())
    return dict(missing)


def find_foreign(folder: Path) -> list[str]:
    """Files in the folder that are Windows' own, which nobody may copy, by their names."""
    return [
        file.relative_to(folder).as_posix()
        for file in programs(folder)
        if file.name.lower() in WINDOWS_10 or file.name.lower().startswith(("api-ms-", "ext-ms-"))
    ]


def find_unused(folder: Path) -> list[str]:
    """DLLs in the folder that no other file of it imports; plug-ins are loaded by Qt, by folder."""
    wanted = set().union(*(imported(file) for file in programs(folder)))
    return [
        file.relative_to(folder).as_posix()
        for file in programs(folder)
        if file.suffix.lower() == ".dll"
        and file.name.lower() not in wanted | _LOADED_BY_NAME
        and "plugins" not in file.parts
    ]
