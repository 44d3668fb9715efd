"""The dialog for a new report: whose it is, and which year it reports on."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gkdesk.core.numbers import parse
from gkdesk.ui import look

IsStored = Callable[[str, int], bool]


@dataclass(frozen=True, slots=True)
class NewReport:
    """Organ and year of a report to be made."""

    organ: str
    year: int


def read_year(text: str, years: range) -> int | None:
    """The year a text stands for, with or without 年, if it can be reported on."""
    year = parse(text.strip().removesuffix("度").removesuffix("年"), "count")
    return year if isinstance(year, int) and year in years else None


def year_fault(years: range) -> str:
    """What to say where a year is none of these."""
    return f"年度请填 {years[0]} 到 {years[-1]} 之间的年份。"


class NewReportDialog(QDialog):
    """Asks for organ and year; closes with OK only when both can be used."""

    def __init__(
        self,
        organ: str,
        year: int,
        years: range,
        is_stored: IsStored,
        parent: QWidget | None = None,
    ) -> None:
        """Propose organ and year; `is_stored` tells whether there is a report of both."""
        super().__init__(parent)
        self._years = years
        self._is_stored = is_stored
        self.answer: NewReport | None = None
        self.setWindowTitle("新建年报")
        self._organ = QLineEdit(organ, placeholderText="填全称，与公章一致")
        self._organ.setMinimumWidth(352)
        self._year = QLineEdit(str(year))
        self._fault = look.label("", "error", wrap=True)
        self._fault.hide()
        self._make = look.button("新建", "primary")
        self._last_year = look.label("", "good", wrap=True)
        for field in (self._organ, self._year):
            field.textChanged.connect(self.tell_of_last_year)
        self.tell_of_last_year()
        layout = QVBoxLayout(self)
        layout.addLayout(self._form())
        layout.addWidget(self._buttons())
        # Only inside its dialog does Qt know it again once Tab has passed over "取消".
        self._make.setDefault(True)

    def tell_of_last_year(self) -> None:
        """Say at once whether the report will be made from that of the year before."""
        organ, year = self._typed_organ, read_year(self._year.text(), self._years)
        sentence = ""
        if year and self._is_stored(organ, year - 1) and not self._is_stored(organ, year):
            sentence = f"将沿用 {year - 1} 年度报告：联系方式、上年结转会自动填好"
        self._last_year.setText(sentence)

    @property
    def _typed_organ(self) -> str:
        return "".join(self._organ.text().split())

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.addRow("机关名称", self._organ)
        form.addRow("报告年度", self._year)
        form.addRow("", look.label("报告反映这一年 1 月 1 日至 12 月 31 日的情况。", "quiet"))
        form.addRow("", self._last_year)
        form.addRow("", self._fault)
        return form

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        buttons.addButton(self._make, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.take)
        buttons.rejected.connect(self.reject)
        return buttons

    def take(self) -> None:
        """Take what was typed, or say what is wrong with it."""
        organ = self._typed_organ
        year = read_year(self._year.text(), self._years)
        if not organ:
            self._say("请填写机关名称。", self._organ)
        elif year is None:
            self._say(year_fault(self._years), self._year)
        else:
            self.answer = NewReport(organ, year)
            self.accept()

    def _say(self, sentence: str, field: QLineEdit) -> None:
        self._fault.setText(sentence)
        self._fault.show()
        field.setFocus()
        field.selectAll()
