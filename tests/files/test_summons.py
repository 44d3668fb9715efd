"""What a second start leaves for the first window, and what that reads out of it."""

import json
import os
import time
from pathlib import Path

import pytest

from gkdesk.files import summons
from gkdesk.files.summons import leave_request, take_requests


@pytest.fixture
def request_file(tmp_path: Path) -> Path:
    return tmp_path / "gkdesk.request"


def left(request_file: Path, content: bytes) -> Path:
    """A request as some start has left it."""
    path = request_file.with_name(f"{request_file.name}.77")
    path.write_bytes(content)
    return path


def test_a_request_without_files_is_taken_once(request_file: Path) -> None:
    """The window only comes to the front."""
    leave_request(request_file)

    assert take_requests(request_file) == ()
    assert take_requests(request_file) is None
    assert list(request_file.parent.iterdir()) == []


@pytest.mark.parametrize("name", ["河园镇 2024年.gkdesk.json", "a,b&c'd\".docx", "一\n二.html"])
def test_any_path_is_handed_over(request_file: Path, name: str) -> None:
    """Chinese, spaces, quotes, a line break; the file need not be there any more."""
    files = (request_file.parent / name, request_file.parent / "另一份.docx")
    leave_request(request_file, files)

    assert take_requests(request_file) == files


@pytest.mark.skipif(os.name == "nt", reason="file names of Linux")
def test_a_name_that_is_no_text_is_handed_over(request_file: Path) -> None:
    """Linux takes any bytes."""
    file = request_file.parent / os.fsdecode(b"\xff\xfe.docx")
    leave_request(request_file, [file])

    assert take_requests(request_file) == (file,)


def test_starts_at_one_moment_do_not_overwrite_each_other(
    request_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three reports marked in the system's window and opened: three processes."""
    files = [request_file.parent / f"{number}.docx" for number in range(3)]
    for number, file in enumerate(files):
        monkeypatch.setattr(os, "getpid", lambda number=number: 1000 + number)
        leave_request(request_file, [file])

    assert take_requests(request_file) == tuple(files)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"4711\n",  # as versions before wrote it
        b'{"at": 1, "fi',
        b'{"files": ["/a.docx"]}',
        b'{"at": "soon", "files": ["/a.docx"]}',
        b'{"at": null, "files": null}',
        b'["/a.docx"]',
        b"\xff\xfe\x00",
    ],
)
def test_a_torn_or_strange_request_only_calls(request_file: Path, content: bytes) -> None:
    """The window comes to the front, and nothing falls."""
    left(request_file, content)

    assert take_requests(request_file) == ()
    assert list(request_file.parent.iterdir()) == []


@pytest.mark.parametrize("files", [[1], [None], ["a.docx"], {"a": 1}, 7])
def test_what_is_no_absolute_path_is_left_out(request_file: Path, files: object) -> None:
    """The window's own folder is another one."""
    left(request_file, json.dumps({"at": time.time(), "files": files}).encode())

    assert take_requests(request_file) == ()


def test_an_old_request_brings_no_files(request_file: Path) -> None:
    """A start that was killed left it; tomorrow nobody waits for that import."""
    file = str(request_file.parent / "a.docx")
    for age, expected in ((0, (Path(file),)), (summons._FRESH + 5, ())):
        left(request_file, json.dumps({"at": time.time() - age, "files": [file]}).encode())

        assert take_requests(request_file) == expected


def test_a_request_that_cannot_be_taken_away_is_none(request_file: Path) -> None:
    """Else it would be heard each second; what else lies in the folder is left alone."""
    request_file.mkdir()
    (request_file.parent / "gkdesk.sqlite3").touch()

    assert take_requests(request_file) is None
    assert take_requests(request_file.parent / "gone" / "gkdesk.request") is None
    assert len(list(request_file.parent.iterdir())) == 2
