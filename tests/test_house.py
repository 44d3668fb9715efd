"""The house: arrows point inward, the core is bare, the command line knows no Qt."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import gkdesk
from gkdesk.files import shipped

SOURCE = Path(gkdesk.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
ROOMS = {"core": set(), "files": {"core"}, "ui": {"core", "files"}}
OUTSIDE = {"errors", "__version__"}


def imports(path: Path) -> set[str]:
    """The modules that a file imports, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_arrows_point_inward(path: Path) -> None:
    """core knows nobody, files know core, the window knows both."""
    room = path.relative_to(SOURCE).parts[0]
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("gkdesk.")}
    if room not in ROOMS:
        assert room == "__main__.py" or "ui" not in ours
        return
    allowed = ROOMS[room] | {room} | OUTSIDE | ({"paths"} if room == "ui" else set())

    assert ours <= allowed


@pytest.mark.parametrize("path", sorted((SOURCE / "core").rglob("*.py")), ids=lambda p: p.name)
def test_the_core_is_standard_library_only_and_reads_no_file(path: Path) -> None:
    """It serves the window, the command line and the readers alike."""
    packages = {name.split(".")[0] for name in imports(path)}

    assert packages - {"gkdesk"} <= set(sys.stdlib_module_names)
    assert not packages & {"os", "pathlib", "sqlite3", "io", "socket"}
    assert "open(" not in path.read_text(encoding="utf-8")


def test_every_package_is_installed() -> None:
    """The list in pyproject.toml names each folder with Python files."""
    listed = tomllib.loads((SOURCE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {".".join(("gkdesk", *path.parent.relative_to(SOURCE).parts)) for path in FILES}

    assert packages | {"gkdesk.resources"} == set(listed["tool"]["setuptools"]["packages"])


@pytest.mark.parametrize(
    ("module", "unloaded"),
    [
        ("gkdesk.cli", ["PySide6", "docx", "lxml", "sqlite_utils", "sqlite3"]),
        ("gkdesk.__main__", ["PySide6", "docx", "lxml", "sqlite_utils"]),
        ("gkdesk.ui.app", ["docx", "lxml", "sqlite_utils", "openpyxl"]),
    ],
)
def test_heavy_libraries_stay_unloaded(module: str, unloaded: list[str]) -> None:
    """Each costs a tenth of a second at start."""
    code = f"import sys, {module}; print([m for m in {unloaded} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_official_labels_stand_only_in_the_form_file() -> None:
    """A new national form must not be a hunt through the code."""
    form = shipped.form("2021")
    labels = {section.label for section in form.sections}
    labels |= {part.label for section in form.sections for part in section.parts}
    labels |= {cell.row.label for cell in form.cells.values()}
    labels |= {cell.column.label for cell in form.cells.values()}
    labels |= {h.label for s in form.sections if s.table for h in s.table.headings.values()}
    long = {label for label in labels if len(label) >= 5}
    found = [
        (path.name, label)
        for path in FILES
        for label in long
        if label in path.read_text(encoding="utf-8")
    ]

    assert found == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_file_says_its_job_and_is_short(path: Path) -> None:
    """One sentence first, and at most 400 lines."""
    text = path.read_text(encoding="utf-8")

    assert re.match(r'"""[^"\n]+\.("""|\n\n)', text)
    assert len(text.splitlines()) <= 400


def test_functions_are_short() -> None:
    """Nine in ten under 30 lines, none over 60."""
    lengths = [
        node.end_lineno - node.lineno + 1
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno
    ]

    assert sorted(lengths)[len(lengths) * 9 // 10] <= 30
    assert max(lengths) <= 60


def test_only_the_last_resorts_catch_everything() -> None:
    """Elsewhere an unexpected error is a bug that must be seen; tidying up and raising is fine."""
    catching = {
        str(path.relative_to(SOURCE))
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and not isinstance(node.body[-1], ast.Raise)
        and (
            node.type is None
            or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
        )
    }

    assert catching <= {"__main__.py", "ui/app.py"}
