"""A document -> a report of the form that it was written on, printed totals and remarks."""

from gkdesk.core.form import Form
from gkdesk.core.report import Remark, Report
from gkdesk.files.document import Document
from gkdesk.files.recognise.doubts import doubts
from gkdesk.files.recognise.evidence import withdraw
from gkdesk.files.recognise.strips import strips
from gkdesk.files.recognise.tables import read_tables
from gkdesk.files.recognise.texts import read_texts

NO_ORGAN = "（未读出机关名称）"


def recognise(document: Document, form: Form) -> Report:
    """The report that a document holds; what is not certain is left out, with a remark."""
    texts = read_texts(form, document)
    figures = read_tables(form, list(strips(document)), lines=document.lines)
    withdraw(form, figures)
    remarks = list(figures.remarks)
    organ = texts.organ or texts.signature_organ
    if not organ:
        remarks.insert(0, Remark("heading", "organ", "没有读出机关名称，请补上。"))
    if texts.year is None:
        remarks.insert(0, Remark("heading", "year", "没有读出年度，请补上。"))
    signature = {
        "signature.organ": texts.signature_organ,
        "signature.date": texts.signature_date,
    }
    answers = {
        "organ": organ or NO_ORGAN,
        "year": str(texts.year or form.first_year),
        **texts.prose,
        **figures.answers,
        **{address: text for address, text in signature.items() if text},
    }
    report = Report(form, answers, printed_totals=figures.printed, remarks=remarks)
    report.remarks = (*report.remarks, *doubts(report))
    return report
