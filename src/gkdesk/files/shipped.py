"""The files shipped with the program, read in this one place (the window finds its icon itself)."""

from functools import cache
from importlib.resources import files

from gkdesk.core.form import Form
from gkdesk.core.form_file import read_form
from gkdesk.core.prose import brief
from gkdesk.errors import UserError

EDITIONS = ("2021",)
"""The editions that reports are filled in on, oldest first."""
READ_ONLY = ("2019",)
"""The editions that old reports are read on, oldest first."""


def read_text(path: str) -> str:
    """The text of a shipped file, named from the resources folder down."""
    return files("gkdesk.resources").joinpath(path).read_text(encoding="utf-8")


@cache
def form(edition: str) -> Form:
    """A shipped edition of the national form; UserError if this program does not know it."""
    if edition not in (*EDITIONS, *READ_ONLY):
        raise UserError(
            f"不认识表样“{brief(edition)}”。本程序能填报的表样：{'、'.join(EDITIONS)}；请换用新版程序。"
        )
    return read_form(_form_text(edition), f"{edition}.toml", base_of=_form_text)


def _form_text(edition: str) -> str:
    return read_text(f"forms/{edition}.toml")


def edition_for(year: int) -> str:
    """The newest edition that serves a report year; UserError before the first."""
    served = [edition for edition in EDITIONS if form(edition).first_year <= year]
    if not served:
        raise UserError(
            f"没有适用于{year}年度的表样，最早可以填报{form(EDITIONS[0]).first_year}年度。"
        )
    return served[-1]
