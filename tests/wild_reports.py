"""Reports as nobody would write them, but as the exchange format allows: wild data files."""

from __future__ import annotations

import json
from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st

from faults import FORM, consistent
from gkdesk.core import exchange
from gkdesk.core.form import Block, Form, Section
from gkdesk.core.report import CONTACT_FIELDS, Report
from gkdesk.files import shipped
from reports import ORGAN

TODAY = date(2098, 6, 30)
FEES = "proactive_disclosure.administrative_fees.amount_10k_yuan"

SENTENCES = (
    "全年主动公开政府信息1,234条，其中政策解读12件。",
    "截至2024年12月31日，共受理申请3件，均在20个工作日内答复，",
    "根据《中华人民共和国政府信息公开条例》（国令第711号）第五十条，",
    "没有发生行政复议、行政诉讼",
    "乡党委政府高度重视政务公开工作，把它摆上议事日程，分管领导具体抓，配备",
    "3名工作人员参加了培训（占50.5%）；",
    "“三安全一稳定”的要求‘落实’到位……——",
    "网址：http://www.example.gov.cn/zwgk/index.html?id=1&x=<y>。",
    "Office-365系统升级，\tA类  2项 \u3000完成。",
)
NUMBERED = (
    "（一）主动公开。",
    "(二)依申请公开情况：",
    "（三）政府信息管理",
    "㈣平台",
    "1. 5万元",
    "1.5万元",
    "1．重点领域公开。",
    "２、２０２４年",
    "⑴抓培训。",
    "（12）x",
    "一、",
    "十一 、 其他",
    "1.²",
)
LIKE_OTHERS = (
    ORGAN,
    f"{ORGAN}2023年政府信息公开工作年度报告",
    "2023年政府信息公开工作年度报告",
    "2025年1月20日",
    "（2025年1月20日）",
    "2025-01-20",
    "河园镇",
    "- 3 -",
    "— 12 —",
    "12",
    "第3页 共9页",
    "规章 1 2 3",
    "规章\t1\t2\t3",
    "行政许可 7",
    "一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1",
    "六、其他 0 0 0 0 0 0 0",
    "（六）其他处理 1 0 0 0 0 0 1",
    "本年新制作数量本年新公开数量对外公开总数量",
    "处理决定数量",
    "采购总金额",
    "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
)
ORGANS = (
    ORGAN,
    "淮安市洪泽区人民政府",
    "新疆维吾尔自治区喀什地区叶城县河园镇人民政府（河园镇经济开发区管理委员会）",
    "甲",
    "第12师2024年",
    "2025年",
    "《乡镇》 编辑部",
    "ABC  Office of   Foreign Affairs of the People's Government of Yecheng County",
    "甲" + " " * 60 + "乙",
    "叶城县。",
    f"{ORGAN}2023年政府信息公开工作年度报告",
    "一、总体情况",
    "2025年1月20日",
    "二〇二四年 3 月",
)
ODD_CELLS = (
    "/",
    "无",
    "—",
    "约3",
    "00件",
    ",5",
    "01.5",
    "3 5件",
    "3件",
    "3 件",
    "3\n5",
    "3\n\n 件 ",
    "12（其中境外3件）",
    "0.00",
    "000",
    "１２",
    "1,234",
    "1,23",
    "1 2",
    "-1",
    "+3",
    "1e3",
    "3.5",
    "0.0000000001",
    "7730.280001",
    "999999999999999",
    "9999999999999999999999",
    "①",
    "总计",
    "规章",
    "本年新收",
    "行政许可",
    "2025年1月20日",
    "此项工作由上级统一办理，" * 20,
    "=SUM(A1)",
    "<w:t>",
)


def labels(form: Form) -> list[str]:
    """All that a form prints: headings, captions, heads and labels, and what is taken for them."""
    found = [*form.title, "".join(form.title_lines(ORGAN, 2024))]
    for section in form.sections:
        found += [section.label, section.name, *section.aliases]
        found += _table_labels(section)
    return [one for one in dict.fromkeys(found) if one]


def _table_labels(section: Section) -> list[str]:
    if section.table is None:
        return []
    headings = [one.label for one in section.table.headings.values()]
    return headings + [one for block in section.table.blocks for one in _block_labels(block)]


def _block_labels(block: Block) -> list[str]:
    rows = [name for row in block.rows for name in (row.label, *row.aliases)]
    return [block.caption, block.corner, *(one.label for one in block.columns), *rows]


ANYTHING = st.text(max_size=40)
"""Any characters, also those that no paper can carry."""
LOOKALIKES = st.sampled_from((*labels(FORM), *labels(shipped.form("2019")), *LIKE_OTHERS))
LINES = st.one_of(
    LOOKALIKES,
    LOOKALIKES,
    st.sampled_from((*SENTENCES, *NUMBERED)),
    st.lists(st.sampled_from((*NUMBERED, *SENTENCES)), max_size=30).map("".join),
    st.tuples(st.sampled_from(NUMBERED), LOOKALIKES).map("".join),
    ANYTHING,
)
PROSE = st.tuples(st.lists(LINES, max_size=12), st.sampled_from(("\n", "\r\n", "\n\n \t\n"))).map(
    lambda pair: pair[1].join(pair[0])
)
NAMES = st.one_of(st.sampled_from(ORGANS), LOOKALIKES, ANYTHING)
CELLS = st.one_of(st.sampled_from(ODD_CELLS), LOOKALIKES, ANYTHING)


_ADDRESSES = st.sampled_from(("organ", "signature.date", "preface", "overview", *FORM.cells))
_EXPLANATIONS = st.fixed_dictionaries(
    {
        "check": ANYTHING,
        "addresses": st.lists(_ADDRESSES, max_size=3),
        "left": st.none() | ANYTHING,
        "right": st.none() | ANYTHING,
        "reason": ANYTHING,
        "who": ANYTHING,
        "when": ANYTHING,
    }
)
_REMARKS = st.fixed_dictionaries({"kind": ANYTHING, "address": ANYTHING, "message": ANYTHING})
_TOTALS = st.sampled_from([cell.address for cell in FORM.totals])
_BESIDE = st.fixed_dictionaries(
    {},
    optional={
        "contact": st.dictionaries(st.sampled_from(CONTACT_FIELDS), ANYTHING),
        "explanations": st.lists(_EXPLANATIONS, max_size=3),
        "printed_totals": st.dictionaries(_TOTALS, CELLS, max_size=5),
        "remarks": st.lists(_REMARKS, max_size=3),
    },
)
"""What no paper carries, or what reading a paper adds."""


@st.composite
def data_files(draw: st.DrawFn) -> str:
    """The text of a data file with wild prose, names, figures and signature."""
    organ = draw(NAMES.filter(lambda text: bool(exchange.clean(text).strip())))
    sections = st.dictionaries(st.sampled_from([one.id for one in FORM.prose]), PROSE)
    data: dict[str, Any] = {
        "format": exchange.FORMAT,
        "form": FORM.edition,
        "organ": organ,
        "year": draw(st.integers(FORM.first_year, TODAY.year + 1)),
        "prose": draw(sections),
        "answers": draw(figures()),
        "signature": draw(signatures(organ)),
    }
    return json.dumps(data | draw(_BESIDE))


@st.composite
def figures(draw: st.DrawFn) -> dict[str, str]:
    """The typed cells: numbers, zeros or nothing, some of them blank, some of them odd."""
    random = Random(draw(st.integers(0, 2**32)))
    kind = draw(st.sampled_from(("numbers", "zeros", "blank", "any digits")))
    texts: dict[str, str] = {}
    if kind == "numbers":
        texts = {cell.address: str(random.randrange(500)) for cell in FORM.typed}
        texts |= consistent(random)
    elif kind == "zeros":
        texts = {cell.address: "0" for cell in FORM.typed}
    elif kind == "any digits":
        texts = {cell.address: _digits(random) for cell in FORM.typed}
    if draw(st.booleans()):
        texts[FEES] = str(draw(st.decimals(0, 10**14, places=draw(st.integers(0, 12)))))
    addresses = st.sampled_from([cell.address for cell in FORM.typed])
    texts |= draw(st.dictionaries(addresses, CELLS, max_size=8))
    for address in draw(st.lists(addresses, max_size=5)):
        texts.pop(address, None)
    return texts


def _digits(random: Random) -> str:
    return str(random.randrange(10 ** random.randrange(1, 18)))


@st.composite
def signatures(draw: st.DrawFn, organ: str) -> dict[str, Any]:
    """A signature with or without organ, date and seal; the organ is often the report's."""
    found: dict[str, Any] = {}
    if draw(st.booleans()):
        found["organ"] = draw(st.one_of(st.just(organ), NAMES))
    if draw(st.booleans()):
        found["date"] = draw(st.dates()).isoformat()
    if draw(st.booleans()):
        found["sealed"] = draw(st.booleans())
    return found


def loaded(text: str) -> Report:
    """The report in the text of a data file, on a day after all years that are drawn."""
    return exchange.load(text, shipped.form, TODAY)
