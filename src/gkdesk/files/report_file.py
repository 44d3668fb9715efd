"""A report file on disk or a pasted text -> Reading, or a sentence that says why not."""

import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from gkdesk.core import exchange
from gkdesk.core.report import Report
from gkdesk.errors import UserError
from gkdesk.files import shipped
from gkdesk.files.document import Document
from gkdesk.files.os_faults import is_too_long, reason
from gkdesk.files.reading import Reading

LARGEST = 64 * 1024 * 1024  # a report with the photographs that some offices put in


def _word(data: bytes) -> Document:
    from gkdesk.files.word_reader import read_word

    return read_word(data)


def _html(data: bytes) -> Document:
    from gkdesk.files.html_reader import read_html

    return read_html(data)


def _text(data: bytes) -> Document:
    from gkdesk.files.text_reader import read_text

    return read_text(data)


def _sheet(data: bytes) -> Document:
    from gkdesk.files.sheet_reader import read_sheet

    return read_sheet(data)


def _pdf(data: bytes) -> Document:
    from gkdesk.files.pdf_apart import read_pdf_apart

    return read_pdf_apart(data)


# Imported only when such a file is read: no start of the program should wait for them.
_READERS: Mapping[str, Callable[[bytes], Document]] = {
    ".docx": _word,
    ".html": _html,
    ".htm": _html,
    ".txt": _text,
    ".md": _text,
    ".xlsx": _sheet,
    ".pdf": _pdf,
}
_TOO_DEEP = (
    "文件夹和文件名合起来太长，Windows 打不开。请把它复制到“文档”或桌面，名字短一些，再导入。"
)
_IN_WORD = "请在 WPS 或 Word 中打开，另存为 .docx，再读入。"
_IN_SHEET = "请在 WPS 表格或 Excel 中打开，另存为 .xlsx，再读入。"
_PICTURE = "这是图片，里面没有文字。请找原来的 Word 文件，或对照着录入。"
_REFUSED: Mapping[str, str] = {
    **dict.fromkeys((".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt"), _IN_WORD),
    **dict.fromkeys((".xls", ".et", ".ett", ".ods", ".csv"), _IN_SHEET),
    ".ofd": "请在 OFD 阅读软件中另存为 .pdf，或找原来的 Word 文件。",
    ".mht": "请在浏览器中打开，另存为网页（.html），再读入。",
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".gif"), _PICTURE),
}
READABLE = (".json", *_READERS)


def read_report(path: Path, *, today: date | None = None) -> Report:
    """The report in a file; UserError with the file's name if it cannot be read as one."""
    return read_file(path, today=today).report


def read_file(path: Path, *, today: date | None = None) -> Reading:
    """The report in a file and where it stands there; UserError with the file's name if none."""
    suffix = path.suffix.lower()
    try:
        if os.path.isdir(path):
            raise UserError("这是一个文件夹，请选择其中的文件。")
        if suffix == ".json":
            text = _utf8(_bytes(path))
            return Reading(exchange.load(text, shipped.form, today or date.today()))
        if suffix in _READERS:
            return _recognised(_READERS[suffix](_bytes(path)))
        advice = _REFUSED.get(suffix, f"可以读取 {'、'.join(READABLE)} 文件。")
        raise UserError(f"不能读取这种文件。{advice}")
    except UserError as error:
        raise UserError(f"“{path.name}”：{error}") from error


def read_pasted(html: str, text: str) -> Reading:
    """The report in what was copied elsewhere, as a web page where it has one, else as text.

    Raises UserError where there is no report in it.
    """
    from gkdesk.files.html_reader import read_html
    from gkdesk.files.text_reader import read_plain

    # Half a sign, which a text cut short leaves, has no place in UTF-8.
    return _recognised(read_html(html.encode(errors="replace")) if html else read_plain(text))


def _recognised(document: Document) -> Reading:
    """The report that a document holds, on the newest form or on the one before it."""
    from gkdesk.files.recognise.report import recognise

    older = shipped.form(shipped.READ_ONLY[-1])
    reading = recognise(document, shipped.form(shipped.EDITIONS[-1]), older)
    report = reading.report
    if report.year < older.first_year:
        raise UserError(
            f"这是{report.year}年度的报告，{older.first_year}年以前没有统一的表样，不能读入。"
            "请对照着录入，或读入后来年度的报告。"
        )
    blank = not report.numbers and not any(report.text(one.id) for one in report.form.sections)
    # A report that nobody has filled in yet has its tables all the same.
    if blank and not reading.places.keys() & report.form.cells.keys():
        raise UserError("里面没有找到年报的六个部分和表格，请核对是不是政府信息公开工作年度报告。")
    return reading


def _bytes(path: Path) -> bytes:
    """All that a file holds."""
    try:
        if path.stat().st_size > LARGEST:
            raise UserError("文件太大，不是年报，请核对文件名。")
        return path.read_bytes()
    except FileNotFoundError as error:
        if is_too_long(error, len(str(path.absolute()))):
            raise UserError(_TOO_DEEP) from error
        raise UserError(f"文件夹“{path.parent}”里没有这个文件，请核对文件名。") from error
    except PermissionError as error:
        # On Windows a file that WPS or Word has open; the system's own words are English.
        raise UserError(
            "文件打不开，可能正在 WPS 或 Word 中打开：请先在那里关闭它，再试一次。"
        ) from error
    except OSError as error:
        raise UserError(f"文件打不开：{reason(error)}。") from error


def _utf8(data: bytes) -> str:
    """A UTF-8 text, with or without a byte order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError("文件不是 UTF-8 编码的文本，可能已经损坏或不是数据文件。") from error
