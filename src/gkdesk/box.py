"""Windows' own message box, without Qt: what is said where the program has no console."""

import contextlib
import io
import sys
from collections.abc import Callable, Iterator

from gkdesk.errors import UserError

INFORMATION, WARNING = 0x40, 0x30
# As many lines as fit on a small screen.
_MOST = 30


def is_needed() -> bool:
    """Whether nothing that is said can be seen: the starter for the window runs, on Windows."""
    return sys.platform == "win32" and sys.stderr is None


def show(text: str, icon: int = WARNING) -> None:
    """Show a text until it has been read."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, "gkdesk", icon)


def run(verb: Callable[[], int]) -> int:
    """Carry out a verb and show all that it says in one box at its end; its exit code.

    Raises UserError as the verb does, with what was said before it.
    """
    with _heard() as heard:
        try:
            code = verb()
        except UserError as error:
            raise UserError(_brief(heard() + str(error))) from error
        said = _brief(heard())
    if said:
        show(said, INFORMATION)
    return code


@contextlib.contextmanager
def _heard() -> Iterator[Callable[[], str]]:
    """Give what is said on standard error, and printed where there is no standard output."""
    out, said = sys.stdout, io.StringIO()
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    sys.stderr = said
    if out is None:
        sys.stdout = printed
    try:
        yield lambda: said.getvalue() + printed.buffer.getvalue().decode()
    finally:
        sys.stdout, sys.stderr = out, None


def _brief(text: str) -> str:
    lines = text.strip().splitlines()
    if len(lines) > _MOST:
        rest = f"……（共 {len(lines)} 行，请在命令行里用 gkdesk-cli.exe 查看全部）"
        lines = [*lines[: _MOST - 1], rest]
    return "\n".join(lines)
