"""Damaged files of every format: a report or a refusal in words, soon and in little memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

KINDS = (".docx", ".html", ".txt", ".md", ".xlsx", ".pdf", ".json")
COUNT = 10_000 if os.environ.get("GKDESK_FULL") == "1" else 40
SECONDS, MEGABYTES = 10, 500

Record = Callable[[str, object], None]


def fuzzed(*arguments: str) -> dict[str, object]:
    """What a run of fuzz_files.py says at its end."""
    script = Path(__file__).parent / "fuzz_files.py"
    command = [sys.executable, str(script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr), done.stdout[-200:]
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def within_bounds(found: dict[str, object]) -> bool:
    """Whether the slowest file and the memory of the run are."""
    slowest, megabytes = found["slowest"], found["megabytes"]
    assert isinstance(slowest, list)
    assert isinstance(megabytes, int)
    return slowest[0] < SECONDS and megabytes < MEGABYTES


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is of Linux")
@pytest.mark.parametrize("kind", KINDS)
def test_a_mutated_file_is_read_or_refused_in_words(kind: str, record_property: Record) -> None:
    found = fuzzed(kind, "1", str(COUNT))

    record_property("figure", f"{COUNT} mutated {kind}: {found}")
    assert within_bounds(found)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is of Linux")
def test_a_mutated_pdf_is_read_or_refused_by_the_process_of_its_own(
    record_property: Record,
) -> None:
    count = COUNT // 20
    found = fuzzed(".pdf", "100000", str(count), "apart")

    record_property("figure", f"{count} mutated .pdf, each in a process of its own: {found}")
    assert within_bounds(found)
