"""Bytes and texts of strangers -> text without what cannot be seen; what is no text is refused."""

import codecs
import re

from gkdesk.core.prose import clean
from gkdesk.errors import UserError

LARGEST = 20 << 20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# GB 2312 and GBK are the older halves of GB 18030; a page often names one and uses the other.
_CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030"}
_CHARSETS |= {"gb_2312-80": "gb18030", "cp936": "gb18030", "utf-8": "utf-8", "utf8": "utf-8"}
_CHARSETS |= {"big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
# What begins so is an office file, a picture or a packed file, whatever its name says.
_OTHERS: tuple[bytes, ...] = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_OTHERS += (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"SQLite format 3")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_ASCII = bytes(range(128))

_NO_TEXT = (
    "这个文件不是文字文件，不能当作网页或文本来读。"
    "请用 WPS、Word 或浏览器打开它，另存为 .docx 后再导入。"
)
_TOO_BIG = "这个文件太大，不是一份年度报告，没有读。请核对文件名，或只复制报告正文再粘贴。"


def decode(data: bytes, declared: str = "") -> str:
    """The text in some bytes; raises UserError if they are no text, or far too many.

    A byte order mark decides, then the charset that the file declares, if the bytes agree with
    it; then UTF-8, then GB 18030. A few damaged characters become U+FFFD.
    """
    if len(data) > LARGEST:
        raise too_big()
    if data.startswith(_OTHERS):
        raise no_text()
    text = _marked(data)
    if text is None:
        text = _strict(data, _CHARSETS.get(declared.lower(), "")) or _guessed(data)
    if _CONTROL.subn("", text)[1] > max(3, len(text) // 100):
        raise no_text()
    return text


def visible(text: str) -> str:
    """A text without signs that cannot be seen, with plain spaces for those that do not break."""
    return clean(_SPACES.sub(" ", _INVISIBLE.sub("", text)))


def no_text() -> UserError:
    """The error for bytes that are no text."""
    return UserError(_NO_TEXT)


def too_big() -> UserError:
    """The error for a text, or a table in it, that is larger than any report."""
    return UserError(_TOO_BIG)


def _marked(data: bytes) -> str | None:
    """The text of a file that begins with a byte order mark; None if it does not."""
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, "replace")
    return None


def _strict(data: bytes, charset: str) -> str:
    """The text if all bytes agree with a charset; empty if not, or if there is none."""
    try:
        return data.decode(charset) if charset else ""
    except UnicodeDecodeError:
        return ""


def _guessed(data: bytes) -> str:
    """The text in UTF-8 or GB 18030, whichever the bytes agree with; UserError if neither."""
    beyond = len(data.translate(None, _ASCII))
    for charset in ("utf-8", "gb18030"):
        text = data.decode(charset, "replace")
        if text.count("\ufffd") <= beyond // 40:  # in the other charset every second one is
            return text
    for charset in ("utf-8", "gb18030"):
        text = data.decode(charset, "replace")
        if text.count("\ufffd") <= max(1, beyond // 10):
            return text
    raise no_text()
