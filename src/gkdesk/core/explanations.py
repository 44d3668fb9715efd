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
    """The explanations in a text that `write` made."""
    items = json.loads(text) if text else []
    return tuple(Explanation(**item | {"addresses": tuple(item["addresses"])}) for item in items)
