"""Which parts the Windows program is made of, and how they are fetched and checked.

The list is parts.toml; versions and hashes of the wheels are those of requirements.lock.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
import tomllib
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "installer" / "parts.toml"
LOCK = ROOT / "requirements.lock"


class BuildError(Exception):
    """A step that cannot be done; its text is one sentence that says what to do."""


@dataclass(frozen=True)
class Part:
    """One file to fetch: a wheel, or Python's embeddable package.

    `hashes` are the SHA-256 that are accepted; `keep` and `beside_python` are patterns of paths in
    the file, the first for site-packages, the second for the folder of the Python DLL.
    """

    name: str
    version: str
    licence: str
    hashes: frozenset[str]
    keep: tuple[str, ...] = ()
    beside_python: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parts:
    """The whole list. `texts` are pairs of (path in the wheel, name among the licences) by part."""

    runtime: Part
    url: str
    stand_in: Part
    stand_in_folder: str
    wheels: tuple[Part, ...]
    texts: tuple[tuple[Part, str, str], ...]


def read_parts(python: str) -> Parts:
    """The list for one version of Python ("3.13"). Raises BuildError where it does not fit."""
    told = tomllib.loads(LIST.read_text("utf-8"))
    locked = read_lock(LOCK.read_text("utf-8"))
    runtime, stand_in = told["runtime"], told["stand_in"]
    accepted = stand_in["sha256"]
    return Parts(
        Part(
            runtime["name"],
            runtime["version"],
            runtime["licence"],
            frozenset({runtime["sha256"]}),
            tuple(runtime["keep"]),
        ),
        runtime["url"],
        Part(
            stand_in["name"],
            stand_in["version"],
            "PSF-2.0",
            frozenset({accepted[python]} if python in accepted else ()),
        ),
        stand_in["folder"],
        tuple(_wheel(one, locked) for one in told["wheel"]),
        tuple(
            (
                Part(one["name"], one["version"], "", frozenset({one["sha256"]})),
                one["file"],
                one["becomes"],
            )
            for one in told["text"]
        ),
    )


def read_lock(text: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Versions and hashes of a pip-compile lock: {name: (version, hashes)}."""
    found = {}
    for block in re.split(r"\n(?=\S)", text):
        head = re.match(r"([a-z0-9._-]+)==(\S+)", block)
        if head:
            found[head[1]] = (
                head[2],
                frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", block)),
            )
    return found


def _wheel(told: dict[str, Any], locked: dict[str, tuple[str, frozenset[str]]]) -> Part:
    if told["name"] not in locked:
        raise BuildError(f"requirements.lock 里没有 parts.toml 列出的 {told['name']}。")
    version, hashes = locked[told["name"]]
    return Part(
        told["name"],
        version,
        told["licence"],
        hashes,
        tuple(told["keep"]),
        tuple(told.get("beside_python", ())),
    )


def fetch_wheels(wanted: list[Part], python: str, cache: Path) -> list[Path]:
    """The wheels for Windows x86-64, from the cache or by pip, in the order asked for.

    Raises BuildError where one cannot be had or its hash is not the accepted one.
    """
    cache.mkdir(parents=True, exist_ok=True)
    missing = [part for part in wanted if _cached(part, python, cache) is None]
    if missing:
        _download(missing, python, cache)
    found = [(part, _cached(part, python, cache)) for part in wanted]
    lost = [part.name for part, file in found if file is None]
    if lost:
        raise BuildError(f"没有取到散列值相符的软件包：{'、'.join(lost)}。请检查 pip 的软件源。")
    return [file for _part, file in found if file is not None]


def _cached(part: Part, python: str, cache: Path) -> Path | None:
    """A wheel that lies in the cache, with a hash that is accepted, made for this Python."""
    stem = re.sub(r"[-_.]+", "[-_.]", part.name)
    for file in sorted(cache.glob("*.whl")):
        fits = re.match(rf"{stem}-{re.escape(part.version)}-", file.name, re.IGNORECASE)
        if fits and _for_this(file.name, python) and sha256(file) in part.hashes:
            return file
    return None


def _for_this(name: str, python: str) -> bool:
    """Whether a wheel's tags are for this Python on Windows x86-64 ("abi3" of an older one too)."""
    tags, abi, platform = name.removesuffix(".whl").split("-")[-3:]
    exact = f"cp{python.replace('.', '')}"
    return platform in ("any", "win_amd64") and (
        (abi in ("none", "abi3") and ("py3" in tags or "cp3" in tags)) or exact in tags.split(".")
    )


def _download(parts: list[Part], python: str, cache: Path) -> None:
    lines = [
        " ".join(
            [
                f"{part.name}=={part.version}",
                *(f"--hash=sha256:{one}" for one in sorted(part.hashes)),
            ]
        )
        for part in parts
    ]
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "asked.txt"
        asked.write_text("\n".join(lines) + "\n", "utf-8")
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"]
        pip += ["--no-deps", "--only-binary=:all:", "--require-hashes", "-r", str(asked)]
        pip += ["--platform", "win_amd64", "--implementation", "cp", "--python-version", python]
        if subprocess.call([*pip, "-d", str(cache)]) != 0:
            raise BuildError(
                "pip 没有下载成功，见上面 pip 的说明；也可以把软件包放进 --cache 文件夹。"
            )


def fetch_runtime(parts: Parts, given: Path | None, cache: Path) -> Path:
    """Python's embeddable package: the file given, or from the cache, or downloaded; checked.

    Raises BuildError where it is not the one whose hash parts.toml has.
    """
    file = given or cache / parts.url.rpartition("/")[2]
    if given is None and not file.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        try:
            with urllib.request.urlopen(parts.url, timeout=60) as answer:
                file.write_bytes(answer.read())
        except OSError as fault:
            raise BuildError(
                f"没有下载到 {parts.url}（{fault}）。请在别处下载，再用 --runtime 给出。"
            ) from fault
    if not file.is_file():
        raise BuildError(f"没有“{file}”这个文件。")
    if sha256(file) not in parts.runtime.hashes:
        raise BuildError(f"“{file}”不是 parts.toml 写明的那一个：SHA-256 不符。请重新下载。")
    return file


def sha256(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
