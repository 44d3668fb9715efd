"""What our own export wrote is read back as the equal report, apart from what paper lacks."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faults import FORM, consistent
from gkdesk.core import exchange
from gkdesk.core.numbers import show
from gkdesk.core.report import Report
from gkdesk.files import shipped
from gkdesk.files.recognise.report import recognise
from gkdesk.files.word_reader import read_word
from gkdesk.files.word_writer import write_word
from reports import ORGAN

PUBLISHED = Path(__file__).parents[2] / "data" / "published"
SAMPLE = Path(__file__).parents[3] / "resources" / "samples" / "heyuan-2024.json"

ORGANS = (ORGAN, "淮安市洪泽区人民政府", "上海市科学技术委员会", "叶城县人民政府办公室")
HEADINGS = (
    "（一）主动公开。",
    "（二）依申请公开情况：",
    "（三）政府信息管理",
    "1.重点领域公开。",
    "（1）抓培训。",
)
SENTENCES = (
    "全年主动公开政府信息1,234条，其中政策解读12件。",
    "截至2024年12月31日，共受理申请3件，均在20个工作日内答复，",
    "根据《中华人民共和国政府信息公开条例》（国令第711号）第五十条，",
    "没有发生行政复议、行政诉讼",
    "一是人手不足；二是更新不够及时。",
    "3名工作人员参加了培训（占50.5%）；",
    "“三安全一稳定”的要求落实到位。",
    "本年度收取信息处理费0元",
    "网址：http://www.example.gov.cn/zwgk/index.html?id=1。",
    "Office-365系统升级，A类2项。",
)

FEES = "proactive_disclosure.administrative_fees.amount_10k_yuan"


def as_paper(report: Report) -> dict[str, Any]:
    """The canonical object of a report without what paper does not carry."""
    found = exchange.as_object(report)
    for name in ("contact", "explanations", "printed_totals", "remarks"):
        found.pop(name, None)
    found.get("signature", {}).pop("sealed", None)  # the readers give no indents
    return {name: value for name, value in found.items() if value}


def read_back(report: Report) -> Report:
    """The report in the Word file that is written of one."""
    return recognise(read_word(write_word(report)), FORM).report


def filled(random: Random) -> Report:
    """A report with figures that add up, prose of random pieces, and a few blank cells."""
    texts = {cell.address: str(random.randrange(500)) for cell in FORM.typed}
    texts |= consistent(random)
    texts[FEES] = show(Decimal(random.randrange(10**9)) / 10 ** random.randrange(5))
    texts |= {section.id: prose(random) for section in FORM.prose}
    texts |= {"organ": random.choice(ORGANS), "year": str(random.randrange(2021, 2030))}
    if random.random() < 0.5:
        day = date(2025, 1, 1) + timedelta(random.randrange(300))
        texts |= {"signature.organ": texts["organ"], "signature.date": day.isoformat()}
    for cell in random.sample(FORM.typed, random.randrange(4)):
        del texts[cell.address]
    return Report(FORM, texts)


def prose(random: Random) -> str:
    """Some paragraphs, with and without numbering, that end like a sentence or not."""
    return "\n".join(
        random.choice(("", "", *HEADINGS))
        + "".join(random.choices(SENTENCES, k=random.randrange(1, 5)))
        + random.choice(("完成较好。", "详情如下：", ""))
        for _ in range(random.randrange(6))
    )


@given(st.integers(0, 2**32))
def test_any_report_comes_back_as_it_was(seed: int) -> None:
    report = filled(Random(seed))

    assert as_paper(report) == as_paper(read_back(report))


@pytest.mark.parametrize("path", [SAMPLE, *sorted(PUBLISHED.glob("*.json"))], ids=lambda p: p.stem)
def test_published_reports_come_back_as_they_were(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    report = exchange.load(text, shipped.form, date(2026, 2, 1))

    assert as_paper(report) == as_paper(read_back(report))


@pytest.mark.parametrize("seed", range(3))
def test_totals_come_back_as_printed_totals(seed: int) -> None:
    texts = {cell.address: "2" for cell in FORM.typed} | consistent(Random(seed))
    report = Report(FORM, {"organ": ORGAN, "year": "2024", **texts})

    expected = {cell.address: report.shown(cell.address) for cell in FORM.totals}
    assert expected == read_back(report).printed_totals
