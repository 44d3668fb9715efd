import marshal
import zipfile
from pathlib import Path

import payload
import pytest
from parts import BuildError, Part
from runtime import compiled


def wheel_of(path: Path, files: dict[str, bytes]) -> Path:
    """A wheel with these files."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def part(*keep: str, beside: tuple[str, ...] = ()) -> Part:
    """A part of which this is kept."""
    return Part("a", "1.0", "MIT", frozenset(), keep, beside)


def test_only_what_is_kept_goes_in(tmp_path: Path) -> None:
    """Python files compiled, without their sources; runtime DLLs beside Python's."""
    files = {"a/__init__.py": b"x = 1", "a/b.dll": b"dll", "a/c.dll": b"c", "a/test.py": b"no"}
    wheel = wheel_of(tmp_path / "a.whl", files)
    program = tmp_path / "program"
    program.mkdir()
    payload.add_wheel(part("a/__init__.py", "a/b.dll", beside=("a/c.dll",)), wheel, program)
    site = program / "Lib" / "site-packages"
    assert payload.files_of(program) == [
        "Lib/site-packages/a/__init__.pyc",
        "Lib/site-packages/a/b.dll",
        "c.dll",
    ]
    assert (site / "a" / "b.dll").read_bytes() == b"dll"


def test_a_pattern_that_matches_nothing_is_told(tmp_path: Path) -> None:
    """A new version of a part may have moved its files."""
    wheel = wheel_of(tmp_path / "a.whl", {"a/new.py": b""})
    with pytest.raises(BuildError, match=r"a 1\.0 里没有与“a/old\.py”相符的文件"):
        payload.add_wheel(part("a/old.py"), wheel, tmp_path)


def test_compiled_code_is_used_without_its_source_and_is_always_the_same() -> None:
    """PEP 552: an unchecked hash; no date, no path of this machine."""
    code = compiled(b"answer = 42\n", "a/b.py")
    assert code == compiled(b"answer = 42\n", "a/b.py")
    assert code[4:8] == (1).to_bytes(4, "little")
    seen: dict[str, object] = {}
    exec(marshal.loads(code[16:]), seen)
    assert seen["answer"] == 42
    assert b"\\tmp" not in code


def test_licences_are_collected_and_the_one_that_is_not_ours_is_left(tmp_path: Path) -> None:
    """Old and new places in a wheel."""
    files = {
        "a-1.0.dist-info/licenses/LICENSE": b"mine",
        "a-1.0.dist-info/licenses/LicenseRef-Qt-Commercial.txt": b"not used",
        "a-1.0.dist-info/RECORD": b"",
        "a-1.0.dist-info/LICENSE.txt": b"old place",
    }
    payload.add_licences([(part(), wheel_of(tmp_path / "a.whl", files))], tmp_path / "licenses")
    assert payload.files_of(tmp_path / "licenses") == ["a-1.0/LICENSE", "a-1.0/LICENSE.txt"]


def test_the_zip_is_the_same_each_time(tmp_path: Path) -> None:
    """Whatever the dates and the order on the disk."""
    packed = []
    for number, names in enumerate((("b", "a"), ("a", "b"))):
        folder = tmp_path / str(number) / "gkdesk"
        folder.mkdir(parents=True)
        for name in names:
            (folder / name).write_text(name)
        payload.pack(folder, tmp_path / f"{number}.zip", {"marker.txt": b"here"})
        packed.append((tmp_path / f"{number}.zip").read_bytes())
    assert packed[0] == packed[1]
    with zipfile.ZipFile(tmp_path / "0.zip") as archive:
        assert archive.namelist() == ["gkdesk/a", "gkdesk/b", "gkdesk/marker.txt"]


def test_modules_are_looked_for_in_the_folder_alone(tmp_path: Path) -> None:
    """Not where the user's other Pythons have theirs."""
    payload.add_paths_file(tmp_path, "313")
    lines = (tmp_path / "python313._pth").read_bytes().split(b"\r\n")
    assert lines == [b"python313.zip", b".", b"Lib\\site-packages", b""]


def test_our_own_packages_and_forms_are_all_there(tmp_path: Path) -> None:
    """As they are imported."""
    payload.add_gkdesk(tmp_path)
    site = tmp_path / "Lib" / "site-packages" / "gkdesk"
    sources = {
        path.relative_to(payload.ROOT / "src" / "gkdesk").with_suffix(".pyc").as_posix()
        for path in (payload.ROOT / "src" / "gkdesk").rglob("*.py")
    }
    assert sources <= set(payload.files_of(site))
    assert (site / "resources" / "forms" / "2021.toml").is_file()
    assert (site / "resources" / "gkdesk.ico").is_file()
