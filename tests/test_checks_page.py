"""The page of all checks in docs: it says what the form file says."""

import importlib.util
from pathlib import Path
from types import ModuleType

from gkdesk.files import shipped

DOCS = Path(__file__).resolve().parents[1] / "docs"


def script() -> ModuleType:
    """The script that makes the page."""
    spec = importlib.util.spec_from_file_location("make_checks", DOCS / "make_checks.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_the_page_of_checks_is_what_the_form_file_says() -> None:
    """Made anew with `python docs/make_checks.py` it would be the same."""
    page = (DOCS / "checks.md").read_text(encoding="utf-8")

    assert script().page(shipped.form("2021")) == page


def test_every_check_has_a_whole_row() -> None:
    """Nothing in it is empty, and no sign of a text ends its cell early."""
    form = shipped.form("2021")
    page = (DOCS / "checks.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]

    for check, row in zip(form.checks, rows, strict=True):
        assert row.startswith(f"| `{check.id}` |")
        cells = row.replace("\\|", "").strip("| ").split(" | ")
        assert len(cells) == 6
        assert all(cell.strip() for cell in cells)


def test_signs_of_markdown_are_shown_as_they_are() -> None:
    """A rule may speak of a stroke, a star or a bracket."""
    assert script().cell("甲|乙*丙\n<b>") == "甲\\|乙\\*丙 \\<b>"
