"""The last step."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gkdesk import paths
from gkdesk.core.self_check import VERDICT_WORDS, self_check
from gkdesk.files.beginnings import begin_from
from gkdesk.files.report_file import read_report
from gkdesk.files.store import Store
from gkdesk.files.stored import load_report
from gkdesk.ui import dialogs, export_flow, outside
from gkdesk.ui.explained_list import ExplainedList
from gkdesk.ui.review_page import ReviewPage
from gkdesk.ui.session import Session
from reports import ORGAN

Show = Callable[[QWidget], None]
CELL = "applications.new_received.natural_person"


@pytest.fixture(autouse=True)
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The clerk's Documents folder, and one answer to the file dialog."""
    folder = tmp_path / "文档"
    folder.mkdir()
    monkeypatch.setattr(paths, "documents", lambda: folder)
    monkeypatch.setattr(dialogs, "ask_save_path", lambda parent, proposed, kinds: proposed)
    return folder


@pytest.fixture
def page(full_session: Session, shown: Show) -> ReviewPage:
    """The last step of a report with which nothing is wrong."""
    made = ReviewPage(full_session)
    shown(made)
    return made


def words(page: ReviewPage) -> str:
    """All that is in sight."""
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def button(page: ReviewPage, text: str) -> QPushButton:
    """The button that says this."""
    return next(one for one in page.findChildren(QPushButton) if one.text() == text)


def test_every_check_is_listed_with_its_rule_and_verdict(
    page: ReviewPage, full_session: Session
) -> None:
    """All of them hold that do not wait for last year's report."""
    verdicts = list(full_session.outcome.verdicts.values())

    for check in full_session.form.checks:
        assert check.rule in words(page)
    assert words(page).count("✓ 通过") == verdicts.count("holds") > 30
    assert words(page).count("… 待填") == verdicts.count("waits")
    assert set(verdicts) == {"holds", "waits"}
    assert "没有发现问题" in words(page)


def test_findings_are_listed_with_a_link_to_their_place(
    page: ReviewPage, full_session: Session, qtbot: QtBot
) -> None:
    """Those not filled in as well."""
    full_session.set_text(CELL, "3")
    full_session.set_text("other_matters", "")
    assert "✗ 不符" in words(page)
    assert "一(3)＋二(0)＝3" in words(page)
    assert "还没有写" in words(page)

    with qtbot.waitSignal(page.activated) as caught:
        page.go("0")

    assert caught.args == [CELL, None]


def test_verdicts_that_wait_or_do_not_apply_say_so(page: ReviewPage, full_session: Session) -> None:
    """No sum is judged before both sides are there."""
    full_session.set_text(CELL, "")
    full_session.set_organ("叶城县财政局")

    assert "待填" in words(page)
    assert "不适用" in words(page)


def test_an_export_is_remembered_and_can_be_opened(
    page: ReviewPage,
    full_session: Session,
    papers: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With its folder, and how much changed since."""
    opened: list[Path] = []
    monkeypatch.setattr(outside, "open_file", lambda parent, path: opened.append(path))
    monkeypatch.setattr(outside, "show_in_folder", lambda parent, path: opened.append(path))
    assert not button(page, "打开文件").isVisible()

    qtbot.mouseClick(button(page, "导出 Word 文件…"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(page, "打开文件"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(page, "打开所在文件夹"), Qt.MouseButton.LeftButton)

    (file,) = papers.iterdir()
    assert opened == [file, file]
    assert str(file) in words(page)
    assert "上次导出后没有改动" in words(page)

    full_session.set_many(dict.fromkeys([CELL, "applications.granted.natural_person"], "1"), "填")

    assert "改动 2 格<" in words(page)


def test_the_self_check_is_written_and_can_be_opened(
    page: ReviewPage, papers: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no export of the report: nothing is remembered of it."""
    opened: list[Path] = []
    monkeypatch.setattr(outside, "open_file", lambda parent, path: opened.append(path))

    qtbot.mouseClick(button(page, "自查单…"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(page, "打开文件"), Qt.MouseButton.LeftButton)

    (file,) = papers.iterdir()
    assert file.name == f"{ORGAN}2024年年报自查单.docx"
    assert opened == [file]
    assert f"自查单已写好：{file}" in words(page)
    assert "上次导出" not in words(page)


def test_a_data_file_is_carried_to_another_pc(
    page: ReviewPage,
    full_session: Session,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the next PC reads is the whole report, what was typed last included; it says how."""
    path = tmp_path / "U 盘" / "年报.json"
    path.parent.mkdir()
    monkeypatch.setattr(dialogs, "ask_save_path", lambda parent, proposed, kinds: path)
    full_session.type_prose("overview", "最后一句。")
    qtbot.mouseClick(button(page, "另存为数据文件…"), Qt.MouseButton.LeftButton)

    assert "在另一台电脑上点“导入往年报告…”选它，就可以接着填" in words(page)
    assert button(page, "打开所在文件夹").isVisible()
    assert not button(page, "打开文件").isVisible()
    with Store.open(tmp_path / "另一台.sqlite3") as other:
        report = load_report(other, begin_from(other, read_report(path)))
    assert dict(report.texts) == dict(full_session.report.texts)
    assert report.text("overview") == "最后一句。"


def test_verdicts_are_called_as_on_the_self_check(page: ReviewPage, full_session: Session) -> None:
    """The list on the page and the paper are one."""
    full_session.set_text(CELL, "3")
    full_session.set_text("overview", "")
    sheet = self_check(full_session.report, full_session.last_year, datetime(2025, 1, 18))

    for line in sheet.lines:
        row = f" {VERDICT_WORDS[line.verdict]}</td><td style='padding: 2px 0'>{line.rule}"
        assert row in words(page)


def test_the_file_name_is_shown_before_the_export(page: ReviewPage, full_session: Session) -> None:
    """A draft says so."""
    assert "年度报告.docx" in words(page)

    full_session.set_text(CELL, "3")

    assert "（草稿）.docx" in words(page)


def test_fonts_that_this_machine_lacks_are_named(
    page: ReviewPage, full_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quietly: the file names the right ones all the same."""
    monkeypatch.setattr("PySide6.QtGui.QFontDatabase.hasFamily", lambda name: name != "仿宋")
    page.refresh()

    assert "本机没有字体“仿宋”" in words(page)


def test_what_was_explained_is_listed_and_can_be_taken_back(
    page: ReviewPage, full_session: Session
) -> None:
    """It is no finding meanwhile."""
    full_session.set_text("proactive_disclosure.government_rules.issued", "6")
    (finding,) = [one for one in full_session.outcome.findings if one.explainable]
    assert "已核实的地方" not in words(page)

    full_session.explain(finding, "已与法制办核对", "王小明")
    assert "已与法制办核对（王小明，" in words(page)

    page.findChild(ExplainedList).retract("0")
    assert "已与法制办核对" not in words(page)
    assert finding in full_session.outcome.findings


def test_the_page_catches_up_when_it_comes_into_sight(
    page: ReviewPage, full_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then it asks the disk for nothing while the clerk types elsewhere."""
    asked: list[Session] = []
    before = export_flow.proposed_path

    def ask(session: Session) -> Path:
        asked.append(session)
        return before(session)

    monkeypatch.setattr(export_flow, "proposed_path", ask)
    page.hide()
    full_session.set_text(CELL, "3")
    assert not asked
    page.show()

    assert "一(3)＋二(0)＝3" in words(page)
