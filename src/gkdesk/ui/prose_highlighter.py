"""Shows in a prose editor how the text will be read: headings as headings, faults underlined."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from gkdesk.core.checks.finding import Finding
from gkdesk.core.progress import in_order
from gkdesk.core.prose import Paragraph, paragraphs
from gkdesk.ui import look, marks


def qt_length(text: str) -> int:
    """The length of a text as Qt counts it: rare characters outside the BMP count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class Fault:
    """A place of a document, in Qt's counting, and the finding that points to it."""

    start: int
    end: int
    finding: Finding


class ProseHighlighter(QSyntaxHighlighter):
    """Paints the headings of an editor's text, and the places that findings point to.

    While the clerk types, and until the checks have run again, the places move with the text.
    """

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self._faults: list[Fault] = []
        self._unreviewed: dict[int, list[tuple[int, int]]] = {}
        # Before Qt's own connection, which paints the changed line anew.
        editor.document().contentsChange.connect(self.shift)
        self.setDocument(editor.document())

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Underline these places of the document and no others."""
        before, self._faults = self._faults, list(faults)
        if [_looks(one) for one in before] != [_looks(one) for one in faults]:
            self.rehighlight()

    def show_unreviewed(self, spans: Sequence[tuple[int, int]]) -> None:
        """Put amber behind these places of the document, in Qt's counting, and behind no others.

        Kept by line, so that lines that only move down as one types are not painted anew.
        """
        places: dict[int, list[tuple[int, int]]] = {}
        for start, end in spans:
            block = self.document().findBlock(start)
            first = block.position()
            places.setdefault(block.blockNumber(), []).append((start - first, end - first))
        before, self._unreviewed = self._unreviewed, places
        for number in before.keys() | places.keys():
            if before.get(number) != places.get(number):
                self.rehighlightBlock(self.document().findBlockByNumber(number))

    def findings_at(self, start: int, end: int) -> list[Finding]:
        """What is said of any character between two places, the gravest first."""
        here = [one for one in self._faults if one.start < end and start < one.end]
        return in_order([one.finding for one in here])

    def shift(self, place: int, removed: int, added: int) -> None:
        """Move the places with the text around them; one whose text is gone goes as well."""
        if removed == added:
            return
        moved = []
        for one in self._faults:
            # What is typed at the edge of a place is not part of it.
            past = one.start >= place + removed
            start = one.start + added - removed if past else min(one.start, place)
            past = one.end > place and one.end >= place + removed
            end = one.end + added - removed if past else min(one.end, place)
            if start < end:
                moved.append(Fault(start, end, one.finding))
        self._faults = moved

    def highlightBlock(self, text: str) -> None:
        """Paint one line, which is one paragraph."""
        for paragraph in paragraphs(text):
            self._paint_heading(text, paragraph)
        self._paint_unreviewed(text)
        first, length = self.currentBlock().position(), qt_length(text)
        gravest_last = sorted(self._faults, key=lambda one: _GRAVITY.index(one.finding.severity))
        for fault in gravest_last:
            for place in range(max(fault.start - first, 0), min(fault.end - first, length)):
                kind = self.format(place)
                _underline(kind, fault.finding)
                self.setFormat(place, 1, kind)

    def _paint_unreviewed(self, text: str) -> None:
        last = qt_length(text)
        for start, end in self._unreviewed.get(self.currentBlock().blockNumber(), ()):
            for place in range(start, min(end, last)):
                kind = self.format(place)
                kind.setBackground(QColor(look.UNREVIEWED))
                self.setFormat(place, 1, kind)

    def _paint_heading(self, text: str, paragraph: Paragraph) -> None:
        kind = _heading_format(paragraph.level)
        if kind is None or not paragraph.heading:
            return
        start = qt_length(text[: paragraph.start])
        self.setFormat(start, qt_length(text[: paragraph.heading_end]) - start, kind)


_GRAVITY = ("hint", "warning", "error")


def _looks(fault: Fault) -> tuple[int, int, str]:
    """All of a fault that is painted."""
    return fault.start, fault.end, fault.finding.severity


def _heading_format(level: int) -> QTextCharFormat | None:
    """How a heading of a level looks: the second like a heading, deeper ones a little stronger."""
    if level not in (2, 3, 4):
        return None
    kind = QTextCharFormat()
    kind.setFontWeight(QFont.Weight.Bold if level == 2 else QFont.Weight.DemiBold)
    if level == 2:
        kind.setForeground(QColor(look.ACCENT))
    return kind


def _underline(kind: QTextCharFormat, finding: Finding) -> None:
    """Underline in the colour of the severity; the words of a mere hint stay as they are."""
    colour = marks.colour(finding.severity)
    kind.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    kind.setUnderlineColor(colour)
    if finding.severity != "hint":
        kind.setForeground(colour)
