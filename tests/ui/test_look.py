"""The look: one place, and every size follows the text size."""

import pytest
from PySide6.QtCore import Qt

from gkdesk.ui import look


@pytest.mark.parametrize("points", [look.POINTS_LEAST, look.POINTS, look.POINTS_MOST])
def test_the_style_sheet_is_filled_in_whole(points: int) -> None:
    """No name of a colour is left over."""
    sheet = look.style_sheet(points)

    assert "{ACCENT}" not in sheet
    assert "{{" not in sheet
    assert f"{points * 1.5}pt" in sheet


def test_the_screen_font_is_chinese() -> None:
    """Windows' own first."""
    assert look.base_font(12).pointSize() == 12
    assert look.base_font().families()[0] == "Microsoft YaHei UI"


def test_enter_presses_the_button_in_focus(qapp: object) -> None:
    """Clerks press Enter, not the space bar."""
    assert look.button("做").autoDefault()


def test_what_a_label_shows_is_never_markup(qapp: object) -> None:
    """Names come out of strangers' files; a picture in one would be fetched by Qt."""
    assert look.label("<img src='//server/x'>镇").textFormat() == Qt.TextFormat.PlainText
