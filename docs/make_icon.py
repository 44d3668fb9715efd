"""Draws resources/gkdesk.ico: a sheet with a table and a round red seal, each size for itself.

    python docs/make_icon.py

And installer/side.bmp, the picture at the side of the setup's first and last page.

Small sizes have fewer lines, and all straight edges lie on whole pixels. Windows' icon format:
a directory, then one picture after the other; large ones are PNG (Windows Vista and later), the
others 32-bit bitmaps with a mask, which NSIS and old shells take.
"""

import math
import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from gkdesk.ui import look

ICON = Path(__file__).parents[1] / "resources" / "gkdesk.ico"
SIDE = Path(__file__).parents[1] / "installer" / "side.bmp"
SIDE_SIZE = 164, 314  # as NSIS has it
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
# From here on PNG: as a bitmap the largest alone would have a quarter of a megabyte.
PNG_FROM = 128
# From here on the sheet has a title, the table three columns, the seal a star.
DETAILED_FROM = 32


def draw(size: int) -> QImage:
    """The icon with this many pixels each way."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    sheet = _part(size, 0.06, 0.03, 0.80, 0.97)
    _draw_sheet(painter, sheet, size)
    _draw_seal(painter, size)
    painter.end()
    return image.convertToFormat(QImage.Format.Format_ARGB32)


def _part(size: int, left: float, top: float, right: float, bottom: float) -> QRect:
    """A rectangle given in parts of the size, its edges on whole pixels."""
    x, y = round(left * size), round(top * size)
    return QRect(x, y, round(right * size) - x, round(bottom * size) - y)


def _draw_sheet(painter: QPainter, sheet: QRect, size: int) -> None:
    line = max(1, round(size / 40))
    painter.fillRect(sheet, QColor(look.ACCENT))
    painter.fillRect(sheet.adjusted(line, line, -line, -line), QColor(look.PAGE))
    top = 0.17
    if size >= DETAILED_FROM:
        painter.fillRect(_part(size, 0.24, 0.12, 0.62, 0.18), QColor(look.ACCENT))
        top = 0.27
    _draw_table(painter, _part(size, 0.17, top, 0.70, 0.82), size, line)


def _draw_table(painter: QPainter, table: QRect, size: int, line: int) -> None:
    """Grid lines as thin as the border, and a head."""
    columns, rows = (3, 4) if size >= DETAILED_FROM else (2, 3)
    head = QRect(table.left(), table.top(), table.width(), round(table.height() / rows))
    painter.fillRect(head, QColor(look.ACCENT_LIGHT))
    colour = QColor(look.LINE_DARK)
    for column in range(columns + 1):
        x = table.left() + round((table.width() - line) * column / columns)
        painter.fillRect(QRect(x, table.top(), line, table.height()), colour)
    for row in range(rows + 1):
        y = table.top() + round((table.height() - line) * row / rows)
        painter.fillRect(QRect(table.left(), y, table.width(), line), colour)


def _draw_seal(painter: QPainter, size: int) -> None:
    """A ring with a star, or a plain disc; white about it, so that no line runs into it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    middle = QPointF(0.70 * size, 0.70 * size)
    outer, halo = 0.27 * size, max(1.0, size / 32)
    if size < DETAILED_FROM:  # a middle and edges on whole pixels
        outer = round(2 * outer) / 2
        middle = QPointF(size - outer, size - outer)
    painter.setBrush(QColor(look.PAGE))
    painter.drawEllipse(middle, outer + halo, outer + halo)
    red = QColor(look.ERROR)
    if size < DETAILED_FROM:
        painter.setBrush(red)
        painter.drawEllipse(middle, outer, outer)
        return
    width = size / 18
    painter.setPen(QPen(red, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, outer - width / 2, outer - width / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(red)
    painter.drawPolygon(_star(middle, 0.14 * size))


def _star(middle: QPointF, radius: float) -> QPolygonF:
    """Five points, one of them up."""
    inner = radius * math.sin(math.radians(18)) / math.sin(math.radians(54))
    points = []
    for corner in range(10):
        angle = math.radians(36 * corner - 90)
        reach = radius if corner % 2 == 0 else inner
        points.append(middle + QPointF(reach * math.cos(angle), reach * math.sin(angle)))
    return QPolygonF(points)


def as_png(image: QImage) -> bytes:
    """An image as a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")
    return data.data()


def as_bitmap(image: QImage) -> bytes:
    """An image as icons have it: a header of twice the height, colours, mask; from the foot up."""
    size = image.width()
    head = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0)
    colours, mask = bytearray(), bytearray()
    for y in reversed(range(size)):
        row = [image.pixel(x, y) for x in range(size)]
        colours += struct.pack(f"<{size}I", *row)
        bits = "".join("0" if pixel >> 24 else "1" for pixel in row)
        bits = bits.ljust(-(-size // 32) * 32, "0")
        mask += int(bits, 2).to_bytes(len(bits) // 8, "big")
    return head + bytes(colours) + bytes(mask)


def make_icon() -> bytes:
    """The whole file."""
    images = [draw(size) for size in SIZES]
    packed = [as_png(one) if one.width() >= PNG_FROM else as_bitmap(one) for one in images]
    place = 6 + 16 * len(SIZES)
    directory = struct.pack("<HHH", 0, 1, len(SIZES))
    for size, data in zip(SIZES, packed, strict=True):
        side = size % 256  # 256 is written as 0
        directory += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(data), place)
        place += len(data)
    return directory + b"".join(packed)


def draw_side() -> QImage:
    """The icon on a pale ground, in few colours, which every Windows draws."""
    image = QImage(*SIDE_SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(look.ACCENT_LIGHT))
    painter = QPainter(image)
    painter.drawImage((SIDE_SIZE[0] - 96) // 2, 64, draw(96))
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Indexed8)


if __name__ == "__main__":
    ICON.write_bytes(make_icon())
    assert draw_side().save(str(SIDE), "BMP")
    print(f"{ICON}: {ICON.stat().st_size} bytes")
