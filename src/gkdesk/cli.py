"""The command line: report files and the clerk's data without the window, and without Qt."""

import argparse
import errno
import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

from gkdesk import __version__
from gkdesk.core import exchange
from gkdesk.core.checks.finding import Compared, Explained, Finding, Outcome, Verdict
from gkdesk.core.checks.run import run_checks
from gkdesk.core.prose import brief
from gkdesk.core.report import Report
from gkdesk.core.self_check import SEVERITY_WORDS, VERDICT_WORDS
from gkdesk.errors import UserError
from gkdesk.files.os_faults import reason
from gkdesk.files.put_in_place import put_in_place
from gkdesk.files.report_file import read_report

DONE, ERRORS_FOUND, CANNOT = 0, 1, 2

HELP = """\
政务公开年报填报

  gkdesk [FILE ...]                         打开窗口；给出文件时，在窗口里开始导入它们
  gkdesk export REPORT.json -o FILE         按文件名后缀写出 .docx（Word）或 .json（数据文件）
  gkdesk read FILE [--json]                 读出报告，写成规范的数据文件（标准输出）
                                            FILE 可以是 .json .docx .html .txt .xlsx .pdf
  gkdesk check FILE [--last-year FILE] [--json]
                                            审核，列出发现的问题；给出上年报告时一并核对两年之间的数字
  gkdesk backup [DIR]                       备份全部报告，到 DIR 或数据文件夹里的“备份”
  gkdesk restore FILE                       用备份恢复；先列出其中的报告，再另存现有的数据，然后恢复
  gkdesk doctor                             检查数据文件、备份和磁盘，损坏时修复

各命令通用：
  --home DIR      数据文件夹（也可用环境变量 GKDESK_HOME）
  --version       版本
  --help          本说明

返回值：0 完成；1 审核发现错误（仅 check）；2 不能完成，原因见标准错误输出。
"""

# What argparse says, in the clerk's language; anything else is quoted as it is.
_COMPLAINTS = (
    (r"the following arguments are required: (.*)", "缺少参数 {}"),
    (r"unrecognized arguments: (.*)", "不认识参数 {}"),
    (r"argument (\S+?)(?:/\S+)?: expected one argument", "参数 {} 后面缺少内容"),
    (r"argument (\S+?)(?:/\S+)?: ignored explicit argument.*", "参数 {} 后面不能带内容"),
)


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are UserErrors in Chinese."""

    def error(self, message: str) -> NoReturn:
        """Raise the complaint as a sentence."""
        for pattern, chinese in _COMPLAINTS:
            match = re.fullmatch(pattern, message)
            if match:
                message = chinese.format(match.group(1))
        raise UserError(f"命令不对：{message}。用 gkdesk --help 查看用法。")


@dataclass(frozen=True)
class CommandLine:
    """A command line taken apart; without a verb the window is wanted, with `files` to take in."""

    verb: str | None
    home: str | None
    options: argparse.Namespace
    files: tuple[Path, ...] = ()


def parse(arguments: Sequence[str]) -> CommandLine:
    """Take a command line apart; UserError for a verb or an option that does not exist."""
    common = _Parser(prog="gkdesk", add_help=False, allow_abbrev=False)
    common.add_argument("--home")
    common.add_argument("--version", action="store_true")
    common.add_argument("-h", "--help", action="store_true")
    options, rest = common.parse_known_args(arguments)
    if options.help or options.version:
        return CommandLine("help" if options.help else "version", options.home, options)
    if not rest:
        return CommandLine(None, options.home, options)
    verb = rest[0]
    # So does the system start the program for a file that is opened with it or dropped on it.
    if verb not in VERBS and all(map(os.path.isfile, rest)):
        return CommandLine(None, options.home, options, tuple(Path(one).absolute() for one in rest))
    if verb not in VERBS:
        kind = "参数" if verb.startswith("-") else "命令"
        raise UserError(f"没有“{verb}”这个{kind}。用 gkdesk --help 查看用法。")
    parser = _Parser(prog=f"gkdesk {verb}", add_help=False, allow_abbrev=False)
    parser.set_defaults(home=options.home)
    if verb == "backup":
        parser.add_argument("folder", type=Path, metavar="DIR", nargs="?")
    elif verb != "doctor":
        parser.add_argument("file", type=Path, metavar="FILE")
    if verb == "export":
        parser.add_argument("-o", "--output", type=Path, required=True)
    if verb in ("read", "check"):
        parser.add_argument("--json", action="store_true")
    if verb == "check":
        parser.add_argument("--last-year", type=Path, metavar="FILE")
    return CommandLine(verb, options.home, parser.parse_args(rest[1:]))


def run(command: CommandLine) -> int:
    """Carry a verb out and give the exit code; UserError where it cannot be done."""
    if command.verb == "help":
        _print(HELP)
        return DONE
    if command.verb == "version":
        _print(f"gkdesk {__version__}\n")
        return DONE
    assert command.verb is not None
    return VERBS[command.verb](command.options)


def _export(options: argparse.Namespace) -> int:
    """Write a report as the suffix of the output file asks."""
    suffix = options.output.suffix.lower()
    if suffix not in (".docx", ".json"):
        raise UserError(
            f"“{options.output}”：不能写出这种文件，-o 的文件名应以 .docx 或 .json 结尾。"
        )
    report = read_report(options.file)
    if suffix == ".json":
        put_in_place(exchange.dump(report).encode(), options.output)
    else:
        # python-docx takes a tenth of a second to import, and only this line needs it.
        from gkdesk.files.word_export import export_word

        export_word(report, options.output)
    say(f"已写出“{options.output}”。{_counted(run_checks(report))}")
    return DONE


def _read(options: argparse.Namespace) -> int:
    """Print a report in the canonical exchange format."""
    report = read_report(options.file)
    for remark in report.remarks:
        say(remark.message)
    _print(exchange.dump(report))
    return DONE


def _check(options: argparse.Namespace) -> int:
    """Print what the checks find."""
    report = read_report(options.file)
    last_year = _last_year(options.last_year, report) if options.last_year else None
    outcome = run_checks(report, last_year, keep=options.json)
    if options.json:
        _print(json.dumps(_as_object(report, outcome), ensure_ascii=False, indent=1) + "\n")
    else:
        for remark in report.remarks:
            say(remark.message)
        for finding in outcome.findings:
            say(f"{SEVERITY_WORDS[finding.severity]}  {finding.message}")
        for one in outcome.explained:
            reason = one.explanation.reason
            say(f"{VERDICT_WORDS['explained']}  {one.finding.message}（核实情况：{reason}）")
        say(_counted(outcome))
    return ERRORS_FOUND if outcome.errors else DONE


def _last_year(path: Path, report: Report) -> Report:
    """The report of the year before; one of another year would give wrong findings."""
    last_year = read_report(path)
    if last_year.year != report.year - 1:
        raise UserError(
            f"“{path.name}”：这是{last_year.year}年的报告，不能用来核对{report.year}年的报告，"
            f"--last-year 后面请给出{report.year - 1}年的报告。"
        )
    if last_year.organ != report.organ:
        say(
            f"请注意：“{path.name}”是“{brief(last_year.organ)}”的报告，"
            f"与本报告的“{brief(report.organ)}”不同，仍按它核对。"
        )
    return last_year


def _backup(options: argparse.Namespace) -> int:
    """Back all reports up."""
    from gkdesk import cli_store, paths  # SQLite is for these verbs alone

    done = cli_store.back_up(paths.find_places(options.home), options.folder, say)
    return DONE if done else CANNOT


def _restore(options: argparse.Namespace) -> int:
    """Put a backup in the place of the present data."""
    from gkdesk import cli_store, paths

    done = cli_store.bring_back(paths.find_places(options.home), options.file, say)
    return DONE if done else CANNOT


def _doctor(options: argparse.Namespace) -> int:
    """Look the clerk's data over."""
    from gkdesk import cli_store, paths

    done = cli_store.look_over(paths.find_places(options.home), say)
    return DONE if done else CANNOT


VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "export": _export,
    "read": _read,
    "check": _check,
    "backup": _backup,
    "restore": _restore,
    "doctor": _doctor,
}


def _as_object(report: Report, outcome: Outcome) -> dict[str, Any]:
    """What `check --json` prints: all that the 自查单 says."""
    return {
        "findings": [_finding_as_object(finding) for finding in outcome.findings],
        "remarks": [vars(remark) for remark in report.remarks],
        "checks": [
            _check_as_object(check_id, verdict, outcome.compared.get(check_id, ()))
            for check_id, verdict in outcome.verdicts.items()
        ],
        "explained": [_explained_as_object(one) for one in outcome.explained],
    }


def _check_as_object(id: str, verdict: Verdict, compared: Sequence[Compared]) -> dict[str, Any]:
    found: dict[str, Any] = {"id": id, "verdict": verdict}
    return found | ({"compared": [asdict(one) for one in compared]} if compared else {})


def _explained_as_object(explained: Explained) -> dict[str, Any]:
    given = explained.explanation
    finding = _finding_as_object(explained.finding)
    return finding | {"reason": given.reason, "who": given.who, "when": given.when}


def _finding_as_object(finding: Finding) -> dict[str, Any]:
    found: dict[str, Any] = {
        "check": finding.check.id,
        "severity": finding.severity,
        "addresses": list(finding.addresses),
        "left": finding.left,
        "right": finding.right,
        "message": finding.message,
    }
    return found | ({"span": list(finding.span)} if finding.span else {})


def _counted(outcome: Outcome) -> str:
    """How many findings there are of each severity, in a sentence."""
    count = len(outcome.explained)
    silent = f"另有 {count} 处{VERDICT_WORDS['explained']}。" if count else ""
    if not outcome.findings:
        return f"审核没有发现问题。{silent}"
    severities = [finding.severity for finding in outcome.findings]
    counts = [
        f"{name} {severities.count(key)} 条"
        for key, name in SEVERITY_WORDS.items()
        if key in severities
    ]
    return f"审核发现{'、'.join(counts)}。{silent}"


def say(message: str) -> None:
    """Tell the person at the console something; where nobody can hear it, nothing is lost."""
    if sys.stderr is None:  # closed; print() would write into standard output instead
        return
    try:
        print(message, file=sys.stderr, flush=True)
    except OSError:
        sys.stderr = None  # else Python tries again at the end, and makes 120 of the exit code


def _print(text: str) -> None:
    """Write UTF-8 to standard output, whatever the console's code page is.

    Raises UserError where it is closed or full, BrokenPipeError where nobody reads on.
    """
    if sys.stdout is None:
        raise UserError("标准输出已经关闭，结果没有写出。请不要关闭它，或把结果存到文件里。")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        sys.stdout = None  # else Python tries again at the end, and makes 120 of the exit code
        if sys.platform == "win32" and error.errno == errno.EINVAL:
            raise BrokenPipeError from error  # so Windows says that nobody reads on
        raise UserError(f"标准输出写不进去，结果没有写完：{reason(error)}。") from error
