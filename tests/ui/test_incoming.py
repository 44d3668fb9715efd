"""What the clerk brings from outside."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gkdesk.errors import UserError
from gkdesk.ui import dialogs, incoming

DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"


def test_copied_files_come_before_copied_text(tmp_path: Path, qtbot: QtBot) -> None:
    """Qt gives the places of files as text as well."""
    data = QMimeData()
    name = "去年 #1 的%20年报（定稿）.docx"
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)), QUrl("https://example.com/a.docx")])

    assert [one.name for one in incoming.pasted(data)] == [name]
    assert incoming.files_in(data) == [tmp_path / name]


def test_a_copied_web_page_is_read_with_its_tables(qtbot: QtBot) -> None:
    """Nothing is fetched for it."""
    data = QMimeData()
    data.setHtml((DOCUMENTS / "huaian_2024.official-template.html").read_text("utf-8"))
    (found,) = incoming.pasted(data)

    assert found.name == "粘贴的内容"
    assert found.read().report.text("applications.granted.natural_person") == "1288"


def test_a_copied_text_is_read(qtbot: QtBot) -> None:
    """From an editor that copies no web page."""
    data = QMimeData()
    data.setText((DOCUMENTS / "hangzhou_2025.copy-tab.txt").read_text("utf-8"))
    (found,) = incoming.pasted(data)

    assert found.read().report.year == 2025


@pytest.mark.parametrize("kind", ["nothing", "blanks", "picture"])
def test_where_there_is_nothing_to_read_it_says_what_to_do(qtbot: QtBot, kind: str) -> None:
    """A screenshot is a picture."""
    data = QMimeData()
    if kind == "picture":
        data.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    if kind == "blanks":
        data.setText(" \n")

    with pytest.raises(UserError, match="Ctrl\\+A 全选、Ctrl\\+C 复制") as caught:
        incoming.pasted(data)
    assert ("图片" in str(caught.value)) == (kind == "picture")


def test_files_are_chosen_several_at_once(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The formats that can be read are offered, and all others too: a refusal says what to do."""
    asked: list[str] = []

    def ask(parent: QWidget, folder: Path, kinds: str) -> list[Path]:
        asked.append(kinds)
        return [tmp_path / "甲.docx", tmp_path / "乙.doc"]

    monkeypatch.setattr(dialogs, "ask_open_paths", ask)
    parent = QWidget()
    qtbot.addWidget(parent)

    assert [one.name for one in incoming.chosen(parent)] == ["甲.docx", "乙.doc"]
    assert "*.docx" in asked[0]
    assert asked[0].endswith(";;全部文件 (*)")
