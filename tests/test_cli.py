"""The command line, as a stranger types it: real processes, real files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gkdesk import __version__, cli
from gkdesk.core import exchange
from gkdesk.core.report import Report
from gkdesk.errors import UserError
from gkdesk.files import shipped
from reports import PROSE, sound_report

SAMPLE = shipped.read_text("samples/heyuan-2024.json")
OPEN_CASE = ("new_received", "carried_forward")
NO_PROSE = dict.fromkeys(PROSE, "")  # else this year's would be like last year's


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
    assert said["explained"] == []
    assert [one["id"] for one in said["checks"]] == [
        check.id for check in shipped.form("2021").checks
    ]
    assert {one["verdict"] for one in said["checks"]} == {"holds", "waits"}


def test_check_json_has_both_sides_of_what_was_compared(report: Path, broken: Path) -> None:
    """Place, left and right, whether they agree or not; without a comparison there is no key."""
    for path, left in ((report, "0"), (broken, "3")):
        checks = {
            one["id"]: one for one in json.loads(gkdesk("check", path, "--json").stdout)["checks"]
        }
        compared = checks["t3.identity"]["compared"]

        assert len(compared) == 7
        assert {"place", "left", "right"} == compared[0].keys()
        assert (compared[0]["left"], compared[0]["right"]) == (left, "0")
        assert "compared" not in checks["form.borders"]


@pytest.fixture
def last_year(tmp_path: Path) -> Path:
    """The report of the year before, at whose end one application of a natural person is open."""
    path = tmp_path / "去年.json"
    open_cases = {f"applications.{row}.natural_person": "1" for row in OPEN_CASE}
    report = sound_report(year="2023", **open_cases, **NO_PROSE)
    path.write_text(exchange.dump(report), encoding="utf-8")
    return path


def test_last_years_report_is_compared_with(report: Path, last_year: Path) -> None:
    """Alone, the checks between years wait."""
    alone = json.loads(gkdesk("check", report, "--json").stdout)
    done = gkdesk("check", report, "--last-year", last_year, "--json")
    said = json.loads(done.stdout)
    verdicts = [{one["id"]: one["verdict"] for one in both["checks"]} for both in (alone, said)]

    assert [one["t3.carry"] for one in verdicts] == ["waits", "broken"]
    assert {one["check"] for one in said["findings"] if one["severity"] == "error"} == {"t3.carry"}
    assert done.returncode == 1
    assert done.stderr == b""


def test_last_years_report_of_another_organ_is_used_and_said(tmp_path: Path, report: Path) -> None:
    """The organ may have been renamed; both names stand in the note."""
    path = tmp_path / "别的.json"
    other = sound_report(year="2023", organ="叶城县乌拉乡人民政府", **NO_PROSE)
    path.write_text(exchange.dump(other), encoding="utf-8")
    done = gkdesk("check", report, "--last-year", path, "--json")
    (note,) = done.stderr.decode().splitlines()

    assert done.returncode == 0
    assert "叶城县乌拉乡人民政府" in note
    assert "叶城县河园镇人民政府" in note
    assert json.loads(done.stdout)["findings"] == []


@pytest.mark.parametrize("year", ["2022", "2024"])
def test_a_report_of_another_year_is_refused_as_last_years(
    year: str, tmp_path: Path, report: Path
) -> None:
    """Its findings would be wrong; the sentence says both years."""
    path = tmp_path / "旧报告.json"
    path.write_text(exchange.dump(sound_report(year=year)), encoding="utf-8")
    said = refusal("check", report, "--last-year", path)

    assert f"“旧报告.json”：这是{year}年的报告" in said
    assert "2023年的报告" in said


def test_a_last_years_report_that_cannot_be_read_is_refused_by_name(
    tmp_path: Path, report: Path
) -> None:
    """Missing, broken, or no report; only check takes one."""
    path = tmp_path / "去年.json"
    assert "“去年.json”" in refusal("check", report, "--last-year", path)

    path.write_text("{", encoding="utf-8")

    assert "“去年.json”" in refusal("check", report, "--last-year", path)
    assert "“去年.doc”" in refusal("check", report, "--last-year", tmp_path / "去年.doc")
    assert "--last-year" in refusal("check", report, "--last-year")
    assert "--last-year" in refusal("read", report, "--last-year", path)


def test_explanations_in_the_file_silence_their_findings(tmp_path: Path) -> None:
    """They are told apart, with reason, who and when; other numbers speak again."""
    rules = "proactive_disclosure.government_rules.issued"
    path = tmp_path / "r.json"
    given = {"check": "t2.no_township_rules", "addresses": [rules], "left": "6", "right": "0"}
    reason = {"reason": "承接联合体的规章", "who": "阿不都", "when": "2025-01-17T16:05+08:00"}
    silent = exchange.as_object(sound_report(**{rules: "6"})) | {"explanations": [given | reason]}
    path.write_text(json.dumps(silent), encoding="utf-8")
    said = json.loads(gkdesk("check", path, "--json").stdout)
    (one,) = said["explained"]

    assert [f for f in said["findings"] if f["check"] == given["check"]] == []
    assert one == given | reason | {"severity": "warning", "message": one["message"]}
    verdicts = {check["id"]: check["verdict"] for check in said["checks"]}
    assert verdicts[given["check"]] == "explained"
    assert "承接联合体的规章" in gkdesk("check", path).stderr.decode()

    silent["answers"] = dict(silent["answers"]) | {rules: "7"}
    path.write_text(json.dumps(silent), encoding="utf-8")
    said = json.loads(gkdesk("check", path, "--json").stdout)

    assert given["check"] in [f["check"] for f in said["findings"]]
    assert said["explained"] == []


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
    preface = f"7个部分。{PROSE['preface'].replace('六个部分', '')}"
    path.write_text(exchange.dump(sound_report(preface=preface)), encoding="utf-8")
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


def test_a_report_on_the_old_form_is_read_checked_and_used_but_not_written(
    report: Path, tmp_path: Path
) -> None:
    """It can be given on as a data file."""
    old, paper, copy = (tmp_path / name for name in ("旧.json", "旧.docx", "抄.json"))
    last = sound_report(year="2023")
    form = shipped.form("2019")
    shared = {a: t for a, t in last.texts.items() if a in form.cells or a not in last.form.cells}
    old.write_text(exchange.dump(Report(form, shared)), encoding="utf-8")

    checked = gkdesk("check", old, "--json")
    compared = json.loads(gkdesk("check", report, "--last-year", old, "--json").stdout)
    written = gkdesk("export", old, "-o", paper)
    copied = gkdesk("export", old, "-o", copy)

    assert checked.returncode == 0
    verdicts = {one["id"]: one["verdict"] for one in compared["checks"]}
    assert (verdicts["t3.carry"], verdicts["t2.balance"]) == ("holds", "waits")
    assert written.returncode == 2
    assert "旧表样" in written.stderr.decode()
    assert not paper.exists()
    assert copied.returncode == 0
    assert copy.read_text(encoding="utf-8") == old.read_text(encoding="utf-8")


def test_a_wrong_report_is_exported_all_the_same(broken: Path, tmp_path: Path) -> None:
    """Nothing blocks."""
    done = gkdesk("export", broken, "-o", tmp_path / "a.docx")

    assert done.returncode == 0
    assert "错误 2 条" in done.stderr.decode()


def test_export_writes_the_data_file_too(report: Path, tmp_path: Path) -> None:
    """By suffix."""
    assert gkdesk("export", report, "-o", tmp_path / "b.JSON").returncode == 0
    assert (tmp_path / "b.JSON").read_bytes().decode() == report.read_text(encoding="utf-8")


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
        (["read", "a.json", "--last-year", "b.json"], "不认识参数 --last-year b.json"),
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
    built = ("export", "read", "check", "backup", "restore", "doctor", "--home")
    assert all(verb in shown for verb in built)
    assert "collate" not in shown


def test_home_may_stand_anywhere(report: Path, tmp_path: Path) -> None:
    """The verbs do not touch the data folder."""
    home = tmp_path / "数据"

    assert gkdesk("--home", home, "check", report).returncode == 0
    assert gkdesk("check", "--home", home, report).returncode == 0
    assert not home.exists()


def test_files_without_a_verb_are_for_the_window(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the system starts the program for a file that is opened with it; the path is whole."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "read").touch()
    command = cli.parse([report.name, "--home", "数据", str(report)])

    assert (command.verb, command.home) == (None, "数据")
    assert command.files == (report, report)
    assert cli.parse([]).files == ()
    assert cli.parse(["read", report.name]).verb == "read"


@pytest.mark.parametrize("arguments", [["没有.docx"], ["{report}", "没有.docx"], ["."], ["\0"]])
def test_what_is_no_file_is_an_unknown_verb(arguments: list[str], report: Path) -> None:
    """Also beside a file: nothing is opened in part."""
    with pytest.raises(UserError, match=r"没有“.*”这个命令"):
        cli.parse([one.format(report=report) for one in arguments])
