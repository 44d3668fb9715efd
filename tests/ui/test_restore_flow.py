"""What is asked before a backup is put back."""

from datetime import datetime, timedelta
from pathlib import Path

from gkdesk.core.change import Change
from gkdesk.files.contents import Age, Compared, Comparison, CopiedReport, Copy
from gkdesk.ui.backup_lines import BackupLine
from gkdesk.ui.restore_flow import question

NOW = datetime(2025, 1, 10, 16, 0).astimezone()
LINE = BackupLine(Copy(Path("D:/a.sqlite3"), NOW - timedelta(hours=1)))


def compared(year: int, age: Age) -> Compared:
    """A report of a year, last changed an hour before the present one."""
    report = CopiedReport("甲镇", year, "2021", NOW - timedelta(hours=1), {})
    changes = (Change("overview", "甲", None),) if age in (Age.OLDER, Age.NEWER) else ()
    return Compared(report, age, None if age is Age.MISSING else NOW, changes)


def test_it_says_what_becomes_of_each_report() -> None:
    """Those that change first, those that go among them."""
    ages = (Age.SAME, Age.OLDER, Age.MISSING, Age.OTHER_FORM)
    found = tuple(compared(2020 + i, age) for i, age in enumerate(ages))
    said = question(LINE, Comparison(found, ("乙镇2024年度",)), NOW)

    assert said.startswith("用今天 15:00 的备份换下现在的全部数据。")
    assert [line for line in said.splitlines() if "·" in line] == [
        "　· 甲镇2021年度：变成今天 15:00的样子（1 处不同；现在的是今天 16:00改的）",
        "　· 甲镇2022年度：现在没有，恢复以后有（今天 15:00的样子）",
        "　· 甲镇2023年度：变成今天 15:00的样子（表样不同；现在的是今天 16:00改的）",
        "　· 乙镇2024年度：备份里没有，恢复以后看不到",
        "　· 甲镇2020年度：不变",
    ]


def test_a_long_list_is_cut() -> None:
    """The buttons must stay on the screen."""
    found = tuple(compared(2000 + i, Age.SAME) for i in range(12))

    assert "另有 4 份报告" in question(LINE, Comparison(found, ()), NOW)
