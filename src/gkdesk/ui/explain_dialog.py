"""The dialog in which the clerk says why a finding is right as it stands."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gkdesk.ui import look

_WIDTH = 480
_LINES = 3
_ADVICE = "核对过原始材料、确实如此的，请写明原因。原因会印在自查单上；数字再有改动时会重新提示。"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a finding is right, and who says so."""

    reason: str
    who: str


class ExplainDialog(QDialog):
    """Shows a finding and asks for a reason and a name; without a reason there is no OK."""

    def __init__(self, message: str, who: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("标记为已核实")
        self.setMinimumWidth(_WIDTH)
        self._reason = QPlainTextEdit(placeholderText="例如：台账显示其中 2 件为上年结转后撤回")
        self._reason.setTabChangesFocus(True)
        self._reason.setAccessibleName("原因")
        self._who = QLineEdit(who, placeholderText="可以不填")
        self._who.setMaximumWidth(_WIDTH // 2)
        self._who.setAccessibleName("核实人姓名")
        self._ok = look.button("标记为已核实", "primary")
        self._rows = QVBoxLayout(self)
        self._lay_out(message)
        self._reason.textChanged.connect(self.check)
        self.check()
        self._reason.setFocus()

    @property
    def answer(self) -> Reason:
        """What was typed, on one line each."""
        return Reason(_line(self._reason.toPlainText()), _line(self._who.text()))

    def check(self) -> None:
        """Let OK wait for a reason."""
        self._ok.setEnabled(bool(self.answer.reason))

    def _lay_out(self, message: str) -> None:
        shown = look.label(message, wrap=True)
        form = QFormLayout()
        form.addRow("原因", self._reason)
        form.addRow("核实人姓名", self._who)
        buttons = QDialogButtonBox()
        buttons.addButton(self._ok, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = self._rows
        layout.setSpacing(look.STEP + look.STEP // 2)
        layout.addWidget(shown)
        layout.addWidget(look.label(_ADVICE, "quiet", wrap=True))
        layout.addLayout(form)
        layout.addWidget(buttons)
        # Only inside its dialog does Qt know it again once Tab has passed over "取消".
        self._ok.setDefault(True)

    def fit(self) -> None:
        """Give the reason a few lines of whatever text size the dialog has."""
        height = _LINES * self._reason.fontMetrics().lineSpacing() + 2 * look.STEP
        self._reason.setFixedHeight(height + look.STEP)
        # Qt would give a low screen's dialog two thirds of its height, however long the message.
        width = max(_WIDTH, self.sizeHint().width())
        self.resize(width, self._rows.totalHeightForWidth(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Ctrl+Enter for OK: in the reason itself, Enter begins a line."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._ok.click()
            return
        super().keyPressEvent(event)


def _line(text: str) -> str:
    """A text without line breaks and without spaces around it."""
    return "".join(line.strip() for line in text.splitlines())
