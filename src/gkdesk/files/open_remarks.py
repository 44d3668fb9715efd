"""What is still to be looked at in a report that was read, while the clerk corrects it."""

from collections.abc import Iterator
from dataclasses import dataclass

from gkdesk.core.form import Form
from gkdesk.core.progress import step_of, steps
from gkdesk.core.report import Remark, Report
from gkdesk.files.recognise.doubts import KIND, doubts

# How a table is drawn is nothing to whoever takes its figures over.
_OF_PAPER = ("borders",)
# Shown, and nothing is to be done about them: no newer form asks for such a figure.
_FOR_REFERENCE = ("no_counterpart",)


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A remark, whether it is settled, and whether the clerk's word alone decides that."""

    remark: Remark
    settled: bool
    by_word: bool


class OpenRemarks:
    """The remarks of one reading against the report as it stands now.

    A sum that does not come out is worked out anew each time. Any other remark is settled when
    what it is about is filled in and is no longer as it was read, or when the clerk says that
    it was compared with the source.
    """

    def __init__(self, read: Report) -> None:
        """The remarks of a report as it was read."""
        self._read = read
        order = steps(read.form)
        # Each once: two that are the same could neither be told apart nor ticked one by one.
        kept = (one for one in dict.fromkeys(read.remarks) if one.kind not in (KIND, *_OF_PAPER))
        self._remarks = sorted(kept, key=lambda one: order.index(step_of(read.form, one.address)))
        self._ticked = {one for one in self._remarks if one.kind in _FOR_REFERENCE}

    def tick(self, remark: Remark, *, ticked: bool) -> None:
        """Take the clerk's word that a remark was looked into, or take it back."""
        if ticked:
            self._ticked.add(remark)
        else:
            self._ticked.discard(remark)

    def against(self, now: Report) -> list[ToCheck]:
        """All remarks about a report as it stands, sums that do not come out first."""
        printed, remarks = self._read.printed_totals, self._read.remarks
        sums = Report(self._read.form, now.texts, printed_totals=printed, remarks=remarks)
        return [self._look(one, now) for one in (*doubts(sums), *self._remarks)]

    def _look(self, remark: Remark, now: Report) -> ToCheck:
        mended = self._is_mended(remark, now)
        # A report without an organ cannot be stored, whatever the clerk says.
        by_word = not mended and (remark.address != "organ" or bool(now.organ))
        return ToCheck(remark, mended or (by_word and remark in self._ticked), by_word)

    def _is_mended(self, remark: Remark, now: Report) -> bool:
        if remark.kind == KIND:
            return False
        typed = list(_typed_under(self._read.form, remark.address))
        filled = all(map(now.text, typed))
        return filled and any(now.text(one) != self._read.text(one) for one in typed)


def under(form: Form, address: str) -> tuple[str, ...]:
    """What an address of a remark stands for: a figure, those of its row or section, or a text."""
    parent = f"{address}."
    figures = tuple(one for one in form.cells if one == address or one.startswith(parent))
    return figures or (address,)


def first_place(report: Report, remark: Remark) -> str:
    """The address to go to for a remark: the first that is not filled in, else the first."""
    typed = list(_typed_under(report.form, remark.address))
    blank = (one for one in typed if not report.text(one))
    return next(blank, (*typed, *under(report.form, remark.address))[0])


def _typed_under(form: Form, address: str) -> Iterator[str]:
    for one in under(form, address):
        if one not in form.cells or not form.cells[one].worked_out:
            yield one
