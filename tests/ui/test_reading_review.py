"""One report that was read, beside its source."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from gkdesk.core import exchange
from gkdesk.core.report import Remark, Report
from gkdesk.files import shipped
from gkdesk.files.reading import Reading
from gkdesk.files.report_file import read_file
from gkdesk.ui import look
from gkdesk.ui.basics_page import BasicsPage
from gkdesk.ui.field import Field
from gkdesk.ui.prose_editor import ProseEditor
from gkdesk.ui.reading_review import ReadingReview
from gkdesk.ui.remark_list import RemarkList
from gkdesk.ui.source_view import SourceView
from gkdesk.ui.table_view import TableView
from keyboard import press_keys, retype, type_in
from reports import sound_report

DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"
Show = Callable[[QWidget], None]
Review = Callable[[Reading], ReadingReview]
CONTROL = Qt.KeyboardModifier.ControlModifier
ROW = "applications.granted"
CELL = f"{ROW}.natural_person"


@pytest.fixture
def review(shown: Show) -> Iterator[Review]:
    """Give a function that puts the review of a reading on the screen."""
    made: list[ReadingReview] = []

    def make(reading: Reading) -> ReadingReview:
        one = ReadingReview(reading, "去年.docx", look.POINTS)
        made.append(one)
        shown(one)
        one.begin()
        return one

    yield make
    for one in made:
        one.end()


def read(name: str) -> Reading:
    """A real file."""
    return read_file(DOCUMENTS / name)


def doubtful(*remarks: Remark, blank: str = "", **printed: str) -> Reading:
    """A data file of zeros with remarks, a blank row and printed totals."""
    report = sound_report()
    for address in [one for one in report.texts if blank and one.startswith(f"{blank}.")]:
        report.set(address, None)
    return Reading(Report(report.form, report.texts, printed_totals=printed, remarks=remarks))


def words(review: ReadingReview) -> str:
    """All that its labels say."""
    return "\n".join(one.text() for one in review.findChildren(QLabel) if one.isVisible())


def source(review: ReadingReview) -> SourceView:
    """The source beside the result."""
    return review.findChild(SourceView)


def button(review: ReadingReview, text: str) -> QPushButton:
    """The button that says this."""
    return next(one for one in review.findChildren(QPushButton) if one.text() == text)


def test_a_clean_file_says_that_there_is_no_doubt(review: Review) -> None:
    """The list of remarks is not there; the keyboard is at the beginning."""
    shown = review(read("huaian_2024.official-template.docx"))

    assert "没有疑问，请看看两边是否一致" in words(shown)
    assert not shown.findChild(RemarkList).isVisible()
    assert shown.step == "basics"
    assert shown.findChild(BasicsPage).findChild(Field).hasFocus()
    assert "淮安市人民政府2024年" in source(shown).framed


def test_the_cursor_in_the_result_shows_the_place_in_the_source(
    review: Review, qtbot: QtBot
) -> None:
    """Cell by cell, and at each tab."""
    shown = review(read("huaian_2024.official-template.docx"))
    shown.findChild(QTabBar).setCurrentIndex(3)
    assert source(shown).framed == "3001"
    shown.part.setFocus()
    qtbot.keyClick(shown.part, Qt.Key.Key_Right)
    assert source(shown).framed == "53"
    qtbot.keyClick(shown.part, Qt.Key.Key_Down)
    qtbot.keyClick(shown.part, Qt.Key.Key_Down)
    assert source(shown).framed == "21"

    shown.findChild(QTabBar).setCurrentIndex(1)
    assert source(shown).framed == "（文字描述）"


def test_it_begins_at_the_first_doubt(review: Review) -> None:
    """With the remark, the cell and the line in the source together."""
    shown = review(read("kewei_2024.txt"))
    first = shown.left_to_check[0]

    assert isinstance(shown.part, TableView)
    assert shown.part.hasFocus()
    assert shown.part.address.startswith(first.address)
    assert shown.findChild(RemarkList).current == first
    assert "行政许可" in source(shown).framed
    assert f"还有 {len(shown.left_to_check)} 处要核对" in words(shown)
    in_three = [one for one in shown.left_to_check if one.address.startswith("applications.")]
    assert shown.findChild(QTabBar).tabText(3) == f"三 申请办理（{len(in_three)}）"


def test_a_blank_that_is_filled_in_is_settled(review: Review, qtbot: QtBot) -> None:
    """The count is true at once; taking it back opens the doubt again."""
    row = "proactive_disclosure.administrative_permits"
    other = Remark("label_typo", ROW, "按“予以公开”读入。")
    shown = review(doubtful(Remark("missing", row, "没有找到"), other, blank=row))
    press_keys(qtbot, "97")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert "还有 1 处要核对" in words(shown)
    assert shown.findChild(QTabBar).tabText(2) == "二 主动公开"
    assert shown.findChild(RemarkList).item(0).checkState() == Qt.CheckState.Checked

    qtbot.keyClick(shown.part, Qt.Key.Key_Z, CONTROL)
    assert "还有 2 处要核对" in words(shown)
    assert "已撤销" in words(shown)
    qtbot.keyClick(shown.part, Qt.Key.Key_Y, CONTROL)
    assert "还有 1 处要核对" in words(shown)


def test_f8_goes_through_what_is_not_settled(review: Review, qtbot: QtBot) -> None:
    """From the top again after the last, also from another step; settled ones are passed over."""
    first, second = (Remark("label_typo", one, one) for one in (ROW, "applications.other"))
    shown = review(doubtful(first, second, Remark("heading", "signature.date", "日期")))
    assert shown.step == "basics"
    qtbot.keyClick(shown, Qt.Key.Key_F8)
    assert shown.part.address == f"{first.address}.natural_person"
    press_keys(qtbot, "5\t")
    qtbot.keyClick(shown, Qt.Key.Key_F8)
    assert shown.part.address == f"{second.address}.natural_person"
    qtbot.keyClick(shown, Qt.Key.Key_F8)
    assert shown.step == "basics"
    qtbot.keyClick(shown, Qt.Key.Key_F8)

    assert shown.part.address == f"{second.address}.natural_person"


def test_a_click_on_a_remark_goes_to_its_cell_and_its_place(review: Review, qtbot: QtBot) -> None:
    """From wherever the clerk is."""
    shown = review(read("hongze_2024.pdf"))
    shown.show_step("overview")
    remarks = shown.findChild(RemarkList)
    place = remarks.visualItemRect(remarks.item(0)).center()
    qtbot.mouseClick(remarks.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert shown.part.address == "applications.overdue_correction.natural_person"
    assert shown.part.hasFocus()
    assert source(shown).framed == "0"


def test_a_remark_is_ticked_by_the_space_bar(review: Review, qtbot: QtBot) -> None:
    """And unticked; Esc goes back to the page."""
    shown = review(read("hongze_2024.pdf"))
    remarks = shown.findChild(RemarkList)
    remarks.setFocus()
    qtbot.keyClick(remarks, Qt.Key.Key_Space)
    assert "都核对过了" in words(shown)
    assert not button(shown, "下一处").isEnabled()
    qtbot.keyClick(remarks, Qt.Key.Key_Space)
    assert "还有 1 处要核对" in words(shown)
    qtbot.keyClick(remarks, Qt.Key.Key_Escape)

    assert shown.part.hasFocus()


def test_a_tick_with_the_mouse_counts_too(review: Review, qtbot: QtBot) -> None:
    """In the box before the line."""
    shown = review(read("hongze_2024.pdf"))
    remarks = shown.findChild(RemarkList)
    row = remarks.visualItemRect(remarks.item(0))
    box = QPoint(row.left() + 14, row.center().y())
    qtbot.mouseClick(remarks.viewport(), Qt.MouseButton.LeftButton, pos=box)

    assert "都核对过了" in words(shown)


def test_sums_are_worked_out_anew_at_each_correction(review: Review, qtbot: QtBot) -> None:
    """Against the totals that the source printed."""
    shown = review(doubtful(**{f"{ROW}.total": "5"}))
    assert shown.part.address == f"{ROW}.total"
    qtbot.keyClick(shown.part, Qt.Key.Key_Home)
    press_keys(qtbot, "4")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert "相差1" in shown.left_to_check[0].message
    qtbot.keyClick(shown.part, Qt.Key.Key_Up)
    press_keys(qtbot, "5")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert shown.report.text(CELL) == "5"
    assert "没有疑问" in words(shown)


def test_doubtful_cells_are_marked_until_they_are_settled(review: Review, qtbot: QtBot) -> None:
    """For eyes and for a screen reader."""
    shown = review(doubtful(Remark("missing", ROW, "没有找到"), blank=ROW))
    model = shown.part.model()
    index = model.index_of(CELL)

    def ground() -> str | None:
        brush = index.data(Qt.ItemDataRole.BackgroundRole)
        return brush.color().name() if brush else None

    assert ground() == look.WARNING_LIGHT
    assert "要与原文核对" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    shown.session.set_many(dict.fromkeys(shown.report.blanks("applications"), "0"), "填")
    assert ground() is None


def test_a_data_file_has_no_source_and_the_result_the_room(review: Review, tmp_path: Path) -> None:
    """It says so."""
    file = tmp_path / "报告.json"
    file.write_text(exchange.dump(sound_report()), "utf-8")
    shown = review(read_file(file))

    assert shown.findChild(SourceView) is None
    assert "这是数据文件，没有原文可以对照" in words(shown)
    assert shown.findChild(BasicsPage).width() > shown.width() - 40


def test_an_organ_that_was_not_read_is_blank_and_asked_for(review: Review, qtbot: QtBot) -> None:
    """No word in brackets stands in for it; its title is looked for at the top of the source."""
    shown = review(read("hangzhou_2025.soffice.docx"))
    field = QApplication.focusWidget()
    assert isinstance(field, Field)
    assert (field.address, field.text()) == ("organ", "")
    retype(qtbot, field, "河园镇人民政府")

    assert shown.report.organ == "河园镇人民政府"
    assert "都核对过了" in words(shown)


def test_prose_is_corrected_in_place(review: Review, qtbot: QtBot) -> None:
    """What is wrong with it as a report is no matter here, and not underlined."""
    shown = review(read("kewei_2024.txt"))
    findings = shown.session.outcome.findings
    assert {one.check.section for one in findings} <= {"proactive_disclosure", "applications", ""}
    assert not [one for one in findings if one.span]
    shown.show_step("other_matters")
    assert isinstance(shown.part, ProseEditor)
    assert not shown.is_corrected()
    shown.part.setFocus()
    type_in(qtbot, shown.part, "甲")

    assert shown.is_corrected()
    assert shown.report.text("other_matters").startswith("甲")
    qtbot.keyClick(shown.part, Qt.Key.Key_Z, CONTROL)
    assert not shown.is_corrected()
    qtbot.keyClick(shown.part, Qt.Key.Key_Z, CONTROL)
    assert "没有可撤销的了" in words(shown)


def test_an_old_report_is_shown_on_its_own_form(review: Review) -> None:
    """Also the cells that the newer form has no counterpart for."""
    form = shipped.form("2019")
    texts = {"organ": "山前镇人民政府", "year": "2020", CELL: "3"}
    shown = review(Reading(Report(form, texts)))
    for step in ("proactive_disclosure", "applications", "review_and_litigation"):
        shown.show_step(step)
        assert isinstance(shown.part, TableView)
    shown.go_to(CELL)

    assert shown.part.address == CELL


def test_the_text_size_is_followed_by_all_parts(review: Review) -> None:
    """Those that are made later as well."""
    shown = review(read("hongze_2024.pdf"))
    shown.set_text_size(look.POINTS + 2)
    shown.show_step("overview")

    assert shown.part.font().pointSize() == look.POINTS + 3
    assert source(shown).font().pointSizeF() == pytest.approx((look.POINTS + 2) * 0.9)


def test_a_text_size_of_before_is_taken_over(qtbot: QtBot) -> None:
    """By the source as well."""
    shown = ReadingReview(read("huaian_2024.official-template.docx"), "去年.docx", 14)
    qtbot.addWidget(shown)

    assert source(shown).font().pointSizeF() == pytest.approx(14 * 0.9)
    assert source(shown).document().defaultFont().pointSizeF() == pytest.approx(14 * 0.9)
    shown.end()


def test_the_year_after_is_offered_only_where_it_can_be_begun(review: Review) -> None:
    """Else the button that stores is the first one."""
    shown = review(read("hongze_2024.pdf"))
    shown.offer_next(2025, possible=True)
    assert button(shown, "存入并新建 2025 年年报").isVisible()
    assert button(shown, "存入").property("role") == ""
    shown.offer_next(2025, possible=False)
    assert not button(shown, "存入并新建 2025 年年报").isVisible()
    assert button(shown, "存入").property("role") == "primary"
