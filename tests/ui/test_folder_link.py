"""A folder that is opened by a click or a key."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gkdesk.ui import outside
from gkdesk.ui.folder_link import FolderLink


def test_it_is_opened_by_click_and_by_keys(
    shown: Callable[[QWidget], None],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Whatever signs its name has."""
    opened: list[Path] = []
    monkeypatch.setattr(outside, "open_folder", lambda parent, folder: opened.append(folder))
    folder = tmp_path / "甲 & 乙<b>#1"
    link = FolderLink("在", folder, "。")
    shown(link)
    link.setFocus()

    link.linkActivated.emit("folder")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_A):
        qtbot.keyClick(link, key)

    assert opened == [folder] * 3
    assert "甲 &amp; 乙&lt;b&gt;#1" in link.text()
