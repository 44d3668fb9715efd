"""Small Word files that tests make out of pieces of XML."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DRAWN = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Parts as a zip."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()


def relations(targets: Mapping[str, str]) -> str:
    """A part that points to others, by kind."""
    pieces = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{pieces}</Relationships>'


def content_types(names: Sequence[str]) -> str:
    """The part without which no office program opens a file; ours does not need it."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {"document": f"{main}.document.main+xml"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml"'
        f' ContentType="{kinds.get(name, f"{main}.{name}+xml")}"/>'
        for name in names
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>"
    )


def part(root: str, content: str, namespace: str = W) -> str:
    """A part with a root element of WordprocessingML."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:{root} xmlns:w="{namespace}" {_NAMESPACES}>{content}</w:{root}>'
    )


def parts(
    body: str, *, styles: str = "", numbering: str = "", namespace: str = W
) -> dict[str, str | bytes]:
    """The parts of a Word file with a body, and perhaps styles and lists."""
    others = {"styles": styles, "numbering": numbering}
    names = ["document", *(kind for kind, content in others.items() if content)]
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(names),
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": relations(
            {kind: f"{kind}.xml" for kind, content in others.items() if content}
        ),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>", namespace),
    }
    for kind, content in others.items():
        if content:
            found[f"word/{kind}.xml"] = part(kind, content, namespace)
    return found


def word_file(body: str, **others: str) -> bytes:
    """A Word file with a body; `styles`, `numbering` and `namespace` as `parts` takes them."""
    return zipped(parts(body, **others))


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    direct = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{direct}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str = "", properties: str = "") -> str:
    """A paragraph of runs, or of a text."""
    direct = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p>{direct}{inner}</w:p>"


def cell(content: str = "", properties: str = "") -> str:
    """A cell with blocks, or with one paragraph of a text."""
    inner = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row; a cell that is no element is the text of one."""
    inner = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str, widths: Sequence[int] = (), properties: str = "") -> str:
    """A table of rows, with a grid if it has widths."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def text_box(content: str) -> str:
    """A run with a text box as Word writes it: once for itself and once for older programs."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r>"
    )


def span(columns: int) -> str:
    """The property of a cell that covers columns."""
    return f'<w:gridSpan w:val="{columns}"/>'


def level(depth: int, form: str, pattern: str, more: str = "") -> str:
    """One level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbered_list(number: int, *levels: str, more: str = "") -> str:
    """A list with a definition of its own; what belongs behind all definitions is `more`."""
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>{more}'
    )


def numbered(text: str, number: int, depth: int = 0) -> str:
    """A paragraph of a list."""
    return paragraph(
        text,
        f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>',
    )
