"""Files and folders are opened by the system."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gkdesk.ui import outside

NAME = "甲,乙 & (草稿)^ %TEMP%.docx"


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file whose folder and name have all that a shell might take for its own."""
    folder = tmp_path / "年报 2024，二,三"
    folder.mkdir()
    path = folder / NAME
    path.touch()
    return path


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("SystemRoot", r"C:\Windows")


def let_windows(monkeypatch: pytest.MonkeyPatch, code: int | None) -> list[Path]:
    """Make os.startfile what it is on Windows, failing with this code; what it was asked for."""
    asked: list[Path] = []

    def start(path: Path) -> None:
        asked.append(path)
        if code:
            fault = OSError(22, "No application is associated")
            fault.winerror = code
            raise fault

    monkeypatch.setattr(os, "startfile", start, raising=False)
    return asked


def test_elsewhere_the_desktop_opens_them(
    parent: QWidget, file: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    """The folder of a file, and the file."""
    monkeypatch.setattr(sys, "platform", "linux")
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) is None)

    outside.open_file(parent, file)
    outside.show_in_folder(parent, file)
    outside.open_folder(parent, file.parent)

    assert [Path(url.toLocalFile()) for url in opened] == [file, file.parent, file.parent]
    assert told == []


def test_a_desktop_that_opens_nothing_is_told(
    parent: QWidget, file: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    """With the folder, so that the clerk can go there."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    outside.open_file(parent, file)

    assert told == [f"系统没有打开“{NAME}”。请自己打开它所在的文件夹：{file.parent}"]


def test_windows_opens_them_itself(
    parent: QWidget,
    file: Path,
    windows: None,
    monkeypatch: pytest.MonkeyPatch,
    told: list[str],
) -> None:
    """Not by Qt, which knows no reason where it fails."""
    asked = let_windows(monkeypatch, None)
    outside.open_file(parent, file)
    outside.open_folder(parent, file.parent)

    assert asked == [file, file.parent]
    assert told == []


@pytest.mark.parametrize(
    ("code", "is_there", "said"),
    [
        (1155, True, "没有能打开“.*”的程序，请先安装 WPS 或 Word。文件已经写好，在：.*年报 2024"),
        (
            2,
            False,
            "已经不在原来的位置（可能被移走、改名，或U盘已经拔出）。原来的位置：.*年报 2024",
        ),
        (5, True, "系统没有打开“.*”。请自己打开它所在的文件夹：.*年报 2024"),
    ],
)
def test_what_windows_does_not_open_is_told(
    parent: QWidget,
    file: Path,
    windows: None,
    monkeypatch: pytest.MonkeyPatch,
    told: list[str],
    code: int,
    is_there: bool,
    said: str,
) -> None:
    """In Chinese, and with what to do."""
    let_windows(monkeypatch, code)
    if not is_there:
        file.unlink()
    outside.open_file(parent, file)

    (sentence,) = told
    assert re.search(said, sentence)
    assert "application" not in sentence


def test_explorer_marks_the_file_in_its_folder(
    parent: QWidget, file: Path, windows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quotes about the path alone; the one of Windows and no other."""
    started: list[tuple[object, object]] = []
    monkeypatch.setattr(
        subprocess, "Popen", lambda command, executable: started.append((command, executable))
    )
    outside.show_in_folder(parent, file)

    assert started == [
        (f'explorer.exe /select,"{file}"', os.path.join(r"C:\Windows", "explorer.exe"))
    ]


def test_without_explorer_or_file_the_folder_is_opened(
    parent: QWidget, file: Path, windows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that is locked down, and a file that was moved away."""

    def refuse(command: str, executable: str) -> None:
        raise FileNotFoundError(executable)

    asked = let_windows(monkeypatch, None)
    monkeypatch.setattr(subprocess, "Popen", refuse)
    outside.show_in_folder(parent, file)
    file.unlink()
    outside.show_in_folder(parent, file)

    assert asked == [file.parent, file.parent]
