"""A saved web page or a fragment of one -> paragraphs and grids, as a browser shows them."""

import re
from collections.abc import Mapping

from gkdesk.errors import UserError
from gkdesk.files.document import Document, Grid
from gkdesk.files.drawn_grid import MOST_CELLS
from gkdesk.files.drawn_grid import too_big as too_many_cells
from gkdesk.files.html_table import HtmlCell, HtmlTable, spans
from gkdesk.files.html_tokens import Token, attributes, tokens
from gkdesk.files.plain_text import LARGEST, decode, too_big, visible

_DEEPEST = 100  # tables in tables; pages made of tables have some ten

_BLOCK_NAMES = (
    "address article aside blockquote body br center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main"
    " menu nav ol p pre section summary title ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_VOID_NAMES = "area base br col embed frame hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_NAMES.split())
# What a browser does not show as text of the page, or shows as struck out or spoken.
_LEFT_OUT_NAMES = (
    "audio canvas datalist del math object rp rt s select strike svg template video xml"
)
_LEFT_OUT = frozenset(_LEFT_OUT_NAMES.split())
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_CELLS = frozenset(("td", "th"))
_OF_TABLES = _GROUPS | _CELLS | {"tr", "caption", "table"}
_ITEMS = {"li": ("ul", "ol", "menu", "dir")}

_CHARSET = re.compile(
    rb"""<(?:meta\s[^>]{0,300}?charset\s*=|\?xml\s[^>]{0,100}?encoding\s*=)\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
_WHERE_CHARSETS_STAND = 4096
_MAYBE_HIDDEN = re.compile(r"none|hidden|line-through", re.IGNORECASE)
_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|text-decoration(?:-line)?\s*:[^;]*line-through)",
    re.IGNORECASE,
)
_NO_HEIGHT = re.compile(r"0(?:px|pt)?\s*\Z")
# Stands for the begin of a raised or lowered sign until the line is complete; no text has it.
_RAISED = "\ufdd0"
_BETWEEN_DIGITS = re.compile(rf"(?<=[0-9０-９]){_RAISED}(?=[0-9０-９])")
# CSS Text 3: a line break in the source between two wide signs is no space.
_BREAK_IN_HAN = re.compile(r"(?<=[\u2e80-\uffef])[ \t\r\f]*+\n[ \t\r\n\f]*+(?=[\u2e80-\uffef])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WEB_ARCHIVE = re.compile(r"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_CLIPBOARD_HEAD = re.compile(r"\s*+Version:\s*[0-9.]+\s+StartHTML:[^<]*")

_TOO_DEEP = "网页里的表格一层套一层，太深了，没有读。请在浏览器里只复制报告正文再粘贴。"
_NO_PAGE = (
    "这是网页归档文件（.mht），不能直接读。"
    "请用浏览器打开它，另存为“网页，仅 HTML”（.html），或复制报告正文再粘贴。"
)


def read_html(data: bytes) -> Document:
    """The document in a saved page; UserError if it is no text, or larger than any report.

    The page's title comes first, as a paragraph: often it alone names the organ and the year.
    """
    declared = _CHARSET.search(data[:_WHERE_CHARSETS_STAND])
    return read_html_text(decode(data, declared[1].decode("ascii", "replace") if declared else ""))


def read_html_text(text: str) -> Document:
    """The document in a page or a fragment, as the clipboard gives it; UserError as `read_html`."""
    if len(text) > LARGEST:
        raise too_big()
    if _WEB_ARCHIVE.search(text[:2000]) and "multipart/related" in text[:4000]:
        raise UserError(_NO_PAGE)
    head = _CLIPBOARD_HEAD.match(text)
    page = _Page(is_xml=text[:100].lstrip("\ufeff \r\n\t").startswith("<?xml"))
    for token in tokens(text[head.end() :] if head else text):
        page.take(token)
    return Document(page.finish())


class _Flow:
    """A body of text that is open: the page's, a cell's or a caption's."""

    def __init__(self, tag: str, *, dropped: bool, blocks: list[str | Grid]) -> None:
        self.tag = tag
        self.blocks = blocks
        self._elements: list[str] = []
        self._counts: dict[str, int] = {}
        self._line: list[str] = []
        self._dropped = dropped
        self._hidden_from: int | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether nothing is seen of what comes now."""
        return self._dropped or self._hidden_from is not None

    def has(self, name: str) -> bool:
        """Whether an element of this name is open."""
        return bool(self._counts.get(name))

    def add(self, text: str) -> None:
        """A piece of text."""
        if self.is_hidden:
            return
        if not self.has("pre"):
            self._line.append(text)
            return
        first, *others = text.replace("\r", "").replace(" ", "\u00a0").split("\n")
        self._line.append(first)
        for line in others:
            self.end_line()
            self._line.append(line)

    def end_line(self) -> None:
        """A paragraph or a line is complete."""
        if self._line:
            line = _line("".join(self._line))
            self._line.clear()
            if line:
                self.blocks.append(line)

    def start(self, name: str, *, hides: bool) -> None:
        """An element begins that will have an end."""
        if name in _BLOCKS and self.has("p"):
            self.end("p")
        if name in _ITEMS and self.has(name):
            self._end_item(name)
        self._elements.append(name)
        self._counts[name] = self._counts.get(name, 0) + 1
        if hides and self._hidden_from is None:
            self._hidden_from = len(self._elements)

    def end(self, name: str) -> None:
        """An element ends, and all that is still open in it; a stray end is none."""
        if not self.has(name):
            return
        while True:
            last = self._elements.pop()
            self._counts[last] -= 1
            if last == name:
                break
        if self._hidden_from is not None and len(self._elements) < self._hidden_from:
            self._hidden_from = None

    def _end_item(self, name: str) -> None:
        """The item before ends where the next one of the same list begins."""
        for one in reversed(self._elements):
            if one == name:
                self.end(name)
                return
            if one in _ITEMS[name]:
                return


class _Page:
    """A page while its tokens come in: the texts and tables that are open, innermost last."""

    def __init__(self, *, is_xml: bool) -> None:
        self._is_xml = is_xml
        self._root = _Flow("", dropped=False, blocks=[])
        self._open: list[_Flow | HtmlTable] = [self._root]
        self._cells = 0

    def take(self, token: Token) -> None:
        """The next token of the page."""
        if token.raw:
            self._raw(token)
        elif not token.name:
            self._flow().add(token.text)
        elif token.is_end:
            self._end(token.name)
        else:
            self._start(token)

    def finish(self) -> tuple[str | Grid, ...]:
        """All that was found, with whatever is still open at the end of the page."""
        while len(self._open) > 1:
            self._close()
        self._root.end_line()
        return tuple(self._root.blocks)

    def _raw(self, token: Token) -> None:
        """A text that is never markup: only the title is one of the page's."""
        if token.raw == "title" and self._open == [self._root] and not self._root.blocks:
            self._root.add(token.text)
        elif token.raw == "xmp":
            self._flow().add(token.text)

    def _start(self, token: Token) -> None:
        name = token.name
        if name in _OF_TABLES:
            self._start_of_table(name, attributes(token.text))
            return
        flow = self._flow()
        if name in _BLOCKS:
            flow.end_line()
        if name in ("sup", "sub"):
            flow.add(_RAISED)
        hides = name in _LEFT_OUT or _hides(token.text)
        if name not in _VOID and not (self._is_xml and token.text.endswith("/")):
            flow.start(name, hides=hides)

    def _start_of_table(self, name: str, given: Mapping[str, str]) -> None:
        """A table or a part of one begins; a part outside of any table begins one of its own."""
        hidden = _is_hiding(given)
        if name == "table":
            self._start_table(hides=hidden)
            return
        table = self._table()
        if name == "caption":
            self._open.append(_Flow(name, dropped=table.dropped or hidden, blocks=[]))
        elif name in _GROUPS:
            table.start_group(name, dropped=hidden)
        elif name == "tr":
            flat = bool(_NO_HEIGHT.match(given.get("height", "")))
            table.start_row(dropped=hidden, is_flat=flat)
        else:
            self._start_cell(table, given, hides=hidden)

    def _start_table(self, *, hides: bool) -> None:
        if isinstance(self._open[-1], HtmlTable):
            self._close()  # a table between two cells of another ends that one
        if len(self._open) > 2 * _DEEPEST:
            raise UserError(_TOO_DEEP)
        flow = self._flow()
        flow.end_line()
        flow.end("p")
        self._open.append(HtmlTable(dropped=flow.is_hidden or hides))

    def _start_cell(self, table: HtmlTable, given: Mapping[str, str], *, hides: bool) -> None:
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise too_many_cells()
        columns, rows = spans(given)
        dropped = table.drops_cells or hides
        cell = HtmlCell(columns, rows, [])
        self._open.append(_Flow("td", dropped=dropped, blocks=cell.blocks))
        if not dropped:
            table.add(cell)

    def _end(self, name: str) -> None:
        if name in _OF_TABLES:
            self._end_of_table(name)
            return
        flow = self._flow()
        if name in _BLOCKS:
            flow.end_line()
        flow.end(name)

    def _end_of_table(self, name: str) -> None:
        """A table or a part of one ends; outside of tables, and out of turn, it is no sign."""
        top = self._open[-1]
        if len(self._open) == 1:
            self._root.end_line()
        elif name == "table":
            self._table()
            self._close()
        elif name == "caption" or name in _CELLS:
            if isinstance(top, _Flow) and (top.tag == "caption") == (name == "caption"):
                self._close()
        elif name == "tr":
            self._table().end_row()
        else:
            self._table().end_group()

    def _flow(self) -> _Flow:
        """The text that is open; what stands between the cells of a table comes before it."""
        top = self._open[-1]
        if isinstance(top, HtmlTable):
            top = self._open[-2]
        assert isinstance(top, _Flow)  # below each table is the text that it stands in
        return top

    def _table(self) -> HtmlTable:
        """The innermost table, with its last cell or caption closed; a new one if there is none."""
        if isinstance(self._open[-1], _Flow):
            if len(self._open) == 1:
                self._start_table(hides=False)
            else:
                self._close()
        table = self._open[-1]
        assert isinstance(table, HtmlTable)  # below each cell is the table that it stands in
        return table

    def _close(self) -> None:
        """The innermost text or table is complete, and goes where it stands."""
        done = self._open.pop()
        below = self._open[-1]
        if isinstance(done, HtmlTable):
            assert isinstance(below, _Flow)
            self._place(done, below)
            return
        done.end_line()
        if done.tag == "caption":
            assert isinstance(below, HtmlTable)
            below.captions.extend(done.blocks)

    def _place(self, table: HtmlTable, flow: _Flow) -> None:
        """A complete table goes into the text that it stands in, if it is seen at all."""
        flow.end_line()
        if table.dropped:
            return
        found = list(table.blocks())
        flow.blocks.extend(found)
        if found and len(self._open) > 1:
            around = self._open[-2]
            assert isinstance(around, HtmlTable)
            around.holds_table = True


def _hides(written: str) -> bool:
    """Whether a tag's attributes hide its element."""
    return bool(_MAYBE_HIDDEN.search(written)) and _is_hiding(attributes(written))


def _is_hiding(given: Mapping[str, str]) -> bool:
    return "hidden" in given or bool(_HIDING.search(given.get("style", "")))


def _line(text: str) -> str:
    """A line of text as a browser draws it, on one line; a raised digit is no digit of a number."""
    if text.isascii() and text.isalnum():  # most cells
        return text
    text = _SPACES.sub(" ", _BREAK_IN_HAN.sub("", text))
    return visible(_BETWEEN_DIGITS.sub("^", text)).replace("\n", " ").strip()
