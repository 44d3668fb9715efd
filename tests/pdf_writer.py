"""A tiny writer of PDF files for the tests: texts with a standard font, lines, forms, images."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field


def pdf(objects: list[bytes], root: int = 1, trailer: bytes = b"") -> bytes:
    """A whole file of numbered objects, the first of which is number 1."""
    data, places = bytearray(b"%PDF-1.7\n%\xe4\xe5\xe6\xe7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"<< /Size %d /Root %d 0 R %b >>" % (len(objects) + 1, root, trailer)
    return bytes(data + b"trailer\n" + head + b"\nstartxref\n%d\n%%%%EOF\n" % table)


def stream(content: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object."""
    if packed:
        content, entries = zlib.compress(content, 9), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), entries, content)


@dataclass
class Sheet:
    """One page that is drawn on; y grows upwards, as in PDF."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    marks: list[str] = field(default_factory=list)
    # Names of form XObjects and images, and their objects' bytes.
    things: dict[str, bytes] = field(default_factory=dict)

    def text(self, x: float, y: float, text: str, size: float = 10, matrix: str = "") -> None:
        """A piece of Latin text from a point of its baseline."""
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        place = matrix or f"1 0 0 1 {x:.3f} {y:.3f}"
        self.marks.append(f"BT /F1 {size} Tf {place} Tm ({escaped}) Tj ET")

    def han(self, x: float, y: float, text: str, size: float = 10) -> None:
        """A piece of any text from a point of its baseline: signs of one em, Latin ones of half."""
        code = text.encode("utf-16-be").hex()
        self.marks.append(f"BT /F2 {size} Tf 1 0 0 1 {x:.3f} {y:.3f} Tm <{code}> Tj ET")

    def line(self, x: float, y: float, to_x: float, to_y: float, width: float = 0.5) -> None:
        """A stroked line."""
        self.marks.append(f"{width} w {x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S")

    def bar(self, x: float, y: float, to_x: float, to_y: float, width: float = 0.5) -> None:
        """A line as a thin filled box."""
        half = width / 2
        box = f"{x - half:.3f} {y - half:.3f} {to_x - x + width:.3f} {to_y - y + width:.3f}"
        self.marks.append(f"{box} re f")


# A font for all signs of GB 18030 that every reader has to find for itself.
_HAN = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H"
    b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000"
    b" /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4"
    b" /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880"
    b" /StemV 90 >> >>] >>"
)


def write(sheets: list[Sheet]) -> bytes:
    """A file of some pages, all with Helvetica as F1 and a Chinese font as F2."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects, pages = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font, _HAN], []
    for sheet in sheets:
        things = []
        for name, body in sheet.things.items():
            objects.append(body)
            things.append(b"/%b %d 0 R" % (name.encode(), len(objects)))
        objects.append(stream("\n".join(sheet.marks).encode("latin-1")))
        content = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Rotate %d /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << %b >> >> >>"
            % (sheet.width, sheet.height, sheet.rotate, content, b" ".join(things))
        )
        pages.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(pages), b" ".join(pages))
    return pdf(objects)
