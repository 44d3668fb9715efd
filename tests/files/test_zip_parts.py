"""Parts of zipped office files are opened with limits, and everything odd is refused in words."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from drawn_grids import MUTATIONS, damaged
from gkdesk.errors import UserError
from gkdesk.files.zip_parts import NoDoctype, ZipParts

ADVICE = "请另存为 .xlsx。"


def zipped(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with some parts."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", method) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target.getvalue()


def opened(parts: dict[str, bytes | str]) -> ZipParts:
    """The parts of a new zip."""
    return ZipParts(zipped(parts), "Excel 表格", ADVICE)


def test_a_part_is_found_by_its_name_in_any_case() -> None:
    """Office programs do not tell capital letters from small ones."""
    parts = opened({"xl/Workbook.xml": "<a/>", "docProps\\app.xml": b"x"})

    # On Windows zipfile itself turns the stroke.
    assert ["xl/Workbook.xml", "docProps/app.xml"] == [
        name.replace("\\", "/") for name in parts.names
    ]
    assert "/XL/workbook.XML" in parts
    assert "xl/none.xml" not in parts
    assert b"x" == parts.read("docprops/app.xml")


def test_a_missing_part_is_named() -> None:
    """The sentence says what kind of file it should be, what is missing, and what to do."""
    with pytest.raises(UserError, match=r"^这个Excel 表格里缺少 a\.xml，.*请另存为 \.xlsx。$"):
        opened({}).read("a.xml")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "打不开"),
        (b"PK\x03\x04 and no more", "打不开"),
        ("年度报告".encode(), "打不开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式，或者加了密码"),
    ],
)
def test_what_is_no_zip_is_refused(data: bytes, words: str) -> None:
    """Old formats and encrypted files are OLE files, not zips."""
    with pytest.raises(UserError, match=f"{words}.*{ADVICE}"):
        ZipParts(data, "Excel 表格", ADVICE)


def test_inflating_stops_at_the_limit() -> None:
    """Whatever size the zip claims, the bytes are counted as they come."""
    parts = opened({"bomb": b"\0" * (40 << 20)})

    with pytest.raises(UserError, match="太大"):
        parts.read("bomb")


def test_all_parts_together_have_a_limit() -> None:
    """Many bombs of a permitted size are one bomb."""
    parts = opened({f"{number}": b"\0" * (30 << 20) for number in range(5)})

    with pytest.raises(UserError, match="太大"):
        list(map(parts.read, parts.names))


def test_a_crowd_of_parts_is_refused_before_it_is_listed() -> None:
    """Listing a million entries alone would take seconds."""
    with pytest.raises(UserError, match="太大"):
        opened({f"{number}": b"" for number in range(5_001)})


def test_a_part_with_a_password_is_refused() -> None:
    """The flag in the directory is enough."""
    data = bytearray(zipped({"a": b"secret"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(UserError, match="加了密码"):
        ZipParts(bytes(data), "Excel 表格", ADVICE).read("a")


def test_other_ways_of_packing_are_refused() -> None:
    """Office files are deflated or stored; others inflate without a bound."""
    data = zipped({"a": b"text" * 100}, zipfile.ZIP_BZIP2)

    with pytest.raises(UserError, match="损坏"):
        ZipParts(data, "Excel 表格", ADVICE).read("a")


def test_a_wrong_checksum_is_damage() -> None:
    """A changed byte must not be taken for what was written."""
    data = zipped({"a": b"<v>3</v>"}, zipfile.ZIP_STORED).replace(b"<v>3</v>", b"<v>8</v>")

    with pytest.raises(UserError, match="损坏"):
        ZipParts(data, "Excel 表格", ADVICE).read("a")


BOMB = '<!DOCTYPE a [<!ENTITY x "{}"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]><a>&y;&y;&y;</a>'
XML_FAULTS = {
    "entities": BOMB.format("z" * 1000),
    "a file from outside": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "entities in UTF-16": BOMB.format("z").encode("utf-16"),
    "a bare DOCTYPE": "<!DOCTYPE a><a/>",
    "not closed": "<a><b></a>",
    "nothing": "",
    "no XML": b"\0\1\2",
}


@pytest.mark.parametrize("xml", XML_FAULTS.values(), ids=XML_FAULTS.keys())
def test_xml_that_no_office_program_writes_is_refused(xml: str | bytes) -> None:
    """Both as a tree and piece by piece, nothing is expanded and nothing is fetched."""
    with pytest.raises(UserError, match="损坏"):
        opened({"a": xml}).xml("a")
    with pytest.raises(UserError, match="损坏"):
        opened({"a": xml}).feed("a", NoDoctype())


def test_a_deep_tree_is_refused() -> None:
    """Told piece by piece, depth costs nothing."""
    parts = opened({"a": "<a>" * 100_000 + "</a>" * 100_000})

    parts.feed("a", NoDoctype())
    with pytest.raises(UserError, match="损坏"):
        parts.xml("a")


def test_a_part_is_told_piece_by_piece() -> None:
    """A target hears the elements and texts, and what it raises itself comes through."""

    class Target(NoDoctype):
        heard: list[str]

        def start(self, tag: str, attributes: dict[str, str]) -> None:
            self.heard.append(f"{tag}{dict(attributes)}")

        def data(self, text: str) -> None:
            if text == "stop":
                raise UserError("够了。")
            self.heard.append(text)

    target = Target()
    target.heard = []
    opened({"a": '<?x y?><a><!-- no --><b c="1">text</b></a>'}).feed("a", target)

    assert ["a{}", "b{'c': '1'}", "text"] == target.heard
    with pytest.raises(UserError, match="够了"):
        opened({"a": "<a>stop</a>"}).feed("a", target)


def test_damage_ends_in_words() -> None:
    """Whatever bytes are changed, a part is given or refused."""
    data = zipped({"a": "<a>" + "<b/>" * 300 + "</a>", "b": b"stored"})
    refused = [seed for seed in range(MUTATIONS) if not opens(damaged(data, seed))]

    assert 0 < len(refused) <= MUTATIONS


def opens(data: bytes) -> bool:
    """Whether all parts can be read; any error but a UserError comes through."""
    try:
        parts = ZipParts(data, "Excel 表格", ADVICE)
        for name in parts.names:
            parts.read(name)
        parts.xml("a")
    except UserError:
        return False
    return True
