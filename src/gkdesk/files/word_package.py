"""A base document and a body -> the bytes of a finished .docx, the same for equal data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from gkdesk.core.form import Form
from gkdesk.files.word_styles import base_document, content_types, pack

_PROPERTY_LENGTH = 255  # what a document property may hold


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself; its time comes from the data and not from the clock."""

    title: str
    author: str
    made: datetime


def finished(form: Form, fonts: Mapping[str, str], about: About, body: str) -> bytes:
    """The finished file: our base document with a body of XML, zipped by us.

    python-docx would write the clock into every entry. The body's text goes into the document's
    part as it is saved: as a tree it would be built only to be written out again at once, at
    four times the cost of writing it, and `word_check` parses it all the same.
    """
    from docx import Document  # a tenth of a second, which no start of the program should cost

    document = Document(BytesIO(base_document(form, fonts)))
    properties = document.core_properties
    properties.title = about.title[:_PROPERTY_LENGTH]
    properties.author = properties.last_modified_by = about.author[:_PROPERTY_LENGTH]
    properties.language = "zh-CN"
    properties.created = properties.modified = about.made
    package = document.part.package
    entries = {"[Content_Types].xml": content_types(), "_rels/.rels": package.rels.xml}
    for part in package.iter_parts():
        entries[part.partname.membername] = part.blob
        if part.rels:
            entries[part.partname.rels_uri.membername] = part.rels.xml
    name = document.part.partname.membername
    entries[name] = entries[name].replace(b"<w:body>", b"<w:body>" + body.encode(), 1)
    return pack(entries)
