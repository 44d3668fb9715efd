"""Last year's report as the window shows it beside this year's: one value, one habit of showing."""

from gkdesk.core.dates import show_date
from gkdesk.core.report import UNSEALED
from gkdesk.ui.session import Session

# Settings of the store: whether the clerk wants to see them; "0" for no.
FIGURES = "last_year.figures"
TEXTS = "last_year.texts"


def past_text(session: Session, address: str) -> str:
    """What last year's report showed at an address, in words; empty where there is nothing."""
    last = session.last_year
    if last is None:
        return ""
    text = last.shown(address)
    if address == "signature.date":
        return show_date(text)
    if address == "signature.sealed":
        return "不盖章" if text == UNSEALED else "盖章"
    return text


def is_wanted(session: Session, habit: str) -> bool:
    """Whether the clerk wants to see something; at first everything is shown."""
    return session.setting(habit) != "0"


def want(session: Session, habit: str, *, wanted: bool) -> None:
    """Remember whether the clerk wants to see something."""
    session.remember(habit, str(int(wanted)))
