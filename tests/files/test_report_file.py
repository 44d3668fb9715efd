"""Report files: read whatever the encoding mark, refused in a sentence with the file's name."""

from pathlib import Path

import pytest

from gkdesk.core import exchange
from gkdesk.errors import UserError
from gkdesk.files import report_file
from gkdesk.files.report_file import read_report
from reports import sound_report


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    """Windows' Notepad writes one."""
    path = tmp_path / "a.JSON"
    path.write_text(exchange.dump(sound_report()), encoding="utf-8-sig")

    assert exchange.dump(read_report(path)) == exchange.dump(sound_report())


@pytest.mark.parametrize("name", ["去年.doc", "扫描件.pdf", "没有后缀"])
def test_other_files_are_refused_by_name(name: str, tmp_path: Path) -> None:
    """Before they are opened."""
    with pytest.raises(UserError, match=f"^“{name}”：不能读取这种文件"):
        read_report(tmp_path / name)


def test_a_huge_file_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory stays bounded."""
    path = tmp_path / "big.json"
    path.write_text(exchange.dump(sound_report()), encoding="utf-8")
    monkeypatch.setattr(report_file, "LARGEST", 100)

    with pytest.raises(UserError, match="文件太大"):
        read_report(path)
