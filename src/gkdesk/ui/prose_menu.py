"""The menus of a prose editor: what can be done about a place, and cut, copy, paste."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit

from gkdesk.core.checks.finding import Finding
from gkdesk.core.mending import told_wrong
from gkdesk.ui import look, mend_flow
from gkdesk.ui.session import Session

_SHORT = 36


def finding_menu(editor: QPlainTextEdit, session: Session, findings: Sequence[Finding]) -> QMenu:
    """What can be done about findings: empty where nothing can."""
    menu = _Menu(editor)
    menu.setToolTipsVisible(True)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    offered = [one for one in findings if _add(menu, editor, session, one)]
    wrong = told_wrong(session.outcome.findings)
    if len(wrong) >= mend_flow.SEVERAL and any(one in wrong for one in offered):
        menu.addSeparator()
        every = menu.addAction(mend_flow.ALL)
        every.setToolTip(mend_flow.all_tip(len(wrong)))
        every.triggered.connect(lambda: mend_flow.mend_all(session))
    return menu


def context_menu(editor: QPlainTextEdit, session: Session, findings: Sequence[Finding]) -> QMenu:
    """The same with cut, copy and paste below, in Chinese whatever Qt has been given."""
    menu = finding_menu(editor, session, findings)
    if not menu.isEmpty():
        menu.addSeparator()
    selected = editor.textCursor().hasSelection()
    for words, slot, usable in (
        ("剪切\tCtrl+X", editor.cut, selected),
        ("复制\tCtrl+C", editor.copy, selected),
        ("粘贴\tCtrl+V", editor.paste, editor.canPaste()),
        ("全选\tCtrl+A", editor.selectAll, not editor.document().isEmpty()),
    ):
        action = menu.addAction(words)
        action.triggered.connect(lambda *_, run=slot: run())
        action.setEnabled(usable)
    return menu


def _add(menu: QMenu, editor: QPlainTextEdit, session: Session, finding: Finding) -> bool:
    """Add what can be done about one finding, below what it says; False where nothing can."""
    mends = session.proposals(finding)
    if not mends and not finding.explainable:
        return False
    if not menu.isEmpty():
        menu.addSeparator()
    message = finding.message
    short = message if len(message) <= _SHORT else message[:_SHORT] + "…"
    head = menu.addAction(mend_flow.plain(short))
    head.setEnabled(False)
    head.setToolTip(look.tip(message))
    for mend in mends:
        action = menu.addAction(mend_flow.plain(mend.label))
        action.setToolTip(look.tip(mend.reason or message))
        action.triggered.connect(lambda *_, one=mend: mend_flow.mend(editor, session, finding, one))
    if finding.explainable:
        action = menu.addAction(mend_flow.EXPLAIN)
        action.setToolTip(mend_flow.EXPLAIN_TIP)
        action.triggered.connect(lambda: mend_flow.explain(editor, session, finding))
    return True


class _Menu(QMenu):
    """A menu that gives way to typing: what is typed lands in the editor it belongs to."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        editor.installEventFilter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close at the first sign that is typed, and hand it on."""
        command = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        typed = event.text() and event.text().isprintable() and not event.modifiers() & command
        if typed or event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.close()
            QApplication.sendEvent(self._editor, event)
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close as well when the editor's input method begins to compose."""
        if event.type() == QEvent.Type.InputMethod:
            self.close()
        return super().eventFilter(watched, event)
