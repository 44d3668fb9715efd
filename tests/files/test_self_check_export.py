"""The 自查单 on disk."""

from datetime import datetime
from pathlib import Path

import docx
import pytest

from gkdesk.core.self_check import self_check
from gkdesk.errors import UserError
from gkdesk.files.self_check_export import export_self_check
from gkdesk.files.self_check_html import self_check_html
from reports import sound_report

NOW = datetime(2025, 1, 18, 9, 30)


def test_the_suffix_decides_what_is_written(tmp_path: Path) -> None:
    """A web page in either spelling, else a Word file; an old file gives way."""
    report = sound_report()
    for name in ("a.html", "b.HTM", "c.docx"):
        (tmp_path / name).write_text("旧")
        export_self_check(report, None, tmp_path / name, NOW)

    page = self_check_html(self_check(report, None, NOW))
    assert (tmp_path / "a.html").read_bytes() == page
    assert (tmp_path / "b.HTM").read_bytes() == page
    assert len(docx.Document(str(tmp_path / "c.docx")).tables) == 1
    assert len(list(tmp_path.iterdir())) == 3


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """In a sentence."""
    with pytest.raises(UserError, match="不存在"):
        export_self_check(sound_report(), None, tmp_path / "没有" / "a.docx", NOW)
