"""The last step: what is still wrong or missing, every check with its verdict, and the export."""

from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gkdesk.core.checks.finding import Finding, Outcome
from gkdesk.core.progress import in_order, step_of, steps
from gkdesk.core.self_check import VERDICT_WORDS
from gkdesk.ui import data_file, export_flow, look, outside, paper
from gkdesk.ui.explained_list import ExplainedList
from gkdesk.ui.findings_list import counted
from gkdesk.ui.flow_layout import FlowLayout
from gkdesk.ui.past_exports import PastExports
from gkdesk.ui.session import Session
from gkdesk.ui.step_list import step_title

_VERDICTS = {
    "holds": ("✓", look.GOOD),
    "broken": ("✗", look.ERROR),
    "waits": ("…", look.TEXT_QUIET),
    "explained": ("✓", look.GOOD),
    "not applicable": ("－", look.TEXT_QUIET),
}
_COLOURS = {"error": look.ERROR, "warning": look.WARNING, "hint": look.TEXT_QUIET}
_SIGNS = {"error": "✗", "warning": "！", "hint": "－"}


class ReviewPage(QWidget):
    """Shows all findings and verdicts of a session, and exports it."""

    focus_changed = Signal(str)
    """The page got the keyboard; the address stands for the page itself."""
    activated = Signal(str, object)
    """The clerk wants to go to this address, and to this span of its text or None."""
    history_wanted = Signal(object)
    """The clerk wants to look at what this export held, a Then."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._findings: list[Finding] = []
        self._exported: Path | None = None
        self._done_words = ""
        paper.make_white(self)
        self._place = look.label("", "quiet", wrap=True)
        self._fonts = look.label("", "quiet", wrap=True)
        self._past = PastExports(session, self)
        self._past.chosen.connect(self.history_wanted)
        self._done = look.label("", "good", wrap=True)
        self._found = _rich("需要处理的地方")
        self._found.linkActivated.connect(self.go)
        self._verdicts = _rich("自查清单")
        self._export = look.button("导出 Word 文件…", "primary")
        self._export.clicked.connect(self.export)
        self._self_check = look.button("自查单…")
        self._self_check.setToolTip("每条规则、两边的数字、结论和核实情况，打印成一页")
        self._self_check.clicked.connect(self.save_self_check)
        self._carry = look.button("另存为数据文件…")
        self._carry.setToolTip(
            "把整份报告存成一个文件，带到另一台电脑接着填：\n"
            "在那台电脑的“全部报告”里点“导入往年报告…”，选这个文件"
        )
        self._carry.clicked.connect(self.save_data_file)
        self._open_file = look.button("打开文件")
        self._open_file.clicked.connect(self.open_file)
        self._open_folder = look.button("打开所在文件夹")
        self._open_folder.clicked.connect(self.open_folder)
        self._lay_out()
        session.outcome_changed.connect(self.show_outcome)
        self.setFocusProxy(self._export)

    def go_to(self, address: str, span: tuple[int, int] | None = None) -> None:
        """Give the page the keyboard."""
        self.setFocus()

    def commit(self) -> None:
        """Nothing is typed here."""

    def set_text_size(self, points: int) -> None:
        """Everything here follows the window's font by itself."""

    def refresh(self) -> None:
        """Show everything as it stands now."""
        self.show_outcome(self._session.outcome)
        self._fonts.setText(_missing_fonts(self._session))
        self._fonts.setVisible(bool(self._fonts.text()))

    def show_outcome(self, outcome: Outcome) -> None:
        """Show what was found, and what an export would be called; nothing while out of sight.

        This asks the disk, and the folder of the last export may be a slow one.
        """
        if not self.isVisible():
            return
        self._findings = in_order(outcome.findings)
        self._found.setText(self._found_text())
        self._verdicts.setText(_verdict_table(self._session, outcome))
        proposed = export_flow.proposed_path(self._session)
        self._place.setText(f"文件名：{proposed.name}\n文件夹：{proposed.parent}（导出时可以改）")
        self._past.refresh()
        self._show_done()

    def go(self, link: str) -> None:
        """Ask to go to where a finding is."""
        finding = self._findings[int(link)]
        self.activated.emit(finding.addresses[0], finding.span)

    def export(self) -> None:
        """Export, and offer to open what was written."""
        path = export_flow.export_word_file(self, self._session)
        self._offer(path, "已导出，并已重新打开核对")

    def save_self_check(self) -> None:
        """Write the 自查单, and offer to open it."""
        self._offer(export_flow.save_self_check(self, self._session), "自查单已写好")

    def save_data_file(self) -> None:
        """Put the report into a data file, to be carried to another PC."""
        self._offer(
            data_file.save(self, self._session),
            "数据文件已写好，在另一台电脑上点“导入往年报告…”选它，就可以接着填",
        )

    def open_file(self) -> None:
        """Open what was written last."""
        if self._exported is not None:
            outside.open_file(self, self._exported)

    def open_folder(self) -> None:
        """Open the folder of what was written last."""
        if self._exported is not None:
            outside.show_in_folder(self, self._exported)

    def _offer(self, path: Path | None, words: str) -> None:
        """Say that a file was written, and offer to open it."""
        if path is not None:
            self._exported, self._done_words = path, words
            self.refresh()
            (self._open_folder if self._open_file.isHidden() else self._open_file).setFocus()

    def _show_done(self) -> None:
        shown = self._exported is not None
        self._done.setText(f"{self._done_words}：{self._exported}" if shown else "")
        for widget in (self._done, self._open_folder):
            widget.setVisible(shown)
        # Windows has no program for a data file but this one, which takes it by its own button.
        readable = self._exported is not None and self._exported.suffix != data_file.SUFFIX
        self._open_file.setVisible(readable)

    def _found_text(self) -> str:
        """The findings under the steps that they are on."""
        form = self._session.form
        lines: list[str] = []
        for step in steps(form):
            here = [f for f in self._findings if step_of(form, f.addresses[0]) == step]
            if here:
                lines.append(f"<p><b>{escape(step_title(form, step))}</b></p>")
                lines += [self._line(finding) for finding in here]
        if not lines:
            return f'<span style="color: {look.GOOD}">没有发现问题，可以导出。</span>'
        return f"<p>共 {counted(self._findings)}，点一下就到那一格。</p>" + "".join(lines)

    def _line(self, finding: Finding) -> str:
        colour = _COLOURS[finding.severity]
        return (
            f'<p style="margin: 2px 0 2px 8px"><a href="{self._findings.index(finding)}"'
            f' style="color: {colour}; text-decoration: none">'
            f"{_SIGNS[finding.severity]} {escape(finding.message)}</a></p>"
        )

    def _lay_out(self) -> None:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(3 * look.STEP, 2 * look.STEP, 3 * look.STEP, 2 * look.STEP)
        rows.setSpacing(look.STEP)
        rows.addWidget(look.label("核对与导出", "title"))
        rows.addWidget(self._export_card())
        for name, body in (("需要处理的地方", self._found), ("自查清单", self._verdicts)):
            rows.addSpacing(look.STEP)
            rows.addWidget(look.label(name, "heading"))
            rows.addWidget(body)
            if body is self._found:
                rows.addWidget(ExplainedList(self._session, self))
        rows.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(paper.scrolled(inner))

    def _export_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        buttons = FlowLayout(look.STEP)
        for button in (self._export, self._self_check, self._carry):
            buttons.addWidget(button)
        for button in (self._open_file, self._open_folder):
            buttons.addWidget(button)
        rows = QVBoxLayout(card)
        rows.setContentsMargins(2 * look.STEP, 2 * look.STEP, 2 * look.STEP, 2 * look.STEP)
        rows.setSpacing(look.STEP)
        rows.addLayout(buttons)
        for widget in (self._done, self._place, self._fonts, self._past):
            rows.addWidget(widget)
        return card

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was typed meanwhile."""
        super().showEvent(event)
        self.refresh()


def _rich(name: str) -> QLabel:
    made = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.LinksAccessibleByMouse
        | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
    )
    made.setAccessibleName(name)
    return made


def _verdict_table(session: Session, outcome: Outcome) -> str:
    rows = []
    for check in session.form.checks:
        verdict = outcome.verdicts[check.id]
        sign, colour = _VERDICTS[verdict]
        rows.append(
            f'<tr><td style="color: {colour}; padding: 2px 12px 2px 0; white-space: nowrap">'
            f"{sign} {VERDICT_WORDS[verdict]}</td>"
            f"<td style='padding: 2px 0'>{escape(check.rule)}</td></tr>"
        )
    return f"<table>{''.join(rows)}</table>"


def _missing_fonts(session: Session) -> str:
    """A hint that names the fonts of the official page which this machine lacks."""
    page = session.form.page
    names = dict.fromkeys(page.fonts.values())
    missing = [name for name in names if not QFontDatabase.hasFamily(name)]
    if not missing:
        return ""
    listed = "、".join(f"“{name}”" for name in missing)
    return (
        f"本机没有字体{listed}，在本机打开时会用相近的字体显示；"
        "文件里写的仍是规定的字体，不影响上报。"
    )
