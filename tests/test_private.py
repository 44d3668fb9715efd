"""No network, no leaks: through a whole year's use the program opens no connection at all.

Its files are the user's alone, and nothing of a report is where it does not belong.
"""

import json
import os
import re
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gkdesk.files.word_export import export_word
from power_cut import recording
from power_cut.witness import DATA, ORGAN, PAPERS
from reports import sound_report

HERE = Path(__file__).resolve().parent
WORDS = (ORGAN, "人手不足", "依法依规，依法依规", "0998-7280012", "淮安市")
FAR = "http://192.0.2.1/track"

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="looks into /proc, and preloads a library"
)


def strangers(folder: Path) -> None:
    """Papers that point at other machines: pictures, style sheets, templates, links, entities."""
    folder.mkdir()
    report = sound_report(year="2022")
    plain = folder / "plain.docx"
    export_word(report, plain)
    with (
        zipfile.ZipFile(plain) as old,
        zipfile.ZipFile(folder / "去年.docx", "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == "word/_rels/document.xml.rels":
                data = data.replace(
                    b"</Relationships>",
                    b'<Relationship Id="rId900" TargetMode="External" Target="%s" Type="http://'
                    b"schemas.openxmlformats.org/officeDocument/2006/relationships/"
                    b'attachedTemplate"/></Relationships>' % FAR.encode(),
                )
            new.writestr(name, data)
    plain.unlink()
    page = (HERE / "data/documents/huaian_2024.official-template.html").read_text("utf-8")
    far = (
        f'<link rel="stylesheet" href="{FAR}.css"><script src="{FAR}.js"></script>'
        f'<img src="{FAR}.png"><iframe src="{FAR}"></iframe><body background="{FAR}">'
    )
    (folder / "网页.html").write_text(far + page, encoding="utf-8")
    pdf = (HERE / "data/documents/huaian_2024.pdf").read_bytes()
    (folder / "年报.pdf").write_bytes(pdf)
    (folder / "数据.json").write_text(
        (HERE / "data/published/kewei_2024.json").read_text("utf-8"), encoding="utf-8"
    )


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a whole year's use, with what was seen in it."""
    root = tmp_path_factory.mktemp("一 年")
    (root / PAPERS).mkdir()
    (root / "temp").mkdir()
    strangers(root / "外来")
    # LD_PRELOAD takes a space for the end of a name.
    library = tmp_path_factory.mktemp("library") / "no_sockets.so"
    command = [recording.compiler(), "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-shared"]
    subprocess.run([*command, "-fPIC", "-o", library, HERE / "no_sockets.c"], check=True)
    done = subprocess.run(
        [sys.executable, HERE / "private_life.py", root, root / "seen.json"],
        env=recording.environment(
            TMPDIR=str(root / "temp"),
            LD_PRELOAD=str(library),
            GKDESK_SOCKETS=str(root / "sockets.txt"),
        ),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert "cannot be preloaded" not in done.stderr
    assert not (root / "sockets.txt").exists(), (root / "sockets.txt").read_text("utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    (root / "said.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    return root


def test_no_connection_is_opened_and_no_name_looked_up(life: Path) -> None:
    """Neither by Python nor by Qt nor by what is started: only the reader of PDF is."""
    seen = json.loads((life / "seen.json").read_text("utf-8"))
    started = [arguments for event, arguments in seen["seen"] if event == "subprocess.Popen"]

    assert [event for event, _ in seen["seen"] if event != "subprocess.Popen"] == []
    assert started
    assert all("gkdesk.files.pdf_apart" in arguments for arguments in started)
    assert not re.search(r"Qt6?Network|/_ssl\.|libcurl", seen["maps"])


def test_the_programs_files_are_the_users_alone(life: Path) -> None:
    """Store, backups, log; what is exported has the rights that the user's other papers have."""
    for path in [life / DATA, *(life / DATA).rglob("*")]:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path
    papers = list((life / PAPERS).iterdir())
    assert len(papers) >= 4
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o644 for path in papers)


def test_nothing_of_a_report_lies_about(life: Path) -> None:
    """No file is left in the folder for temporary ones; log and console have no word of it."""
    assert list((life / "temp").iterdir()) == []
    left = [one for one in (life / DATA).iterdir() if one.suffix != ".sqlite3" and one.is_file()]
    said = "".join(one.read_text("utf-8") for one in [*left, life / "said.txt"])
    assert not any(word in said for word in WORDS), said
    assert {one.name for one in left} <= {"gkdesk.log"}
    assert set(os.listdir(life / DATA)) - {"gkdesk.log"} == {"gkdesk.sqlite3", "备份"}
