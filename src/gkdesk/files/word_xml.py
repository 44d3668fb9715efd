"""Small pieces of WordprocessingML: text runs, fonts and numbers as Word writes them."""

import re
from collections.abc import Mapping
from html import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
TWIPS = 20
"""Twips in a point."""

# Quotation marks, dashes, dots, circled numbers: Word sets them in the Latin font, half as wide,
# unless the run carries the East Asian hint (MS-OI29500 2.1.88). A hint in a style is not enough
# to rely on, so these signs get a run of their own, as Word itself does while one types.
_AMBIGUOUS = re.compile("([\u00a1-\u2e7f]+)")


def _escaped(text: str) -> str:
    """Text as it stands in an element; `xml.sax.saxutils` would load the network's libraries."""
    return escape(text, quote=False)


def quoted(text: str) -> str:
    """Text as it stands in an attribute or an element."""
    return _escaped(text).replace('"', "&quot;")


def half_points(points: float) -> int:
    """A size as Word counts it."""
    return round(points * 2)


def fonts_xml(fonts: Mapping[str, str], role: str) -> str:
    """All four font slots: Chinese in the font of a role, digits and Latin in the Latin one."""
    latin, chinese = quoted(fonts["latin"]), quoted(fonts[role])
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:hAnsi="{latin}"'
        f' w:eastAsia="{chinese}" w:cs="{latin}"/>'
    )


def runs(text: str, fonts: str, properties: str = "") -> str:
    """A text as runs; `fonts` is the font element of its style, `properties` other direct ones.

    `properties` must be what the schema puts before or instead of fonts: a run style.
    """
    if not _AMBIGUOUS.search(text):
        return _run(text, properties)
    pieces = _AMBIGUOUS.split(text)
    return "".join(
        _run(piece, properties + fonts if index % 2 else properties)
        for index, piece in enumerate(pieces)
        if piece
    )


def _run(text: str, properties: str) -> str:
    direct = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{direct}<w:t xml:space="preserve">{_escaped(text)}</w:t></w:r>'


def line_break() -> str:
    """A new line within a paragraph."""
    return "<w:r><w:br/></w:r>"
