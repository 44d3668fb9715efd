"""Cells with their spans -> a Grid as it is seen, or a refusal if it is larger than any report."""

from collections.abc import Iterable
from dataclasses import replace

from gkdesk.errors import UserError
from gkdesk.files.document import Grid, GridCell

MOST_CELLS = 200_000

_TOO_BIG = (
    f"文件里的表格太大，多于 {MOST_CELLS} 格，不是年度报告的表，没有读。"
    "请把年度报告的几张表复制到一个新文件里再导入。"
)


def drawn(cells: Iterable[GridCell], rows: int) -> Grid | None:
    """The grid of some cells that do not overlap; None without cells; UserError if too large.

    Columns at the right edge in which no cell begins are left out, as nobody sees them: many
    pages and sheets let a heading reach over a hundred columns of a table with four.
    """
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    if not ordered:
        return None
    columns = 1 + max(cell.column for cell in ordered)
    if rows * columns > MOST_CELLS:
        raise too_big()
    return Grid(rows, columns, tuple(_within(cell, columns) for cell in ordered))


def too_big() -> UserError:
    """The error for tables that are larger than any report's."""
    return UserError(_TOO_BIG)


def _within(cell: GridCell, columns: int) -> GridCell:
    """The cell, ending at the right edge if it reached beyond."""
    if cell.column + cell.column_span <= columns:
        return cell
    return replace(cell, column_span=columns - cell.column)
