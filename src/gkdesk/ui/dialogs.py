"""The modal dialogs, one function each, so that tests can answer in their place."""

from datetime import date
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import (
    QCalendarWidget,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gkdesk.ui import look
from gkdesk.ui.explain_dialog import ExplainDialog, Reason
from gkdesk.ui.new_report import IsStored, NewReport, NewReportDialog

WORD_FILTER = "Word 文件 (*.docx)"
SELF_CHECK_FILTER = "Word 文件 (*.docx);;网页 (*.html *.htm)"
DATA_FILTER = "数据文件 (*.json)"

_SHORTCUTS = (
    ("Enter", "下一格（表格中向下）"),
    ("Tab / Shift+Tab", "右边一格、左边一格；表格外：下一项、上一项"),
    ("方向键", "在格子之间移动"),
    ("F2", "修改格中原有的数字；直接打字则替换"),
    ("Delete", "清空选中的格子"),
    ("Ctrl+C / Ctrl+V", "复制、粘贴，可与 Excel、Word 表格互相粘贴"),
    ("Ctrl+Z / Ctrl+Y", "撤销、重做"),
    ("Ctrl+PageUp / Ctrl+PageDown", "上一步、下一步（也可以用 Alt+← / Alt+→）"),
    ("Ctrl+加号 / Ctrl+减号 / Ctrl+0", "放大、缩小文字，恢复原来大小"),
    ("F1", "打开、收起右边的帮助"),
    ("F8", "到下方的问题列表：Enter 到那一处，Tab 到更正的按钮，Esc 回到页面"),
    ("Alt+Enter", "文字中有波浪线的地方：怎么改"),
)


def tell(parent: QWidget | None, message: str) -> None:
    """Show a sentence and wait until it is read."""
    box = _box(parent, QMessageBox.Icon.Warning, message)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def ask_export_draft(parent: QWidget | None, found: str) -> bool:
    """Whether to export although checks found something, `found` saying how much."""
    message = f"核对发现 {found}。\n可以照样导出，文件名会加上“（草稿）”，正文不变。现在导出吗？"
    return _ask(parent, message, yes="照样导出", no="先去核对")


def ask_open_existing(parent: QWidget | None, organ: str, year: int) -> bool:
    """Whether to open the report that there already is of an organ and year."""
    return _ask(parent, f"{organ}{year}年度的报告已有一份。打开它吗？", yes="打开", no="取消")


def ask_draft(parent: QWidget | None) -> Literal["replace", "append"] | None:
    """What to do with last year's text where there is one of this year; None to leave it."""
    box = _box(
        parent,
        QMessageBox.Icon.Question,
        "本节已经写了文字。用上年文字替换，还是接在后面？\n替换以后可以按 Ctrl+Z 撤销。",
    )
    append: QPushButton = box.addButton("接在后面", QMessageBox.ButtonRole.AcceptRole)
    replace: QPushButton = box.addButton("替换", QMessageBox.ButtonRole.DestructiveRole)
    neither: QPushButton = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(neither)
    box.setEscapeButton(neither)
    box.exec()
    if box.clickedButton() is replace:
        return "replace"
    return "append" if box.clickedButton() is append else None


def ask_overwrite(parent: QWidget | None, path: Path) -> bool:
    """Whether to put a new file in the place of one that is there."""
    return _ask(parent, f"“{path.name}”已经存在。要替换它吗？", yes="替换", no="另起名字")


def ask_leave_unsaved(parent: QWidget | None) -> bool:
    """Whether to leave although something could not be written."""
    message = (
        "还有内容没有写到磁盘上，离开就会丢失。\n"
        "请先排除故障（磁盘已满、U 盘拔出等），或用红条上的“另存为数据文件…”保存一份。\n"
        "仍要离开吗？"
    )
    return _ask(parent, message, yes="放弃未保存的内容", no="留下")


def ask_new_report(
    parent: QWidget | None, organ: str, year: int, years: range, is_stored: IsStored
) -> NewReport | None:
    """Organ and year of a new report, these being proposed; None if the clerk gave up."""
    dialog = NewReportDialog(organ, year, years, is_stored, parent)
    _as_parent(dialog, parent)
    return dialog.answer if dialog.exec() else None


def ask_explanation(parent: QWidget | None, message: str, who: str) -> Reason | None:
    """Why a finding is right as it stands, `who` being proposed; None if the clerk gave up."""
    dialog = ExplainDialog(message, who, parent)
    _as_parent(dialog, parent)
    dialog.fit()
    return dialog.answer if dialog.exec() else None


def ask_save_path(parent: QWidget | None, proposed: Path, kinds: str) -> Path | None:
    """Where to write a file; the system's own dialog asks before it replaces one."""
    dialog = QFileDialog(parent, "保存到", str(proposed.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(proposed.suffix[1:])
    dialog.selectFile(proposed.name)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def ask_open_path(parent: QWidget | None, folder: Path, kinds: str) -> Path | None:
    """Which file to open."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "打开", str(folder), kinds)
    return Path(chosen) if chosen else None


def ask_date(parent: QWidget | None, day: date) -> date | None:
    """A day from a calendar."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("选择日期")
    calendar = QCalendarWidget(dialog)
    calendar.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setSelectedDate(QDate(day.year, day.month, day.day))
    calendar.activated.connect(dialog.accept)
    layout = QVBoxLayout(dialog)
    layout.addWidget(calendar)
    layout.addWidget(_buttons(dialog))
    _as_parent(dialog, parent)
    if not dialog.exec():
        return None
    chosen = calendar.selectedDate()
    return date(chosen.year(), chosen.month(), chosen.day())


def show_shortcuts(parent: QWidget | None) -> None:
    """List the keys."""
    rows = "".join(
        f'<tr><td style="padding: 4px 24px 4px 0"><b>{keys}</b></td><td>{what}</td></tr>'
        for keys, what in _SHORTCUTS
    )
    box = _box(parent, QMessageBox.Icon.NoIcon, f"<table>{rows}</table>")
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setWindowTitle("快捷键")
    box.addButton("关闭", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def ask_go_on_after_fault(parent: QWidget | None, details: str) -> bool:
    """Tell of a fault of the program, with details to copy; whether to go on working."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(look.PROGRAM)
    message = look.label(
        "程序遇到意外问题。窗口里显示“已保存”的内容都在硬盘上。\n"
        "可以继续使用；如果再次出现，请把下面的内容复制给技术支持（其中没有报告的内容）。",
        wrap=True,
    )
    text = QPlainTextEdit(details, readOnly=True)
    text.setMinimumSize(480, 160)
    copy = look.button("复制")
    copy.clicked.connect(text.selectAll)
    copy.clicked.connect(text.copy)
    buttons = QDialogButtonBox()
    buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
    buttons.addButton("继续使用", QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton("关闭程序", QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    for widget in (message, text, buttons):
        layout.addWidget(widget)
    _as_parent(dialog, parent)
    return bool(dialog.exec())


def _ask(parent: QWidget | None, message: str, *, yes: str, no: str) -> bool:
    box = _box(parent, QMessageBox.Icon.Question, message)
    agreed: QPushButton = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    refused: QPushButton = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(refused)
    box.setEscapeButton(refused)
    box.exec()
    return box.clickedButton() is agreed


def _box(parent: QWidget | None, icon: QMessageBox.Icon, message: str) -> QMessageBox:
    box = QMessageBox(icon, look.PROGRAM, message, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    _as_parent(box, parent)
    return box


def _buttons(dialog: QDialog) -> QDialogButtonBox:
    buttons = QDialogButtonBox()
    buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons


def _as_parent(dialog: QWidget, parent: QWidget | None) -> None:
    """A window of its own does not take its parent's text size over by itself."""
    if parent is None:
        look.dress(dialog, look.POINTS)
    else:
        dialog.setFont(parent.font())
        dialog.setPalette(parent.palette())
