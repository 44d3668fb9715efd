"""The clerk's reasons why findings are right as they stand, kept as one text of the report."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

ADDRESS = "explanations"


@dataclass(frozen=True)
class Explanation:
    """A reason, with the numbers it was given for: it speaks only while they are the same."""

    check: str
    addresses: tuple[str, ...]
    left: str | None
    right: str | None
    reason: str
    who: str
    when: str


def write(explanations: Iterable[Explanation]) -> str:
    """Explanations as the text that the report and its history keep; empty for none."""
    items = [asdict(one) for one in explanations]
    return json.dumps(items, ensure_ascii=False) if items else ""


def read(text: str) -> tuple[Explanation, ...]:
    """The explanations in a text that `write` made; of any other text none.

    A damaged text must not keep a report from being opened: its findings only speak again.
    """
    try:
        items = json.loads(text) if text else []
        return tuple(Explanation(**one | {"addresses": tuple(one["addresses"])}) for one in items)
    except (ValueError, TypeError, KeyError, RecursionError):
        return ()
