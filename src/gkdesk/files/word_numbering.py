"""Automatic numbers of a Word file: the styles and lists that give them, counted as Word does."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from gkdesk.core.han import show_han
from gkdesk.files.word_names import W, child, is_on, value, whole
from gkdesk.files.word_parts import Node

LEVELS = 9
_MOST = 32_767
_LONGEST = 60  # characters of a number's pattern: （%1） has four
_LONGEST_CHAIN = 30  # of styles that are based on each other
_PLACE = re.compile("%([1-9])")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def _from(signs: str) -> Callable[[int], str]:
    """A way to write the numbers for which there are signs; the others are written in digits."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (number // worth)
        number %= worth
    return text


def _letter(number: int) -> str:
    """a … z, then aa, bb …, as Word counts."""
    if not 0 < number <= 26 * 10:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _legal(number: int) -> str:
    text = show_han(number).translate(_LEGAL)
    return f"壹{text}" if text.startswith("拾") else text


_COUNTING = (
    *("chineseCounting", "chineseCountingThousand", "japaneseCounting"),
    *("taiwaneseCounting", "taiwaneseCountingThousand"),
)
_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(_COUNTING, show_han),
    "ideographDigital": lambda number: str(number).translate(_DIGITS),
    "japaneseDigitalTenThousand": lambda number: str(number).translate(_DIGITS),
    "taiwaneseDigital": lambda number: str(number).translate(_DIGITS),
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "japaneseLegal": _legal,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _from("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedCircleChinese": _from("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedParen": _from("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _from("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "ideographEnclosedCircle": _from("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "ideographTraditional": _from("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _from("子丑寅卯辰巳午未申酉戌亥"),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "none": lambda _: "",
}


@dataclass(frozen=True, slots=True)
class Styles:
    """What styles say of text: which hide it, and which number it (list and level, if said).

    `names` are their names by id, in small letters: programs differ in `heading 1`, `Heading 1`.
    """

    hidden: frozenset[str] = frozenset()
    numbered: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def read_styles(root: Node | None) -> Styles:
    """The styles of a file, each with what it has from those that it is based on."""
    if root is None:
        return Styles()
    own = {one.get(f"{W}styleId", ""): one for one in root.iter(f"{W}style")}
    hidden, numbered = set(), {}
    for name in own:
        chain = list(_chain(name, own))
        if _hides(chain):
            hidden.add(name)
        if any(numbers := _number_of(chain)):
            numbered[name] = numbers
    return Styles(frozenset(hidden), numbered, {name: _name_of(own[name]) for name in own})


def _name_of(style: Node) -> str:
    name = child(style, "name")
    return "" if name is None else value(name).lower()


def _chain(name: str, own: Mapping[str, Node]) -> Iterator[Node]:
    """A style and those that it is based on, nearest first."""
    for _ in range(_LONGEST_CHAIN):
        style = own.get(name)
        if style is None:
            return
        yield style
        based = child(style, "basedOn")
        name = "" if based is None else value(based)


def _hides(chain: list[Node]) -> bool:
    for style in chain:
        properties = child(style, "rPr")
        vanish = None if properties is None else child(properties, "vanish")
        if vanish is not None:
            return is_on(vanish)
    return False


def _number_of(chain: list[Node]) -> tuple[str, str]:
    """List and level that a style gives; each empty where no style says it."""
    number = level = ""
    for style in chain:
        properties = child(style, "pPr")
        numbered = None if properties is None else child(properties, "numPr")
        found = ("", "") if numbered is None else list_and_level(numbered)
        number, level = number or found[0], level or found[1]
    return number, level


def list_and_level(numbered: Node) -> tuple[str, str]:
    """What a numbering property says: the list and the level, each empty if it does not."""
    number, level = child(numbered, "numId"), child(numbered, "ilvl")
    return ("" if number is None else value(number), "" if level is None else value(level))


@dataclass(slots=True)
class _Level:
    """One level of a list: its first number, its signs, its pattern, and when it starts anew."""

    start: int = 1
    format: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """A list as paragraphs name it: whose numbers it shares, its levels and its own first ones."""

    shared: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """Counts the numbered paragraphs of a file as they come."""

    def __init__(self, root: Node | None, styles: Styles) -> None:
        """Take the lists of a file and the styles that use them."""
        self._styles = styles
        self._lists = {} if root is None else _read_lists(root)
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def next(self, style: str, numbered: Node | None) -> str:
        """The number before a paragraph of a style that may say its own; empty without one."""
        if not self._lists:
            return ""
        by_style = self._styles.numbered.get(style, ("", ""))
        own = ("", "") if numbered is None else list_and_level(numbered)
        number = own[0] or by_style[0]
        found = self._lists.get(number)
        if found is None:
            return ""
        level = own[1] or by_style[1]
        if not own[1]:
            level = next(
                (str(k) for k, v in found.levels.items() if style and v.style == style), level
            )
        return self._count(number, found, min(max(whole(level), 0), LEVELS - 1))

    def _count(self, number: str, found: _List, depth: int) -> str:
        """Count one paragraph of a list at a level; the text of its number."""
        counts = self._counts.setdefault(found.shared, [None] * LEVELS)
        levels = found.levels
        now = counts[depth]
        if depth in found.starts and (number, depth) not in self._started:
            now = found.starts[depth]
        else:
            now = levels.get(depth, _Level()).start if now is None else min(now + 1, _MOST)
        self._started.add((number, depth))
        counts[depth] = now
        for deeper in range(depth + 1, LEVELS):
            restart = levels.get(deeper, _Level()).restart
            if restart is None or depth < restart:
                counts[deeper] = None
        return _shown(levels, counts, depth)


def _shown(levels: Mapping[int, _Level], counts: list[int | None], depth: int) -> str:
    """The number of a paragraph; a bullet is none."""
    level = levels.get(depth)
    if level is None or level.format == "bullet" or len(level.pattern) > _LONGEST:
        return ""

    def one(match: re.Match[str]) -> str:
        place = int(match.group(1)) - 1
        shown = levels.get(place, _Level())
        count = counts[place]
        count = shown.start if count is None else count
        form = "decimal" if level.legal else shown.format
        return _FORMATS.get(form, str)(count)

    return _PLACE.sub(one, level.pattern)


def _read_lists(root: Node) -> dict[str, _List]:
    """The lists of a file by the number that paragraphs name."""
    shared: dict[str, dict[int, _Level]] = {}
    linked: dict[str, str] = {}  # a list style -> the definition that has its levels
    links: dict[str, str] = {}  # a definition without levels of its own -> its list style
    for one in root.iter(f"{W}abstractNum"):
        name = one.get(f"{W}abstractNumId", "")
        shared[name] = _read_levels(one)
        if (link := child(one, "styleLink")) is not None:
            linked[value(link)] = name
        if (link := child(one, "numStyleLink")) is not None:
            links[name] = value(link)
    lists = {}
    for one in root.iter(f"{W}num"):
        definition = child(one, "abstractNumId")
        name = "" if definition is None else value(definition)
        name = linked.get(links.get(name, ""), name)
        lists[one.get(f"{W}numId", "")] = _read_list(one, name, shared.get(name, {}))
    lists.pop("0", None)  # says that a paragraph has no number
    return lists


def _read_list(element: Node, shared: str, levels: dict[int, _Level]) -> _List:
    """A list: the levels that it shares, changed by its own."""
    found = _List(shared, levels, {})
    for override in element.iter(f"{W}lvlOverride"):
        depth = whole(override.get(f"{W}ilvl", ""))
        if own := _read_levels(override):
            found.levels = found.levels | own
        if (start := child(override, "startOverride")) is not None:
            found.starts[depth] = min(max(whole(value(start)), 0), _MOST)
    return found


def _read_levels(element: Node) -> dict[int, _Level]:
    """The levels that stand in a definition."""
    levels = {}
    for one in element:
        depth = whole(one.get(f"{W}ilvl", ""))
        if one.tag == f"{W}lvl" and 0 <= depth < LEVELS:
            levels[depth] = _read_level(one)
    return levels


def _read_level(element: Node) -> _Level:
    level = _Level()
    for one in element:
        match one.tag.removeprefix(W):
            case "start":
                level.start = min(max(whole(value(one)), 0), _MOST)
            case "numFmt":
                level.format = value(one)
            case "lvlText":
                level.pattern = value(one)
            case "lvlRestart":
                level.restart = whole(value(one))
            case "isLgl":
                level.legal = is_on(one)
            case "pStyle":
                level.style = value(one)
    return level
