from pathlib import Path

import parts
import pytest
from parts import BuildError, Part, Parts, fetch_runtime, fetch_wheels, read_lock, read_parts

PYTHONS = ("3.11", "3.12", "3.13")


@pytest.fixture
def listed() -> Parts:
    """The list as it is."""
    return read_parts("3.13")


def test_the_lock_is_read() -> None:
    """Names, versions and all hashes of each."""
    text = (
        f"# made by\na==1.0 \\\n    --hash=sha256:{'a' * 64} \\\n    --hash=sha256:{'b' * 64}\n"
        f"    # via x\nb-c==2 \\\n    --hash=sha256:{'c' * 64}\n"
    )
    assert read_lock(text) == {
        "a": ("1.0", frozenset({"a" * 64, "b" * 64})),
        "b-c": ("2", frozenset({"c" * 64})),
    }


def test_every_part_is_pinned_and_has_a_licence(listed: Parts) -> None:
    """By version and hash; the runtime by one hash alone."""
    for part in (*listed.wheels, listed.runtime):
        assert part.version
        assert part.hashes
        assert part.licence
        assert part.keep
    assert len(listed.runtime.hashes) == 1
    assert all(part.hashes for part, _inside, _name in listed.texts)


def test_what_the_program_needs_to_run_is_listed(listed: Parts) -> None:
    """Each package that pyproject names is a part."""
    text = (parts.ROOT / "pyproject.toml").read_text("utf-8")
    needed = text.partition("dependencies = [")[2].partition("]")[0]
    names = {part.name for part in listed.wheels}
    for line in needed.splitlines():
        if line.strip().startswith('"'):
            assert line.strip().strip('",').lower().partition(">")[0] in names


@pytest.mark.parametrize("python", PYTHONS)
def test_there_is_a_stand_in_for_each_python_that_builds_it(python: str) -> None:
    assert len(read_parts(python).stand_in.hashes) == 1


def test_a_part_that_the_lock_has_not_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "read_lock", lambda text: {})
    with pytest.raises(BuildError, match=r"requirements\.lock 里没有"):
        read_parts("3.13")


def test_a_wheel_in_the_cache_is_taken_by_its_hash_and_its_tags(tmp_path: Path) -> None:
    """Not one of another system, of another Python, or of another content."""
    right = tmp_path / "a_b-1.0-cp313-cp313-win_amd64.whl"
    right.write_bytes(b"right")
    for name in ("a_b-1.0-cp311-cp311-win_amd64.whl", "a_b-1.0-cp313-cp313-manylinux1_x86_64.whl"):
        (tmp_path / name).write_bytes(b"right")
    part = Part("a-b", "1.0", "MIT", frozenset({parts.sha256(right)}))
    assert fetch_wheels([part], "3.13", tmp_path) == [right]


def test_a_wheel_of_another_content_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked for anew, and where that brings nothing the build ends."""
    (tmp_path / "a-1.0-py3-none-any.whl").write_bytes(b"wrong")
    asked: list[str] = []
    monkeypatch.setattr(parts, "_download", lambda wanted, *_: asked.append(wanted[0].name))
    part = Part("a", "1.0", "MIT", frozenset({"0" * 64}))
    with pytest.raises(BuildError, match="散列值"):
        fetch_wheels([part], "3.13", tmp_path)
    assert asked == ["a"]


def test_a_runtime_of_another_content_is_refused(tmp_path: Path, listed: Parts) -> None:
    """Given or from the cache."""
    given = tmp_path / "python.zip"
    given.write_bytes(b"something else")
    with pytest.raises(BuildError, match="SHA-256 不符"):
        fetch_runtime(listed, given, tmp_path)
    with pytest.raises(BuildError, match="没有"):
        fetch_runtime(listed, tmp_path / "none.zip", tmp_path)
    (tmp_path / listed.url.rpartition("/")[2]).write_bytes(b"cut off")
    with pytest.raises(BuildError, match="SHA-256 不符"):
        fetch_runtime(listed, None, tmp_path)
