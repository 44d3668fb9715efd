"""A paragraph of a Word file -> its text as a reader of the page sees it, and its text boxes."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from gkdesk.files.word_names import (
    ALTERNATIVES,
    TEXT,
    TEXT_BOX,
    VANISH,
    W,
    chosen,
    go_into,
    holds,
    is_on,
    value,
)
from gkdesk.files.word_parts import Node

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PRESERVED = "{http://www.w3.org/XML/1998/namespace}space"
_SPACES = " \t\r\n"
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"

RUN_STYLE = f"{W}rStyle"
_RUN, _RUN_PROPERTIES = f"{W}r", f"{W}rPr"
_SYMBOL, _FIELD, _MATH = f"{W}sym", f"{W}fldChar", f"{_M}oMath"
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_DRAWINGS = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))
# Not among them, and so never gone into: deleted text, field instructions, ruby readings, notes.
_AROUND = frozenset(
    f"{W}{name}"
    for name in (
        *("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple"),
        *("bdo", "dir", "ruby", "rubyBase"),
    )
) | {f"{_M}oMathPara"}


class Inline(NamedTuple):
    """What a paragraph holds: its text, with line breaks, and the contents of its text boxes."""

    text: str
    boxes: list[Node]


class TextReader:
    """Reads paragraphs; `hidden` are the styles that hide text."""

    def __init__(self, hidden: Collection[str], *, may_hide: bool) -> None:
        """Take what says that text is hidden; without it no run is asked."""
        self._hidden = hidden
        self._may_hide = may_hide
        self._pieces: list[str] = []
        self._boxes: list[Node] = []
        self._fields: list[bool] = []  # of the open fields: whether their code is being read
        self._kinds: dict[str, Callable[[Node], None]] = {
            TEXT: self._text,
            _SYMBOL: self._symbol,
            _FIELD: self._field,
            _MATH: self._math,
            **dict.fromkeys(_SIGNS, self._sign),
            **dict.fromkeys(_DRAWINGS, self._drawing),
        }

    def read(self, paragraph: Node) -> Inline:
        """The text and the text boxes of a paragraph."""
        self._pieces, self._boxes, self._fields = [], [], []
        stack = [iter(paragraph)]
        while stack:
            for node in stack[-1]:
                tag = node.tag
                if (kind := self._kinds.get(tag)) is not None:
                    kind(node)
                elif tag == _RUN:
                    if not (self._may_hide and self._is_hidden(node)):
                        go_into(node, stack)
                        break
                elif tag in _AROUND:
                    go_into(node, stack)
                    break
                elif tag == ALTERNATIVES:
                    go_into(chosen(node), stack)
                    break
            else:
                stack.pop()
        return Inline("".join(self._pieces), self._boxes)

    def _is_hidden(self, run: Node) -> bool:
        """Whether a run is hidden; the beginnings and ends of fields in it count all the same."""
        hidden = False
        for one in run:
            if one.tag == _RUN_PROPERTIES:
                hidden = self.hides(one)
            elif hidden and one.tag == _FIELD:
                self._field(one)
        return hidden

    def hides(self, properties: Node) -> bool:
        """Whether the properties of a run hide it, themselves or through its style."""
        by_style = False
        for one in properties:
            if one.tag == VANISH:
                return is_on(one)
            if one.tag == RUN_STYLE:
                by_style = value(one) in self._hidden
        return by_style

    def _add(self, text: str) -> None:
        """Text counts unless it only serves the code of a field around its own."""
        if not (self._fields and any(self._fields[:-1])):
            self._pieces.append(text)

    def _text(self, node: Node) -> None:
        text = node.text
        if not text:
            return
        if node.get(_PRESERVED, "") != "preserve":
            text = text.strip(_SPACES)
        if "\n" in text or "\r" in text or _SOFT_HYPHEN in text:
            text = text.replace("\r", " ").replace("\n", " ").replace(_SOFT_HYPHEN, "")
        self._add(text)

    def _sign(self, node: Node) -> None:
        self._add(_SIGNS[node.tag])

    def _symbol(self, node: Node) -> None:
        """A sign of a symbol font: as such it is in the private area, and so never a figure."""
        try:
            code = int(node.get(f"{W}char", ""), 16)
        except ValueError:
            return
        # Half a surrogate pair, or a sign that no file may hold, is no character.
        if 0x20 <= code <= 0xFFFF and not 0xD800 <= code <= 0xDFFF:
            self._add(chr(code))

    def _field(self, node: Node) -> None:
        """A field's code stands between its beginning and its separator, then its result."""
        kind = node.get(f"{W}fldCharType", "")
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _math(self, node: Node) -> None:
        for one in node.iter(f"{_M}t"):
            self._add(one.text or "")

    def _drawing(self, node: Node) -> None:
        """The text boxes of a drawing; those within them belong to their own paragraphs."""
        if not holds(node, TEXT_BOX):
            return
        stack = [iter(node)]
        while stack:
            for one in stack[-1]:
                if one.tag == TEXT_BOX:
                    self._boxes.append(one)
                    continue
                go_into(chosen(one) if one.tag == ALTERNATIVES else one, stack)
                break
            else:
                stack.pop()
