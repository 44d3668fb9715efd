"""Carrying a report out as a data file."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gkdesk.core import exchange
from gkdesk.ui import data_file, dialogs
from gkdesk.ui.session import Session


def test_the_whole_report_is_written(
    full_session: Session,
    qtbot: QtBot,
    tmp_path: Path,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A place that cannot be written is said, and another one asked for."""
    parent = QWidget()
    qtbot.addWidget(parent)
    answers = iter([tmp_path / "没有" / "甲.json", tmp_path / "甲.json"])
    monkeypatch.setattr(dialogs, "ask_save_path", lambda parent, proposed, kinds: next(answers))

    assert data_file.save(parent, full_session) == tmp_path / "甲.json"
    assert (tmp_path / "甲.json").read_text("utf-8") == exchange.dump(full_session.report)
    assert len(told) == 1


def test_giving_up_writes_nothing(
    full_session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file, no sentence."""
    monkeypatch.setattr(dialogs, "ask_save_path", lambda parent, proposed, kinds: None)

    assert data_file.save(QWidget(), full_session) is None
