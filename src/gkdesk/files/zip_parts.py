"""The parts of a stranger's zipped office file (.xlsx, .docx): opened with limits, or refused."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, TypeAlias

from gkdesk.errors import UserError

# lxml ships no types: an element, and an object with start, end, data and doctype.
Element: TypeAlias = Any
Target: TypeAlias = Any

PART_LIMIT = 32 << 20
_ALL_LIMIT = 128 << 20
_FILE_LIMIT = 64 << 20
_MOST_PARTS = 5_000
_CHUNK = 1 << 16

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class ZipParts:
    """The parts of one zipped file; whatever is wrong with it is a UserError in words.

    `kind` is what the file should be (「Word 文件」), `advice` what the clerk can do if it is not
    (「请在 WPS 或 Word 中另存为 .docx。」): both go into every sentence.
    """

    def __init__(self, data: bytes, kind: str, advice: str) -> None:
        """Open the file; raises UserError if it is old, encrypted, too big or no zip at all."""
        self.kind = kind
        self.advice = advice
        self._left = _ALL_LIMIT
        if data.startswith(_OLE):
            raise self.refusal("是旧格式，或者加了密码，不能读")
        if len(data) > _FILE_LIMIT or data.count(_ENTRY) > _MOST_PARTS:
            raise self.too_big()
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _BROKEN_ZIP as error:
            raise self.refusal("打不开：不是这种文件，或者已经损坏") from error
        self._entries = {_plain(one.filename): one for one in self._zip.infolist()}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts in the order of the file."""
        return tuple(one.filename for one in self._entries.values())

    def __contains__(self, name: str) -> bool:
        """Whether there is such a part; as in office files, small and capital letters are equal."""
        return _plain(name) in self._entries

    def read(self, name: str, limit: int = PART_LIMIT) -> bytes:
        """The bytes of a part; raises UserError if it is missing, damaged or inflates too far."""
        return b"".join(self.chunks(name, limit))

    def chunks(self, name: str, limit: int = PART_LIMIT) -> Iterator[bytes]:
        """The bytes of a part piece by piece, counted while they are inflated; raises as `read`."""
        entry = self._entries.get(_plain(name))
        if entry is None:
            raise self.refusal(f"里缺少 {_plain(name)[:60]}，不是这种文件，或者已经损坏")
        if entry.flag_bits & _ENCRYPTED:
            raise self.refusal("加了密码，不能读")
        if entry.compress_type not in _METHODS:
            raise self.damaged()
        size = 0
        try:
            with self._zip.open(entry) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    self._left -= len(chunk)
                    if size > limit or self._left < 0:
                        raise self.too_big()
                    yield chunk
        except _BROKEN_ZIP as error:
            raise self.damaged() from error

    def xml(self, name: str, limit: int = PART_LIMIT) -> Element:
        """The root of a part, parsed; raises UserError as `read`, and for a DOCTYPE or bad XML."""
        from lxml import etree  # a tenth of a second, which no start of the program should cost

        parser = _parser()
        try:
            root = etree.fromstring(self.read(name, limit), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged() from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.damaged()
        return root

    def feed(self, name: str, target: Target, limit: int = PART_LIMIT) -> None:
        """Tell a target (start, end, data) what a part holds, without a tree; raises as `xml`.

        The target inherits `NoDoctype`; what it raises itself comes through.
        """
        from lxml import etree  # a tenth of a second, which no start of the program should cost

        parser = _parser(target)
        try:
            for chunk in self.chunks(name, limit):
                parser.feed(chunk)
            parser.close()
        except (etree.XMLSyntaxError, DoctypeError) as error:
            raise self.damaged() from error

    def refusal(self, what: str) -> UserError:
        """The error that says what is wrong with this file, and what to do."""
        return UserError(f"这个{self.kind}{what}。{self.advice}")

    def damaged(self) -> UserError:
        """The error for a part that cannot be read."""
        return self.refusal("的内容已经损坏，不能读")

    def too_big(self) -> UserError:
        """The error for a file that holds, or would inflate to, more than any report."""
        return self.refusal("太大，或者不是正常的办公文件，没有读")


class DoctypeError(Exception):
    """A part of an office file has a DOCTYPE, which none may have: entities could hide there."""


class NoDoctype:
    """A target of `feed` that takes no DOCTYPE; the other events are for those who inherit."""

    def doctype(self, *_: object) -> None:
        """Stop at once: raises DoctypeError, which `feed` turns into words."""
        raise DoctypeError

    def start(self, tag: str, attributes: Any) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """A piece of text."""

    def close(self) -> None:
        """The part is read."""


def _plain(name: str) -> str:
    """A part's name as it is looked up: no leading stroke, no difference of case."""
    return name.replace("\\", "/").lstrip("/").lower()


def _parser(target: Target = None) -> Any:
    """A parser that fetches nothing, expands nothing, and keeps libxml2's limits of size."""
    from lxml import etree  # a tenth of a second, which no start of the program should cost

    return etree.XMLParser(
        target=target,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
