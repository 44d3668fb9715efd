"""The only file that asks PDFium: glyphs and ruled strokes of a page, as they are seen.

PDFium comes without JavaScript and XFA, and nothing here renders, follows links or opens forms.
"""

import math
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double, c_float, c_int, c_uint, c_void_p, cast
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from gkdesk.files.pdf_page import Glyph, Page, Shares, in_one_number, upright
from gkdesk.files.pdf_strokes import Box, Matrix, Outline, strokes_of

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MAX_DEPTH = 12
_MAX_CLIPS, _MAX_CORNERS = 8, 50
_LEVEL = 0.1
_SLANTED = math.radians(8)
# 3 is invisible (under a scan lies what a machine took it for: it may be wrong), 7 clips only.
_UNSEEN_MODES = (3, 7)
_BARELY = 8
_WHITE = 248
_MOST = 0.5


class UnreadableError(Exception):
    """PDFium gives up on a file or a page."""


class LockedError(Exception):
    """The file asks for a password before it shows anything."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What all glyphs of one piece of text share."""

    seen: bool
    quarter: int
    size: float
    number: int
    clip: Box | None

    def shows(self, x: float, y: float) -> bool:
        """Whether a point of the page is not cut off: what overflows a low row is not seen."""
        if self.clip is None:
            return True
        left, bottom, right, top = self.clip
        return left <= x <= right and bottom <= y <= top


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as PDFium has it: what cuts it, and how it is turned when shown."""

    raw: Any
    left: float
    bottom: float
    right: float
    top: float
    quarter: int

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is on the visible part of the page."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


def opened(data: bytes) -> Any:
    """The file in PDFium, to be used in a `with`; an owner's password alone is no hindrance."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        locked = fault.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise (LockedError if locked else UnreadableError) from fault


def look_at(pdf: Any, index: int, shares: Shares) -> Page:
    """All that is seen on one page and matters to text and tables."""
    raw = pdfium.FPDF_LoadPage(pdf.raw, index)
    if not raw:
        raise UnreadableError(index)
    try:
        return _seen(_sheet(raw), shares)
    finally:
        pdfium.FPDF_ClosePage(raw)


def _sheet(raw: Any) -> _Sheet:
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(raw, byref(box)):
        raise UnreadableError
    turned = max(0, pdfium.FPDFPage_GetRotation(raw)) % 4
    return _Sheet(raw, box.left, box.bottom, box.right, box.top, turned)


def _seen(sheet: _Sheet, shares: Shares) -> Page:
    glyphs, quarter = _glyphs(sheet, shares)
    outlines, picture = _drawn(sheet, shares)
    strokes = [stroke for outline in outlines for stroke in strokes_of(outline, quarter)]
    shares.take("strokes", len(strokes))
    corners = [upright(sheet.left, sheet.bottom, quarter), upright(sheet.right, sheet.top, quarter)]
    top, bottom = sorted(y for _, y in corners)
    return Page(glyphs, strokes, top, bottom, picture)


def _glyphs(sheet: _Sheet, shares: Shares) -> tuple[list[Glyph], int]:
    """The visible glyphs, and by how many quarters most of them are turned to the left."""
    text = pdfium.FPDFText_LoadPage(sheet.raw)
    if not text:
        raise UnreadableError
    try:
        count = max(0, pdfium.FPDFText_CountChars(text))
        shares.take("glyphs", count)
        return _Glyphs(text, sheet).read(count)
    finally:
        pdfium.FPDFText_ClosePage(text)


_Sign = tuple[tuple[str, int, tuple[float, ...]], _Run]


class _Glyphs:
    """Reads the glyphs of one page; what PDFium fills in is made once, not for each glyph."""

    def __init__(self, text: Any, sheet: _Sheet) -> None:
        self._text = text
        self._sheet = sheet
        self._runs: dict[int, _Run] = {}
        # Within forms, a clip has measures of its own.
        count = pdfium.FPDFPage_CountObjects(sheet.raw)
        things = (pdfium.FPDFPage_GetObject(sheet.raw, index) for index in range(count))
        self._outermost = {_address(thing) for thing in things}
        self._ink = [c_double() for _ in range(4)]
        self._origin = (c_double(), c_double())
        self._loose = pdfium.FS_RECTF()

    def read(self, count: int) -> tuple[list[Glyph], int]:
        found = _shown(list(self._read(count)))
        turns = Counter(run.quarter for _, run in found)
        turns[self._sheet.quarter] += 1
        most = max(turns, key=lambda quarter: turns[quarter])
        return [self._placed(sign, run, most) for sign, run in found], most

    def _read(self, count: int) -> Iterator[_Sign]:
        """Each sign with its number, its ink's centre and its corners, and its run."""
        high = 0
        for index in range(count):
            if pdfium.FPDFText_IsGenerated(self._text, index) == 1:
                continue
            code = pdfium.FPDFText_GetUnicode(self._text, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            sign, high = self._sign(index, code, high), 0
            run = self._run_of(index)
            if not run.seen or sign in "\r\n" or (place := self._place(index)) is None:
                continue
            yield (sign, index, place), run

    def _sign(self, index: int, code: int, high: int) -> str:
        """The sign of a code; U+FFFD where the file does not tell: no digit may vanish."""
        if high and 0xDC00 <= code < 0xE000:
            return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00))
        if pdfium.FPDFText_HasUnicodeMapError(self._text, index) == 1:
            return "\ufffd"
        if code in (9, 0xA0):
            return " "
        lost = code < 32 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF
        return "\ufffd" if lost or code & 0xFFFE == 0xFFFE else chr(code)

    def _place(self, index: int) -> tuple[float, ...] | None:
        """Ink's centre, origin and loose box of a glyph; None where the page does not show it."""
        left, right, bottom, top = self._ink
        text, loose, origin = self._text, self._loose, self._origin
        if not pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top):
            return None
        pdfium.FPDFText_GetCharOrigin(text, index, *origin)
        pdfium.FPDFText_GetLooseCharBox(text, index, byref(loose))
        middle = (left.value + right.value) / 2, (bottom.value + top.value) / 2
        box = (loose.left, loose.bottom, loose.right, loose.top)
        place = (*middle, origin[0].value, origin[1].value, *box)
        shown = all(map(math.isfinite, place)) and self._sheet.holds(*middle)
        return place if shown else None

    def _run_of(self, index: int) -> _Run:
        piece = pdfium.FPDFText_GetTextObject(self._text, index)
        address = _address(piece)
        if address not in self._runs:
            self._runs[address] = self._new_run(index, piece)
        return self._runs[address]

    def _new_run(self, index: int, piece: Any) -> _Run:
        number = len(self._runs)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text, index, byref(matrix))
        size = abs(pdfium.FPDFText_GetFontSize(self._text, index))
        size *= math.hypot(matrix.c, matrix.d)
        angle = math.atan2(matrix.b, matrix.a)
        quarters = round(angle / (math.pi / 2))
        mode = pdfium.FPDFTextObj_GetTextRenderMode(piece) if piece else 0
        seen = mode not in _UNSEEN_MODES and 0 < size < math.inf
        # A slanted text is a watermark.
        seen = seen and abs(angle - quarters * math.pi / 2) < _SLANTED
        red, green, blue, opacity = (c_uint(255) for _ in range(4))
        pdfium.FPDFText_GetFillColor(self._text, index, red, green, blue, opacity)
        clip = _clip(piece) if _address(piece) in self._outermost else None
        return _Run(seen and opacity.value > _BARELY, quarters % 4, size, number, clip)

    def _placed(self, sign: tuple[str, int, tuple[float, ...]], run: _Run, most: int) -> Glyph:
        text, order, (x, y, origin_x, origin_y, *box) = sign
        centre_x, centre_y = upright(x, y, most)
        start, base = upright(origin_x, origin_y, run.quarter)
        ends = upright(box[0], box[1], run.quarter)[0], upright(box[2], box[3], run.quarter)[0]
        end = max(start, *ends)
        turn = (run.quarter - most) % 4
        return Glyph(text, centre_x, centre_y, start, base, end, run.size, turn, run.number, order)


def _address(handle: Any) -> int:
    return cast(handle, c_void_p).value or 0


def _shown(signs: list[_Sign]) -> list[_Sign]:
    """The signs that are not cut off; of a number all digits or none: half of one is wrong."""
    shown = [run.shows(place[0], place[1]) for (_, _, place), run in signs]
    steps = list(enumerate(pairwise(signs)))
    for index, (one, other) in steps:
        if shown[index] and not shown[index + 1] and _one_number(one, other):
            shown[index + 1] = True
    for index, (one, other) in reversed(steps):
        if shown[index + 1] and not shown[index] and _one_number(one, other):
            shown[index] = True
    return [sign for sign, seen in zip(signs, shown, strict=True) if seen]


def _one_number(one: _Sign, other: _Sign) -> bool:
    """Whether two digits follow each other closely."""
    (text, _, place), run = one
    (next_text, _, next_place), next_run = other
    apart = math.hypot(next_place[2] - place[2], next_place[3] - place[3])
    turned = run.quarter % 2
    level = abs(next_place[3 - turned] - place[3 - turned]) < _LEVEL * run.size
    digits = in_one_number(text, next_text) and run.quarter == next_run.quarter
    return digits and level and apart < run.size


def _clip(thing: Any) -> Box | None:
    """The box outside which nothing of a thing is shown."""
    clip = pdfium.FPDFPageObj_GetClipPath(thing)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    box = (-math.inf, -math.inf, math.inf, math.inf)
    for number in range(min(count, _MAX_CLIPS)):
        corners = list(_clip_corners(clip, number))
        if corners:
            across, up = [x for x, _ in corners], [y for _, y in corners]
            box = (
                max(box[0], min(across)),
                max(box[1], min(up)),
                min(box[2], max(across)),
                min(box[3], max(up)),
            )
    return box if count > 0 else None


def _clip_corners(clip: Any, number: int) -> Iterator[tuple[float, float]]:
    x, y = c_float(), c_float()
    count = pdfium.FPDFClipPath_CountPathSegments(clip, number)
    # What is cut in so many corners is an ornament.
    for index in range(count if count <= _MAX_CORNERS else 0):
        corner = pdfium.FPDFClipPath_GetPathSegment(clip, number, index)
        if corner and pdfium.FPDFPathSegment_GetPoint(corner, byref(x), byref(y)):
            yield x.value, y.value


def _drawn(sheet: _Sheet, shares: Shares) -> tuple[list[Outline], bool]:
    """The outlines that are drawn on a page, and whether an image covers most of it."""
    outlines: list[Outline] = []
    covered = 0.0
    for thing, matrix in _things(sheet, shares):
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered += _area(thing, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and (outline := _outline(thing, matrix, shares)):
            outlines.append(outline)
    whole = (sheet.right - sheet.left) * (sheet.top - sheet.bottom)
    return outlines, covered > _MOST * whole


def _things(sheet: _Sheet, shares: Shares) -> Iterator[tuple[Any, Matrix]]:
    """All page objects, those within forms too, each with the matrix that stands above its own."""
    count = pdfium.FPDFPage_CountObjects(sheet.raw)
    shares.take("objects", max(0, count))
    for index in range(count):
        yield from _opened(pdfium.FPDFPage_GetObject(sheet.raw, index), _IDENTITY, shares, 0)


def _opened(thing: Any, above: Matrix, shares: Shares, depth: int) -> Iterator[tuple[Any, Matrix]]:
    if not thing:
        return
    if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_FORM:
        yield thing, above
        return
    if depth == _MAX_DEPTH:
        return
    inner = _times(_matrix(thing), above)
    count = pdfium.FPDFFormObj_CountObjects(thing)
    shares.take("objects", max(0, count))
    for index in range(count):
        yield from _opened(pdfium.FPDFFormObj_GetObject(thing, index), inner, shares, depth + 1)


def _matrix(thing: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, byref(matrix)):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    k, m, n, p, q, r = then
    return (
        a * k + b * n,
        a * m + b * p,
        c * k + d * n,
        c * m + d * p,
        e * k + f * n + q,
        e * m + f * p + r,
    )


def _area(image: Any, above: Matrix) -> float:
    a, b, c, d, _, _ = _times(_matrix(image), above)
    return abs(a * d - b * c)


def _outline(path: Any, above: Matrix, shares: Shares) -> Outline | None:
    """What a path draws, or None where nothing is seen of it."""
    shares.take("paths")
    fill, stroke = c_int(), c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke)):
        return None
    stroked = bool(stroke.value) and _visible(path, pdfium.FPDFPageObj_GetStrokeColor)
    filled = bool(fill.value) and _visible(path, pdfium.FPDFPageObj_GetFillColor)
    if not stroked and not filled:
        return None
    count = max(0, pdfium.FPDFPath_CountSegments(path))
    shares.take("points", count)
    matrix = _times(_matrix(path), above)
    width = c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(path, byref(width))
    scale = math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
    points = tuple(_points(path, count, matrix))
    return Outline(points, width.value * scale if stroked else None)


def _visible(path: Any, colour_of: Any) -> bool:
    """White lines are not seen; what has no plain colour (a pattern) is."""
    red, green, blue, opacity = (c_uint() for _ in range(4))
    if not colour_of(path, red, green, blue, opacity):
        return True
    white = min(red.value, green.value, blue.value) >= _WHITE
    return opacity.value > _BARELY and not white


def _points(path: Any, count: int, matrix: Matrix) -> Iterator[tuple[str, float, float]]:
    """The points of a path: "m" begins, "l" ends a line, "c" a curve, "z" a line that closes."""
    a, b, c, d, e, f = matrix
    x, y = c_float(), c_float()
    for index in range(count):
        piece = pdfium.FPDFPath_GetPathSegment(path, index)
        if not piece or not pdfium.FPDFPathSegment_GetPoint(piece, byref(x), byref(y)):
            return
        kind = {0: "l", 1: "c", 2: "m"}.get(pdfium.FPDFPathSegment_GetType(piece), "c")
        place = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if not all(map(math.isfinite, place)):
            return
        yield (kind, *place)
        if pdfium.FPDFPathSegment_GetClose(piece):
            yield ("z", *place)
