"""What is said of a fault of the program."""

import sqlite3
from pathlib import Path

from gkdesk.ui.fault_report import describe


def raised(act: object) -> str:
    """What is said of the fault that a call raises."""
    try:
        act()  # type: ignore[operator]
    except Exception as fault:
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


def test_what_led_to_a_fault_is_named(tmp_path: Path) -> None:
    """Cause and context, with their places; no message quotes the report, no path the user."""

    def act() -> None:
        try:
            try:
                int("河园镇的秘密")
            except ValueError as fault:
                raise KeyError("河园镇的地址") from fault
        except KeyError:
            (tmp_path / "河园镇.docx").read_bytes()

    said = raised(act)

    assert "FileNotFoundError：errno 2" in said
    assert said.index("FileNotFoundError") < said.index("KeyError") < said.index("ValueError")
    assert "河园镇" not in said
    assert str(tmp_path) not in said
    assert str(Path.home()) not in said


def test_a_group_of_faults_is_named_with_its_parts() -> None:
    """Each one with its kind."""

    def act() -> None:
        raise ExceptionGroup("河园镇", [ValueError("河园镇"), TypeError("河园镇")])

    said = raised(act)

    assert "ExceptionGroup" in said
    assert "ValueError" in said
    assert "TypeError" in said
    assert "河园镇" not in said


def test_the_store_says_what_kind_of_fault_it_had() -> None:
    """The name of SQLite's code, and not its message."""

    def act() -> None:
        sqlite3.connect(":memory:").execute("SELECT 河园镇")

    said = raised(act)

    assert "OperationalError：SQLITE_ERROR" in said
    assert "河园镇" not in said


def test_a_circle_of_faults_ends() -> None:
    """Python allows them."""
    one, other = ValueError(), TypeError()
    one.__cause__, other.__cause__ = other, one

    assert describe(ValueError, one, None).count("ValueError") == 1
