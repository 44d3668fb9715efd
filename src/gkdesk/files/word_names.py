"""Names of WordprocessingML, and what every reader asks of its elements."""

from collections.abc import Iterator

from gkdesk.errors import UserError
from gkdesk.files.word_parts import SAVE_AS, Node

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
P, TBL, TR, TC, TEXT = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "t"))
VAL, VANISH, TEXT_BOX = f"{W}val", f"{W}vanish", f"{W}txbxContent"
_SYMBOL = f"{W}sym"

ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
TOO_DEEP = f"文件里的内容层层嵌套，读不清楚。{SAVE_AS}"
_DEEPEST = 100  # elements around a paragraph, a table or a run; real files have some five
_OFF = ("0", "false", "off")

# What stands around paragraphs, tables, rows and cells without being one. Deleted text (w:del,
# w:moveFrom) is not among them, so that nobody goes into it.
_AROUND = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
)


def value(element: Node) -> str:
    """The value of an element that has nothing else; empty if it has none."""
    return element.get(VAL, "")


def is_on(element: Node) -> bool:
    """Whether a property that is either on or off is on; without a value it is."""
    return element.get(VAL, "on").lower() not in _OFF


def whole(text: str, default: int = 0) -> int:
    """The whole number in an attribute, cut off where a program wrote a fraction."""
    try:
        return int(text) if len(text) < 16 else default
    except ValueError:
        pass
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return default


def child(element: Node, name: str) -> Node | None:
    """The first child of a name without its namespace; None if there is none."""
    return element.find(W + name)


def holds(element: Node, tag: str) -> bool:
    """Whether there is an element of a kind anywhere within another."""
    return next(element.iter(tag), None) is not None


def content(element: Node) -> Iterator[Node]:
    """The children of an element as if nothing stood around them: controls, marks of insertion."""
    stack = [iter(element)]
    while stack:
        for one in stack[-1]:
            if one.tag in _AROUND:
                go_into(one, stack)
                break
            if one.tag == ALTERNATIVES:
                go_into(chosen(one), stack)
                break
            yield one
        else:
            stack.pop()


def go_into(element: Node, stack: list[Iterator[Node]]) -> None:
    """Go on with the children of an element; UserError where no end of that is in sight."""
    if len(stack) > _DEEPEST:
        raise UserError(TOO_DEEP)
    stack.append(iter(element))


def chosen(alternatives: Node) -> Node:
    """That one of several renderings of the same which holds text, the first if more do.

    Word writes a text box twice, for itself and for programs that do not know its new shapes.
    """
    for one in alternatives:
        if holds(one, TEXT) or holds(one, _SYMBOL):
            return one
    return next(iter(alternatives), alternatives)
