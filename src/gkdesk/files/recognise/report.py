"""A document -> a report of the form that it was written on, printed totals and remarks."""

from gkdesk.core.form import Form
from gkdesk.core.report import Remark, Report
from gkdesk.files.document import Document
from gkdesk.files.reading import Reading
from gkdesk.files.recognise.doubts import doubts
from gkdesk.files.recognise.evidence import withdraw
from gkdesk.files.recognise.strips import strips
from gkdesk.files.recognise.tables import read_tables
from gkdesk.files.recognise.texts import Texts, read_texts

NO_ORGAN = "（未读出机关名称）"


def recognise(document: Document, form: Form) -> Reading:
    """The report that a document holds; what is not certain is left out, with a remark."""
    texts = read_texts(form, document)
    figures = read_tables(form, list(strips(document)), lines=document.lines)
    withdraw(form, figures)
    report = Report(
        form,
        _texts(form, texts) | figures.answers,
        printed_totals=figures.printed,
        remarks=[*_unread(texts), *figures.remarks],
    )
    report.remarks = (*report.remarks, *doubts(report))
    return Reading(report, document, {**texts.places, **figures.places})


def _texts(form: Form, texts: Texts) -> dict[str, str]:
    """What was read beside the tables, by address."""
    signature = {
        "signature.organ": texts.signature_organ,
        "signature.date": texts.signature_date,
    }
    return {
        "organ": texts.organ or texts.signature_organ or NO_ORGAN,
        "year": str(texts.year or form.first_year),
        **texts.prose,
        **{address: text for address, text in signature.items() if text},
    }


def _unread(texts: Texts) -> list[Remark]:
    """A remark for what every report has and this one did not show."""
    remarks = []
    if not texts.organ and not texts.signature_organ:
        remarks.append(Remark("heading", "organ", "没有读出机关名称，请补上。"))
    if texts.year is None:
        remarks.append(Remark("heading", "year", "没有读出年度，请补上。"))
    return remarks
