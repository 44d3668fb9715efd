"""The source of a report on screen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextTable
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gkdesk.files.document import Document, Grid, GridCell, Place
from gkdesk.files.report_file import read_file
from gkdesk.ui import look, source_drawing
from gkdesk.ui.source_view import SourceView

DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"
Show = Callable[[QWidget], None]


def view_of(qtbot: QtBot, *blocks: str | Grid) -> SourceView:
    """The view of a document with these blocks."""
    made = SourceView(Document(blocks))
    qtbot.addWidget(made)
    return made


def tables(view: SourceView) -> list[QTextTable]:
    """The tables on the paper."""
    frames = view.document().rootFrame().childFrames()
    return [one for one in frames if isinstance(one, QTextTable)]


@pytest.mark.parametrize(
    "name",
    [
        "huaian_2024.official-template.docx",
        "hangzhou_2025.html",
        "hongze_2024.pdf",
        "kewei_2024.txt",
        "huaian_2024.pdf2docx.docx",
    ],
)
def test_each_figure_is_found_where_it_was_read(name: str, qtbot: QtBot) -> None:
    """In every format: the frame is around the text with this figure."""
    reading = read_file(DOCUMENTS / name)
    assert reading.document is not None
    view = SourceView(reading.document)
    qtbot.addWidget(view)
    wrong = []
    for address in reading.report.numbers:
        view.show_place(reading.place(address))
        if reading.report.text(address) not in view.framed.replace(",", ""):
            wrong.append((address, view.framed))

    assert wrong == []


def test_merged_cells_are_merged(qtbot: QtBot) -> None:
    """As the file has them, in both directions, each text once."""
    cells = (
        GridCell(0, 0, "角", row_span=2),
        GridCell(0, 1, "头", column_span=2),
        GridCell(1, 1, "甲"),
        GridCell(1, 2, "乙"),
    )
    view = view_of(qtbot, "前", Grid(2, 3, cells), "后")
    (table,) = tables(view)

    assert (table.rows(), table.columns()) == (2, 3)
    view.show_place(Place(1, 7, 7))
    assert view.framed == ""
    assert table.cellAt(1, 0).row() == 0
    assert table.cellAt(0, 2).column() == 1
    assert "前\n角\n头\n甲\n乙\n后" in view.toPlainText().replace("\n\n", "\n")


def test_markup_in_a_file_is_text_like_any_other(qtbot: QtBot) -> None:
    """Nothing of it is interpreted, so nothing can be fetched."""
    text = '<img src="http://example.com/a.png"><b>粗</b>\ufdd0\ufdd1\u2029'
    view = view_of(qtbot, text, Grid(1, 1, (GridCell(0, 0, text),)))

    assert view.toPlainText().count('<img src="http://example.com/a.png"><b>粗</b>') == 2
    assert len(tables(view)) == 1


def test_a_place_is_scrolled_into_sight(shown: Show, qtbot: QtBot) -> None:
    """And framed; no place, no frame."""
    view = SourceView(Document(tuple(f"第{number}段" for number in range(400))))
    shown(view)
    view.show_place(Place(300))

    box = view._box()
    assert view.framed == "第300段"
    assert box is not None
    top = view.verticalScrollBar().value()
    assert top < box.top() < box.bottom() < top + view.viewport().height()
    view.show_place(None)
    assert view.framed == ""
    view.show_beginning()
    assert view.verticalScrollBar().value() == 0


def test_an_empty_cell_is_framed_too(shown: Show, qtbot: QtBot) -> None:
    """That is what 「有 3 格是空白」 is about."""
    view = SourceView(Document((Grid(1, 2, (GridCell(0, 0, "栏"), GridCell(0, 1, ""))),)))
    shown(view)
    view.show_place(Place(0, 0, 1))
    box = view._box()

    assert box is not None
    assert box.width() > 20


@pytest.mark.parametrize(
    "blocks",
    [
        tuple("段" for _ in range(source_drawing.MOST_BLOCKS + 5)),
        ("字" * (source_drawing.MOST_SIGNS + 5),),
        (Grid(3, 2000, tuple(GridCell(0, column, "甲") for column in range(2000))),),
        (Grid(90000, 5, tuple(GridCell(row, 0, "甲") for row in range(90000))),),
        (Grid(5, 5, (GridCell(0, 0, "字" * 300_000, row_span=5, column_span=5),)),),
        tuple(Grid(40, 40, (GridCell(0, 0, "甲"),)) for _ in range(50)),
    ],
    ids=["paragraphs", "signs", "columns", "rows", "cell", "tables"],
)
def test_a_huge_document_is_cut_with_a_sentence(
    blocks: tuple[str | Grid, ...], qtbot: QtBot
) -> None:
    """A window is no place for a book; what was cut off is not framed."""
    view = view_of(qtbot, *blocks)

    assert view.toPlainText().endswith(source_drawing.CUT)
    assert len(view.toPlainText()) < source_drawing.MOST_SIGNS + 20_000
    view.show_place(Place(len(blocks), 80000, 1900))
    assert view.framed == ""


def test_a_table_without_cells_is_passed_over(qtbot: QtBot) -> None:
    """The places behind it stay right."""
    view = view_of(qtbot, Grid(0, 0, ()), "后")
    view.show_place(Place(1))

    assert view.framed == "后"


def test_it_is_read_and_copied_but_never_changed(shown: Show, qtbot: QtBot) -> None:
    """Plain text goes to the clipboard; Tab leads out; the menu is in Chinese."""
    view = SourceView(Document(("甲", "乙")))
    shown(view)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_X)
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert view.toPlainText().startswith("甲\n乙")
    assert QGuiApplication.clipboard().mimeData().formats() == ["text/plain"]
    assert QGuiApplication.clipboard().text().startswith("甲\n乙")


def test_the_text_size_is_followed(qtbot: QtBot) -> None:
    """A little smaller than the labels, as the tables are."""
    view = view_of(qtbot, "甲")
    before = view.document().defaultFont().pointSizeF()
    view.set_text_size(look.POINTS + 4)

    assert view.document().defaultFont().pointSizeF() > before
