"""The command line, as a stranger types it: real processes, real files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gkdesk import __version__
from gkdesk.core import exchange
from gkdesk.core.form import Check
from gkdesk.files import shipped
from reports import sound_report

SAMPLE = shipped.read_text("samples/heyuan-2024.json")


def gkdesk(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program and wait for it."""
    return subprocess.run(
        [sys.executable, "-m", "gkdesk", *map(str, arguments)],
        capture_output=True,
        env=os.environ | {"PYTHONUTF8": "1"} | environment,
        check=False,
    )


def refusal(*arguments: str | Path) -> str:
    """The sentence with which a command line is refused."""
    done = gkdesk(*arguments)
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1
    return said


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A complete report without faults, as a file whose name has Chinese and a space."""
    path = tmp_path / "河园镇 年报.json"
    path.write_text(exchange.dump(sound_report()), encoding="utf-8")
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A report whose 自然人 column does not add up."""
    path = tmp_path / "broken.json"
    wrong = sound_report(**{"applications.new_received.natural_person": "3"})
    path.write_text(exchange.dump(wrong), encoding="utf-8")
    return path


def test_read_prints_the_canonical_form(tmp_path: Path) -> None:
    """UTF-8 on standard output, whatever the console's code page is."""
    path = tmp_path / "in.json"
    data = json.loads(SAMPLE)
    data["answers"]["applications.granted.natural_person"] = " ００7 "
    path.write_text(json.dumps(data), encoding="utf-8")
    done = gkdesk("read", path, "--json", PYTHONUTF8="0", PYTHONIOENCODING="ascii")

    assert done.returncode == 0
    assert done.stdout.decode() == SAMPLE.replace(
        '"applications.granted.natural_person": "0"', '"applications.granted.natural_person": "7"'
    )


def test_a_report_without_faults_is_checked_with_zero(report: Path) -> None:
    """Exit code 0, and every check has its verdict."""
    done = gkdesk("check", report, "--json")
    said = json.loads(done.stdout)

    assert done.returncode == 0
    assert said["findings"] == []
    assert said["remarks"] == []
    assert said["checks"] == [
        {"id": check.id, "verdict": "holds"} for check in shipped.form("2021").checks
    ]


def test_a_report_with_errors_is_checked_with_one(broken: Path) -> None:
    """Each finding has its check, severity, addresses, both sides and message."""
    done = gkdesk("check", broken, "--json")
    first = json.loads(done.stdout)["findings"][0]

    assert done.returncode == 1
    assert first == {
        "check": "t3.identity",
        "severity": "error",
        "addresses": [
            f"applications.{row}.natural_person"
            for row in ("new_received", "carried_over", "results_total", "carried_forward")
        ],
        "left": "3",
        "right": "0",
        "message": first["message"],
    }
    assert "相差 3" in first["message"]


def test_warnings_alone_are_no_error(tmp_path: Path) -> None:
    """Exit code 0: only errors make it 1; a place in the prose has its span."""
    path = tmp_path / "r.json"
    path.write_text(exchange.dump(sound_report(preface="7个部分")), encoding="utf-8")
    done = gkdesk("check", path, "--json")

    assert done.returncode == 0
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["addresses"], finding["span"]) == (["preface"], [0, 4])


def test_check_without_json_says_its_findings_in_chinese(broken: Path) -> None:
    """One line per finding, and the count."""
    done = gkdesk("check", broken)

    assert done.stdout == b""
    assert done.stderr.decode().splitlines()[0].startswith("错误  自然人：一(3)＋二(0)＝3")
    assert "审核发现错误 2 条。" in done.stderr.decode()


def test_remarks_of_a_document_that_was_read_are_said(tmp_path: Path) -> None:
    """By read and by check, on standard error."""
    path = tmp_path / "r.json"
    remark = {"kind": "cell", "address": "applications.granted.other_org", "message": "看不清。"}
    path.write_text(json.dumps(json.loads(SAMPLE) | {"remarks": [remark]}), encoding="utf-8")

    assert "看不清。" in gkdesk("read", path).stderr.decode()
    assert "看不清。" in gkdesk("check", path).stderr.decode()
    assert json.loads(gkdesk("check", path, "--json").stdout)["remarks"] == [remark]


def test_export_writes_a_word_file_and_replaces_an_old_one(report: Path, tmp_path: Path) -> None:
    """Findings are counted on standard error."""
    target = tmp_path / "年报.docx"
    target.write_bytes(b"old")
    done = gkdesk("export", report, "-o", target)

    assert done.returncode == 0
    assert target.read_bytes()[:2] == b"PK"
    assert "审核没有发现问题" in done.stderr.decode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["年报.docx", report.name]


def test_a_wrong_report_is_exported_all_the_same(broken: Path, tmp_path: Path) -> None:
    """Nothing blocks."""
    done = gkdesk("export", broken, "-o", tmp_path / "a.docx")

    assert done.returncode == 0
    assert "错误 2 条" in done.stderr.decode()


def test_export_writes_the_data_file_too(report: Path, tmp_path: Path) -> None:
    """By suffix."""
    assert gkdesk("export", report, "-o", tmp_path / "b.JSON").returncode == 0
    assert (tmp_path / "b.JSON").read_bytes() == report.read_bytes()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"format": ', "第1行第12个字符"),
        (b"\xff\xfe", "不是 UTF-8"),
        (b"PK\x03\x04", "不是合法的 JSON"),
        (SAMPLE.replace('"2021"', '"2033"').encode(), "不认识表样“2033”"),
        (SAMPLE.replace("2024,", "1999,").encode(), "1999超出范围"),
        (SAMPLE.replace('_person": "0"', '_person": 0').encode(), "不带引号的数 0"),
        (SAMPLE.replace("granted.natural", "grated.natural").encode(), "grated.natural_person"),
    ],
)
@pytest.mark.parametrize("verb", ["read", "check"])
def test_a_bad_file_is_refused_in_a_sentence_with_its_name(
    verb: str, content: bytes, said: str, tmp_path: Path
) -> None:
    """Never a traceback."""
    path = tmp_path / "坏 文件.json"
    path.write_bytes(content)
    sentence = refusal(verb, path)

    assert "坏 文件.json" in sentence
    assert said in sentence


def test_a_refused_export_leaves_the_old_file_alone(tmp_path: Path) -> None:
    """No half-written file."""
    bad, target = tmp_path / "bad.json", tmp_path / "old.docx"
    bad.write_text("{}", encoding="utf-8")
    target.write_bytes(b"old")
    refusal("export", bad, "-o", target)

    assert target.read_bytes() == b"old"


def test_what_is_not_there_or_cannot_be_written_is_said(report: Path, tmp_path: Path) -> None:
    """Missing files and folders, folders for files, unknown suffixes."""
    assert "没有这个文件" in refusal("read", tmp_path / "none.json")
    assert "不能读取这种文件" in refusal("read", tmp_path / "last year.doc")
    assert "不能写出这种文件" in refusal("export", report, "-o", tmp_path / "a.html")
    assert "nowhere" in refusal("export", report, "-o", tmp_path / "nowhere" / "a.docx")
    folder = tmp_path / "folder.json"
    folder.mkdir()
    assert "文件夹" in refusal("read", folder)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["collate", "a.json"], "没有“collate”这个命令"),
        (["--colour"], "没有“--colour”这个参数"),
        (["export", "a.json"], "缺少参数 -o/--output"),
        (["read"], "缺少参数 FILE"),
        (["check", "a.json", "--last-year", "b.json"], "不认识参数 --last-year b.json"),
        (["read", "a.json", "b.json"], "不认识参数 b.json"),
        (["check", "a.json", "--home"], "参数 --home 后面缺少内容"),
    ],
)
def test_a_wrong_command_line_is_refused_in_chinese(arguments: list[str], said: str) -> None:
    """Verbs and options that are not built yet as well."""
    assert said in refusal(*arguments)


def sample_through_shell(tail: str, tmp_path: Path) -> subprocess.CompletedProcess[bytes]:
    """Run `gkdesk read` on the sample with redirections that only a shell can make."""
    path = tmp_path / "r.json"
    path.write_text(SAMPLE, encoding="utf-8")
    line = f'"{sys.executable}" -m gkdesk read "{path}" {tail}'
    environment = os.environ | {"PYTHONUTF8": "1"}
    return subprocess.run(["sh", "-c", line], capture_output=True, env=environment, check=False)


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that can close a stream")
def test_a_closed_or_full_standard_output_is_said(tmp_path: Path) -> None:
    """A sentence about the output and not about the file, and exit code 2."""
    closed = sample_through_shell(">&-", tmp_path)
    full = sample_through_shell("> /dev/full", tmp_path)

    assert (closed.returncode, full.returncode) == (2, 2)
    assert closed.stderr.decode().startswith("标准输出已经关闭")
    assert full.stderr.decode().startswith("标准输出写不进去")


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that can close a stream")
def test_nothing_of_what_is_said_gets_into_the_output(tmp_path: Path) -> None:
    """With standard error closed or full, the exit code and the JSON are as ever."""
    for tail in ("2>&-", "2> /dev/full"):
        assert sample_through_shell(tail, tmp_path).stdout.decode() == SAMPLE
        refused = sample_through_shell(f"surplus {tail}", tmp_path)
        assert (refused.returncode, refused.stdout) == (2, b"")


def test_version_and_help_are_printed() -> None:
    """Help shows what is built, and nothing else."""
    shown = gkdesk("--help").stdout.decode()

    assert gkdesk("--version").stdout.decode() == f"gkdesk {__version__}\n"
    assert all(verb in shown for verb in ("export", "read", "check", "--home"))
    assert not any(verb in shown for verb in ("collate", "backup", "restore", "doctor"))


def test_home_may_stand_anywhere(report: Path, tmp_path: Path) -> None:
    """The verbs do not touch the data folder."""
    home = tmp_path / "数据"

    assert gkdesk("--home", home, "check", report).returncode == 0
    assert gkdesk("check", "--home", home, report).returncode == 0
    assert not home.exists()


def test_every_severity_has_its_word() -> None:
    """A severity of the form file without a Chinese word would be a crash."""
    from typing import get_args, get_type_hints

    from gkdesk.cli import _SEVERITIES

    assert set(_SEVERITIES) == set(get_args(get_type_hints(Check)["severity"]))
