"""A report file on disk -> Report, whatever its format, or a sentence that says why not."""

from datetime import date
from pathlib import Path

from gkdesk.core import exchange
from gkdesk.core.report import Report
from gkdesk.errors import UserError
from gkdesk.files import shipped

# The longest real report is some 20 KB; a thousand times that is somebody else's file.
LARGEST = 20 * 1024 * 1024
READABLE = (".json",)


def read_report(path: Path, *, today: date | None = None) -> Report:
    """The report in a file; UserError with the file's name if it cannot be read as one."""
    if path.suffix.lower() not in READABLE:
        raise UserError(
            f"“{path.name}”：不能读取这种文件，目前可以读取 {'、'.join(READABLE)} 文件。"
        )
    try:
        return exchange.load(_text(path), shipped.form, today or date.today())
    except UserError as error:
        raise UserError(f"“{path.name}”：{error}") from error


def _text(path: Path) -> str:
    """The whole text of a UTF-8 file, with or without a byte order mark."""
    try:
        if path.stat().st_size > LARGEST:
            raise UserError("文件太大，不是年报的数据文件，请核对文件名。")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise UserError(f"文件夹“{path.parent}”里没有这个文件，请核对文件名。") from error
    except IsADirectoryError as error:
        raise UserError("这是一个文件夹，请选择其中的数据文件。") from error
    except OSError as error:
        raise UserError(
            f"文件打不开（{error.strerror}），请检查文件是否被占用、能否读取。"
        ) from error
    except UnicodeDecodeError as error:
        raise UserError("文件不是 UTF-8 编码的文本，可能已经损坏或不是数据文件。") from error
