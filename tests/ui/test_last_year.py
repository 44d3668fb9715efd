"""Last year's report as the window shows it."""

import pytest

from gkdesk.files.store import Store
from gkdesk.ui.last_year import FIGURES, is_wanted, past_text, want
from gkdesk.ui.session import Session


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("applications.new_received.natural_person", "3"),
        ("applications.new_received.total", "3"),
        ("contact.phone", "0998-7280012"),
        ("contact.email", ""),
        ("signature.date", "2025年1月20日"),
        ("signature.sealed", "盖章"),
    ],
)
def test_a_value_is_shown_as_it_was(second_session: Session, address: str, text: str) -> None:
    """Totals are worked out, a date is written as it is printed."""
    assert past_text(second_session, address) == text


def test_without_last_years_report_there_is_nothing(session: Session) -> None:
    """No value, and nothing to make one up from."""
    assert past_text(session, "applications.new_received.total") == ""
    assert past_text(session, "signature.sealed") == ""


def test_a_habit_is_remembered_in_the_store(session: Session, store: Store) -> None:
    """At first everything is shown."""
    assert is_wanted(session, FIGURES)
    want(session, FIGURES, wanted=False)
    assert not is_wanted(session, FIGURES)
    assert store.setting(FIGURES) == "0"
    want(session, FIGURES, wanted=True)
    assert is_wanted(session, FIGURES)
