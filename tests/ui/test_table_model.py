"""One official table for Qt."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtTest import QAbstractItemModelTester

from gkdesk.ui import look
from gkdesk.ui.session import Session
from gkdesk.ui.table_model import LAST_YEAR_ROLE, TableModel

Role = Qt.ItemDataRole
TABLES = ["proactive_disclosure", "applications", "review_and_litigation"]
GRANTED = "applications.granted.natural_person"
GRANTED_TOTAL = "applications.granted.total"


@pytest.fixture
def model(session: Session) -> TableModel:
    """Table three."""
    return TableModel(session, "applications")


def told(model: TableModel) -> list[str]:
    """The addresses that views are told of from now on."""
    addresses: list[str] = []
    model.dataChanged.connect(lambda first, last, _: addresses.append(model.address(first)))
    return addresses


def ask(model: TableModel, address: str, role: Role) -> object:
    """What a cell answers in a role."""
    return model.data(model.index_of(address), role)


def colour(model: TableModel, address: str, role: Role) -> str:
    """A colour of a cell by its name."""
    brush = ask(model, address, role)
    assert isinstance(brush, QBrush)
    return brush.color().name()


def test_figures_that_are_to_be_compared_with_a_document_are_marked(
    model: TableModel, session: Session
) -> None:
    """Blank ones too; what is wrong with a figure comes first."""
    changed = told(model)
    model.show_doubtful(frozenset((GRANTED, GRANTED_TOTAL, "overview")))

    assert sorted(changed) == sorted((GRANTED, GRANTED_TOTAL))
    assert colour(model, GRANTED, Role.BackgroundRole) == look.WARNING_LIGHT
    assert str(ask(model, GRANTED, Role.AccessibleDescriptionRole)).startswith("要与原文核对")
    session.set_text(GRANTED, "甲")
    assert colour(model, GRANTED, Role.BackgroundRole) == look.ERROR_LIGHT
    model.show_doubtful(frozenset())
    assert colour(model, GRANTED_TOTAL, Role.BackgroundRole) == look.GREY_CELL


@pytest.mark.parametrize("section_id", TABLES)
def test_qt_finds_no_fault_with_the_model(session: Session, section_id: str) -> None:
    """Flags, counts and parents are as Qt wants them, before and after changes."""
    model = TableModel(session, section_id)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    session.fill_zeros(section_id)
    session.undo()


@pytest.mark.parametrize(
    ("section_id", "size"),
    [
        ("proactive_disclosure", (14, 4)),
        ("applications", (25, 7)),
        ("review_and_litigation", (1, 15)),
    ],
)
def test_the_body_is_the_grid_without_heads_and_labels(
    session: Session, section_id: str, size: tuple[int, int]
) -> None:
    """Those stay put beside it; a table of blocks has them within."""
    model = TableModel(session, section_id)

    assert size == (model.rowCount(), model.columnCount())


@pytest.mark.parametrize("section_id", TABLES)
def test_every_figure_has_one_place(session: Session, section_id: str) -> None:
    """From address to index and back."""
    model = TableModel(session, section_id)
    cells = [cell for cell in session.form.cells.values() if cell.section.id == section_id]

    assert [cell.address for cell in cells] == [
        model.address(model.index_of(cell.address)) for cell in cells
    ]
    assert not model.index_of("organ").isValid()


def test_an_invalid_index_has_nothing(model: TableModel) -> None:
    """No flags, no data, no address."""
    nowhere = QModelIndex()

    assert model.flags(nowhere) == Qt.ItemFlag.NoItemFlags
    assert model.data(nowhere) is None
    assert model.address(nowhere) == ""
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.setData(nowhere, "1") is False


def test_a_typed_text_is_stored_and_shown(session: Session, model: TableModel) -> None:
    """Canonical for showing and for editing."""
    assert model.setData(model.index_of(GRANTED), "１，２００") is True

    assert session.report.text(GRANTED) == "1200"
    assert ask(model, GRANTED, Role.DisplayRole) == "1200"
    assert ask(model, GRANTED, Role.EditRole) == "1200"


def test_totals_are_shown_but_never_typed(session: Session, model: TableModel) -> None:
    """They are grey, and refuse."""
    total = model.index_of(GRANTED_TOTAL)
    session.set_text(GRANTED, "3")

    assert ask(model, GRANTED_TOTAL, Role.DisplayRole) == "3"
    assert model.setData(total, "5") is False
    assert not model.flags(total) & Qt.ItemFlag.ItemIsEditable
    assert colour(model, GRANTED_TOTAL, Role.BackgroundRole) == QColor(look.GREY_CELL).name()


def test_a_part_sum_is_lighter_than_a_total(session: Session, model: TableModel) -> None:
    """Until every addend is there."""
    session.set_text(GRANTED, "3")
    part = colour(model, GRANTED_TOTAL, Role.ForegroundRole)
    said = ask(model, GRANTED_TOTAL, Role.AccessibleDescriptionRole)
    session.fill_zeros("applications")

    assert part == QColor(look.LINE_DARK).name()
    assert said == "自动计算，还有格未填"
    assert colour(model, GRANTED_TOTAL, Role.ForegroundRole) == QColor(look.TEXT_QUIET).name()


def test_labels_within_a_table_of_blocks_cannot_be_chosen(session: Session) -> None:
    """Captions, heads and labels are there to read."""
    model = TableModel(session, "proactive_disclosure")
    caption = model.index(0, 0)

    assert caption.data() == "第二十条第（一）项"
    assert model.flags(caption) == Qt.ItemFlag.NoItemFlags
    assert model.index(0, 1).data() is None
    assert caption.data(Role.ToolTipRole) is None


def test_a_change_tells_of_what_is_shown_anew_and_no_more(
    session: Session, model: TableModel
) -> None:
    """The cell, the totals of its row and column, and their common total."""
    addresses = told(model)

    session.set_text(GRANTED, "3")

    assert sorted(addresses) == sorted(
        [
            GRANTED,
            GRANTED_TOTAL,
            "applications.results_total.natural_person",
            "applications.results_total.total",
        ]
    )


def test_another_table_is_told_nothing(session: Session, model: TableModel) -> None:
    """Nor is this one of prose."""
    addresses = told(model)

    session.set_text("review_and_litigation.reconsideration.upheld", "1")
    session.set_text("organ", "甲县人民政府")

    assert addresses == []


def test_a_part_sum_that_becomes_complete_is_told_of(session: Session, model: TableModel) -> None:
    """Although the figure is the same."""
    row = [cell for cell in session.form.cells if cell.startswith("applications.granted.")][:-1]
    for address in row[:-1]:
        session.set_text(address, "1")
    addresses = told(model)

    session.set_text(row[-1], "0")

    assert GRANTED_TOTAL in addresses
    assert colour(model, GRANTED_TOTAL, Role.ForegroundRole) == QColor(look.TEXT_QUIET).name()


def test_the_cells_of_a_broken_rule_are_marked(session: Session, model: TableModel) -> None:
    """Light red with bold figures and the message; and no longer once it is mended."""
    session.set_text("applications.new_received.natural_person", "3")
    session.fill_zeros("applications")
    new = "applications.new_received.natural_person"
    font = model.index_of(new).data(Role.FontRole)

    assert colour(model, new, Role.BackgroundRole) == QColor(look.ERROR_LIGHT).name()
    assert font.bold()
    assert "相差 3" in str(ask(model, new, Role.ToolTipRole))
    assert "相差 3" in str(ask(model, new, Role.AccessibleDescriptionRole))

    addresses = told(model)
    session.set_text("applications.carried_forward.natural_person", "3")

    assert ask(model, new, Role.BackgroundRole) is None
    assert ask(model, new, Role.FontRole) is None
    assert ask(model, new, Role.ToolTipRole) is None
    assert new in addresses
    assert "applications.carried_over.commercial_enterprise" not in addresses


def test_a_changed_message_is_told_of(session: Session, model: TableModel) -> None:
    """The tool tip of a cell that was broken before, and is otherwise now."""
    session.set_text("applications.new_received.natural_person", "3")
    session.fill_zeros("applications")
    addresses = told(model)

    session.set_text("applications.carried_forward.natural_person", "1")

    assert "applications.carried_over.natural_person" in addresses
    assert "相差 2" in str(ask(model, "applications.carried_over.natural_person", Role.ToolTipRole))


def test_text_that_is_no_number_is_kept_and_marked(session: Session, model: TableModel) -> None:
    """As it was typed."""
    model.setData(model.index_of(GRANTED), "约3件")

    assert ask(model, GRANTED, Role.DisplayRole) == "约3件"
    assert colour(model, GRANTED, Role.ForegroundRole) == QColor(look.ERROR).name()


def test_blank_cells_are_never_marked(session: Session, model: TableModel) -> None:
    """Not even where a stroke stands in another cell, and the finding names both."""
    session.set_text(GRANTED, "/")

    assert colour(model, GRANTED, Role.BackgroundRole) == QColor(look.ERROR_LIGHT).name()
    assert ask(model, "applications.granted.other_org", Role.BackgroundRole) is None


def test_a_warning_is_marked_otherwise_than_an_error(session: Session) -> None:
    """The county would not send the report back for it."""
    model = TableModel(session, "proactive_disclosure")
    rules = "proactive_disclosure.government_rules.issued"

    session.set_text(rules, "1")

    assert colour(model, rules, Role.BackgroundRole) == QColor(look.WARNING_LIGHT).name()


@pytest.mark.parametrize(
    ("address", "spoken"),
    [
        (
            "applications.state_secret.commercial_enterprise",
            "三、本年度办理结果，（三）不予公开，1.属于国家秘密，"
            "申请人情况，法人或其他组织，商业企业，未填",
        ),
        (
            "proactive_disclosure.administrative_permits.decisions",
            "第二十条第（五）项，行政许可，本年处理决定数量，未填",
        ),
        (
            "review_and_litigation.litigation_direct.upheld",
            "行政诉讼，未经复议直接起诉，结果维持，未填",
        ),
    ],
)
def test_a_screen_reader_says_where_a_figure_stands(
    session: Session, address: str, spoken: str
) -> None:
    """Row, column and value, as merged heads cannot."""
    model = TableModel(session, address.split(".")[0])

    assert spoken == ask(model, address, Role.AccessibleTextRole)


def test_heads_are_told_whole(session: Session, model: TableModel) -> None:
    """All labels above a column and beside a row."""
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical

    assert model.headerData(1, across) == "申请人情况，法人或其他组织，商业企业"
    assert model.headerData(4, down, Role.AccessibleTextRole) == (
        "三、本年度办理结果，（三）不予公开，1.属于国家秘密"
    )
    assert model.headerData(0, across, Role.ToolTipRole) is None
    litigation = TableModel(session, "review_and_litigation")
    assert litigation.headerData(5, across) == "行政诉讼，未经复议直接起诉，结果维持"
    assert litigation.headerData(0, down) is None


NEW = "applications.new_received.natural_person"


def test_last_years_figure_is_told_of_each_cell(second_session: Session) -> None:
    """In a role of its own, in the tooltip and for a reader; totals too."""
    model = TableModel(second_session, "applications")

    assert ask(model, NEW, LAST_YEAR_ROLE) == "3"
    assert ask(model, GRANTED_TOTAL, LAST_YEAR_ROLE) == "1"
    assert ask(model, NEW, Role.ToolTipRole) == "上年 3"
    assert ask(model, NEW, Role.AccessibleDescriptionRole) == "上年 3"
    assert ask(model, GRANTED_TOTAL, Role.AccessibleDescriptionRole) == "自动计算，上年 1"
    assert ask(model, NEW, Role.DisplayRole) == ""


def test_a_finding_is_told_before_last_years_figure(second_session: Session) -> None:
    """Both stand in the tooltip."""
    model = TableModel(second_session, "applications")
    second_session.set_text(NEW, "三件")
    lines = str(ask(model, NEW, Role.ToolTipRole)).splitlines()

    assert len(lines) >= 2
    assert lines[-1] == "上年 3"


def test_without_last_year_nothing_is_told(session: Session, model: TableModel) -> None:
    """As if there were no such thing."""
    assert ask(model, GRANTED, LAST_YEAR_ROLE) == ""
    assert ask(model, GRANTED, Role.ToolTipRole) is None
    assert ask(model, GRANTED, Role.AccessibleDescriptionRole) == ""


def test_another_year_has_other_figures_beside_it(second_session: Session) -> None:
    """Every cell is shown anew when the report of the year before is another."""
    model = TableModel(second_session, "applications")
    addresses = told(model)
    second_session.set_text("year", "2027")

    assert len(addresses) == 7 * 25
    assert ask(model, NEW, LAST_YEAR_ROLE) == ""
