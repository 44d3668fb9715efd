"""The look: one place, and every size follows the text size."""

import re
from pathlib import Path

import pytest
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

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


@pytest.mark.parametrize(
    "text",
    [
        "<b>河园镇</b>人民政府",
        '<img src="//192.0.2.1/a.png">\n二行',
        '一行\n<img src="//192.0.2.1/a.png">',
        "<a href=x>&amp;",
    ],
)
def test_what_a_tooltip_shows_is_never_markup(qapp: object, text: str) -> None:
    """A picture named in a stranger's report would be fetched from the stranger's machine."""
    shown = QTextDocument()
    made = look.tip(text)
    (shown.setHtml if QtGui.Qt.mightBeRichText(made) else shown.setPlainText)(made)

    assert shown.toPlainText().replace("\u2028", "\n") == text
    assert look.tip("一行\n河园镇 < 3") == "一行\n河园镇 < 3"


def test_every_tooltip_goes_that_way() -> None:
    """But those that the program's own words make."""
    own = re.compile(r'setToolTip\(\s*("|look\.tip\(|mend_flow\.|_WHAT_LIES_THERE|"" if|f?"展开)')
    calls = [
        call
        for path in (Path(__file__).parents[2] / "src" / "gkdesk" / "ui").glob("*.py")
        for call in re.findall(r"setToolTip\([^\n]*\n?[^\n]*", path.read_text("utf-8"))
    ]

    assert len(calls) > 20
    assert [call for call in calls if not own.match(call)] == []


def test_what_a_label_shows_is_never_markup(qapp: object) -> None:
    """Names come out of strangers' files; a picture in one would be fetched by Qt."""
    assert look.label("<img src='//server/x'>镇").textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize(
    ("stored", "points"),
    [
        (None, look.POINTS),
        ("", look.POINTS),
        ("x", look.POINTS),
        ("1", look.POINTS_LEAST),
        ("13", 13),
        ("100", look.POINTS_MOST),
    ],
)
def test_a_stored_text_size_can_always_be_read(stored: str | None, points: int) -> None:
    """Nobody gets lost in it."""
    assert look.points_of(stored) == points
