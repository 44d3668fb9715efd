"""A document -> a report of the form that it was written on, printed totals and remarks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gkdesk.core.form import Form
from gkdesk.core.report import UNSEALED, Remark, Report
from gkdesk.files.document import Document, Grid
from gkdesk.files.reading import Reading
from gkdesk.files.recognise.doubts import doubts
from gkdesk.files.recognise.editions import has_old_table
from gkdesk.files.recognise.evidence import withdraw
from gkdesk.files.recognise.figures import Figures
from gkdesk.files.recognise.strips import strips
from gkdesk.files.recognise.tables import read_tables
from gkdesk.files.recognise.texts import Texts, read_texts

OLD_TEMPLATE, OLD_FORM = "old_template", "old_form"
NO_ORGAN = "（未读出机关名称）"


def recognise(document: Document, form: Form, older: Form | None = None) -> Reading:
    """The report that a document holds; what is not certain is left out, with a remark.

    It is one on the older form where all tables that tell are that form's, and one on the newer
    where they are mixed: of the older tables it has what both forms ask for.
    """
    texts = read_texts(form, document)
    old_table = has_old_table(document, form, older) if older else None
    read_on = older if older and old_table else form
    figures = read_tables(read_on, list(strips(document)), lines=document.lines)
    withdraw(read_on, figures)
    edition = older if older and _is_older(form, figures, old_table, texts.year) else form
    report = Report(
        edition,
        _texts(edition, texts) | figures.answers,
        printed_totals=figures.printed,
        remarks=[
            *_unread(form, edition, texts),
            *_of_age(form, texts.year, figures.remarks),
            *(_mixed(form, read_on) if read_on is not edition else ()),
            *_without_lines(edition, document, figures),
        ],
    )
    report.remarks = (*report.remarks, *doubts(report))
    return Reading(report, document, {**texts.places, **figures.places})


def _is_older(form: Form, figures: Figures, old_table: bool | None, year: int | None) -> bool:
    """Whether all tables that tell are the older form's; where none does, the year decides."""
    told = [one for one in (old_table, figures.one_row) if one is not None]
    if not told or (old_table is None and all(told)):
        return year is not None and year < form.first_year
    return all(told)


def _of_age(form: Form, year: int | None, remarks: Sequence[Remark]) -> Iterator[Remark]:
    """Remarks on an old table, which is no fault in a report of the years that it was made for."""
    for remark in remarks:
        right = remark.kind == OLD_TEMPLATE and year is not None and year < form.first_year
        yield replace(remark, kind=OLD_FORM) if right else remark


def _mixed(form: Form, older: Form) -> Iterator[Remark]:
    """A remark for each old table in a report that is otherwise on the newer form."""
    for section in form.sections:
        if section.table != older.section(section.id).table:
            message = f"“{section.label}”用的是旧表样，旧表里没有的栏目空着，请按现行表样补填。"
            yield Remark(OLD_TEMPLATE, section.id, message)


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
        **({} if texts.sealed else {"signature.sealed": UNSEALED}),
    }


def _without_lines(form: Form, document: Document, figures: Figures) -> Iterator[Remark]:
    """A remark for each table of which the file itself says that not all its lines are drawn."""
    for section in form.sections:
        places = [p for a, p in figures.places.items() if a.startswith(f"{section.id}.")]
        found = [document.blocks[number] for number in sorted({place.block for place in places})]
        if any(isinstance(one, Grid) and one.bordered is False for one in found):
            yield Remark("borders", section.id, f"“{section.label}”的表格有的边框线没有画出来。")


def _unread(form: Form, edition: Form, texts: Texts) -> list[Remark]:
    """A remark for what every report has and this one did not show, or that cannot be."""
    remarks = []
    if not texts.organ and not texts.signature_organ:
        remarks.append(Remark("heading", "organ", "没有读出机关名称，请补上。"))
    elif texts.organ_is_named:
        message = f"没有找到标题，机关名称“{texts.organ}”取自正文，请核对。"
        remarks.append(Remark("organ_named", "organ", message))
    if texts.behind:
        message = f"落款后面还有 {texts.behind} 行文字，没有读入。"
        remarks.append(Remark("behind", form.sections[-1].id, message))
    for section in texts.missing:
        message = f"没有找到“{section.label}”这个标题，这一部分没有读入。"
        remarks.append(Remark("section_missing", section.id, message))
    if texts.year is None:
        remarks.append(Remark("heading", "year", "没有读出年度，请补上。"))
    elif texts.year < edition.first_year:
        message = f"读出的年度是{texts.year}，这种表样从{edition.first_year}年度用起，请核对。"
        remarks.append(Remark("heading", "year", message))
    elif edition is not form and texts.year >= form.first_year:
        message = f"{texts.year}年度的报告用的是旧表样，旧表里没有的栏目空着。"
        remarks.append(Remark(OLD_TEMPLATE, "year", message))
    return remarks
