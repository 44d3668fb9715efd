"""What a clean clone is set up from: lock file, pyproject.toml and the README's commands."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
README = ROOT / "README.md"


def plain(name: str) -> str:
    """Give a package's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, str]:
    """Give each locked package with the text that belongs to it."""
    parts = re.split(r"^([\w.-]+)==", LOCK, flags=re.MULTILINE)[1:]
    return {plain(name): rest for name, rest in zip(parts[::2], parts[1::2], strict=True)}


def asked_for() -> list[str]:
    """Give every dependency that pyproject.toml names, the extras' too."""
    extras = PROJECT["optional-dependencies"].values()
    return PROJECT["dependencies"] + [line for extra in extras for line in extra]


def test_every_locked_package_has_a_version_and_hashes():
    assert len(locked()) > 30
    for name, text in locked().items():
        assert re.match(r"\d[\w.]* \\\n +--hash=sha256:[0-9a-f]{64}\b", text), name


def test_the_lock_holds_nothing_but_packages_hashes_and_comments():
    line_kinds = r"[\w.-]+==[\w.]+ \\| +--hash=sha256:[0-9a-f]{64}( \\)?| *#.*|"
    odd = [line for line in LOCK.splitlines() if not re.fullmatch(line_kinds, line)]
    assert odd == []


@pytest.mark.parametrize("word", ["http", "file:/", "index-url", "find-links", "trusted-host"])
def test_the_lock_names_no_address(word: str):
    assert word not in LOCK


@pytest.mark.parametrize("dependency", asked_for())
def test_every_dependency_is_locked(dependency: str):
    name = re.match(r"[\w.-]+", dependency)
    assert name is not None
    assert plain(name[0]) in locked()


def test_the_lock_says_how_it_is_made_again():
    assert re.search(r"^# +pip-compile .*--generate-hashes.* pyproject\.toml$", LOCK, re.MULTILINE)


@pytest.mark.skipif(not README.exists(), reason="没有 README.md")
def test_the_readme_names_the_two_commands():
    commands = set(re.findall(r"\.ci/bootstrap\.py \w+", README.read_text("utf-8")))
    assert commands == {".ci/bootstrap.py run", ".ci/bootstrap.py test"}
