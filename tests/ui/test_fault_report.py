"""What is said of a fault of the program."""

from gkdesk.ui.fault_report import describe


def raised(act: object) -> str:
    """What is said of the fault that a call raises."""
    try:
        act()  # type: ignore[operator]
    except (ValueError, AttributeError) as fault:
        return describe(type(fault), fault, fault.__traceback__)
    raise AssertionError


def test_the_place_in_the_code_is_named() -> None:
    """File, line and function, with the versions."""
    said = raised(lambda: object().missing)  # type: ignore[attr-defined]

    assert "AttributeError：'object' object has no attribute 'missing'" in said
    assert "test_fault_report.py" in said
    assert said.startswith("gkdesk ")


def test_nothing_of_the_report_is_in_it() -> None:
    """The message of a ValueError quotes what was typed."""
    said = raised(lambda: int("河园镇的秘密"))

    assert "河园镇" not in said
    assert "ValueError" in said
