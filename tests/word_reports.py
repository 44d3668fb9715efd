"""Reports for the tests of the Word file, and a reader of its XML for the tests that ask for it."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from gkdesk.core import exchange
from gkdesk.core.report import Report
from gkdesk.files import shipped

FORM = shipped.form("2021")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLES = [section for section in FORM.sections if section.table]
LONG_ORGAN = "新疆维吾尔自治区喀什地区叶城县河园镇人民政府"
LONGER_ORGAN = LONG_ORGAN + "（河园镇经济开发区管理委员会）"


def sample() -> Report:
    """The real report that the project was given: zeros in all tables, much prose."""
    text = shipped.read_text("samples/heyuan-2024.json")
    return exchange.load(text, shipped.form, date(2025, 2, 1))


def changed(report: Report, texts: dict[str, str | None]) -> Report:
    """The same report with other texts; None takes one out."""
    merged = {**report.texts, **texts}
    return Report(report.form, {a: text for a, text in merged.items() if text is not None})


def with_figures(count: str, amount: str = "7730.280001") -> Report:
    """The sample with one figure in every cell that is typed."""
    typed = [cell for cell in FORM.cells.values() if not cell.worked_out]
    return changed(
        sample(), {c.address: amount if c.column.kind == "amount" else count for c in typed}
    )


def empty() -> Report:
    """A report of which only organ and year are known."""
    return Report(FORM, {"organ": "河园镇人民政府", "year": "2024"})


def parts(data: bytes) -> dict[str, bytes]:
    """The entries of a .docx by name."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def part(data: bytes, name: str) -> Element:
    """One parsed part of a .docx."""
    return ElementTree.fromstring(parts(data)[name])


def value(element: Element, path: str, attribute: str = "val") -> str | None:
    """An attribute of the first element at a path of `w:` names, or None."""
    found = element.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + attribute)


def text(element: Element) -> str:
    """All text within an element."""
    return "".join(element.itertext())
