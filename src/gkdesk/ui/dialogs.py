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
from gkdesk.ui.ending import is_ending
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
    ("Ctrl+H", "留痕：每一格、每一节以前是什么，恢复到那一刻"),
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
    _run(box)


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
    _run(box)
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


def ask_replace(parent: QWidget | None, whose: str, when: str, differences: int) -> bool:
    """Whether to put an imported report in the place of the stored one of that organ and year."""
    message = (
        f"{whose}已有一份，上次改动：{when}，与导入的有 {differences} 处不同。\n"
        "用导入的替换它吗？替换以后打开它，按 Ctrl+Z 可以撤销。"
    )
    return _ask(parent, message, yes="替换", no="不替换")


def ask_restore(parent: QWidget | None, what: str) -> bool:
    """Whether to put a whole backup in the place of the present data, `what` saying all of it."""
    return _ask(parent, what, yes="恢复", no="不恢复")


def ask_take_back(parent: QWidget | None, whose: str, where: str) -> bool:
    """Whether to put a report out of a backup in the place of the present one."""
    message = (
        f"用备份里的{whose}换下现在的这一份。别的报告不动。\n{where}\n\n"
        "换了以后打开它，按 Ctrl+Z 可以撤销。"
    )
    return _ask(parent, message, yes="取回", no="不取回")


def ask_bring_back(parent: QWidget | None, when: str, differences: int) -> bool:
    """Whether to make the whole report what it was at a moment."""
    message = (
        f"把整份报告恢复到 {when} 的样子吗？有 {differences} 处会改变。\n"
        "恢复以后可以按 Ctrl+Z 撤销，已有的留痕一条也不会少。"
    )
    return _ask(parent, message, yes="恢复", no="不恢复")


def ask_take_over(parent: QWidget | None, message: str) -> bool:
    """Whether to open a data folder that another machine says it has, being certain it is off."""
    sure = (
        f"{message}\n\n如果那台电脑已经关机，或者确认上面的程序已经关闭，可以在这里打开。"
        "拿不准时请不要打开。"
    )
    return _ask(parent, sure, yes="已经关闭，打开", no="不打开")


def ask_leave_import(parent: QWidget | None) -> bool:
    """Whether to leave an import although something was corrected in it and is not stored."""
    message = "改过的内容还没有存入，离开就会丢失。仍要离开吗？"
    return _ask(parent, message, yes="不存入，离开", no="留下")


def ask_import_now(parent: QWidget | None, what: str) -> bool:
    """Whether to leave the open report for an import that was asked for outside the window."""
    message = f"现在导入{what}吗？\n会先回到报告列表；正在填写的报告自动保存，可以随时再打开。"
    return _ask(parent, message, yes="导入", no="先不导入")


def ask_new_report(
    parent: QWidget | None, organ: str, year: int, years: range, is_stored: IsStored
) -> NewReport | None:
    """Organ and year of a new report, these being proposed; None if the clerk gave up."""
    dialog = NewReportDialog(organ, year, years, is_stored, parent)
    _as_parent(dialog, parent)
    return dialog.answer if _run(dialog) else None


def ask_explanation(parent: QWidget | None, message: str, who: str) -> Reason | None:
    """Why a finding is right as it stands, `who` being proposed; None if the clerk gave up."""
    dialog = ExplainDialog(message, who, parent)
    _as_parent(dialog, parent)
    dialog.fit()
    return dialog.answer if _run(dialog) else None


def ask_save_path(parent: QWidget | None, proposed: Path, kinds: str) -> Path | None:
    """Where to write a file; the system's own dialog asks before it replaces one."""
    dialog = QFileDialog(parent, "保存到", str(proposed.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(proposed.suffix[1:])
    dialog.selectFile(proposed.name)
    return Path(dialog.selectedFiles()[0]) if _run(dialog) else None


def ask_open_paths(parent: QWidget | None, folder: Path, kinds: str) -> list[Path]:
    """Which files to open; none if the clerk gave up."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, "导入往年报告", str(folder), kinds)
    return [Path(one) for one in chosen]


def ask_backup(parent: QWidget | None, folder: Path) -> Path | None:
    """Which file to look at as a backup; None if the clerk gave up."""
    kinds = "备份或数据文件 (*.sqlite3);;全部文件 (*)"
    chosen, _ = QFileDialog.getOpenFileName(parent, "选择别处的备份", str(folder), kinds)
    return Path(chosen) if chosen else None


def ask_second_place(parent: QWidget | None, folder: Path) -> Path | None:
    """Which folder to back up to as well; None if the clerk gave up."""
    chosen = QFileDialog.getExistingDirectory(parent, "第二备份位置", str(folder))
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
    if not _run(dialog):
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
    _run(box)


def ask_go_on_after_fault(parent: QWidget | None, details: str) -> bool:
    """Tell of a fault of the program, with details to copy; whether to go on working."""
    message = (
        "程序遇到意外问题。窗口里显示“已保存”的内容都在硬盘上。\n"
        "可以继续使用；如果再次出现，请把下面的内容复制给技术支持（其中没有报告的内容）。"
    )
    dialog, buttons = _with_details(parent, message, details)
    buttons.addButton("继续使用", QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton("关闭程序", QDialogButtonBox.ButtonRole.RejectRole)
    return bool(_run(dialog))


def tell_details(parent: QWidget | None, message: str, details: str) -> None:
    """Tell of something, with details to copy for the support."""
    dialog, buttons = _with_details(parent, message, details)
    buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
    _run(dialog)


def _with_details(
    parent: QWidget | None, message: str, details: str
) -> tuple[QDialog, QDialogButtonBox]:
    """A dialog with a text to copy, and its buttons, to which others are added."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(look.PROGRAM)
    text = QPlainTextEdit(details, readOnly=True)
    text.setMinimumSize(480, 160)
    copy = look.button("复制")
    copy.clicked.connect(text.selectAll)
    copy.clicked.connect(text.copy)
    buttons = QDialogButtonBox()
    buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    for widget in (look.label(message, wrap=True), text, buttons):
        layout.addWidget(widget)
    _as_parent(dialog, parent)
    return dialog, buttons


def _ask(parent: QWidget | None, message: str, *, yes: str, no: str) -> bool:
    box = _box(parent, QMessageBox.Icon.Question, message)
    agreed: QPushButton = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    refused: QPushButton = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(refused)
    box.setEscapeButton(refused)
    _run(box)
    return box.clickedButton() is agreed


def _box(parent: QWidget | None, icon: QMessageBox.Icon, message: str) -> QMessageBox:
    box = QMessageBox(icon, look.PROGRAM, message, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    _as_parent(box, parent)
    return box


def _run(dialog: QDialog) -> int:
    """Show a dialog until it is answered; while the machine shuts down nothing is asked."""
    return 0 if is_ending() else dialog.exec()


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
