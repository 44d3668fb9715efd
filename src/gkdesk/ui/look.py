"""The look in one place: colours, spacing, the Chinese screen font and the style sheet."""

from html import escape

from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

PROGRAM = "政府信息公开年报填报"

ACCENT = "#1769c2"
ACCENT_DARK = "#10529a"
ACCENT_LIGHT = "#dceafb"
FRAME = "#f4f6fa"
PAGE = "#ffffff"
LINE = "#d5dae2"
LINE_DARK = "#aab3c0"
TEXT = "#1b2430"
TEXT_QUIET = "#566174"
TEXT_PAST = "#78859a"
HEAD = "#edf2f8"
GREY_CELL = "#f0f1f3"
ERROR = "#b3261e"
ERROR_LIGHT = "#fde9e7"
WARNING = "#8a5300"
WARNING_LIGHT = "#fff4dc"
UNREVIEWED = "#ffe08a"
GOOD = "#1f7a3d"
GOOD_LIGHT = "#dff3e4"

# Everything is a multiple of this many logical pixels.
STEP = 8
# What padding and border take from the width of a list's line, at both ends together.
LINE_PADDING = 10

POINTS = 10
POINTS_LEAST = 8
POINTS_MOST = 16

# Windows' own Chinese screen font first; the others are what Linux desktops have.
FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)


def points_of(stored: str | None) -> int:
    """The text size that a setting asks for, within what can be read; the usual one for none."""
    if stored is None or not stored.isdecimal():
        return POINTS
    return max(POINTS_LEAST, min(POINTS_MOST, int(stored)))


def base_font(points: int = POINTS) -> QFont:
    """The font of the window at a text size."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPointSize(points)
    return font


def palette() -> QPalette:
    """A light palette whatever the desktop prefers: the page on screen is paper."""
    colours = {
        QPalette.ColorRole.Window: FRAME,
        QPalette.ColorRole.WindowText: TEXT,
        QPalette.ColorRole.Base: PAGE,
        QPalette.ColorRole.AlternateBase: FRAME,
        QPalette.ColorRole.Text: TEXT,
        QPalette.ColorRole.Button: PAGE,
        QPalette.ColorRole.ButtonText: TEXT,
        QPalette.ColorRole.Highlight: ACCENT,
        QPalette.ColorRole.HighlightedText: PAGE,
        QPalette.ColorRole.PlaceholderText: TEXT_QUIET,
        QPalette.ColorRole.ToolTipBase: PAGE,
        QPalette.ColorRole.ToolTipText: TEXT,
        QPalette.ColorRole.Link: ACCENT,
        QPalette.ColorRole.LinkVisited: ACCENT,
    }
    made = QPalette()
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(LINE_DARK))
    return made


def dress(window: QWidget, points: int) -> None:
    """Give a window and all that is in it the look at a text size."""
    window.setFont(base_font(points))
    window.setPalette(palette())
    window.setStyleSheet(style_sheet(points))


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label of plain text in one of the roles of the style sheet."""
    made = QLabel(text)
    # Names and texts out of strangers' files are shown: nothing in them is markup.
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def button(text: str, role: str = "") -> QPushButton:
    """A push button in one of the roles of the style sheet."""
    made = QPushButton(text)
    made.setProperty("role", role)
    # Enter presses the button in focus; outside dialogs Qt leaves that to the space bar.
    made.setAutoDefault(True)
    return made


def tip(text: str) -> str:
    """A text for a tooltip, which would take `<b>` for markup, and fetch what an `<img>` names."""
    is_markup = QtGui.Qt.mightBeRichText(text)
    return f"<p>{escape(text)}</p>".replace("\n", "<br>") if is_markup else text


def line(*, vertical: bool) -> QFrame:
    """A thin line between two parts of the window."""
    made = QFrame()
    made.setProperty("role", "line")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def style_sheet(points: int = POINTS) -> str:
    """The application's style sheet; it names the text size, for sheets cut off Qt's own way.

    Editors and tables are left out: they set their font themselves, and a sheet would win.
    """
    sizes = {"POINTS_NOW": points, "TITLE": points * 1.5, "HEADING": points * 1.15}
    return _SHEET.format_map({**globals(), **sizes})


_SHEET = """
QMainWindow, QDialog, QMessageBox {{ background: {FRAME}; }}
QLabel, QPushButton, QLineEdit, QCheckBox, QListWidget, QTableView[role="list"], QMenu,
QTableView[role="list"] QHeaderView, QTabBar, QDialog * {{ font-size: {POINTS_NOW}pt; }}
QLabel {{ color: {TEXT}; background: transparent; }}
QLabel[role="title"] {{ font-size: {TITLE}pt; font-weight: bold; }}
QLabel[role="heading"] {{ font-size: {HEADING}pt; font-weight: bold; }}
QLabel[role="strong"] {{ font-weight: bold; }}
QLabel[role="quiet"] {{ color: {TEXT_QUIET}; }}
QLabel[role="link"] {{ color: {TEXT_QUIET}; padding: 1px; border: 2px solid transparent;
    border-radius: 3px; }}
QLabel[role="link"]:focus {{ border-color: {ACCENT}; }}
QLabel[role="past"] {{ color: {TEXT_PAST}; }}
QLabel[role="good"] {{ color: {GOOD}; }}
QLabel[role="error"] {{ color: {ERROR}; }}
QLabel[role="warning"] {{ color: {WARNING}; }}
QLabel[role="veil"] {{ font-size: {TITLE}pt; font-weight: bold; color: {ACCENT_DARK};
    background: rgba(220, 234, 251, 225); border: 3px dashed {ACCENT}; border-radius: 8px; }}

QPushButton {{ background: {PAGE}; color: {TEXT}; border: 1px solid {LINE_DARK};
    border-radius: 4px; padding: 4px 12px; min-height: 20px; }}
QPushButton:hover {{ background: {HEAD}; }}
QPushButton:pressed {{ background: {ACCENT_LIGHT}; }}
QPushButton:disabled {{ color: {LINE_DARK}; border-color: {LINE}; }}
QPushButton:focus {{ border: 2px solid {ACCENT}; padding: 3px 11px; }}
QPushButton[role="primary"] {{ background: {ACCENT}; color: {PAGE}; border-color: {ACCENT}; }}
QPushButton[role="primary"]:hover {{ background: {ACCENT_DARK}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {TEXT}; }}
QPushButton[role="primary"]:disabled {{ background: {LINE}; border-color: {LINE}; color: {PAGE}; }}
QPushButton[role="flat"] {{ background: transparent; border: 1px solid transparent;
    color: {ACCENT}; padding: 4px 8px; text-align: left; }}
QPushButton[role="flat"]:hover {{ background: {ACCENT_LIGHT}; }}
QPushButton[role="flat"]:focus {{ border: 2px solid {ACCENT}; padding: 3px 7px; }}
QPushButton[role="flat"]:disabled {{ color: {TEXT_QUIET}; }}
QPushButton[role="onred"] {{ border-color: {ERROR}; color: {ERROR}; }}

QLineEdit, QPlainTextEdit, QTextEdit {{ background: {PAGE}; color: {TEXT};
    border: 1px solid {LINE_DARK}; border-radius: 3px; padding: 4px;
    selection-background-color: {ACCENT}; selection-color: {PAGE}; }}
QPlainTextEdit[role="past"] {{ background: {FRAME}; color: {TEXT_QUIET}; border-color: {LINE}; }}
QLineEdit {{ min-height: 20px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {ACCENT};
    padding: 3px; }}
QLineEdit[role="wrong"], QLineEdit[role="wrong"]:focus {{ border-color: {ERROR}; }}

QFrame[role="page"], QWidget[role="page"] {{ background: {PAGE}; }}
QFrame[role="side"] {{ background: {FRAME}; }}
QFrame[role="card"] {{ background: {FRAME}; border: 1px solid {LINE}; border-radius: 4px; }}
QFrame[role="failure"] {{ background: {ERROR_LIGHT}; border: 1px solid {ERROR}; }}
QFrame[role="overlay"] {{ background: {FRAME}; border: 1px solid {LINE_DARK}; }}
QFrame[role="line"] {{ background: {LINE}; border: none; }}
QToolBar {{ background: {FRAME}; border: none; border-top: 1px solid {LINE}; }}
QScrollArea, QWidget[role="clear"] {{ background: transparent; border: none; }}

QTabBar::tab {{ background: transparent; color: {TEXT_QUIET}; padding: 6px 8px;
    border: 2px solid transparent; border-bottom: 2px solid {LINE}; }}
QTabBar::tab:hover {{ background: {HEAD}; }}
QTabBar::tab:selected {{ color: {TEXT}; border-bottom-color: {ACCENT}; }}
QTabBar::tab:selected:focus {{ border: 2px solid {ACCENT}; }}
QProgressBar {{ background: {PAGE}; border: 1px solid {LINE_DARK}; border-radius: 3px;
    max-height: 8px; }}
QProgressBar::chunk {{ background: {ACCENT}; }}

QListWidget, QTableView[role="list"] {{ background: transparent; border: none; outline: none;
    selection-background-color: {ACCENT_LIGHT}; selection-color: {TEXT}; }}
QTableView[role="list"] {{ background: {PAGE}; border: 1px solid {LINE}; }}
QTableView[role="list"]:focus {{ border: 2px solid {ACCENT}; }}
QTableView[role="list"]::item {{ padding: 0 8px; border-bottom: 1px solid {LINE}; }}
QTableView[role="list"]::item:selected {{ background: {ACCENT_LIGHT}; color: {TEXT}; }}
QTableView[role="list"] QHeaderView::section {{ background: {HEAD}; color: {TEXT_QUIET};
    border: none; border-bottom: 1px solid {LINE}; padding: 4px 8px; }}
QListWidget::item {{ padding: 2px 4px; border: 1px solid transparent; }}
QListWidget::item:selected {{ background: {ACCENT_LIGHT}; color: {TEXT}; }}
QListWidget::item:selected:focus {{ border: 1px solid {ACCENT}; }}
QCheckBox {{ spacing: 8px; padding: 2px; border: 2px solid transparent; border-radius: 3px; }}
QCheckBox:focus {{ border-color: {ACCENT}; }}
QToolTip {{ background: {PAGE}; color: {TEXT}; border: 1px solid {LINE_DARK}; padding: 4px; }}
"""
