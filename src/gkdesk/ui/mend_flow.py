"""What a button beside a finding does: mend it, mend all figures in the text, have it explained."""

from PySide6.QtWidgets import QWidget

from gkdesk.core.checks.finding import Finding, Mend
from gkdesk.core.mending import first_mends, told_wrong
from gkdesk.errors import UserError
from gkdesk.ui import dialogs
from gkdesk.ui.session import Session

ALL = "全部按表更新"
# From so many figures on there is a button beside a finding that mends all of them.
SEVERAL = 2
EXPLAIN = "已核实…"
EXPLAIN_TIP = "核对过原始材料、确实如此的，写明原因后不再提示"
_CHANGED = "刚才输入的内容改变了这一处，没有更正。请看新的提示。"


def all_tip(count: int) -> str:
    """What the button says that brings all figures in the text up to date."""
    return f"把文字里与表格不一致的 {count} 处数字都改成表格里的数，可以一次撤销"


def plain(label: str) -> str:
    """A label in which & is no mark of a shortcut."""
    return label.replace("&", "&&")


def mend(parent: QWidget, session: Session, finding: Finding, chosen: Mend) -> None:
    """Carry a proposal out as one undo step, unless what is being typed has overtaken it."""
    session.flush()
    # A place in prose counts characters: in a text that has changed since it would be another.
    # What it edits counts: the reason beside it changes with what is typed elsewhere.
    offered = [one.edits for one in session.proposals(finding)]
    if finding not in session.outcome.findings or chosen.edits not in offered:
        dialogs.tell(parent, _CHANGED)
        return
    place = session.name_of(chosen.edits[0].address)
    label = chosen.label if place in chosen.label else f"{chosen.label}（{place}）"
    try:
        session.apply_edits(chosen.edits, label)
    except UserError as error:
        dialogs.tell(parent, str(error))


def mend_all(session: Session, address: str = "") -> None:
    """Bring every figure in prose up to date with the tables, as one undo step.

    With `address` those of one section only.
    """
    session.flush()
    wrong = told_wrong(session.outcome.findings, address)
    if wrong:
        session.apply_edits(first_mends(wrong), f"{ALL}（{len(wrong)} 处）")


def explain(parent: QWidget, session: Session, finding: Finding) -> None:
    """Ask why a finding is right as it stands, and note it."""
    session.flush()
    if finding not in session.outcome.findings:
        dialogs.tell(parent, _CHANGED)
        return
    answer = dialogs.ask_explanation(parent, finding.message, session.explainer)
    if answer is not None:
        session.explain(finding, answer.reason, answer.who)
