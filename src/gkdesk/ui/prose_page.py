"""The page of a prose section: guidance, the editor, and which official parts are missing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gkdesk.core.checks.sections import missing_parts
from gkdesk.core.drafting import with_example, with_part
from gkdesk.ui import look, paper
from gkdesk.ui.flow_layout import FlowLayout
from gkdesk.ui.prose_desk import ProseDesk
from gkdesk.ui.prose_editor import ProseEditor
from gkdesk.ui.session import Session
from gkdesk.ui.told_wrong_line import ToldWrongLine


class ProsePage(QWidget):
    """Shows one prose section of a session."""

    focus_changed = Signal(str)
    """The section's id, when its editor got the keyboard."""

    def __init__(self, session: Session, section_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._section = session.form.section(section_id)
        paper.make_white(self)
        self._desk = ProseDesk(session, section_id)
        self._editor = self._desk.editor
        self._editor.focused.connect(self.focus_changed)
        self._editor.textChanged.connect(self.count)
        self._told_wrong = ToldWrongLine(session, section_id, self)
        self._count = look.label("", "quiet")
        self._verdict = look.label()
        self._add = {part.label: self._part_button(part.label) for part in self._section.parts}
        self._lay_out()
        self.count()
        self.setFocusProxy(self._desk)

    @property
    def editor(self) -> ProseEditor:
        """The editor of the section's text."""
        return self._editor

    def go_to(self, address: str, span: tuple[int, int] | None = None) -> None:
        """Give the editor the keyboard, and select a place of the text."""
        self._editor.go_to(span)

    def commit(self) -> None:
        """Put what was typed on disk."""
        self._editor.commit()

    def set_text_size(self, points: int) -> None:
        """Set the text anew; the rest follows the window's font by itself."""
        self._desk.set_text_size(points)

    def count(self) -> None:
        """Say how long the text is, and which official parts it lacks."""
        text = self._editor.text
        self._count.setText(f"共 {len(''.join(text.split()))} 字")
        self._show_missing(missing_parts(self._section, text))

    def add_part(self, label: str) -> None:
        """Write a heading for a missing part at the end."""
        self._append(with_part(self._editor.text, label), f"插入小标题“{label}”")

    def add_example(self) -> None:
        """Write the section's example at the end."""
        self._append(with_example(self._editor.text, self._section.example), "插入示例")

    def _append(self, text: str, label: str) -> None:
        self._editor.replace_all(text, label)
        self._editor.go_to((len(text), len(text)))

    def _show_missing(self, missing: list[str]) -> None:
        for label, button in self._add.items():
            button.setVisible(label in missing)
        if self._add:
            praise = f"{len(self._add)} 个方面都有了"
            self._verdict.setText("还缺：" if missing else praise)
            self._verdict.setProperty("role", "warning" if missing else "good")
            self._verdict.style().polish(self._verdict)

    def _part_button(self, label: str) -> QPushButton:
        button = look.button(f"＋ {label}", "flat")
        button.setToolTip(look.tip(f"在末尾加上“{label}”的小标题"))
        button.clicked.connect(lambda: self.add_part(label))
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(look.label(self._section.label, "title"), 1)
        if self._section.example:
            example = look.button("插入示例")
            example.setToolTip(look.tip(self._section.example))
            example.clicked.connect(self.add_example)
            head.addWidget(example)
        head.addWidget(self._desk.take)
        head.addWidget(self._desk.toggle)
        parts = FlowLayout(gap=look.STEP // 2)
        for widget in (self._verdict, *self._add.values()):
            parts.addWidget(widget)
        foot = QHBoxLayout()
        foot.addLayout(parts, 1)
        foot.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * look.STEP, 2 * look.STEP, 3 * look.STEP, look.STEP)
        layout.setSpacing(look.STEP)
        layout.addLayout(head)
        layout.addWidget(look.label(self._section.help, "quiet", wrap=True))
        layout.addWidget(self._told_wrong)
        layout.addWidget(self._desk, 1)
        layout.addLayout(foot)
