"""Reports that tests start from."""

from collections.abc import Mapping

from gkdesk.core.report import Report
from gkdesk.files import shipped

ORGAN = "叶城县河园镇人民政府"
PROSE = {
    "preface": "本报告由六个部分组成，统计期限自2024年1月1日至12月31日。",
    "overview": "（一）主动公开。甲。\n（二）依申请公开。乙。\n（三）政府信息管理。丙。\n"
    "（四）政府信息公开平台建设。丁。\n（五）监督保障。工作考核、社会评议合格，没有责任追究。",
    "problems_and_improvement": "主要问题是人手不足。下一步加强培训。",
    "other_matters": "本年度收取信息处理费0元。",
}

LAST_PROSE = {
    "preface": "现将上年度工作情况公布如下，数据期限为2023年1月1日至12月31日，共六个部分。",
    "overview": "（一）主动公开方面：子。\n（二）依申请公开方面：丑。\n（三）信息管理方面：寅。\n"
    "（四）平台建设方面：卯。\n（五）监督保障方面：考核、评议良好，未追究责任。",
    "problems_and_improvement": "更新不够及时，今后要改进。",
    "other_matters": "未收取信息处理费。",
}


def empty_report(**texts: str) -> Report:
    """A new report of 2024 with an organ, a year and nothing else but `texts`."""
    return Report(shipped.form("2021"), {"organ": ORGAN, "year": "2024", **texts})


def sound_report(**texts: str) -> Report:
    """A complete report of zeros against which no check has anything, changed by `texts`."""
    return _report(2024, PROSE, texts)


def sound_last_year(**texts: str) -> Report:
    """A complete report of zeros of the year before, in other words, changed by `texts`."""
    return _report(2023, LAST_PROSE, texts)


def _report(year: int, prose: Mapping[str, str], texts: Mapping[str, str]) -> Report:
    form = shipped.form("2021")
    zeros = {cell.address: "0" for cell in form.typed}
    signature = {"signature.organ": ORGAN, "signature.date": f"{year + 1}-01-20"}
    report = Report(form, {"organ": ORGAN, "year": str(year), **prose, **zeros, **signature})
    for address, text in texts.items():
        report.set(address, text)
    return report
