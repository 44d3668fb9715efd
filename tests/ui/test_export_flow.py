"""Exporting as the clerk goes through it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gkdesk import paths
from gkdesk.ui import dialogs, export_flow
from gkdesk.ui.session import EXPORT_FOLDER, Session
from reports import ORGAN

NAME = f"{ORGAN}2024年政府信息公开工作年度报告"
# Nothing is written into the Documents of whoever runs the tests.
pytestmark = pytest.mark.usefixtures("papers")


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """Some window."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def answer_paths(monkeypatch: pytest.MonkeyPatch, *answers: Path | None) -> list[Path]:
    """Answer the file dialog in turn; what it proposed each time."""
    proposed: list[Path] = []
    left: Iterator[Path | None] = iter(answers)

    def ask(parent: QWidget, proposal: Path, kinds: str) -> Path | None:
        proposed.append(proposal)
        return next(left)

    monkeypatch.setattr(dialogs, "ask_save_path", ask)
    return proposed


def test_a_sound_report_is_exported_without_a_question(
    full_session: Session, parent: QWidget, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under the official title, into Documents."""
    proposed = answer_paths(monkeypatch, papers / "年报.docx")

    assert export_flow.export_word_file(parent, full_session) == papers / "年报.docx"
    assert proposed == [papers / f"{NAME}.docx"]
    assert (papers / "年报.docx").is_file()


def test_a_draft_is_asked_about_once_and_named_so(
    session: Session, parent: QWidget, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question says how much was found."""
    asked: list[str] = []
    monkeypatch.setattr(
        dialogs, "ask_export_draft", lambda parent, found: bool(asked.append(found) or True)
    )
    proposed = answer_paths(monkeypatch, papers / "年报.docx")
    export_flow.export_word_file(parent, session)

    assert len(asked) == 1
    assert "处错误" in asked[0]
    assert proposed == [papers / f"{NAME}（草稿）.docx"]
    assert (papers / "年报.docx").is_file()


def test_who_would_rather_check_first_exports_nothing(
    session: Session, parent: QWidget, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file dialog comes up."""
    monkeypatch.setattr(dialogs, "ask_export_draft", lambda parent, found: False)
    proposed = answer_paths(monkeypatch)

    assert export_flow.export_word_file(parent, session) is None
    assert proposed == []


def test_the_last_folder_is_proposed_again(
    full_session: Session, parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it is there; a stick may have been pulled out."""
    stick = tmp_path / "U盘"
    stick.mkdir()
    answer_paths(monkeypatch, stick / "年报.docx")
    export_flow.export_word_file(parent, full_session)
    assert export_flow.proposed_path(full_session).parent == stick

    (stick / "年报.docx").unlink()
    stick.rmdir()

    assert export_flow.proposed_path(full_session).parent == paths.documents()


def test_a_last_folder_that_cannot_be_looked_at_is_passed_over(
    full_session: Session, tmp_path: Path
) -> None:
    """As a network folder that is gone."""
    full_session.remember(EXPORT_FOLDER, str(tmp_path / ("远" * 300)))

    assert export_flow.proposed_path(full_session).parent == paths.documents()


def test_a_missing_suffix_is_added_and_never_overwrites_unasked(
    full_session: Session, parent: QWidget, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file dialog could not ask: it did not know that name."""
    (papers / "报告2024.1.docx").write_text("别人的")
    monkeypatch.setattr(dialogs, "ask_overwrite", lambda parent, path: False)
    proposed = answer_paths(monkeypatch, papers / "报告2024.1", papers / "报告2")

    assert export_flow.export_word_file(parent, full_session) == papers / "报告2.docx"
    assert proposed[1] == papers / "报告2024.1.docx"
    assert (papers / "报告2024.1.docx").read_text() == "别人的"


def test_where_it_cannot_be_written_another_place_can_be_chosen(
    full_session: Session,
    parent: QWidget,
    papers: Path,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One sentence, and the dialog again."""
    answer_paths(monkeypatch, papers / "没有" / "年报.docx", papers / "年报.docx")

    assert export_flow.export_word_file(parent, full_session) == papers / "年报.docx"
    assert len(told) == 1


def test_giving_up_in_the_file_dialog_exports_nothing(
    full_session: Session, parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And remembers nothing."""
    answer_paths(monkeypatch, None)

    assert export_flow.export_word_file(parent, full_session) is None
    assert full_session.lookback.exports() == []


def test_the_self_check_goes_where_the_clerk_wants_it(
    full_session: Session, parent: QWidget, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a Word file unless the name says a web page; a draft is no question here."""
    full_session.set_text("applications.new_received.natural_person", "3")
    proposed = answer_paths(monkeypatch, papers / "自查1.1", papers / "自查.html", None)

    assert export_flow.save_self_check(parent, full_session) == papers / "自查1.1.docx"
    assert export_flow.save_self_check(parent, full_session) == papers / "自查.html"
    assert export_flow.save_self_check(parent, full_session) is None
    assert proposed == [papers / f"{ORGAN}2024年年报自查单.docx"] * 3
    assert (papers / "自查1.1.docx").read_bytes().startswith(b"PK")
    assert "自查单" in (papers / "自查.html").read_text("utf-8")


def test_the_self_check_holds_what_is_being_typed(
    full_session: Session, parent: QWidget, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prose that is not on disk yet is put there first."""
    answer_paths(monkeypatch, papers / "自查.html")
    full_session.type_prose("problems_and_improvement", "无")
    export_flow.save_self_check(parent, full_session)

    assert "只写了“无”" in (papers / "自查.html").read_text("utf-8")


def test_a_self_check_that_cannot_be_written_is_told(
    full_session: Session,
    parent: QWidget,
    papers: Path,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One sentence, and the dialog again."""
    answer_paths(monkeypatch, papers / "没有" / "自查.docx", papers / "自查.docx")

    assert export_flow.save_self_check(parent, full_session) == papers / "自查.docx"
    assert len(told) == 1
