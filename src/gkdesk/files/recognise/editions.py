"""On which edition of the form a document was written, told table by table."""

import re

from gkdesk.core.form import Form, Section
from gkdesk.files.document import Document, Grid
from gkdesk.files.recognise.labels import key

_LEAST = 5  # signs of a label that is not met by chance in another place
_FEWEST = 2  # labels that only the old table has, before it is taken for one
_SIGNS = re.compile(r"[\W_]+")


def has_old_table(document: Document, form: Form, older: Form) -> bool | None:
    """Whether a table is the older form's; None where no label tells the two apart.

    Looked at are only the tables in which the two forms have different labels.
    """
    text = _SIGNS.sub("", "".join(_texts(document)))
    old, new = 0, 0
    for section in form.sections:
        before = older.section(section.id)
        if section.table != before.table:
            old += _count(text, before, section)
            new += _count(text, section, before)
    if old >= _FEWEST and old > new:
        return True
    return False if new else None


def _texts(document: Document) -> list[str]:
    """All that stands in a document, in reading order."""
    found: list[str] = []
    for block in document.blocks:
        found += [cell.text for cell in block.cells] if isinstance(block, Grid) else [block]
    return found


def _count(text: str, section: Section, other: Section) -> int:
    """How many labels of a section's table that the other one lacks stand in a text."""
    others = _labels(other)
    own = {one for one in _labels(section) if not any(one in label for label in others)}
    return sum(one in text for one in own if len(one) >= _LEAST)


def _labels(section: Section) -> set[str]:
    """The labels of a table's rows and columns, signs aside."""
    blocks = section.table.blocks if section.table else ()
    rows = {key(row.label) for block in blocks for row in block.rows}
    return rows | {key(column.label) for block in blocks for column in block.columns}
