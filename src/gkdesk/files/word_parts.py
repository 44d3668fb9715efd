"""The parts of a Word file that its text needs, as trees, within bounds.

The standard library's trees take twice as long to build as lxml's, but a third of the time to go
through, and each element is gone through: together that is faster, and lxml need not be loaded.
No part may have a document type, so there are no entities to expand; nothing outside the file is
looked at.
"""

import codecs
import posixpath
import re
from typing import TypeAlias
from urllib.parse import unquote
from xml.etree import ElementTree

from gkdesk.errors import UserError
from gkdesk.files.zip_parts import ZipParts

Node: TypeAlias = ElementTree.Element

SAVE_AS = "请在 WPS 或 Word 中另存为 .docx。"
LARGEST = 32 << 20
"""Bytes of all parts that are read, unpacked; a report has a third of a megabyte."""
MOST_SIGNS = 500_000
"""Tags, and equal signs of attributes, in one part: what bounds the memory that its tree takes."""

_KIND = " Word 文件"
_USUAL = "word/document.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DECLARATION = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["'][^>]*\?>""")
_ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8"}
_ENCODINGS |= dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# A file in the strict kind of the standard has other names for the same things.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)


class WordParts:
    """The parts of a Word file by name; what is read is counted."""

    def __init__(self, data: bytes) -> None:
        """Open the bytes of a file; UserError if it is encrypted, of an old kind, or no zip."""
        if data.startswith(_OLE):
            if _ENCRYPTED in data:
                raise UserError(f"文件已加密，没有密码不能读。{SAVE_AS}另存时不要设密码。")
            raise UserError(f"这是旧格式的文档（.doc 或 .wps），不能直接读。{SAVE_AS}")
        self._zip = ZipParts(data, _KIND, SAVE_AS)
        self._left = LARGEST

    def document(self) -> str:
        """The name of the part with the text, which is nearly always the same; empty if absent."""
        return self.related("", "officeDocument") or (_USUAL if _USUAL in self._zip else "")

    def related(self, part: str, kind: str) -> str:
        """The name of the part of a kind that a part points to; empty if there is none."""
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self._zip:
            return ""
        for one in self.tree(relations).iter(_RELATION):
            if one.get("Type", "").endswith(f"/{kind}") and one.get("TargetMode", "") != "External":
                target = unquote(one.get("Target", ""))
                target = posixpath.normpath(posixpath.join("/", folder, target))
                if target in self._zip:
                    return target.lstrip("/")
        return ""

    def tree(self, name: str) -> Node:
        """The root of a part; UserError if it is absent, damaged, too large or has a DOCTYPE."""
        data = self._zip.read(name, self._left)
        self._left -= len(data)
        return self._parsed(self._as_utf8(data))

    def _parsed(self, text: bytes) -> Node:
        """The root of a part that is in UTF-8."""
        if b"\0" in text:  # expat would take it for UTF-16, in which the next line finds nothing
            raise self._zip.damaged()
        if b"<!DOCTYPE" in text:
            raise self._zip.refusal("里有正常文档没有的内容（文档类型定义），没有读")
        if text.count(b"<") > MOST_SIGNS or text.count(b"=") > MOST_SIGNS:
            raise self._zip.too_big()
        for strict, usual in _STRICT:
            text = text.replace(strict, usual)
        # It is in UTF-8 whatever it says, and however it begins.
        parser = ElementTree.XMLParser(encoding="utf-8")
        try:
            parser.feed(text)
            root: Node = parser.close()
        except ElementTree.ParseError as error:
            raise self._zip.damaged() from error
        return root

    def _as_utf8(self, data: bytes) -> bytes:
        """A part in UTF-8 whatever it was in, so that its text can be searched.

        The standard knows UTF-8 and UTF-16; some programs of ours write GBK. Others are refused:
        in UTF-7, a document type would not look like one.
        """
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            encoding = "utf-16"
        else:
            declared = _DECLARATION.match(data.removeprefix(codecs.BOM_UTF8)[:256])
            name = declared.group(1).decode("ascii", "replace").lower() if declared else "utf-8"
            encoding = _ENCODINGS.get(name, "")
        if not encoding:
            raise self._zip.damaged()
        if encoding != "utf-8":
            try:
                data = data.decode(encoding).encode("utf-8")
            except UnicodeError as error:
                raise self._zip.damaged() from error
        return data.removeprefix(codecs.BOM_UTF8)
