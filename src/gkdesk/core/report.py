"""One report: the answers given and the totals worked out; a change returns what changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gkdesk.core import explanations as explained
from gkdesk.core.change import Change
from gkdesk.core.explanations import Explanation
from gkdesk.core.form import Form
from gkdesk.core.numbers import Answer, Number, parse, show

CONTACT_FIELDS = ("office", "address", "postcode", "phone", "email")
SIGNATURE_FIELDS = ("organ", "date", "sealed")
UNSEALED = "false"


@dataclass(frozen=True, slots=True)
class Total:
    """A worked-out figure: None when nothing is filled, a part sum while something is blank."""

    value: Number | None
    complete: bool


@dataclass(frozen=True)
class Remark:
    """A doubt of a reader about one cell or section of a document that was read."""

    kind: str
    address: str
    message: str


def addresses(form: Form) -> tuple[str, ...]:
    """Every address that a clerk fills in, in the form's order."""
    return (
        "organ",
        "year",
        *(section.id for section in form.prose),
        *(cell.address for cell in form.typed),
        *(f"signature.{name}" for name in SIGNATURE_FIELDS),
        *(f"contact.{name}" for name in CONTACT_FIELDS),
    )


class Report:
    """One year's filled form; everything typed is a text at an address, numbers beside it."""

    def __init__(
        self,
        form: Form,
        texts: Mapping[str, str],
        *,
        explanations: Sequence[Explanation] = (),
        printed_totals: Mapping[str, str] | None = None,
        remarks: Sequence[Remark] = (),
    ) -> None:
        """A report with these texts, `organ` and `year` among them.

        Raises KeyError for an address that the form does not have or that is worked out.
        """
        self.form = form
        self.explanations: tuple[Explanation, ...] = ()
        self.printed_totals = dict(printed_totals or {})
        self.remarks = tuple(remarks)
        self._texts: dict[str, str] = {}
        self._numbers: dict[str, Number] = {}
        self._known = frozenset((*addresses(form), explained.ADDRESS))
        for address, text in texts.items():
            self.set(address, text)
        if explanations:
            self.set(explained.ADDRESS, explained.write(explanations))

    @property
    def organ(self) -> str:
        """Full name of the organ that reports."""
        return self._texts.get("organ", "")

    @property
    def year(self) -> int:
        """The year reported on."""
        return int(self._texts["year"])

    @property
    def sealed(self) -> bool:
        """Whether the paper is to be stamped, which decides the place of the signature."""
        return self._texts.get("signature.sealed") != UNSEALED

    @property
    def texts(self) -> Mapping[str, str]:
        """Everything that was filled in, by address."""
        return self._texts

    @property
    def numbers(self) -> Mapping[str, Number]:
        """The typed cells that hold a number, by address."""
        return self._numbers

    def text(self, address: str) -> str:
        """What was typed at an address; empty if nothing was."""
        return self._texts.get(address, "")

    def total(self, address: str) -> Total:
        """A worked-out figure as it stands now."""
        addends = self.form.cells[address].addends
        known = [number for number in map(self._numbers.get, addends) if number is not None]
        return Total(sum(known) if known else None, len(known) == len(addends))

    def shown(self, address: str) -> str:
        """What a cell or field shows: the typed text, or the figure worked out so far."""
        cell = self.form.cells.get(address)
        if cell is not None and cell.addends:
            return show(self.total(address).value)
        return self.text(address)

    def figure(self, address: str) -> Number | None:
        """The number of a cell, typed or worked out; None while it is not complete."""
        if not self.form.cells[address].addends:
            return self._numbers.get(address)
        total = self.total(address)
        return total.value if total.complete else None

    def figures(self) -> dict[str, Number]:
        """All figures that are complete, typed and worked out, by address."""
        found = dict(self._numbers)
        for address, addends in self.form.adders.items():
            try:
                found[address] = sum(addends(self._numbers))
            except KeyError:
                continue  # a cell that holds no number: the total is not complete
        return found

    def blanks(self, section_id: str) -> list[str]:
        """The typed cells of a table section that are not filled in, in the form's order."""
        return [
            cell.address
            for cell in self.form.typed
            if cell.section.id == section_id and cell.address not in self._texts
        ]

    def change(self, address: str, text: str | None) -> Change | None:
        """What typing a text would change, the text made canonical; None if nothing.

        Raises KeyError for an address that is not filled in by the clerk.
        """
        if address not in self._known:
            raise KeyError(address)
        _, new = self._read(address, text or "")
        old = self._texts.get(address)
        return Change(address, old, new) if new != old else None

    def set(self, address: str, text: str | None) -> frozenset[str]:
        """Type a text (None or empty clears); the addresses whose shown value changed.

        Raises KeyError for an address that is not filled in by the clerk.
        """
        change = self.change(address, text)
        return self.apply([change]) if change else frozenset()

    def apply(self, changes: Iterable[Change]) -> frozenset[str]:
        """Carry out changes that `change` or the store's history gave; what is to be shown anew."""
        shown: set[str] = set()
        for change in changes:
            before = self._numbers.get(change.address)
            self._put(change.address, change.new)
            shown.add(change.address)
            if self._numbers.get(change.address) != before:
                shown.update(self.form.dependents[change.address])
        return frozenset(shown)

    def _read(self, address: str, text: str) -> tuple[Answer | None, str | None]:
        """The answer that a text stands for at an address, and its canonical text."""
        cell = self.form.cells.get(address)
        if cell is None:
            return text, text or None
        answer = parse(text, cell.column.kind)
        return answer, show(answer) or None

    def _put(self, address: str, text: str | None) -> None:
        self._texts.pop(address, None)
        self._numbers.pop(address, None)
        if address == explained.ADDRESS:
            self.explanations = explained.read(text or "")
        if text is None:
            return
        answer, _ = self._read(address, text)
        self._texts[address] = text
        if answer is not None and not isinstance(answer, str):
            self._numbers[address] = answer
