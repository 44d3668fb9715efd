"""File names that Windows takes, made from what the clerk typed."""

import re

# Not allowed in a name on Windows, and the full-width sign that reads the same.
_FULL_WIDTH = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")
# With or without a suffix these are devices on Windows.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
_LONGEST = 75  # in UTF-8 still below the 255 bytes that Linux allows


def file_name(title: str, suffix: str, *, draft: bool) -> str:
    """A file name for a paper of this title; a draft says so before its suffix."""
    bare = "".join(sign for sign in title if sign.isprintable()).translate(_FULL_WIDTH)
    bare = bare.strip(" .")[:_LONGEST].rstrip(" .") or "未命名"
    if _DEVICE.match(bare):
        bare = f"_{bare}"
    return f"{bare}{'（草稿）' if draft else ''}{suffix}"
