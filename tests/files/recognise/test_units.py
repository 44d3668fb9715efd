"""The unit of an amount is told by the words over it."""

from __future__ import annotations

import pytest

from gkdesk.files import shipped
from gkdesk.files.recognise.units import is_smaller, printed_unit

FORM = shipped.form("2021")
AMOUNT = FORM.cells["proactive_disclosure.administrative_fees.amount_10k_yuan"].column
COUNT = FORM.cells["proactive_disclosure.administrative_permits.decisions"].column


@pytest.mark.parametrize(
    ("heads", "unit"),
    [
        (["本年收费金额（单位：万元）"], "万元"),
        (["本年收费金额（单位：万", "元）"], "万元"),
        (["本年收费金额（单位：万", "信息内容", "元）"], "万元"),
        (["本年收费金额（万元）"], "万元"),
        (["本年收费金额（单位：元）"], "元"),
        (["本年收费金额（元）"], "元"),
        (["本年收费总金额"], ""),
    ],
)
def test_the_unit_stands_in_the_head(heads: list[str], unit: str) -> None:
    assert unit == printed_unit(AMOUNT, heads)
    assert (unit == "元") == is_smaller(AMOUNT, heads)


def test_a_count_has_no_unit() -> None:
    assert "" == printed_unit(COUNT, ["单位：元"])
