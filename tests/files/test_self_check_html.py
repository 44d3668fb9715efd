"""The 自查单 as a web page."""

from datetime import datetime
from html.parser import HTMLParser

from gkdesk.core.self_check import COLUMNS, SIGNATURES, self_check
from gkdesk.files.self_check_html import self_check_html
from reports import sound_report

NOW = datetime(2025, 1, 18, 9, 30)
RULES = "proactive_disclosure.government_rules"


class Cells(HTMLParser):
    """Reads a page: its texts, and how many columns each row of the table covers."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.rows: list[list[tuple[int, int]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        spans = {name: int(value or 1) for name, value in attrs if name.endswith("span")}
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append((spans.get("colspan", 1), spans.get("rowspan", 1)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def page_of(**texts: str) -> str:
    """The page of a sound report with some texts changed."""
    return self_check_html(self_check(sound_report(**texts), None, NOW)).decode()


def test_the_page_says_all_that_the_sheet_says() -> None:
    """Head, facts, every rule, counts, and who signs."""
    sheet = self_check(sound_report(), None, NOW)
    texts = Cells(page_of()).texts

    for said in (sheet.title, sheet.counts, *COLUMNS, *(f"{name}：" for name in SIGNATURES)):
        assert said in texts
    for said in (*(fact for line in sheet.facts for fact in line), *(r.rule for r in sheet.lines)):
        assert said in texts


def test_every_row_covers_every_column() -> None:
    """Also where a rule has several comparisons and a row of notes."""
    rows = Cells(page_of(**{f"{RULES}.issued": "6", f"{RULES}.in_force": "2"})).rows
    below: list[int] = [0] * len(COLUMNS)

    for row in rows:
        open_columns = [index for index, left in enumerate(below) if left == 0]
        assert sum(columns for columns, _ in row) == len(open_columns)
        below = [max(left - 1, 0) for left in below]
        for columns, height in row:
            for index in [open_columns.pop(0) for _ in range(columns)]:
                below[index] = height - 1
    assert below == [0] * len(COLUMNS)


def test_what_the_clerk_typed_is_text_and_no_markup() -> None:
    """In every place where it can stand."""
    sign = '<script>alert(1)</script>&"'
    page = page_of(organ=f"{sign}镇人民政府", **{"applications.granted.natural_person": sign})

    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 3


def test_the_page_stands_alone_on_a4() -> None:
    """Chinese, UTF-8, one file; equal data give equal bytes."""
    page = page_of()

    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">')
    assert "@page { size: A4" in page
    assert "http" not in page
    assert "src=" not in page
    assert page == page_of()
