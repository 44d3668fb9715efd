"""Shows in a prose editor how the text will be read: headings as headings, faults underlined."""

from collections.abc import Sequence

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from gkdesk.core.prose import Paragraph, paragraphs
from gkdesk.ui import look

Span = tuple[int, int]


def qt_length(text: str) -> int:
    """The length of a text as Qt counts it: rare characters outside the BMP count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class ProseHighlighter(QSyntaxHighlighter):
    """Paints the headings of a document, and the places that findings point to."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._faults: list[Span] = []

    def show_faults(self, spans: Sequence[Span]) -> None:
        """Underline these places of the document, in Qt's counting, and no others."""
        if list(spans) != self._faults:
            self._faults = list(spans)
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Paint one line, which is one paragraph."""
        for paragraph in paragraphs(text):
            self._paint_heading(text, paragraph)
        first = self.currentBlock().position()
        for start, end in self._faults:
            begin, finish = max(start - first, 0), min(end - first, qt_length(text))
            for place in range(begin, finish):
                kind = self.format(place)
                _underline(kind)
                self.setFormat(place, 1, kind)

    def _paint_heading(self, text: str, paragraph: Paragraph) -> None:
        kind = _heading_format(paragraph.level)
        if kind is None or not paragraph.heading:
            return
        start = qt_length(text[: paragraph.start])
        self.setFormat(start, qt_length(text[: paragraph.heading_end]) - start, kind)


def _heading_format(level: int) -> QTextCharFormat | None:
    """How a heading of a level looks: the second like a heading, deeper ones a little stronger."""
    if level not in (2, 3, 4):
        return None
    kind = QTextCharFormat()
    kind.setFontWeight(QFont.Weight.Bold if level == 2 else QFont.Weight.DemiBold)
    if level == 2:
        kind.setForeground(QColor(look.ACCENT))
    return kind


def _underline(kind: QTextCharFormat) -> None:
    kind.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    kind.setUnderlineColor(QColor(look.ERROR))
    kind.setForeground(QColor(look.ERROR))
