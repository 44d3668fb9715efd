"""Moments in a clerk's words."""

from datetime import datetime

import pytest

from gkdesk.ui import moments

NOW = datetime(2026, 1, 12, 16, 5, 9)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 1, 12, 9, 30), "今天 09:30"),
        (datetime(2026, 1, 11, 23, 59), "昨天 23:59"),
        (datetime(2026, 1, 3, 8, 0), "1月3日 08:00"),
        (datetime(2025, 12, 31, 8, 0), "2025年12月31日"),
        (datetime(2026, 1, 13, 8, 0), "1月13日 08:00"),
    ],
)
def test_a_moment_is_said_as_near_as_one_speaks_of_it(moment: datetime, words: str) -> None:
    """A clock that was set back makes no nonsense."""
    assert moments.words(moment, NOW) == words


def test_the_saved_time_has_seconds_today() -> None:
    """So that one sees that something happened."""
    assert moments.clock(datetime(2026, 1, 12, 9, 31, 5), NOW) == "09:31:05"
    assert moments.clock(datetime(2026, 1, 11, 9, 31, 5), NOW) == "昨天 09:31"


@pytest.mark.parametrize(
    ("moment", "day", "lasting"),
    [
        (datetime(2026, 1, 12, 9, 30), "今天　1月12日", "1月12日 09:30"),
        (datetime(2026, 1, 11, 16, 5), "昨天　1月11日", "1月11日 16:05"),
        (datetime(2025, 12, 3, 8, 0), "2025年12月3日", "2025年12月3日 08:00"),
    ],
)
def test_days_and_moments_that_last(moment: datetime, day: str, lasting: str) -> None:
    """今天 would be wrong tomorrow: it stands over a list, and in no label that is kept."""
    now = datetime(2026, 1, 12, 17, 0)

    assert (moments.day(moment, now), moments.lasting(moment, now)) == (day, lasting)
