"""A finished .docx: what it says of itself, and the same bytes each time."""

from datetime import UTC, datetime
from io import BytesIO

import docx

from gkdesk.files import shipped
from gkdesk.files.word_package import About, finished

FORM = shipped.form("2021")
BODY = "<w:p><w:r><w:t>正文</w:t></w:r></w:p>"


def package(about: About) -> bytes:
    """A document of one paragraph."""
    return finished(FORM, FORM.page.fonts, about, BODY)


def test_a_document_says_what_it_is_and_nothing_of_this_machine() -> None:
    """Title, author and time are those it was given; a title too long for Word is cut."""
    data = package(About("题" * 300, "某镇人民政府", datetime(2025, 1, 18)))
    document = docx.Document(BytesIO(data))
    about = document.core_properties

    assert about.title == "题" * 255
    assert (about.author, about.last_modified_by) == ("某镇人民政府", "某镇人民政府")
    assert about.created == about.modified == datetime(2025, 1, 18, tzinfo=UTC)
    assert about.language == "zh-CN"
    assert [one.text for one in document.paragraphs] == ["正文"]


def test_equal_data_give_equal_bytes() -> None:
    """python-docx alone would put the clock into the zip."""
    about = About("题", "甲", datetime(2025, 1, 18))

    assert package(about) == package(about)
