"""Makes docs/checks.md: every check of the newest form, as its form file has it.

    python docs/make_checks.py

A test holds the page equal to what this makes, so it cannot go stale.
"""

from pathlib import Path

from gkdesk.core.form import Check, Form
from gkdesk.core.self_check import SEVERITY_WORDS
from gkdesk.files import shipped

PAGE = Path(__file__).resolve().parent / "checks.md"
COLUMNS = ("编号", "核对什么", "适用机关", "级别", "依据", "例子（会被指出的写法）")
HEAD = """\
# 核对规则一览

表样 {document_number}，共 {count} 条规则：{counts}。
错误必须改正，不能说明了事；提醒和提示可以改正，也可以说明“已核实”。

本页由 `python docs/make_checks.py` 从表样文件 `resources/forms/{edition}.toml` 生成，请勿手工修改。

"""


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(shipped.form(shipped.EDITIONS[-1])), encoding="utf-8", newline="\n")


def page(form: Form) -> str:
    """The text of the page for a form."""
    severities = [check.severity for check in form.checks]
    counts = "，".join(f"{word} {severities.count(key)} 条" for key, word in SEVERITY_WORDS.items())
    head = HEAD.format(
        document_number=form.document_number,
        count=len(severities),
        counts=counts,
        edition=form.edition,
    )
    lines = [COLUMNS, ("---",) * len(COLUMNS), *(row(check, form) for check in form.checks)]
    return head + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def row(check: Check, form: Form) -> tuple[str, ...]:
    """What the page says of one check, as cells of a Markdown table."""
    texts = (check.rule, organs(check, form), SEVERITY_WORDS[check.severity])
    return (f"`{check.id}`", *map(cell, (*texts, check.source, check.example)))


def organs(check: Check, form: Form) -> str:
    """Which organs a check is for, told by the ends of their names."""
    kind = form.organ_kinds.get(check.applies_to)
    if kind is None:
        return "全部"
    units = f"{'、'.join(kind.units)}＋" if kind.units else ""
    return f"名称以{units}{'、'.join(kind.ends)}结尾的"


def cell(text: str) -> str:
    """A text as Markdown shows it, whatever signs it has."""
    for sign in "\\`*_|<[":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


if __name__ == "__main__":
    main()
