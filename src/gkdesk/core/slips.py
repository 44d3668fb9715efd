"""Figures that stand in a neighbour's place: swapped, or pasted a row too high or too low."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from gkdesk.core.form import Form
from gkdesk.core.numbers import Number

Figures = Mapping[str, Number]


@dataclass(frozen=True)
class Slip:
    """A slip put right: the new figures, and the two cells that name it.

    `swap` two figures, `columns` two whole columns, `up` and `down` a run of rows by one.
    """

    kind: Literal["swap", "columns", "up", "down"]
    places: tuple[str, str]
    figures: Figures
    all_columns: bool = False


@dataclass(frozen=True)
class _Sheet:
    """The typed cells of one block as lines of addresses, row by row.

    `across` tells that the rows stand side by side on paper.
    """

    lines: tuple[tuple[str, ...], ...]
    across: bool

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The same column by column."""
        return tuple(zip(*self.lines, strict=True))


def swaps(form: Form, cells: frozenset[str], figures: Figures) -> Iterator[Slip]:
    """Two figures that changed places with a neighbour in their row or column."""
    for sheet in _of(form, cells):
        for line in sheet.lines:
            yield from _pairs(line, cells, figures, any_distance=True)
        for line in sheet.columns:
            yield from _pairs(line, cells, figures, any_distance=False)


def shifts(form: Form, cells: frozenset[str], figures: Figures) -> Iterator[Slip]:
    """A run of rows moved by one, in one column or in all, where an empty row was left.

    Rows that stand side by side on paper are not typed down a column: nothing slips there.
    """
    for sheet in _of(form, cells):
        if sheet.across:
            continue
        for line in sheet.columns:
            if not cells.isdisjoint(line):
                yield from _runs([(address,) for address in line], figures)
        yield from _runs(sheet.lines, figures)


def whole_columns(form: Form, cells: frozenset[str], figures: Figures) -> Iterator[Slip]:
    """Two columns that changed places from top to bottom."""
    for sheet in _of(form, cells):
        columns = [line for line in sheet.columns if all(one in figures for one in line)]
        for index, left in enumerate(columns):
            for right in columns[index + 1 :]:
                changed = _exchanged(zip(left, right, strict=True), figures)
                if changed and not cells.isdisjoint(changed):
                    yield Slip("columns", (left[0], right[0]), changed)


def _of(form: Form, cells: frozenset[str]) -> list[_Sheet]:
    """The blocks in which some cells stand, their typed cells in lines of equal length."""
    found = []
    for section in form.sections:
        if section.table is None:
            continue
        for block in section.table.blocks:
            rows = [row for row in block.rows if not row.sum]
            columns = [column for column in block.columns if not column.sum]
            lines = tuple(
                tuple(f"{section.id}.{row.id}.{column.id}" for column in columns) for row in rows
            )
            if any(not cells.isdisjoint(line) for line in lines):
                found.append(_Sheet(lines, section.table.arrangement == "across"))
    return found


def _pairs(
    line: tuple[str, ...], cells: frozenset[str], figures: Figures, *, any_distance: bool
) -> Iterator[Slip]:
    for index, left in enumerate(line):
        for right in line[index + 1 :] if any_distance else line[index + 1 : index + 2]:
            if left in figures and right in figures and (left in cells or right in cells):
                changed = _exchanged([(left, right)], figures)
                if changed:
                    yield Slip("swap", (left, right), changed)


def _exchanged(
    pairs: Iterator[tuple[str, str]] | list[tuple[str, str]], figures: Figures
) -> Figures:
    """The figures after pairs of cells changed places, without those that stay the same."""
    changed: dict[str, Number] = {}
    for left, right in pairs:
        if figures[left] != figures[right]:
            changed |= {left: figures[right], right: figures[left]}
    return changed


def _runs(lines: Sequence[tuple[str, ...]], figures: Figures) -> Iterator[Slip]:
    """Runs of lines, with a line of zeros at one end, moved by one over that line."""
    rows = [[figures.get(address) for address in line] for line in lines]
    filled = [all(number is not None for number in row) for row in rows]
    empty = [filled[index] and not any(row) for index, row in enumerate(rows)]
    wide = len(lines[0]) > 1
    for first in range(len(lines)):
        for last in range(first + 1, len(lines)):
            if not filled[last] or not filled[first]:
                break
            run = list(range(first, last + 1))
            if empty[first] and not empty[last]:
                yield _moved("up", lines, rows, run, run[1:] + run[:1], wide=wide)
            if empty[last] and not empty[first]:
                yield _moved("down", lines, rows, run, run[-1:] + run[:-1], wide=wide)


def _moved(
    kind: Literal["up", "down"],
    lines: Sequence[tuple[str, ...]],
    rows: list[list[Number | None]],
    run: list[int],
    source: list[int],
    *,
    wide: bool,
) -> Slip:
    changed: dict[str, Number] = {}
    for to, come_from in zip(run, source, strict=True):
        for address, new, old in zip(lines[to], rows[come_from], rows[to], strict=True):
            if new is not None and new != old:
                changed[address] = new
    first, last = (run[1], run[-1]) if kind == "up" else (run[0], run[-2])
    return Slip(kind, (lines[first][0], lines[last][0]), changed, all_columns=wide)
