"""The papers that went out."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gkdesk.files.lookback import Then
from gkdesk.files.store import Store
from gkdesk.ui.past_exports import PastExports
from gkdesk.ui.session import Session

Show = Callable[[QWidget], None]
CELL = "applications.new_received.natural_person"


@pytest.fixture
def exports(full_session: Session, shown: Show) -> PastExports:
    made = PastExports(full_session)
    shown(made)
    return made


def test_without_an_export_there_is_nothing(exports: PastExports) -> None:
    """Not even an empty line."""
    exports.refresh()

    assert exports.isHidden()


def test_what_was_changed_since_is_named(
    exports: PastExports, full_session: Session, tmp_path: Path
) -> None:
    """How many cells and fields, and which; many are cut short."""
    full_session.export(tmp_path / "年报.docx")
    exports.refresh()
    assert "上次导出后没有改动" in exports.text()
    assert "年报.docx" in exports.text()

    full_session.set_many({CELL: "3", "overview": "改"}, "改")
    exports.refresh()
    assert "改动 2 格</a>：总体情况、" + full_session.name_of(CELL) in exports.text()

    cells = [cell.address for cell in full_session.form.typed]
    full_session.set_many(dict.fromkeys(cells[:20], "7"), "改")
    exports.refresh()
    assert exports.text().split("<br>")[0].endswith("等")


def test_each_export_leads_to_what_it_held(
    exports: PastExports, full_session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    """The last five, newest first."""
    told: list[Then] = []
    exports.chosen.connect(told.append)
    for name in "一二三四五六":
        full_session.export(tmp_path / f"{name}.docx")
    exports.refresh()
    exports.linkActivated.emit("1")

    assert told[0].label == "导出 Word：五.docx"
    assert "一.docx" not in exports.text()


def test_an_export_that_cannot_be_read_says_so(
    exports: PastExports, full_session: Session, store: Store
) -> None:
    """In the line that would count the changes."""
    store.remember_export(1, "D:\\a.docx", draft=False, content="{}")
    exports.refresh()

    assert "这次导出的内容读不出来" in exports.text()


def test_while_the_store_is_out_of_reach_the_list_stays(
    exports: PastExports, full_session: Session, store: Store, tmp_path: Path
) -> None:
    """The red bar tells of that."""
    full_session.export(tmp_path / "年报.docx")
    exports.refresh()
    before = exports.text()
    with sqlite3.connect(store.path, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        exports.refresh()
        full_session.set_text(CELL, "3")
        exports.refresh()
        other.execute("ROLLBACK")
    other.close()

    assert exports.text() == before
