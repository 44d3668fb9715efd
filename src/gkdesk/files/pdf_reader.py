"""A PDF with a text layer → lines of text and grids, without any meaning."""

import re

from gkdesk.errors import UserError
from gkdesk.files.document import Document, Grid
from gkdesk.files.pdf_grid import draw_grids
from gkdesk.files.pdf_page import PAGE_OF_PICTURE, Page, Shares
from gkdesk.files.pdf_text import Line, lines_of

MAX_BYTES = 64 * 1024 * 1024
MAX_PAGES = 300
SCAN = "这份 PDF 是扫描件，里面只有图片，没有可读的文字：请找到当时的 Word 文件（.docx）再导入。"
LOCKED = (
    "这份 PDF 设了打开密码，无法读取：请用密码打开，另存或打印为没有密码的 PDF，"
    "或找到 Word 文件（.docx），再导入。"
)
DAMAGED = "这份 PDF 已经损坏，或者不是 PDF 文件：请重新下载或复制一份，或找到 Word 文件再导入。"
NO_CODES = (
    "这份 PDF 里的文字没有编码，读出来是乱码：请找到当时的 Word 文件（.docx），或用网页上的文字。"
)
TOO_BIG = f"这份 PDF 太大（最多 {MAX_PAGES} 页），不像一份年度报告：请只留下报告的页面，再导入。"

# A line at the very top or bottom of a page that says nothing but the page's number. A bare number
# stays: it could be the last figure of a table that has no lines.
_PAGE_NUMBER = re.compile(
    r"[-—–－―─]+ ?\d{1,4} ?[-—–－―─]+|第 ?\d{1,4} ?页(?:[ ,，/]?共 ?\d{1,4} ?页)?"
)
_MARGIN = 0.12
# More signs than this share without a code: the text layer is worthless.
_WORTHLESS = 0.3
_FEW_SIGNS = 20


def read_pdf(data: bytes) -> Document:
    """What stands on the pages of a PDF, as it is seen; refused in words where that fails.

    A page that is only a picture among pages with text gives one line that says so. PDFium is not
    safe for threads: never read two files at once.
    """
    if len(data) > MAX_BYTES:
        raise UserError(TOO_BIG)
    shares = Shares()
    pages = _pages(data, shares)
    if not any(_has_text(page) for page in pages):
        raise UserError(SCAN)
    _refuse_nonsense(pages)
    blocks: list[str | Grid] = []
    for number, page in enumerate(pages, 1):
        blocks += _blocks(page, number, shares)
    return Document(tuple(blocks), lines=True)


def _pages(data: bytes, shares: Shares) -> list[Page]:
    # Loading PDFium takes a tenth of a second, which only who reads a PDF should wait for.
    from gkdesk.files import pdf_pdfium

    try:
        with pdf_pdfium.opened(data) as pdf:
            if len(pdf) > MAX_PAGES:
                raise UserError(TOO_BIG)
            return [pdf_pdfium.look_at(pdf, index, shares) for index in range(len(pdf))]
    except pdf_pdfium.LockedError as fault:
        raise UserError(LOCKED) from fault
    except pdf_pdfium.UnreadableError as fault:
        raise UserError(DAMAGED) from fault


def _has_text(page: Page) -> bool:
    """Whether a page says more than a number or a stamp on top of a picture."""
    return len(page.glyphs) > (_FEW_SIGNS if page.picture else 0)


def _refuse_nonsense(pages: list[Page]) -> None:
    signs = [glyph.text for page in pages for glyph in page.glyphs if not glyph.text.isspace()]
    if sum(sign == "\ufffd" for sign in signs) > _WORTHLESS * len(signs):
        raise UserError(NO_CODES)


def _blocks(page: Page, number: int, shares: Shares) -> list[str | Grid]:
    """Lines and grids of one page, from top to bottom."""
    if page.picture and not _has_text(page):
        return [PAGE_OF_PICTURE.format(number=number)]
    grids, outside = draw_grids(page, shares)
    placed: list[tuple[float, str | Grid]] = [(drawn.top, drawn.grid) for drawn in grids]
    lines = lines_of(outside)
    placed += [(line.base, line.text) for line in lines if not _is_page_number(line, page)]
    placed.sort(key=lambda block: block[0])
    return [block for _, block in placed]


def _is_page_number(line: Line, page: Page) -> bool:
    edge = _MARGIN * (page.bottom - page.top)
    in_margin = line.base < page.top + edge or line.base > page.bottom - edge
    return in_margin and _PAGE_NUMBER.fullmatch(line.text) is not None
