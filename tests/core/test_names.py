"""What a clerk calls an address."""

import pytest

from gkdesk.core.names import name_of
from gkdesk.core.report import addresses
from gkdesk.files import shipped

FORM = shipped.form("2021")


def test_every_address_has_a_name() -> None:
    """Cells by row and column, sections and fields by their own."""
    assert all(name_of(FORM, address) for address in addresses(FORM))
    assert name_of(FORM, "applications.granted.natural_person") == "三(一)·自然人"
    assert name_of(FORM, "overview") == "总体情况"
    assert name_of(FORM, "signature.date") == "成文日期"


def test_what_is_no_address_has_none() -> None:
    """That is a fault of the program."""
    with pytest.raises(KeyError):
        name_of(FORM, "nothing.of.it")
