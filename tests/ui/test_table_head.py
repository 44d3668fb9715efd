"""Merged heads and labels that stay put."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from gkdesk.ui import look
from gkdesk.ui.session import Session
from gkdesk.ui.table_head import TableCorner, TableHead
from gkdesk.ui.table_view import TableView


@pytest.fixture
def view(session: Session, qtbot: QtBot) -> TableView:
    """Table three in a page of a small screen."""
    view = TableView(session, "applications")
    qtbot.addWidget(view)
    view.resize(840, 480)
    with qtbot.waitExposed(view):
        view.show()
    return view


def heads(view: TableView) -> tuple[TableHead, TableHead]:
    """The head above and the labels beside."""
    across, down = view.horizontalHeader(), view.verticalHeader()
    assert isinstance(across, TableHead)
    assert isinstance(down, TableHead)
    return across, down


def label(head: TableHead, text: str) -> QRect:
    """Where a label stands."""
    return next(
        head.rect_of(cell)
        for row in range(0, head.height(), 4)
        for column in range(0, head.width(), 4)
        if (cell := head.cell_at(QPoint(column, row))) is not None and cell.text == text
    )


def test_a_merged_head_spans_its_columns(view: TableView) -> None:
    """From the left edge of the first to the right edge of the last."""
    across, _ = heads(view)
    rect = label(across, "法人或其他组织")

    assert rect.left() == view.columnViewportPosition(1)
    assert rect.right() + 1 == view.columnViewportPosition(6)
    assert label(across, "自然人").bottom() == label(across, "商业企业").bottom()


def test_a_merged_label_spans_its_rows(view: TableView) -> None:
    """And stands left of the labels under it."""
    _, down = heads(view)
    rect = label(down, "（三）不予公开")

    assert rect.top() == view.rowViewportPosition(4)
    assert rect.bottom() + 1 == view.rowViewportPosition(12)
    assert rect.right() + 1 == label(down, "1.属于国家秘密").left()


@pytest.mark.parametrize("section_id", ["applications", "review_and_litigation"])
def test_every_place_of_the_heads_has_one_label(
    session: Session, qtbot: QtBot, section_id: str
) -> None:
    """No gap, no overlap."""
    view = TableView(session, section_id)
    qtbot.addWidget(view)
    view.resize(840, 2000)
    across, _ = heads(view)
    cells = [cell for cell in view.model().grid.cells if cell.role == "head"]
    area = sum(across.rect_of(cell).width() * across.rect_of(cell).height() for cell in cells)

    assert area == across.length() * across.sizeHint().height()


def test_labels_scroll_with_their_rows_and_the_head_stays(view: TableView) -> None:
    """Down the table, the label keeps beside its figures."""
    across, down = heads(view)
    head = label(across, "自然人")
    view.go_to("applications.carried_forward.natural_person")

    assert head == label(across, "自然人")
    assert label(down, "四、结转下年度继续办理").top() == view.rowViewportPosition(24)
    assert across.offset() == 0


def test_a_merged_label_keeps_its_text_in_sight(view: TableView) -> None:
    """Its words move to the middle of what is to be seen of it."""
    _, down = heads(view)
    view.verticalScrollBar().setValue(view.rowHeight(0) * 3)
    seen = label(down, "三、本年度办理结果").intersected(down.viewport().rect())
    middle = QRect(seen.left() + 2, seen.center().y() - 60, seen.width() - 4, 120)
    image = down.grab(middle).toImage()
    ground = QColor(look.HEAD).rgb()

    assert any(
        image.pixel(x, y) != ground for x in range(image.width()) for y in range(image.height())
    )


def test_a_head_cut_off_by_the_edge_leaves_its_neighbour_alone(view: TableView) -> None:
    """Its text is cut off with it, instead of running over the head before it."""
    across, _ = heads(view)
    view.resize(500, 480)
    QApplication.processEvents()
    place, cut = label(across, "自然人"), label(across, "商业企业")
    whole = across.viewport().grab(place).toImage()
    view.resize(500 + cut.left() + 12 - across.viewport().width(), 480)
    QApplication.processEvents()

    assert across.viewport().width() == cut.left() + 12
    assert across.viewport().grab(place).toImage() == whole


def test_the_heads_show_where_the_cursor_is(view: TableView, qtbot: QtBot) -> None:
    """Row and column label are tinted, the others are not."""
    across, down = heads(view)
    view.go_to("applications.state_secret.commercial_enterprise")

    def ground(head: TableHead, text: str) -> str:
        at = label(head, text).topLeft() + QPoint(2, 2)
        ratio = head.devicePixelRatioF()
        return head.grab().toImage().pixelColor(round(at.x() * ratio), round(at.y() * ratio)).name()

    assert ground(across, "商业企业") == QColor(look.ACCENT_LIGHT).name()
    assert ground(down, "1.属于国家秘密") == QColor(look.ACCENT_LIGHT).name()
    assert ground(across, "科研机构") == QColor(look.HEAD).name()
    assert ground(down, "2.其他法律行政法规禁止公开") == QColor(look.HEAD).name()


def test_the_corner_stands_where_heads_and_labels_meet(view: TableView) -> None:
    """And says how the columns hang together."""
    corner = view.findChild(TableCorner)
    across, down = heads(view)

    assert corner.isVisible()
    assert corner.accessibleName().startswith("（本列数据的勾稽关系为：")
    assert corner.geometry() == QRect(0, 0, down.width(), across.height())


def test_a_click_on_a_head_chooses_the_column(view: TableView, qtbot: QtBot) -> None:
    """For copying; through the corner it chooses all."""
    across, _ = heads(view)
    at = label(across, "科研机构").center()
    qtbot.mouseClick(across.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert {index.column() for index in view.selectedIndexes()} == {2}
    assert len(view.selectedIndexes()) == 25


def test_a_tool_tip_shows_only_what_is_cut_off(view: TableView, qtbot: QtBot) -> None:
    """A label that can be read needs none."""
    _, down = heads(view)

    def tip_at(at: QPoint) -> str:
        QToolTip.hideText()
        event = QHelpEvent(QEvent.Type.ToolTip, at, down.viewport().mapToGlobal(at))
        QApplication.sendEvent(down.viewport(), event)
        return QToolTip.text()

    assert tip_at(label(down, "（一）予以公开").center()) == ""

    view.resize(840, 240)
    view.verticalScrollBar().setValue(view.rowHeight(0) * 11 - 2)

    assert tip_at(QPoint(label(down, "（三）不予公开").center().x(), 2)) == "（三）不予公开"


def test_a_table_of_blocks_has_no_heads_beside_it(session: Session, qtbot: QtBot) -> None:
    """They stand within it."""
    view = TableView(session, "proactive_disclosure")
    qtbot.addWidget(view)

    assert view.horizontalHeader().isHidden()
    assert view.verticalHeader().isHidden()
    assert view.findChild(TableCorner) is None
