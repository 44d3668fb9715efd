"""Files that want to harm, and files that are broken: a sentence, soon, and nothing else."""

import os
import random
import re
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from gkdesk.errors import UserError
from gkdesk.files.word_reader import read_word
from word_files import (
    cell,
    level,
    numbered,
    numbered_list,
    paragraph,
    parts,
    relations,
    row,
    span,
    table,
    text_box,
    word_file,
    zipped,
)

DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"
SOON = 5.0  # seconds, on a machine that is busy with other things; it takes a fraction
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)
FULL = os.environ.get("GKDESK_FULL") == "1"


def refusal(data: bytes) -> str:
    """The sentence with which a file is refused, soon."""
    start = time.perf_counter()
    with pytest.raises(UserError) as refused:
        read_word(data)
    assert time.perf_counter() - start < SOON
    sentence = str(refused.value)
    assert sentence.endswith("。")
    assert "请在 WPS 或 Word 中另存为 .docx" in sentence
    return sentence


def with_document(text: str | bytes) -> bytes:
    return zipped(parts("") | {"word/document.xml": text})


def document(body: str) -> str:
    return str(parts(body)["word/document.xml"])


# --- no Word file at all


def test_files_of_old_word_and_encrypted_files_are_told_apart() -> None:
    assert "旧格式" in refusal(OLE)
    assert "加密" in refusal(OLE + "EncryptedPackage".encode("utf-16-le") + bytes(99))


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"%PDF-1.7", "年度报告".encode(), b"{\\rtf1", bytes(1000), b"PK\x03\x04" * 50],
    ids=["empty", "two bytes", "PDF", "text", "RTF", "zeros", "heads of entries"],
)
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    assert "不是这种文件，或者已经损坏" in refusal(data)


@pytest.mark.parametrize(
    "made",
    [
        {"OFD.xml": "<ofd/>"},
        {
            "_rels/.rels": relations({"officeDocument": "xl/workbook.xml"}),
            "xl/workbook.xml": "<a/>",
        },
        {"_rels/.rels": relations({"officeDocument": "word/other.xml"})},
        {"_rels/.rels": relations({"officeDocument": "../../../etc/passwd"})},
        {"word/document.xml": "<document><body/></document>"},
    ],
    ids=["OFD", "xlsx", "no such part", "outside", "no namespace"],
)
def test_a_zip_without_a_text_of_word_is_refused(made: dict[str, str]) -> None:
    assert "没有 Word 正文" in refusal(zipped(dict(made)))


def test_an_external_part_is_not_fetched() -> None:
    rels = relations({"officeDocument": "word/document.xml"})
    rels = rels.replace("/>", ' TargetMode="External"/>').replace("word/", "http://x.invalid/")

    assert "没有 Word 正文" in refusal(zipped({"_rels/.rels": rels}))


# --- damaged


def test_a_file_that_is_cut_off_is_refused() -> None:
    whole = word_file(paragraph("甲" * 500))
    for length in range(0, len(whole) - 1, 37):
        refusal(whole[:length])


def test_a_wrong_checksum_is_a_damaged_file() -> None:
    whole = bytearray(word_file(paragraph("甲")))
    at = whole.rfind(b"PK\x01\x02")
    whole[at + 16] ^= 0xFF

    assert "损坏" in refusal(bytes(whole))


@pytest.mark.parametrize(
    "text",
    ["", "<w:document", document("<w:p>"), document("&nbsp;"), document("\0"), "\0" * 99],
)
def test_xml_that_is_none_is_refused(text: str) -> None:
    assert "损坏" in refusal(with_document(text))


def test_a_damaged_part_beside_the_text_is_refused() -> None:
    made = parts(numbered("甲", 1), numbering=numbered_list(1, level(0, "decimal", "%1")))

    assert "损坏" in refusal(zipped(made | {"word/numbering.xml": "<a>"}))


def test_a_zip_with_a_password_is_refused() -> None:
    whole = bytearray(word_file(paragraph("甲")))
    for sign, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for found in re.finditer(re.escape(sign), bytes(whole)):
            whole[found.start() + at] |= 1

    assert "密" in refusal(bytes(whole))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(method: int) -> None:
    """They unpack without a bound."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as package:
        for name, part in parts(paragraph("甲")).items():
            package.writestr(name, part)

    refusal(file.getvalue())


# --- bombs


def test_a_part_that_unpacks_too_far_is_refused() -> None:
    spaces = document(" " * (60 << 20))

    assert "太大" in refusal(with_document(spaces))


def test_the_size_that_the_zip_tells_is_not_believed() -> None:
    whole = bytearray(with_document(document(" " * (60 << 20))))
    size = (60 << 20).to_bytes(4, "little")[2:]  # both heads of the entry tell it
    for sign, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        for found in re.finditer(re.escape(sign), bytes(whole)):
            if whole[found.start() + at + 2 : found.start() + at + 4] == size:
                whole[found.start() + at : found.start() + at + 4] = (999).to_bytes(4, "little")

    refusal(bytes(whole))


def test_too_many_entries_are_not_listed() -> None:
    refusal(word_file(paragraph("甲")) + b"PK\x01\x02" * 100_000)


BOMB = (
    '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c SYSTEM "file:///etc/passwd">]>'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp037"])
def test_a_document_type_is_refused_in_every_encoding(encoding: str) -> None:
    text = document(paragraph("&b;&c;")).replace("?>", f"?>{BOMB}")
    text = text.replace('"UTF-8"', f'"{encoding}"')

    refusal(with_document(text.encode(encoding, "xmlcharrefreplace")))


def test_a_document_type_in_utf_7_is_refused() -> None:
    text = document("").replace('"UTF-8"', '"UTF-7"').replace("?>", "?>+ADwAIQ-DOCTYPE a+AD4-")
    for head in ("", '<?xml version="1.0"?>'):
        refusal(with_document(head + text))


@pytest.mark.parametrize(
    "body",
    [
        table(*(["<w:tr>" + "<w:tc/>" * 1000 + "</w:tr>"] * 1000)),
        table(*([row(*["1"] * 100)] * 1000)),
        table(*([row("1", "2")] * 120_000)),
        table(row(cell("1", span(10**9)), "2")),
        table(row("1", "2", properties='<w:gridBefore w:val="999999999"/>')),
        table(*([row("1")] * 300), row(cell("1", span(999)), "2")),
        (table(*(["<w:tr><w:tc/><w:tc/></w:tr>"] * 500)) * 250),
    ],
    ids=["a million", "cells", "rows", "one span", "left free", "few cells", "many tables"],
)
def test_huge_tables_are_refused(body: str) -> None:
    assert "太大" in refusal(word_file(body))


@pytest.mark.parametrize(
    "body",
    [
        "<w:tbl><w:tr><w:tc>" * 60 + "</w:tc></w:tr></w:tbl>" * 60,
        "<w:sdt>" * 100_000 + "</w:sdt>" * 100_000,
        "<w:p>" + "<w:ins>" * 300 + "</w:ins>" * 300 + "</w:p>",
    ],
    ids=["tables", "controls", "insertions"],
)
def test_deep_nesting_is_refused(body: str) -> None:
    assert "层层嵌套" in refusal(word_file(body))


def test_text_boxes_within_text_boxes_are_refused() -> None:
    body = paragraph("甲")
    for _ in range(5):  # each is written twice
        body = paragraph(text_box(body))
    assert list(read_word(word_file(body)).blocks) == ["甲"]
    old = "<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"

    assert "层层嵌套" in refusal(word_file(old[0] * 40 + old[1] * 40))


LONG_NUMBERS = numbered_list(1, level(0, "upperLetter", "%1" * 20))


@pytest.mark.parametrize(
    ("body", "others"),
    [
        (paragraph("<w:r>" + "<w:t/>" * 400_000 + "</w:r>"), {}),
        ("<w:p/>" * 400_000, {}),
        ("<w:unknown>" * 200_000 + "</w:unknown>" * 200_000, {}),
        (
            numbered("", 1) * 20_000,
            {"numbering": LONG_NUMBERS},
        ),
        (numbered("甲", 1), {"numbering": numbered_list(1, level(0, "decimal", "%1" * 10**6))}),
        (
            paragraph("甲", '<w:pStyle w:val="s9"/>'),
            {
                "styles": "".join(
                    f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>'
                    for n in range(20_000)
                )
            },
        ),
        (
            paragraph(
                "<mc:AlternateContent><mc:Choice>" * 60
                + "<w:r/>" * 200_000
                + "</mc:Choice></mc:AlternateContent>" * 60
            ),
            {},
        ),
        (table(*([row(*["1"] * 60, properties="<w:hidden/>")] * 500)), {}),
    ],
    ids=[
        "texts",
        "paragraphs",
        "deep",
        "numbers",
        "one number",
        "styles",
        "renderings",
        "hidden rows",
    ],
)
def test_large_files_within_the_bounds_are_read_soon(body: str, others: dict[str, str]) -> None:
    start = time.perf_counter()
    read_word(word_file(body, **others))

    assert time.perf_counter() - start < SOON


def test_numbers_of_any_length_are_understood_or_ignored() -> None:
    for number in ("9" * 10_000, "1e400", "nan", "-5", "2.0", "", "٣"):
        body = table(row(cell("1", f'<w:gridSpan w:val="{number}"/>'), "2"))
        lists = numbered_list(1, level(0, "decimal", "%1.")).replace(
            'start w:val="1"', f'start w:val="{number}"'
        )
        found = read_word(word_file(body + numbered("甲", 1), numbering=lists))
        assert len(found.blocks) == 2


MEMORY = """
import sys
from pathlib import Path
from gkdesk.errors import UserError
from gkdesk.files.word_reader import read_word
try:
    read_word(Path(sys.argv[1]).read_bytes())
except UserError as error:
    pass
# Not ru_maxrss, which counts the test process that this one was forked from.
status = Path("/proc/self/status").read_text()
print(int(status.split("VmHWM:")[1].split()[0]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is of Linux")
def test_memory_is_bounded(tmp_path: Path) -> None:
    """The worst that the bounds let through stays far from what a PC of 4 GB has free."""
    attributes = "".join(f'<w:r a{number}=""/>' for number in range(240_000))
    paths = []
    for number, data in enumerate(
        (
            with_document(document(" " * (60 << 20))),
            word_file(attributes),
            word_file("<w:p/>" * 480_000),
            word_file(table(*(["<w:tr>" + "<w:tc/>" * 400 + "</w:tr>"] * 490))),
        )
    ):
        paths.append(tmp_path / f"{number}.docx")
        paths[-1].write_bytes(data)
    for path in paths:
        command = [sys.executable, "-c", MEMORY, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert int(done.stdout) < 250, f"{path.name}: {done.stdout} MB"


# --- fuzzing


def flip(data: bytearray, chance: random.Random) -> None:
    """Change some bytes."""
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)


def cut(data: bytearray, chance: random.Random) -> None:
    """Take a piece out, or put one in twice."""
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((1, 9, 200, 5000)))
    data[start:end] = data[start:end] * chance.choice((0, 2))


_NODE = re.compile(r"<w:(\w+)[^>]*?(?:/>|>)")
_VALUES = ("0", "-1", "99", "4294967296", "restart", "continue", "", "甲", "1.5")


def mutate_xml(text: str, chance: random.Random) -> str:
    """Remove, double, move or rename a node, or change a value, well formed or not."""
    for _ in range(chance.randint(1, 4)):
        nodes = list(_NODE.finditer(text))
        if not nodes:
            return text
        node = chance.choice(nodes)
        start, name = node.start(), node.group(1)
        end = node.end()
        if not node.group().endswith("/>"):
            close = text.find(f"</w:{name}>", end)
            end = end if close < 0 else close + len(name) + 5
        piece = text[start:end]
        kind = chance.randrange(6)
        if kind == 0:
            piece = ""
        elif kind == 1:
            piece += piece
        elif kind == 2:
            other = chance.choice(nodes).start()
            return text[:other] + piece + text[other:]
        elif kind == 3:
            piece = piece.replace(f"w:{name}", f"w:{chance.choice(nodes).group(1)}")
        elif kind == 4:
            piece = re.sub(r'w:val="[^"]*"', f'w:val="{chance.choice(_VALUES)}"', piece)
        else:
            piece = f"<w:{chance.choice(('sdt', 'ins', 'del', 'tc', 'tr', 'p'))}>{piece}"
            piece += "</w:x>" if chance.random() < 0.2 else f"</{piece[1 : piece.index('>')]}>"
        text = text[:start] + piece + text[end:]
    return text


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A file that somebody or something has damaged."""
    if chance.random() < 0.3:
        changed = bytearray(data)
        chance.choice((flip, cut))(changed, chance)
        return bytes(changed)
    with zipfile.ZipFile(BytesIO(data)) as package:
        made = {name: package.read(name) for name in package.namelist()}
    name = chance.choice([one for one in made if one.startswith(("word/", "_rels"))])
    if chance.random() < 0.6:
        name = "word/document.xml"
    part = bytearray(made[name])
    if chance.random() < 0.3:
        chance.choice((flip, cut))(part, chance)
        return zipped(made | {name: bytes(part)})
    return zipped(made | {name: mutate_xml(part.decode("utf-8"), chance).encode("utf-8")})


def seeds() -> list[bytes]:
    """Real files, and a small one with everything in it."""
    inner = table(row("甲", cell("乙", '<w:vMerge w:val="restart"/>')), row("1", cell("2")))
    body = (
        numbered("甲", 1)
        + paragraph(text_box(inner) + "<w:ins><w:r><w:t>乙</w:t></w:r></w:ins>")
        + table(row(cell(inner + paragraph("丙"), span(2))), row("3", "4"), widths=(100, 20))
    )
    lists = numbered_list(1, level(0, "chineseCounting", "%1、"))
    small = word_file(body, numbering=lists, styles='<w:style w:styleId="a"/>')
    return [small, *(path.read_bytes() for path in sorted(DOCUMENTS.glob("*.docx")))]


def test_a_mutated_file_is_read_or_refused() -> None:
    """Nothing else may come out, and nothing may hang."""
    files, slowest = seeds(), 0.0
    assert len(files) > 5
    for number in range(10_000 if FULL else 300):
        chance = random.Random(number)
        data = mutated(chance.choice(files), chance)
        start = time.perf_counter()
        try:
            found = read_word(data)
        except UserError as error:
            sentence = str(error)
        except Exception as error:
            raise AssertionError(f"file {number}: {error!r}") from error
        else:
            sentence = f"{type(found).__name__}。"
        assert sentence.endswith("。")
        slowest = max(slowest, time.perf_counter() - start)
    assert slowest < SOON
