"""What is read from tables as it grows: figures by address, printed totals, and doubts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gkdesk.core.form import Column, Row, Section
from gkdesk.core.numbers import half_width, parse, show
from gkdesk.core.prose import brief
from gkdesk.core.report import Remark
from gkdesk.files.document import Place
from gkdesk.files.recognise.labels import RowLabel
from gkdesk.files.recognise.strips import Field

# Of these, nobody knows whether they are two numbers, or what stood before.
_TORN = re.compile(r"[0-9][^\S\n]+[0-9]|^\s*0[0-9]")


def is_torn(read: Field) -> bool:
    """Whether a field holds what may be two numbers, or only the end of one."""
    return _TORN.search(half_width(read.text)) is not None


@dataclass
class Figures:
    """What was read from the tables: texts by address, printed totals, and doubts."""

    answers: dict[str, str] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    rows: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    official: set[str] = field(default_factory=set)  # tables that are laid out as the form has them
    reordered: set[str] = field(default_factory=set)  # blocks whose heads were in another order
    unlike: set[str] = field(default_factory=set)  # blocks with figures that are not below heads
    one_row: bool | None = None  # whether a heading is printed as one row, where that can be told

    def take(self, section: Section, row: str, column: Column, read: Field, *, total: bool) -> None:
        """Keep one figure; a blank is none, and what is no figure and no stroke is a doubt.

        Where the cell is certain, its words are kept: no check takes them for a number.
        """
        place, text = f"{section.id}.{row}.{column.id}", read.text
        self.places[place] = read.place
        if not text.strip():
            if total:
                self.doubt("blank_total", place, "总计一格是空白。")
            return
        answer = parse(text, column.kind)
        certain = isinstance(answer, str) and section.id in self.official and not total
        torn = is_torn(read)
        if torn and not certain:
            what = "看不出是一个数还是两个，或者缺了一截，没有读入"
            self.doubt("unsure", place, f"写的是“{brief(text)}”，{what}，请对照原文填写。")
            return
        if isinstance(answer, str) and (torn or not read.is_value):
            what = "照原样读入，请核对" if certain else "没有读入，请对照原文填写"
            self.doubt("unsure", place, f"写的是“{brief(text)}”，不是一个数，{what}。")
            if not certain:
                return
        (self.printed if total else self.answers)[place] = show(answer)

    def put(self, label: RowLabel, read: Sequence[tuple[Column, Field]]) -> None:
        """Keep the figures of a row; one that stands twice with different figures is not read."""
        section, row = label.section, label.row
        name = (section.id, row.id)
        read = self._kept(label, read)
        texts = {column.id: one.text for column, one in read}
        if name in self.rows:
            if self.rows[name] != texts:
                self.drop(f"{section.id}.{row.id}")
                self.doubt_row(label, "这一行出现了两次，数字不同，没有读入")
            return
        self.take_row(section, row, read)

    def take_row(self, section: Section, row: Row, read: Sequence[tuple[Column, Field]]) -> None:
        """Keep the figures of a row that is met for the first time."""
        self.rows[section.id, row.id] = {column.id: one.text for column, one in read}
        for column, one in read:
            self.take(section, row.id, column, one, total=bool(row.sum or column.sum))
        blank = sum(one.is_blank for column, one in read if not (row.sum or column.sum))
        if blank:
            message = f"“{row.label}”有 {blank} 格是空白，没有当作 0。"
            self.doubt("blank", f"{section.id}.{row.id}", message)

    def _kept(
        self, label: RowLabel, read: Sequence[tuple[Column, Field]]
    ) -> list[tuple[Column, Field]]:
        """The figures of a row that newer forms ask for; those that they do not are only shown."""
        kept = [pair for pair in read if not label.row.dropped and not pair[0].dropped]
        shown = [
            f"{column.label} {brief(one.text)}"
            for column, one in read
            if (column, one) not in kept and not one.is_blank
        ]
        if shown:
            told = f"“{label.row.label}”的{'、'.join(shown)}"
            message = f"{told}，现行表样没有这样的栏目，没有读入，供参考。"
            self.doubt("no_counterpart", f"{label.section.id}.{label.row.id}", message)
        return kept

    def divide(self, place: str) -> None:
        """Make 万元 of a figure that was printed in 元."""
        number = parse(self.answers.get(place, ""), "amount")
        if isinstance(number, Decimal):
            self.answers[place] = show(number.scaleb(-4))
            message = f"原文的单位是元，{show(number)}元按{self.answers[place]}万元读入，请核对。"
            self.doubt("unit", place, message)

    def meet(self, label: RowLabel, place: Place) -> None:
        """Keep where the figures of a row were met first, whether they are taken or not."""
        self.places.setdefault(f"{label.section.id}.{label.row.id}", place)

    def doubt_row(self, label: RowLabel, why: str) -> None:
        """Keep a doubt about a whole row."""
        message = f"“{label.row.label}”：{why}，请对照原文核对。"
        self.doubt("unsure", f"{label.section.id}.{label.row.id}", message)

    def drop(self, row: str) -> None:
        """Take back the figures of a row."""
        for kept in (self.answers, self.printed):
            for address in [one for one in kept if one.rpartition(".")[0] == row]:
                del kept[address]

    def doubt(self, kind: str, address: str, message: str) -> None:
        """Keep one doubt."""
        self.remarks.append(Remark(kind, address, message))
