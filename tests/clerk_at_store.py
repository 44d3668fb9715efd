"""What tests of the store share: a clerk who types, and a clock that can be set."""

from datetime import UTC, datetime, timedelta

from gkdesk.core.report import Change
from gkdesk.files.store import Store

ORGAN = "叶城县河园镇人民政府"
LABEL = "填写"


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2025, 1, 10, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        """Let time pass; a negative number sets the clock back."""
        self.now += timedelta(seconds=seconds)


def type_in(store: Store, report_id: int, address: str, *texts: str, merge: float = 0) -> None:
    """Give one address one text after another, as a clerk types."""
    for text in texts:
        old = store.answers(report_id).get(address)
        store.record(report_id, [Change(address, old, text)], LABEL, merge_within=merge)
