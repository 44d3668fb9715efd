"""Looking back at one report: its moments, exports among them, and what it was at each of them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PureWindowsPath

from gkdesk.core import exchange
from gkdesk.core.change import Change, differences
from gkdesk.core.explanations import ADDRESS as EXPLANATIONS
from gkdesk.core.report import Report, addresses
from gkdesk.errors import UserError
from gkdesk.files import shipped
from gkdesk.files.store import Export, Store

BEGUN = "新建报告"
_PIECE = 200


@dataclass(frozen=True, slots=True)
class Then:
    """A moment of a report: after the step `number`, at an export, or when it was begun (0).

    `touched` counts what the step changed; `undone` tells that it is taken back at present.
    """

    at: datetime
    label: str
    number: int = 0
    touched: int = 0
    undone: bool = False
    export: Export | None = None


class Lookback:
    """One report of a store as it was; every method raises UserError where it cannot be read."""

    def __init__(self, store: Store, report_id: int, report: Report) -> None:
        """Look back from the present `report`, all of which is in the store."""
        self._store = store
        self._id = report_id
        self._report = report
        order = (*addresses(report.form), EXPLANATIONS)
        self._order = {address: place for place, address in enumerate(order)}

    def moments(self, scope: Collection[str] | None = None) -> Iterator[Then]:
        """All moments, newest first, read piece by piece; with a scope only steps that touch it.

        Steps are in their own order; an export stands among them by its time.
        """
        exports = self.exports()
        number: int | None = None
        while True:
            steps = self._store.moments(self._id, addresses=scope, before=number, limit=_PIECE)
            for step in steps:
                number = step.number
                while exports and exports[0].at >= step.at:
                    yield exports.pop(0)
                yield Then(step.at, step.label, step.number, step.touched, step.undone)
            if len(steps) < _PIECE:
                break
        yield from exports
        yield Then(self._store.begun_at(self._id), BEGUN)

    def exports(self) -> list[Then]:
        """What went out, newest first."""
        return [_as_moment(one) for one in self._store.exports(self._id)]

    def changes(self, then: Then) -> tuple[Change, ...]:
        """What the step of a moment changed, in the form's order; nothing without a step."""
        return self._sorted(self._store.changes_at(self._id, then.number)) if then.number else ()

    def texts(self, then: Then) -> Mapping[str, str]:
        """All texts of the report at a moment, organ and year among them."""
        if then.export is None:
            return self._store.texts_at(self._id, then.number)
        return self._exported(then.export)

    def since(self, then: Then) -> tuple[Change, ...]:
        """What is now another text than at a moment, in the form's order."""
        return self._sorted(differences(self.texts(then), self._report.texts))

    def since_export(self) -> tuple[Change, ...] | None:
        """What changed since the last export, as far as it is on paper; None without one."""
        exports = self.exports()
        if not exports:
            return None
        return tuple(one for one in self.since(exports[0]) if one.address != EXPLANATIONS)

    def _exported(self, export: Export) -> Mapping[str, str]:
        """The texts of an export, in the present writing where that means the same.

        An export holds the canonical form: signs made official, ends trimmed.
        """
        found = _read(export.content, "这次导出的内容读不出来")
        now = self._report.texts
        try:
            canonical = _read(exchange.dump(self._report), "").texts
        except UserError:  # without an organ there is no canonical form
            canonical = now
        same = {one for one in now if canonical.get(one) == found.texts.get(one)}
        return {**found.texts, **{one: now[one] for one in same}}

    def _sorted(self, changes: Collection[Change]) -> tuple[Change, ...]:
        last = len(self._order)
        return tuple(sorted(changes, key=lambda one: self._order.get(one.address, last)))


def _read(content: str, failure: str) -> Report:
    """A report in its exchange format."""
    try:
        return exchange.load(content, shipped.form, date.today())
    except UserError as error:
        raise UserError(f"{failure}：{error}") from error


def _as_moment(export: Export) -> Then:
    # The clerk's paths are those of Windows; a path of another system has no backslash.
    name = PureWindowsPath(export.path).name
    return Then(export.at, f"导出 Word：{name}", export=export)
