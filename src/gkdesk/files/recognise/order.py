"""The order of heads that stand in lines above their figures: the form's, or another one."""

import re
from collections.abc import Sequence

from gkdesk.core.form import Block
from gkdesk.files.recognise.labels import key


def is_reordered(block: Block, heads: Sequence[str]) -> bool:
    """Whether all heads of a block are among some pieces of text, in another order.

    A head over a total may stand anywhere: lines give it before heads that are a row lower.
    """
    joined = "".join(map(key, heads))
    places = [joined.rfind(key(column.label)) for column in block.columns if not column.sum]
    return -1 not in places and places != sorted(places)


def may_be_across(block: Block, heads: Sequence[str]) -> bool:
    """Whether pieces of text may be the heads of rows side by side, in the form's order.

    Heads that are damaged or absent do not count; those that are there stand as the form has them.
    """
    joined = "".join(map(key, heads))
    rows = [joined.rfind(key(row.label)) for row in block.rows]
    known = [place for place in rows if place >= 0]
    columns = [key(column.label) for column in block.columns]
    wanted = columns * len(block.rows)
    found = re.findall("|".join(map(re.escape, columns)), joined)[-len(wanted) :]
    rest = iter(wanted)
    return known == sorted(known) and all(one in rest for one in found)
