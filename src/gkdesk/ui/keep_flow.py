"""A report that was read is agreed to: what is lacking, what it would replace, and stored."""

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from gkdesk.errors import UserError
from gkdesk.files import beginnings, imports
from gkdesk.files.store import Store
from gkdesk.ui import dialogs, moments
from gkdesk.ui.new_report import year_fault
from gkdesk.ui.reading_review import ReadingReview


@dataclass(frozen=True, slots=True)
class Kept:
    """A report that is in the store now, and the sentence that says what was done."""

    id: int
    sentence: str


def keep(parent: QWidget, store: Store, review: ReadingReview, name: str) -> Kept | None:
    """Store the report of a review; None where something is lacking or the clerk would rather not.

    Never in place of another report unless the clerk says so.
    """
    review.commit()
    lacking = _lacking(review)
    if lacking:
        review.ask_for(*lacking)
        return None
    try:
        return _keep(parent, store, review, name)
    except UserError as error:
        dialogs.tell(parent, str(error))
        return None


def can_go_on(store: Store, review: ReadingReview) -> bool | None:
    """Whether the report of the year after can be begun from the one in a review.

    None while the store cannot be asked: another program may hold it for a moment.
    """
    report = review.report
    try:
        there = store.find(report.organ, report.year + 1) is not None
    except UserError:
        return None
    return not there and beginnings.can_report_on(report.year + 1, date.today())


def _lacking(review: ReadingReview) -> tuple[str, str] | None:
    """The address without which there is nothing to store, and what to say of it."""
    report = review.report
    unsure = {remark.address for remark in review.left_to_check}
    if not report.organ:
        return "organ", "请先填写机关名称，再存入。"
    years = range(report.form.first_year, date.today().year + 2)
    if report.year not in years:
        return "year", year_fault(years)
    if "year" in unsure:
        return "year", "没有读出年度：请改成原文的年度；已经对的，在下面打勾。"
    return None


def _keep(parent: QWidget, store: Store, review: ReadingReview, name: str) -> Kept | None:
    report = review.report
    whose = f"{report.organ}{report.year}年度报告"
    twin = imports.find_twin(store, report, from_paper=review.from_paper)
    if twin is None:
        return Kept(beginnings.begin_from(store, report), f"已存入：{whose}")
    if not twin.changes:
        return Kept(twin.stored.id, f"{whose}已有一份，内容完全相同，没有改动")
    now = datetime.now().astimezone()
    when = moments.words(twin.stored.changed_at.astimezone(), now)
    if not dialogs.ask_replace(parent, whose, when, len(twin.changes)):
        return None
    imports.replace(store, twin, f"导入：{name}")
    return Kept(twin.stored.id, f"已替换：{whose}，{len(twin.changes)} 处不同。打开它可以撤销")
