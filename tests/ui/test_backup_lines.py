"""Backups and their reports as lines."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.modeltest import ModelTester

from gkdesk.files.contents import Age, Compared, Contents, CopiedReport, Copy
from gkdesk.files.examine import HeldReport, Holding
from gkdesk.ui.backup_lines import BackupLine, BackupLines, ReportLines, moment_words

NOW = datetime(2025, 1, 10, 16, 0).astimezone()
PLACE = Path("D:/备份-000001-20250110-080000.sqlite3")


def line(
    *reports: tuple[str, int], before: bool = False, faults: tuple[str, ...] = ()
) -> BackupLine:
    """A line of a backup with these reports, one answer each."""
    held = tuple(HeldReport(organ, year, NOW, 1) for organ, year in reports)
    copied = tuple(CopiedReport(*one, "2021", NOW, {"overview": "甲"}) for one in reports)
    holding = Holding(PLACE, held, faults, None)
    return BackupLine(Copy(PLACE, NOW, before), Contents(holding, copied))


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (line(("甲镇", 2024)), "2024年度，1 项，甲镇"),
        (line(("甲镇", 2024), ("甲镇", 2022)), "2024、2022年度，2 项，甲镇"),
        (line(*(("甲镇", year) for year in (2024, 2023, 2022))), "2022—2024年度，3 项，甲镇"),
        (line(("甲镇", 2024), ("乙镇", 2024)), "2 项，甲镇2024年度；乙镇2024年度"),
        (line(("甲镇", 2024), before=True), "恢复前另存：2024年度，1 项，甲镇"),
        (line(), "没有报告"),
        (line(faults=("坏了",)), PLACE.name),
        (BackupLine(Copy(PLACE, NOW)), PLACE.name),
    ],
)
def test_what_it_holds_is_said_in_few_words(shown: BackupLine, words: str) -> None:
    """The years first: narrow columns cut off the end."""
    assert shown.held == words


def test_how_it_is_said() -> None:
    """Not looked at, good, damaged, not to be read."""
    lines = [BackupLine(Copy(PLACE, NOW)), line(), line(faults=("坏了",))]
    lines += [BackupLine(Copy(PLACE, NOW), None, "“甲”不存在。")]

    assert [one.state for one in lines] == ["检查中…", "完好", "损坏", "不能用"]
    assert [bool(one.fault) for one in lines] == [False, False, True, True]


def test_a_file_without_a_time_is_as_old_as_what_it_holds() -> None:
    """Before it was read, it is its name."""
    copy = Copy(Path("D:/gkdesk.sqlite3"), None)
    assert BackupLine(copy).when(NOW) == "gkdesk.sqlite3"
    read = BackupLine(copy, line(("甲镇", 2024)).contents)
    assert read.when(NOW) == "今天 16:00"
    assert read.name(NOW) == "文件“gkdesk.sqlite3”"


def test_one_day_has_many_backups() -> None:
    """So the time of day is said in every year."""
    assert moment_words(NOW - timedelta(days=30), NOW) == "2024年12月11日 16:00"


def test_the_models_are_sound(qtmodeltester: ModelTester) -> None:
    """Both."""
    backups, reports = BackupLines(), ReportLines()
    found = line(("甲镇", 2024))
    backups.show_lines([found, BackupLine(Copy(PLACE, NOW))])
    assert found.contents is not None
    reports.show_lines([Compared(one, Age.SAME, NOW, ()) for one in found.contents.reports])
    qtmodeltester.check(backups)
    qtmodeltester.check(reports)
