"""The 自查单 -> the bytes of a Word file: one A4 page of small type, its table a real one."""

from collections.abc import Mapping
from dataclasses import replace

from gkdesk.core.checks.finding import Compared
from gkdesk.core.form import Form, Page
from gkdesk.core.self_check import (
    COLUMNS,
    SEVERITY_WORDS,
    SIGNATURES,
    VERDICT_WORDS,
    Line,
    SelfCheck,
)
from gkdesk.files.word_lines import divide
from gkdesk.files.word_package import About, finished
from gkdesk.files.word_styles import TITLE
from gkdesk.files.word_tables import BORDERS
from gkdesk.files.word_xml import TWIPS, fonts_xml, line_break, quoted, runs

# Twips, one for each of COLUMNS; together the width between the margins.
_WIDTHS = (480, 4620, 660, 2114, 930, 930, 804)
_MARGIN, _EDGE = 684, 600  # left and right, above and below
_POINTS, _LINE = 9, 216
_ROW = 246  # at least; forty rules fit on a page with room to spare for long ones
_TITLE_POINTS, _TITLE_LINE = 16, 420
_HEAD, _PLAIN = "heading_1", "table"
_NOTE_COLUMNS = len(COLUMNS) - 1
_GAP = '<w:p><w:pPr><w:spacing w:line="100" w:lineRule="exact"/></w:pPr></w:p>'
_MARGINS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 10), ("left", 45), ("bottom", 10), ("right", 45))
)


def self_check_word(sheet: SelfCheck, form: Form) -> bytes:
    """The Word file of a 自查单, set in the fonts of the form's page."""
    fonts = {**form.page.fonts, "body": form.page.fonts[_PLAIN]}
    # The official tables are not on this paper, and their styles need not be.
    blank = replace(form, page=_page(form.page, fonts), sections=(), checks=())
    about = About(sheet.organ + sheet.title, sheet.organ, sheet.made.replace(tzinfo=None))
    return finished(blank, fonts, about, _Sheet(sheet, fonts).xml())


def _page(page: Page, fonts: Mapping[str, str]) -> Page:
    """The same paper with narrow margins and small type."""
    return replace(
        page,
        top=_EDGE,
        bottom=_EDGE,
        left=_MARGIN,
        right=_MARGIN,
        line_pitch=_LINE,
        character_spacing=0,
        footer=_EDGE // 3,
        fonts=fonts,
        points={"title": _TITLE_POINTS, "body": _POINTS, "page_number": _POINTS},
    )


class _Sheet:
    """The paragraphs and the table of a 自查单 as XML."""

    def __init__(self, sheet: SelfCheck, fonts: Mapping[str, str]) -> None:
        self._sheet = sheet
        self._fonts = {role: fonts_xml(fonts, role) for role in (_HEAD, _PLAIN, "title")}

    def xml(self) -> str:
        """Title, facts, table, counts, signatures; who signs is never alone on a page."""
        sheet = self._sheet
        signatures = ("　" * 12).join(f"{name}：" for name in SIGNATURES)
        facts = [_paragraph(self._runs("　　".join(line)), before=40) for line in sheet.facts]
        return (
            self._title()
            + "".join(facts)
            + _GAP
            + self._table()
            + _kept(_paragraph(self._runs(sheet.counts), before=120))
            + _paragraph(self._runs(signatures), before=240)
        )

    def _title(self) -> str:
        """A title too long for one line is divided into nearly equal ones."""
        room = sum(_WIDTHS) // (_TITLE_POINTS * TWIPS)
        lines = divide(self._sheet.title, room)
        text = line_break().join(runs(line, self._fonts["title"]) for line in lines)
        height = f'<w:spacing w:line="{_TITLE_LINE}" w:lineRule="exact"/>'
        return f'<w:p><w:pPr><w:pStyle w:val="{TITLE}"/>{height}</w:pPr>{text}</w:p>'

    def _table(self) -> str:
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
        head = "".join(
            _cell(width, self._runs(name, _HEAD), jc="center")
            for name, width in zip(COLUMNS, _WIDTHS, strict=True)
        )
        rows = "".join(
            self._line(number, line) for number, line in enumerate(self._sheet.lines, start=1)
        )
        before, start, last = rows.rpartition("<w:tr>")
        rows = before + start + _kept(last)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            f"<w:tblCellMar>{_MARGINS}</w:tblCellMar>"
            f'<w:tblCaption w:val="{quoted(self._sheet.title)}"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{_row(head, '<w:tblHeader/>')}{rows}</w:tbl>"
        )

    def _line(self, number: int, line: Line) -> str:
        """A row for each comparison, then one for what there is to say."""
        shown = line.compared or (Compared("", "", ""),)
        rows = [self._compared(number, line, index, one) for index, one in enumerate(shown)]
        if line.notes:
            notes = "".join(_paragraph(self._runs(note)) for note in line.notes)
            wide = f'<w:gridSpan w:val="{_NOTE_COLUMNS}"/>'
            first = _cell(_WIDTHS[0], "", merge="<w:vMerge/>")
            rows.append(_row(first + _cell(sum(_WIDTHS[1:]), "", span=wide, paragraphs=notes)))
        return "".join(rows)

    def _compared(self, number: int, line: Line, index: int, one: Compared) -> str:
        """One comparison; what belongs to the whole rule stands beside all of them."""
        start = '<w:vMerge w:val="restart"/>' if index == 0 else "<w:vMerge/>"
        whole = start if len(line.compared) > 1 else ""
        numbered = start if whole or line.notes else ""
        loud = _HEAD if line.verdict == "broken" else _PLAIN
        cells = (
            (str(number) if index == 0 else "", _PLAIN, "center", numbered),
            (line.rule if index == 0 else "", loud, "left", whole),
            (SEVERITY_WORDS[line.severity] if index == 0 else "", _PLAIN, "center", whole),
            (one.place, _PLAIN, "left", ""),
            (one.left, _PLAIN, "center", ""),
            (one.right, _PLAIN, "center", ""),
            (VERDICT_WORDS[line.verdict] if index == 0 else "", loud, "center", whole),
        )
        return _row(
            "".join(
                _cell(width, self._runs(text, role), merge=merge, jc=jc)
                for width, (text, role, jc, merge) in zip(_WIDTHS, cells, strict=True)
            )
        )

    def _runs(self, text: str, role: str = _PLAIN) -> str:
        """A text in one of the page's fonts, which the run names itself unless it is the body's."""
        if not text:
            return ""
        if role == _PLAIN:
            return runs(text, self._fonts[_PLAIN])
        return runs(text, "", self._fonts[role])


def _paragraph(content: str, *, before: int = 0, jc: str = "left") -> str:
    """A paragraph off the line grid: on it, a font taller than the pitch takes two lines."""
    gap = f'<w:spacing w:before="{before}"/>' if before else ""
    return f'<w:p><w:pPr><w:snapToGrid w:val="0"/>{gap}<w:jc w:val="{jc}"/></w:pPr>{content}</w:p>'


def _kept(paragraphs: str) -> str:
    """The same paragraphs, on one page with what follows."""
    return paragraphs.replace("<w:pPr>", "<w:pPr><w:keepNext/>")


def _row(cells: str, properties: str = "") -> str:
    """A row that is never split over two pages."""
    height = f'<w:trHeight w:val="{_ROW}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{properties}</w:trPr>{cells}</w:tr>"


def _cell(
    width: int,
    content: str,
    *,
    span: str = "",
    merge: str = "",
    jc: str = "left",
    paragraphs: str = "",
) -> str:
    """A cell with one paragraph, or with those given."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
        f'<w:vAlign w:val="center"/></w:tcPr>{paragraphs or _paragraph(content, jc=jc)}</w:tc>'
    )
