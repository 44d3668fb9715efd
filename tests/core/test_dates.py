"""What counts as a date."""

from datetime import date

import pytest

from gkdesk.core.dates import read_date, show_date


@pytest.mark.parametrize(
    "text",
    [
        "2025-1-20",
        "2025-01-20",
        "2025年1月20日",
        "2025年1月20",
        "2025.1.20",
        "2025/1/20",
        "20250120",
        "２０２５年１月２０日",
        "２０２５．１．２０",
        " 2025 年 1 月 20 日 ",
        "2025。1。20",
    ],
)
def test_every_usual_writing_is_understood(text: str) -> None:
    """Clerks copy dates from everywhere, and their input method is always on."""
    assert read_date(text) == date(2025, 1, 20)


@pytest.mark.parametrize("text", ["", "一月", "2025-13-1", "2025-2-30", "1月20日", "2025-1", "x"])
def test_what_is_no_date_is_none(text: str) -> None:
    """A year is never guessed."""
    assert read_date(text) is None


def test_a_stored_date_is_shown_as_it_is_printed() -> None:
    """Anything else is shown as it is."""
    assert show_date("2025-01-20") == "2025年1月20日"
    assert show_date("不是日期") == "不是日期"
