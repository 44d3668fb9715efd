"""What the clerk has explained, on the last step."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget

from gkdesk.core.explanations import ADDRESS, Explanation, write
from gkdesk.ui.explained_list import ExplainedList
from gkdesk.ui.session import Session

Show = Callable[[QWidget], None]
RULES = "proactive_disclosure.government_rules.issued"


def test_each_is_listed_with_reason_and_name_and_can_be_taken_back(
    full_session: Session, shown: Show
) -> None:
    """The page has no such list while there is nothing to list."""
    window = QWidget()
    made = ExplainedList(full_session, window)
    shown(window)
    assert not made.isVisible()
    full_session.set_text(RULES, "6")
    (finding,) = [one for one in full_session.outcome.findings if one.addresses == (RULES,)]

    full_session.explain(finding, "已与<法制办>核对", "王小明")

    text = made.findChildren(QLabel)[-1].text()
    assert made.isVisible()
    assert finding.message in text
    assert "已与&lt;法制办&gt;核对（王小明，今天 " in text
    made.retract("0")
    assert finding in full_session.outcome.findings
    assert not made.isVisible()


def test_a_data_file_may_name_any_time_or_none(full_session: Session, shown: Show) -> None:
    """The reason is shown all the same."""
    full_session.set_text(RULES, "6")
    (one,) = [one for one in full_session.outcome.findings if one.addresses == (RULES,)]
    window = QWidget()
    made = ExplainedList(full_session, window)
    shown(window)

    for when, told in (("去年", "有依据（去年）"), ("", "有依据　")):
        given = Explanation(one.check.id, one.addresses, one.left, one.right, "有依据", "", when)
        full_session.set_many({ADDRESS: write([given])}, "打开数据文件")
        assert told in made.findChildren(QLabel)[-1].text()
