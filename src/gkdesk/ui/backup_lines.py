"""Backups as lines, and the reports in one of them: what stands in each column, and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from gkdesk.files.contents import Age, Compared, Contents, Copy
from gkdesk.ui import look, moments
from gkdesk.ui.line_list import Index, LineModel

_BACKUP_HEADS = ("时间", "内容", "状态")
_REPORT_HEADS = ("报告", "最后修改", "已填", "与现在相比")
_AGES = {
    Age.SAME: "相同",
    Age.OLDER: "比现在的旧",
    Age.NEWER: "比现在的新",
    Age.MISSING: "现在没有",
    Age.OTHER_FORM: "表样不同",
}


@dataclass
class BackupLine:
    """One backup in the list: its file, what was found in it, or why it cannot be read."""

    copy: Copy
    contents: Contents | None = None
    refusal: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it can be put back."""
        return self.contents is not None and self.contents.holding.is_good

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether the clerk has opened it: any file may be that."""
        return self.copy.made_at is None

    @property
    def fault(self) -> str:
        """What is wrong with it, in a sentence; empty for a whole one or one not looked at yet."""
        if self.refusal or self.contents is None:
            return self.refusal
        holding = self.contents.holding
        if holding.refusal:
            return holding.refusal
        if not holding.faults:
            return ""
        if self.is_from_elsewhere:
            return "这个文件不是本程序的备份，或者已经损坏，不能恢复。请换一个文件。"
        return "这个备份已经损坏，不能恢复，也不能取回其中的报告。请换一个备份。"

    @property
    def state(self) -> str:
        """How it is, in a word."""
        if self.is_good:
            return "完好"
        if self.contents and self.contents.holding.faults and not self.is_from_elsewhere:
            return "损坏"
        return "不能用" if self.fault else "检查中…"

    def when(self, now: datetime) -> str:
        """When it was made; of another file, up to when its reports go."""
        moment = self.copy.made_at
        if moment is None and self.contents is not None:
            moment = self.contents.holding.as_of
        return moment_words(moment, now) if moment else self.copy.path.name

    def name(self, now: datetime) -> str:
        """What it is called in a sentence."""
        if self.is_from_elsewhere:
            return f"文件“{self.copy.path.name}”"
        what = "恢复以前另存的数据" if self.copy.before else "备份"
        return f"{self.when(now)} 的{what}"

    @property
    def held(self) -> str:
        """What it holds in a few words, the years first."""
        kind = "恢复前另存：" if self.copy.before else ""
        if self.contents is None or not self.is_good:
            return kind.removesuffix("：") or self.copy.path.name
        if not self.contents.reports:
            return f"{kind}没有报告"
        years: dict[str, list[int]] = {}
        for report in self.contents.reports:
            years.setdefault(report.organ, []).append(report.year)
        answers = f"{self.contents.holding.answers} 项"
        if len(years) == 1:
            ((organ, of_one),) = years.items()
            return f"{kind}{_years(of_one)}，{answers}，{organ}"
        each = "；".join(f"{organ}{_years(those)}" for organ, those in years.items())
        return f"{kind}{answers}，{each}"


class BackupLines(LineModel[BackupLine]):
    """The backups as lines; the lines themselves are the page's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_BACKUP_HEADS, parent=parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of one place, and their colour."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        now = datetime.now().astimezone()
        if role == Qt.ItemDataRole.DisplayRole:
            return (line.when(now), line.held, line.state)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return look.tip(f"{line.held}\n{line.copy.path}")
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 2:
            colour = look.GOOD if line.is_good else look.ERROR
            return QColor(colour if line.contents or line.refusal else look.TEXT_QUIET)
        return None


class ReportLines(LineModel[Compared]):
    """The reports in one backup as lines, each beside the present one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_REPORT_HEADS, parent=parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of one place, and their colour."""
        if not index.isValid():
            return None
        one = self._lines[index.row()]
        now = datetime.now().astimezone()
        name = f"{one.report.year}年度 {one.report.organ}"
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                name,
                moment_words(one.report.changed_at.astimezone(), now),
                str(len(one.report.answers)),
                age_words(one),
            )[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return look.tip(name)
        if role == Qt.ItemDataRole.ForegroundRole and one.age is Age.SAME:
            return QColor(look.TEXT_QUIET)
        return None


def age_words(one: Compared) -> str:
    """How a report in a backup is beside the present one."""
    differ = f"，{len(one.changes)} 处不同" if one.age in (Age.OLDER, Age.NEWER) else ""
    return f"{_AGES[one.age]}{differ}"


def _years(years: Sequence[int]) -> str:
    """The years of an organ's reports, the latest first: 2025、2023年度, 2022—2024年度."""
    whole = len(years) > 2 and max(years) - min(years) == len(years) - 1
    return f"{min(years)}—{max(years)}年度" if whole else f"{'、'.join(map(str, years))}年度"


def moment_words(moment: datetime, now: datetime) -> str:
    """A moment with its time of day, also in an earlier year: one day has many backups."""
    said = moments.words(moment, now)
    return said if ":" in said else f"{said} {moment:%H:%M}"
