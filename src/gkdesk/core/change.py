"""One change of a report: apart from the report, for the store needs no form to keep it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One address whose text went from `old` to `new`; None stands for "not filled in"."""

    address: str
    old: str | None
    new: str | None
