"""One change of a report: apart from the report, for the store needs no form to keep it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One address whose text went from `old` to `new`; None stands for "not filled in"."""

    address: str
    old: str | None
    new: str | None


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Change, ...]:
    """The changes that make all texts of one report those of another."""
    changed = [one for one in {**old, **new} if old.get(one) != new.get(one)]
    return tuple(Change(one, old.get(one), new.get(one)) for one in changed)
