"""Where data and papers lie on this machine."""

import stat
import sys
import uuid
from pathlib import Path

import pytest

from gkdesk import paths
from gkdesk.errors import UserError
from gkdesk.files.store import Store
from gkdesk.paths import Places, documents, find_places, is_portable, make_data_folder


@pytest.fixture(autouse=True)
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without any folder or setting, and a program in a folder of its own."""
    for name in ("GKDESK_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    program = tmp_path / "program"
    home.mkdir()
    program.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setattr(sys, "executable", str(program / "gkdesk.exe"))
    return tmp_path


on_linux = pytest.mark.skipif(sys.platform == "win32", reason="folders of a Linux desktop")


def test_home_argument_wins_over_everything(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--home` is obeyed even where the environment and a portable marker say otherwise."""
    monkeypatch.setenv("GKDESK_HOME", str(bare_machine / "environment"))
    (bare_machine / "program" / "gkdesk-portable.txt").touch()

    assert find_places(bare_machine / "given").data == bare_machine / "given"


def test_environment_wins_over_the_portable_marker(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GKDESK_HOME is the second choice."""
    monkeypatch.setenv("GKDESK_HOME", str(bare_machine / "environment"))
    (bare_machine / "program" / "gkdesk-portable.txt").touch()

    assert find_places().data == bare_machine / "environment"


def test_a_home_of_nobody_is_a_folder_of_that_name(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`~` and a name that no user has; `~` alone is the home folder."""
    monkeypatch.chdir(bare_machine)

    assert find_places("~nobody-has-this-name/a").data == bare_machine / "~nobody-has-this-name/a"
    assert find_places("~/a").data == Path.home() / "a"


def test_empty_environment_is_no_choice(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A GKDESK_HOME without a value does not turn the current folder into the data folder."""
    monkeypatch.setenv("GKDESK_HOME", "")
    (bare_machine / "program" / "gkdesk-portable.txt").touch()

    assert find_places().data == bare_machine / "program" / "数据"


def test_relative_home_is_made_absolute(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later change of the current folder does not move the data."""
    monkeypatch.chdir(bare_machine)

    assert find_places("数据 文件夹").data == bare_machine / "数据 文件夹"


@on_linux
@pytest.mark.parametrize("base", [None, "elsewhere"])
def test_linux_data_lies_in_the_xdg_folder(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch, base: str | None
) -> None:
    """Without any choice the data lie where the desktop wants them."""
    expected = bare_machine / "home" / ".local" / "share" / "gkdesk"
    if base:
        monkeypatch.setenv("XDG_DATA_HOME", str(bare_machine / base))
        expected = bare_machine / base / "gkdesk"

    assert find_places().data == expected


def test_windows_data_lies_in_local_app_data(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in the roaming folder: that is copied over the network at each log-on."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(bare_machine / "Local"))

    assert find_places().data == bare_machine / "Local" / "gkdesk"


def test_store_backups_and_log_lie_in_the_data_folder(tmp_path: Path) -> None:
    """One folder holds all that has to be carried to another PC."""
    places = Places(tmp_path)

    assert places.store == tmp_path / "gkdesk.sqlite3"
    assert {places.backups.parent, places.log.parent} == {tmp_path}


def test_looking_for_places_makes_nothing(bare_machine: Path) -> None:
    """The disk changes only when the data folder is asked for."""
    find_places()
    documents()

    assert sorted(bare_machine.rglob("*")) == [bare_machine / "home", bare_machine / "program"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_data_folder_is_for_the_user_alone(tmp_path: Path) -> None:
    """Nobody else on the PC can look into a new data folder."""
    places = Places(tmp_path / "a" / "数据")

    make_data_folder(places)
    make_data_folder(places)

    assert stat.S_IMODE(places.data.stat().st_mode) == 0o700


def test_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A file in the way gives a sentence with the place."""
    (tmp_path / "taken").write_text("")

    with pytest.raises(UserError, match=r"无法在 .*taken.* 建立数据文件夹"):
        make_data_folder(Places(tmp_path / "taken" / "gkdesk"))


@on_linux
@pytest.mark.parametrize(
    ("line", "folder"),
    [
        ('XDG_DOCUMENTS_DIR="$HOME/文档"', "文档"),
        ('# comment\nXDG_DOCUMENTS_DIR="$HOME/My Papers"\n', "My Papers"),
    ],
)
def test_documents_are_where_the_desktop_says(bare_machine: Path, line: str, folder: str) -> None:
    """The user-dirs file of a Chinese or English desktop is obeyed."""
    home = bare_machine / "home"
    (home / ".config").mkdir()
    (home / ".config" / "user-dirs.dirs").write_text(line, encoding="utf-8")
    (home / folder).mkdir()
    (home / "Documents").mkdir(exist_ok=True)

    assert documents() == home / folder


def test_a_program_on_a_stick_keeps_its_data_beside_it(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder with Chinese and spaces in its name; it says that it does."""
    program = bare_machine / "年报 程序（U盘）"
    program.mkdir()
    (program / "gkdesk-portable.txt").touch()
    monkeypatch.setattr(sys, "executable", str(program / "gkdesk.exe"))
    places = find_places()
    make_data_folder(places)
    with Store.open(places.store) as store:
        store.create("河园镇人民政府", 2024, "2021", {})

    assert places.store == program / "数据" / "gkdesk.sqlite3"
    assert places.store.is_file()
    assert is_portable(places)
    assert not is_portable(find_places(bare_machine / "elsewhere"))


@pytest.mark.parametrize("starter", ["pythonw.exe", "PYTHON.EXE"])
def test_pythons_own_starter_finds_the_same_data(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch, starter: str
) -> None:
    """Support's way where an antivirus took gkdesk.exe away: the marker lies one folder above."""
    stick = bare_machine / "年报 程序"
    (stick / "Program").mkdir(parents=True)
    monkeypatch.setattr(sys, "executable", str(stick / "Program" / starter))
    assert not is_portable(find_places())

    (stick / "gkdesk-portable.txt").touch()
    assert find_places().data == stick / "数据"


def test_only_pythons_own_starter_looks_above(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of the program in a folder that happens to be called so, or another Python."""
    (bare_machine / "gkdesk-portable.txt").touch()
    assert not is_portable(find_places())

    monkeypatch.setattr(sys, "executable", str(bare_machine / "Scripts" / "pythonw.exe"))
    assert not is_portable(find_places())


@pytest.mark.parametrize("longer", [0, 1])
def test_a_data_folder_too_deep_for_windows_is_told(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch, longer: int
) -> None:
    """At the start, and not by the first backup, whose name is the longest."""
    name = "深" * (199 + longer - len(str(bare_machine)) - 1)
    places = Places(bare_machine / name[:80] / name[81:])

    def touch(path: Path) -> None:
        assert len(str(path)) == 260
        raise FileNotFoundError(2, "The system cannot find the path specified")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "touch", touch)
    if not longer:
        make_data_folder(places)
        return
    with pytest.raises(UserError, match=r"数据文件夹的位置太长（200 个字符）.*--home"):
        make_data_folder(places)


def test_a_deep_data_folder_serves_where_windows_takes_it(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its administrator may have allowed long paths; nothing of the attempt is left."""
    monkeypatch.setattr(sys, "platform", "win32")
    places = Places(bare_machine / ("深" * 80) / ("深" * 80))
    make_data_folder(places)

    assert list(places.data.iterdir()) == []


def test_a_program_that_cannot_write_beside_itself_says_what_to_do(bare_machine: Path) -> None:
    """A read-only stick, or a folder of the administrator's."""
    (bare_machine / "program" / "gkdesk-portable.txt").touch()
    (bare_machine / "program" / "数据").touch()

    with pytest.raises(UserError, match=r"复制到能写入的位置.*或删除其中的“gkdesk-portable\.txt”"):
        make_data_folder(find_places())


@on_linux
def test_documents_that_do_not_exist_fall_back(bare_machine: Path) -> None:
    """A folder that is named but gone is not offered: ~/Documents, else the home folder is."""
    home = bare_machine / "home"
    (home / ".config").mkdir()
    (home / ".config" / "user-dirs.dirs").write_bytes(b'XDG_DOCUMENTS_DIR="$HOME/gone"')

    assert documents() == home
    (home / "Documents").mkdir()
    assert documents() == home / "Documents"


@on_linux
def test_broken_user_dirs_file_is_passed_over(bare_machine: Path) -> None:
    """Bytes that are no text do not stop the export dialog."""
    home = bare_machine / "home"
    (home / ".config").mkdir()
    (home / ".config" / "user-dirs.dirs").write_bytes(b'XDG_DOCUMENTS_DIR="\xff\xfe"')

    assert documents() == home


@pytest.mark.skipif(sys.platform != "win32", reason="asks Windows")
def test_windows_documents_are_a_folder() -> None:
    """Windows answers with a folder that exists."""
    assert documents().is_dir()


def test_documents_id_is_the_known_folder() -> None:
    """The bytes are those of FOLDERID_Documents as Windows lays them out."""
    known = uuid.UUID("{FDD39AD0-238F-46AF-ADB4-6C85480369C7}")

    assert known.bytes_le == paths._DOCUMENTS_ID
