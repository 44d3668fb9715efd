"""What the program may write into prose for the clerk: headings numbered on, an example."""

from gkdesk.core.prose import paragraphs

_DIGITS = "零一二三四五六七八九"


def with_part(text: str, label: str) -> str:
    """The text with a heading for one more official part at its end, numbered on."""
    count = sum(paragraph.level == 2 for paragraph in paragraphs(text))
    return with_example(text, f"（{han_number(count + 1)}）{label}方面：")


def with_example(text: str, example: str) -> str:
    """The text with another paragraph at its end."""
    return f"{text.rstrip()}\n{example}" if text.strip() else example


def han_number(number: int) -> str:
    """A number from 1 to 99 as officials count their headings: 一, 十, 十二, 二十."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones or not tens else "")
