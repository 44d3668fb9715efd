from pathlib import Path

import pytest
import setup_exe
from parts import BuildError


def test_each_file_is_put_down_and_taken_away_by_its_name(tmp_path: Path) -> None:
    """Never a folder with all that is in it: there may be something else in it."""
    folder = tmp_path / "gkdesk"
    (folder / "program" / "deep").mkdir(parents=True)
    for name in ("gkdesk.exe", "program/a.dll", "program/deep/b.txt"):
        (folder / name).write_bytes(b"")
    setup_exe.write_lists(folder, tmp_path / "files.nsh")
    lines = [line.strip() for line in (tmp_path / "files.nsh").read_text("utf-8-sig").split("\n")]
    removed = lines[lines.index("!macro RemoveFiles") + 1 :]
    assert [line for line in lines if line.startswith("SetOutPath")] == [
        'SetOutPath "$INSTDIR"',
        r'SetOutPath "$INSTDIR\program"',
        r'SetOutPath "$INSTDIR\program\deep"',
    ]
    assert [line for line in removed if line.startswith("Delete")] == [
        r'Delete "$INSTDIR\gkdesk.exe"',
        r'Delete "$INSTDIR\program\a.dll"',
        r'Delete "$INSTDIR\program\deep\b.txt"',
    ]
    assert [line for line in removed if line.startswith("RMDir")] == [
        r'RMDir "$INSTDIR\program\deep"',
        r'RMDir "$INSTDIR\program"',
    ]
    script = setup_exe.SCRIPT.read_text("utf-8")
    assert "RMDir /r" not in script


def test_a_machine_without_nsis_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_exe.shutil, "which", lambda *_, **__: None)
    with pytest.raises(BuildError, match="apt-get install nsis"):
        setup_exe.make_setup(tmp_path, "1.0", tmp_path / "x.exe")


def test_a_signature_that_fails_ends_the_build(tmp_path: Path) -> None:
    """The command gets the file behind its own words."""
    file = tmp_path / "a.exe"
    file.write_bytes(b"")
    setup_exe.sign_file("test -f", file)
    with pytest.raises(BuildError, match="签名没有成功"):
        setup_exe.sign_file("test -d", file)
