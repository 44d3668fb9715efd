"""Reads a PDF in a process of its own: a hostile file can neither hang nor end the program.

PDFium is native code and parses a page in one call that nobody can stop: a form that draws itself
twice keeps it busy for ever, eight forms that draw each other ten times eat all memory (tried).
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from gkdesk.errors import UserError
from gkdesk.files.document import Document, Grid, GridCell
from gkdesk.files.pdf_page import TOO_MUCH
from gkdesk.files.pdf_reader import read_pdf

# A real report takes a tenth of a second, and the process as long again to start. The longer time
# is for slow and busy machines; where the system counts what the process itself uses, that is less.
SECONDS = 8.0
_OWN_SECONDS = 3
_MEMORY = 640 << 20
FATAL = (
    "这份 PDF 已经损坏，或者内容多得不像一份年度报告，读到一半中止了："
    "请重新下载一份，或找到 Word 文件（.docx），再导入。"
)
_NOT_STARTED = (
    "读取 PDF 的部分（{}）没有启动，可能被杀毒软件拦截或删除：请把程序文件夹加入杀毒软件的信任区，"
    "或重新安装本程序；也可以找到 Word 文件（.docx），再导入。"
)
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def read_pdf_apart(data: bytes, seconds: float = SECONDS) -> Document:
    """The same as `read_pdf`; a file that takes too long or ends the process is refused."""
    python = _python()
    try:
        done = subprocess.run(
            [str(python), "-I", "-m", __name__],
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
            creationflags=_NO_WINDOW,
        )
    except subprocess.TimeoutExpired as fault:
        raise UserError(TOO_MUCH) from fault
    except OSError as fault:
        raise UserError(_NOT_STARTED.format(python.name)) from fault
    if done.returncode != 0:
        raise UserError(FATAL)
    told: dict[str, Any] = json.loads(done.stdout)
    if "refused" in told:
        raise UserError(told["refused"])
    return Document(tuple(_block(block) for block in told["blocks"]), lines=True)


def _python() -> Path:
    """The interpreter for a process without a window.

    On Windows `sys.executable` may be the program's own starter, which knows nothing but to start
    the program; Python's own lies in the folder of the program's parts.
    """
    started = Path(sys.executable)
    if sys.platform != "win32" or started.stem.casefold() == "python":
        return started
    beside = started.with_name("pythonw.exe")
    return beside if beside.is_file() else Path(sys.prefix, "pythonw.exe")


def _block(told: Any) -> str | Grid:
    if isinstance(told, str):
        return told
    rows, columns, bordered, cells = told
    return Grid(rows, columns, tuple(GridCell(*cell) for cell in cells), bordered)


def _told(block: str | Grid) -> Any:
    if isinstance(block, str):
        return block
    cells = [(c.row, c.column, c.text, c.row_span, c.column_span) for c in block.cells]
    return block.rows, block.columns, block.bordered, cells


def _limit() -> None:
    """Where the system can: what asks for more time or memory ends."""
    try:
        import resource
    except ImportError:  # Windows: there the seconds alone limit it
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_OWN_SECONDS, _OWN_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read from the standard input, tell in JSON on the standard output."""
    _limit()
    try:
        blocks = read_pdf(sys.stdin.buffer.read()).blocks
        told: dict[str, Any] = {"blocks": [_told(block) for block in blocks]}
    except UserError as refusal:
        told = {"refused": str(refusal)}
    sys.stdout.buffer.write(json.dumps(told).encode("ascii"))


if __name__ == "__main__":
    main()
