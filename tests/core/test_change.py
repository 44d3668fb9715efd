"""Changes between two states of a report."""

from gkdesk.core.change import Change, differences


def test_differences_lead_from_one_state_to_the_other() -> None:
    """What is new, gone or another; what is the same is no change."""
    old = {"same": "1", "other": "2", "gone": "3"}
    new = {"same": "1", "other": "4", "new": "5"}

    assert differences(old, new) == (
        Change("other", "2", "4"),
        Change("gone", "3", None),
        Change("new", None, "5"),
    )
