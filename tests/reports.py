"""Reports that tests start from."""

from gkdesk.core.report import Report
from gkdesk.files import shipped

ORGAN = "叶城县河园镇人民政府"
PROSE = {
    "preface": "本报告由六个部分组成，统计期限自2024年1月1日至12月31日。",
    "overview": "（一）主动公开。甲。\n（二）依申请公开。乙。\n（三）政府信息管理。丙。\n"
    "（四）政府信息公开平台建设。丁。\n（五）监督保障。戊。",
    "problems_and_improvement": "主要问题是人手不足。下一步加强培训。",
    "other_matters": "本年度收取信息处理费0元。",
}


def empty_report(**texts: str) -> Report:
    """A new report of 2024 with an organ, a year and nothing else but `texts`."""
    return Report(shipped.form("2021"), {"organ": ORGAN, "year": "2024", **texts})


def sound_report(**texts: str) -> Report:
    """A complete report of zeros against which no check has anything, changed by `texts`."""
    form = shipped.form("2021")
    zeros = {cell.address: "0" for cell in form.typed}
    signature = {"signature.organ": ORGAN, "signature.date": "2025-01-20"}
    report = Report(form, {"organ": ORGAN, "year": "2024", **PROSE, **zeros, **signature})
    for address, text in texts.items():
        report.set(address, text)
    return report
